internal import Foundation

/// The profile likelihood of a logistic regression on a constant, step for step as R computes it.
///
/// R's `svyciprop(method = "likelihood")` takes the deviance at up to nine steps to either side, lays a spline through its
/// signed roots and looks the limits up in straight pieces of that spline. The exact profile differs from it in the fourth
/// digit, so the steps are part of the method.
struct LikelihoodProfile {
    let share: Double
    let variance: Double
    /// Rows with weight.
    let rows: Int
    let fit: LogisticFit

    func interval(level: Double, degrees: Double) -> IntervalOutcome {
        guard rows > 1 else { return .none(.tooFewRows) }
        let size = Double(fit.rows)
        // Design variance of the Pearson residuals of a variable that is 0 or 1.
        let dispersion = Double(rows) / Double(rows - 1)
        let designVariance = variance / (share * (1 - share) * share * (1 - share))
        let lambda = designVariance * size * fit.shareBefore * (1 - fit.shareBefore)
        let alpha =
            Normal.cumulative(StudentT(degreesOfFreedom: degrees).quantile((1 - level) / 2) * lambda.squareRoot()) / 2
        let furthest = Distribution.fUpperQuantile(alpha, 1, size - 1).squareRoot()
        guard alpha > 0, furthest.isFinite else { return .none(.notFinite) }
        let error = designVariance.squareRoot()
        let centre = log(share / (1 - share))
        var points = [(x: centre, y: 0.0)]
        for sign in [-1.0, 1.0] {
            var step = 0.0
            var reached = 0.0
            while step < 9, reached.magnitude < furthest {
                step += 1
                let position = centre + sign * step * furthest / 5 * error
                reached = sign * (max(0, deviance(position) - deviance(centre)) / dispersion).squareRoot()
                points.append((position, reached))
            }
        }
        points.sort { $0.y < $1.y }
        let spline = CubicSpline(points.map(\.x), points.map(\.y))
        let goal = -Normal.quantile(2 * alpha)
        let first = points[0].x
        let last = points[points.count - 1].x
        let count = 3 * points.count
        let curve = (0..<count).map { index -> (x: Double, y: Double) in
            let x = index == count - 1 ? last : first + Double(index) * (last - first) / Double(count - 1)
            return (x, spline.value(at: x))
        }
        guard let low = Self.crossing(-goal, curve), let high = Self.crossing(goal, curve) else {
            return .none(.notFinite)
        }
        return IntervalOutcome(1 / (1 + exp(-low)), 1 / (1 + exp(-high)))
    }

    /// Of all rows, at a logit.
    private func deviance(_ logit: Double) -> Double {
        let p = 1 / (1 + exp(-logit))
        let q = 1 / (1 + exp(logit))
        return -2 * Double(fit.rows) * (share * log(p) + (1 - share) * log(q))
    }

    /// Where a curve of straight pieces reaches a value.
    private static func crossing(_ goal: Double, _ curve: [(x: Double, y: Double)]) -> Double? {
        let sorted = curve.sorted { $0.y < $1.y }
        for (one, next) in zip(sorted, sorted.dropFirst()) where one.y <= goal && goal <= next.y {
            if one.y == next.y { return one.x }
            return one.x + (next.x - one.x) * (goal - one.y) / (next.y - one.y)
        }
        return nil
    }
}

/// A cubic spline whose ends follow the cubic through the last four points; R's `spline(method = "fmm")`.
///
/// Source: Forsythe, Malcolm and Moler (1977), Computer Methods for Mathematical Computations.
struct CubicSpline {
    private let x: [Double]
    private let y: [Double]
    private var b: [Double]
    private var c: [Double]
    private var d: [Double]

    init(_ x: [Double], _ y: [Double]) {
        self.x = x
        self.y = y
        let n = x.count
        b = [Double](repeating: 0, count: n)
        c = b
        d = b
        guard n >= 2 else { return }
        guard n >= 3 else {
            b = [Double](repeating: (y[1] - y[0]) / (x[1] - x[0]), count: 2)
            return
        }
        d[0] = x[1] - x[0]
        c[1] = (y[1] - y[0]) / d[0]
        for i in 1..<(n - 1) {
            d[i] = x[i + 1] - x[i]
            b[i] = 2 * (d[i - 1] + d[i])
            c[i + 1] = (y[i + 1] - y[i]) / d[i]
            c[i] = c[i + 1] - c[i]
        }
        b[0] = -d[0]
        b[n - 1] = -d[n - 2]
        c[0] = 0
        c[n - 1] = 0
        if n > 3 {
            c[0] = c[2] / (x[3] - x[1]) - c[1] / (x[2] - x[0])
            c[n - 1] = c[n - 2] / (x[n - 1] - x[n - 3]) - c[n - 3] / (x[n - 2] - x[n - 4])
            c[0] = c[0] * d[0] * d[0] / (x[3] - x[0])
            c[n - 1] = -c[n - 1] * d[n - 2] * d[n - 2] / (x[n - 1] - x[n - 4])
        }
        for i in 1..<n {
            let factor = d[i - 1] / b[i - 1]
            b[i] -= factor * d[i - 1]
            c[i] -= factor * c[i - 1]
        }
        c[n - 1] /= b[n - 1]
        for i in (0..<(n - 1)).reversed() { c[i] = (c[i] - d[i] * c[i + 1]) / b[i] }
        b[n - 1] = (y[n - 1] - y[n - 2]) / d[n - 2] + d[n - 2] * (c[n - 2] + 2 * c[n - 1])
        for i in 0..<(n - 1) {
            b[i] = (y[i + 1] - y[i]) / d[i] - d[i] * (c[i + 1] + 2 * c[i])
            d[i] = (c[i + 1] - c[i]) / d[i]
            c[i] = 3 * c[i]
        }
        c[n - 1] = 3 * c[n - 1]
        d[n - 1] = d[n - 2]
    }

    func value(at position: Double) -> Double {
        var piece = 0
        while piece + 1 < x.count, x[piece + 1] <= position { piece += 1 }
        let step = position - x[piece]
        return y[piece] + step * (b[piece] + step * (c[piece] + step * d[piece]))
    }
}
