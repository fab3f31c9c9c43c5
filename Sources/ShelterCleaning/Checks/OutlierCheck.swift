internal import Foundation
internal import ShelterModel

/// Numbers outside fixed limits.
struct RangeCheck {
    let range: ValueRange

    init(_ range: ValueRange) {
        self.range = range
    }

    func run(_ values: [Double?], column: Int?, into result: inout CheckResult) {
        for (row, value) in values.enumerated() {
            guard let value else {
                result.unknown += 1
                continue
            }
            let isLow = range.low.map { value < $0 } ?? false
            let isHigh = range.high.map { value > $0 } ?? false
            guard isLow || isHigh, let limit = isLow ? range.low : range.high else { continue }
            let arguments: [String: Diagnostic.Argument] = ["value": .number(value.short), "limit": .number(limit)]
            result.hit(row, column, isLow ? "check.below-range" : "check.above-range", arguments)
        }
    }
}

/// Numbers far from the others.
struct OutlierCheck {
    let rule: OutlierRule

    init(_ rule: OutlierRule) {
        self.rule = rule
    }

    /// - Parameter groups: Name of each row's group; `nil` if all rows are judged together.
    func run(_ values: [Double?], groups: [String?]?, column: Int?, into result: inout CheckResult) {
        var members: [String: [Int]] = [:]
        for row in values.indices {
            let group = groups.map { $0[row] } ?? ""
            guard let group, scaled(values[row]) != nil else {
                result.unknown += 1
                continue
            }
            members[group, default: []].append(row)
        }
        for rows in members.values {
            let numbers = rows.compactMap { scaled(values[$0]) }
            guard numbers.count >= rule.atLeast, let (low, high) = fences(numbers.sorted()) else {
                result.unknown += rows.count
                continue
            }
            for (row, number) in zip(rows, numbers) where number < low || number > high {
                result.hit(
                    row,
                    column,
                    "check.outlier",
                    [
                        "value": .number((values[row] ?? number).short), "low": .number(unscaled(low).short),
                        "high": .number(unscaled(high).short), "count": .integer(numbers.count),
                    ]
                )
            }
        }
        // Groups come in no order.
        result.hits.sort { ($0.row ?? 0) < ($1.row ?? 0) }
    }

    private func scaled(_ value: Double?) -> Double? {
        guard let value else { return nil }
        if rule.scale == .raw { return value }
        return value > 0 ? log(value) : nil
    }

    private func unscaled(_ value: Double) -> Double { rule.scale == .raw ? value : exp(value) }

    /// `nil` if the middle of the numbers has no spread: then every other value would be far away.
    func fences(_ sorted: [Double]) -> (low: Double, high: Double)? {
        switch rule.fences {
        case .medianDeviation:
            let median = Self.quantile(sorted, 0.5)
            let spread = Self.quantile(sorted.map { abs($0 - median) }.sorted(), 0.5)
            return spread > 0 ? (median - rule.factor * spread, median + rule.factor * spread) : nil
        case .tukey:
            let first = Self.quantile(sorted, 0.25)
            let third = Self.quantile(sorted, 0.75)
            let spread = third - first
            return spread > 0 ? (first - rule.factor * spread, third + rule.factor * spread) : nil
        }
    }

    /// Linear between the ordered values.
    ///
    /// Source: type 7 of Hyndman and Fan (1996), The American Statistician 50:361-365; the default of R.
    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        guard let last = sorted.indices.last else { return .nan }
        let place = share * Double(last)
        let low = Int(place)
        let high = min(low + 1, last)
        return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
    }
}

extension Double {
    /// Four digits, as a sentence quotes a measured number.
    var short: Double {
        guard self != 0, isFinite, abs(self) < 1e4 else { return rounded() }
        let digits = 3 - Int(log10(abs(self)).rounded(.down))
        let power = pow(10, Double(digits))
        return (self * power).rounded() / power
    }
}
