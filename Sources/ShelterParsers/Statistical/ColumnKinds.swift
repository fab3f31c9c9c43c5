public import ShelterModel

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
/// number. A column that an SPSS file declared as text stays text. A text such as `1.250` is a number only if other texts of
/// its column show that they have a decimal point: what may be two numbers is left as it stands.
public struct ColumnKinds: Sendable {
    /// Records seen.
    public private(set) var records = 0
    private var columns: [Seen]
    private let names: [String]
    /// The decimal mark of all texts, if somebody said it.
    private let decimal: DecimalMark?

    fileprivate struct Seen {
        var longest = 0
        var decimals = 0
        var hasFraction = false
        var mayBeNumber = true
        var mayBeDate = true
        var mayBeDateTime = true
        var mayBeTime = true
        var isEmpty = true
        /// Texts by how they write numbers.
        var commas = 0
        var points = 0
        var ambiguous = 0
        var firstAmbiguous = 0
        /// As an SPSS file declared it, if it did.
        var declared: SAVCell.Kind?
    }

    public init(_ columns: [ExportColumn], decimal: DecimalMark? = nil) {
        names = columns.map(\.name)
        self.decimal = decimal
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
                if range.isEmpty { continue }
                columns[column].add(batch.bytes[range], isCode: false)
                if !batch.numberCells.contains(field) {
                    columns[column].noteMark(batch.bytes[range], batch.lines[record])
                }
            }
        }
    }

    /// In the order of the columns; final once all records have been added.
    public var kinds: [ColumnKind] { columns.map { $0.kind(isOpen: isOpen($0)) } }

    /// Columns in which a text such as `1.250` stays a text.
    public var open: [Bool] { columns.map(isOpen) }

    /// Columns in which texts with a point are no numbers either, since others have a comma.
    public var withComma: [Bool] { columns.map { decimal == .comma || decimal == nil && $0.commas > 0 } }

    private func isOpen(_ column: Seen) -> Bool {
        guard column.ambiguous > 0 else { return false }
        return decimal.map { $0 != .point } ?? (column.points == 0 || column.commas > 0)
    }

    /// What was left a text, since it may be two numbers; final once all records have been added.
    ///
    /// - Parameter file: Name of the file that is written.
    public func diagnostics(file: String) -> [Diagnostic] {
        guard decimal == nil else { return [] }
        return zip(columns, names).filter { isOpen($0.0) }.map { column, name in
            Diagnostic(
                .warning,
                "convert.ambiguous-decimals",
                at: SourceLocation(file: file, field: name),
                ["count": .integer(column.ambiguous), "line": .integer(column.firstAmbiguous)]
            )
        }
    }
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

    fileprivate mutating func noteMark(_ cell: ArraySlice<UInt8>, _ line: Int) {
        guard cell.count <= 64, cell.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }) else {
            return
        }
        switch NumberNotation(cell) {
        case .point: points += 1
        case .comma: commas += 1
        case .ambiguous:
            if ambiguous == 0 { firstAmbiguous = line }
            ambiguous += 1
        case .plain, .none: return
        }
    }

    fileprivate func kind(isOpen: Bool) -> ColumnKind {
        if isOpen { return .text(bytes: longest) }
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
