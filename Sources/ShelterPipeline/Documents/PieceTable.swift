internal import ShelterModel
internal import ShelterParsers
internal import ShelterReporter

/// A table of a document as plain rows, for spreadsheets.
struct PieceTable {
    let header: [String]
    let rows: [[String]]
    private let language: Language

    init(_ table: DocumentTable, _ language: Language) {
        self.language = language
        header = table.columns.map { column in
            [column.label.plainText, column.unit.map { "(\($0))" } ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        }
        rows = table.rows.map { row in
            table.columns.indices.map { $0 < row.count ? row[$0].content.plainText : "" }
        }
    }

    /// As a Dutch Excel opens it in columns; text that it would take for a formula is kept from that.
    var csv: [UInt8] {
        var line = CSVLine(header, isForEditing: true)
        for row in rows {
            for cell in row { line.add(foreign: cell) }
            line.end()
        }
        return line.bytes
    }

    /// The same with numbers as a workbook writes them: with a point and without marks of thousands.
    var batch: RecordBatch {
        var batch = RecordBatch()
        for (index, row) in rows.enumerated() {
            for cell in row {
                batch.bytes += Array((Self.number(cell, language) ?? cell).utf8)
                batch.fieldEnds.append(batch.bytes.count)
            }
            batch.recordEnds.append(batch.fieldEnds.count)
            batch.lines.append(index + 2)
        }
        return batch
    }

    /// What the tools make an ODS from: cells with their text, and the value where it is a number.
    func sheet(name: String) -> JSONNode {
        func cell(_ text: String) -> JSONNode {
            var node: [String: JSONNode] = ["text": .text(PlainText.visible(text))]
            if let number = Self.number(text, language) { node["number"] = .text(number) }
            return .object(node)
        }
        return [
            "name": .text(PlainText.visible(name)), "language": .text(language.rawValue),
            "header": .list(header.map { ["text": .text(PlainText.visible($0))] }),
            "rows": .list(rows.map { .list($0.map(cell)) }),
        ]
    }

    /// `1.234,5` (nl) or `1,234.5` (en) as `1234.5`; `nil` for everything else.
    static func number(_ text: String, _ language: Language) -> String? {
        let decimal: Character = language == .dutch ? "," : "."
        let thousands: Character = language == .dutch ? "." : ","
        var body = text[...]
        var result = ""
        if body.first == "−" || body.first == "-" {
            result = "-"
            body = body.dropFirst()
        }
        let parts = body.split(separator: decimal, omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        let groups = parts[0].split(separator: thousands, omittingEmptySubsequences: false)
        let isGrouped =
            groups.count == 1 || (groups.dropFirst().allSatisfy { $0.count == 3 } && (1...3).contains(groups[0].count))
        let digits = groups.joined()
        guard isGrouped, !digits.isEmpty, (digits + (parts.count > 1 ? String(parts[1]) : "")).allSatisfy(isDigit)
        else { return nil }
        return result + digits + (parts.count > 1 ? "." + parts[1] : "")
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
