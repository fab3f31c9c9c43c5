import ShelterModel

extension HTMLRenderer {
    func inlines(_ content: [Inline], _ page: inout Markup) {
        for inline in content {
            switch inline {
            case .text(let text):
                page.text(text)
            case .name(let name):
                page.raw("<bdi>")
                page.text(name)
                page.raw("</bdi>")
            case .code(let code):
                page.raw("<code><bdi>")
                page.text(code)
                page.raw("</bdi></code>")
            case .place(let text, let place):
                page.raw("<span class=\"place\"")
                page.attribute("data-place", place)
                page.raw("><bdi>")
                page.text(text)
                page.raw("</bdi></span>")
            case .strong(let parts):
                page.raw("<strong>")
                inlines(parts, &page)
                page.raw("</strong>")
            case .secondary(let parts):
                page.raw("<small>")
                inlines(parts, &page)
                page.raw("</small>")
            case .figure(let number, let id):
                page.raw("<span")
                page.attribute("data-figure", id)
                page.raw(">")
                page.text(number)
                page.raw("</span>")
            case .link(let parts, let target):
                page.raw("<a")
                page.attribute("href", target)
                page.raw(">")
                inlines(parts, &page)
                page.raw("</a>")
            case .foreign(let parts, let language):
                page.raw("<span")
                page.attribute("lang", language)
                page.raw(">")
                inlines(parts, &page)
                page.raw("</span>")
            case .footnote(let parts):
                let number = page.addFootnote(parts)
                page.made(
                    "<sup><a role=\"doc-noteref\" id=\"note-from-\(number)\" href=\"#note-\(number)\">\(number)</a></sup>"
                )
            case .outcome(let outcome, let word):
                self.outcome(outcome, word, &page)
            case .lineBreak:
                page.raw("<br>")
            }
        }
    }

    func paragraph(_ content: [Inline], style: String?, _ page: inout Markup) {
        page.raw("<p")
        if let style { page.attribute("class", style) }
        page.raw(">")
        inlines(content, &page)
        page.raw("</p>\n")
    }

    func list(_ items: [[Inline]], style: String?, _ page: inout Markup) {
        page.raw("<ul")
        if let style { page.attribute("class", style) }
        page.raw(">\n")
        for item in items {
            page.raw("<li>")
            inlines(item, &page)
            page.raw("</li>\n")
        }
        page.raw("</ul>\n")
    }

    /// Numbered from 1, each with an anchor that a link can lead to.
    func references(_ items: [Reference], _ page: inout Markup) {
        page.raw("<ol class=\"references\">\n")
        for item in items {
            page.raw("<li")
            page.attribute("id", item.anchor)
            page.raw(">")
            inlines(item.content, &page)
            page.raw("</li>\n")
        }
        page.raw("</ol>\n")
    }

    /// What stood in the text as numbers, each with the way back.
    func footnotes(_ title: String, _ page: inout Markup) {
        guard !page.footnotes.isEmpty else { return }
        page.raw("<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"notes\">\n<h2 id=\"notes\">")
        page.text(title)
        page.raw("</h2>\n<ol>\n")
        // A note may have notes, which come behind it.
        var next = 0
        while next < page.footnotes.count {
            let content = page.footnotes[next]
            next += 1
            page.made("<li id=\"note-\(next)\">")
            inlines(content, &page)
            page.made(" <a role=\"doc-backlink\" href=\"#note-from-\(next)\" aria-label=\"")
            page.text("\(title) \(next)")
            page.raw("\">↩</a></li>\n")
        }
        page.raw("</ol>\n</section>\n")
    }

    func facts(_ items: [Fact], style: String, _ page: inout Markup) {
        guard !items.isEmpty else { return }
        page.raw("<dl")
        page.attribute("class", style)
        page.raw(">\n")
        for item in items {
            page.raw("<div><dt>")
            page.text(item.label)
            page.raw("</dt><dd>")
            inlines(item.content, &page)
            page.raw("</dd></div>\n")
        }
        page.raw("</dl>\n")
    }

    /// The mark never stands without its word.
    private func outcome(_ outcome: Outcome, _ word: String, _ page: inout Markup) {
        page.raw("<span class=\"outcome\"><svg aria-hidden=\"true\" viewBox=\"0 0 12 12\">")
        switch outcome {
        case .met: page.raw("<circle cx=\"6\" cy=\"6\" r=\"5.5\" fill=\"#17706A\"/>")
        case .notMet: page.raw("<rect x=\"1\" y=\"1\" width=\"10\" height=\"10\" fill=\"#A63A1B\"/>")
        case .unknown:
            page.raw("<circle cx=\"6\" cy=\"6\" r=\"4.75\" fill=\"none\" stroke=\"#6B7280\" stroke-width=\"2\"/>")
        case .notApplicable: page.raw("<path d=\"M1 6H11\" stroke=\"#6B7280\" stroke-width=\"2\"/>")
        }
        page.raw("</svg>\u{00A0}")
        page.text(word)
        page.raw("</span>")
    }
}
