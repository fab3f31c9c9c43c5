/// How sensible a reading of a sample is, from its parts.
///
/// The idea of multiplying shape and types is that of van den Burg, Nazábal and Sutton (2019), "Wrangling messy CSV
/// files by detecting row and type patterns", https://doi.org/10.1007/s10618-019-00646-y; that of judging the
/// uniformity of the whole table is that of García (2024), "Detecting CSV file dialects by table uniformity
/// measurement and data type inference", https://doi.org/10.3233/DS-240062. The measures themselves are our own.
struct ReadingScore: Hashable, Sendable {
    /// Whether rows have as many cells as their neighbours, and as most rows.
    var shape: Double
    /// Mean worth of the cells.
    var types: Double
    /// Share of the cells of a column that are of its main kind.
    var columns: Double
    /// For the number of columns: two may come about by chance.
    var width: Double
    /// How common the delimiter is.
    var prior: Double
    /// For quotes that are not closed or stand where none can.
    var faults: Double
    /// For two columns that may be one: sentences, names or decimals with a comma in them.
    var unity = 1.0

    var total: Double { shape * types * columns * width * prior * faults * unity }
}

extension ReadingScore {
    init(_ table: SampleTable, _ bytes: UnsafeBufferPointer<UInt8>, _ reading: Reading) {
        let rows = table.rows
        let count = Double(max(1, rows.count))
        let isOneColumn = reading.delimiter == nil
        let main = Self.mainWidth(rows)
        shape = isOneColumn ? 1 : Self.shape(rows, main)
        width = 1 - 0.5 / Double(max(1, main))
        prior = Self.prior(of: reading)
        // One line of words is most likely a line of words.
        if rows.count == 1, prior < 0.9 { prior *= 0.5 }
        if reading.delimiter == [0x20] { prior *= 1 - 0.6 * Self.prose(table, bytes) }
        if let delimiter = reading.delimiter, !delimiter.contains(0x09) {
            // Hardly any text has a tab in it.
            let tabbed = rows.count { row in bytes[row.start..<row.end].contains(0x09) }
            if tabbed * 10 >= rows.count * 9, rows.count > 1 { prior *= 0.5 }
        }

        // Types.
        var sum = 0.0
        var clear = 0.0
        var doubtfulRows = 0
        var kinds = [[Int]](repeating: [Int](repeating: 0, count: 9), count: min(main, 256))
        for row in rows {
            var rowSum = 0.0
            var isDoubtful = false
            var lists = 0
            for (column, cell) in table.cells(of: row).enumerated() {
                let text = UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end])
                let judgement = CellShape.judge(text, isQuoted: cell.isQuoted, quote: reading.quote)
                rowSum += judgement.worth
                if judgement.kind == .doubtful { isDoubtful = true }
                if judgement.kind == .list { lists += 1 }
                if isOneColumn {
                    // A list or doubtful text is what a table looks like that has not been divided.
                    if judgement.kind == .list || judgement.kind == .doubtful { rowSum -= judgement.worth * 0.8 }
                    if judgement.kind != .text, judgement.kind != .list, judgement.kind != .doubtful { clear += 1 }
                }
                if row.cellCount == main, column < kinds.count { kinds[column][Int(judgement.kind.rawValue)] += 1 }
            }
            sum += rowSum / Double(row.cellCount)
            // A row that is mostly lists is most likely not divided where it should be.
            if isDoubtful || lists * 2 >= row.cellCount { doubtfulRows += 1 }
        }
        types = sum / count * (1 - 0.15 * Double(doubtfulRows) / count)
        var homogeneity = 0.0
        var judged = 0
        for column in kinds {
            let filled = column.dropFirst().reduce(0, +)
            guard filled > 0 else { continue }
            let most = column.dropFirst().max() ?? 0
            let words = column[Int(CellKind.word.rawValue)] + column[Int(CellKind.text.rawValue)]
            homogeneity += Double(max(most, words)) / Double(filled)
            judged += 1
        }
        columns = judged == 0 ? 0.5 : 0.5 + 0.5 * homogeneity / Double(judged)
        if isOneColumn { width += 0.15 * clear / count }
        faults = Self.faults(table, reading, count)
        if rows.isEmpty { shape = 0 }
        let clues = TwoColumnClues(table, bytes, reading)
        if main == 2 { unity = clues.doubt }
        if main > 2, clues.namesTypedColumns(main) {
            prior = max(prior, 0.8)
        } else if main > 2, clues.hasTypedColumn(main) {
            prior = max(prior, 0.72)
        }
    }

    /// Share of the rows that end as sentences do, or have a mark of one behind a word.
    private static func prose(_ table: SampleTable, _ bytes: UnsafeBufferPointer<UInt8>) -> Double {
        let marks: Set<UInt8> = [0x2C, 0x2E, 0x21, 0x3F]
        let found = table.rows.count { row in
            let cells = table.cells(of: row)
            return cells.contains { cell in
                cell.end - cell.start > 2 && !cell.isQuoted && marks.contains(bytes[cell.end - 1])
                    && CellShape.isLetter(bytes[cell.end - 2])
            }
        }
        return Double(found) / Double(max(1, table.rows.count))
    }

    /// The number of cells that most rows with several cells have.
    static func mainWidth(_ rows: [SampleTable.Row]) -> Int {
        var byWidth: [Int: Int] = [:]
        for row in rows where row.cellCount > 1 { byWidth[row.cellCount, default: 0] += 1 }
        return byWidth.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 1
    }

    /// Uniformity of the rows from the first to the last one of the main width, times their share of all rows.
    ///
    /// Titles above and notes below a table are no sign of a wrong reading in themselves.
    private static func shape(_ rows: [SampleTable.Row], _ main: Int) -> Double {
        guard main > 1, let first = rows.firstIndex(where: { $0.cellCount == main }),
            let last = rows.lastIndex(where: { $0.cellCount == main })
        else { return 0 }
        var byWidth: [Int: Int] = [:]
        var changes = 0
        for index in first...last {
            byWidth[rows[index].cellCount, default: 0] += 1
            if index > first, rows[index - 1].cellCount != rows[index].cellCount { changes += 1 }
        }
        let count = Double(last - first + 1)
        var squares = 0.0
        var divided = 0
        for (width, times) in byWidth where width > 1 {
            squares += Double(times) / count * (Double(times) / count)
            divided += times
        }
        let calm = count > 1 ? 1 - Double(changes) / (count - 1) : 1
        // One row is uniform with itself, which proves nothing.
        if count == 1, rows.count > 1 {
            let others = rows.count { $0.cellCount > 1 } - 1
            return 0.5 * (1 + 0.7 * Double(others)) / Double(rows.count)
        }
        let outside = rows.count - Int(count)
        let share = Double(divided) / Double(rows.count)
        // Titles and notes are fewer than the rows of the table.
        return (0.5 * squares + 0.5 * calm) * (outside * 2 < rows.count ? share.squareRoot() : share)
    }

    /// Quotes that open or close nothing speak against a reading, unless no reading can explain them.
    private static func faults(_ table: SampleTable, _ reading: Reading, _ rows: Double) -> Double {
        let explained = Double(2 * table.quotedCells)
        let unexplained = Double(table.strayQuotes)
        let fit = explained + unexplained == 0 ? 1 : explained / (explained + unexplained)
        let broken = 1 / (1 + 1.5 * Double(table.faults) / rows + 0.4 * Double(table.innerQuotes) / rows)
        // Apostrophes are common; quotes that had to be there are none.
        let isProven = table.neededQuotes > 0 && table.strayQuotes + table.faults + table.innerQuotes == 0
        let quote = reading.quote == UInt8(ascii: "\"") ? 1 : isProven ? 1.03 : 0.97
        return (0.3 + 0.7 * fit) * broken * quote
    }

    static func prior(of reading: Reading) -> Double {
        guard let delimiter = reading.delimiter?.first else { return 1 }
        return switch delimiter {
        case UInt8(ascii: ","), UInt8(ascii: ";"), 0x09: 1
        case UInt8(ascii: "|"): 0.95
        case 0x01, 0x1E, 0x1F: 1
        case UInt8(ascii: "^"), UInt8(ascii: "~"): 0.75
        case UInt8(ascii: ":"), UInt8(ascii: " "): 0.6
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "."): 0.5
        default: 0.55
        }
    }
}
