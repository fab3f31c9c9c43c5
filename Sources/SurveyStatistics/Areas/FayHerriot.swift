/// The area model of Fay and Herriot (1979), JASA 74:269-277: each area's value lies around a regression line.
public struct FayHerriot: Hashable, Sendable {
    public struct Area: Hashable, Sendable {
        public var direct: Double
        public var variance: Double
        /// Empirical best linear unbiased predictor: γ · direct + (1 − γ) · line.
        public var eblup: Double
        /// Its mean squared error, for REML: g1 + g2 + 2 g3 (Prasad and Rao 1990; Datta and Lahiri 2000).
        public var meanSquaredError: Double
        /// γ: how far the direct estimate is trusted; also the reliability of differences between areas.
        public var shrinkage: Double

        /// Probability that the area's true value lies under a cutoff, given the model.
        public func probability(under cutoff: Double) -> Double {
            Normal.cumulative((cutoff - eblup) / meanSquaredError.squareRoot())
        }

        /// Probability that the true value lies in another band than the estimate; `cutoffs` ascend.
        ///
        /// An estimate on a cutoff belongs to the band above it.
        public func chanceOfWrongBand(cutoffs: [Double]) -> Double {
            let above = cutoffs.first { $0 > eblup }
            let below = cutoffs.last { $0 <= eblup }
            let within = (above.map { probability(under: $0) } ?? 1) - (below.map { probability(under: $0) } ?? 0)
            return max(0, 1 - within)
        }
    }

    public var variance: AreaVariance
    /// Constant first.
    public var beta: [Double]
    public var areas: [Area]

    /// Source of the formulas: Rao and Molina (2015), Small Area Estimation, chapter 6.
    public init?(_ data: AreaEstimates, method: AreaVarianceMethod = .reml) {
        variance = data.variance(method)
        let a = variance.value
        guard a.isFinite, let fit = data.regression(a) else { return nil }
        beta = fit.beta
        // Asymptotic variance of A under REML; under the moment methods it is larger, and their MSE is not offered.
        let information = data.variances.reduce(0) { $0 + 1 / ((a + $1) * (a + $1)) }
        areas = data.estimates.indices.map { area in
            let direct = data.estimates[area]
            let d = data.variances[area]
            let shrinkage = a / (a + d)
            let line = direct - fit.residuals[area]
            let g1 = shrinkage * d
            let g2 = (1 - shrinkage) * (1 - shrinkage) * data.leverage(area, fit.covariance)
            let g3 = d * d / ((a + d) * (a + d) * (a + d)) * 2 / information
            return Area(
                direct: direct,
                variance: d,
                eblup: shrinkage * direct + (1 - shrinkage) * line,
                meanSquaredError: g1 + g2 + 2 * g3,
                shrinkage: shrinkage
            )
        }
    }
}
