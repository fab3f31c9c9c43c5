public import ShelterAnalysis
public import ShelterModel
internal import ShelterParsers
internal import ShelterReporter
internal import ShelterScoring

/// Compares two waves of inspections, like for like.
public struct WaveRun {
    public var comparison: WaveComparison
    /// What does not fit in the file with events.
    public var diagnostics: [Diagnostic]
    public var inputs: (before: [InputSummary], after: [InputSummary])
    /// Whether rows of one of the waves were set aside or values refused.
    public var hasFindings: Bool

    /// With the criteria that do not compare.
    private let whole: Framework

    /// - Parameters:
    ///   - before: The earlier wave; its crosswalk says what compares.
    ///   - after: The later wave, with the same framework.
    ///   - events: Path of the file that says what happened to locations; `nil` if there is none.
    /// - Throws: `Refusal` when one of the waves cannot be read, holds a location twice, or nothing compares.
    public init(before: RunSettings, after: RunSettings, events: String?, data: DataFolder) throws(Refusal) {
        var happened = LocationEvents([])
        if let events {
            happened = try LocationEventsFile.events(yaml: try DataFolder.text(at: events), file: events.lastPathName)
        }
        var early = try Preparation(before, data: data)
        if let index = early.registerIndex { happened = happened.placed(by: index) }
        var late = try Preparation(after, data: data)
        let roads = (try Road(early, before), try Road(late, after))
        let excluded = Self.excluded(early, roads.0, late, roads.1)
        let names = Set(excluded.map(\.criterion))
        var comparable = early.framework
        for theme in comparable.themes.indices {
            comparable.themes[theme].criteria.removeAll { names.contains($0.id) }
        }
        comparable.themes.removeAll { $0.criteria.isEmpty }
        guard !comparable.themes.isEmpty else { throw Refusal("waves.nothing-compares") }
        early.compiled = try CompiledFramework(comparable, codeBook: early.codeBook)
        late.compiled = try CompiledFramework(comparable, codeBook: late.codeBook)
        let first = try Self.locations(early, before)
        let second = try Self.locations(late, after)
        var matcher = WaveMatcher(comparable, before: first.locations, after: second.locations)
        comparison = matcher.comparison(happened, excluded: excluded)
        diagnostics = matcher.diagnostics
        inputs = (first.summary.inputs, second.summary.inputs)
        hasFindings = first.summary.hasFindings || second.summary.hasFindings || !matcher.diagnostics.isEmpty
        whole = early.framework
    }

    // MARK: What compares

    /// Criteria of which a variable was not asked in the same way, or has no column in one of the waves.
    private static func excluded(
        _ early: Preparation,
        _ earlyRoad: Road,
        _ late: Preparation,
        _ lateRoad: Road
    ) -> [WaveComparison.Excluded] {
        let apart = early.incomparableVariables.union(late.incomparableVariables)
        let absent = earlyRoad.absentVariables.union(lateRoad.absentVariables)
        var excluded: [WaveComparison.Excluded] = []
        for compiled in early.compiled.criteria {
            let criterion = compiled.criterion
            let used = early.variables(of: compiled)
            let changed = used.intersection(apart).sorted()
            let missing = used.intersection(absent).sorted()
            let reason: OutcomeReason? =
                !changed.isEmpty
                ? .notComparable
                : !missing.isEmpty ? .columnAbsent : criterion.requirement.isJudged ? nil : .reportOnly
            guard let reason else { continue }
            excluded.append(
                WaveComparison.Excluded(
                    criterion: criterion.id,
                    reason: reason.name,
                    variables: changed.isEmpty ? missing : changed
                )
            )
        }
        return excluded
    }

    // MARK: Reading

    private static func locations(
        _ preparation: Preparation,
        _ settings: RunSettings
    ) throws(Refusal) -> (locations: [WaveLocation], summary: RoadSummary) {
        var visitor = Visitor()
        let summary = try Road(preparation, settings).walk(&visitor)
        var seen: [String: WaveLocation] = [:]
        for location in visitor.locations {
            guard let first = seen.updateValue(location, forKey: "\(location.municipality) \(location.id)") else {
                continue
            }
            throw Refusal(
                "waves.location-twice",
                at: location.source,
                ["value": .text(location.id), "first": .text(first.source.description)]
            )
        }
        return (visitor.locations, summary)
    }

    private struct Visitor: RoadVisitor {
        var locations: [WaveLocation] = []

        mutating func row(file: String, line: Int, setAside code: String?) {}
        mutating func diagnostic(_ diagnostic: Diagnostic) {}

        mutating func scored(_ rows: ScoredRows) {
            for row in 0..<rows.table.rowCount {
                guard let number = rows.areas[row] else { continue }
                let area = rows.area(number)
                locations.append(
                    WaveLocation(
                        rows.facts(row),
                        municipality: area.code,
                        municipalityName: area.name,
                        outcomes: rows.batch.outcomes.map { $0[row] },
                        scores: rows.batch.scores.map { $0[row] }
                    )
                )
            }
        }
    }

    // MARK: Data files

    /// Writes the comparison as data files; the folder appears whole or not at all.
    ///
    /// - Parameter texts: Of the page that goes with them.
    public func write(to path: String, _ texts: Texts, _ data: DataFolder) throws(Refusal) {
        var folder = try OutputFolder(replacing: path)
        try folder.write(places, to: "locations.csv")
        try folder.write(criteria, to: "criteria.csv")
        try folder.write(scores, to: "scores.csv")
        let file = WaveFile(
            framework: whole.id,
            version: whole.version,
            after: inputs.after.map(\.hash),
            comparison: comparison
        )
        try folder.write(try JSONBytes.of(file), to: WaveFile.name)
        let page = WavePage(comparison, framework: whole, texts: texts).document
        try folder.write(HTMLRenderer(styleSheet: try data.styleSheet()).render(page), to: "index.html")
        try folder.finish()
    }

