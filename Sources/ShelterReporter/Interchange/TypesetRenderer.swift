public import ShelterModel

/// Turns a document into the data from which `Reports/Templates/report.typ` sets a PDF.
///
/// Everything is a value of JSON: whatever a text holds, typst never reads it as markup.
public struct TypesetRenderer: Sendable {
    public static let formatName = "maatstaf/document/1"

    /// What the file says of when it was made; no clock is asked.
    public var date: CalendarDate

    public init(date: CalendarDate) {
        self.date = date
    }

    public func node(_ document: Document) -> JSONNode {
        let anchors = document.anchors
        return [
            "format": .text(Self.formatName),
            "language": .text(document.language),
            "date": .text(date.iso),
            "title": Self.text(document.title),
            "kicker": Self.text(document.kicker),
            "mark": Self.text(document.mark),
            "markRemark": Self.text(document.markRemark),
            "brand": Self.text(document.furniture.brand),
            "contents": Self.text(document.furniture.contents),
            "figureData": Self.text(document.furniture.figureData),
            "closing": inlines(document.furniture.closing, anchors),
            "facts": facts(document.facts, anchors),
            "blocks": .list(document.blocks.map { block($0, anchors) }),
        ]
    }

    // MARK: - Blocks

    private func block(_ block: Block, _ anchors: Set<String>) -> JSONNode {
        switch block {
        case .heading(let level, let anchor, let content):
            [
                "kind": "heading", "level": .whole(level), "anchor": anchor.map { .text($0) } ?? .nothing,
                "content": inlines(content, anchors),
            ]
        case .paragraph(let content): ["kind": "paragraph", "content": inlines(content, anchors)]
        case .note(let content): ["kind": "note", "content": inlines(content, anchors)]
        case .lead(let items): ["kind": "lead", "items": .list(items.map { inlines($0, anchors) })]
        case .list(let items): ["kind": "list", "items": .list(items.map { inlines($0, anchors) })]
        case .facts(let items): ["kind": "facts", "items": facts(items, anchors)]
        case .keyFigures(let figures):
            [
                "kind": "keyFigures",
                "items": .list(
                    figures.map { ["value": inlines($0.value, anchors), "label": inlines($0.label, anchors)] }
                ),
            ]
        case .table(let table): ["kind": "table", "table": self.table(table, anchors)]
        case .folded(let summary, let table):
            ["kind": "folded", "summary": inlines(summary, anchors), "table": self.table(table, anchors)]
        case .figure(let figure): self.figure(figure, anchors)
        case .contents: ["kind": "contents"]
        case .legend(let items):
            [
                "kind": "legend",
                "items": .list(items.map { ["tint": Self.tint($0.tint), "text": Self.text($0.text)] }),
            ]
        case .entry(let entry):
            [
                "kind": "entry", "number": Self.text(entry.number), "title": inlines(entry.title, anchors),
                "paragraphs": .list(entry.paragraphs.map { inlines($0, anchors) }),
                "facts": facts(entry.facts, anchors),
            ]
        case .references(let items):
            [
                "kind": "references",
                "items": .list(
                    items.map { ["anchor": .text($0.anchor), "content": inlines($0.content, anchors)] }
                ),
            ]
        }
    }

    private func facts(_ items: [Fact], _ anchors: Set<String>) -> JSONNode {
        .list(items.map { ["label": Self.text($0.label), "content": inlines($0.content, anchors)] })
    }

    private func figure(_ figure: DocumentFigure, _ anchors: Set<String>) -> JSONNode {
        [
            "kind": "figure", "anchor": .text(figure.anchor), "title": inlines(figure.title, anchors),
            "subtitle": inlines(figure.subtitle, anchors), "source": inlines(figure.source, anchors),
            "panels": .list(
                figure.panels.map { ["svg": .text($0.svg), "alternative": .text(PlainText.visible($0.alternative))] }
            ),
            "data": table(figure.data, anchors),
        ]
    }

    private func table(_ table: DocumentTable, _ anchors: Set<String>) -> JSONNode {
        [
            "caption": inlines(table.caption, anchors), "isHeat": .flag(table.style == .heat),
            "columns": .list(
                zip(table.columns, ColumnWidths.wishes(table)).enumerated().map { index, found in
                    let (column, width) = found
                    return [
                        "label": inlines(column.label, anchors), "unit": column.unit.map(Self.text) ?? .nothing,
                        "kind": .text(String(describing: column.kind)), "weight": .whole(Int(width)),
                        "longest": .whole(ColumnWidths.longest(table, index)),
                    ]
                }
            ),
            "rows": .list(
                table.rows.map { row in
                    .list(row.prefix(table.columns.count).map { cell($0, anchors) })
                }
            ),
        ]
    }

    private func cell(_ cell: DocumentTable.Cell, _ anchors: Set<String>) -> JSONNode {
        var node: [String: JSONNode] = ["content": inlines(cell.content, anchors)]
        if let tint = cell.tint { node["tint"] = .whole(tint.rawValue) }
        if cell.isHatched { node["isHatched"] = .flag(true) }
        if let bar = cell.bar.flatMap(Double.init), bar.isFinite { node["bar"] = .decimal(min(100, max(0, bar))) }
        return .object(node)
    }

    private static func tint(_ tint: ScoreClass?) -> JSONNode { tint.map { .whole($0.rawValue) } ?? .nothing }

    // MARK: - Text

    private func inlines(_ content: [Inline], _ anchors: Set<String>) -> JSONNode {
        .list(content.map { inline($0, anchors) })
    }

    private func inline(_ inline: Inline, _ anchors: Set<String>) -> JSONNode {
        switch inline {
        case .text(let text), .figure(let text, _): ["kind": "text", "text": Self.text(text)]
        case .name(let text), .place(let text, _): ["kind": "name", "text": Self.text(text)]
        case .code(let text): ["kind": "code", "text": Self.text(text)]
        case .strong(let parts): ["kind": "strong", "content": inlines(parts, anchors)]
        case .secondary(let parts): ["kind": "secondary", "content": inlines(parts, anchors)]
        case .link(let parts, let target):
            [
                "kind": "link", "content": inlines(parts, anchors),
                "target": PaperLink(target, anchors).map { .text($0.target) } ?? .nothing,
            ]
        case .foreign(let parts, let language):
            ["kind": "foreign", "language": .text(language), "content": inlines(parts, anchors)]
        case .footnote(let parts): ["kind": "footnote", "content": inlines(parts, anchors)]
        case .outcome(let outcome, let word):
            ["kind": "outcome", "outcome": .text(outcome.name), "text": Self.text(word)]
        case .lineBreak: ["kind": "lineBreak"]
        }
    }

    private static func text(_ text: String) -> JSONNode { .text(PlainText.breakable(PlainText.visible(text))) }
}

/// A link that works in a file that stands alone: inside of it, or to the web.
struct PaperLink {
    let target: String

    init?(_ target: String, _ anchors: Set<String>) {
        let isInside = target.hasPrefix("#") && anchors.contains(String(target.dropFirst()))
        guard isInside || target.hasPrefix("https://") || target.hasPrefix("http://") else { return nil }
        self.target = target
    }
}
