/// The answer to a recommendation as fields of text, as a directorate fills them in.
public struct AnswerForm: Hashable, Sendable {
    /// Fields of an answer that a directorate may fill in; those of actions are `action 1: owner`.
    public static let answerFields = [
        "position", "reasoning", "partNotAdopted", "answerBy", "cover", "legalBasis", "intention",
    ]
    public static let actionFields = [
        "text", "owner", "planning.words", "planning.from", "planning.until", "execution.status", "execution.date",
        "execution.evidence",
    ]

    public static func field(_ key: String, action: Int) -> String { "action \(action): \(key)" }

    /// What a reply did to one field.
    public struct Change: Hashable, Sendable {
        public enum Outcome: Hashable, Sendable {
            case changed
            /// The register, or another reply, says something else than what was sent and what came back.
            case conflict(with: String)
        }

        public var number: RecommendationNumber
        public var field: String
        public var from: String
        public var to: String
        /// From which reply.
        public var reply: Int
        public var outcome: Outcome

        public init(
            number: RecommendationNumber,
            field: String,
            from: String,
            to: String,
            reply: Int,
            outcome: Outcome
        ) {
            self.number = number
            self.field = field
            self.from = from
            self.to = to
            self.reply = reply
            self.outcome = outcome
        }
    }

    /// Brings replies together with a register, field by field.
    ///
    /// A field counts as changed where a reply differs from what was sent in more than blanks. It is taken over unless the register
    /// was changed since to something else, or another reply wants something else: then nobody's words win.
    ///
    /// - Parameters:
    ///   - sent: Fields of each recommendation as they were sent.
    ///   - current: The same as the register now has them.
    ///   - replies: What came back; a field that is missing was not asked.
    public static func changes(
        sent: [RecommendationNumber: [String: String]],
        current: [RecommendationNumber: [String: String]],
        replies: [[RecommendationNumber: [String: String]]]
    ) -> [Change] {
        var changes: [Change] = []
        for (index, reply) in replies.enumerated() {
            for number in reply.keys.sorted() {
                for (field, text) in (reply[number] ?? [:]).sorted(by: { $0.key < $1.key }) {
                    let before = sent[number]?[field] ?? ""
                    let now = current[number]?[field] ?? ""
                    guard !isSame(text, before), !isSame(text, now) else { continue }
                    changes.append(
                        Change(
                            number: number,
                            field: field,
                            from: now,
                            to: text,
                            reply: index,
                            outcome: isSame(now, before) ? .changed : .conflict(with: now)
                        )
                    )
                }
            }
        }
        // Two replies that want the same thing agree; two that do not are for a person.
        for (place, change) in changes.enumerated() {
            let other = changes.first {
                $0.number == change.number && $0.field == change.field && $0.reply != change.reply
                    && !isSame($0.to, change.to)
            }
            if let other, changes[place].outcome == .changed { changes[place].outcome = .conflict(with: other.to) }
        }
        return changes
    }

    /// Whether two texts differ in nothing but blanks and line breaks, which word processors change at will.
    public static func isSame(_ one: String, _ other: String) -> Bool {
        one.split(whereSeparator: \.isWhitespace) == other.split(whereSeparator: \.isWhitespace)
    }
}
