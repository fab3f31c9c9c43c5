/// Whether a percentage may be printed: the presentation standard for proportions of the U.S. National Center for Health
/// Statistics (Parker et al. 2017, Vital and Health Statistics series 2, no. 175).
public enum PresentationVerdict: Hashable, Sendable {
    case show
    /// Print, and have a statistician look: fewer than 8 degrees of freedom, or an estimate of 0 or 1.
    case review
    case suppress(Reason)

    public enum Reason: String, Hashable, Sendable {
        /// Fewer than 30 rows, or an effective sample size under 30.
        case sampleSize
        /// The interval is at least 0.30 wide.
        case width
        /// The interval is wider than 0.05 and than 130 % of the estimate, or of its complement.
        case relativeWidth
        /// There is no interval.
        case noInterval
    }

    /// Judges an estimate of a proportion by its Korn-Graubard interval, the effective sample size capped at the rows.
    public init(_ estimate: Estimate, level: Double = 0.95) {
        guard let p = estimate.value else {
            self = .suppress(.noInterval)
            return
        }
        let isEnd = p <= 0 || p >= 1
        let rows = Double(estimate.rows)
        let simple = p * (1 - p)
        let effective = isEnd ? rows : min(rows, (estimate.variance.map { $0 > 0 ? simple / $0 : rows }) ?? 0)
        guard estimate.rows >= 30, effective >= 30 else {
            self = .suppress(estimate.variance == nil && estimate.rows >= 30 ? .noInterval : .sampleSize)
            return
        }
        let outcome = ProportionInterval.beta.interval(
            estimate,
            level: level,
            capsEffectiveSize: true,
            assumedDesignEffect: 1
        )
        guard case .interval(let low, let high) = outcome else {
            self = .suppress(.noInterval)
            return
        }
        let width = high - low
        if width >= 0.30 {
            self = .suppress(.width)
        } else if !isEnd, width > 0.05, width > 1.3 * p || width > 1.3 * (1 - p) {
            self = .suppress(.relativeWidth)
        } else if isEnd || estimate.degreesOfFreedom < 8 {
            self = .review
        } else {
            self = .show
        }
    }
}
