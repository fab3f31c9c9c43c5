/// A quantile with Woodruff's interval; R's `svyquantile` of survey 4.1 with its default rule, `qrule = "math"`.
public struct QuantileEstimate: Hashable, Sendable {
    /// The rule's name in R.
    public static let rule = "math"

    public var value: Double?
    /// Half the interval over the t-value, as R gives it.
    public var standardError: Double?
    public var low: Double?
    public var high: Double?
    public var noInterval: NoInterval?
    public var degreesOfFreedom: Int
    public var rows: Int
    public var missing: Int
}

extension SurveyDesign {
    /// The value under which a share of the population lies.
    ///
    /// The interval is that of the share at or under the estimate, carried over to values (Woodruff 1952); a limit whose
    /// share falls outside 0 to 1 does not exist.
    public func quantile(
        _ values: [Double],
        _ share: Double,
        in rows: [Int32]? = nil,
        level: Double = 0.95
    ) -> QuantileEstimate {
        let domain = rows ?? allRows
        let known = domain.filter { !values[Int($0)].isNaN }
        // R keeps probabilities: where a share falls right on a step, the last bit decides.
        let ladderWeights =
            isAdjusted || replicates != nil ? weights : weights.map { $0 == 0 ? 0 : 1 / (1 / $0) }
        var result = QuantileEstimate(
            degreesOfFreedom: known.isEmpty ? 0 : degreesOfFreedom(known),
            rows: known.count { weights[Int($0)] != 0 },
            missing: domain.count - known.count
        )
        guard result.rows > 0, let ladder = WeightedLadder(values, ladderWeights, known) else {
            result.noInterval = .tooFewRows
            return result
        }
        let found = ladder.quantile(share)
        result.value = found
        var below = values
        for row in known { below[Int(row)] = values[Int(row)] <= found ? 1 : 0 }
        switch estimate(.mean(below), in: known).interval(level: level) {
        case .none(let reason): result.noInterval = reason
        case .interval(let low, let high):
            result.low = low < 0 ? nil : ladder.quantile(low)
            result.high = high > 1 ? nil : ladder.quantile(high)
            guard let low = result.low, let high = result.high else {
                result.noInterval = .notFinite
                return result
            }
            let critical = StudentT(degreesOfFreedom: Double(result.degreesOfFreedom)).criticalValue(level: level)
            result.standardError = (high - low) / (2 * critical)
        }
        return result
    }
}

/// The values of a domain in order, with the weight up to each.
private struct WeightedLadder {
    // R adds in long double; where a share falls right on a step, the last bit decides.
    #if arch(x86_64)
        private typealias Wide = Float80
    #else
        private typealias Wide = Double
    #endif

    private let values: [Double]
    private let cumulative: [Double]
    private let total: Double

    init?(_ all: [Double], _ weights: [Double], _ rows: [Int32]) {
        let used = rows.filter { weights[Int($0)] != 0 }
        let order = used.sorted { (all[Int($0)], $0) < (all[Int($1)], $1) }
        guard !order.isEmpty else { return nil }
        values = order.map { all[Int($0)] }
        var sum: Wide = 0
        cumulative = order.map {
            sum += Wide(weights[Int($0)])
            return Double(sum)
        }
        total = Double(used.reduce(0) { $0 + Wide(weights[Int($1)]) })
    }

    /// The left end of the step that crosses the share: R's `qrule_math` with `qs`.
    func quantile(_ share: Double) -> Double {
        let goal = share * total
        var low = 0
        var high = cumulative.count
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] <= goal { low = middle + 1 } else { high = middle }
        }
        let position = max(low - 1, 0)
        if share - cumulative[position] / total == 0 { return values[position] }
        return values[min(position + 1, values.count - 1)]
    }
}
