/// How much of the variance of a result comes from each of several choices.
///
/// A result is computed for two independent samples A and B of all choices, and for A with one choice at a time from B. Then
///
///     S_i  = mean(y_B (y_ABi − y_A)) / V        the share of choice i alone
///     S_Ti = Σ (y_A − y_ABi)² / (2 N V)         its share together with all interactions
///
/// with V the variance of all y_A and y_B.
///
/// Source: Saltelli et al. (2010), Computer Physics Communications 181:259-270; as `SA_estimate` of the R package COINr.
public struct SobolIndices: Hashable, Sendable {
    public struct Index: Hashable, Sendable, Codable {
        public var value: Double
        /// Percentile interval of the bootstrap; `nil` if none was asked for.
        public var low: Double?
        public var high: Double?

        public init(value: Double, low: Double? = nil, high: Double? = nil) {
            self.value = value
            self.low = low
            self.high = high
        }
    }

    public enum Problem: String, Error, Hashable, Sendable {
        /// At most 8 choices can be told apart at a sensible cost.
        case tooManyGroups = "too-many-groups"
        case tooFewSamples = "too-few-samples"
        /// The result is the same whatever is chosen.
        case noVariance = "no-variance"
        /// The samples are not equally long.
        case unequalSamples = "unequal-samples"
    }

    public static let groupLimit = 8

    public let variance: Double
    public let first: [Index]
    public let total: [Index]

    /// - Parameters:
    ///   - a: Results for sample A.
    ///   - b: Results for sample B.
    ///   - mixed: Per choice the results for A with that choice from B.
    ///   - isCentred: Takes the mean of `a` and `b` off all results first. It does not change what is estimated, but makes
    ///     the first-order estimate far less noisy where the mean is large beside the spread; without it the formulas are
    ///     those of COINr to the letter.
    ///   - replicates: Bootstrap samples for the intervals; 0 for none. Rows are drawn, so that A, B and AB stay together;
    ///     the variance is kept, as COINr does.
    ///   - level: Of the intervals.
    public init(
        a: [Double],
        b: [Double],
        mixed: [[Double]],
        isCentred: Bool = true,
        replicates: Int = 0,
        level: Double = 0.95,
        seed: UInt64 = 0
    ) throws(Problem) {
        guard mixed.count <= Self.groupLimit else { throw .tooManyGroups }
        guard b.count == a.count, mixed.allSatisfy({ $0.count == a.count }) else { throw .unequalSamples }
        guard a.count > 1 else { throw .tooFewSamples }
        let both = a + b
        let mean = both.reduce(0, +) / Double(both.count)
        let variance = both.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(both.count - 1)
        // Rounding alone is no variance.
        guard variance > 1e-24 * max(1, mean * mean) else { throw .noVariance }
        let centre = isCentred ? mean : 0
        let n = Double(a.count)
        let width = 2 * mixed.count
        // Row after row: per group what the sums of the first-order and of the total index take from it.
        var terms = [Double](repeating: 0, count: a.count * width)
        for (group, results) in mixed.enumerated() {
            for row in a.indices {
                let move = results[row] - a[row]
                terms[row * width + 2 * group] = (b[row] - centre) * move / (n * variance)
                terms[row * width + 2 * group + 1] = move * move / (2 * n * variance)
            }
        }
        func sums(_ rows: some Sequence<Int>) -> [Double] {
            var sums = [Double](repeating: 0, count: width)
            for row in rows {
                for place in 0..<width { sums[place] += terms[row * width + place] }
            }
            return sums
        }
        let estimates = sums(a.indices)
        var drawn = [[Double]](repeating: [], count: width)
        var numbers = SeededGenerator(seed: seed)
        for _ in 0..<replicates {
            let rows = a.indices.map { _ in numbers.below(a.count) }
            for (place, sum) in sums(rows).enumerated() { drawn[place].append(sum) }
        }
        let tail = (1 - level) / 2
        let indices = estimates.enumerated().map { place, value in
            let sorted = drawn[place].sorted()
            return Index(
                value: value,
                low: Moments.quantile(tail, ofSorted: sorted),
                high: Moments.quantile(1 - tail, ofSorted: sorted)
            )
        }
        first = stride(from: 0, to: width, by: 2).map { indices[$0] }
        total = stride(from: 1, to: width, by: 2).map { indices[$0] }
        self.variance = variance
    }
}
