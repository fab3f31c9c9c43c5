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
            return doubt * 0.9
        }
        // Commas in prose have a blank behind them.
        if (pairs + [first]).allSatisfy({ $0.cellCount == 1 || isSpaced($0) }) {
            let words = pairs.count { kinds($0) == [.text, .text] }
            if words * 2 > pairs.count { doubt *= 0.6 }
        }
        return doubt
    }

    /// Whether the first row names the columns, at least two of which hold numbers or moments, in rows of one width.
    ///
    /// No text divides like that by chance, whatever stands between its cells.
    func namesTypedColumns(_ width: Int) -> Bool {
        guard table.rows.count > 2, table.rows.allSatisfy({ $0.cellCount == width }), let first = table.rows.first
        else {
            return false
        }
        guard kinds(first).allSatisfy({ $0 == .word || $0 == .text }) else { return false }
        var isTyped = [Bool](repeating: true, count: width)
        for row in table.rows.dropFirst().prefix(50) {
            for (column, kind) in kinds(row).enumerated() where ![.number, .date, .time].contains(kind) {
                isTyped[column] = false
            }
        }
        return isTyped.count(where: \.self) >= 2
    }

    private func kinds(_ row: SampleTable.Row) -> [CellKind] {
        table.cells(of: row).map { cell in
            let text = UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end])
            return CellShape.judge(text, isQuoted: cell.isQuoted, quote: reading.quote).kind
        }
    }

    /// Digits on both sides, as in a number with a decimal comma.
    private func isDecimal(_ row: SampleTable.Row) -> Bool {
        let cells = Array(table.cells(of: row))
        guard cells.count == 2 else { return false }
        var whole = bytes[cells[0].start..<cells[0].end]
        if whole.first == UInt8(ascii: "-") { whole = whole.dropFirst() }
        let part = bytes[cells[1].start..<cells[1].end]
        return !whole.isEmpty && whole.count < 8 && whole.allSatisfy(CellShape.isDigit) && (1...3).contains(part.count)
            && part.allSatisfy(CellShape.isDigit)
    }

    private func isSpaced(_ row: SampleTable.Row) -> Bool {
        guard let second = table.cells(of: row).last else { return false }
        return second.start < second.end && bytes[second.start] == 0x20
    }
}
