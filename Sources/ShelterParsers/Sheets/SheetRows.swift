import ShelterModel

/// Rows of a sheet that are not empty, in one of the two formats.
protocol SheetRows {
    /// Formulas that the file gives no value for, and where the first of them stands.
    var formulasWithoutValue: (count: Int, first: (row: Int, column: Int)?) { get }

    /// Merged ranges that begin in the rows read so far, at least; `nil` if nobody asked for them.
    var merged: MergedRanges? { get }

    /// Merged cells of which only the first has a value, as far as has been read; none if they are filled.
    var leftMerged: MergedRanges.Left { get }

    /// Reads the next row that holds text.
    ///
    /// - Returns: `false` at the end of the sheet.
    mutating func next(_ events: inout XMLEvents, into row: inout SheetRow) throws(Refusal) -> Bool
}

/// Holds the rows that are read against the limits.
struct SheetGuard {
    let displayName: String
    let options: SheetOptions

    /// - Parameter column: Counted from 0.
    @inline(__always)
    func check(_ row: SheetRow, column: Int, cellStart: Int) throws(Refusal) {
        let size = row.bytes.count
        if size - cellStart > options.fieldLimit || size > options.rowLimit || row.number > options.limits.rows
            || column >= options.limits.columns
        {
            throw refusal(row, column: column, cellStart: cellStart)
        }
    }

    @inline(never)
    private func refusal(_ row: SheetRow, column: Int, cellStart: Int) -> Refusal {
        let place = SourceLocation(file: displayName, line: row.number, column: column + 1)
        let whole = SourceLocation(file: displayName, line: row.number)
        if row.number > options.limits.rows {
            return Refusal("sheet.too-many-rows", at: whole, ["limit": .integer(options.limits.rows)])
        }
        if column >= options.limits.columns {
            return Refusal("sheet.too-many-columns", at: whole, ["limit": .integer(options.limits.columns)])
        }
        if row.bytes.count - cellStart > options.fieldLimit {
            return Refusal("sheet.cell-too-long", at: place, ["limit": .integer(options.fieldLimit)])
        }
        return Refusal("sheet.row-too-long", at: whole, ["limit": .integer(options.rowLimit)])
    }
}
