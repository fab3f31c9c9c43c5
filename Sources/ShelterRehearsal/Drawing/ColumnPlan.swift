import ShelterModel

/// One column of the export with everything that drawing and writing its cells needs, looked up once.
struct ColumnPlan {
    /// Values of other columns of the row stand as indexes.
    enum Shape {
        case empty
        case uniform(ClosedRange<Amount>)
        case quantiles([Amount])
        case per(Int, rate: Amount)
        case share(of: Int, mean: Amount, full: Amount)
        case rest(of: Int, without: Int)
        case occupancy(capacity: Int?)
        case probability(Amount)
        case choice(cumulative: [Int])
        case daysBeforeVisit(ClosedRange<Int>)
        case daysAfterVisit(ClosedRange<Int>)
        case words([[UInt8]])
        /// Names and keys, which the writer of the row knows.
        case given
        case kind
        case visitDate
    }

    var type: ValueType
    var role: ColumnRole?
    var shape: Shape
    var spread: Amount?
    var least: Amount?
    var direction: Distribution.Direction
    var condition: Int?
    var exclusion: Int?
    var missing: Amount
    var lower: Amount
    var upper: Amount
    /// Smallest difference between two values, in millionths.
    var step: Int
    var decimalMark: UInt8
    var dateOrder: DateOrder
    /// Drawn anew at each visit; the rest belongs to the building.
    var changesPerVisit: Bool
    /// Written forms of the missing answers; the first is the empty cell.
    var missingForms: [[UInt8]]
    var notApplicable: Int
    /// Written forms of no and yes, or of the codes.
    var answers: [[UInt8]]

    init(_ column: ColumnDefinition, _ distribution: Distribution, shape: Shape, missing: Amount) {
        type = column.type
        role = column.role
        self.shape = shape
        spread = distribution.spread
        least = distribution.least
        direction = distribution.direction
        self.missing = missing
        let range = column.range ?? -1_000_000_000...1_000_000_000
        lower = Amount(range.lowerBound)
        upper = Amount(range.upperBound)
        step = column.type == .number ? [1_000_000, 100_000, 10_000][min(max(distribution.decimals, 0), 2)] : 1_000_000
        decimalMark = UInt8(ascii: column.decimal == .point ? "." : ",")
        dateOrder = column.dateOrder
        changesPerVisit = column.type == .boolean || column.type == .date || column.role == .residents
        missingForms = [[]]
        notApplicable = 0
        for (status, forms) in column.missing.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where status != .empty {
            if status == .notApplicable, !forms.isEmpty { notApplicable = missingForms.count }
            missingForms += forms.map { CSVText.cell($0) }
        }
        answers = Self.answers(of: column)
    }

    private static func answers(of column: ColumnDefinition) -> [[UInt8]] {
        switch column.type {
        case .boolean:
            ["no": "nee", "yes": "ja"].sorted { $0.key < $1.key }.map { side, usual in
                CSVText.cell(column.codes.first { $0.value == side }?.forms.first ?? usual)
            }
        case .choice: column.codes.map { CSVText.cell($0.forms.first ?? $0.value) }
        case .number, .integer, .date, .text, .freeText: []
        }
    }
}

/// The columns of one kind of location, in the order in which they are drawn.
struct RowPlan {
    var columns: [ColumnPlan]
    /// Every value that another one is drawn from comes before it.
    var order: [Int]
}

/// Bytes of the export's cells.
enum CSVText {
    /// The text as a cell, in quotes where it needs them.
    static func cell(_ text: String) -> [UInt8] { cell(Array(text.utf8), delimiter: UInt8(ascii: ";")) }

    static func cell(_ bytes: [UInt8], delimiter: UInt8) -> [UInt8] {
        let needsQuotes = bytes.contains {
            $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
        }
        guard needsQuotes else { return bytes }
        var result: [UInt8] = [UInt8(ascii: "\"")]
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { result.append(byte) }
            result.append(byte)
        }
        result.append(UInt8(ascii: "\""))
        return result
    }

    static func append(_ number: Int, to bytes: inout [UInt8]) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        appendDigits(number.magnitude, to: &bytes)
    }

    /// Without trailing zeros, as spreadsheets write numbers.
    static func append(_ amount: Amount, mark: UInt8, to bytes: inout [UInt8]) {
        if amount.millionths < 0 { bytes.append(UInt8(ascii: "-")) }
        let magnitude = amount.millionths.magnitude
        appendDigits(magnitude / 1_000_000, to: &bytes)
        var rest = magnitude % 1_000_000
        guard rest > 0 else { return }
        bytes.append(mark)
        var unit: UInt = 100_000
        while rest > 0 {
            bytes.append(UInt8(0x30 + rest / unit))
            rest %= unit
            unit /= 10
        }
    }

    /// `31-1-2026`, `1/31/2026` or `2026-01-31`
    static func append(_ date: CalendarDate, order: DateOrder, to bytes: inout [UInt8]) {
        let (year, month, day) = date.components
        switch order {
        case .dayMonthYear, .either: break
        case .monthDayYear:
            bytes += "\(month)/\(day)/\(year)".utf8
            return
        case .yearMonthDay:
            bytes += date.iso.utf8
            return
        }
        appendDigits(UInt(day), to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        appendDigits(UInt(month), to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        append(year, to: &bytes)
    }

    private static func appendDigits(_ number: UInt, to bytes: inout [UInt8]) {
        if number >= 10 { appendDigits(number / 10, to: &bytes) }
        bytes.append(UInt8(0x30 + number % 10))
    }
}
