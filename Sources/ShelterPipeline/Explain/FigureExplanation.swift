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
        guard parts.count >= 3, let measure = FigureMeasure(rawValue: parts[parts.count - 1]) else {
            throw Refusal("explain.unknown-figure", ["value": .text(id)])
        }
        // The code of a group may hold a full stop itself.
        let area = parts.dropLast(2).joined(separator: ".")
        let subject = parts[parts.count - 2]
        let names = preparation.framework.themes.map(\.id) + [ThemeFigures.overall]
        let theme = names.firstIndex(of: subject)
        let criterion = preparation.framework.criteria.firstIndex { $0.id == subject }
        guard measure.isOfCriterion ? criterion != nil : theme != nil else {
            throw Refusal("explain.unknown-figure", ["value": .text(id)])
        }
        var visitor = Visitor(area: area, theme: theme, criterion: criterion, measure: measure)
        visitor.cutoff =
            theme.map {
                $0 == names.count - 1 ? preparation.framework.overallCutoff : preparation.framework.themes[$0].cutoff
            }
            ?? nil
        _ = try Road(preparation, settings).walk(&visitor)
        guard !visitor.rows.isEmpty else {
            throw Refusal("explain.unknown-area", ["value": .text(area), "figure": .text(id)])
        }
        return visitor.explanation(id: id, subject: subject)
    }

    private struct Visitor: RoadVisitor {
        let area: String
        let theme: Int?
        let criterion: Int?
        let measure: FigureMeasure
        var cutoff: Double?
        var rows: [Row] = []

        mutating func row(file: String, line: Int, setAside code: String?) {}
        mutating func diagnostic(_ diagnostic: Diagnostic) {}

        mutating func scored(_ scored: ScoredRows) {
            for row in 0..<scored.table.rowCount {
                guard let number = scored.areas[row] else { continue }
                let place = scored.area(number)
                guard area == "all" || place.code == area || place.region?.code == area else { continue }
                let facts = scored.facts(row)
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
                    if measure == .shareNotMet, outcome == .unknown || outcome == .notApplicable {
                        item.leftOut = outcome.name
                    }
                }
                rows.append(item)
            }
        }

        func explanation(id: String, subject: String) -> FigureExplanation {
            let counted = rows.filter(\.leftOut.isEmpty)
            let (value, numerator, denominator) = measure.value(of: counted, cutoff: cutoff)
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
    case met
    case notMet = "not-met"
    case notApplicable = "not-applicable"
    case unknown
    case shareNotMet = "share-not-met"

    var isOfCriterion: Bool {
        switch self {
        case .met, .notMet, .notApplicable, .unknown, .shareNotMet: true
        default: false
        }
    }

    /// Empty if the row counts for this measure.
    func reasonToLeaveOut(_ row: FigureExplanation.Row) -> String {
        switch self {
        case .locations, .met, .notMet, .notApplicable, .unknown, .shareNotMet: ""
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

    func value(
        of rows: [FigureExplanation.Row],
        cutoff: Double?
    ) -> (value: Double?, numerator: Double?, denominator: Double?) {
        let count = Double(rows.count)
        func share(_ part: Double, of whole: Double) -> (Double?, Double?, Double?) {
            (whole > 0 ? part / whole : nil, part, whole)
        }
        switch self {
        case .mean: return share(rows.compactMap(\.score).reduce(0, +), of: count)
        case .coverage: return share(rows.compactMap(\.coverage).reduce(0, +), of: count)
        case .weightedMean:
            let weighted = rows.reduce(0) { $0 + ($1.score ?? 0) * Double($1.residents ?? 0) }
            return share(weighted, of: rows.reduce(0) { $0 + Double($1.residents ?? 0) })
        case .sd:
            guard rows.count > 1 else { return (nil, nil, count) }
            let mean = rows.compactMap(\.score).reduce(0, +) / count
            let squares = rows.reduce(0) { $0 + (($1.score ?? 0) - mean) * (($1.score ?? 0) - mean) }
            return ((squares / (count - 1)).squareRoot(), squares, count - 1)
        case .lowest: return (rows.compactMap(\.score).min(), nil, nil)
        case .highest: return (rows.compactMap(\.score).max(), nil, nil)
        case .scored, .locations: return (count, count, nil)
        case .residents:
            let sum = rows.reduce(0) { $0 + Double($1.residents ?? 0) }
            return (sum, sum, nil)
        case .belowCutoff, .shareBelowCutoff:
            guard let cutoff else { return (nil, nil, count) }
            let limit = FixedPoint(cutoff)
            let below = Double(rows.count { ($0.score.map { FixedPoint($0) } ?? limit) < limit })
            return self == .belowCutoff ? (below, below, count) : share(below, of: count)
        case .met: return tally(rows, .met)
        case .notMet: return tally(rows, .notMet)
        case .notApplicable: return tally(rows, .notApplicable)
        case .unknown: return tally(rows, .unknown)
        case .shareNotMet: return share(Double(rows.count { $0.outcome == .notMet }), of: count)
        }
    }

    private func tally(_ rows: [FigureExplanation.Row], _ outcome: Outcome) -> (Double?, Double?, Double?) {
        let count = Double(rows.count { $0.outcome == outcome })
        return (count, count, Double(rows.count))
    }
}
