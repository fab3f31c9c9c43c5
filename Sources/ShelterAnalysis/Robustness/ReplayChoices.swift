public import ShelterModel

/// How the scores of themes become one score.
public typealias ReplayAggregation = AggregationRule

/// What is done with what is unknown.
public enum MissingChoice: String, Hashable, Sendable, Codable, CaseIterable {
    /// It does not count; under the coverage floor there is no score.
    case leaveOut = "leave-out"
    /// The worst that it can be.
    case notMet = "not-met"
    /// The best that it can be.
    case met
}

/// All choices that one replay of the scoring is made under.
public struct ReplayChoices: Hashable, Sendable {
    /// One per theme.
    public var themeWeights: [Double]
    /// One per criterion that counts.
    public var criterionWeights: [Double]
    /// Over the themes; within a theme the framework's own rule holds.
    public var aggregation: ReplayAggregation
    public var missing = MissingChoice.leaveOut
    /// One per theme, then that of the overall score.
    public var coverageFloors: [Double]
    /// What every cutoff is multiplied by.
    public var cutoffFactor = 1.0
    /// What the lower end of every band is multiplied by.
    public var bandFactor = 1.0

    /// The framework's own choices.
    public init(_ data: ReplayData) {
        themeWeights = data.framework.themes.map(\.weight)
        let all = data.framework.criteria
        criterionWeights = data.criteria.map { all[$0].weight }
        let framework = data.framework
        aggregation = framework.aggregation.themes
        coverageFloors =
            framework.themes.map { $0.coverageFloor ?? framework.coverageFloor }
            + [framework.overallCoverageFloor ?? framework.coverageFloor]
    }
}
