import ShelterModel

/// Turns a document into pandoc's syntax tree, from which pandoc writes DOCX and ODT.
///
/// Styles are those of `scripts/reference-documents.py`; a reference document that lacks one shows the text in its own.
public struct PandocRenderer: Sendable {
    /// The tree, and the drawings that it names.
    public struct Result: Sendable {
        public var tree: JSONNode
        /// SVG by the name under which the tree asks for its picture, `panel-1.png` and on.
        public var panels: [(name: String, svg: String, alternative: String)]
    }

    /// Whether only the blocks are wanted, without what stands around them in a document.
    public var isPiece: Bool

    public init(isPiece: Bool = false) {
        self.isPiece = isPiece
    }

    public func result(_ document: Document) -> Result {
        var tree = PandocBlocks(document)
        if !isPiece { tree.opening(document) }
        tree.blocks(document.blocks)
        if !isPiece { tree.closing(document) }
        var meta = ["lang": PandocTree.node("MetaString", .text(document.language))]
        if !isPiece {
            meta["title"] = PandocTree.node("MetaInlines", .list(PandocTree.words(document.title)))
            meta["subtitle"] = PandocTree.node("MetaInlines", .list(PandocTree.words(document.kicker)))
        }
        return Result(
            tree: [
                "pandoc-api-version": PandocTree.version, "meta": .object(meta), "blocks": .list(tree.result),
            ],
            panels: tree.panels
        )
    }
}

/// The body of a tree in the making.
struct PandocBlocks {
    private(set) var result: [JSONNode] = []
    private(set) var panels: [(name: String, svg: String, alternative: String)] = []
    let anchors: Set<String>
    private let furniture: Document.Furniture
    private let contents: [(anchor: String, title: String)]
    /// Tables behind figures, for the end.
    private var behind: [DocumentTable] = []
    private var isLandscape = false

    init(_ document: Document) {
        anchors = document.anchors
        furniture = document.furniture
        contents = document.blocks.compactMap {
            guard case .heading(2, let anchor?, let content) = $0 else { return nil }
            return (anchor, PlainText.visible(content.plainText))
        }
    }

    mutating func add(_ block: JSONNode) { result.append(block) }

    mutating func paragraph(_ content: [Inline], style: String? = nil) {
        paragraph(inlines(content), style: style)
    }

    private mutating func paragraph(_ content: [JSONNode], style: String?) {
        let paragraph = PandocTree.paragraph(content)
        add(style.map { PandocTree.styled($0, [paragraph]) } ?? paragraph)
    }

    mutating func opening(_ document: Document) {
        paragraph(
            [
                PandocTree.node("Strong", .list(PandocTree.words(document.mark))), PandocTree.node("Space"),
            ] + PandocTree.words(document.markRemark),
            style: "Mark"
        )
        facts(document.facts)
    }

    mutating func closing(_ document: Document) {
        if !behind.isEmpty {
            section(isWide: false)
            add(PandocTree.heading(1, id: "", PandocTree.words(furniture.figureData)))
            for table in behind { add(self.table(table)) }
        }
        paragraph([.strong([.text(document.mark)]), .text(" "), .text(document.markRemark)], style: "Closing")
        paragraph(furniture.closing, style: "Closing")
    }

    mutating func blocks(_ blocks: [Block]) {
        for (index, block) in blocks.enumerated() {
            if case .heading(2, _, _) = block { section(isWide: Block.isWide(blocks[(index + 1)...])) }
            self.block(block)
        }
        section(isWide: false)
    }

