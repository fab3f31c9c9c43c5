/// Ranks that are certain together: with probability `level` every area's true rank lies in its range.
///
/// Source: Klein, Wright and Wieczorek (2020), JRSS A 183:1129-1151.
public struct RankRegion: Hashable, Sendable {
    /// Ranks from the top, 1 for the highest value; per area, in the order of the estimates.
    public var ranks: [ClosedRange<Int>]

    /// - Parameters:
    ///   - errors: Standard errors, 0 or more. A variance that does not come from sampling (raters, missing answers, weights)
    ///     belongs in them too.
    public init(estimates: [Double], errors: [Double], level: Double = 0.95) {
        let count = estimates.count
        guard count > 0 else {
            ranks = []
            return
        }
        // Each interval at level^(1/k), so that all hold together if the estimates are independent.
        let z = Normal.upperQuantile((1 - level.power(1 / Double(count))) / 2)
        let lows = zip(estimates, errors).map { $0 - z * $1 }
        let highs = zip(estimates, errors).map { $0 + z * $1 }
        let sortedLows = lows.sorted()
        let sortedHighs = highs.sorted()
        ranks = estimates.indices.map { area in
            let above = count - sortedLows.firstIndexOfMore(than: highs[area])
            let below = sortedHighs.firstIndex(ofAtLeast: lows[area])
            return (1 + above)...(count - below)
        }
    }

    /// Whether nothing can be said about the order: every area could have any rank.
    public var saysNothing: Bool { ranks.allSatisfy { $0 == 1...ranks.count } }
}

extension [Double] {
    /// In ascending order: how many are at most `value`.
    fileprivate func firstIndexOfMore(than value: Double) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] <= value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// In ascending order: how many are less than `value`.
    fileprivate func firstIndex(ofAtLeast value: Double) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
