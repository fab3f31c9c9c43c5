public import ShelterModel

public import SurveyStatistics

/// What is left of scores, ranks and conclusions when other defensible choices are made.
public struct Robustness: Sendable {
    /// A location or area.
    public struct Unit: Hashable, Sendable {
        /// Score under the framework's own choices; `nil` if there is none.
        public var score: Double?
        /// 1 is the highest score; `nil` without one.
        public var rank: Int?
        /// Ends and middle of the scores over the replays in which there is one; `nil` if there never is.
        public var low: Double?
        public var median: Double?
        public var high: Double?
        public var rankLow: Int?
        public var rankHigh: Int?
        /// Share of the replays in which there is a score.
        public var scoredShare: Double
    }

    /// How much of the variance of one result each group accounts for.
    public struct Sensitivity: Sendable {
        public enum Output: Hashable, Sendable {
            /// Mean overall score of all units.
            case mean
            /// Mean number of places that areas move from their own rank.
            case rankShift
            /// Share of the conclusions that hold.
            case conclusions
            /// Mean overall score of an area.
            case area(Int)
            /// Score of a unit.
            case location(Int)
        }

        public var output: Output
        /// One per group; `nil` where the result does not vary, or is missing in some replay.
        public var first: [SobolIndices.Index]?
        public var total: [SobolIndices.Index]?
    }

    /// One choice changed by itself.
    public struct Scenario: Hashable, Sendable {
        public enum Change: Hashable, Sendable {
            case aggregation(ReplayAggregation)
            case missing(MissingChoice)
            case equalThemeWeights
            case equalCriterionWeights
            case weights(String)
            /// Numbers of the framework's criterion or theme.
            case withoutCriterion(Int)
            case withoutTheme(Int)
        }

        public var change: Change
        public var mean: Double?
        /// Units that have a score.
        public var scored: Int
        /// Largest move of the mean of an area.
        public var largestShift: Double?
        /// Largest move of the rank of an area.
        public var largestRankShift: Int?
        /// Areas whose rank changes.
        public var ranksChanged: Int
        public var conclusionsLost: Int
    }

    public struct Verdict: Hashable, Sendable {
        public var conclusion: RobustnessConclusion
        /// Share of the replays in which the report would say the same.
        public var share: Double
    }

    public var replays: Int
    public var groups: [RobustnessGroup]
    public var baseMean: Double?
    public var locations: [Unit]
    public var areas: [Unit]
    public var verdicts: [Verdict]
    public var sensitivities: [Sensitivity]
    public var scenarios: [Scenario]
}
