/// A batch of rows in columns, with the place of every cell.
///
/// `columns` stands in the order of the code book's columns, `rows` in the order of the file.
public struct Table: Sendable {
    /// Name of the file as outputs print it.
    public var file: String
    /// Line on which each row begins, counted from 1.
    public var lines: [Int]
    public var columns: [Column]
    /// Number of each column's cell in its row, counted from 1; `nil` for a column that the file does not have.
    public var fields: [Int?]
    /// Header of each column, as the file writes it.
    public var headers: [String]
    /// For rows with line breaks inside quotes: how many lines below the row's first line each cell begins.
    public var lineOffsets: [Int: [Int32]]
    /// Number of the cell in a row of the file, for columns whose values stand elsewhere there than `fields` says.
    public var places: [Int: Int]

    public init(
        file: String,
        lines: [Int],
        columns: [Column],
        fields: [Int?],
        headers: [String],
        lineOffsets: [Int: [Int32]] = [:],
        places: [Int: Int] = [:]
    ) {
        self.file = file
        self.lines = lines
        self.columns = columns
        self.fields = fields
        self.headers = headers
        self.lineOffsets = lineOffsets
        self.places = places
    }

    public var rowCount: Int { lines.count }

    /// The place in the file of the cell of `column` in `row`.
    public func location(row: Int, column: Int) -> SourceLocation {
        let field = fields[column]
        var line = lines[row]
        if let field, let offsets = lineOffsets[row], offsets.indices.contains(field - 1) {
            line += Int(offsets[field - 1])
        }
        return SourceLocation(file: file, line: line, column: places[column] ?? field, field: headers[column])
    }
}

/// The cells of one column of a `Table`.
public enum Column: Sendable {
    /// Numbers; a boolean is 1 or 0, a date is days since 1970.
    case number(NumberColumn)
    /// Answers from a code list, as index into the code book's codes.
    case coded(CodedColumn)
    case text(TextColumn)

    /// Why each cell has a value or not.
    public var status: [CellStatus] {
        switch self {
        case .number(let column): column.status
        case .coded(let column): column.status
        case .text(let column): column.status
        }
    }

    /// The same column, in which the empty cells of some rows are known not to have been asked.
    public func withNotAsked(where isNotAsked: (Int) -> Bool) -> Column {
        func changed(_ status: [CellStatus]) -> [CellStatus] {
            status.indices.map { status[$0] == .empty && isNotAsked($0) ? .notAsked : status[$0] }
        }
        switch self {
        case .number(var column):
            column.status = changed(column.status)
            return .number(column)
        case .coded(var column):
            column.status = changed(column.status)
            return .coded(column)
        case .text(var column):
            column.status = changed(column.status)
            return .text(column)
        }
    }
}

public struct NumberColumn: Sendable {
    /// Meaningless (0) where `status` is not `present`.
    public var values: [Double]
    public var status: [CellStatus]

    public init(values: [Double] = [], status: [CellStatus] = []) {
        self.values = values
        self.status = status
    }
}

public struct CodedColumn: Sendable {
    public var codes: [UInt16]
    public var status: [CellStatus]

    public init(codes: [UInt16] = [], status: [CellStatus] = []) {
        self.codes = codes
        self.status = status
    }
}

/// UTF-8 text of all cells, end to end.
public struct TextColumn: Sendable {
    public var bytes: [UInt8]
    /// End of each cell in `bytes`.
    public var ends: [Int]
    public var status: [CellStatus]

    public init(bytes: [UInt8] = [], ends: [Int] = [], status: [CellStatus] = []) {
        self.bytes = bytes
        self.ends = ends
        self.status = status
    }

    public func range(_ row: Int) -> Range<Int> {
        (row == 0 ? 0 : ends[row - 1])..<ends[row]
    }

    /// The text of a cell, or `nil` if it has no value.
    public subscript(row: Int) -> String? {
        status[row] == .present ? String(decoding: bytes[range(row)], as: UTF8.self) : nil
    }
}
