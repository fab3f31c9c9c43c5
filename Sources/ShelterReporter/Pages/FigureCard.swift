public import ShelterModel

/// Where one figure or finding comes from, in words, on one sheet of paper.
public struct FigureCard: Hashable, Sendable {
    public struct Fact: Hashable, Sendable {
        public var label: String
        public var value: String

        public init(label: String, value: String) {
            self.label = label
            self.value = value
        }
    }

    /// Rows that fit on the sheet below the facts; the rest is counted.
    static let mostRows = 18
    /// Characters of a value that fit on the sheet.
    static let longestValue = 420

    public var title: String
    public var facts: [Fact]
    /// What it was computed from: place, id, name, what counts.
    public var rows: [[String]]

    public init(title: String, facts: [Fact], rows: [[String]] = []) {
        self.title = title
        self.facts = facts
        self.rows = rows
    }

    /// - Parameters:
    ///   - command: What to type for the same in full.
    ///   - framework: Name and version.
    public func document(_ texts: Texts, command: String, framework: String) -> Document {
        let words = Words(texts)
        let state = words("report.state.concept")
        var blocks: [Block] = [
            .facts(
                facts.map {
                    ShelterReporter.Fact($0.label, [.name(Self.shortened($0.value))])
                }
            )
        ]
        if !rows.isEmpty {
            blocks.append(.table(table(words)))
            if rows.count > Self.mostRows {
                blocks.append(
                    .paragraph(
                        words.inlines(
                            "report.card.more",
                            ["n": [.text(words.numbers.count(rows.count - Self.mostRows))]]
                        )
                    )
                )
            }
        }
        blocks.append(.paragraph([.secondary(words.inlines("report.card.again", ["command": [.code(command)]]))]))
        return Document(
            language: words.language,
            title: title,
            kicker: words("report.card.kicker"),
            mark: words("report.mark", ["state": state, "audience": words("report.audience.intern")]),
            markRemark: words("report.state.concept.remark"),
            facts: [ShelterReporter.Fact(words("report.fact.framework"), [.name(framework)])],
            blocks: blocks,
            furniture: Document.Furniture(
                brand: words("report.brand"),
                skip: words("report.skip"),
                contents: words("report.contents"),
                figureData: words("report.figure.data"),
                scrollArea: words("report.table.area"),
                scrollHint: words("report.table.scroll"),
                up: nil,
                closing: [.text(words("report.card.closing"))]
            )
        )
    }

    private func table(_ words: Words) -> DocumentTable {
        DocumentTable(
            caption: words.inlines("report.card.rows", ["n": [.text(words.numbers.count(rows.count))]]),
            columns: [
                DocumentTable.Column(words("report.column.place"), .brief),
                DocumentTable.Column(words("report.column.location"), .prose),
                DocumentTable.Column(words("report.column.measured"), .prose),
            ],
            rows: rows.prefix(Self.mostRows).map { row in
                [
                    DocumentTable.Cell([.code(row[0])]),
                    DocumentTable.Cell([.name(row[2]), .text(" "), .code(row[1])]),
                    DocumentTable.Cell([.name(row[3])]),
                ]
            }
        )
    }

    private static func shortened(_ text: String) -> String {
        text.count > longestValue ? "\(text.prefix(longestValue))…" : text
    }
}
