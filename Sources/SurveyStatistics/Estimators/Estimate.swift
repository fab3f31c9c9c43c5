/// An estimate with what is known about its uncertainty.
public struct Estimate: Hashable, Sendable {
    /// `nil` if there is none: no row with a value and a weight.
    public var value: Double?
    /// Squared standard error; `nil` with the reason in `noVariance`.
    public var variance: Double?
    public var noVariance: NoInterval?
    public var degreesOfFreedom: Int
    /// Rows with a value and a weight above 0.
    public var rows: Int
    /// Rows of the domain that were left out because a value is missing.
    public var missing: Int
    /// Variance in units of that of a simple random sample without replacement of as many rows; R's `deff = TRUE`.
    public var designEffect: Double?
    /// The same with replacement; R's `deff = "replace"`.
    public var designEffectWithReplacement: Double?
    /// For the likelihood interval of a proportion; `nil` for a variable that is not 0 or 1.
    var logisticFit: LogisticFit?

    public var standardError: Double? { variance.map { $0.squareRoot() } }

    /// Size of the simple random sample that would be as good.
    public var effectiveSampleSize: Double? {
        guard let designEffect, designEffect > 0 else { return nil }
        return Double(rows) / designEffect
    }

    /// The t-interval, or why there is none.
    public func interval(level: Double = 0.95) -> IntervalOutcome {
        guard let value else { return .none(.tooFewRows) }
        guard let standardError else { return .none(noVariance ?? .tooFewRows) }
        guard degreesOfFreedom > 0 else { return .none(.degreesOfFreedom) }
        let half = StudentT(degreesOfFreedom: Double(degreesOfFreedom)).criticalValue(level: level) * standardError
        return IntervalOutcome(value - half, value + half)
    }
}

/// Limits, or why there are none.
public enum IntervalOutcome: Hashable, Sendable {
    case interval(low: Double, high: Double)
    case none(NoInterval)

    init(_ low: Double, _ high: Double) {
        self = low.isFinite && high.isFinite ? .interval(low: low, high: high) : .none(.notFinite)
    }
}