    private mutating func block(_ block: Block) {
        switch block {
        case .heading(let level, let anchor, let content):
            add(PandocTree.heading(min(5, max(1, level - 1)), id: anchor ?? "", inlines(content)))
        case .paragraph(let content): paragraph(content)
        case .note(let content): paragraph(content, style: "Note")
        case .lead(let items): for item in items { paragraph(item, style: "Lead") }
        case .list(let items):
            add(
                PandocTree.node(
                    "BulletList",
                    .list(items.map { [PandocTree.node("Plain", .list(inlines($0)))] })
                )
            )
        case .facts(let items): facts(items)
        case .keyFigures(let figures):
            for figure in figures {
                let value = PandocTree.styled("KeyNumber", text: inlines(figure.value))
                paragraph([value, PandocTree.words("\u{00A0}\u{00A0}")[0]] + inlines(figure.label), style: "KeyFigure")
            }
        case .table(let table): add(self.table(table))
        case .folded(let summary, let table):
            paragraph(summary, style: "FoldTitle")
            add(self.table(table))
        case .figure(let figure): self.figure(figure)
        case .contents: tableOfContents()
        case .legend(let items): legend(items)
        case .entry(let entry):
            add(
                PandocTree.heading(
                    2,
                    id: "",
                    [PandocTree.styled("EntryNumber", text: PandocTree.words(entry.number)), PandocTree.node("Space")]
                        + inlines(entry.title)
                )
            )
            for content in entry.paragraphs { paragraph(content) }
            facts(entry.facts)
        case .references(let items):
            add(
                PandocTree.node(
                    "OrderedList",
                    [
                        [.whole(1), PandocTree.node("Decimal"), PandocTree.node("Period")],
                        .list(
                            items.map { item in
                                [
                                    PandocTree.node(
                                        "Plain",
                                        [
                                            PandocTree.node(
                                                "Span",
                                                [PandocTree.attributes(id: item.anchor), .list(inlines(item.content))]
                                            )
                                        ]
                                    )
                                ]
                            }
                        ),
                    ]
                )
            )
        }
    }

    private mutating func facts(_ items: [Fact]) {
        for item in items {
            paragraph(
                [PandocTree.styled("FactLabel", text: PandocTree.words(item.label + ":")), PandocTree.node("Space")]
                    + inlines(item.content),
                style: "Fact"
            )
        }
    }

    /// Each colour as a sample with its meaning; parentheses stand for the hatch.
    private mutating func legend(_ items: [LegendItem]) {
        var content: [JSONNode] = []
        for item in items {
            if !content.isEmpty { content.append(PandocTree.node("Space")) }
            let sample = item.tint == nil ? "(…)" : "\u{00A0}\u{00A0}\u{00A0}\u{00A0}"
            let style = item.tint.map { "Swatch\($0.rawValue)" } ?? "SwatchHatched"
            content.append(PandocTree.styled(style, text: PandocTree.words(sample)))
            // The words stay with their sample.
            content += PandocTree.words("\u{00A0}" + item.text.replacing(" ", with: "\u{00A0}"))
        }
        paragraph(content, style: "Legend")
    }

    private mutating func figure(_ figure: DocumentFigure) {
        paragraph(
            [PandocTree.node("Strong", .list(inlines(figure.title))), PandocTree.node("LineBreak")]
                + [PandocTree.styled("Secondary", text: inlines(figure.subtitle))],
            style: "FigureTitle"
        )
        let isSingle = figure.panels.count == 1
        var images: [JSONNode] = []
        for panel in figure.panels {
            let name = "panel-\(panels.count + 1).png"
            panels.append((name, panel.svg, PlainText.visible(panel.alternative)))
            if !images.isEmpty { images.append(PandocTree.node("Space")) }
            images.append(
                PandocTree.image(
                    name,
                    alternative: PandocTree.words(panel.alternative),
                    width: isSingle ? 0.8 : 0.28
                )
            )
        }
        paragraph(images, style: "FigurePanels")
        paragraph(figure.source, style: "FigureSource")
        behind.append(figure.data)
    }

    // MARK: - Parts that pandoc does not know

    /// Headings as links, in a field that a word processor can renew.
    private mutating func tableOfContents() {
        guard !contents.isEmpty else { return }
        add(PandocTree.raw("openxml", OfficeMarkup.wordContents(contents, title: furniture.contents)))
        add(PandocTree.raw("opendocument", OfficeMarkup.openContents(contents, title: furniture.contents)))
    }

    /// Turns the paper where a wide table needs it.
    private mutating func section(isWide: Bool) {
        guard isWide != isLandscape else { return }
        add(PandocTree.raw("openxml", OfficeMarkup.wordSection(isLandscape: isLandscape)))
        add(PandocTree.raw("opendocument", OfficeMarkup.openSection(isLandscape: isWide)))
        isLandscape = isWide
    }
}

extension Block {
    /// Whether the section that these blocks begin with has a table that needs paper in landscape.
    static func isWide(_ blocks: ArraySlice<Block>) -> Bool {
        for block in blocks {
            if case .heading(2, _, _) = block { return false }
            if case .table(let table) = block, table.style == .heat { return true }
        }
        return false
    }
}
