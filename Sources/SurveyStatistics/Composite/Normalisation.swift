/// Whether more is better.
public enum IndicatorDirection: Int, Hashable, Sendable, Codable {
    case higherIsBetter = 1
    case lowerIsBetter = -1
}

/// How an indicator is brought to a common scale.
///
/// Names and formulas follow the R package COINr (`n_goalposts`, `n_minmax`, …) and the OECD/JRC handbook (2008), step 5.
public enum Normalisation: Hashable, Sendable {
    /// Between limits that were fixed beforehand, cut off at both ends, times `scale`.
    case goalposts(scale: Double)
    /// `(x − low) / (high − low) · 100`, not cut off; limits as goalposts.
    case scaled
    case minMax(low: Double, high: Double)
    case zScore(mean: Double, deviation: Double)
    /// (rank − 1) / (n − 1); equal values share the lowest rank.
    case percentileRank
    /// Equal values share the lowest rank.
    case rank
    /// rank − 1.
    case borda
    /// 1 − (max − x) / (max − min).
    case distanceToMaximum
    /// 1 − (target − x) / (target − min); above 1 beyond the target, unless cut off.
    case distanceToTarget(cutsOff: Bool)
    /// The same with the value of one unit as target.
    case distanceToReference(unit: Int, cutsOff: Bool)
    /// x / max.
    case fractionOfMaximum
    case none

    /// Whether the result of one unit changes when another unit does.
    public var isSampleBased: Bool {
        switch self {
        case .goalposts, .scaled, .none: false
        default: true
        }
    }
}

/// What the result of a normalisation depends on besides the values.
public struct NormalisationLimits: Hashable, Sendable, Codable {
    /// Worst and best value before the direction is taken into account: `low` < `high`.
    public var low: Double?
    public var high: Double?
    public var target: Double?

    public init(low: Double? = nil, high: Double? = nil, target: Double? = nil) {
        self.low = low
        self.high = high
        self.target = target
    }
}

/// Why a column cannot be normalised or a row not aggregated.
public enum CompositeProblem: String, Error, Hashable, Sendable {
    /// Goalposts are missing, equal, or the wrong way round.
    case noGoalposts = "no-goalposts"
    case noTarget = "no-target"
    /// All known values are equal, so that there is nothing to scale by.
    case noSpread = "no-spread"
    /// Percentile ranks of fewer than two values.
    case tooFewValues = "too-few-values"
    /// The unit of reference has no value, or does not exist.
    case noReference = "no-reference"
    /// The largest value is 0.
    case maximumIsZero = "maximum-is-zero"
    /// A geometric mean of something that is 0 or less.
    case notPositive = "not-positive"
    /// A harmonic mean of something that is 0.
    case isZero = "is-zero"
    /// Comparing all pairs of so many units takes too long.
    case tooManyUnits = "too-many-units"
    case noWeight = "no-weight"
}

extension Normalisation {
    /// Normalises one column; what is missing stays missing.
    ///
    /// - Parameters:
    ///   - values: One per unit.
    ///   - direction: With `lowerIsBetter` high values come out low. As in COINr the values are negated first; limits and
    ///     target are those of the values as they were measured.
    public func normalise(
        _ values: [Double?],
        direction: IndicatorDirection = .higherIsBetter,
        limits: NormalisationLimits = NormalisationLimits()
    ) throws(CompositeProblem) -> [Double?] {
        let sign = Double(direction.rawValue)
        let turned = values.map { $0.map { $0 * sign } }
        let known = turned.compactMap { $0 }
        guard !known.isEmpty else { return values }
        func posts() throws(CompositeProblem) -> (from: Double, width: Double) {
            guard let low = limits.low, let high = limits.high, low < high else { throw .noGoalposts }
            return (sign > 0 ? low : -high, high - low)
        }
        func range() throws(CompositeProblem) -> (low: Double, width: Double) {
            let low = known.min() ?? 0
            let width = (known.max() ?? 0) - low
            guard width > 0 else { throw .noSpread }
            return (low, width)
        }
        func towards(_ target: Double, _ cutsOff: Bool) throws(CompositeProblem) -> [Double?] {
            let low = known.min() ?? 0
            guard target != low else { throw .noSpread }
            return turned.map { value in
                value.map { value in
                    let result = 1 - (target - value) / (target - low)
                    return cutsOff ? min(result, 1) : result
                }
            }
        }
        switch self {
        case .none:
            return turned
        case .goalposts(let scale):
            let (from, width) = try posts()
            return turned.map { $0.map { min(max(($0 - from) / width, 0), 1) * scale } }
        case .scaled:
            let (from, width) = try posts()
            return turned.map { $0.map { ($0 - from) / width * 100 } }
        case .minMax(let to, let end):
            let (low, width) = try range()
            return turned.map { $0.map { ($0 - low) / width * (end - to) + to } }
        case .zScore(let mean, let deviation):
            guard let spread = Moments.standardDeviation(known), spread > 0, let centre = Moments.mean(known) else {
                throw .noSpread
            }
            return turned.map { $0.map { ($0 - centre) / spread * deviation + mean } }
        case .percentileRank:
            guard known.count > 1 else { throw .tooFewValues }
            return Self.ranks(turned).map { $0.map { ($0 - 1) / Double(known.count - 1) } }
        case .rank:
            return Self.ranks(turned)
        case .borda:
            return Self.ranks(turned).map { $0.map { $0 - 1 } }
        case .distanceToMaximum:
            let (low, width) = try range()
            return turned.map { $0.map { 1 - (low + width - $0) / width } }
        case .distanceToTarget(let cutsOff):
            guard let target = limits.target else { throw .noTarget }
            return try towards(target * sign, cutsOff)
        case .distanceToReference(let unit, let cutsOff):
            guard turned.indices.contains(unit), let reference = turned[unit] else { throw .noReference }
            return try towards(reference, cutsOff)
        case .fractionOfMaximum:
            guard let highest = known.max(), highest != 0 else { throw .maximumIsZero }
            return turned.map { $0.map { $0 / highest } }
        }
    }

    /// 1 for the lowest value; equal values share the lowest rank.
    static func ranks(_ values: [Double?]) -> [Double?] {
        let sorted = values.compactMap { $0 }.sorted()
        return values.map { value in
            value.map { value in
                var low = 0
                var high = sorted.count
                while low < high {
                    let middle = (low + high) / 2
                    if sorted[middle] < value { low = middle + 1 } else { high = middle }
                }
                return Double(low + 1)
            }
        }
    }
}
