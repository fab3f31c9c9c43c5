/// Agreement of two raters beyond chance.
///
/// Source: Cohen (1960), Educational and Psychological Measurement 20:37-46; weighted: Cohen (1968), Psychological Bulletin 70:213-220.
public struct CohenKappa: Hashable, Sendable {
    /// What a disagreement costs, by how many categories it is.
    public enum Weights: String, Hashable, Sendable, Codable, CaseIterable {
        /// Every disagreement is as bad.
        case unweighted
        /// |i − j|
        case linear
        /// (i − j)²
        case quadratic
    }

    public let kappa: Double
    /// Share of the units on which both say the same.
    public let agreement: Double
    /// Units that both rated.
    public let units: Int

    /// - Parameters:
    ///   - first: Number of the category (0, 1, … in their order) of each unit; `nil` if the unit was not rated.
    ///   - categories: How many there are.
    public init(_ first: [Int?], _ second: [Int?], categories: Int, weights: Weights = .unweighted) throws(NoAgreement)
    {
        guard first.count == second.count else { throw .unequalLength }
        let pairs = zip(first, second).compactMap { x, y in x.flatMap { x in y.map { (x, $0) } } }
        guard !pairs.isEmpty else { throw .noPairs }
        let n = Double(pairs.count)
        var rows = [Double](repeating: 0, count: categories)
        var columns = rows
        var seen = 0.0
        for (x, y) in pairs {
            rows[x] += 1
            columns[y] += 1
            seen += Self.cost(x, y, weights)
        }
        var expected = 0.0
        for x in 0..<categories {
            for y in 0..<categories { expected += Self.cost(x, y, weights) * rows[x] * columns[y] / n }
        }
        guard expected > 0 else { throw .oneCategory }
        kappa = 1 - seen / expected
        agreement = Double(pairs.count { $0.0 == $0.1 }) / n
        units = pairs.count
    }

    private static func cost(_ x: Int, _ y: Int, _ weights: Weights) -> Double {
        switch weights {
        case .unweighted: x == y ? 0 : 1
        case .linear: Double(abs(x - y))
        case .quadratic: Double((x - y) * (x - y))
        }
    }
}
