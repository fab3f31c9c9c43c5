/// Lines of text with their cells below each other: the first column to the left, the others to the right.
struct TextTable {
    private var rows: [[String]]

    init(_ header: [String]) {
        rows = [header]
    }

    /// A row with fewer cells than the header says something in its last one.
    mutating func add(_ row: [String]) { rows.append(row) }

    var lines: [String] {
        let whole = rows.filter { $0.count == rows[0].count }
        var widths = rows[0].indices.map { column in whole.map { $0[column].count }.max() ?? 0 }
        widths[0] = rows.map { $0[0].count }.max() ?? 0
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let blanks = String(repeating: " ", count: max(0, widths[column] - cell.count))
                return column == 0 || row.count < rows[0].count ? cell + (column == 0 ? blanks : "") : blanks + cell
            }
            return "  " + cells.joined(separator: "  ")
        }
    }
}
