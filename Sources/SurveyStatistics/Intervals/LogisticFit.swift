internal import Foundation

/// A logistic regression on a constant as R's `glm` finds it: the information that it reports is that of the last iteration but
/// one, which the fifth digit of a likelihood interval shows.
struct LogisticFit: Hashable, Sendable {
    /// Rows, those without weight included.
    let rows: Int
    /// Fitted share before the last iteration.
    let shareBefore: Double

    /// - Returns: `nil` if the variable is not 0 or 1, or has one value only.
    init?(_ values: [Double], _ weights: [Double], _ known: [Int32], share: Double) {
        guard share > 0, share < 1, known.allSatisfy({ values[Int($0)] == 0 || values[Int($0)] == 1 }) else {
            return nil
        }
        let sum = known.reduce(0) { $0 + weights[Int($1)] }
        guard sum > 0 else { return nil }
        let count = Double(known.count)
        var slopes = 0.0
        var targets = 0.0
        var deviance = 0.0
        for row in known {
            let weight = weights[Int(row)] * count / sum
            let value = values[Int(row)]
            let start = (weight * value + 0.5) / (weight + 1)
            let slope = start * (1 - start)
            slopes += weight * slope
            targets += weight * slope * (log(start / (1 - start)) + (value - start) / slope)
            deviance -= 2 * weight * log(value == 1 ? start : 1 - start)
        }
        var logit = targets / slopes
        // Between the starting values and the first step there is no single share; R never stops there with two values.
        var before = share
        for _ in 0..<25 {
            let fitted = 1 / (1 + exp(-logit))
            let next = -2 * count * (share * log(fitted) + (1 - share) * log(1 - fitted))
            if (next - deviance).magnitude / (next.magnitude + 0.1) < 1e-8 { break }
            deviance = next
            before = fitted
            logit += (share - fitted) / (fitted * (1 - fitted))
        }
        rows = known.count
        shareBefore = before
    }
}
