internal import Foundation

/// How the variance between areas, beyond that of their estimates, is found.
public enum AreaVarianceMethod: String, Hashable, Sendable, CaseIterable {
    /// Restricted maximum likelihood, to the highest of its maxima.
    case reml = "REML"
    /// Moments with weights 1/D (DerSimonian and Laird 1986).
    case derSimonianLaird = "DL"
    /// Moments with weights 1/(A + D) (Paule and Mandel 1982).
    case pauleMandel = "PM"
}

/// The variance A between areas.
public struct AreaVariance: Hashable, Sendable {
    public var method: AreaVarianceMethod
    /// 0 if the estimates differ no more than their variances say.
    public var value: Double
    public var iterations: Int
    public var hasConverged: Bool
}

extension AreaEstimates {
    public func variance(_ method: AreaVarianceMethod) -> AreaVariance {
        switch method {
        case .reml: restrictedLikelihood()
        case .derSimonianLaird:
            AreaVariance(method: method, value: max(0, derSimonianLaird()), iterations: 1, hasConverged: true)
        case .pauleMandel: pauleMandel()
        }
    }

    /// Q(A): squared residuals over A + D.
    private func heterogeneity(_ a: Double) -> Double {
        guard let fit = regression(a) else { return .nan }
        return zip(fit.residuals, variances).reduce(0) { $0 + $1.0 * $1.0 / (a + $1.1) }
    }

    /// Source: Jackson, White and Riley (2013) for covariates; without them the formula of DerSimonian and Laird.
    private func derSimonianLaird() -> Double {
        guard let fit = regression(0) else { return 0 }
        // tr(P) = Σw − tr((X'WX)⁻¹ X'W²X)
        var trace = variances.reduce(0) { $0 + 1 / $1 }
        for area in estimates.indices { trace -= leverage(area, fit.covariance) / (variances[area] * variances[area]) }
        return (heterogeneity(0) - Double(count - design.count)) / trace
    }

    private func pauleMandel() -> AreaVariance {
        let goal = Double(count - design.count)
        let (value, iterations) = root(upTo: startingScale) { heterogeneity($0) - goal }
        return AreaVariance(method: .pauleMandel, value: value, iterations: iterations, hasConverged: value.isFinite)
    }

    /// Far above any sensible A.
    private var startingScale: Double {
        let mean = estimates.reduce(0, +) / Double(count)
        let spread = estimates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(count - 1, 1))
        return max(spread, variances.max() ?? 1) * 4
    }

    /// Where a falling function crosses 0; 0 if it starts below.
    private func root(upTo start: Double, _ function: (Double) -> Double) -> (Double, Int) {
        guard function(0) > 0 else { return (0, 1) }
        var high = start
        var steps = 1
        while function(high) > 0, steps < 200 {
            high *= 2
            steps += 1
        }
        let (value, more) = bisect(0, high, function)
        return (value, steps + more)
    }

    /// Halves an interval at whose ends the function is above and below 0, until no number lies between.
    private func bisect(_ low: Double, _ high: Double, _ function: (Double) -> Double) -> (Double, Int) {
        var low = low
        var high = high
        var steps = 0
        while steps < 400 {
            steps += 1
            let middle = low + (high - low) / 2
            if middle == low || middle == high { break }
            if function(middle) > 0 { low = middle } else { high = middle }
            if high - low <= 1e-15 * high { break }
        }
        return (low + (high - low) / 2, steps)
    }

    // MARK: - Restricted likelihood

    /// The likelihood may have several maxima: its slope is followed over a fine grid, every maximum is taken to the last
    /// digit, and the highest one wins.
    private func restrictedLikelihood() -> AreaVariance {
        let top = startingScale * 8
        let least = (variances.min() ?? 1) * 1e-8
        var grid = [0.0]
        let points = 400
        for index in 0...points { grid.append(least * pow(top / least, Double(index) / Double(points))) }
        var candidates: [Double] = []
        var steps = 0
        var before = slope(0)
        if before <= 0 { candidates.append(0) }
        for (low, high) in zip(grid, grid.dropFirst()) {
            let after = slope(high)
            steps += 1
            if before > 0, after <= 0 {
                let (value, more) = bisect(low, high) { slope($0) }
                candidates.append(value)
                steps += more
            }
            before = after
        }
        let best = candidates.max { likelihood($0) < likelihood($1) }
        return AreaVariance(method: .reml, value: best ?? top, iterations: steps, hasConverged: best != nil)
    }

    /// Restricted log-likelihood, but for a constant.
    private func likelihood(_ a: Double) -> Double {
        guard let fit = regression(a) else { return -.infinity }
        var sum = 0.0
        for area in estimates.indices {
            let variance = a + variances[area]
            sum -= log(variance) + fit.residuals[area] * fit.residuals[area] / variance
        }
        return (sum + logDeterminant(fit.covariance)) / 2
    }

    /// Derivative of `likelihood`: (y'PPy − tr P) / 2.
    private func slope(_ a: Double) -> Double {
        guard let fit = regression(a) else { return .nan }
        var sum = 0.0
        for area in estimates.indices {
            let variance = a + variances[area]
            sum += fit.residuals[area] * fit.residuals[area] / (variance * variance)
            sum -= 1 / variance
            sum += leverage(area, fit.covariance) / (variance * variance)
        }
        return sum / 2
    }

    /// Of a positive definite matrix, by elimination of one row after the other.
    private func logDeterminant(_ matrix: Matrix) -> Double {
        var rest = matrix
        var sum = 0.0
        for pivot in 0..<rest.rows {
            sum += log(rest[pivot, pivot])
            for row in (pivot + 1)..<max(pivot + 1, rest.rows) {
                let factor = rest[row, pivot] / rest[pivot, pivot]
                for column in pivot..<rest.columns { rest[row, column] -= factor * rest[pivot, column] }
            }
        }
        return sum
    }
}
