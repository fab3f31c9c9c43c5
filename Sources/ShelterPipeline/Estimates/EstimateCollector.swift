internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterScoring

/// Gathers on the road what estimates are made from.
struct EstimateCollector: RoadVisitor {
    private let preparation: Preparation
    private let population: Int?
    private let invited: Int?
    private var areas: [Area] = []
    private var locations: [SampleData.Location] = []
    private var joined: [JoinedRows] = []
    /// Per join, the location that a key stands for; `nil` where it could be two.
    private var places: [[String: Int?]] = []

    /// Whether a run has anything to estimate beside what the tallies know.
    static func isNeeded(_ preparation: Preparation, tables: Set<String>) -> Bool {
        preparation.sampling.inspections != nil
            || preparation.codeBook.tables.dropFirst().contains { $0.grain == .respondent && tables.contains($0.name) }
    }

    init(_ preparation: Preparation) {
        self.preparation = preparation
        let columns = preparation.codeBook.tables[0].columns
        func column(_ name: String?) -> Int? { name.flatMap { name in columns.firstIndex { $0.variable == name } } }
        let residents = preparation.sampling.residents
        population = column(residents.population) ?? columns.firstIndex { $0.role == .residents }
        invited = column(residents.invited) ?? population
    }

    mutating func row(file: String, line: Int, setAside code: String?) {}
    mutating func diagnostic(_ diagnostic: Diagnostic) {}

    mutating func scored(_ rows: ScoredRows) {
        // The rows of joined files are all read before the first assessment.
        if joined.isEmpty {
            joined = rows.joined
            places = joined.map { _ in [:] }
        }
        while areas.count < rows.known.count { areas.append(rows.known[areas.count]) }
        for row in 0..<rows.table.rowCount {
            guard let area = rows.areas[row] else { continue }
            let facts = rows.facts(row)
            for (index, keys) in rows.keys.enumerated() {
                guard let key = keys[row] else { continue }
                // Two municipalities may both have a location 1: then nobody knows where its residents live.
                if let known = places[index][key] {
                    if let known, locations[known].area != area { places[index][key] = .some(nil) }
                } else {
                    places[index][key] = locations.count
                }
            }
            locations.append(
                SampleData.Location(
                    area: area,
                    id: facts.locationID,
                    assessment: facts.assessmentID,
                    name: facts.locationName,
                    kind: facts.kind,
                    residents: facts.residents,
                    population: number(population, rows.table, row),
                    invited: number(invited, rows.table, row),
                    scores: rows.batch.scores.map { $0[row] },
                    source: facts.source
                )
            )
        }
    }

    private func number(_ column: Int?, _ table: Table, _ row: Int) -> Int? {
        guard let column, case .number(let cells) = table.columns[column], cells.status[row] == .present else {
            return nil
        }
        return Int(cells.values[row])
    }

    var data: SampleData {
        SampleData(
            areas: areas,
            locations: locations,
            answers: zip(joined, places).compactMap { $0.answers?.data(locations: $1) }
        )
    }

    /// - Throws: `Refusal` when the sampling plan does not fit what was read.
    func report() throws(Refusal) -> EstimateReport {
        try EstimateBuilder(framework: preparation.framework, plan: preparation.sampling, data: data).report()
    }
}

/// Two visitors of one road.
struct VisitorPair<First: RoadVisitor, Second: RoadVisitor>: RoadVisitor {
    var first: First
    /// `nil`: only the first.
    var second: Second?

    mutating func row(file: String, line: Int, setAside code: String?) throws(Refusal) {
        try first.row(file: file, line: line, setAside: code)
        try second?.row(file: file, line: line, setAside: code)
    }

    mutating func diagnostic(_ diagnostic: Diagnostic) throws(Refusal) {
        try first.diagnostic(diagnostic)
        try second?.diagnostic(diagnostic)
    }

    mutating func scored(_ rows: ScoredRows) throws(Refusal) {
        try first.scored(rows)
        try second?.scored(rows)
    }

    mutating func read(bytes: Int) {
        first.read(bytes: bytes)
        second?.read(bytes: bytes)
    }
}
