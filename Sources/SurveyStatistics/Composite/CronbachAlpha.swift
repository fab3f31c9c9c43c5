/// How far the indicators of a group go together. Not a target for a checklist: report it, do not tune by it.
public enum CronbachAlpha {
    /// k/(k − 1) · (1 − Σ var / Σ Σ cov), with each covariance over the units that have both values.
    ///
    /// - Returns: `nil` with fewer than two indicators, where a covariance does not exist, or if the sum does not vary.
    ///
    /// Source: Cronbach (1951), Psychometrika 16:297-334.
    public static func alpha(_ columns: [[Double?]]) -> Double? {
        let count = Double(columns.count)
        guard columns.count > 1 else { return nil }
        var diagonal = 0.0
        var all = 0.0
        for first in columns.indices {
            for second in columns.indices where second <= first {
                guard let covariance = covariance(columns[first], columns[second]) else { return nil }
                all += first == second ? covariance : 2 * covariance
                if first == second { diagonal += covariance }
            }
        }
        return all > 0 ? count / (count - 1) * (1 - diagonal / all) : nil
    }

    /// Over the units that have both, with n − 1.
    static func covariance(_ first: [Double?], _ second: [Double?]) -> Double? {
        let pairs = zip(first, second).compactMap { x, y in x.flatMap { x in y.map { (x, $0) } } }
        guard pairs.count > 1 else { return nil }
        let n = Double(pairs.count)
        let x = pairs.reduce(0) { $0 + $1.0 } / n
        let y = pairs.reduce(0) { $0 + $1.1 } / n
        return pairs.reduce(0) { $0 + ($1.0 - x) * ($1.1 - y) } / (n - 1)
    }
}
