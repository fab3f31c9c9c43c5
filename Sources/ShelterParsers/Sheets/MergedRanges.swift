/// Ranges of cells that were made one; only the first cell of each holds text.
struct MergedRanges {
    /// More ranges than a table made by people has are left as they are.
    static let limit = 1 << 16

    /// Where blocks stand whose other cells were left empty.
    struct Left {
        private var blocks: [(rows: Swift.Range<Int>, column: Int)] = []

        mutating func add(rows: Swift.Range<Int>, columns: Swift.Range<Int>) {
            guard rows.count * columns.count > 1, blocks.count < MergedRanges.limit else { return }
            blocks.append((rows, columns.lowerBound))
        }

        /// Those that reach into some rows, and the topmost of them.
        func found(in rows: Swift.Range<Int>) -> (count: Int, first: (row: Int, column: Int))? {
            let found = blocks.filter { $0.rows.overlaps(rows) }
            let first = found.map { (row: $0.rows.lowerBound, column: $0.column) }.min {
                ($0.row, $0.column) < ($1.row, $1.column)
            }
            return first.map { (found.count, $0) }
        }
    }

    private struct Range {
        var rows: Swift.Range<Int>
        var columns: Swift.Range<Int>
    }

    /// By their first row, from 1, those with the greatest rows last.
    private var byRow: [Int: [Range]] = [:]
    private var count = 0

    /// - Parameters:
    ///   - rows: Counted from 1.
    ///   - columns: Counted from 0.
    mutating func add(rows: Swift.Range<Int>, columns: Swift.Range<Int>) {
        guard rows.count * columns.count > 1, count < Self.limit else { return }
        count += 1
        byRow[rows.lowerBound, default: []].append(Range(rows: rows, columns: columns))
    }

    /// Adds a range that is written `B2:C5`.
    mutating func add(reference: String) {
        if let (rows, columns) = Self.ranges(of: reference) { add(rows: rows, columns: columns) }
    }

    /// Rows from 1 and columns from 0 of `B2:C5`.
    static func ranges(of reference: String) -> (rows: Swift.Range<Int>, columns: Swift.Range<Int>)? {
        let ends = reference.split(separator: ":").map { Array($0.utf8) }
        guard ends.count == 2 else { return nil }
        let columns = ends.map { $0.withUnsafeBufferPointer(XLSXRows.column) }
        let rows = ends.map { end in
            Array(end.drop { $0 > UInt8(ascii: "9") }).withUnsafeBufferPointer(XLSXRows.integer)
        }
        guard let left = columns[0], let right = columns[1], let top = rows[0], let bottom = rows[1],
            left <= right, top <= bottom
        else { return nil }
        return (top..<bottom + 1, left..<right + 1)
    }

    /// Fills the rows of a sheet as they come.
    struct Filler {
        private struct Open {
            var rows: Swift.Range<Int>
            var columns: Swift.Range<Int>
            var text: [UInt8]
            var isNumber: Bool
        }

        private var open: [Open] = []

        /// - Parameter width: Columns from here on are left alone.
        mutating func fill(_ row: inout SheetRow, from merged: MergedRanges, width: Int) {
            open.removeAll { $0.rows.upperBound <= row.number }
            for range in merged.byRow[row.number] ?? [] {
                open.append(
                    Open(
                        rows: range.rows,
                        columns: range.columns,
                        text: Array(row.bytes[row.range(of: range.columns.lowerBound)]),
                        isNumber: row.isNumber(range.columns.lowerBound)
                    )
                )
            }
            for range in open where !range.text.isEmpty {
                for column in range.columns.clamped(to: 0..<width) where row.range(of: column).isEmpty {
                    let start = row.bytes.count
                    row.bytes.append(contentsOf: range.text)
                    row.set(column, from: start, isNumber: range.isNumber)
                }
            }
        }
    }
}
