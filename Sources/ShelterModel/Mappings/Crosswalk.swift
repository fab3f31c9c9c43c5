/// Says how the questions and answers of an older questionnaire relate to those of a newer one.
public struct Crosswalk: Hashable, Sendable, Identifiable {
    /// One version of a questionnaire.
    public struct Edition: Hashable, Sendable {
        public var codeBook: String
        public var version: String

        public init(codeBook: String, version: String) {
            self.codeBook = codeBook
            self.version = version
        }
    }

    /// How one variable of the newer questionnaire relates to the older one.
    public enum Relation: Hashable, Sendable {
        /// Same question, same answers, same header.
        case same
        /// Same question and answers, under other headers.
        case renamed(headers: [String])
        /// Same question with other answers; `codes` leads from an old written form to the new code, answers in
        /// `withoutMatch` have none.
        case recoded(headers: [String], codes: [String: String], withoutMatch: [String])
        /// Asked otherwise: the answers do not compare.
        case changed
        /// Not asked before.
        case new

        /// Whether old answers may be held against new ones.
        public var isComparable: Bool {
            switch self {
            case .same, .renamed, .recoded: true
            case .changed, .new: false
            }
        }
    }

    public struct Entry: Hashable, Sendable {
        public var variable: String
        public var relation: Relation
        public var reason: LocalizedText
        /// Where the file says so.
        public var location: SourceLocation?

        public init(
            variable: String,
            relation: Relation,
            reason: LocalizedText = LocalizedText([:]),
            location: SourceLocation? = nil
        ) {
            self.variable = variable
            self.relation = relation
            self.reason = reason
            self.location = location
        }
    }

    /// A column of the older questionnaire that the newer one has no more.
    public struct Dropped: Hashable, Sendable {
        public var header: String
        public var reason: LocalizedText

        public init(header: String, reason: LocalizedText = LocalizedText([:])) {
            self.header = header
            self.reason = reason
        }
    }

    public var id: String
    public var label: LocalizedText
    public var source: String
    public var from: Edition
    public var to: Edition
    /// Whether variables that the file does not name are the same; otherwise they do not compare.
    public var othersAreSame: Bool
    public var entries: [Entry]
    public var dropped: [Dropped]
    /// The file itself, for messages.
    public var location: SourceLocation?

    public init(
        id: String,
        label: LocalizedText,
        source: String,
        from: Edition,
        to: Edition,
        othersAreSame: Bool,
        entries: [Entry],
        dropped: [Dropped] = [],
        location: SourceLocation? = nil
    ) {
        self.id = id
        self.label = label
        self.source = source
        self.from = from
        self.to = to
        self.othersAreSame = othersAreSame
        self.entries = entries
        self.dropped = dropped
        self.location = location
    }
}
