/// How raking or calibration ended.
public struct CalibrationReport: Hashable, Sendable {
    public var iterations: Int
    /// Largest difference that is left between a total and what the weights give, over the total.
    public var difference: Double
    /// New over old weight, of rows with weight.
    public var lowestFactor: Double
    public var highestFactor: Double
    public var lowestWeight: Double
    public var highestWeight: Double
    /// Loss of precision by unequal weights, 1 + CV²(w) (Kish 1965).
    public var kishLoss: Double
    /// Weights under 0, which linear calibration can give.
    public var negativeWeights: Int

    init(before: [Double], after: [Double], iterations: Int, difference: Double) {
        self.iterations = iterations
        self.difference = difference
        let used = before.indices.filter { before[$0] != 0 }
        let factors = used.map { after[$0] / before[$0] }
        let weights = used.map { after[$0] }
        lowestFactor = factors.min() ?? 1
        highestFactor = factors.max() ?? 1
        lowestWeight = weights.min() ?? 0
        highestWeight = weights.max() ?? 0
        kishLoss = SurveyDesign.kishLoss(weights)
        negativeWeights = weights.count { $0 < 0 }
    }
}

extension SurveyDesign {
    /// 1 + CV² of weights; 1 for none.
    public static func kishLoss(_ weights: [Double]) -> Double {
        let sum = weights.reduce(0, +)
        guard sum != 0 else { return 1 }
        let squares = weights.reduce(0) { $0 + ($1 / sum) * ($1 / sum) }
        return squares * Double(weights.count)
    }

    /// Weights that meet the population of each category; R's `postStratify`.
    public func postStratified(to margin: Margin) throws(DesignProblem) -> (SurveyDesign, CalibrationReport) {
        guard margin.categories.codes.count == rowCount else { throw .differentLengths }
        try margin.check(weights, number: 0)
        var result = self
        result.weights = margin.met(by: weights)
        result.replicates?.weights = replicates?.weights.map { margin.met(by: $0) } ?? []
        result.adjustments.append(
            .postStratification(cells: margin.cells, before: weights, after: result.weights)
        )
        let report = CalibrationReport(before: weights, after: result.weights, iterations: 1, difference: 0)
        return (result, report)
    }

    /// Weights that meet several margins, by iterative proportional fitting; R's `rake`, taken to convergence.
    ///
    /// - Parameters:
    ///   - tolerance: Largest relative change of a weight in the last round.
    public func raked(
        to margins: [Margin],
        tolerance: Double = 1e-12,
        maximumRounds: Int = 1000
    ) throws(DesignProblem) -> (SurveyDesign, CalibrationReport) {
        for (number, margin) in margins.enumerated() {
            guard margin.categories.codes.count == rowCount else { throw .differentLengths }
            try margin.check(weights, number: number)
        }
        var result = self
        let raking = try Self.rake(weights, margins, tolerance, maximumRounds)
        result.weights = raking.weights
        if let replicates {
            var list: [[Double]] = []
            for weights in replicates.weights {
                list.append(try Self.rake(weights, margins, tolerance, maximumRounds).weights)
            }
            result.replicates?.weights = list
        }
        result.adjustments.append(.raking(WeightAdjustment.Raking(margins.map(\.cells), weights: raking.weights)))
        let report = CalibrationReport(
            before: weights,
            after: raking.weights,
            iterations: raking.rounds,
            difference: raking.difference
        )
        return (result, report)
    }

    private struct Raking {
        var weights: [Double]
        var rounds: Int
        var change: Double
        var difference = Double.infinity
    }

