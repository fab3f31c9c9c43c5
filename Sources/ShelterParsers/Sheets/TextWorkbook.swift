public import ShelterModel

/// Writes a table of texts as a workbook in which every cell stays a text.
public enum TextWorkbook {
    /// - Parameter name: Of the file, as messages print it.
    /// - Throws: If a text is longer than a cell can hold, or the file cannot be written.
    public static func write(_ header: [String], _ rows: [[String]], to path: String, name: String) throws(Refusal) {
        let place = SourceLocation(file: name)
        guard let book = XLSXBook(path: path), let sheet = book.addSheet(XLSXWriter.dataSheet) else {
            throw Refusal("xlsx.not-written", at: place, ["reason": "memory"])
        }
        for (index, title) in header.enumerated() { try sheet.writeHeader(title, index, place) }
        sheet.freezeHeader()
        for (row, cells) in rows.enumerated() {
            for (column, cell) in cells.enumerated() where !cell.isEmpty {
                let own = SourceLocation(file: name, line: row + 2, field: header[column])
                _ = try sheet.write(Array(cell.utf8)[...], isText: true, row: row + 1, column: column, own)
            }
        }
        if let reason = book.close() { throw Refusal("xlsx.not-written", at: place, ["reason": .text(reason)]) }
    }
}
