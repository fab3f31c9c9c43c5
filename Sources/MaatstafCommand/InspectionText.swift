internal import Foundation
internal import ShelterModel
internal import ShelterParsers

/// An inspection as lines of text.
struct InspectionText {
    /// Most columns that are listed.
    private static let columnLimit = 60

    private let texts: Texts

    init(_ texts: Texts) {
        self.texts = texts
    }

    func tell(_ inspection: FileInspection, name: String) {
        Console.say(name)
        if inspection.isRefused {
            line("what", texts("inspect.not-read"))
        } else {
            line("what", what(inspection))
            if let dialect = inspection.dialect { tell(dialect) }
            if !inspection.sheets.isEmpty { line("sheets", sheets(inspection)) }
            if inspection.rows == nil {
                tellCandidates(inspection.dialect?.candidates ?? [])
            } else {
                line("table", table(inspection))
                tell(inspection.columns)
            }
        }
        MessageText(texts).say(inspection.messages)
        Console.say("")
    }

    private func line(_ key: String, _ value: String) {
        let label = texts("inspect." + key)
        Console.say("  \(label)\(String(repeating: " ", count: max(1, 15 - label.count)))\(value)")
    }

    private func what(_ inspection: FileInspection) -> String {
        let format = inspection.format.map { texts("inspect.format." + $0.rawValue) } ?? ""
        guard let tool = inspection.tool else { return format }
        return texts("inspect.from-tool", ["format": format, "tool": texts("inspect.tool." + tool.rawValue)])
    }

    private func tell(_ dialect: Dialect) {
        var parts: [String] = []
        if !dialect.isAmbiguous {
            if let delimiter = dialect.delimiter {
                parts.append(texts("inspect.delimiter", ["delimiter": mark(delimiter)]))
                if let quote = dialect.quote {
                    let key = dialect.escape == quote ? "inspect.quote-doubled" : "inspect.quote-escaped"
                    parts.append(texts(key, ["quote": quote, "escape": mark(dialect.escape ?? "")]))
                }
            } else {
                parts.append(texts("inspect.one-column"))
            }
        }
        let key = dialect.hasByteOrderMark ? "inspect.encoding-bom" : "inspect.encoding"
        parts.append(texts(key, ["encoding": dialect.encoding.rawValue]))
        parts.append(texts("inspect.line-ending." + dialect.lineEnding.rawValue))
        line("written", parts.joined(separator: "; "))
        if !dialect.isAmbiguous {
            let share = Int((dialect.confidence * 100).rounded())
            line("certainty", texts("inspect.percent", ["n": "\(share)"]))
        }
    }

    /// A delimiter as people call it.
    private func mark(_ text: String) -> String {
        switch text {
        case "": texts("inspect.mark.none")
        case "\t": texts("inspect.mark.tab")
        case " ": texts("inspect.mark.space")
        case ";": texts("inspect.mark.semicolon")
        case ",": texts("inspect.mark.comma")
        default: "'\(text)'"
        }
    }

    private func tellCandidates(_ candidates: [Dialect.Candidate]) {
        for candidate in candidates {
            let delimiter = candidate.delimiter.map(mark) ?? texts("inspect.one-column")
            let arguments = ["delimiter": delimiter, "columns": "\(candidate.columns)"]
            line("reading", texts("inspect.candidate", arguments) + "  --delimiter \(option(candidate.delimiter))")
        }
    }

    /// What to give with `--delimiter`.
    private func option(_ delimiter: String?) -> String {
        switch delimiter {
        case nil: "none"
        case "\t": "tab"
        case " ": "space"
        case let delimiter?: "'\(delimiter)'"
        }
    }

    private func sheets(_ inspection: FileInspection) -> String {
        inspection.sheets.map { name in
            name == inspection.sheet ? texts("inspect.sheet-read", ["sheet": name]) : name
        }.joined(separator: "; ")
    }

    private func table(_ inspection: FileInspection) -> String {
        var parts: [String] = []
        let rows = inspection.rows ?? 0
        parts.append(texts(rows == 1 ? "inspect.row" : "inspect.rows", ["n": "\(rows)"]))
        let columns = inspection.columns.count
        parts.append(texts(columns == 1 ? "inspect.column" : "inspect.columns", ["n": "\(columns)"]))
        if inspection.headerRows == 0 {
            parts.append(texts("inspect.no-header"))
        } else if let line = inspection.headerLine {
            parts.append(texts("inspect.header-line", ["line": "\(line)"]))
        }
        if inspection.headerRows > 1 { parts.append(texts("inspect.header-rows", ["n": "\(inspection.headerRows)"])) }
        if inspection.preambleRows > 0 { parts.append(texts("inspect.above", ["n": "\(inspection.preambleRows)"])) }
        let below = inspection.footerRows
        if below > 0 { parts.append(texts("inspect.below", ["n": "\(below)"])) }
        return parts.joined(separator: "; ")
    }

    private func tell(_ columns: [ExportColumn]) {
        line("names", "")
        for (number, column) in columns.prefix(Self.columnLimit).enumerated() {
            let name = column.name.isEmpty ? texts("inspect.nameless") : column.name
            let label = column.label.isEmpty ? "" : "  \(shortened(column.label))"
            let place = String(number + 1)
            let padding = String(repeating: " ", count: max(0, 6 - place.count))
            Console.say("  \(padding)\(place)  \(shortened(name))\(label)")
        }
        if columns.count > Self.columnLimit {
            Console.say("          " + texts("inspect.more-columns", ["n": "\(columns.count - Self.columnLimit)"]))
        }
    }

    private func shortened(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > 70 ? line.prefix(69) + "…" : line
    }
}
