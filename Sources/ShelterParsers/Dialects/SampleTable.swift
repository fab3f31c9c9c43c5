/// How a reading marks a quote inside a quoted cell.
enum QuoteEscape: Hashable, Sendable {
    case doubled
    /// A byte before the quote, most often a backslash.
    case byte(UInt8)
}

/// One way to cut text into rows and cells.
struct Reading: Hashable, Sendable {
    /// `nil`: one column.
    var delimiter: [UInt8]?
    var quote: UInt8?
    var escape: QuoteEscape = .doubled
    /// Blanks of any number that are no fewer than the delimiter divide; those around a row divide nothing.
    var merges = false
}

/// The rows and cells of a sample under one reading; lenient, so that every reading gives a table.
struct SampleTable {
    struct Cell {
        var start: Int
        var end: Int
        var isQuoted: Bool
    }

    struct Row {
        var firstCell: Int
        var cellCount: Int
        /// Counted from 0.
        var line: Int
        /// Offset of the first byte, and of the byte after the line end.
        var start: Int
        var end: Int
    }

    private(set) var cells: [Cell] = []
    /// Blank lines are no rows.
    private(set) var rows: [Row] = []
    /// Quoted cells that end as they should.
    private(set) var quotedCells = 0
    /// Quoted cells that had to be: with a delimiter, a line break or a quote inside.
    private(set) var neededQuotes = 0
    /// Quoted cells that begin after a delimiter and blanks.
    private(set) var spacedQuotes = 0
    /// Quoted cells that begin right after a delimiter.
    private(set) var unspacedQuotes = 0
    /// Quotes that are not closed, or closed in the middle of a cell.
    private(set) var faults = 0
    private(set) var escapes = 0
    /// Quotes inside quoted cells that should have been doubled; an apostrophe between two letters does not count.
    private(set) var innerQuotes = 0
    /// Quotes inside cells that do not begin with one.
    private(set) var strayQuotes = 0
    private(set) var lf = 0
    private(set) var crlf = 0
    private(set) var cr = 0

    static let faultLimit = 200

    func cells(of row: Row) -> ArraySlice<Cell> { cells[row.firstCell..<row.firstCell + row.cellCount] }

    /// - Parameter isWhole: Whether the file ends where the sample ends; if not, the last row is dropped.
    init(_ bytes: UnsafeBufferPointer<UInt8>, _ reading: Reading, isWhole: Bool, maxRows: Int = .max) {
        let end = bytes.count
        let delimiter = reading.delimiter ?? []
        let first = delimiter.first
        let quote = reading.quote
        var escapeByte: UInt8?
        if case .byte(let byte) = reading.escape { escapeByte = byte }
        var index = 0
        var line = 0
        var noCloseAfter = Int.max
        let merges = reading.merges
        func isDelimiter(_ at: Int) -> Bool {
            guard let first, bytes[at] == first else { return false }
            if delimiter.count == 1 { return true }
            guard at + delimiter.count <= end else { return false }
            for step in 1..<delimiter.count where bytes[at + step] != delimiter[step] { return false }
            return true
        }
        reading: while index < end, rows.count < maxRows {
            let rowStart = index
            if reading.merges { while index < end, bytes[index] == 0x20 { index += 1 } }
            let rowLine = line
            let firstCell = cells.count
            var rowFaults = 0
            row: while true {
                // One cell.
                var at = index
                if let quote {
                    while at < end, bytes[at] == 0x20, first != 0x20 { at += 1 }
                    if at < end, bytes[at] == quote, at < noCloseAfter {
                        if rowFaults > Self.faultLimit { break reading }
                        let closing = Self.close(bytes, at, quote, escapeByte, isDelimiter, first != 0x20)
                        if let closing {
                            if closing.isClean {
                                cells.append(Cell(start: at + 1, end: closing.end, isQuoted: true))
                                quotedCells += 1
                                escapes += closing.escapes
                                if closing.isNeeded || closing.lines + closing.escapes > 0 { neededQuotes += 1 }
                                innerQuotes += closing.inner
                                if at > index {
                                    spacedQuotes += 1
                                } else if cells.count - firstCell > 1 {
                                    unspacedQuotes += 1
                                }
                                line += closing.lines
                                index = closing.after
                            } else {
                                // Read on as plain text up to the delimiter.
                                rowFaults += 1
                                var stop = index
                                while stop < end, bytes[stop] != 0x0A, bytes[stop] != 0x0D, !isDelimiter(stop) {
                                    if bytes[stop] == quote { strayQuotes += 1 }
                                    stop += 1
                                }
                                cells.append(Cell(start: index, end: stop, isQuoted: false))
                                index = stop
                            }
                            if let ended = step(bytes, &index, end, &line, delimiter.count, merges) {
                                if ended { break row } else { continue row }
                            }
                            break row
                        }
                        noCloseAfter = at
                        if !isWhole, rows.count > 0 {
                            // The sample may have cut it off.
                            cells.removeSubrange(firstCell...)
                            if end - at < 65_536 { break reading }
                        }
                        rowFaults += 1
                    }
                }
                var stop = index
                while stop < end {
                    let byte = bytes[stop]
                    if byte == 0x0A || byte == 0x0D || isDelimiter(stop) { break }
                    if byte == quote { strayQuotes += 1 }
                    stop += 1
                }
                cells.append(Cell(start: index, end: stop, isQuoted: false))
                index = stop
                if let ended = step(bytes, &index, end, &line, delimiter.count, merges), !ended { continue }
                break
            }
            faults += rowFaults
            if faults > Self.faultLimit { break }
            let count = cells.count - firstCell
            if count == 1, let only = cells.last, only.start == only.end, !only.isQuoted {
                cells.removeLast()
                continue
            }
            if !isWhole, index >= end, rows.count > 0 {
                cells.removeSubrange(firstCell...)
                break
            }
            rows.append(Row(firstCell: firstCell, cellCount: count, line: rowLine, start: rowStart, end: index))
        }
    }

