import ShelterModel

/// One sheet of an XLSForm: rows of cells, found by their headings.
struct XLSFormSheet {
    struct Row {
        var line: Int
        var cells: [String]
    }

    let file: String
    let name: String
    let header: [String]
    let headerLine: Int
    var rows: [Row] = []
    /// Rows that cannot be read.
    var problems: [Diagnostic] = []
    /// Number of the column per heading, in small letters.
    private var columns: [String: Int] = [:]

    /// Most rows that a form may have; a questionnaire has hundreds.
    static let mostRows = 200_000
    /// Most bytes of all cells together.
    static let mostBytes = 64 << 20

    /// - Parameter name: As the workbook writes it.
    /// - Throws: `Refusal` when the workbook cannot be read, or is no form by its size.
    init(path: String, file: String, name: String) throws(Refusal) {
        self.file = file
        self.name = name
        var reader = try SheetReader(path: path, displayName: file, options: SheetOptions(sheet: name))
        header = reader.header
        headerLine = reader.headerLine
        for (index, heading) in header.enumerated() {
            let key = heading.trimmingBlanks().lowercased()
            if columns[key] == nil { columns[key] = index }
        }
        var size = 0
        while let batch = try reader.next() {
            size += batch.bytes.count + 8 * batch.fieldEnds.count
            guard rows.count + batch.recordCount <= Self.mostRows, size <= Self.mostBytes else {
                throw Refusal(
                    "form.too-large",
                    at: SourceLocation(file: file),
                    ["sheet": .text(name), "limit": .integer(Self.mostRows)]
                )
            }
            problems += batch.setAside.map(\.diagnostic)
            for record in 0..<batch.recordCount {
                let cells = batch.fields(of: record).map { batch.text(of: $0).trimmingBlanks() }
                rows.append(Row(line: batch.lines[record], cells: cells))
            }
        }
    }

    /// Number of the first of these columns that is there.
    func column(_ names: String...) -> Int? {
        names.lazy.compactMap { columns[$0] }.first
    }

    /// The cell of a row; empty if there is no such column.
    func text(_ row: Row, _ column: Int?) -> String {
        guard let column, row.cells.indices.contains(column) else { return "" }
        return row.cells[column]
    }

    func place(_ row: Row, _ column: Int?) -> SourceLocation {
        SourceLocation(
            file: file,
            line: row.line,
            column: column.map { $0 + 1 },
            // The same row number stands on every sheet.
            field: column.map { "\(name)/\(header[$0].trimmingBlanks())" } ?? name
        )
    }

    /// Columns with labels, and the name of the language each is in; empty for a label without a language.
    func labelColumns() -> [(language: String, column: Int)] {
        header.enumerated().compactMap { index, heading in
            let parts = heading.split(separator: ":", omittingEmptySubsequences: true)
            guard let first = parts.first, String(first).trimmingBlanks().lowercased() == "label" else { return nil }
            return (parts.dropFirst().joined(separator: ":").trimmingBlanks(), index)
        }
    }
}
