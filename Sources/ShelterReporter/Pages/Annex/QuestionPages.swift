public import ShelterAppreciation
internal import ShelterModel

/// What one directorate or partner is asked: its recommendations, each with a table of what the register has, to fill in.
public struct QuestionPages: Sendable {
    private let pages: AnnexPages

    public init(_ pages: AnnexPages) {
        self.pages = pages
    }

    private var words: AnnexWords { pages.words }

    /// Who is asked what.
    public var recipients: [Recipient] {
        pages.register.recipients { recommendation in
            recommendation.addressees.map { addressee in
                if addressee == .other, let other = recommendation.otherAddressee { return (addressee, other) }
                return (addressee, words("addressee." + addressee.rawValue))
            }
        }
    }

    /// - Parameter fields: What the register has, by number and field.
    public func document(_ recipient: Recipient, _ fields: [RecommendationNumber: [String: String]]) -> Document {
        var blocks: [Block] = [
            .lead([words.inlines("questions.lead", ["name": [.name(recipient.name)]])]),
            .paragraph(words.inlines("questions.how")),
        ]
        for number in recipient.numbers {
            guard let recommendation = pages.register.recommendations.first(where: { $0.number == number }) else {
                continue
            }
            blocks.append(
                pages.heading(2, "r-\(number.text)", words.inlines("questions.heading", ["n": [.code(number.text)]]))
            )
            blocks.append(.paragraph([.name(recommendation.text)]))
            blocks.append(.table(table(number, fields[number] ?? [:])))
        }
        return pages.document("questions", audience: "internal", blocks: blocks)
    }

    private func table(_ number: RecommendationNumber, _ fields: [String: String]) -> DocumentTable {
        let actions = (pages.register.appreciation(of: number)?.actions.count ?? 0) + 1
        var rows = AnswerForm.answerFields.map { row($0, label: words("questions.field.\($0)"), fields) }
        for action in 1...actions {
            rows += AnswerForm.actionFields.map { key in
                row(
                    AnswerForm.field(key, action: action),
                    label: words("questions.field.action.\(key)"),
                    fields
                )
            }
        }
        return DocumentTable(
            caption: words.inlines("questions.caption", ["n": [.text(number.text)]]),
            columns: [
                DocumentTable.Column(words("questions.field")), DocumentTable.Column(words("questions.value"), .prose),
            ],
            rows: rows
        )
    }

    /// The name of the field stands below its label, so that the row is found again whatever the language.
    private func row(_ field: String, label: String, _ fields: [String: String]) -> [DocumentTable.Cell] {
        [
            DocumentTable.Cell([.text(label), .lineBreak, .code(field)]),
            DocumentTable.Cell(fields[field].map { lines($0) } ?? []),
        ]
    }

    private func lines(_ text: String) -> [Inline] {
        Array(
            text.split(separator: "\n", omittingEmptySubsequences: false).map { [Inline.name(String($0))] }
                .joined(separator: [.lineBreak])
        )
    }
}
