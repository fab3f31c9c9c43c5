/// How p-values are adjusted when many comparisons are made at once.
public enum MultipleComparisons: String, Hashable, Sendable, CaseIterable {
    /// Family-wise error: "this municipality differs" in a formal annex.
    ///
    /// Source: Holm (1979), Scandinavian Journal of Statistics 6:65-70.
    case holm
    /// False discovery rate: screening.
    ///
    /// Source: Benjamini and Hochberg (1995), JRSS B 57:289-300.
    case benjaminiHochberg

    /// The adjusted p-values, in the order of `pValues`.
    public func adjusted(_ pValues: [Double]) -> [Double] {
        let count = Double(pValues.count)
        let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
        var result = [Double](repeating: 0, count: pValues.count)
        switch self {
        case .holm:
            var highest = 0.0
            for (rank, index) in order.enumerated() {
                highest = max(highest, min(1, (count - Double(rank)) * pValues[index]))
                result[index] = highest
            }
        case .benjaminiHochberg:
            var lowest = 1.0
            for (rank, index) in order.enumerated().reversed() {
                lowest = min(lowest, count * pValues[index] / Double(rank + 1))
                result[index] = lowest
            }
        }
        return result
    }
}
