extension HTMLRenderer {
    /// As many columns as a heat table may have to stand on a wide screen without scrolling.
    private static let mostColumns = 18

    /// Scrolls by itself where it is wider than the page, also by keyboard.
    func table(_ table: DocumentTable, _ furniture: Document.Furniture, _ page: inout Markup) {
        if table.style == .heat { paragraph([.text(furniture.scrollHint)], style: "hint", &page) }
        page.raw("<div tabindex=\"0\" role=\"region\"")
        switch table.style {
        case .plain: page.attribute("class", "scroll")
        case .heat:
            page.attribute("class", table.columns.count <= Self.mostColumns ? "scroll heat fits" : "scroll heat")
        }
        page.attribute("aria-label", "\(furniture.scrollArea): \(Markup.isolating(table.caption.plainText))")
        page.raw(">\n<table>\n<caption><span>")
        inlines(table.caption, &page)
        page.raw("</span></caption>\n<thead>\n<tr>")
        for column in table.columns {
            page.raw("<th scope=\"col\"")
            style(of: column, &page)
            page.raw(">")
            inlines(table.style == .heat ? column.label.map(Self.hyphenated) : column.label, &page)
            if let unit = column.unit {
                page.raw(" <small>")
                page.text(unit)
                page.raw("</small>")
            }
            page.raw("</th>")
        }
        page.raw("</tr>\n</thead>\n<tbody>\n")
        for row in table.rows {
            page.raw("<tr>")
            for (index, cell) in row.enumerated() where index < table.columns.count {
                self.cell(cell, table.columns[index], isHeader: index == 0, &page)
            }
            page.raw("</tr>\n")
        }
        page.raw("</tbody>\n</table>\n</div>\n")
    }

    private static func hyphenated(_ inline: Inline) -> Inline {
        switch inline {
        case .text(let text): .text(SoftHyphens.inserted(into: text))
        case .name(let name): .name(SoftHyphens.inserted(into: name))
        default: inline
        }
    }

    private func cell(
        _ cell: DocumentTable.Cell,
        _ column: DocumentTable.Column,
        isHeader: Bool,
        _ page: inout Markup
    ) {
        page.raw(isHeader ? "<th scope=\"row\"" : "<td")
        if cell.tint == nil, !cell.isHatched {
            style(of: column, &page)
        } else {
            var classes = "score"
            if let tint = cell.tint { classes += " class-\(tint.rawValue)" }
            if cell.isHatched { classes += " hatched" }
            page.attribute("class", classes)
        }
        page.raw(">")
        if let bar = cell.bar {
            page.raw("<svg class=\"bar\" aria-hidden=\"true\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\">")
            page.raw("<rect width=\"100\" height=\"6\" fill=\"#D5DAE0\"/><rect height=\"6\" fill=\"#4A5560\"")
            page.attribute("width", bar)
            page.raw("/></svg>")
        }
        if cell.isHatched { page.raw("<span>") }
        inlines(cell.content, &page)
        if cell.isHatched { page.raw("</span>") }
        page.raw(isHeader ? "</th>" : "</td>")
    }

    private func style(of column: DocumentTable.Column, _ page: inout Markup) {
        switch column.kind {
        case .text: break
        case .brief: page.raw(" class=\"brief\"")
        case .prose: page.raw(" class=\"prose\"")
        case .number: page.raw(" class=\"number\"")
        case .score: page.raw(" class=\"score\"")
        }
    }
}
