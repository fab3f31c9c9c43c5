internal import ShelterCleaning
internal import ShelterModel
internal import ShelterParsers

/// The rows of one table, of all files together, in the columns that its checks need.
struct CheckedTable {
    /// The rows of one file.
    private struct Part {
        var file: Int
        var start: Int
    }

    /// What is said where the other row stands in another file.
    private static let elsewhere = [
        "check.duplicate": "check.duplicate-elsewhere", "check.near-duplicate": "check.near-duplicate-elsewhere",
    ]

    let checks: TableChecks
    private(set) var ingest = IngestCounts()
    private(set) var rows = 0
    private var parts: [Part] = []
    private var gathered: GatheredTable
    private var texts: GatheredTable
    /// Columns that are read as text too, in the order of `texts`.
    private let textColumns: [Int]

    init(_ checks: TableChecks) {
        self.checks = checks
        textColumns = checks.neededTexts.sorted()
        gathered = GatheredTable(needed: checks.neededColumns)
        texts = GatheredTable(needed: Set(textColumns.indices))
    }

    /// Begins with the rows of the next file.
    mutating func begin(file: Int) { parts.append(Part(file: file, start: rows)) }

    /// Rows of the file that was begun last.
    var rowsOfFile: Int { rows - (parts.last?.start ?? rows) }

    mutating func count(_ diagnostic: Diagnostic) { ingest.add(diagnostic) }

    /// - Parameter texts: The same rows, in the columns that are read as text.
    mutating func append(_ table: Table, texts: Table?) {
        gathered.append(table)
        if let texts { self.texts.append(texts) }
        rows += table.rowCount
    }

    /// Reads what is read as text too; `nil` if there is nothing.
    func textMapper(_ file: InputFile) -> TableMapper? {
        textColumns.isEmpty ? nil : file.textMapper(textColumns, of: checks.definition)
    }

    // MARK: The checks

    /// Puts the checks to all rows, and marks what they find in the files.
    mutating func run(
        _ marked: inout [MarkedFile],
        _ language: Language
    ) -> (checks: [CheckOutcome.Check], notices: [Diagnostic]) {
        guard let table = gathered.merged() else { return (ingest.list, []) }
        var input = CheckInput(table: table)
        if let merged = texts.merged() {
            for (place, column) in textColumns.enumerated() {
                if case .text(let cells) = merged.columns[place] { input.texts[column] = cells }
            }
        }
        var list = ingest.list
        var notices: [Diagnostic] = []
        for result in checks.run(input) {
            notices += result.notices.map { notice in
                var reason = notice.reason
                reason.location = notice.row.map { place($0, nil, table, marked) }
                return reason
            }
            for hit in result.hits {
                let number = hit.row.map { part(of: $0) } ?? parts[0]
                var reason = hit.reason
                reason.arguments["label"] = .text(result.check.label[language])
                if let other = hit.other.map({ part(of: $0) }), other.file != number.file {
                    reason.code = Self.elsewhere[reason.code] ?? reason.code
                    reason.arguments["file"] = .text(marked[other.file].file.name)
                }
                marked[number.file].mark(
                    hit,
                    result.check,
                    column: hit.column.flatMap { checks.source(of: $0) },
                    row: hit.row.map { $0 - number.start },
                    line: hit.row.map { table.lines[$0] },
                    reason: reason
                )
            }
            let first = result.hits.first
            list.append(
                CheckOutcome.Check(
                    check: result.check.id,
                    label: result.check.label,
                    severity: result.check.severity,
                    hits: result.hits.count,
                    unknown: result.unknown,
                    absent: result.absent,
                    example: first.map { hit in
                        guard let row = hit.row else {
                            return SourceLocation(
                                file: marked[parts[0].file].file.name,
                                field: hit.column.map { table.headers[$0] }
                            )
                        }
                        return place(row, hit.column, table, marked)
                    }
                )
            )
        }
        return (list, notices)
    }

    private func part(of row: Int) -> Part { parts.last { $0.start <= row } ?? parts[0] }

    /// Where a row stands, and in it a column.
    private func place(_ row: Int, _ column: Int?, _ table: Table, _ marked: [MarkedFile]) -> SourceLocation {
        let file = marked[part(of: row).file].file
        var place = SourceLocation(file: file.name, line: table.lines[row])
        guard let column else { return place }
        place.field = table.headers[column]
        if let source = checks.source(of: column) {
            place.column = file.match.fields[source].map { $0 + 1 }
            place.field = file.match.headers[source]
        }
        return place
    }
}
