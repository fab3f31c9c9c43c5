public import ShelterModel

/// How the cells of one column of a file are read. It is decided for the column as a whole, never per cell.
public struct ColumnDecision: Hashable, Sendable {
    /// How a date in digits is read; ISO 8601 and names of months are read in any case.
    public enum Dates: String, Hashable, Sendable {
        case dayMonthYear, monthDayYear
        /// Only dates that begin with the year.
        case yearMonthDay
        /// Nothing is known: `3-4-2025` is written as the Dutch do, `3/4/2025` can be read two ways.
        case dutch
        /// The column holds dates of both orders: whatever can be read two ways is refused.
        case uncertain
    }

    /// `either`: not decided, a cell that can be read two ways is refused.
    public var decimal: DecimalMark
    public var dates: Dates
    /// Whether whole numbers are the day numbers of a spreadsheet (31 January 2025 is 45688).
    public var readsSerials = false
    /// Whether the digits of a yes/no column are refused, since two codings stand in it.
    public var refusesDigits = false
    /// Whether an empty cell of an option means that it was not chosen, if another one of the question was.
    public var emptyMeansNo = false

    /// What the code book says, before anything is known of the file.
    public init(_ column: ColumnDefinition) {
        decimal = column.decimal
        dates =
            switch column.dateOrder {
            case .dayMonthYear: .dayMonthYear
            case .monthDayYear: .monthDayYear
            case .yearMonthDay: .yearMonthDay
            case .either: .dutch
            }
    }
}

extension TableDefinition {
    /// The table with one decimal mark and one date order in all its columns.
    ///
    /// - Returns: also the numbers of the columns for which the code book says otherwise.
    public func forcing(decimal: DecimalMark?, dates: DateOrder?) -> (table: TableDefinition, overridden: [Int]) {
        var table = self
        var overridden: [Int] = []
        for (index, column) in columns.enumerated() {
            switch column.type {
            case .number, .integer:
                guard let decimal else { continue }
                if column.decimal != .either, column.decimal != decimal { overridden.append(index) }
                table.columns[index].decimal = decimal
            case .date:
                guard let dates else { continue }
                if column.dateOrder != .either, column.dateOrder != dates { overridden.append(index) }
                table.columns[index].dateOrder = dates
            default: continue
            }
        }
        return (table, overridden)
    }
}
