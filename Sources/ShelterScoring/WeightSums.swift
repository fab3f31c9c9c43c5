internal import Foundation
internal import ShelterModel

/// Sums of weights per row, from which a weighted mean follows.
struct WeightSums {
    /// Of a weighted mean: weight times what is averaged; for `worst` the least so far.
    private var attained: [Double]
    /// Rows in which a part with weight is 0: a geometric or harmonic mean is then 0.
    private var hasZero: [Bool]
    private let rule: AggregationRule
    var observed: [Double]
    var applicable: [Double]

    init(rows: Int, rule: AggregationRule) {
        self.rule = rule
        attained = [Double](repeating: rule == .worst ? 1 : 0, count: rows)
        observed = [Double](repeating: 0, count: rows)
        applicable = observed
        hasZero = rule == .geometric || rule == .harmonic ? [Bool](repeating: false, count: rows) : []
    }

    mutating func add(_ weight: Double, outcomes: [UInt8], attainments: [Int64]) {
        for row in outcomes.indices {
            switch outcomes[row] {
            case Outcome.met.rawValue, Outcome.notMet.rawValue:
                add(weight, FixedPoint(parts: attainments[row]).exact, row: row)
                applicable[row] += weight
            case Outcome.unknown.rawValue:
                applicable[row] += weight
            default:
                break
            }
        }
    }

    /// Adds one observed part to a row; one without weight counts for nothing, in every rule.
    @inline(__always)
    mutating func add(_ weight: Double, _ value: Double, row: Int) {
        switch rule {
        case .arithmetic: attained[row] += weight * value
        case .worst: if weight > 0 { attained[row] = min(attained[row], value) }
        case .geometric, .harmonic:
            if weight > 0, value <= 0 {
                hasZero[row] = true
            } else if weight > 0 {
                attained[row] += weight * (rule == .geometric ? log(value) : 1 / value)
            }
        }
        observed[row] += weight
    }

    /// Of a row in which something was observed.
    func mean(_ row: Int) -> Double {
        switch rule {
        case .arithmetic: attained[row] / observed[row]
        case .worst: attained[row]
        // Rounding may carry a mean of ones over 1.
        case .geometric: hasZero[row] ? 0 : min(1, exp(attained[row] / observed[row]))
        case .harmonic: hasZero[row] ? 0 : min(1, observed[row] / attained[row])
        }
    }

    mutating func merge(_ other: WeightSums) {
        for row in observed.indices {
            observed[row] += other.observed[row]
            applicable[row] += other.applicable[row]
        }
    }

    var coverage: [Int64] {
        observed.indices.map { row in
            applicable[row] > 0 ? FixedPoint(observed[row] / applicable[row]).parts : ScoredBatch.none
        }
    }
}
