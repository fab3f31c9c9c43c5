extension SurveyDesign {
    /// One estimate in a domain.
    ///
    /// - Parameters:
    ///   - statistic: Variables with as many rows as the design.
    ///   - rows: The domain, ascending; without it all rows. The rest of the sample stays in the variance.
    public func estimate(_ statistic: Statistic, in rows: [Int32]? = nil) -> Estimate {
        precondition(statistic.rowCount == rowCount, "a variable has one value per row")
        let domain = rows ?? allRows
        let known = statistic.known(domain)
        let value = statistic.value(weights, known)
        var result = Estimate(
            value: value.isFinite ? value : nil,
            degreesOfFreedom: known.isEmpty ? 0 : degreesOfFreedom(known),
            rows: known.count { weights[Int($0)] != 0 },
            missing: domain.count - known.count
        )
        guard result.value != nil, result.rows > 0 else {
            result.value = result.rows > 0 ? result.value : nil
            result.noVariance = .tooFewRows
            return result
        }
        switch covariance(of: [statistic], [known], values: [value]) {
        case .variance(let matrix): result.variance = matrix[0, 0]
        case .none(let reason): result.noVariance = reason
        }
        addDesignEffect(to: &result, statistic, known, value)
        if case .mean(let values) = statistic, value > 0, value < 1 {
            result.logisticFit = LogisticFit(values, weights, known, share: value)
        }
        return result
    }

    /// The same statistic in every group of a grouping.
    public func estimates(_ statistic: Statistic, by groups: [[Int32]]) -> [Estimate] {
        groups.map { estimate(statistic, in: $0) }
    }

    /// The covariance of several statistics, each in its own domain.
    func covariance(of statistics: [Statistic], _ domains: [[Int32]], values: [Double]) -> VarianceOutcome {
        if let replicates {
            let thetas = zip(statistics, domains).map { statistic, rows in
                replicates.weights.map { statistic.value($0, rows) }
            }
            guard let matrix = replicates.covariance(of: thetas) else { return .none(.tooFewRows) }
            return matrix.values.allSatisfy(\.isFinite) ? .variance(matrix) : .none(.notFinite)
        }
        if statistics.count == 1 {
            return covariance(
                ofInfluence: [influence(of: statistics[0], domains[0], value: values[0])],
                rows: domains[0]
            )
        }
        let joined = Self.joined(domains)
        var columns: [[Double]] = []
        for (index, statistic) in statistics.enumerated() {
            let influence = influence(of: statistic, domains[index], value: values[index])
            columns.append(Self.spread(influence, from: domains[index], to: joined))
        }
        return covariance(ofInfluence: columns, rows: joined)
    }

    /// Weighted influence values at the rows of the domain.
    private func influence(of statistic: Statistic, _ rows: [Int32], value: Double) -> [Double] {
        var result = statistic.linearised(weights, rows, value: value)
        for (index, row) in rows.enumerated() { result[index] *= weights[Int(row)] }
        return result
    }

    private static func joined(_ domains: [[Int32]]) -> [Int32] {
        if domains.dropFirst().allSatisfy({ $0 == domains[0] }) { return domains[0] }
        return Set(domains.joined()).sorted()
    }

    private static func spread(_ values: [Double], from rows: [Int32], to all: [Int32]) -> [Double] {
        if rows.count == all.count { return values }
        var result = [Double](repeating: 0, count: all.count)
        var next = 0
        for (index, row) in all.enumerated() where next < rows.count && rows[next] == row {
            result[index] = values[next]
            next += 1
        }
        return result
    }

    // MARK: - Design effect

    /// Source: R's `svymean(deff = TRUE)`; Kish (1965).
    private func addDesignEffect(to estimate: inout Estimate, _ statistic: Statistic, _ rows: [Int32], _ value: Double)
    {
        guard let variance = estimate.variance else { return }
        let linearised: [Double]
        let isMean: Bool
        switch statistic {
        case .mean(let values):
            linearised = rows.map { values[Int($0)] }
            isMean = true
        case .total(let values):
            linearised = rows.map { values[Int($0)] }
            isMean = false
        case .ratio:
            linearised = statistic.linearised(weights, rows, value: value)
            isMean = false
        }
        // Replicate designs of R count every row, others those with weight.
        let count = Double(replicates == nil ? estimate.rows : rows.count)
        let own = rows.map { weights[Int($0)] }
        let all = (0..<Int32(rows.count)).map { $0 }
        let centre = Statistic.mean(linearised).value(own, all)
        var squares = ExactSum()
        var population = ExactSum()
        for (index, weight) in own.enumerated() {
            squares.add(weight * (linearised[index] - centre) * (linearised[index] - centre))
            population.add(weight)
        }
        let size = population.value
        var simple = squares.value / size * count / (count - 1) / count
        if !isMean { simple *= size * size }
        guard count > 1, simple > 0 else { return }
        estimate.designEffectWithReplacement = variance / simple
        if size > count { estimate.designEffect = variance / (simple * (size - count) / size) }
    }
}
