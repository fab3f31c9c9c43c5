/// Agreement beyond chance of several raters, who need not be the same for every unit.
///
/// Source: Fleiss (1971), Psychological Bulletin 76:378-382.
public struct FleissKappa: Hashable, Sendable {
    public let kappa: Double
    /// Mean share of pairs of raters that agree.
    public let agreement: Double
    public let units: Int
    public let raters: Int

    /// - Parameter counts: Per unit how many raters chose each category; the same number of raters for every unit.
    public init(_ counts: [[Int]]) throws(NoAgreement) {
        guard let raters = counts.first?.reduce(0, +) else { throw .noPairs }
        guard counts.allSatisfy({ $0.reduce(0, +) == raters }) else { throw .unequalRaters }
        guard raters > 1 else { throw .oneRater }
        let ratings = Double(counts.count * raters)
        let categories = counts.map(\.count).max() ?? 0
        let shares = (0..<categories).map { category in
            Double(counts.reduce(0) { $0 + ($1.indices.contains(category) ? $1[category] : 0) }) / ratings
        }
        let pairs = Double(raters * (raters - 1))
        let seen =
            counts.reduce(0.0) { sum, unit in sum + Double(unit.reduce(0) { $0 + $1 * ($1 - 1) }) / pairs }
            / Double(counts.count)
        let expected = shares.reduce(0) { $0 + $1 * $1 }
        guard shares.count(where: { $0 > 0 }) > 1 else { throw .oneCategory }
        kappa = (seen - expected) / (1 - expected)
        agreement = seen
        units = counts.count
        self.raters = raters
    }
}
