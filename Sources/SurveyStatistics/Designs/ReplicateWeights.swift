/// Replicate weights: what the sampling weights would be in repeated samples.
///
/// Equals the parts of R's `svrepdesign` that variances need; replicates are compared with their own mean (`mse = FALSE`).
public struct ReplicateWeights: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Jackknife of an unstratified sample.
        case jackknife1 = "JK1"
        /// Jackknife of a stratified sample.
        case jackknifeN = "JKn"
        /// Balanced repeated replication.
        case balanced = "BRR"
        case bootstrap
    }

    public var kind: Kind
    /// Per replicate the weight of each row, the sampling weight multiplied in.
    public internal(set) var weights: [[Double]]
    /// Multiplies the sum of squares.
    public var scale: Double
    /// Multiplies the square of each replicate.
    public var replicateScales: [Double]

    /// Takes replicate weights that came with the data.
    ///
    /// - Parameters:
    ///   - weights: Per replicate the weight of each row, the sampling weight multiplied in.
    ///   - scale: Without it R's: (R − 1)/R for JK1, 1/R for BRR, 1/(R − 1) for bootstrap, 1 for JKn.
    ///   - replicateScales: Needed for JKn: (n − 1)/n of the replicate's stratum; otherwise 1.
    public init(
        _ kind: Kind,
        weights: [[Double]],
        scale: Double? = nil,
        replicateScales: [Double]? = nil
    ) throws(DesignProblem) {
        let count = Double(weights.count)
        guard weights.count > 1, replicateScales.map({ $0.count == weights.count }) ?? (kind != .jackknifeN),
            weights.allSatisfy({ $0.allSatisfy { $0.isFinite } })
        else { throw .replicates }
        self.kind = kind
        self.weights = weights
        self.replicateScales = replicateScales ?? [Double](repeating: 1, count: weights.count)
        self.scale =
            scale
            ?? {
                switch kind {
                case .jackknife1: (count - 1) / count
                case .jackknifeN: 1
                case .balanced: 1 / count
                case .bootstrap: 1 / (count - 1)
                }
            }()
    }

    /// The variance of several statistics together, from their value in each replicate; R's `svrVar`.
    ///
    /// - Parameter values: Per statistic, per replicate. Replicates in which one of them has no value are left out.
    func covariance(of values: [[Double]]) -> Matrix? {
        let kept = weights.indices.filter { replicate in values.allSatisfy { $0[replicate].isFinite } }
        let counted = kept.filter { replicateScales[$0] > 0 }
        guard !counted.isEmpty else { return nil }
        let centres = values.map { list in counted.reduce(0) { $0 + list[$1] } / Double(counted.count) }
        var result = Matrix(rows: values.count, columns: values.count)
        for one in values.indices {
            for other in values.indices {
                var sum = 0.0
                for replicate in kept {
                    sum +=
                        (values[one][replicate] - centres[one]) * (values[other][replicate] - centres[other])
                        * replicateScales[replicate]
                }
                result[one, other] = sum * scale
            }
        }
        return result
    }

    /// One less than the number of replicates that do not follow from the others, within a domain; R's `degf`.
    func degreesOfFreedom(_ rows: [Int32]) -> Int {
        let columns = weights.map { list in rows.map { list[Int($0)] } }
        return OrthonormalBasis(Matrix(columns: columns), tolerance: 1e-5).rank - 1
    }
}
