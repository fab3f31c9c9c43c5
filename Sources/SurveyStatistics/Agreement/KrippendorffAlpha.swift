/// Agreement of any number of raters, also where ratings are missing.
///
/// Source: Krippendorff (2011), "Computing Krippendorff's alpha-reliability".
public struct KrippendorffAlpha: Hashable, Sendable {
    /// How far two values lie apart.
    public enum Metric: String, Hashable, Sendable, Codable, CaseIterable {
        case nominal
        case ordinal
        case interval
    }

    public let alpha: Double
    /// Units with at least two ratings.
    public let units: Int
    /// Ratings in those units.
    public let ratings: Int

    /// - Parameter ratings: Per rater one value per unit; `nil` where it is missing.
    public init(_ ratings: [[Double?]], metric: Metric) throws(NoAgreement) {
        guard ratings.count > 1 else { throw .oneRater }
        let units = ratings[0].count
        guard ratings.allSatisfy({ $0.count == units }) else { throw .unequalLength }
        let known = (0..<units).map { unit in ratings.compactMap { $0[unit] } }.filter { $0.count > 1 }
        guard !known.isEmpty else { throw .noPairs }
        let values = Set(known.joined()).sorted()
        guard values.count > 1 else { throw .oneCategory }
        let numbers = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
        var coincidences = [[Double]](repeating: [Double](repeating: 0, count: values.count), count: values.count)
        for unit in known {
            let places = unit.map { numbers[$0] ?? 0 }
            for (i, x) in places.enumerated() {
                for (j, y) in places.enumerated() where i != j {
                    coincidences[x][y] += 1 / Double(unit.count - 1)
                }
            }
        }
        let marginals = coincidences.map { $0.reduce(0, +) }
        let total = marginals.reduce(0, +)
        var before = [0.0]
        for count in marginals { before.append((before.last ?? 0) + count) }
        func distance(_ x: Int, _ y: Int) -> Double {
            switch metric {
            case .nominal: return x == y ? 0 : 1
            case .interval: return (values[x] - values[y]) * (values[x] - values[y])
            case .ordinal:
                let between = before[max(x, y) + 1] - before[min(x, y)]
                let gap = x == y ? 0 : between - (marginals[x] + marginals[y]) / 2
                return gap * gap
            }
        }
        var seen = 0.0
        var expected = 0.0
        for x in values.indices {
            for y in values.indices {
                let distance = distance(x, y)
                seen += coincidences[x][y] * distance
                expected += marginals[x] * marginals[y] * distance
            }
        }
        alpha = 1 - (total - 1) * seen / expected
        self.units = known.count
        self.ratings = known.reduce(0) { $0 + $1.count }
    }
}
