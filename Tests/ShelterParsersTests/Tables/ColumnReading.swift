import ShelterModel

@testable import ShelterParsers

/// Cells read as those of a file are: surveyed first, then mapped.
struct ColumnReading {
    let table: Table
    /// What is told of columns, and then of cells.
    let columns: [Diagnostic]
    let cells: [Diagnostic]
    /// What was counted while the cells were read.
    let tally: [Diagnostic]

    init(
        _ definitions: [ColumnDefinition],
        header: [String],
        rows: [[String]],
        exports: [ExportColumn] = [],
        missingForms: [CellStatus: [String]] = [:],
        grain: Grain = .location,
        batchRows: Int = 1000
    ) throws {
        let definition = TableDefinition(name: "locations", grain: grain, columns: definitions)
        let match = try HeaderMatch(definition, header: header, columns: exports, line: 1, file: "a.csv")
        var mapper = TableMapper(
            definition,
            match: match,
            file: "a.csv",
            columns: exports,
            missingForms: missingForms
        )
        let batches = stride(from: 0, to: rows.count, by: batchRows).map { start in
            Self.batch(Array(rows[start..<min(start + batchRows, rows.count)]), firstLine: start + 2)
        }
        var columns = mapper.contradictions(line: 1)
        if var survey = ColumnSurvey(mapper) {
            for batch in batches { survey.add(batch) }
            let decided = survey.decided(line: 1)
            mapper = decided.mapper
            columns += decided.diagnostics
        }
        var cells: [Diagnostic] = []
        var tally = ColumnTally()
        let tables = batches.map { mapper.table(from: $0, tally: &tally, diagnostics: &cells) }
        var table = tables[0]
        for next in tables.dropFirst() {
            table.lines += next.lines
            for index in table.columns.indices {
                switch (table.columns[index], next.columns[index]) {
                case (.number(var first), .number(let second)):
                    first.values += second.values
                    first.status += second.status
                    table.columns[index] = .number(first)
                case (.coded(var first), .coded(let second)):
                    first.codes += second.codes
                    first.status += second.status
                    table.columns[index] = .coded(first)
                default: continue
                }
            }
        }
        self.table = table
        self.columns = columns
        self.cells = cells
        self.tally = mapper.remarks(on: tally, line: 1)
    }

    /// One column under the header "kolom".
    init(_ column: ColumnDefinition, _ cells: [String], grain: Grain = .location) throws {
        var column = column
        column.headers = ["kolom"]
        try self.init([column], header: ["kolom"], rows: cells.map { [$0] }, grain: grain)
    }

    /// The numbers of a column, `nil` where there is none.
    func numbers(_ column: Int = 0) -> [Double?] {
        guard case .number(let cells) = table.columns[column] else { return [] }
        return zip(cells.values, cells.status).map { $1 == .present ? $0 : nil }
    }

    /// The dates of a column, `nil` where there is none.
    func dates(_ column: Int = 0) -> [String?] {
        numbers(column).map { $0.map { CalendarDate(daysSince1970: Int($0)).iso } }
    }

    func status(_ column: Int = 0) -> [CellStatus] { table.columns[column].status }

    private static func batch(_ records: [[String]], firstLine: Int) -> RecordBatch {
        var batch = RecordBatch()
        for (number, record) in records.enumerated() {
            for cell in record {
                batch.bytes.append(contentsOf: cell.utf8)
                batch.fieldEnds.append(batch.bytes.count)
            }
            batch.recordEnds.append(batch.fieldEnds.count)
            batch.lines.append(number + firstLine)
        }
        return batch
    }
}

extension ColumnDefinition {
    static func number(_ type: ValueType = .number, decimal: DecimalMark = .either) -> ColumnDefinition {
        ColumnDefinition(headers: ["kolom"], variable: "v", type: type, decimal: decimal)
    }

    static func date(_ order: DateOrder = .either) -> ColumnDefinition {
        ColumnDefinition(headers: ["kolom"], variable: "v", type: .date, dateOrder: order)
    }

    static func boolean(yes: [String], no: [String]) -> ColumnDefinition {
        ColumnDefinition(
            headers: ["kolom"],
            variable: "v",
            type: .boolean,
            codes: [Code(value: "yes", forms: yes), Code(value: "no", forms: no)]
        )
    }
}
