internal import ShelterAnalysis
public import ShelterModel
internal import ShelterParsers
internal import ShelterScoring

/// Sees everything that happens on the road, in the order of the files.
public protocol RoadVisitor {
    /// One data row was used, or set aside under `code`.
    mutating func row(file: String, line: Int, setAside code: String?) throws(Refusal)
    mutating func diagnostic(_ diagnostic: Diagnostic) throws(Refusal)
    mutating func scored(_ rows: ScoredRows) throws(Refusal)
    /// So many bytes of the exports were read.
    mutating func read(bytes: Int)
}

extension RoadVisitor {
    public mutating func read(bytes: Int) {}
}

/// From exports to scores: reads, maps, joins, chooses the visits that count, scores and counts.
public struct Road {
    private let preparation: Preparation
    private let files: [InputFile]
    private let roles: RoleColumns
    private let codes: [Int: [Code]]

    /// - Throws: `Refusal` when an export cannot be used.
    public init(_ preparation: Preparation, _ settings: RunSettings) throws(Refusal) {
        self.preparation = preparation
        files = try InputFile.recognise(settings, preparation.codeBook)
        let definition = preparation.codeBook.tables[0]
        roles = RoleColumns(definition)
        codes = Dictionary(
            definition.columns.enumerated().filter { $1.type == .choice }.map { ($0, $1.codes) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Walks the whole road once.
    public func walk(_ visitor: inout some RoadVisitor) throws(Refusal) -> RoadSummary {
        var counts = RoadCounts()
        var gate = RowGate(preparation)
        var tallies: [AreaTally] = []
        var inputs: [Int: InputSummary] = [:]

        for file in files {
            let mapper = TableMapper(preparation.codeBook.tables[file.table], match: file.match, file: file.name)
            for diagnostic in mapper.remarks(on: file.header, line: file.headerLine) {
                try report(diagnostic, &counts, &visitor)
            }
        }
        var joined: [(file: Int, rows: JoinedRows)] = []
        for (number, file) in files.enumerated() where file.table != 0 {
            joined += try readJoined(number, file, &inputs, &counts, &visitor).map { (number, $0) }
        }
        let newest = try preparation.codeBook.assessments == .newest ? newestVisits() : nil
        var seen: Set<String> = []
        var owners: [String: Int] = [:]
        for (number, file) in files.enumerated() where file.table == 0 {
            let mapper = TableMapper(preparation.codeBook.tables[0], match: file.match, file: file.name)
            let (summary, remarks) = try read(file, &visitor) {
                (batch: RecordBatch, visitor: inout _) throws(Refusal) in
                var diagnostics = batch.setAside.map(\.diagnostic) + batch.notes
                var table = mapper.table(from: batch, diagnostics: &diagnostics)
                let locations = locationIDs(table, needed: newest != nil || !joined.isEmpty)
                extend(&table, joined.map(\.rows), locations)
                var ledger = batch.setAside.map { (line: $0.line, code: Optional($0.diagnostic.code)) }
                var areas: [Int?] = []
                for row in 0..<table.rowCount {
                    let (area, code) = judge(
                        table,
                        row: row,
                        file: number,
                        location: locations[row],
                        newest,
                        &gate,
                        &diagnostics
                    )
                    areas.append(area)
                    ledger.append((table.lines[row], code))
                    if let area, let location = locations[row] {
                        let owner = owners[location, default: area]
                        owners[location] = owner
                        if owner != area {
                            diagnostics.append(
                                sharedID(location, gate.areas[owner], gate.areas[area], table, row: row)
                            )
                        }
                    }
                    if area != nil, !joined.isEmpty, let location = locations[row] { seen.insert(location) }
                }
                let scored = preparation.compiled.score(table)
                while tallies.count < gate.areas.count { tallies.append(AreaTally(preparation.compiled)) }
                for row in 0..<table.rowCount {
                    guard let area = areas[row] else { continue }
                    tallies[area].add(
                        scored,
                        row: row,
                        residents: roles.number(.residents, table, row).map { Int($0) },
                        framework: preparation.compiled
                    )
                }
                var rows = ScoredRows(
                    table: table,
                    batch: scored,
                    areas: areas,
                    observer: Observer(preparation.compiled, table: table, codes: codes),
                    columns: roles,
                    known: gate.areas
                )
                diagnostics += impossibleFindings(&rows)
                try emit(diagnostics, ledger, file.name, &counts, &visitor)
                try visitor.scored(rows)
            }
            inputs[number] = summary
            for remark in remarks { try report(remark, &counts, &visitor) }
        }
        for (number, rows) in joined {
            let name = files[number].name
            for row in rows.rows {
                let isUsed = row.location.map(seen.contains) ?? false
                let code = isUsed ? nil : row.location == nil ? "location.missing" : "join.unmatched"
                if let code {
                    try report(
                        Diagnostic(.warning, code, at: SourceLocation(file: name, line: row.line)),
                        &counts,
                        &visitor
                    )
                }
                try note(row.line, code, name, &counts, &visitor)
            }
        }
        guard files.indices.contains(where: { counts.rows(files[$0].name).total > 0 }) else {
            throw Refusal("run.no-rows", at: SourceLocation(file: files[0].name), ["files": .list(files.map(\.name))])
        }
        return RoadSummary(
            areas: gate.areas,
            tallies: tallies,
            inputs: files.indices.compactMap { number in
                inputs[number].map { input in
                    var input = input
                    let rows = counts.rows(input.file)
                    input.rows = rows.total
                    input.used = rows.used
                    input.setAside = rows.total - rows.used
                    return input
                }
            },
            diagnostics: counts.diagnosticCounts,
            ledger: counts.ledgerCounts(files.map(\.name))
        )
    }

    // MARK: - Reading

    private func read<Visitor: RoadVisitor>(
        _ file: InputFile,
        _ visitor: inout Visitor,
        _ body: (RecordBatch, inout Visitor) throws(Refusal) -> Void
    ) throws(Refusal) -> (summary: InputSummary, diagnostics: [Diagnostic]) {
        let hash = HashBox()
        var reader = try ExportReader(
            path: file.path,
            displayName: file.name,
            options: file.options,
            onBytes: { hash.update($0) }
        )
        var seen = 0
        while let batch = try reader.next() {
            try body(batch, &visitor)
            visitor.read(bytes: hash.value.byteCount - seen)
            seen = hash.value.byteCount
        }
        let summary = InputSummary(
            file: file.name,
            hash: hash.value.hex,
            bytes: hash.value.byteCount,
            rows: 0,
            used: 0,
            setAside: 0
        )
        return (summary, reader.diagnostics)
    }

    /// Shared by the reader's callback and this file: a hash has one running state.
    private final class HashBox {
        var value = BlockHash()
        func update(_ bytes: UnsafeRawBufferPointer) { value.update(bytes) }
    }

    private func readJoined(
        _ number: Int,
        _ file: InputFile,
        _ inputs: inout [Int: InputSummary],
        _ counts: inout RoadCounts,
        _ visitor: inout some RoadVisitor
    ) throws(Refusal) -> [JoinedRows] {
        let definition = preparation.codeBook.tables[file.table]
        let mapper = TableMapper(definition, match: file.match, file: file.name)
        var first = preparation.codeBook.tables[0].columns.count
        var rows: [JoinedRows] = []
        for join in preparation.codeBook.joins {
            if join.table == definition.name { rows.append(JoinedRows(join, first: first)) }
            first += join.derivations.count
        }
        var counted = counts
        let (summary, remarks) = try read(file, &visitor) { (batch: RecordBatch, visitor: inout _) throws(Refusal) in
            var diagnostics = batch.setAside.map(\.diagnostic) + batch.notes
            let table = mapper.table(from: batch, diagnostics: &diagnostics)
            for index in rows.indices { rows[index].add(table, definition: definition) }
            let ledger = batch.setAside.map { (line: $0.line, code: Optional($0.diagnostic.code)) }
            try emit(diagnostics, ledger, file.name, &counted, &visitor)
        }
        counts = counted
        inputs[number] = summary
        for remark in remarks { try report(remark, &counts, &visitor) }
        return rows
    }

    /// Adds the derived columns of every join, in the code book's order; without a file they are absent.
    private func extend(_ table: inout Table, _ joined: [JoinedRows], _ locations: [String?]) {
        var next = preparation.codeBook.tables[0].columns.count
        for join in preparation.codeBook.joins {
            if let rows = joined.first(where: { $0.first == next }) {
                rows.extend(&table, locations: locations, file: join.table)
            } else {
                for derivation in join.derivations {
                    let count = table.rowCount
                    table.columns.append(
                        .number(
                            NumberColumn(
                                values: [Double](repeating: 0, count: count),
                                status: [CellStatus](repeating: .columnAbsent, count: count)
                            )
                        )
                    )
                    table.fields.append(nil)
                    table.headers.append(derivation.variable)
                }
            }
            next += join.derivations.count
        }
    }

    private func locationIDs(_ table: Table, needed: Bool) -> [String?] {
        guard needed else { return [String?](repeating: nil, count: table.rowCount) }
        return (0..<table.rowCount).map { roles.text(.locationID, table, $0) }
    }

    /// Reads the exports once for their ids and dates alone.
    private func newestVisits() throws(Refusal) -> NewestVisits {
        var newest = NewestVisits()
        var gate = RowGate(preparation)
        let wanted = Set([ColumnRole.locationID, .municipality, .visitDate].compactMap { roles[$0] })
        for (number, file) in files.enumerated() where file.table == 0 {
            let mapper = TableMapper(preparation.codeBook.tables[0], match: file.match, file: file.name)
            var reader = try ExportReader(path: file.path, displayName: file.name, options: file.options)
            while let batch = try reader.next() {
                var ignored: [Diagnostic] = []
                let table = mapper.table(from: batch, only: wanted, diagnostics: &ignored)
                for row in 0..<table.rowCount {
                    guard let area = gate.verdict(table, row: row).verdict.area else { continue }
                    guard let location = roles.text(.locationID, table, row) else { continue }
                    newest.offer(
                        NewestVisits.Location(area: area, id: location),
                        date: roles.number(.visitDate, table, row).map { Int($0) },
                        file: number,
                        line: table.lines[row]
                    )
                }
            }
        }
        return newest
    }

    // MARK: - Judging rows

    private func sharedID(_ id: String, _ first: Area, _ second: Area, _ table: Table, row: Int) -> Diagnostic {
        Diagnostic(
            .warning,
            "location.two-municipalities",
            at: roles[.locationID].map { table.location(row: row, column: $0) },
            ["location": .text(id), "first": .text(first.name), "second": .text(second.name)]
        )
    }

    /// The area of a row, or the code under which it is set aside.
    private func judge(
        _ table: Table,
        row: Int,
        file: Int,
        location: String?,
        _ newest: NewestVisits?,
        _ gate: inout RowGate,
        _ diagnostics: inout [Diagnostic]
    ) -> (area: Int?, code: String?) {
        let (verdict, column) = gate.verdict(table, row: row)
        let area: Int
        switch verdict {
        case .aside(let code, let arguments):
            diagnostics.append(Diagnostic(.error, code, at: table.location(row: row, column: column), arguments))
            return (nil, code)
        case .noted(let number, let code, let arguments):
            diagnostics.append(Diagnostic(.note, code, at: table.location(row: row, column: column), arguments))
            area = number
        case .area(let number):
            area = number
        }
        guard let newest, let location else { return (area, nil) }
        let date = roles.number(.visitDate, table, row).map { Int($0) }
        guard
            let code = newest.codeSettingAside(
                NewestVisits.Location(area: area, id: location),
                date: date,
                file: file,
                line: table.lines[row]
            )
        else {
            return (area, nil)
        }
        let place = roles[.visitDate].map { table.location(row: row, column: $0) }
        diagnostics.append(
            Diagnostic(
                code == "assessment.superseded" ? .note : .warning,
                code,
                at: place,
                ["location": .text(location)]
            )
        )
        return (nil, code)
    }

    /// Values that only show to be impossible when two cells are held together.
    private func impossibleFindings(_ rows: inout ScoredRows) -> [Diagnostic] {
        var found: [Diagnostic] = []
        var places: Set<SourceLocation> = []
        for criterion in preparation.compiled.criteria.indices {
            for (row, reason) in rows.batch.reasons[criterion].enumerated() {
                let code: String
                switch reason {
                case OutcomeReason.impossibleShare.rawValue: code = "share.impossible"
                case OutcomeReason.afterVisit.rawValue: code = "date.after-visit"
                default: continue
                }
                guard rows.areas[row] != nil else { continue }
                let observation = rows.observer.observation(
                    criterion: criterion,
                    leaf: Int(rows.batch.leaves[criterion][row]),
                    row: row
                )
                guard places.insert(observation.source).inserted else { continue }
                found.append(
                    Diagnostic(
                        .error,
                        code,
                        at: observation.source,
                        ["indicator": .text(observation.leaf?.indicator.text ?? "")]
                    )
                )
            }
        }
        return found
    }

    // MARK: - Accounting

    private func emit(
        _ diagnostics: [Diagnostic],
        _ ledger: [(line: Int, code: String?)],
        _ file: String,
        _ counts: inout RoadCounts,
        _ visitor: inout some RoadVisitor
    ) throws(Refusal) {
        // Sorting is stable: what was found first at a place is told first.
        let ordered = diagnostics.sorted { left, right in
            (left.location?.line ?? 0, left.location?.column ?? 0)
                < (right.location?.line ?? 0, right.location?.column ?? 0)
        }
        for diagnostic in ordered { try report(diagnostic, &counts, &visitor) }
        for entry in ledger.sorted(by: { $0.line < $1.line }) {
            try note(entry.line, entry.code, file, &counts, &visitor)
        }
    }

    private func report(
        _ diagnostic: Diagnostic,
        _ counts: inout RoadCounts,
        _ visitor: inout some RoadVisitor
    ) throws(Refusal) {
        counts.add(diagnostic)
        try visitor.diagnostic(diagnostic)
    }

    private func note(
        _ line: Int,
        _ code: String?,
        _ file: String,
        _ counts: inout RoadCounts,
        _ visitor: inout some RoadVisitor
    ) throws(Refusal) {
        counts.add(file: file, code: code)
        try visitor.row(file: file, line: line, setAside: code)
    }
}
