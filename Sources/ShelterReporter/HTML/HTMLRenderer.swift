import ShelterModel

/// Turns a document into one page that needs nothing else: no scripts, no other files.
public struct HTMLRenderer: Sendable {
    public static let fileExtension = "html"

    /// CSS, put into the page as it is.
    public var styleSheet: String

    /// As text from outside stands in a page.
    public static func escaped(_ text: String) -> String {
        var markup = Markup()
        markup.text(text)
        return markup.string
    }

    public init(styleSheet: String) {
        self.styleSheet = styleSheet
    }

    public func render(_ document: Document) -> [UInt8] {
        var page = Markup(capacity: 64 * 1024)
        head(document, &page)
        page.raw("<body>\n<a class=\"skip\" href=\"#main\">")
        page.text(document.furniture.skip)
        page.raw("</a>\n")
        masthead(document, &page)
        page.raw("<main id=\"main\">\n<div class=\"opening\">\n<p class=\"kicker\">")
        page.text(document.kicker)
        page.raw("</p>\n<h1><bdi>")
        page.text(document.title)
        page.raw("</bdi></h1>\n")
        facts(document.facts, style: "facts", &page)
        page.raw("</div>\n")
        var isOpen = false
        for (index, block) in document.blocks.enumerated() {
            if case .heading(2, let anchor, _) = block {
                if isOpen { page.raw("</section>\n") }
                page.raw("<section")
                if let anchor { page.attribute("aria-labelledby", anchor) }
                if Block.isWide(document.blocks[(index + 1)...]) { page.raw(" class=\"landscape\"") }
                page.raw(">\n")
                isOpen = true
            }
            self.block(block, in: document, &page)
        }
        if isOpen { page.raw("</section>\n") }
        footnotes(document.furniture.notes, &page)
        page.raw("</main>\n<footer>\n<p class=\"mark\"><strong>")
        page.text(document.mark)
        page.raw("</strong> ")
        page.text(document.markRemark)
        page.raw("</p>\n<p>")
        inlines(document.furniture.closing, &page)
        page.raw("</p>\n</footer>\n</body>\n</html>\n")
        return page.bytes
    }

    private func head(_ document: Document, _ page: inout Markup) {
        page.raw("<!DOCTYPE html>\n<html")
        page.attribute("lang", document.language)
        page.raw(
            """
            >
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>
            """
        )
        page.isolated(document.title)
        page.raw(" · ")
        page.text(document.mark)
        page.raw("</title>\n<style>\n")
        page.made(Self.contained(styleSheet))
        page.raw("@page { @bottom-left { content: ")
        page.made(Self.cssString(document.mark))
        page.raw("; } }\n</style>\n</head>\n")
    }

    private func masthead(_ document: Document, _ page: inout Markup) {
        page.raw(
            """
            <header class="masthead">
            <p class="brand"><svg aria-hidden="true" viewBox="0 0 33 16"><path d="M1 15V3M6 15V9M11 15V9M16 15V3M21 15V9M26 \
            15V9M31 15V3M0 15H32" fill="none" stroke="currentColor" stroke-width="1.6"/></svg>
            """
        )
        page.text(document.furniture.brand)
        page.raw("</p>\n<p class=\"mark\"><strong>")
        page.text(document.mark)
        page.raw("</strong> <span>")
        page.text(document.markRemark)
        page.raw("</span></p>\n")
        if let up = document.furniture.up {
            page.raw("<p class=\"up\"><a")
            page.attribute("href", up.target)
            page.raw("><span aria-hidden=\"true\">← </span>")
            page.text(up.text)
            page.raw("</a></p>\n")
        }
        page.raw("</header>\n")
    }

