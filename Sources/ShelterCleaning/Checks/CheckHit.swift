public import ShelterModel

/// All rows of one table, of whatever file, as the checks look at them.
public struct CheckInput: Sendable {
    /// In the columns of the table's definition; a column that no check needs may be empty of values.
    public var table: Table
    /// Cells that checks read as text, such as times and answers in own words, by the number of their column.
    public var texts: [Int: TextColumn]

    public init(table: Table, texts: [Int: TextColumn] = [:]) {
        self.table = table
        self.texts = texts
    }
}

/// One thing that a person must look at.
public struct CheckHit: Hashable, Sendable {
    /// Row of the table; `nil` if it is about the table as a whole.
    public var row: Int?
    /// Column of the table; `nil` if it is about the whole row.
    public var column: Int?
    /// What could stand there instead, as the export writes it.
    public var proposal: String?
    /// The answer that the hit is about where it has no row.
    public var subject: String?
    /// The earlier row that it resembles; `line` among the arguments of the reason is where it stands in its file.
    public var other: Int?
    /// The sentence is rendered from `Data/Texts`, with the check's label as `label`.
    public var reason: Diagnostic

    public init(
        row: Int?,
        column: Int?,
        proposal: String? = nil,
        subject: String? = nil,
        other: Int? = nil,
        reason: Diagnostic
    ) {
        self.row = row
        self.column = column
        self.proposal = proposal
        self.subject = subject
        self.other = other
        self.reason = reason
    }
}

/// What one check found in one table.
public struct CheckResult: Hashable, Sendable {
    public var check: QualityCheck
    /// In the order of the rows.
    public var hits: [CheckHit] = []
    /// Rows (for an inspector check, inspectors) of which it cannot be said.
    public var unknown = 0
    /// Columns that the check needs and no file has.
    public var absent: [String] = []
    /// What was not compared, and why; a row is the first that is meant.
    public var notices: [CheckHit] = []

    public init(_ check: QualityCheck) {
        self.check = check
    }
}
