/// Ranges of cells that were made one; only the first cell of each holds text.
struct MergedRanges {
    /// More ranges than a table made by people has are left as they are.
    static let limit = 1 << 16

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
        let ends = reference.split(separator: ":").map { Array($0.utf8) }
        guard ends.count == 2 else { return }
        let columns = ends.map { $0.withUnsafeBufferPointer(XLSXRows.column) }
        let rows = ends.map { end in
            Array(end.drop { $0 > UInt8(ascii: "9") }).withUnsafeBufferPointer(XLSXRows.integer)
        }
        guard let left = columns[0], let right = columns[1], let top = rows[0], let bottom = rows[1],
            left <= right, top <= bottom
        else { return }
        add(rows: top..<bottom + 1, columns: left..<right + 1)
    }

    /// Fills the rows of a sheet as they come.
    struct Filler {
        private struct Open {
            var rows: Swift.Range<Int>
            var columns: Swift.Range<Int>
            var text: [UInt8]
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
                        text: Array(row.bytes[row.range(of: range.columns.lowerBound)])
                    )
                )
            }
            for range in open where !range.text.isEmpty {
                for column in range.columns.clamped(to: 0..<width) where row.range(of: column).isEmpty {
                    let start = row.bytes.count
                    row.bytes.append(contentsOf: range.text)
                    row.set(column, from: start)
                }
            }
        }
    }
}
