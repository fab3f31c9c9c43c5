/// One line of the answer key: what stands where, and what a reader must do with it.
public struct PlantedFault: Hashable, Sendable, Codable {
    public enum Effect: Hashable, Sendable, Codable {
        /// A diagnostic; the cell has no value, the row is used.
        case cellRefused
        /// The row is not used; the ledger counts it under the expected code.
        case rowSetAside
        /// The row is not used, because a newer visit of the location is.
        case superseded
        /// A diagnostic while scoring; the share is unknown, both cells keep their value.
        case shareUnknown
        /// The cell has this value, with a note if there is an expected code, else without a message: digits with a
        /// decimal point, `yes` or `no`, an ISO date, a municipality's code, or text.
        case accepted(String)

        /// Name in the answer key.
        public var name: String {
            switch self {
            case .cellRefused: "cell-refused"
            case .rowSetAside: "row-set-aside"
            case .superseded: "superseded"
            case .shareUnknown: "share-unknown"
            case .accepted: "accepted"
            }
        }
    }

    public var kind: FaultKind
    public var file: String
    /// Line on which the row begins, counted from 1; the header is line 1.
    public var line: Int
    /// Number of the cell in its row, counted from 1; `nil` if it is about the whole row.
    public var column: Int?
    /// Header of the cell's column.
    public var field: String?
    public var effect: Effect

    public init(kind: FaultKind, file: String, line: Int, column: Int?, field: String?, effect: Effect) {
        self.kind = kind
        self.file = file
        self.line = line
        self.column = column
        self.field = field
        self.effect = effect
    }

    /// Diagnostic or ledger code; empty where the cell must be accepted in silence.
    public var expectedCode: String {
        // Where the other cells of the column tell what it means, the cell itself is no problem.
        if kind == .ambiguousNumber, case .accepted = effect { return "" }
        return kind.expectedCode
    }
}

extension PlantedFault {
    static let header = "line,column,field,kind,effect,code,value\n"

    /// One row of `answer-key.csv`: UTF-8, commas, quotes where needed, line feed.
    func append(to bytes: inout [UInt8]) {
        var value = ""
        if case .accepted(let text) = effect { value = text }
        Self.append(
            [
                String(line), column.map { String($0) } ?? "", field ?? "", kind.rawValue, effect.name, expectedCode,
                value,
            ],
            to: &bytes
        )
    }

    fileprivate static func append(_ cells: [String], to bytes: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += CSVText.cell(Array(cell.utf8), delimiter: UInt8(ascii: ","))
        }
        bytes.append(UInt8(ascii: "\n"))
    }
}

/// What a reader must tell of a column as a whole: one line of the answer key, at the column's header.
public struct ColumnRemark: Hashable, Sendable, Codable {
    /// Number of the column, counted from 1.
    public var column: Int
    public var field: String
    public var expectedCode: String

    public init(column: Int, field: String, expectedCode: String) {
        self.column = column
        self.field = field
        self.expectedCode = expectedCode
    }

    func append(to bytes: inout [UInt8]) {
        PlantedFault.append(["1", String(column), field, "column", "column-remarked", expectedCode, ""], to: &bytes)
    }
}
