internal import ShelterCleaning
internal import ShelterModel
internal import ShelterParsers

/// Puts the checks to one file.
struct CheckedFile {
    /// A row of the log to come.
    private struct Mark {
        /// Number among the rows that could be read; `nil` for another row, or the file.
        var row: Int?
        var line: Int?
        /// Number of the cell in its row, from 0.
        var field: Int?
        var check: String
        var reason: String
        var proposal = ""
        var subject = ""
    }

    private let path: String
    private let name: String
    private let options: ExportOptions
    private let run: CheckRun
    private var marks: [Mark] = []
    private var header: [String] = []
    private var idColumn: Int?

    private init(path: String, name: String, options: ExportOptions, run: CheckRun) {
        self.path = path
        self.name = name
        self.options = options
        self.run = run
    }

    /// - Throws: `Refusal` when the file cannot be read, or has no column of the code book.
    static func check(
        _ path: String,
        name: String,
        options: ExportOptions,
        run: CheckRun
    ) throws(Refusal) -> (CheckOutcome.File, [LogEntry]) {
        var file = CheckedFile(path: path, name: name, options: options, run: run)
        let outcome = try file.check()
        return (outcome, try file.entries())
    }

    // MARK: First reading: the checks

    private mutating func check() throws(Refusal) -> CheckOutcome.File {
        var reader = try ExportReader(path: path, displayName: name, options: options)
        header = reader.header
        let (number, match) = try recognise(header, line: reader.headerLine)
        let definition = run.codeBook.tables[number]
        let checks = run.bound.tables[number]
        let (mapper, decided) = try TableMapper(
            definition,
            match: match,
            file: name,
            columns: reader.columns,
            missingForms: reader.tool?.missingForms ?? [:]
        ).surveyed(path: path, options: options, line: reader.headerLine)
        idColumn = identifier(definition, match)
        let texts = try textMapper(definition, checks.neededTexts, line: reader.headerLine)
        var gathered = GatheredTable(needed: checks.neededColumns)
        var gatheredTexts = GatheredTable(needed: Set(texts.columns.indices))
        var counts = IngestCounts()
        var rows = 0
        while let batch = try reader.next() {
            var diagnostics: [Diagnostic] = []
            let table = mapper.table(from: batch, diagnostics: &diagnostics)
            for diagnostic in diagnostics + batch.notes {
                mark(diagnostic, batch.lines, before: rows, &counts)
            }
            for row in batch.setAside where row.diagnostic.severity != .note {
                mark(row.diagnostic, line: row.line, &counts)
            }
            gathered.append(table)
            if !texts.columns.isEmpty {
                var ignored: [Diagnostic] = []
                gatheredTexts.append(texts.mapper.table(from: batch, diagnostics: &ignored))
            }
            rows += table.rowCount
        }
        var notices = reader.diagnostics + decided + mapper.remarks(on: header, line: reader.headerLine)
        var list = counts.list
        if let table = gathered.merged() {
            var input = CheckInput(table: table)
            if let merged = gatheredTexts.merged() {
                for (place, column) in texts.columns.enumerated() {
                    if case .text(let cells) = merged.columns[place] { input.texts[column] = cells }
                }
            }
            for result in checks.run(input) {
                notices += result.notices
                list.append(mark(result, table))
            }
        }
        return CheckOutcome.File(
            file: name,
            table: definition.name,
            rows: rows,
            hits: list.reduce(0) { $0 + $1.hits },
            log: nil,
            checks: list,
            notices: notices
        )
    }

    /// The table of which the most columns are there.
    private func recognise(_ header: [String], line: Int) throws(Refusal) -> (Int, HeaderMatch) {
        var best: (Int, HeaderMatch)?
        for (number, definition) in run.codeBook.tables.enumerated() {
            let match = try HeaderMatch(definition, header: header, line: line, file: name)
            if match.foundCount > best?.1.foundCount ?? 0 { best = (number, match) }
        }
        if let best { return best }
        throw Refusal(
            "table.not-recognised",
            at: SourceLocation(file: name, line: line),
            [
                "columns": .list(Array((run.codeBook.tables.first?.columns ?? []).prefix(8)).map { $0.headers[0] }),
                "codeBook": .text(run.codeBook.id),
                "found": .list(header.prefix(8).map { String($0.prefix(40)) }),
            ]
        )
    }

    private func identifier(_ definition: TableDefinition, _ match: HeaderMatch) -> Int? {
        if let column = definition.index(of: .assessmentID), let field = match.fields[column] { return field }
        let others = definition.columns.indices.filter { definition.columns[$0].role != nil }
        return IdentifierColumn.find(in: header, except: Set(others.compactMap { match.fields[$0] }))
    }

