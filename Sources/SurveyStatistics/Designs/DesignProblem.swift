/// Why a design or an adjustment of weights makes no sense.
public enum DesignProblem: Error, Hashable, Sendable {
    /// Columns have different numbers of rows.
    case differentLengths
    case noRows
    /// Row, counted from 0, whose weight is negative or no number.
    case weight(row: Int)
    /// A cluster lies in two strata, and `nest` was not asked for; row is one in the second stratum.
    case clusterInTwoStrata(row: Int)
    /// There must be a population size for every stage.
    case stagesOfPopulation(stages: Int, given: Int)
    /// Sizes and fractions are mixed, or one is 0 or less or no number.
    case populationMixed(row: Int, stage: Int)
    /// More units were drawn than there are.
    case populationTooSmall(row: Int, stage: Int)
    /// Rows of one stratum differ.
    case populationVaries(row: Int, stage: Int)
    /// Not enough replicates, or as many scales as replicates are missing.
    case replicates
    /// The replicate type needs strata, or may not have them.
    case replicateType
    /// Row without a category, or whose category has no total.
    case marginWithoutTotal(row: Int)
    /// A category has a total, but nobody is in it; its number.
    case emptyMargin(margin: Int, category: Int)
    /// A total is negative or no number.
    case total(margin: Int, category: Int)
    /// The calibration variables follow from each other, or are missing.
    case calibrationSingular
    /// No weights within the bounds meet the totals; the largest relative difference that is left.
    case notConverged(difference: Double)
    /// Bounds must be under and above 1.
    case bounds
}
