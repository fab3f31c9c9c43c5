public import ShelterModel

/// Some records of a file, in its order: all cells as UTF-8, without quotes.
///
/// Every record has as many fields as the header; empty cells beyond it have been dropped.
public struct RecordBatch: Sendable {
    /// UTF-8 of all fields, end to end.
    public var bytes: [UInt8] = []
    /// End of each field in `bytes`.
    public var fieldEnds: [Int] = []
    /// End of each record in `fieldEnds`.
    public var recordEnds: [Int] = []
    /// Line on which each record begins, counted from 1.
    public var lines: [Int] = []
    /// Fields that the file writes as `""`, as indices into `fieldEnds`, ascending.
    ///
    /// Other fields without bytes have nothing at all between their delimiters.
    public var quotedEmpty: [Int] = []
    /// For records with line breaks: how many lines below the record's first line each field begins.
    public var lineOffsets: [Int: [Int32]] = [:]
    /// Records in which a question was not asked: their columns for which the export shows that. The cells are empty.
    public var notAsked: [Int: Set<Int>] = [:]
    /// Fields that the file itself holds as numbers, as indices into `fieldEnds`: their text has a decimal point, whatever
    /// the texts of their column have. Files of text have none.
    public var numberCells = CellMarks()
    /// Rows that cannot be used, in the order of the file; they are not among the records.
    public var setAside: [SetAsideRow] = []
    /// What a person should look at in the records themselves.
    public var notes: [Diagnostic] = []

    public init() {}

    public var recordCount: Int { recordEnds.count }

    /// The fields of a record, as indices into `fieldEnds`.
    public func fields(of record: Int) -> Range<Int> {
        (record == 0 ? 0 : recordEnds[record - 1])..<recordEnds[record]
    }

    /// Where the bytes of a field stand; `field` is an index into `fieldEnds`.
    public func range(of field: Int) -> Range<Int> {
        (field == 0 ? 0 : fieldEnds[field - 1])..<fieldEnds[field]
    }

    /// The text of a field; `field` is an index into `fieldEnds`.
    public func text(of field: Int) -> String {
        String(decoding: bytes[range(of: field)], as: UTF8.self)
    }

    /// Whether the file holds a cell as a number; `column` is counted from 0.
    @inline(__always)
    public func isNumber(_ column: Int, of record: Int) -> Bool {
        !numberCells.isEmpty && numberCells.contains((record == 0 ? 0 : recordEnds[record - 1]) + column)
    }

    /// Gives the field that is added next the mark of one of another batch.
    public mutating func takeMark(of field: Int, in other: RecordBatch) {
        if other.numberCells.contains(field) { numberCells.insert(fieldEnds.count) }
    }

    /// Whether the file writes the field as `""`. Costs a binary search.
    public func isQuotedEmpty(_ field: Int) -> Bool {
        var low = 0
        var high = quotedEmpty.count
        while low < high {
            let middle = (low + high) / 2
            if quotedEmpty[middle] < field { low = middle + 1 } else { high = middle }
        }
        return low < quotedEmpty.count && quotedEmpty[low] == field
    }
}

/// A row that cannot be used.
public struct SetAsideRow: Hashable, Sendable {
    /// Line on which the row begins, counted from 1.
    public var line: Int
    public var diagnostic: Diagnostic
    /// What stands in the row, if the reader was asked to keep it: its cells, or all of it where it cannot be divided.
    public var cells: [String] = []

    public init(line: Int, diagnostic: Diagnostic, cells: [String] = []) {
        self.line = line
        self.diagnostic = diagnostic
        self.cells = cells
    }
}