    private var places: [UInt8] {
        var line = CSVLine([
            "municipality_code", "municipality_name", "fate", "id_before", "id_after", "name_before", "name_after",
            "merged_into", "date",
        ])
        for place in comparison.places {
            line.add(foreign: place.municipality)
            line.add(foreign: place.municipalityName)
            line.add(place.fate.rawValue)
            line.add(foreign: place.before ?? "")
            line.add(foreign: place.after ?? "")
            line.add(foreign: place.nameBefore ?? "")
            line.add(foreign: place.nameAfter ?? "")
            line.add(foreign: place.into ?? "")
            line.add(place.date?.iso ?? "")
            line.end()
        }
        return line.bytes
    }

    private var criteria: [UInt8] {
        var line = CSVLine([
            "criterion", "theme", "compared", "judged", "improved", "worsened", "stayed_met", "stayed_not_met",
            "unknown", "not_applicable", "excluded_for", "verification",
        ])
        let tags = Dictionary(
            whole.criteria.map { ($0.id, $0.provenance.verification.rawValue) },
            uniquingKeysWith: { first, _ in first }
        )
        for item in comparison.criteria {
            line.add(item.criterion)
            line.add(item.theme)
            line.add("yes")
            for number in [
                item.judged, item.improved, item.worsened, item.stayedMet, item.stayedNotMet, item.unknown,
                item.notApplicable,
            ] { line.add(number) }
            line.add("")
            line.add(tags[item.criterion] ?? "")
            line.end()
        }
        for item in comparison.excluded {
            line.add(item.criterion)
            line.add("")
            line.add("no")
            for _ in 0..<7 { line.add("") }
            line.add(([item.reason] + item.variables).joined(separator: " "))
            line.add(tags[item.criterion] ?? "")
            line.end()
        }
        return line.bytes
    }

    private var scores: [UInt8] {
        var line = CSVLine([
            "theme", "scored", "mean_before", "mean_after", "mean_change", "higher", "lower", "p", "verdict",
        ])
        for item in comparison.scores {
            line.add(item.theme)
            line.add(item.scored)
            line.add(item.before)
            line.add(item.after)
            line.add(item.change)
            line.add(item.higher)
            line.add(item.lower)
            line.add(item.p)
            line.add(item.verdict.rawValue)
            line.end()
        }
        return line.bytes
    }
}

extension Preparation {
    /// The variables of the code book that the outcome of a criterion rests on, also by way of indicators with a name, of whom
    /// it applies to, and of the date of the visit.
    fileprivate func variables(of compiled: CompiledCriterion) -> Set<String> {
        let names = codeBook.columnVariables
        var used = Set(compiled.leaves.flatMap(\.measurement.columns).map { names[$0] })
        let criterion = compiled.criterion
        let isDated = criterion.validFrom != nil || criterion.validTo != nil
        if isDated || compiled.leaves.contains(where: \.measurement.readsVisitDate),
            let visit = codeBook.tables.first?.columns.first(where: { $0.role == .visitDate })
        {
            used.insert(visit.variable)
        }
        return used
    }

    /// Variables whose question differs between the waves, with what is derived from them.
    fileprivate var incomparableVariables: Set<String> {
        var found = Set(codeBook.tables.flatMap(\.columns).filter { !$0.isComparable }.map(\.variable))
        for join in codeBook.joins {
            for derivation in join.derivations {
                let used =
                    codeBook.path(of: join).flatMap { [$0.on, $0.to] } + [derivation.of, derivation.filter?.variable]
                if used.compactMap(\.self).contains(where: found.contains) {
                    found.formUnion(derivation.columns(of: join.table).map(\.variable))
                }
            }
        }
        for derived in codeBook.tables.first?.derivedColumns ?? [] {
            let columns = codeBook.tables[0].columns
            let used = [derived.source, derived.other].compactMap(\.self).map { columns[$0].variable }
            if used.contains(where: found.contains) { found.insert(derived.derivation.variable) }
        }
        return found
    }
}

extension Road {
    /// Variables that no file of the run has a column for, with what is derived from them.
    fileprivate var absentVariables: Set<String> {
        var present: Set<String> = []
        for file in files {
            for (index, column) in tables[file.table].columns.enumerated() where file.match.fields[index] != nil {
                present.insert(column.variable)
            }
        }
        var absent = Set(tables.flatMap(\.columns).map(\.variable)).subtracting(present)
        for join in preparation.codeBook.joins {
            for derivation in join.derivations {
                let path = preparation.codeBook.path(of: join)
                let used = path.flatMap { [$0.on, $0.to] } + [derivation.of, derivation.filter?.variable]
                if used.compactMap(\.self).contains(where: absent.contains) {
                    absent.formUnion(derivation.columns(of: join.table).map(\.variable))
                }
            }
        }
        for derived in tables.first?.derivedColumns ?? []
        where [derived.source, derived.other].compactMap(\.self)
            .contains(where: { absent.contains(tables[0].columns[$0].variable) })
        {
            absent.insert(derived.derivation.variable)
        }
        return absent
    }
}

extension LocationEvents {
    /// With the code that the register has today for each municipality, which may have become part of another.
    fileprivate func placed(by index: RegisterIndex) -> LocationEvents {
        LocationEvents(
            events.map { event in
                var event = event
                switch event.municipality.map({ index.lookup($0) }) {
                case .municipality(let number), .former(_, let number):
                    event.municipality = index.register.municipalities[number].code
                default: break
                }
                return event
            }
        )
    }
}
