/// The share of pairs of ratings of the same unit that are equal. Says nothing of what chance alone would give.
public enum PercentageAgreement {
    /// - Parameter ratings: Per rater one value per unit; `nil` where it is missing.
    public static func share<Rating: Equatable>(_ ratings: [[Rating?]]) throws(NoAgreement) -> Double {
        guard ratings.count > 1 else { throw .oneRater }
        guard ratings.allSatisfy({ $0.count == ratings[0].count }) else { throw .unequalLength }
        var pairs = 0
        var equal = 0
        for first in ratings.indices {
            for second in ratings.indices where second > first {
                for (x, y) in zip(ratings[first], ratings[second]) {
                    guard let x, let y else { continue }
                    pairs += 1
                    if x == y { equal += 1 }
                }
            }
        }
        guard pairs > 0 else { throw .noPairs }
        return Double(equal) / Double(pairs)
    }
}
