internal import Foundation

/// How several scores of a unit become one.
public enum AggregationMethod: String, Hashable, Sendable, Codable, CaseIterable {
    /// Σwx / Σw: what is good makes up for what is bad.
    case arithmetic
    /// exp(Σw ln x / Σw): makes up less; only for values above 0.
    case geometric
    /// Σw / Σ(w/x): makes up least; only for values that are not 0.
    case harmonic
    /// The lowest value with weight: nothing makes up.
    case worst
    /// Wins less losses over all pairs of units; a pair is won by who is better on more weight.
    case copeland
    /// Sum over all other units of the weight on which a unit is better, half where it is equal: `a_copeland` of COINr.
    case outranking

    /// Whether the result of one unit changes when another unit does.
    public var isSampleBased: Bool { self == .copeland || self == .outranking }

    /// Most units of which all pairs are compared.
    public static let pairLimit = 5000

    /// One value of several; missing ones are left out with their weights.
    ///
    /// - Parameter leastShare: Below this share of values that are known (by number, not by weight, as `dat_thresh` of
    ///   COINr) there is no result.
    /// - Returns: `nil` where nothing with weight is known.
    public func value(
        _ values: [Double?],
        weights: [Double],
        leastShare: Double = 0
    ) throws(CompositeProblem) -> Double? {
        var known: [(x: Double, w: Double)] = []
        for (value, weight) in zip(values, weights) {
            if let value { known.append((value, weight)) }
        }
        guard !known.isEmpty, Double(known.count) / Double(values.count) >= leastShare else { return nil }
        let sum = known.reduce(0) { $0 + $1.w }
        guard sum > 0 else { return nil }
        switch self {
        case .arithmetic:
            return known.reduce(0) { $0 + $1.w / sum * $1.x }
        case .geometric:
            guard known.allSatisfy({ $0.x > 0 }) else { throw .notPositive }
            return exp(known.reduce(0) { $0 + $1.w * log($1.x) } / sum)
        case .harmonic:
            guard known.allSatisfy({ $0.x != 0 }) else { throw .isZero }
            return sum / known.reduce(0) { $0 + $1.w / $1.x }
        case .worst:
            return known.lazy.filter { $0.w > 0 }.map(\.x).min()
        case .copeland, .outranking:
            return nil
        }
    }

    /// One value per unit.
    ///
    /// - Parameters:
    ///   - columns: Per indicator the values of all units.
    ///   - weights: One per indicator.
    public func aggregate(
        _ columns: [[Double?]],
        weights: [Double],
        leastShare: Double = 0
    ) throws(CompositeProblem) -> [Double?] {
        let units = columns.first?.count ?? 0
        guard isSampleBased else {
            var result: [Double?] = []
            for unit in 0..<units {
                result.append(try value(columns.map { $0[unit] }, weights: weights, leastShare: leastShare))
            }
            return result
        }
        guard units <= Self.pairLimit else { throw .tooManyUnits }
        let total = weights.reduce(0, +)
        guard total > 0 else { throw .noWeight }
        let enough = (0..<units).map { unit in
            let known = columns.count { $0[unit] != nil }
            return known > 0 && Double(known) / Double(columns.count) >= leastShare
        }
        var scores = [Double](repeating: 0, count: units)
        for first in 0..<units {
            for second in 0..<first {
                // As in COINr the share of the earlier unit is summed, and the later one gets the rest.
                var wins = 0.0
                var losses = 0.0
                for (column, weight) in zip(columns, weights) {
                    guard let x = column[second], let y = column[first] else { continue }
                    if x > y {
                        wins += weight
                    } else if x < y {
                        losses += weight
                    } else {
                        wins += weight / 2
                        losses += weight / 2
                    }
                }
                if self == .outranking {
                    scores[second] += wins / total
                    scores[first] += 1 - wins / total
                } else if wins != losses, enough[first], enough[second] {
                    scores[second] += wins > losses ? 1 : -1
                    scores[first] += wins > losses ? -1 : 1
                }
            }
        }
        return zip(scores, enough).map { $1 ? $0 : nil }
    }
}
