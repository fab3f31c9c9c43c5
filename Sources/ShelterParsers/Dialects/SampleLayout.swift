/// Which rows of a sample are titles, header, data, and totals or notes.
struct SampleLayout {
    private(set) var preambleCount = 0
    private(set) var headerCount = 1
    /// Rows at the end that are no data.
    private(set) var footerCount = 0

    private static let titleLimit = 30
    private static let footerLimit = 20
    private static let headerLimit = 4

    private let table: SampleTable
    private let bytes: UnsafeBufferPointer<UInt8>
    private let quote: UInt8?
    private let main: Int
    /// Cells with text that a row of the table has, most of the time.
    private let fill: Int
    /// What most cells of each column are, if they are numbers or moments.
    private var types: [CellKind?] = []

    /// - Parameter options: Counts that the caller knows.
    init(
        _ table: SampleTable,
        _ bytes: UnsafeBufferPointer<UInt8>,
        quote: UInt8?,
        preamble: Int? = nil,
        header: Int? = nil
    ) {
        self.table = table
        self.bytes = bytes
        self.quote = quote
        main = ReadingScore.mainWidth(table.rows)
        let rows = table.rows
        let width = main
        var fills: [Int] = []
        for row in rows where row.cellCount == width {
            fills.append(table.cells(of: row).count { $0.end > $0.start })
        }
        fills.sort()
        fill = fills.isEmpty ? 1 : fills[fills.count / 2]
        preambleCount = min(preamble ?? countTitles(), max(0, rows.count - 1))
        // Nothing but empty cells: the header is the first of them.
        if preamble == nil, !rows.isEmpty, rows.allSatisfy({ filled($0) == 0 }) { preambleCount = 0 }
        types = columnTypes(from: preambleCount + 1)
        headerCount = min(header ?? countHeaders(), rows.count - preambleCount)
        footerCount = countFooters()
    }

    /// The first cell with text of a row, and the number of such cells.
    private func filled(_ row: SampleTable.Row) -> Int {
        table.cells(of: row).count { cell in
            (cell.start..<cell.end).contains { bytes[$0] != 0x20 }
        }
    }

