/// What is estimated. Missing values are NaN; a row with one is left out as a domain, never as a smaller sample.
public enum Statistic: Hashable, Sendable {
    /// Σwy / Σw; R's `svymean`. Of a variable that is 0 or 1 the proportion.
    case mean([Double])
    /// Σwy; R's `svytotal`.
    case total([Double])
    /// Σwy / Σwx; R's `svyratio`.
    case ratio([Double], [Double])

    /// How many rows its variables have.
    var rowCount: Int {
        switch self {
        case .mean(let values), .total(let values): values.count
        case .ratio(let values, let others): min(values.count, others.count)
        }
    }

    /// Rows of a domain that have all values.
    func known(_ rows: [Int32]) -> [Int32] {
        switch self {
        case .mean(let values), .total(let values): rows.filter { !values[Int($0)].isNaN }
        case .ratio(let values, let others): rows.filter { !values[Int($0)].isNaN && !others[Int($0)].isNaN }
        }
    }

    /// The estimate with these weights; NaN if it has none, as with no weight at all.
    func value(_ weights: [Double], _ rows: [Int32]) -> Double {
        switch self {
        case .mean(let values):
            guard let first = rows.first else { return .nan }
            // Around one of the values: a constant has no variance, however it is written in binary.
            let shift = values[Int(first)]
            var weight = ExactSum()
            var sum = ExactSum()
            for row in rows {
                weight.add(weights[Int(row)])
                sum.add(weights[Int(row)] * (values[Int(row)] - shift))
            }
            return weight.value == 0 ? .nan : shift + sum.value / weight.value
        case .total(let values):
            var sum = ExactSum()
            for row in rows { sum.add(weights[Int(row)] * values[Int(row)]) }
            return sum.value
        case .ratio(let values, let others):
            var above = ExactSum()
            var below = ExactSum()
            for row in rows {
                above.add(weights[Int(row)] * values[Int(row)])
                below.add(weights[Int(row)] * others[Int(row)])
            }
            return below.value == 0 ? .nan : above.value / below.value
        }
    }

    /// What each row adds to the estimate's deviation, before the weight; its weighted total has the estimate's variance.
    ///
    /// Source: Särndal, Swensson and Wretman (1992), 5.5-5.7.
    func linearised(_ weights: [Double], _ rows: [Int32], value: Double) -> [Double] {
        switch self {
        case .mean(let values):
            var weight = ExactSum()
            for row in rows { weight.add(weights[Int(row)]) }
            let total = weight.value
            return rows.map { (values[Int($0)] - value) / total }
        case .total(let values): return rows.map { values[Int($0)] }
        case .ratio(let values, let others):
            var below = ExactSum()
            for row in rows { below.add(weights[Int(row)] * others[Int(row)]) }
            let total = below.value
            return rows.map { (values[Int($0)] - value * others[Int($0)]) / total }
        }
    }
}
