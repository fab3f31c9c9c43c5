import Foundation
import Testing

/// What a reader finds in a document: headings with their level, every number, and the words for its drawings.
struct DocumentReading {
    struct Heading: Hashable {
        var level: Int
        var text: String
    }

    private(set) var headings: [Heading] = []
    /// Words of each paragraph, cell and the like, without headings.
    private(set) var lines: [String] = []
    private(set) var alternatives: [String] = []

    /// How often each number stands in the document, headings included.
    var numbers: [String: Int] {
        var counts: [String: Int] = [:]
        for line in lines + headings.map(\.text) {
            for match in line.matches(of: /[0-9]+(?:[.,][0-9]+)*/) { counts[String(match.output), default: 0] += 1 }
        }
        return counts
    }

    var text: String { (headings.map(\.text) + lines).joined(separator: "\n") }

    private var line = ""

    /// Without what only serves the breaking of lines and the direction of letters, and with single blanks.
    static func plain(_ text: String) -> String {
        let letters = text.unicodeScalars.filter { ![0x200B, 0xAD, 0x2068, 0x2069, 0xFEFF].contains($0.value) }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: letters)
        return String(result).split { $0.isWhitespace }.joined(separator: " ")
    }

    private mutating func finishLine(_ level: Int? = nil) {
        let text = Self.plain(line)
        line = ""
        if text.isEmpty { return }
        if let level { headings.append(Heading(level: level, text: text)) } else { lines.append(text) }
    }

    // MARK: - Formats

    /// A page of ours: the drawing for wide screens by its words, without the contents.
    init(html: String) {
        let inline: Set = [
            "span", "strong", "small", "a", "bdi", "code", "svg", "title", "desc", "path", "rect", "circle",
        ]
        var skipped: String?
        var isDrawing = false
        var parts: [String] = []
        var part: String?
        for event in MarkupScan(html).events {
            switch event {
            case .open(let name, let attributes):
                if skipped != nil { continue }
                if ["head", "nav"].contains(name) || attributes["class"] == "skip" || attributes["class"] == "narrow"
                    || attributes["class"] == "hint" || attributes["class"] == "up"
                {
                    skipped = name
                } else if name == "svg" {
                    isDrawing = true
                    parts = []
                } else if isDrawing, name == "title" || name == "desc" {
                    part = ""
                } else if !inline.contains(name), !isDrawing {
                    finishLine()
                }
            case .close(let name):
                if skipped != nil {
                    if name == skipped { skipped = nil }
                    continue
                }
                if name == "svg" {
                    isDrawing = false
                    // What comes behind them belongs to a part of the drawing, and is told on pointing at it.
                    if !parts.isEmpty { alternatives.append(Self.plain(parts.prefix(2).joined(separator: " "))) }
                } else if let text = part, name == "title" || name == "desc" {
                    parts.append(text)
                    part = nil
                } else if name.count == 2, name.first == "h", let level = name.last?.wholeNumberValue {
                    finishLine(level)
                } else if !inline.contains(name), !isDrawing {
                    finishLine()
                }
            case .text(let text):
                if skipped != nil { continue }
                if part != nil { part? += text } else if !isDrawing { line += text }
            }
        }
    }

    /// `word/document.xml`.
    init(docx xml: String) {
        var style = ""
        var isText = false
        var isContents = false
        for event in MarkupScan(xml).events {
            switch event {
            case .open("w:sdt", _): isContents = true
            case .close("w:sdt"):
                isContents = false
                line = ""
            case .open("w:p", _): style = ""
            case .open("w:pStyle", let attributes): style = attributes["w:val"] ?? ""
            case .open("w:t", _): isText = true
            case .close("w:t"): isText = false
            case .open("w:br", _): line += "\n"
            case .open("wp:docPr", let attributes): alternatives.append(Self.plain(attributes["descr"] ?? ""))
            case .close("w:p"):
                if isContents { continue }
                if style == "Title" {
                    finishLine(1)
                } else if style.hasPrefix("Heading") {
                    finishLine((style.last?.wholeNumberValue ?? 0) + 1)
                } else {
                    finishLine()
                }
            case .text(let text): if isText { line += text }
            default: break
            }
        }
    }

    /// `content.xml`.
    init(odt xml: String) {
        var isBody = false
        var isContents = false
        var isAlternative = false
        var style = ""
        for event in MarkupScan(xml).events {
            switch event {
            case .open("office:text", _): isBody = true
            case .open("text:table-of-content", _): isContents = true
            case .close("text:table-of-content"):
                isContents = false
                line = ""
            case .open("svg:desc", _):
                isAlternative = true
                alternatives.append("")
            case .close("svg:desc"): isAlternative = false
            case .open("text:p", let attributes): style = attributes["text:style-name"] ?? ""
            case .open("text:h", let attributes): style = "h" + (attributes["text:outline-level"] ?? "")
            case .open("text:line-break", _), .open("text:s", _), .open("text:tab", _): line += " "
            case .close("text:h"): if !isContents { finishLine((style.last?.wholeNumberValue ?? 0) + 1) }
            case .close("text:p"): if !isContents { finishLine(style == "Title" ? 1 : nil) }
            case .text(let text):
                if isAlternative {
                    alternatives[alternatives.count - 1] += text
                } else if isBody {
                    line += text
                }
            default: break
            }
        }
        alternatives = alternatives.map(Self.plain)
    }

    /// What `pdfinfo -struct-text` of Poppler prints: the tree of tags with its words, without what is no content.
    init(pdfTree: String, alternatives: [String]) {
        self.alternatives = alternatives
        let inline: Set = ["Span", "Link", "Reference", "Strong", "Em"]
        // Level of heading that the words under a tag belong to, by indent.
        var open: [(indent: Int, heading: Int?, isSkipped: Bool, isInline: Bool)] = []
        for row in pdfTree.split(separator: "\n") {
            let indent = row.prefix { $0 == " " }.count
            let content = row.dropFirst(indent)
            let closed = open.filter { $0.indent >= indent }
            open.removeAll { $0.indent >= indent }
            if let block = closed.first(where: { !$0.isInline }) { finishLine(block.heading) }
            if content.hasPrefix("\"") {
                if !open.contains(where: \.isSkipped) { line += content.dropFirst().dropLast() }
                continue
            }
            guard let first = content.first, first.isLetter else { continue }
            let name = String(content.prefix { $0.isLetter || $0.isNumber })
            let heading = name.count == 2 && name.first == "H" ? name.last?.wholeNumberValue : nil
            if !inline.contains(name) { finishLine(open.last { !$0.isInline }?.heading) }
            open.append((indent, heading, ["Figure", "TOC"].contains(name), inline.contains(name)))
        }
        finishLine(open.last { !$0.isInline }?.heading)
    }
}
