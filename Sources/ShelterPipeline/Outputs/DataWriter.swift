internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterParsers
internal import ShelterScoring

/// Writes the data files while the road is walked, and gathers what the pages need.
struct DataWriter: RoadVisitor {
    /// One data file that is being written.
    private final class Stream {
        let relative: String
        var file: OutputFile

        init(_ folder: borrowing OutputFolder, _ relative: String, header: [String]) throws(Refusal) {
            self.relative = relative
            file = try OutputFile(try folder.file(relative))
            try file.write(CSVLine(header).bytes)
        }
    }

    /// Rows for what one municipality may receive.
    struct OwnTables {
        var locations = CSVLine(DataTables.locations)
        var findings = CSVLine(DataTables.findings)
        var diagnostics = CSVLine(DataTables.diagnostics)
    }

    private let preparation: Preparation
    private let booleans: Set<String>
    /// By the number of their column.
    private let variables: [String]
    private let streams: (locations: Stream, findings: Stream, ledger: Stream, diagnostics: Stream)?
    private let forPages: Bool
    private let asksResidents: Bool
    private let progress: @Sendable (Int) -> Void
    private(set) var builder: ReportBuilder
    /// All visits, where only the newest of a location counts.
    private(set) var agreement: VisitAgreement?
    private(set) var own: [OwnTables] = []
    private(set) var newestVisit: CalendarDate?
    /// The first diagnostics of every code.
    private(set) var examples: [String: [Diagnostic]] = [:]
    private var pending: [Diagnostic] = []
    private var line = CSVLine()

    /// How many diagnostics of a code are kept to be shown at the end.
    private static let shownPerCode = 3

    init(
        _ preparation: Preparation,
        detail: RunSettings.Detail,
        folder: borrowing OutputFolder,
        progress: @escaping @Sendable (Int) -> Void
    ) throws(Refusal) {
        self.preparation = preparation
        self.progress = progress
        forPages = detail == .pages
        booleans = Set(preparation.codeBook.variables.filter { $0.value.type == .boolean }.keys)
        variables = preparation.codeBook.columnVariables
        builder = ReportBuilder(
            framework: preparation.compiled,
            codeBook: preparation.codeBook,
            disclosure: preparation.disclosure
        )
        asksResidents = preparation.framework.criteria.contains { $0.residents != nil }
        agreement =
            detail != .municipalities && preparation.codeBook.assessments == .newest
            ? VisitAgreement(criteria: preparation.framework.criteria.map(\.id)) : nil
        if detail == .municipalities {
            streams = nil
        } else {
            streams = (
                try Stream(folder, "intern/data/locations.csv", header: DataTables.locations),
                try Stream(folder, "intern/data/findings.csv", header: DataTables.findings),
                try Stream(folder, "intern/data/ledger.csv", header: DataTables.ledger),
                try Stream(folder, "intern/data/diagnostics.csv", header: DataTables.diagnostics)
            )
        }
    }

    mutating func row(file: String, line number: Int, setAside code: String?) throws(Refusal) {
        guard let streams else { return }
        line.removeAll()
        line.add(foreign: file)
        line.add(number)
        line.add(code == nil ? "used" : "set_aside")
        line.add(code ?? "")
        line.end()
        try streams.ledger.file.write(line.bytes)
    }

    mutating func diagnostic(_ diagnostic: Diagnostic) throws(Refusal) {
        if examples[diagnostic.code, default: []].count < Self.shownPerCode {
            examples[diagnostic.code, default: []].append(diagnostic)
        }
        guard let streams else { return }
        line.removeAll()
        DataTables.diagnostic(diagnostic, preparation.texts, into: &line)
        try streams.diagnostics.file.write(line.bytes)
        if forPages { pending.append(diagnostic) }
    }

    mutating func scored(_ rows: ScoredRows) throws(Refusal) {
        noteNewestVisit(rows)
        guard let streams else { return }
        var rows = rows
        noteVisits(rows)
        var areaOfLine: [Int: Int] = [:]
        let file = rows.table.file
        let attainable = forPages ? preparation.compiled.attainable(rows.table, rows.batch) : nil
        for row in 0..<rows.table.rowCount {
            guard let number = rows.areas[row] else { continue }
            let area = rows.area(number)
            let facts = rows.facts(row)
            line.removeAll()
            DataTables.locations(facts, area, builder.scores(rows.batch, row: row), into: &line)
            let locations = line.bytes
            try streams.locations.file.write(locations)
            line.removeAll()
            findings(facts, row, &rows, rules: nil)
            try streams.findings.file.write(line.bytes)
            builder.add(
                facts,
                area: number,
                batch: rows.batch,
                row: row,
                observer: &rows.observer,
                attainable: attainable
            )
            if forPages {
                while own.count <= number { own.append(OwnTables()) }
                own[number].locations.append(locations)
                if asksResidents {
                    line.removeAll()
                    findings(facts, row, &rows, rules: preparation.disclosure)
                }
                own[number].findings.append(line.bytes)
                // A cell behind a line break inside quotes begins on a later line of its row.
                let first = rows.table.lines[row]
                let last = first + Int(rows.table.lineOffsets[row]?.max() ?? 0)
                for line in first...last { areaOfLine[line] = number }
            }
        }
        for diagnostic in pending {
            guard let place = diagnostic.location, place.file == file,
                let number = place.line.flatMap({ areaOfLine[$0] })
            else { continue }
            DataTables.diagnostic(diagnostic, preparation.texts, into: &own[number].diagnostics)
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// - Parameter rules: By which answers of residents are hidden from a municipality; `nil` for internal use.
    private mutating func findings(
        _ facts: AssessmentFacts,
        _ row: Int,
        _ rows: inout ScoredRows,
        rules: DisclosureRules?
    ) {
        DataTables.findings(
            facts,
            row: row,
            &rows,
            preparation.compiled,
            builder,
            booleans: booleans,
            variables: variables,
            rules: rules,
            into: &line
        )
    }

    mutating func read(bytes: Int) { progress(bytes) }

    private mutating func noteVisits(_ rows: ScoredRows) {
        guard agreement != nil else { return }
        for (row, area) in rows.visited.enumerated() {
            guard let area, let visit = rows.visitDate(row) else { continue }
            agreement?.add(
                VisitAgreement.Visit(date: visit, file: rows.table.file, line: rows.table.lines[row]),
                outcomes: rows.batch.outcomes.map { $0[row] },
                area: area,
                location: rows.facts(row).locationID
            )
        }
    }

    private mutating func noteNewestVisit(_ rows: ScoredRows) {
        for row in 0..<rows.table.rowCount where rows.areas[row] != nil {
            guard let visit = rows.visitDate(row) else { continue }
            if newestVisit.map({ visit > $0 }) ?? true { newestVisit = visit }
        }
    }

    /// Closes the data files.
    func finish(_ folder: inout OutputFolder) throws(Refusal) {
        guard let streams else { return }
        for stream in [streams.locations, streams.findings, streams.ledger, streams.diagnostics] {
            folder.record(try stream.file.finish(), of: stream.relative)
        }
    }
}
