/// Which rows of a sample are titles, header, data, and totals or notes.
struct SampleLayout {
    private(set) var preambleCount = 0
    private(set) var headerCount = 1
    /// Rows at the end that are no data.
    private(set) var footerCount = 0
    /// Rows that begin as a total does, but stand among the data or are no sum of it: places in the table.
    private(set) var totalLike: [Int] = []

    /// The last row of the data, if it begins as a total does.
    var lastTotal: Int? { totalLike.last.flatMap { $0 == table.rows.count - 1 - footerCount ? $0 : nil } }

    private static let titleLimit = 30
    private static let footerLimit = 20
    private static let headerLimit = 4

    private let table: SampleTable
    private let bytes: UnsafeBufferPointer<UInt8>
    private let quote: UInt8?
    private let main: Int
    /// Rows of a sheet, in which the empty cells at the end of a row do not stand.
    private let isSheet: Bool
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
        header: Int? = nil,
        footer: Int? = nil,
        isSheet: Bool = false
    ) {
        self.table = table
        self.bytes = bytes
        self.quote = quote
        self.isSheet = isSheet
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
        footerCount = min(footer ?? countFooters(), rows.count - preambleCount)
        totalLike = rows.indices.dropFirst(preambleCount + headerCount).dropLast(footerCount).filter { index in
            let text = label(rows[index])
            return Self.totals.contains(text) || index == rows.count - 1 - footerCount && Self.beginsAsTotal(text)
        }
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
        let comments = leadingComments()
        guard main > 1, rows.count > 1 else { return comments }
        var index = comments
        while index < min(rows.count - 1, comments + Self.titleLimit), isTitle(index) { index += 1 }
        // What follows must be a row of the table.
        guard index > comments, rows[index].cellCount == main || rows[index].cellCount * 3 > main * 2 else {
            return comments
        }
        return filled(rows[index]) * 2 >= fill ? index : comments
    }

    /// Lines at the top that begin with `#`; the last of them may name the columns.
    private func leadingComments() -> Int {
        let rows = table.rows
        let mark = UInt8(ascii: "#")
        let count = rows.prefix { row in
            guard let cell = table.cells(of: row).first, !cell.isQuoted, cell.start < cell.end else { return false }
            // In one column a name may begin with it too.
            return bytes[cell.start] == mark
                && (main > 1 || cell.end == cell.start + 1 || bytes[cell.start + 1] == 0x20)
        }.count
        guard count > 0, count < rows.count else { return 0 }
        guard main > 1, rows[count - 1].cellCount == main, isNames(rows[count - 1]) else { return count }
        let isAboveNames = isNames(rows[count]) && columnTypes(from: count + 1).contains { $0 != nil }
        return isAboveNames ? count : count - 1
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
            case .number, .date, .time, .address: return false
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
            for kind in [CellKind.number, .date, .time, .address] where filled > 0 {
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
        let isTyped: (CellKind) -> Bool = { [.number, .date, .time, .address].contains($0) }
        if preambleCount + 1 == rows.count {
            let isData = cells.first.map { isTyped(kind($0)) && !isYear($0) } ?? false
            return isData || kinds.count(where: isTyped) * 2 > kinds.count ? 0 : 1
        }
        // Nothing stands above the names of the rows.
        let hasText = kinds.contains { $0 != .empty && !isTyped($0) } || kinds.first == .empty
        var alike = 0
        var names = 0
        for (column, type) in types.enumerated() where column < cells.count {
            guard let type else { continue }
            if kinds[column] == type, !(hasText && isYear(cells[column])) { alike += 1 }
            if kinds[column] != .empty, !isTyped(kinds[column]) { names += 1 }
        }
        if alike > names { return 0 }
        if names == 0, comesBack(first) { return 0 }
        if let marked = rowOfMarks() { return marked - preambleCount + 1 }
        // More rows of names above columns of numbers.
        let typed = types.indices.filter { types[$0] != nil }
        guard typed.count >= 2, rows.count >= preambleCount + 4 else { return 1 }
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

    /// Whether texts of the first row come back below it, as answers do and names of columns do not.
    private func comesBack(_ first: SampleTable.Row) -> Bool {
        guard main > 1, first.cellCount == main else { return false }
        func text(_ cell: SampleTable.Cell) -> Slice<UnsafeBufferPointer<UInt8>> {
            let text = bytes[cell.start..<cell.end]
            return text.starts(with: TextBytes.byteOrderMark) ? text.dropFirst(TextBytes.byteOrderMark.count) : text
        }
        let names = Array(table.cells(of: first))
        let filled = names.indices.filter { names[$0].end > names[$0].start }
        var found: Set<Int> = []
        for row in table.rows.dropFirst(preambleCount + 1).prefix(200) where row.cellCount == main {
            let cells = Array(table.cells(of: row))
            let same = filled.filter { text(cells[$0]).elementsEqual(text(names[$0])) }
            // The header once more is no answer.
            if same.count < filled.count { found.formUnion(same) }
        }
        return found.count * 3 >= filled.count && !found.isEmpty
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
            let index = rows.count - 1 - count
            count += 1
            if filled(rows[index]) == 0 { continue }
            switch footing(of: index) {
            case .footer: certain = count
            case .perhaps: continue
            case .data: return certain
            }
        }
        return certain
    }

    private static let totals: Set<String> = [
        "totaal", "total", "totalen", "totals", "eindtotaal", "subtotaal", "subtotal", "grand total", "gemiddelde",
        "totaal generaal", "average", "som", "sum",
    ]

    private static let noteStarts = [
        "*", "#", "(", "©", "bron", "source", "noot", "note", "nb", "n.b.", "let op", "toelichting", "opmerking",
        "legenda", "peildatum", "copyright",
    ]

    private enum Footing {
        case footer
        /// A note if the row above it is one.
        case perhaps
        case data
    }

    private func footing(of index: Int) -> Footing {
        let row = table.rows[index]
        let cells = table.cells(of: row)
        guard let first = firstFilled(row) else { return .footer }
        let text = label(row)
        if Self.totals.contains(text) { return filled(row) > 1 || row.cellCount == 1 ? .footer : .data }
        if Self.beginsAsTotal(text), isSum(index) { return .footer }
        // A note: one cell of running text.
        guard filled(row) == 1, row.cellCount == 1 || (fill >= 3 && first.start == cells.first?.start) else {
            return .data
        }
        guard !first.isQuoted || row.cellCount > 1 || text.count > 3 else { return .data }
        let isNote = Self.noteStarts.contains(where: text.hasPrefix)
        guard isNote || text.contains(" ") && kind(first) != .number && kind(first) != .date else { return .data }
        // A row of the table may have one answer only: then it must look like a note, or stand apart.
        let isApart = index > 0 && row.start > table.rows[index - 1].end
        let isSentence = text.hasSuffix(".") || text.contains(": ")
        return row.cellCount == 1 && !isSheet || isNote || isApart || isSentence ? .footer : .perhaps
    }

    private func firstFilled(_ row: SampleTable.Row) -> SampleTable.Cell? {
        table.cells(of: row).first { cell in (cell.start..<cell.end).contains { bytes[$0] != 0x20 } }
    }

    /// The first text of a row in small letters, without blanks and colon at its ends.
    private func label(_ row: SampleTable.Row) -> String {
        guard let first = firstFilled(row) else { return "" }
        var text = String(decoding: bytes[first.start..<min(first.end, first.start + 200)], as: UTF8.self)[...]
        while let last = text.last, last == " " || last == ":" { text.removeLast() }
        while text.first == " " { text.removeFirst() }
        return text.lowercased()
    }

    private static func beginsAsTotal(_ text: String) -> Bool {
        guard let word = text.split(whereSeparator: { $0 == " " || $0 == ":" }).first else { return false }
        return totals.contains(String(word))
    }

    /// Whether a number of the row is the sum of those above it.
    private func isSum(_ index: Int) -> Bool {
        let above = table.rows[(preambleCount + headerCount)..<index].filter { $0.cellCount == main }
        guard above.count > 1, table.rows[index].cellCount == main else { return false }
        let total = Array(table.cells(of: table.rows[index]))
        return total.indices.contains { column in
            [UInt8(ascii: "."), UInt8(ascii: ",")].contains { mark in
                guard let sum = value(total[column], decimal: mark), sum != 0 else { return false }
                let parts = above.map { value(Array(table.cells(of: $0))[column], decimal: mark) ?? 0 }
                return (parts.reduce(0, +) - sum).magnitude <= 1e-9 * sum.magnitude
            }
        }
    }

    private func value(_ cell: SampleTable.Cell, decimal mark: UInt8) -> Double? {
        guard kind(cell) == .number else { return nil }
        var text = ""
        for byte in bytes[cell.start..<cell.end] {
            if byte == mark {
                text += "."
            } else if CellShape.isDigit(byte) || byte == UInt8(ascii: "-") {
                text.unicodeScalars.append(UnicodeScalar(byte))
            }
        }
        return Double(text)
    }
}
