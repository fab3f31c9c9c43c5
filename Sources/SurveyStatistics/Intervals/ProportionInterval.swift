internal import Foundation

/// Ways to make an interval for a proportion from its design variance; R's `svyciprop` where it has the method.
public enum ProportionInterval: String, Hashable, Sendable, CaseIterable {
    /// Wald on the logit scale, back-transformed.
    case xlogit
    /// Wald interval of a logistic regression on a constant; the same at convergence.
    case logit
    /// Profile likelihood of that regression, its deviance scaled by the design effect (Rao and Scott 1984).
    case likelihood
    /// Clopper-Pearson at the effective sample size (Korn and Graubard 1998).
    case beta
    /// Score interval at the effective sample size.
    case wilson
    /// Wald on the variance-stabilising scale.
    case asin
    /// Wald: estimate ± t · se; may leave 0 to 1.
    case mean

    /// The interval around an estimate of a proportion.
    ///
    /// - Parameters:
    ///   - estimate: The mean of a variable that is 0 or 1.
    ///   - level: Confidence, such as 0.95.
    ///   - capsEffectiveSize: Whether the effective sample size may not exceed the rows (NCHS); only `beta`. R does not cap.
    ///   - assumedDesignEffect: For p = 0 and 1, whose variance says nothing: with it, `beta` and `wilson` give limits at rows /
    ///     this. Without it there is no interval there.
    public func interval(
        _ estimate: Estimate,
        level: Double = 0.95,
        capsEffectiveSize: Bool = false,
        assumedDesignEffect: Double? = nil
    ) -> IntervalOutcome {
        guard let p = estimate.value, estimate.rows > 0 else { return .none(.tooFewRows) }
        guard let variance = estimate.variance else { return .none(estimate.noVariance ?? .tooFewRows) }
        let degrees = Double(estimate.degreesOfFreedom)
        guard degrees > 0 else { return .none(.degreesOfFreedom) }
        if p <= 0 || p >= 1 {
            guard let assumedDesignEffect, self == .beta || self == .wilson else { return .none(.boundary) }
            let size = Double(estimate.rows) / assumedDesignEffect
            return self == .beta
                ? BinomialInterval.clopperPearson(found: p <= 0 ? 0 : size, of: size, level: level)
                : BinomialInterval.wilson(share: p <= 0 ? 0 : 1, of: size, level: level)
        }
        let error = variance.squareRoot()
        let t = StudentT(degreesOfFreedom: degrees).criticalValue(level: level)
        switch self {
        case .mean: return IntervalOutcome(p - t * error, p + t * error)
        case .xlogit, .logit:
            let centre = log(p / (1 - p))
            let half = t * error / (p * (1 - p))
            return IntervalOutcome(1 / (1 + exp(half - centre)), 1 / (1 + exp(-half - centre)))
        case .asin:
            let centre = Foundation.asin(p.squareRoot())
            let half = t * error / (2 * (p * (1 - p)).squareRoot())
            // Beyond a quarter turn the sine comes back; there the limit is the end.
            let low = centre - half < 0 ? 0 : sin(centre - half)
            let high = centre + half > .pi / 2 ? 1 : sin(centre + half)
            return IntervalOutcome(low * low, high * high)
        case .beta:
            guard variance > 0, estimate.rows > 1 else { return .none(.boundary) }
            let rows = Double(estimate.rows)
            let factor = StudentT(degreesOfFreedom: rows - 1).criticalValue(level: level) / t
            var size = p * (1 - p) / variance * factor * factor
            if capsEffectiveSize { size = min(size, rows) }
            return BinomialInterval.clopperPearson(found: size * p, of: size, level: level)
        case .wilson:
            guard variance > 0 else { return .none(.boundary) }
            return BinomialInterval.wilson(share: p, of: p * (1 - p) / variance, critical: t)
        case .likelihood:
            guard variance > 0, let fit = estimate.logisticFit else { return .none(.boundary) }
            return LikelihoodProfile(
                share: p,
                variance: variance,
                rows: estimate.rows,
                fit: fit
            )
            .interval(level: level, degrees: degrees)
        }
    }

    /// The interval, and where everybody or nobody said yes, which leaves no design variance, exact limits as if the rows were
    /// a simple random sample.
    public func intervalOrExact(_ estimate: Estimate, level: Double = 0.95) -> (outcome: IntervalOutcome, isExact: Bool)
    {
        guard let p = estimate.value, p <= 0 || p >= 1, estimate.variance != nil, estimate.degreesOfFreedom > 0 else {
            return (interval(estimate, level: level), false)
        }
        return (Self.beta.interval(estimate, level: level, assumedDesignEffect: 1), true)
    }
}
