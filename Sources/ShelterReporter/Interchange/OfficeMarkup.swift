/// What DOCX and ODT can say and pandoc cannot; text from outside is escaped.
enum OfficeMarkup {
    private static func escaped(_ text: String) -> String {
        var markup = Markup()
        markup.text(text)
        return markup.string
    }

    /// Without numbers of pages, which only a word processor knows.
    static func wordContents(_ entries: [(anchor: String, title: String)], title: String) -> String {
        var result =
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/>"
            + "</w:docPartObj></w:sdtPr><w:sdtContent>"
            + "<w:p><w:pPr><w:pStyle w:val=\"TOCHeading\"/></w:pPr><w:r><w:t>\(escaped(title))</w:t></w:r></w:p>"
        for (index, entry) in entries.enumerated() {
            result += "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr>"
            if index == 0 {
                result += "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\">"
                result += "TOC \\o &quot;1-1&quot; \\n \\h \\z \\u</w:instrText></w:r>"
                result += "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
            }
            result += "<w:hyperlink w:anchor=\"\(escaped(entry.anchor))\"><w:r><w:t xml:space=\"preserve\">"
            result += "\(escaped(entry.title))</w:t></w:r></w:hyperlink>"
            if index == entries.count - 1 { result += "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" }
            result += "</w:p>"
        }
        return result + "</w:sdtContent></w:sdt>"
    }

    static func openContents(_ entries: [(anchor: String, title: String)], title: String) -> String {
        var result =
            "<text:table-of-content text:name=\"contents\" text:protected=\"false\"><text:table-of-content-source "
            + "text:outline-level=\"1\"><text:index-title-template text:style-name=\"Contents_20_Heading\">"
            + "\(escaped(title))</text:index-title-template><text:table-of-content-entry-template "
            + "text:outline-level=\"1\" text:style-name=\"Contents_20_1\"><text:index-entry-link-start/>"
            + "<text:index-entry-text/><text:index-entry-link-end/></text:table-of-content-entry-template>"
            + "</text:table-of-content-source><text:index-body><text:index-title text:name=\"contents-title\">"
            + "<text:p text:style-name=\"Contents_20_Heading\">\(escaped(title))</text:p></text:index-title>"
        for entry in entries {
            result +=
                "<text:p text:style-name=\"Contents_20_1\"><text:a xlink:type=\"simple\" text:style-name=\"Internet_20_link\" text:visited-style-name=\"Internet_20_link\" "
            result += "xlink:href=\"#\(escaped(entry.anchor))\">\(escaped(entry.title))</text:a></text:p>"
        }
        return result + "</text:index-body></text:table-of-content>"
    }

    /// The end of a section; the tools give it the paper and the footer of the last one.
    static func wordSection(isLandscape: Bool) -> String {
        "<w:p><w:pPr><w:pStyle w:val=\"SectionEnd\"/><w:sectPr><w:type w:val=\"nextPage\"/>"
            + "<w:pgSz w:orient=\"\(isLandscape ? "landscape" : "portrait")\"/></w:sectPr></w:pPr></w:p>"
    }

    /// The begin of a section: a paragraph whose style names the page.
    static func openSection(isLandscape: Bool) -> String {
        "<text:p text:style-name=\"\(isLandscape ? "LandscapeStart" : "PortraitStart")\"/>"
    }
}