    private func block(_ block: Block, in document: Document, _ page: inout Markup) {
        switch block {
        case .heading(let level, let anchor, let content):
            let tag = min(6, max(2, level))
            page.made("<h\(tag)")
            if let anchor { page.attribute("id", anchor) }
            page.raw(">")
            inlines(content, &page)
            page.made("</h\(tag)>\n")
        case .paragraph(let content):
            paragraph(content, style: nil, &page)
        case .note(let content):
            paragraph(content, style: "note", &page)
        case .lead(let items):
            list(items, style: "lead", &page)
        case .list(let items):
            list(items, style: nil, &page)
        case .facts(let items):
            facts(items, style: "facts", &page)
        case .keyFigures(let figures):
            page.raw("<dl class=\"key-figures\">\n")
            for figure in figures {
                page.raw("<div><dt>")
                inlines(figure.label, &page)
                page.raw("</dt><dd>")
                inlines(figure.value, &page)
                page.raw("</dd></div>\n")
            }
            page.raw("</dl>\n")
        case .table(let table):
            self.table(table, document.furniture, &page)
        case .figure(let figure):
            self.figure(figure, document.furniture, &page)
        case .contents:
            contents(of: document, &page)
        case .legend(let items):
            legend(items, &page)
        case .entry(let entry):
            self.entry(entry, &page)
        case .references(let items):
            references(items, &page)
        case .folded(let summary, let table):
            page.raw("<details class=\"fold\">\n<summary>")
            inlines(summary, &page)
            page.raw("</summary>\n")
            self.table(table, document.furniture, &page)
            page.raw("</details>\n")
        }
    }

    private func contents(of document: Document, _ page: inout Markup) {
        page.raw("<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">")
        page.text(document.furniture.contents)
        page.raw("</h2>\n<ul>\n")
        for case .heading(2, let anchor?, let content) in document.blocks {
            page.raw("<li><a")
            page.attribute("href", "#\(anchor)")
            page.raw(">")
            inlines(content, &page)
            page.raw("</a></li>\n")
        }
        page.raw("</ul>\n</nav>\n")
    }

    private func legend(_ items: [LegendItem], _ page: inout Markup) {
        page.raw("<ul class=\"legend\">\n")
        for item in items {
            page.raw("<li><span aria-hidden=\"true\"")
            page.attribute("class", item.tint.map { "swatch class-\($0.rawValue)" } ?? "swatch hatched")
            page.raw("></span>")
            page.text(item.text)
            page.raw("</li>\n")
        }
        page.raw("</ul>\n")
    }

    private func entry(_ entry: Entry, _ page: inout Markup) {
        page.raw("<article class=\"entry\">\n<h3><span class=\"number\">")
        page.text(entry.number)
        page.raw("</span> ")
        inlines(entry.title, &page)
        page.raw("</h3>\n")
        for content in entry.paragraphs { paragraph(content, style: nil, &page) }
        facts(entry.facts, style: "facts", &page)
        page.raw("</article>\n")
    }

    private func figure(_ figure: DocumentFigure, _ furniture: Document.Furniture, _ page: inout Markup) {
        page.raw("<figure")
        page.attribute("id", figure.anchor)
        page.raw(">\n<figcaption><strong>")
        inlines(figure.title, &page)
        page.raw("</strong> <span>")
        inlines(figure.subtitle, &page)
        page.raw("</span></figcaption>\n")
        page.raw(figure.panels.count > 1 ? "<div class=\"panels\">\n" : "<div class=\"panel\">\n")
        for panel in figure.panels {
            page.made(panel.svg)
            if let narrow = panel.narrow { page.made(narrow) }
            page.raw("\n")
        }
        page.raw("</div>\n<p class=\"source\">")
        inlines(figure.source, &page)
        page.raw("</p>\n<details>\n<summary>")
        page.text(furniture.figureData)
        page.raw("</summary>\n")
        table(figure.data, furniture, &page)
        page.raw("</details>\n</figure>\n")
    }

    /// The style sheet cannot end its own element.
    private static func contained(_ css: String) -> String {
        guard css.contains("</") else { return css }
        return css.split(separator: "</", omittingEmptySubsequences: false).joined(separator: "<\\/")
    }

    private static func cssString(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\", "<", "\n", "\r": result += "\\\(String(scalar.value, radix: 16)) "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
