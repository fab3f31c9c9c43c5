internal import Foundation

/// Factors by which weights are multiplied so that variables have known totals.
struct Calibration {
    private let variables: [[Double]]
    private let totals: [Double]
    private let bounds: ClosedRange<Double>?
    private let tolerance: Double
    private static let mostSteps = 200

    init(_ variables: [[Double]], _ totals: [Double], _ bounds: ClosedRange<Double>?, _ tolerance: Double) {
        self.variables = variables
        self.totals = totals
        self.bounds = bounds
        self.tolerance = tolerance
    }

    /// Factor of each row, number of steps, and the largest difference left.
    func factors(_ weights: [Double]) throws(DesignProblem) -> ([Double], Int, Double) {
        let sample = sums(weights, [Double](repeating: 1, count: weights.count))
        // A variable that is 0 throughout and has total 0 says nothing.
        let used = totals.indices.filter { index in
            !(sample[index] == 0 && totals[index] == 0
                && weights.indices.allSatisfy { weights[$0] == 0 || variables[index][$0] == 0 })
        }
        guard let bounds else { return try linear(weights, sample, used) }
        var scaled = weights
        var scale = 1.0
        let ratios = used.map { totals[$0] / sample[$0] }
        if let least = ratios.min(), least > 20, ratios.allSatisfy(\.isFinite) {
            scale = ratios.reduce(0, +) / Double(ratios.count)
            scaled = weights.map { $0 * scale }
        }
        let (factors, steps, difference) = try logit(scaled, used, bounds)
        return (factors.map { $0 * scale }, steps, difference)
    }

    private func linear(
        _ weights: [Double],
        _ sample: [Double],
        _ used: [Int]
    ) throws(DesignProblem) -> ([Double], Int, Double) {
        var factors = [Double](repeating: 1, count: weights.count)
        let products = crossProducts(weights, used)
        // One step is the solution; the second takes away what rounding left.
        var left = used.map { totals[$0] - sample[$0] }
        for _ in 0..<2 {
            guard let lambda = products.solve(Matrix(columns: [left])) else { throw .calibrationSingular }
            for row in weights.indices where weights[row] != 0 {
                for (place, index) in used.enumerated() { factors[row] += variables[index][row] * lambda[place, 0] }
            }
            let found = sums(weights, factors)
            left = used.map { totals[$0] - found[$0] }
        }
        let difference = largest(left, used)
        guard difference <= 1e-6 else { throw .calibrationSingular }
        return (factors, 1, difference)
    }

    /// Newton's method on the Lagrange multipliers, halving steps that leave the numbers.
    private func logit(
        _ weights: [Double],
        _ used: [Int],
        _ bounds: ClosedRange<Double>
    ) throws(DesignProblem) -> ([Double], Int, Double) {
        let low = bounds.lowerBound
        let high = bounds.upperBound
        let slope = (high - low) / ((high - 1) * (1 - low))
        func factor(_ u: Double) -> (Double, Double) {
            // Both ends are reached in the limit.
            let e = exp(min(max(slope * u, -700), 700))
            let below = high - 1 + (1 - low) * e
            let value = (low * (high - 1) + high * (1 - low) * e) / below
            return (value, (high - low) * (1 - low) * (high - 1) * e * slope / (below * below))
        }
        var multipliers = [Double](repeating: 0, count: used.count)
        var best = Double.infinity
        var kept = [Double](repeating: 1, count: weights.count)
        func evaluate(_ multipliers: [Double]) -> (factors: [Double], slopes: [Double], left: [Double]) {
            var factors = [Double](repeating: 1, count: weights.count)
            var slopes = [Double](repeating: 0, count: weights.count)
            for row in weights.indices where weights[row] != 0 {
                var u = 0.0
                for (place, index) in used.enumerated() { u += variables[index][row] * multipliers[place] }
                (factors[row], slopes[row]) = factor(u)
            }
            let found = sums(weights, factors)
            return (factors, slopes, used.map { totals[$0] - found[$0] })
        }
        var state = evaluate(multipliers)
        best = largest(state.left, used)
        for step in 1...Self.mostSteps {
            let products = crossProducts(zip(weights, state.slopes).map { $0 * $1 }, used)
            guard let change = products.solve(Matrix(columns: [state.left])) else {
                throw step == 1 ? .calibrationSingular : .notConverged(difference: best)
            }
            var share = 1.0
            var next = state
            var moved = multipliers
            repeat {
                for place in used.indices { moved[place] = multipliers[place] + share * change[place, 0] }
                next = evaluate(moved)
                share /= 2
            } while largest(next.left, used) >= best && best > tolerance && share > 1e-6
            let reached = largest(next.left, used)
            let isBetter = reached < best
            if isBetter {
                multipliers = moved
                state = next
                best = reached
                kept = next.factors
            }
            // One more step after the goal is as good as free, and quadratic.
            if best <= tolerance || (!isBetter && best <= 1e-9) { return (kept, step, best) }
            if !isBetter { throw .notConverged(difference: best) }
        }
        throw .notConverged(difference: best)
    }

    private func largest(_ left: [Double], _ used: [Int]) -> Double {
        zip(left, used).reduce(0) { most, pair in
            let share = pair.0.magnitude / (1 + totals[pair.1].magnitude)
            return share.isNaN ? .infinity : max(most, share)
        }
    }

    private func sums(_ weights: [Double], _ factors: [Double]) -> [Double] {
        variables.map { column in
            var sum = ExactSum()
            for row in weights.indices where weights[row] != 0 { sum.add(column[row] * weights[row] * factors[row]) }
            return sum.value
        }
    }

    private func crossProducts(_ weights: [Double], _ used: [Int]) -> Matrix {
        var result = Matrix(rows: used.count, columns: used.count)
        for (one, first) in used.enumerated() {
            for (other, second) in used.enumerated().prefix(one + 1) {
                var sum = 0.0
                for row in weights.indices where weights[row] != 0 {
                    sum += variables[first][row] * variables[second][row] * weights[row]
                }
                result[one, other] = sum
                result[other, one] = sum
            }
        }
        return result
    }
}
