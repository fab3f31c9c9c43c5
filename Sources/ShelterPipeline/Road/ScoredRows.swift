public import ShelterAnalysis
public import ShelterModel
public import ShelterScoring

/// A scored batch with what is known of its rows.
public struct ScoredRows {
    public let table: Table
    public let batch: ScoredBatch
    /// Number of the area of each row; `nil` for a row that was set aside.
    public let areas: [Int?]
    /// The same, and also for visits that were set aside because the location has a newer one.
    public let visited: [Int?]
    public var observer: Observer
    let columns: RoleColumns
    let known: [Area]
    /// The rows of each joined table, what each row here is referred to by in them, and the names of the files.
    var joined: [JoinedRows] = []
    var keys: [[String?]] = []
    var fileNames: [String] = []

    /// The area that a number stands for.
    public func area(_ number: Int) -> Area { known[number] }

    /// The rows of a joined table that a row's derived values were computed from.
    func sources(ofJoin join: Int, _ row: Int) -> [SourceLocation] {
        guard joined.indices.contains(join), let key = keys[join][row] else { return [] }
        return joined[join].rows.sorted { $0.key < $1.key }.flatMap { file, rows in
            rows.filter { $0.key == key }.map { SourceLocation(file: fileNames[file], line: $0.line) }
        }
    }

    public func visitDate(_ row: Int) -> CalendarDate? {
        columns.number(.visitDate, table, row).map { CalendarDate(daysSince1970: Int($0)) }
    }

    /// What is known of a row beside its findings.
    public func facts(_ row: Int) -> AssessmentFacts {
        let id = columns.text(.locationID, table, row) ?? ""
        return AssessmentFacts(
            locationID: id,
            assessmentID: columns.text(.assessmentID, table, row) ?? "\(table.file):\(table.lines[row])",
            locationName: columns.text(.locationName, table, row) ?? id,
            kind: columns.text(.kind, table, row),
            visitDate: visitDate(row),
            residents: columns.number(.residents, table, row).map { Int($0) },
            capacity: columns.number(.capacity, table, row).map { Int($0) },
            source: SourceLocation(file: table.file, line: table.lines[row])
        )
    }
}

/// Where the roles stand in the first table.
struct RoleColumns {
    private let columns: [ColumnRole: Int]
    private let codes: [Int: [Code]]

    init(_ definition: TableDefinition) {
        columns = Dictionary(
            definition.columns.enumerated().compactMap { index, column in column.role.map { ($0, index) } },
            uniquingKeysWith: { first, _ in first }
        )
        codes = Dictionary(
            definition.columns.enumerated().filter { $1.type == .choice }.map { ($0, $1.codes) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    subscript(role: ColumnRole) -> Int? { columns[role] }

    func text(_ role: ColumnRole, _ table: Table, _ row: Int) -> String? {
        guard let column = columns[role] else { return nil }
        switch table.columns[column] {
        case .text(let cells): return cells[row]
        case .coded(let cells):
            guard cells.status[row] == .present, let list = codes[column] else { return nil }
            return list.indices.contains(Int(cells.codes[row])) ? list[Int(cells.codes[row])].value : nil
        case .number(let cells):
            guard cells.status[row] == .present else { return nil }
            return plainText(of: cells.values[row])
        }
    }

    func number(_ role: ColumnRole, _ table: Table, _ row: Int) -> Double? {
        guard let column = columns[role], case .number(let cells) = table.columns[column],
            cells.status[row] == .present
        else { return nil }
        return cells.values[row]
    }
}

/// A whole number without a decimal mark where its digits are exact, any other with as many decimals as it takes.
func plainText(of number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
}
