internal import ShelterAnalysis
public import ShelterModel
internal import ShelterScoring

/// The road back from a printed figure to the assessments it was computed from.
public struct FigureExplanation: Hashable, Sendable, Codable {
    /// One assessment that was looked at.
    public struct Row: Hashable, Sendable, Codable {
        public var location: String
        public var locationName: String
        public var source: SourceLocation
        public var score: Double?
        public var coverage: Double?
        public var residents: Int?
        public var outcome: Outcome?
        /// Why it was left out; empty if it counts.
        public var leftOut: String
    }

    public var id: String
    public var area: String
    /// Theme, `overall`, or criterion.
    public var subject: String
    public var measure: FigureMeasure
    /// At full precision; pages round it.
    public var value: Double?
    public var numerator: Double?
    public var denominator: Double?
    /// How many were left out, by reason.
    public var leftOut: [String: Int]
    public var rows: [Row]

    /// Explains a figure by its id, `<area>.<theme or criterion>.<measure>`; see `FigureMeasure`.
    ///
    /// - Throws: `Refusal` when nothing printed has that id.
    public static func explanation(
        figure id: String,
        preparation: Preparation,
        settings: RunSettings
    ) throws(Refusal) -> FigureExplanation {
        let parts = id.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let last = parts.last ?? ""
        let isOfCore = last.hasPrefix(FigureSet.corePrefix)
        guard parts.count >= 3,
            let measure = FigureMeasure(rawValue: isOfCore ? String(last.dropFirst(FigureSet.corePrefix.count)) : last)
        else {
            throw Refusal("explain.unknown-figure", ["value": .text(id)])
        }
        guard isOfCore == preparation.framework.isCore else {
            throw Refusal(isOfCore ? "explain.figure-of-core" : "explain.figure-of-whole", ["value": .text(id)])
        }
        // The code of a group and the id of a criterion may hold full stops themselves: the longest name that fits is meant.
        let place = parts.dropLast().joined(separator: ".")
        let names = preparation.framework.themes.map(\.id) + [ThemeFigures.overall]
        let subjects = measure.isOfCriterion ? preparation.framework.criteria.map(\.id) : names
        let fitting = subjects.filter { place.hasSuffix("." + $0) && place.utf8.count > $0.utf8.count + 1 }
        let subject = fitting.max { $0.utf8.count < $1.utf8.count } ?? ""
        let area = String(place.dropLast(subject.count + 1))
        let theme = names.firstIndex(of: subject)
        let criterion = preparation.framework.criteria.firstIndex { $0.id == subject }
        guard measure.isOfCriterion ? criterion != nil : theme != nil else {
            throw Refusal("explain.unknown-figure", ["value": .text(id)])
        }
        var visitor = Visitor(
            framework: preparation.compiled,
            area: area,
            theme: theme,
            criterion: criterion,
            measure: measure,
            tally: AreaTally(preparation.compiled)
        )
        _ = try Road(preparation, settings).walk(&visitor)
        guard !visitor.rows.isEmpty else {
            throw Refusal("explain.unknown-area", ["value": .text(area), "figure": .text(id)])
        }
        return visitor.explanation(id: id, subject: subject)
    }

    private struct Visitor: RoadVisitor {
        let framework: CompiledFramework
        let area: String
        let theme: Int?
        let criterion: Int?
        let measure: FigureMeasure
        /// The same exact sums as in the report.
        var tally: AreaTally
        var places: Set<Int> = []
        var rows: [Row] = []

        mutating func row(file: String, line: Int, setAside code: String?) {}
        mutating func diagnostic(_ diagnostic: Diagnostic) {}

        mutating func scored(_ scored: ScoredRows) {
            for row in 0..<scored.table.rowCount {
                guard let number = scored.areas[row] else { continue }
                let place = scored.area(number)
                guard area == "all" || place.code == area || place.region?.code == area else { continue }
                let facts = scored.facts(row)
                tally.add(scored.batch, row: row, residents: facts.residents, framework: framework)
                places.insert(number)
                var item = Row(
                    location: facts.locationID,
                    locationName: facts.locationName,
                    source: facts.source,
                    score: nil,
                    coverage: nil,
                    residents: facts.residents,
                    outcome: nil,
                    leftOut: ""
                )
                if let theme {
                    let score = scored.batch.scores[theme][row]
                    let coverage = scored.batch.coverage[theme][row]
                    item.score = score == ScoredBatch.none ? nil : FixedPoint(parts: score).value
                    item.coverage = coverage == ScoredBatch.none ? nil : FixedPoint(parts: coverage).value
                    item.leftOut = measure.reasonToLeaveOut(item)
                }
                if let criterion {
                    let outcome = scored.batch.outcome(criterion, row)
                    item.outcome = outcome
                    if measure == .shareNotMet || measure == .judged, outcome == .unknown || outcome == .notApplicable {
                        item.leftOut = outcome.name
                    }
                }
                rows.append(item)
            }
        }

