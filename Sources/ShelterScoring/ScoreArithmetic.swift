internal import ShelterModel

/// How one score of one row came about.
public struct ScoreArithmetic: Hashable, Sendable {
    /// Sum of weight times attainment over what is observed, for the arithmetic mean.
    public var attained: Double
    /// Sum of the weights of what is met or not met.
    public var observed: Double
    /// Sum of the weights of what is met, not met or unknown.
    public var applicable: Double
    /// Least coverage for which there is a score.
    public var floor: Double
    /// The score if everything that is unknown turned out not met, and if it turned out met; parts of 2^-40, `none` where
    /// nothing applies.
    public var lowest: Int64
    public var highest: Int64
    /// What the score counts for in the overall score, 0…1; 0 without a score.
    public var share: Double
}

extension CompiledFramework {
    /// The arithmetic of a row, per theme and then overall.
    public func arithmetic(_ batch: ScoredBatch, row: Int) -> [ScoreArithmetic] {
        var result: [ScoreArithmetic] = []
        var total = ScoreArithmetic.empty(floor: framework.overallCoverageFloor ?? framework.coverageFloor)
        var lowest = WeightSums(rows: 1, rule: framework.aggregation.themes)
        var highest = lowest
        var weights = 0.0
        for (number, (theme, range)) in zip(framework.themes, themes).enumerated() {
            var own = ScoreArithmetic.empty(floor: theme.coverageFloor ?? framework.coverageFloor)
            var low = WeightSums(rows: 1, rule: framework.aggregation.criteria)
            var high = low
            for index in range where criteria[index].criterion.weight > 0 {
                let weight = criteria[index].criterion.weight
                switch batch.outcome(index, row) {
                case .notApplicable: continue
                case .unknown:
                    low.add(weight, 0, row: 0)
                    high.add(weight, 1, row: 0)
                case .met, .notMet:
                    let value = FixedPoint(parts: batch.attainments[index][row]).exact
                    own.attained += weight * value
                    own.observed += weight
                    let span = batch.open[index]?[row]
                    low.add(weight, span.map { FixedPoint(parts: $0.least).exact } ?? value, row: 0)
                    high.add(weight, span.map { FixedPoint(parts: $0.greatest).exact } ?? value, row: 0)
                }
                own.applicable += weight
            }
            if own.applicable > 0 {
                own.lowest = FixedPoint(low.mean(0)).parts
                own.highest = FixedPoint(high.mean(0)).parts
                lowest.add(theme.weight, FixedPoint(parts: own.lowest).exact, row: 0)
                highest.add(theme.weight, FixedPoint(parts: own.highest).exact, row: 0)
            }
            if theme.weight > 0 {
                total.observed += own.observed
                total.applicable += own.applicable
            }
            let score = batch.scores[number][row]
            if score != ScoredBatch.none {
                own.share = theme.weight
                weights += theme.weight
                total.attained += theme.weight * FixedPoint(parts: score).exact
            }
            result.append(own)
        }
        if lowest.observed[0] > 0 {
            total.lowest = FixedPoint(lowest.mean(0)).parts
            total.highest = FixedPoint(highest.mean(0)).parts
        }
        total.share = batch.scores[themes.count][row] == ScoredBatch.none ? 0 : 1
        for theme in result.indices { result[theme].share = weights > 0 ? result[theme].share / weights : 0 }
        return result + [total]
    }

    /// What an observed criterion counts for in the score of its theme, and in the overall score; 0…1.
    ///
    /// - Parameter arithmetic: That of the same row.
    public func effectiveWeight(
        _ criterion: Int,
        _ batch: ScoredBatch,
        row: Int,
        _ arithmetic: [ScoreArithmetic]
    ) -> (inTheme: Double, overall: Double) {
        let outcome = batch.outcome(criterion, row)
        guard outcome == .met || outcome == .notMet, let theme = themes.firstIndex(where: { $0.contains(criterion) }),
            arithmetic[theme].observed > 0
        else { return (0, 0) }
        let own = criteria[criterion].criterion.weight / arithmetic[theme].observed
        return (own, own * arithmetic[theme].share)
    }
}

extension ScoreArithmetic {
    fileprivate static func empty(floor: Double) -> ScoreArithmetic {
        ScoreArithmetic(
            attained: 0,
            observed: 0,
            applicable: 0,
            floor: floor,
            lowest: ScoredBatch.none,
            highest: ScoredBatch.none,
            share: 0
        )
    }
}
