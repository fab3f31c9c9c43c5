/// What the rows of a reading tell about whether its delimiter is one.
struct TwoColumnClues {
    private let table: SampleTable
    private let bytes: UnsafeBufferPointer<UInt8>
    private let reading: Reading

    init(_ table: SampleTable, _ bytes: UnsafeBufferPointer<UInt8>, _ reading: Reading) {
        self.table = table
        self.bytes = bytes
        self.reading = reading
    }

    /// Less than 1 if two columns are as likely one: `Jansen, Piet`, `Schoon, maar klein` or `12,5`.
    ///
    /// A first row that divides in the same way, with a name for each column, takes the doubt away.
    var doubt: Double {
        guard let mark = reading.delimiter, mark.count == 1, let first = table.rows.first, table.rows.count > 1 else {
            return 1
        }
        let isComma = mark[0] == UInt8(ascii: ",")
        let body = table.rows.dropFirst()
        guard body.allSatisfy({ $0.cellCount <= 2 }), !table.cells.contains(where: \.isQuoted) else { return 1 }
        let pairs = body.filter { $0.cellCount == 2 }
        guard pairs.count * 10 >= body.count * 9 else { return 1 }
        var doubt = 1.0
        // One word above rows of two cells names one column; a title has more words.
        if first.cellCount == 1, kinds(first) == [.word] { doubt *= 0.7 }
        guard isComma else { return doubt }
        if pairs.allSatisfy(isDecimal) {
            if first.cellCount == 2, !isDecimal(first), !kinds(first).contains(.number) { return doubt }
            // A point before groups of three leaves nothing else for the comma to be.
            return doubt * (pairs.contains { bytes[$0.start..<$0.end].contains(UInt8(ascii: ".")) } ? 0.5 : 0.9)
        }
        // Commas in prose have a blank behind them.
        if (pairs + [first]).allSatisfy({ $0.cellCount == 1 || isSpaced($0) }) {
            let isProse: (CellKind) -> Bool = { $0 == .text || $0 == .word }
            let sentences = pairs.count { kinds($0).contains(.text) && kinds($0).allSatisfy(isProse) }
            // `Schoon, maar klein`, or in every row something like `Jansen, Jan`.
            let areNames = (pairs + [first]).allSatisfy { $0.cellCount == 2 && kinds($0).allSatisfy(isProse) }
            if sentences * 2 > pairs.count || areNames { doubt *= 0.6 }
        }
        return doubt
    }

    /// Whether the first row names the columns, at least two of which hold numbers or moments, in rows of one width.
    ///
    /// No text divides like that by chance, whatever stands between its cells.
    func namesTypedColumns(_ width: Int) -> Bool {
        guard let first = table.rows.first, kinds(first).allSatisfy({ $0 == .word || $0 == .text }) else {
            return false
        }
        return typedColumns(width).count(where: \.self) >= 2
    }

    /// Whether rows are of one width, and one of their columns holds numbers or moments in all of them.
    func hasTypedColumn(_ width: Int) -> Bool {
        guard let mark = reading.delimiter?.first,
            [0x20, UInt8(ascii: ":"), UInt8(ascii: "^"), UInt8(ascii: "~")].contains(mark),
            !table.rows.contains(where: isTimeOnly)
        else { return false }
        let isTyped = typedColumns(width)
        return isTyped.contains(true) && isTyped.contains(false)
    }

    /// Which columns hold numbers or moments in every row below the first; none if the rows are not of one width.
    private func typedColumns(_ width: Int) -> [Bool] {
        guard table.rows.count > 2, table.rows.allSatisfy({ $0.cellCount == width }) else { return [] }
        var isTyped = [Bool](repeating: true, count: width)
        for row in table.rows.dropFirst().prefix(50) {
            for (column, kind) in kinds(row).enumerated() where ![.number, .date, .time].contains(kind) {
                isTyped[column] = false
            }
        }
        return isTyped
    }

    /// Whether every delimiter of a row stands between digits, as in a time.
    private func isTimeOnly(_ row: SampleTable.Row) -> Bool {
        reading.delimiter == [UInt8(ascii: ":")]
            && table.cells(of: row).dropFirst().allSatisfy { cell in
                cell.start > row.start + 1 && CellShape.isDigit(bytes[cell.start - 2]) && cell.start < cell.end
                    && CellShape.isDigit(bytes[cell.start])
            }
    }

    private func kinds(_ row: SampleTable.Row) -> [CellKind] {
        table.cells(of: row).map { cell in
            let text = UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end])
            return CellShape.judge(text, isQuoted: cell.isQuoted, quote: reading.quote).kind
        }
    }

    /// A number with a decimal comma, with what may stand before or behind it: `12,5`, `€ 1.250,00` or `12,5 m²`.
    private func isDecimal(_ row: SampleTable.Row) -> Bool {
        let cells = Array(table.cells(of: row))
        guard cells.count == 2, !cells.contains(where: \.isQuoted) else { return false }
        let isMark: (UInt8) -> Bool = { $0 == 0x20 || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "$") }
        let isSide: (UInt8) -> Bool = { CellShape.isLetter($0) || isMark($0) }
        let whole = bytes[cells[0].start..<cells[0].end].drop { isSide($0) || $0 == UInt8(ascii: "-") }
        let part = bytes[cells[1].start..<cells[1].end].prefix { CellShape.isDigit($0) }
        let rest = bytes[(cells[1].start + part.count)..<cells[1].end]
        guard (1...3).contains(part.count), rest.isEmpty || rest.count <= 8 && rest.allSatisfy(isSide) else {
            return false
        }
        // Digits, or digits in groups of three.
        let groups = whole.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let first = groups.first, !first.isEmpty, first.count < 8, first.allSatisfy(CellShape.isDigit) else {
            return false
        }
        return groups.count == 1
            || first.count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 && $0.allSatisfy(CellShape.isDigit) }
    }

    private func isSpaced(_ row: SampleTable.Row) -> Bool {
        guard let second = table.cells(of: row).last else { return false }
        return second.start < second.end && bytes[second.start] == 0x20
    }
}
