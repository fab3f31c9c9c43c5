/// Intervals for a share without a design: a plain count, or an effective one.
public enum BinomialInterval {
    /// Exact limits; R's `binom.test`. `found` and `size` need not be whole.
    ///
    /// Source: Clopper and Pearson (1934), Biometrika 26:404-413.
    public static func clopperPearson(found: Double, of size: Double, level: Double = 0.95) -> IntervalOutcome {
        guard size > 0, found >= 0, found <= size else { return .none(.tooFewRows) }
        let tail = (1 - level) / 2
        return IntervalOutcome(
            found == 0 ? 0 : Distribution.betaQuantile(tail, found, size - found + 1),
            found == size ? 1 : Distribution.betaQuantile(1 - tail, found + 1, size - found)
        )
    }

    /// Score limits; R's `prop.test(correct = FALSE)`.
    ///
    /// Source: Wilson (1927), JASA 22:209-212.
    public static func wilson(share: Double, of size: Double, level: Double = 0.95) -> IntervalOutcome {
        wilson(share: share, of: size, critical: -Normal.quantile((1 - level) / 2))
    }

    static func wilson(share: Double, of size: Double, critical t: Double) -> IntervalOutcome {
        guard size > 0, share >= 0, share <= 1 else { return .none(.tooFewRows) }
        let square = t * t
        let centre = share + square / (2 * size)
        let half = t / (2 * size) * (4 * size * share * (1 - share) + square).squareRoot()
        let below = 1 + square / size
        // At the ends rounding may step over them.
        return IntervalOutcome(
            share == 0 ? 0 : max(0, (centre - half) / below),
            share == 1 ? 1 : min(1, (centre + half) / below)
        )
    }

    /// Exact limits for the share of a small population of which nearly all answered.
    ///
    /// The limits are whole numbers of people over `population`: every number marked for which what was found, or
    /// something more extreme, has at least half the error.
    ///
    /// - Returns: No interval if the numbers make no sense.
    public static func hypergeometric(
        found: Int,
        of sample: Int,
        population: Int,
        level: Double = 0.95
    ) -> IntervalOutcome {
        guard sample > 0, found >= 0, found <= sample, population >= sample, population <= Int(Int32.max) else {
            return .none(.tooFewRows)
        }
        let tail = (1 - level) / 2
        let least = found
        let most = population - (sample - found)
        func upperTail(_ marked: Int) -> Double {
            1 - Distribution.hypergeometricCumulative(found - 1, marked: marked, sample: sample, population: population)
        }
        func lowerTail(_ marked: Int) -> Double {
            Distribution.hypergeometricCumulative(found, marked: marked, sample: sample, population: population)
        }
        let low = first(in: least...most) { upperTail($0) > tail }
        // The last one that is still likely enough: one before the first that is not.
        let high = first(in: least...(most + 1)) { $0 > most || lowerTail($0) <= tail } - 1
        return IntervalOutcome(Double(low) / Double(population), Double(max(high, low)) / Double(population))
    }

    /// The first number for which a condition holds that holds from some number on; the last number if none.
    private static func first(in range: ClosedRange<Int>, where holds: (Int) -> Bool) -> Int {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// What the share of all would be if nobody, or everybody, who did not answer had said yes.
    ///
    /// - Parameter responseRate: Share that answered, 0 to 1.
    public static func worstCase(share: Double, responseRate: Double) -> ClosedRange<Double>? {
        guard (0...1).contains(share), (0...1).contains(responseRate) else { return nil }
        let low = responseRate * share
        return low...min(1, low + (1 - responseRate))
    }
}
