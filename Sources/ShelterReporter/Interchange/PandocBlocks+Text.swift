import ShelterModel

extension PandocBlocks {
    func inlines(_ content: [Inline]) -> [JSONNode] { content.flatMap(inline) }

    private func inline(_ inline: Inline) -> [JSONNode] {
        switch inline {
        case .text(let text), .name(let text), .place(let text, _), .figure(let text, _): PandocTree.words(text)
        case .code(let text): [PandocTree.styled("Code", text: PandocTree.words(text))]
        case .strong(let parts): [PandocTree.node("Strong", .list(inlines(parts)))]
        case .secondary(let parts): [PandocTree.styled("Secondary", text: inlines(parts))]
        case .link(let parts, let target):
            PaperLink(target, anchors).map { [PandocTree.link(inlines(parts), to: $0.target)] } ?? inlines(parts)
        case .foreign(let parts, let language):
            [PandocTree.node("Span", [PandocTree.attributes([("lang", language)]), .list(inlines(parts))])]
        case .footnote(let parts): [PandocTree.node("Note", [PandocTree.paragraph(inlines(parts))])]
        case .outcome(let outcome, let word):
            [
                PandocTree.styled(outcome.style, text: PandocTree.words(outcome.sign)),
                PandocTree.node("Str", "\u{00A0}"),
            ] + PandocTree.words(word)
        case .lineBreak: [PandocTree.node("LineBreak")]
        }
    }

    func table(_ table: DocumentTable) -> JSONNode {
        let shares = ColumnWidths.shares(table)
        return PandocTree.table(
            caption: inlines(table.caption),
            columns: zip(table.columns, shares).map { column, share in
                (column.kind == .number ? .right : column.kind == .score ? .centre : .left, share)
            },
            header: table.columns.map { column in
                let unit = column.unit.map {
                    [PandocTree.node("LineBreak"), PandocTree.styled("Secondary", text: PandocTree.words($0))]
                }
                let label = inlines(column.label) + (unit ?? [])
                return [
                    PandocTree.node(
                        "Plain",
                        .list(table.style == .heat ? [PandocTree.styled("HeatHead", text: label)] : label)
                    )
                ]
            },
            rows: table.rows.map { row in
                table.columns.indices.map { index in index < row.count ? cell(row[index]) : [] }
            }
        )
    }

    private func cell(_ cell: DocumentTable.Cell) -> [JSONNode] {
        var content = inlines(cell.content)
        if cell.isHatched {
            content = [PandocTree.node("Str", "(")] + content + [PandocTree.node("Str", ")")]
        }
        guard cell.tint != nil || cell.isHatched else { return [PandocTree.node("Plain", .list(content))] }
        let style = cell.tint.map { "Score\($0.rawValue)" } ?? "ScoreUnknown"
        return [PandocTree.styled(style, [PandocTree.paragraph(content)])]
    }
}

extension [Inline] {
    /// Room that the marks of outcomes take beside the words.
    fileprivate var signs: Int {
        contains { if case .outcome = $0 { true } else { false } } ? 3 : 0
    }
}

extension Outcome {
    fileprivate var sign: String {
        switch self {
        case .met: "●"
        case .notMet: "■"
        case .unknown: "○"
        case .notApplicable: "–"
        }
    }

    fileprivate var style: String {
        switch self {
        case .met: "OutcomeMet"
        case .notMet: "OutcomeNotMet"
        case .unknown: "OutcomeUnknown"
        case .notApplicable: "OutcomeNotApplicable"
        }
    }
}

/// How wide the columns of a table stand beside each other, for formats that do not find it out.
enum ColumnWidths {
    /// Characters that a column of text is given at most, whatever stands in it.
    private static let most = 44.0
    private static let least = 4.0

    /// Shares of the width of the text, together 1.
    static func shares(_ table: DocumentTable) -> [Double] {
        let wishes = wishes(table)
        let total = wishes.reduce(0, +)
        guard total > 0 else { return table.columns.map { _ in 1 / Double(table.columns.count) } }
        // Written in ten-thousandths, so that no machine rounds otherwise.
        return wishes.map { ($0 / total * 10_000).rounded(.down) / 10_000 }
    }

    /// About how many characters wide each column should be.
    static func wishes(_ table: DocumentTable) -> [Double] {
        table.columns.indices.map { wish(table, $0).rounded() }
    }

    private static func wish(_ table: DocumentTable, _ column: Int) -> Double {
        let header = table.columns[column].label
        let longestWord = (header.plainText.split(separator: " ").map(\.count).max() ?? 0) + header.signs
        let counts = counts(table, column)
        let longest = counts.max() ?? 0
        let sum = counts.reduce(0, +)
        let mean = table.rows.isEmpty ? 0 : Double(sum) / Double(table.rows.count)
        let text =
            switch table.columns[column].kind {
            case .brief, .number, .score: min(Double(longest), 24)
            case .text, .prose: min(max(mean * 1.3, min(Double(longest), 20)), most)
            }
        return max(text, min(Double(longestWord), 14), least) + 3
    }

    /// Characters of the longest line in a column, the header not counted.
    static func longest(_ table: DocumentTable, _ column: Int) -> Int { counts(table, column).max() ?? 0 }

    private static func counts(_ table: DocumentTable, _ column: Int) -> [Int] {
        table.rows.filter { column < $0.count }.map { row in lines(row[column].content).map(\.count).max() ?? 0 }
    }

    private static func lines(_ content: [Inline]) -> [String] {
        content.split(separator: .lineBreak).map { Array($0).plainText }
    }
}