        func explanation(id: String, subject: String) -> FigureExplanation {
            let counted = rows.filter(\.leftOut.isEmpty)
            let report = tally.report(
                code: area,
                name: "",
                municipalityCount: places.count,
                framework: framework.framework
            )
            let (value, numerator, denominator) = measure.value(in: report, subject: subject, of: counted)
            return FigureExplanation(
                id: id,
                area: area,
                subject: subject,
                measure: measure,
                value: value,
                numerator: numerator,
                denominator: denominator,
                leftOut: Dictionary(grouping: rows.filter { !$0.leftOut.isEmpty }, by: \.leftOut).mapValues(\.count),
                rows: rows
            )
        }
    }
}

/// The last part of a figure's id: what the figure is.
public enum FigureMeasure: String, Hashable, Sendable, Codable, CaseIterable {
    case mean
    case weightedMean = "weighted-mean"
    case sd
    case lowest
    case highest
    case scored
    case belowCutoff = "below-cutoff"
    case shareBelowCutoff = "share-below-cutoff"
    case coverage
    case locations
    case residents
    case residentsUnknown = "residents-unknown"
    case municipalities
    case capped
    case met
    case notMet = "not-met"
    case notApplicable = "not-applicable"
    case unknown
    case judged
    case binding
    case capping
    case shareNotMet = "share-not-met"

    var isOfCriterion: Bool {
        switch self {
        case .met, .notMet, .notApplicable, .unknown, .judged, .binding, .capping, .shareNotMet: true
        default: false
        }
    }

    /// Empty if the row counts for this measure.
    func reasonToLeaveOut(_ row: FigureExplanation.Row) -> String {
        switch self {
        case .locations, .municipalities, .capped, .residentsUnknown, .met, .notMet, .notApplicable, .unknown, .judged,
            .binding, .capping, .shareNotMet:
            ""
        case .residents: row.residents == nil ? "residents-unknown" : ""
        case .coverage: row.coverage == nil ? "nothing-applies" : ""
        case .weightedMean:
            row.score == nil ? noScore(row) : row.residents == nil ? "residents-unknown" : ""
        default: row.score == nil ? noScore(row) : ""
        }
    }

    private func noScore(_ row: FigureExplanation.Row) -> String {
        row.coverage == nil ? "nothing-applies" : "coverage-too-low"
    }

    /// The figure as the report has it, with the parts of a fraction from the rows that count.
    func value(
        in area: AreaReport,
        subject: String,
        of rows: [FigureExplanation.Row]
    ) -> (value: Double?, numerator: Double?, denominator: Double?) {
        let figures = area.figures(for: subject)
        let counts = area.criteria.first { $0.criterion == subject }
        let count = Double(rows.count)
        let scores = rows.compactMap(\.score)
        switch self {
        case .mean: return (figures?.mean, scores.reduce(0, +), count)
        case .coverage: return (figures?.coverage, rows.compactMap(\.coverage).reduce(0, +), count)
        case .weightedMean:
            let weighted = rows.reduce(0) { $0 + ($1.score ?? 0) * Double($1.residents ?? 0) }
            return (figures?.weightedMean, weighted, rows.reduce(0) { $0 + Double($1.residents ?? 0) })
        case .sd:
            guard let sd = figures?.sd else { return (nil, nil, max(0, count - 1)) }
            return (sd, sd * sd * (count - 1), count - 1)
        case .lowest: return (figures?.lowest, nil, nil)
        case .highest: return (figures?.highest, nil, nil)
        case .scored: return number(figures?.scored)
        case .locations: return number(area.locations)
        case .municipalities: return number(area.municipalityCount)
        case .residents: return number(area.residents)
        case .residentsUnknown: return number(area.residentsUnknown, of: area.locations)
        case .capped: return number(area.capped, of: area.locations)
        case .belowCutoff: return number(figures?.belowCutoff, of: figures?.scored)
        case .shareBelowCutoff:
            let (part, whole) = (figures?.belowCutoff.map(Double.init), figures.map { Double($0.scored) })
            return (figures?.shareBelowCutoff, part, whole)
        case .met: return number(counts?.met, of: area.locations)
        case .notMet: return number(counts?.notMet, of: area.locations)
        case .notApplicable: return number(counts?.notApplicable, of: area.locations)
        case .unknown: return number(counts?.unknown, of: area.locations)
        case .judged: return number(counts.map { $0.met + $0.notMet }, of: area.locations)
        case .binding: return number(counts?.binding, of: area.locations)
        case .capping: return number(counts?.capping, of: counts?.binding)
        case .shareNotMet:
            guard let counts else { return (nil, nil, nil) }
            let (part, whole) = (Double(counts.notMet), Double(counts.met + counts.notMet))
            return (whole > 0 ? part / whole : nil, part, whole)
        }
    }

    private func number(_ count: Int?, of whole: Int? = nil) -> (Double?, Double?, Double?) {
        (count.map(Double.init), count.map(Double.init), whole.map(Double.init))
    }
}
