public import ShelterAnalysis
public import ShelterModel
internal import ShelterScoring

/// The road back from an estimate to the sample it was made from.
public struct EstimateExplanation: Hashable, Sendable, Codable {
    /// One location of the area.
    public struct Row: Hashable, Sendable, Codable {
        public var location: String
        public var locationName: String
        public var source: SourceLocation
        public var score: Double?
        /// Rows of residents; `nil` under the minimum, or where none answered.
        public var answers: Int?
        public var population: Int?
        public var stratum: String
        /// Why its answers are not in the estimate; empty if they are.
        public var leftOut: String
    }

    public var id: String
    /// Row of `estimates.csv`.
    public var figure: EstimateRow
    public var plan: String
    public var planSource: String
    public var rows: [Row]

    /// The measure and reference that the last part of an id names; `nil` for figures that are no estimates.
    static func parts(of name: some StringProtocol) -> (measure: EstimateMeasure, reference: EstimateReference?)? {
        for measure in EstimateMeasure.allCases {
            if name == measure.rawValue {
                return measure == .mean || measure == .shareBelowCutoff ? nil : (measure, nil)
            }
            for reference in EstimateReference.allCases where name == measure.rawValue + reference.ending {
                return (measure, reference)
            }
        }
        return nil
    }

    /// Whether an id is that of an estimate.
    public static func isEstimate(_ id: String) -> Bool { parts(of: lastPart(id)) != nil }

    private static func lastPart(_ id: String) -> Substring {
        let last = id.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
        return last.hasPrefix(FigureSet.corePrefix) ? last.dropFirst(FigureSet.corePrefix.count) : last
    }

    /// Explains an estimate by its id.
    ///
    /// - Throws: `Refusal` when the exports and the sampling plan give no such estimate.
    public static func explanation(
        figure id: String,
        preparation: Preparation,
        settings: RunSettings
    ) throws(Refusal) -> EstimateExplanation {
        var road = try Road(preparation, settings)
        guard road.hasEstimates else { throw Refusal("explain.nothing-estimated", ["value": .text(id)]) }
        road.keepsAnswers = true
        var collector = EstimateCollector(preparation)
        _ = try road.walk(&collector)
        let report = try collector.report()
        guard let row = report.rows.first(where: { $0.figure == id }) else {
            throw Refusal("explain.unknown-figure", ["value": .text(id)])
        }
        let data = collector.data
        let names = preparation.framework.themes.map(\.id) + [ThemeFigures.overall]
        let theme = names.firstIndex(of: row.subject)
        return EstimateExplanation(
            id: id,
            figure: row,
            plan: preparation.sampling.id,
            planSource: preparation.sampling.source,
            rows: zip(data.locations, report.design).filter { location, design in
                let area = data.areas[location.area]
                return row.area == "all" || area.code == row.area || area.region?.code == row.area
            }.map { location, design in
                let score = theme.map { location.scores[$0] }
                return Row(
                    location: location.id,
                    locationName: location.name,
                    source: location.source,
                    score: score.flatMap { $0 == ScoredBatch.none ? nil : FixedPoint(parts: $0).value },
                    answers: row.measure.isOfResidents ? design.answers : nil,
                    population: row.measure.isOfResidents ? design.population : design.stratumSize,
                    stratum: row.measure.isOfResidents ? design.location : design.stratum,
                    leftOut: row.measure.isOfResidents ? design.leftOut : score == ScoredBatch.none ? "no-score" : ""
                )
            }
        )
    }
}
