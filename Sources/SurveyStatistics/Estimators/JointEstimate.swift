/// Several estimates from one design, with their covariances: for differences, contrasts and change between waves.
public struct JointEstimate: Sendable {
    public var values: [Double]
    /// `nil` with the reason in `noVariance`.
    public var covariance: Matrix?
    public var noVariance: NoInterval?
    /// Of all rows that are used together.
    public var degreesOfFreedom: Int
    /// Rows that are used, in any of the estimates.
    public var rows: Int

    /// A weighted sum of the estimates, such as 1 and −1 for a difference; R's `svycontrast`.
    public func contrast(_ coefficients: [Double]) -> Estimate {
        precondition(coefficients.count == values.count, "a contrast has one coefficient per estimate")
        var value = 0.0
        for (coefficient, part) in zip(coefficients, values) where coefficient != 0 { value += coefficient * part }
        var result = Estimate(
            value: value.isFinite ? value : nil,
            noVariance: noVariance,
            degreesOfFreedom: degreesOfFreedom,
            rows: rows,
            missing: 0
        )
        guard let covariance else { return result }
        var variance = 0.0
        for one in coefficients.indices {
            for other in coefficients.indices {
                variance += coefficients[one] * coefficients[other] * covariance[one, other]
            }
        }
        // A difference of an estimate with itself may come out a little below 0.
        result.variance = max(0, variance)
        return result
    }
}

extension SurveyDesign {
    /// Several statistics, each in its own domain, with their covariances from the same sampling units.
    ///
    /// Change between waves: put the rows of both waves in one design, with the same name for a unit that was visited
    /// twice, and take each wave as a domain; overlap then counts through the units.
    public func estimates(_ parts: [(statistic: Statistic, rows: [Int32])]) -> JointEstimate {
        precondition(!parts.isEmpty, "something must be estimated")
        let known = parts.map { $0.statistic.known($0.rows) }
        let values = zip(parts, known).map { part, rows in part.statistic.value(weights, rows) }
        let all = known.count == 1 ? known[0] : Set(known.joined()).sorted()
        var result = JointEstimate(
            values: values,
            degreesOfFreedom: all.isEmpty ? 0 : degreesOfFreedom(all),
            rows: all.count { weights[Int($0)] != 0 }
        )
        guard values.allSatisfy(\.isFinite) else {
            result.noVariance = .tooFewRows
            return result
        }
        switch covariance(of: parts.map(\.statistic), known, values: values) {
        case .variance(let matrix): result.covariance = matrix
        case .none(let reason): result.noVariance = reason
        }
        return result
    }
}