    /// Reads some columns as text, whatever the code book makes of them: a date then keeps its time.
    private func textMapper(
        _ definition: TableDefinition,
        _ needed: Set<Int>,
        line: Int
    ) throws(Refusal) -> (mapper: TableMapper, columns: [Int]) {
        let columns = needed.sorted()
        var texts = definition
        texts.columns = columns.map { number in
            var column = definition.columns[number]
            column.type = .text
            column.codes = []
            return column
        }
        let match = try HeaderMatch(texts, header: header, line: line, file: name)
        return (TableMapper(texts, match: match, file: name), columns)
    }

    // MARK: Marks

    /// How often each problem of reading occurred.
    private struct IngestCounts {
        var list: [CheckOutcome.Check] = []
        private var places: [String: Int] = [:]

        mutating func add(_ diagnostic: Diagnostic) -> String {
            let check = "ingest:\(diagnostic.code)"
            if let place = places[check] {
                list[place].hits += 1
            } else {
                places[check] = list.count
                list.append(
                    CheckOutcome.Check(
                        check: check,
                        label: LocalizedText([:]),
                        severity: diagnostic.severity,
                        hits: 1,
                        unknown: 0,
                        absent: [],
                        example: diagnostic.location
                    )
                )
            }
            return check
        }
    }

    /// A cell or row that was read, but not without a remark.
    private mutating func mark(_ diagnostic: Diagnostic, _ lines: [Int], before: Int, _ counts: inout IngestCounts) {
        guard diagnostic.severity != .note else { return }
        let line = diagnostic.location?.line ?? 0
        // A cell behind a line break begins on a later line than its row.
        var low = 0
        var high = lines.count
        while low < high {
            let middle = (low + high) / 2
            if lines[middle] <= line { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return }
        marks.append(
            Mark(
                row: before + low - 1,
                line: lines[low - 1],
                field: diagnostic.location?.column.map { $0 - 1 },
                check: counts.add(diagnostic),
                reason: run.texts.sentence(for: diagnostic)
            )
        )
    }

    /// A row that could not be read.
    private mutating func mark(_ diagnostic: Diagnostic, line: Int, _ counts: inout IngestCounts) {
        let check = counts.add(diagnostic)
        marks.append(
            Mark(row: nil, line: line, field: nil, check: check, reason: run.texts.sentence(for: diagnostic))
        )
    }

    private mutating func mark(_ result: CheckResult, _ table: Table) -> CheckOutcome.Check {
        let label = result.check.label[run.texts.language]
        for hit in result.hits {
            var reason = hit.reason
            reason.arguments["label"] = .text(label)
            marks.append(
                Mark(
                    row: hit.row,
                    line: hit.row.map { table.lines[$0] },
                    field: hit.column.flatMap { table.fields[$0] }.map { $0 - 1 },
                    check: result.check.id,
                    reason: run.texts.sentence(for: reason),
                    proposal: hit.proposal ?? "",
                    subject: hit.subject ?? ""
                )
            )
        }
        let first = result.hits.first
        let example = first.map { hit in
            guard let row = hit.row else {
                return SourceLocation(file: name, field: hit.column.map { table.headers[$0] })
            }
            return hit.column.map { table.location(row: row, column: $0) }
                ?? SourceLocation(file: name, line: table.lines[row])
        }
        return CheckOutcome.Check(
            check: result.check.id,
            label: result.check.label,
            severity: result.check.severity,
            hits: result.hits.count,
            unknown: result.unknown,
            absent: result.absent,
            example: example
        )
    }

    // MARK: Second reading: the values

    /// The log, in the order of the rows; what is about the file as a whole comes last.
    private func entries() throws(Refusal) -> [LogEntry] {
        let ordered = marks.enumerated().sorted { one, other in
            let first = (one.element.line ?? .max, one.element.field ?? -1, one.offset)
            let second = (other.element.line ?? .max, other.element.field ?? -1, other.offset)
            return first < second
        }.map(\.element)
        var entries = ordered.map { mark in
            LogEntry(
                line: mark.line,
                variable: mark.field.flatMap { header.indices.contains($0) ? header[$0] : nil } ?? "",
                oldValue: mark.subject,
                newValue: mark.proposal,
                reason: mark.reason,
                check: mark.check
            )
        }
        guard ordered.contains(where: { $0.row != nil }) else { return entries }
        // The text of the cells was not kept: the file is read again.
        var cursor = RecordCursor(try ExportReader(path: path, displayName: name, options: options))
        let places = ordered.indices.filter { ordered[$0].row != nil }
        var next = places.startIndex
        var row = -1
        while next < places.endIndex, try cursor.advance() {
            row += 1
            while next < places.endIndex, let wanted = ordered[places[next]].row, wanted <= row {
                let place = places[next]
                next += 1
                guard wanted == row else { continue }
                if let idColumn { entries[place].uuid = LogText.normal(cursor.text(idColumn)) }
                if let field = ordered[place].field { entries[place].oldValue = cursor.text(field) }
            }
        }
        return entries
    }
}
