/// What stands in for values that are missing. The default everywhere is `none`: missing stays missing.
public enum Imputation: String, Hashable, Sendable, Codable, CaseIterable {
    case none
    case mean
    case median
    case groupMean = "group-mean"
    case groupMedian = "group-median"

    public var needsGroups: Bool { self == .groupMean || self == .groupMedian }

    /// The column with what is missing filled in, as `i_mean`, `i_median`, `i_mean_grp` and `i_median_grp` of COINr.
    ///
    /// - Parameter groups: The group of each unit; a unit without one stays as it is.
    public func impute(_ values: [Double?], groups: [String?] = []) -> [Double?] {
        switch self {
        case .none: return values
        case .mean, .median:
            let filling = filling(values.compactMap { $0 })
            return values.map { $0 ?? filling }
        case .groupMean, .groupMedian:
            var known: [String: [Double]] = [:]
            for (value, group) in zip(values, groups) {
                if let value, let group { known[group, default: []].append(value) }
            }
            let fillings = known.mapValues(filling)
            return zip(values, groups).map { value, group in value ?? group.flatMap { fillings[$0] ?? nil } }
        }
    }

    private func filling(_ values: [Double]) -> Double? {
        self == .median || self == .groupMedian ? Moments.median(values) : Moments.mean(values)
    }
}
