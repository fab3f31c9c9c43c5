internal import Foundation

/// What was done to the outliers of one column.
public struct OutlierTreatment: Hashable, Sendable {
    public enum Action: String, Hashable, Sendable, Codable {
        /// Nothing had to be done.
        case untouched
        case winsorised
        /// Winsorising was not enough: the logarithm of the untreated values.
        case log
        /// Skewness or kurtosis does not exist (too few values, or all equal): left as it is.
        case undecided
    }

    public var values: [Double?]
    public var action: Action
    /// Units that were set to the next value, ascending.
    public var winsorised: [Int]
    public var skewnessBefore: Double?
    public var kurtosisBefore: Double?
    public var skewnessAfter: Double?
    public var kurtosisAfter: Double?
    /// Whether the result passes the test; a logarithm need not.
    public var passes: Bool

    /// Treats one column as `Treat` of COINr does by default.
    ///
    /// It passes if |skewness| < 2 or excess kurtosis < 3.5. If not, the highest value (with negative skewness the lowest)
    /// is set to the next one, with all that are equal to it, until it passes or `most` points were changed. If it then
    /// still does not pass, the values before that are taken and replaced by ln(x − min + 0.01 (max − min)).
    public init(_ values: [Double?], most: Int = 5, skewness: Double = 2, kurtosis: Double = 3.5) {
        func test(_ values: [Double?]) -> (skew: Double?, kurt: Double?, passes: Bool?) {
            let known = values.compactMap { $0 }
            let skew = Moments.skewness(known)
            let kurt = Moments.excessKurtosis(known)
            guard let skew, let kurt else { return (skew, kurt, nil) }
            return (skew, kurt, abs(skew) < skewness || kurt < kurtosis)
        }
        let first = test(values)
        self.values = values
        skewnessBefore = first.skew
        kurtosisBefore = first.kurt
        skewnessAfter = first.skew
        kurtosisAfter = first.kurt
        winsorised = []
        action = first.passes == nil ? .undecided : .untouched
        passes = first.passes ?? false
        guard first.passes == false else { return }

        var treated = values
        var high: Set<Int> = []
        var low: Set<Int> = []
        var now = first
        while now.passes == false, high.count + low.count < most {
            let isHigh = (now.skew ?? 0) >= 0
            let known = treated.compactMap { $0 }
            guard let end = isHigh ? known.max() : known.min() else { break }
            let others = known.filter { $0 != end }
            guard let next = isHigh ? others.max() : others.min() else { break }
            let places = treated.indices.filter { treated[$0] == end }
            for place in places { treated[place] = next }
            // The points that were set before are equal to the end, and so among the places.
            if isHigh { high = Set(places) } else { low = Set(places) }
            now = test(treated)
        }
        if now.passes == true {
            self.values = treated
            winsorised = high.union(low).sorted()
            action = .winsorised
        } else if now.passes == nil {
            action = .undecided
            return
        } else {
            let known = values.compactMap { $0 }
            let lowest = known.min() ?? 0
            let width = (known.max() ?? 0) - lowest
            self.values = values.map { $0.map { Foundation.log($0 - lowest + 0.01 * width) } }
            action = .log
            now = test(self.values)
        }
        skewnessAfter = now.skew
        kurtosisAfter = now.kurt
        passes = now.passes ?? false
    }
}
