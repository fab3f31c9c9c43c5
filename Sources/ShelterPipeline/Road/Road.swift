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
    let preparation: Preparation
    let exports: Exports
    let roles: RoleColumns
    /// Whether every answer of a respondent is kept, for estimates.
    var keepsAnswers = false
    private let codes: [Int: [Code]]
    /// Whether anything is shown of single locations, and so their lowest and highest scores.
    private let showsLocations: Bool

    var files: [InputFile] { exports.files }
    var tables: [TableDefinition] { exports.tables }
    var privacy: PrivacyPass { exports.privacy }

    /// - Throws: `Refusal` when an export cannot be used.
    public init(_ preparation: Preparation, _ settings: RunSettings) throws(Refusal) {
        self.preparation = preparation
        showsLocations = settings.detail != .municipalities
        exports = try Exports(
            settings,
            codeBook: preparation.codeBook,
            marks: preparation.marks,
            key: preparation.pseudonymKey
        )
        let definition = preparation.codeBook.tables[0]
        roles = RoleColumns(definition)
        let derived = definition.derivedColumns.map(\.definition)
        let first = definition.columns.count + preparation.derivedColumns.count
        codes = Dictionary(
            (Array(definition.columns.enumerated()) + derived.enumerated().map { (first + $0, $1) })
                .filter { $1.type == .choice }.map { ($0, $1.codes) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Whether there is a sample: residents were asked, or the plan says how locations were drawn.
    var hasEstimates: Bool {
        EstimateCollector.isNeeded(
            preparation,
            tables: Set(files.filter { $0.table != 0 }.map { tables[$0.table].name })
        )
    }

    /// Walks the whole road once.
    public func walk(_ visitor: inout some RoadVisitor) throws(Refusal) -> RoadSummary {
        var counts = RoadCounts()
        var gate = RowGate(preparation)
        var tallies: [AreaTally] = []
        var inputs: [Int: InputSummary] = [:]

        let mappers = try exports.mappers { _, diagnostic throws(Refusal) in
            try report(diagnostic, &counts, &visitor)
        }
        for diagnostic in privacy.diagnostics { try report(diagnostic, &counts, &visitor) }
        try JoinKeys.check(exports, mappers)
        var watch = privacy.watch()
        let joined = try readJoined(mappers, &inputs, &counts, &watch, &visitor)
        let isJoined = files.contains { $0.table != 0 }
        let newest = try preparation.codeBook.assessments == .newest ? newestVisits(mappers) : nil
        var seen = joined.map { _ in Set<String>() }
        var owners: [String: Int] = [:]
        for (number, file) in files.enumerated() where file.table == 0 {
            let mapper = mappers[number]
            var tally = ColumnTally()
            let (summary, remarks) = try read(file, &visitor) {
                (batch: RecordBatch, visitor: inout _) throws(Refusal) in
                watch.add(batch, file: number)
                var diagnostics = batch.setAside.map(\.diagnostic) + batch.notes
                var table = mapper.table(from: batch, tally: &tally, diagnostics: &diagnostics)
                let derived = privacy.apply(to: &table, file: number)
                let locations = exports.locationIDs(table, needed: newest != nil || isJoined)
                let keys = exports.keys(table, locations: locations)
                exports.extend(&table, joined, keys)
                PrivacyPass.append(derived, of: tables[0], to: &table)
                var ledger = batch.setAside.map { (line: $0.line, code: Optional($0.diagnostic.code)) }
                var areas: [Int?] = []
                var visited: [Int?] = []
                for row in 0..<table.rowCount {
                    let (area, code, visit) = judge(
                        table,
                        row: row,
                        file: number,
                        location: locations[row],
                        newest,
                        &gate,
                        &diagnostics
                    )
                    areas.append(area)
                    visited.append(visit)
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
                    if area != nil, isJoined {
                        for index in seen.indices { if let key = keys[index][row] { seen[index].insert(key) } }
                    }
                }
                let scored = preparation.compiled.score(table, forBounds: showsLocations)
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
                    visited: visited,
                    observer: Observer(preparation.compiled, table: table, codes: codes),
                    columns: roles,
                    known: gate.areas,
                    joined: joined,
                    keys: keys,
                    fileNames: files.map(\.name)
                )
                diagnostics += impossibleFindings(&rows)
                try emit(diagnostics, ledger, file.name, &counts, &visitor)
                try visitor.scored(rows)
            }
            inputs[number] = summary
            for remark in remarks + mapper.remarks(on: tally, line: file.headerLine) {
                try report(remark, &counts, &visitor)
            }
        }
        try privacy.finish(watch)
        try settle(joined, seen: seen, &counts, &visitor)
        guard files.indices.contains(where: { counts.rows(files[$0].name).total > 0 }) else {
            throw Refusal("run.no-rows", at: SourceLocation(file: files[0].name), ["files": .list(files.map(\.name))])
        }
        return RoadSummary(
            privacy: privacy,
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
            ledger: counts.ledgerCounts(files.map(\.name)),
            mappings: files.flatMap(\.mappings)
        )
    }
}