    private func kind(_ cell: SampleTable.Cell) -> CellKind {
        let text = UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end])
        return CellShape.judge(text, isQuoted: cell.isQuoted, quote: quote).kind
    }

    private func countTitles() -> Int {
        let rows = table.rows
        guard main > 1, rows.count > 1 else { return 0 }
        var index = 0
        while index < min(rows.count - 1, Self.titleLimit), isTitle(index) { index += 1 }
        // What follows must be a row of the table.
        guard index > 0, rows[index].cellCount == main || rows[index].cellCount * 3 > main * 2 else { return 0 }
        return filled(rows[index]) * 2 >= fill ? index : 0
    }

    private func isTitle(_ index: Int) -> Bool {
        let row = table.rows[index]
        let count = filled(row)
        if count == 0 { return true }
        if row.cellCount == 1 { return true }
        if count == 1, fill >= 3 { return true }
        if row.cellCount < main, count <= max(1, fill / 3) { return true }
        // A row unlike the table, right above its header.
        let next = table.rows[index + 1]
        return index < 5 && row.cellCount != main && next.cellCount == main && isNames(next)
            && columnTypes(from: index + 2).contains { $0 != nil }
    }

    /// Numbers, dates, times and addresses are no names of columns; years may be.
    private func isNames(_ row: SampleTable.Row) -> Bool {
        var texts = 0
        for cell in table.cells(of: row) {
            switch kind(cell) {
            case .number where isYear(cell): break
            case .number, .date, .time: return false
            case .empty: break
            default: texts += 1
            }
        }
        return texts > 0
    }

    private func isYear(_ cell: SampleTable.Cell) -> Bool {
        guard cell.end - cell.start == 4 else { return false }
        let first = bytes[cell.start]
        guard first == UInt8(ascii: "1") || first == UInt8(ascii: "2") else { return false }
        return (cell.start..<cell.end).allSatisfy { CellShape.isDigit(bytes[$0]) }
    }

    private func columnTypes(from start: Int) -> [CellKind?] {
        let rows = table.rows
        guard start < rows.count else { return [] }
        var counts = [[Int]](repeating: [Int](repeating: 0, count: 9), count: min(main, 1024))
        for row in rows[start..<min(rows.count, start + 200)] where row.cellCount == main {
            for (column, cell) in table.cells(of: row).enumerated() where column < counts.count {
                counts[column][Int(kind(cell).rawValue)] += 1
            }
        }
        return counts.map { column in
            let filled = column.dropFirst().reduce(0, +)
            for kind in [CellKind.number, .date, .time] where filled > 0 {
                if column[Int(kind.rawValue)] * 5 >= filled * 4 { return kind }
            }
            return nil
        }
    }

    private func countHeaders() -> Int {
        let rows = table.rows
        guard preambleCount < rows.count else { return 0 }
        let first = rows[preambleCount]
        let cells = Array(table.cells(of: first))
        let kinds = cells.map(kind)
        let isTyped: (CellKind) -> Bool = { $0 == .number || $0 == .date || $0 == .time }
        if preambleCount + 1 == rows.count {
            return kinds.count(where: isTyped) * 2 > kinds.count ? 0 : 1
        }
        let hasText = kinds.contains { $0 != .empty && !isTyped($0) }
        var alike = 0
        var names = 0
        for (column, type) in types.enumerated() where column < cells.count {
            guard let type else { continue }
            if kinds[column] == type, !(hasText && isYear(cells[column])) { alike += 1 }
            if kinds[column] != .empty, !isTyped(kinds[column]) { names += 1 }
        }
        if alike > names { return 0 }
        if let marked = rowOfMarks() { return marked - preambleCount + 1 }
        // More rows of names above columns of numbers.
        let typed = types.indices.filter { types[$0] != nil }
        guard typed.count >= 2, rows.count >= preambleCount + 5 else { return 1 }
        var count = 1
        while count < Self.headerLimit {
            let row = rows[preambleCount + count]
            guard row.cellCount == main || row.cellCount == first.cellCount else { break }
            let cells = Array(table.cells(of: row))
            let isNaming = typed.allSatisfy { column in
                guard column < cells.count else { return false }
                let kind = kind(cells[column])
                return kind != .empty && !isTyped(kind)
            }
            guard isNaming else { break }
            count += 1
        }
        return count
    }

    /// The row of Qualtrics in which each cell is `{"ImportId":…}`, if one of the next rows is it.
    private func rowOfMarks() -> Int? {
        let mark = Array("{\"ImportId\"".utf8)
        let doubled = Array("{\"\"ImportId\"\"".utf8)
        let rows = table.rows
        for index in (preambleCount + 1)..<min(rows.count, preambleCount + Self.headerLimit) {
            guard let cell = table.cells(of: rows[index]).first else { continue }
            let text = bytes[cell.start..<cell.end]
            if text.starts(with: mark) || text.starts(with: doubled) { return index }
        }
        return nil
    }

    private func countFooters() -> Int {
        let rows = table.rows
        let end = preambleCount + headerCount
        guard main > 1 else { return 0 }
        var count = 0
        var certain = 0
        while count < Self.footerLimit, rows.count - count > end + 1 {
            let row = rows[rows.count - 1 - count]
            count += 1
            if filled(row) == 0 { continue }
            guard isFooter(row) else { break }
            certain = count
        }
        return certain
    }

    private static let totals: Set<String> = [
        "totaal", "total", "totalen", "totals", "eindtotaal", "subtotaal", "subtotal", "grand total", "gemiddelde",
        "totaal generaal", "average", "som", "sum",
    ]

    private func isFooter(_ row: SampleTable.Row) -> Bool {
        let cells = table.cells(of: row)
        guard
            let first = cells.first(where: { cell in (cell.start..<cell.end).contains { bytes[$0] != 0x20 } })
        else { return true }
        var text = String(decoding: bytes[first.start..<min(first.end, first.start + 200)], as: UTF8.self)
        while let last = text.last, last == " " || last == ":" { text.removeLast() }
        while text.first == " " { text.removeFirst() }
        if Self.totals.contains(text.lowercased()) { return filled(row) > 1 || row.cellCount == 1 }
        // A note: one cell of running text.
        guard filled(row) == 1, row.cellCount == 1 || (fill >= 3 && first.start == cells.first?.start) else {
            return false
        }
        guard !first.isQuoted || row.cellCount > 1 || text.count > 3 else { return false }
        return text.hasPrefix("*") || text.hasPrefix("#") || text.hasPrefix("(")
            || (text.contains(" ") && kind(first) != .number && kind(first) != .date)
    }
}
