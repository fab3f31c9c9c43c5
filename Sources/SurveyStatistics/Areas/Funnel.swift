/// Limits around a common proportion within which areas differ by chance, given their size.
///
/// Source: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202.
public struct Funnel: Hashable, Sendable {
    public struct Area: Hashable, Sendable {
        /// Found and asked.
        public var found: Double
        public var size: Double

        public init(found: Double, size: Double) {
            self.found = found
            self.size = size
        }
    }

    public struct Limits: Hashable, Sendable {
        public var low: Double
        public var high: Double
    }

    /// The common proportion: all found over all asked.
    public var target: Double
    /// Σz²/k of the Winsorised z-scores: 1 where areas differ by chance only.
    public var overdispersion: Double
    /// Variance between areas that the limits add, 0 unless `overdispersion` is over (k − 1)/k.
    public var betweenVariance: Double
    /// Of each area, before Winsorising; NaN for an area without size.
    public var scores: [Double]

    /// - Parameter winsorised: Share of the z-scores that is drawn in at each end before the dispersion is taken.
    public init?(_ areas: [Area], winsorised: Double = 0.1) {
        let used = areas.filter { $0.size > 0 }
        let found = used.reduce(0) { $0 + $1.found }
        let size = used.reduce(0) { $0 + $1.size }
        guard used.count > 1, found > 0, found < size else { return nil }
        let target = found / size
        self.target = target
        func error(_ size: Double) -> Double { (target * (1 - target) / size).squareRoot() }
        scores = areas.map { $0.size > 0 ? ($0.found / $0.size - target) / error($0.size) : .nan }
        let known = scores.filter { !$0.isNaN }.sorted()
        let low = Self.quantile(known, winsorised)
        let high = Self.quantile(known, 1 - winsorised)
        let count = Double(used.count)
        let squares = known.reduce(0) { sum, z in
            let drawn = min(max(z, low), high)
            return sum + drawn * drawn
        }
        overdispersion = squares / count
        betweenVariance = 0
        if overdispersion > (count - 1) / count {
            let weights = used.map { 1 / (error($0.size) * error($0.size)) }
            let sum = weights.reduce(0, +)
            let squared = weights.reduce(0) { $0 + $1 * $1 }
            let above = count * overdispersion - (count - 1)
            betweenVariance = max(0, above / (sum - squared / sum))
        }
    }

    /// Limits for an area of a size, with the variance between areas; from the normal distribution.
    public func limits(size: Double, level: Double = 0.95) -> Limits {
        let z = Normal.upperQuantile((1 - level) / 2)
        let half = z * (target * (1 - target) / size + betweenVariance).squareRoot()
        return Limits(low: max(0, target - half), high: min(1, target + half))
    }

    /// Exact limits for an area of a whole size, chance only: interpolated binomial, as Spiegelhalter (2005), A.1.1.
    public func exactLimits(size: Int, level: Double = 0.95) -> Limits {
        let tail = (1 - level) / 2
        return Limits(low: exact(size, tail), high: exact(size, 1 - tail))
    }

    private func exact(_ size: Int, _ probability: Double) -> Double {
        let trials = Double(size)
        func cumulative(_ successes: Int) -> Double {
            Distribution.binomialCumulative(Double(successes), trials: trials, probability: target)
        }
        var low = 0
        var high = size
        while low < high {
            let middle = (low + high) / 2
            if cumulative(middle) >= probability { high = middle } else { low = middle + 1 }
        }
        let above = cumulative(low) - probability
        let mass = Distribution.binomialMass(Double(low), trials: trials, probability: target)
        return min(1, max(0, (Double(low) - above / mass) / trials))
    }

    /// R's `quantile(type = 7)` of ascending values.
    private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        let place = share * Double(sorted.count - 1)
        let index = Int(place)
        guard index + 1 < sorted.count else { return sorted[sorted.count - 1] }
        return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
    }
}