    private static func rake(
        _ weights: [Double],
        _ margins: [Margin],
        _ tolerance: Double,
        _ maximumRounds: Int
    ) throws(DesignProblem) -> Raking {
        var raking = Raking(weights: weights, rounds: 0, change: .infinity)
        while raking.rounds < maximumRounds {
            raking.rounds += 1
            let before = raking.weights
            for margin in margins { raking.weights = margin.met(by: raking.weights) }
            raking.change = zip(before, raking.weights).reduce(0) { most, pair in
                pair.0 == 0 ? most : max(most, (pair.1 / pair.0 - 1).magnitude)
            }
            if raking.change <= tolerance { break }
        }
        // Margins that contradict each other come to a standstill too, but are not all met.
        raking.difference = margins.map { $0.difference(raking.weights) }.max() ?? 0
        guard raking.change <= tolerance, raking.difference <= 1e-9 else {
            throw .notConverged(difference: max(raking.change, raking.difference))
        }
        return raking
    }

    // MARK: - Calibration

    /// Weights for which variables have known totals, as close to the old ones as can be; R's `calibrate`.
    ///
    /// - Parameters:
    ///   - variables: Per variable a value per row; rows without weight may miss them.
    ///   - totals: One per variable.
    ///   - bounds: Without them linear (`calfun = "linear"`); with them the new over the old weight stays between
    ///     (`calfun = "logit"`). If all totals are over 20 times those of the sample, R first multiplies the weights by the mean
    ///     of these ratios, and the bounds count from there; so it is here.
    ///   - tolerance: Largest difference left, over 1 + total.
    ///
    /// Source: Deville and Särndal (1992), JASA 87:376-382.
    public func calibrated(
        _ variables: [[Double]],
        totals: [Double],
        bounds: ClosedRange<Double>? = nil,
        tolerance: Double = 1e-12
    ) throws(DesignProblem) -> (SurveyDesign, CalibrationReport) {
        guard variables.allSatisfy({ $0.count == rowCount }), variables.count == totals.count else {
            throw .differentLengths
        }
        if let bounds, !(bounds.lowerBound < 1 && bounds.upperBound > 1) { throw .bounds }
        for row in 0..<rowCount where weights[row] != 0 {
            if !variables.allSatisfy({ $0[row].isFinite }) { throw .marginWithoutTotal(row: row) }
        }
        let calibration = Calibration(variables, totals, bounds, tolerance)
        let (factors, iterations, difference) = try calibration.factors(weights)
        var result = self
        result.weights = zip(weights, factors).map { $0 * $1 }
        if let replicates {
            var list: [[Double]] = []
            for weights in replicates.weights {
                let (factors, _, _) = try calibration.factors(weights)
                list.append(zip(weights, factors).map { $0 * $1 })
            }
            result.replicates?.weights = list
        }
        let roots = weights.map { $0.squareRoot() }
        let columns = variables.map { column in
            zip(column, roots).map { $1 == 0 ? 0 : $0 * $1 }
        }
        result.adjustments.append(
            .regression(
                WeightAdjustment.Regression(
                    basis: OrthonormalBasis(Matrix(columns: columns)),
                    scale: zip(factors, roots).map { $0 * $1 }
                )
            )
        )
        let report = CalibrationReport(
            before: weights,
            after: result.weights,
            iterations: iterations,
            difference: difference
        )
        return (result, report)
    }

    /// Weights cut off at limits, the excess spread evenly over the other rows, so that the total stays; R's `trimWeights`.
    ///
    /// - Parameter isStrict: Again until none is outside; otherwise once.
    public func trimmed(to limits: ClosedRange<Double>, isStrict: Bool = false) -> SurveyDesign {
        var result = self
        repeat {
            let outside = result.weights.map { !limits.contains($0) }
            let kept = outside.count { !$0 }
            guard kept < rowCount, kept > 0 else { return result }
            let cut = result.weights.map { min(max($0, limits.lowerBound), limits.upperBound) }
            var excess = ExactSum()
            for (before, after) in zip(result.weights, cut) { excess.add(before - after) }
            let share = excess.value / Double(kept)
            guard share != 0 || cut != result.weights else { return result }
            result.weights = zip(cut, outside).map { $1 ? $0 : $0 + share }
        } while isStrict
        return result
    }
}