    private struct Closing {
        /// Where the closing quote stands.
        var end: Int
        /// Where the delimiter or line end stands.
        var after: Int
        var lines = 0
        var escapes = 0
        var inner = 0
        var isNeeded = false
        /// Whether the cell ends right after the quote.
        var isClean: Bool
    }

    /// Finds the end of the cell that opens at `open`; `nil` if its quote is never closed.
    ///
    /// A quote inside a cell that is followed by something else than a delimiter does not close it, if another quote on
    /// the same line does.
    private static func close(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ open: Int,
        _ quote: UInt8,
        _ escape: UInt8?,
        _ isDelimiter: (Int) -> Bool,
        _ skipsBlanks: Bool
    ) -> Closing? {
        let end = bytes.count
        var close = open + 1
        var found = Closing(end: 0, after: 0, isClean: false)
        var faulty: Closing?
        while close < end {
            let byte = bytes[close]
            if let escape, byte == escape, close + 1 < end, byte != quote {
                if bytes[close + 1] == quote { found.escapes += 1 }
                close += 2
                continue
            }
            if byte == quote {
                if close + 1 < end, bytes[close + 1] == quote, escape == nil {
                    found.escapes += 1
                    close += 2
                    continue
                }
                var after = close + 1
                while after < end, bytes[after] == 0x20, skipsBlanks { after += 1 }
                if after >= end || bytes[after] == 0x0A || bytes[after] == 0x0D || isDelimiter(after) {
                    found.end = close
                    found.after = after
                    found.isClean = true
                    return found
                }
                let isApostrophe =
                    quote == 0x27 && CellShape.isLetter(bytes[close - 1]) && CellShape.isLetter(bytes[close + 1])
                if !isApostrophe { found.inner += 1 }
                if faulty == nil {
                    faulty = found
                    faulty?.after = after
                    faulty?.end = close
                }
            } else if byte == 0x0A || byte == 0x0D {
                if let faulty { return faulty }
                if !(byte == 0x0A && bytes[close - 1] == 0x0D) { found.lines += 1 }
            } else if isDelimiter(close) {
                found.isNeeded = true
            }
            close += 1
        }
        return faulty
    }

    /// Steps over a delimiter (false) or a line end (true); `nil` at the end.
    private mutating func step(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ index: inout Int,
        _ end: Int,
        _ line: inout Int,
        _ length: Int,
        _ merges: Bool
    ) -> Bool? {
        guard index < end else { return nil }
        if merges, bytes[index] == 0x20 {
            while index < end, bytes[index] == 0x20 { index += 1 }
            guard index < end else { return nil }
            if bytes[index] != 0x0A, bytes[index] != 0x0D { return false }
        }
        if bytes[index] == 0x0D {
            line += 1
            if index + 1 < end, bytes[index + 1] == 0x0A {
                crlf += 1
                index += 2
            } else {
                cr += 1
                index += 1
            }
            return true
        }
        if bytes[index] == 0x0A {
            line += 1
            lf += 1
            index += 1
            return true
        }
        index += length
        return false
    }
}
