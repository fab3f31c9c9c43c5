/// What the cells of a column have in common, so that a typed format can hold them.
public enum ColumnKind: Hashable, Sendable {
    /// Numbers with at most so many decimals.
    case number(decimals: Int)
    case date
    /// Day and time; with thousandths of seconds or without.
    case dateTime(hasFraction: Bool)
    case time(hasFraction: Bool)
    /// Texts of at most so many bytes as UTF-8.
    case text(bytes: Int)
}

/// Finds out the kinds of columns; is shown all records before the first is written.
///
/// A column is of numbers, dates or times only if each of its cells is, as are the codes that it declares; `007` is no
/// number. A column that an SPSS file declared as text stays text.
public struct ColumnKinds: Sendable {
    /// Records seen.
    public private(set) var records = 0
    private var columns: [Seen]

    fileprivate struct Seen {
        var longest = 0
        var decimals = 0
        var hasFraction = false
        var mayBeNumber = true
        var mayBeDate = true
        var mayBeDateTime = true
        var mayBeTime = true
        var isEmpty = true
        /// As an SPSS file declared it, if it did.
        var declared: SAVCell.Kind?
    }

    public init(_ columns: [ExportColumn]) {
        self.columns = columns.map { column in
            var seen = Seen()
            seen.declared = column.format.map(SAVCell.Kind.init(format:))
            if seen.declared == .text { (seen.mayBeNumber, seen.mayBeDate) = (false, false) }
            if seen.declared == .text { (seen.mayBeDateTime, seen.mayBeTime) = (false, false) }
            for label in column.valueLabels { seen.add(Array(label.value.utf8)[...], isCode: true) }
            for case .value(let value) in column.missing { seen.add(Array(value.utf8)[...], isCode: true) }
            return seen
        }
    }

    public mutating func add(_ batch: RecordBatch) {
        records += batch.recordCount
        for record in 0..<batch.recordCount {
            for (column, field) in zip(columns.indices, batch.fields(of: record)) {
                let range = batch.range(of: field)
                if !range.isEmpty { columns[column].add(batch.bytes[range], isCode: false) }
            }
        }
    }

    /// In the order of the columns; final once all records have been added.
    public var kinds: [ColumnKind] { columns.map(\.kind) }
}

extension ColumnKinds.Seen {
    fileprivate mutating func add(_ cell: ArraySlice<UInt8>, isCode: Bool) {
        longest = max(longest, cell.count)
        if !isCode { isEmpty = false }
        if mayBeNumber {
            if let number = CellNumber(cell) {
                decimals = max(decimals, number.decimals)
            } else {
                mayBeNumber = false
            }
        }
        // A code may be a number in a column of dates: what is no date is left a number.
        if isCode, CellNumber(cell) != nil { return }
        guard mayBeDate || mayBeDateTime || mayBeTime else { return }
        let moment = CellMoment(cell)
        if moment?.milliseconds.isMultiple(of: 1000) == false { hasFraction = true }
        mayBeDate = mayBeDate && moment?.shape == .date
        mayBeDateTime = mayBeDateTime && moment?.shape == .dateTime
        mayBeTime = mayBeTime && moment?.shape == .time
    }

    fileprivate var kind: ColumnKind {
        if isEmpty {
            switch declared {
            case .number where mayBeNumber: return .number(decimals: decimals)
            case .date where mayBeDate: return .date
            case .dateTime where mayBeDateTime: return .dateTime(hasFraction: false)
            case .time where mayBeTime: return .time(hasFraction: false)
            case nil where mayBeNumber && longest > 0: return .number(decimals: decimals)
            default: return .text(bytes: longest)
            }
        }
        if mayBeNumber { return .number(decimals: decimals) }
        if mayBeDate { return .date }
        if mayBeDateTime { return .dateTime(hasFraction: hasFraction) }
        if mayBeTime { return .time(hasFraction: hasFraction) }
        return .text(bytes: longest)
    }
}
