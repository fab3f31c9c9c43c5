public import ShelterAnalysis
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

    /// Lines of facts and rows together that fit on a sheet, and characters of a value on a line.
    private static let mostLines = 28
    private static let lineLength = 70

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
    ///   - state: Of the report that it belongs to.
    ///   - framework: Name and version.
    public func document(
        _ texts: Texts,
        command: String,
        state: PublicationState,
        framework: String
    ) -> Document {
        let words = Words(texts)
        let stateName = words("report.state.\(state.rawValue)")
        var values = facts.map(\.value)
        // On a full sheet the longest give way; in the answer without a card they stand in full.
        var longest = 6 * Self.lineLength
        while Self.lines(values) > Self.mostLines, longest >= Self.lineLength {
            values = facts.map { Self.shortened($0.value, to: longest) }
            longest -= Self.lineLength
        }
        // A row takes up to two lines.
        let shown = min(rows.count, max(3, (Self.mostLines - Self.lines(values)) / 2))
        var blocks: [Block] = [.table(table(values, words))]
        if !rows.isEmpty {
            blocks.append(.table(table(rows.prefix(shown), words)))
            if rows.count > shown {
                blocks.append(
                    .paragraph(
                        words.inlines("report.card.more", ["n": [.text(words.numbers.count(rows.count - shown))]])
                    )
                )
            }
        }
        blocks.append(.paragraph([.secondary(words.inlines("report.card.again", ["command": [.code(command)]]))]))
        return Document(
            language: words.language.rawValue,
            title: title,
            kicker: words("report.card.kicker"),
            mark: words("report.mark", ["state": stateName, "audience": words("report.audience.intern")]),
            markRemark: words("report.state.\(state.rawValue).remark"),
            facts: [
                ShelterReporter.Fact(words("report.fact.state"), [.text(stateName)]),
                ShelterReporter.Fact(words("report.fact.framework"), [.name(framework)]),
            ],
            blocks: blocks,
            furniture: Document.Furniture(
                words,
                up: nil,
                closing: [.text(words("report.card.closing"))]
            )
        )
    }

    private func table(_ values: [String], _ words: Words) -> DocumentTable {
        DocumentTable(
            caption: words.inlines("report.card.facts"),
            columns: [
                DocumentTable.Column(words("report.card.what"), .prose),
                DocumentTable.Column(words("report.card.is"), .prose),
            ],
            rows: zip(facts, values).map { fact, value in
                [DocumentTable.Cell(fact.label), DocumentTable.Cell([.name(value)])]
            }
        )
    }

    private func table(_ shown: ArraySlice<[String]>, _ words: Words) -> DocumentTable {
        DocumentTable(
            caption: words.inlines("report.card.rows", ["n": [.text(words.numbers.count(rows.count))]]),
            columns: [
                DocumentTable.Column(words("report.column.place"), .brief),
                DocumentTable.Column(words("report.column.location"), .prose),
                DocumentTable.Column(words("report.column.measured"), .prose),
            ],
            rows: shown.map { row in
                [
                    DocumentTable.Cell([.code(row[0])]),
                    DocumentTable.Cell([.name(row[2]), .text(" "), .code(row[1])]),
                    DocumentTable.Cell([.name(row[3])]),
                ]
            }
        )
    }

    private static func lines(_ values: [String]) -> Int {
        values.reduce(0) { $0 + max(1, ($1.count + lineLength - 1) / lineLength) }
    }

    private static func shortened(_ text: String, to length: Int) -> String {
        text.count > length ? "\(text.prefix(length))…" : text
    }
}
