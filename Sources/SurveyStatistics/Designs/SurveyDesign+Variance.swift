/// Why there is no variance, or no interval.
public enum NoInterval: Hashable, Sendable {
    /// A stratum has one primary sampling unit, and the policy is `fail` (or `average` with nothing to average); the stage, from 1.
    case lonePSU(stage: Int)
    /// No degrees of freedom.
    case degreesOfFreedom
    /// Fewer rows or replicates with a value than a variance takes.
    case tooFewRows
    /// Everybody or nobody: the formula of the interval knows no uncertainty there.
    case boundary
    /// The limits lie beyond what the method can find, or a number became too large.
    case notFinite
}

/// A variance, or why there is none.
enum VarianceOutcome {
    case variance(Matrix)
    case none(NoInterval)
}

extension SurveyDesign {
    /// The variance of totals of influence values, stage by stage; R's `svyrecvar`.
    ///
    /// - Parameters:
    ///   - influence: Per statistic, its values at `rows`, the weight multiplied in; 0 elsewhere.
    ///   - rows: The domain, ascending.
    func covariance(ofInfluence influence: [[Double]], rows: [Int32]) -> VarianceOutcome {
        var influence = influence
        var rows = rows
        if isAdjusted {
            influence = influence.map { values in
                var whole = [Double](repeating: 0, count: rowCount)
                for (index, row) in rows.enumerated() { whole[Int(row)] = values[index] }
                for adjustment in adjustments { whole = adjustment.residual(of: whole) }
                return whole
            }
            rows = allRows
        }
        var result = Matrix(rows: influence.count, columns: influence.count)
        // What the squares of a stage count for: the share of units drawn at the stages before.
        var factors = [1.0]
        let used = stages[0].population == nil ? stages.prefix(1) : stages[...]
        for (number, stage) in used.enumerated() {
            let sums = UnitSums(influence, rows: rows, stage: stage)
            guard add(sums, of: stage, factors, to: &result) else { return .none(.lonePSU(stage: number + 1)) }
            // Of each unit of this stage, for the next one.
            let before = factors
            factors = stage.stratumOfUnit.map { stratum in
                let index = Int(stratum)
                let drawn = Double(stage.drawn[index])
                return before[Int(stage.parentOfStratum[index])] * drawn / (stage.population?[index] ?? drawn)
            }
        }
        return result.values.allSatisfy(\.isFinite) ? .variance(result) : .none(.notFinite)
    }

    /// Adds what one stage brings; `false` if a lone unit forbids it.
    private func add(_ sums: UnitSums, of stage: SamplingStage, _ factors: [Double], to result: inout Matrix) -> Bool {
        var parents: [ParentSum] = []
        var placeOfParent: [Int32: Int] = [:]
        for group in sums.groups {
            let parent = stage.parentOfStratum[group.stratum]
            let place = placeOfParent[parent] ?? parents.count
            if place == parents.count {
                placeOfParent[parent] = place
                parents.append(ParentSum(parent: Int(parent), Matrix(rows: result.rows, columns: result.columns)))
            }
            parents[place].strata += 1
            switch contribution(of: group, sums, stage) {
            case .value(let squares?):
                for index in squares.values.indices { parents[place].squares.values[index] += squares.values[index] }
            case .value(nil): break
            case .unknown: parents[place].unknown += 1
            case .forbidden: return false
            }
        }
        for parent in parents {
            guard parent.unknown < parent.strata else { return false }
            let factor =
                factors[parent.parent] * Double(parent.strata) / Double(parent.strata - parent.unknown)
            for index in result.values.indices { result.values[index] += factor * parent.squares.values[index] }
        }
        return true
    }

    private struct ParentSum {
        var parent: Int
        var squares: Matrix
        var strata = 0
        var unknown = 0

        init(parent: Int, _ squares: Matrix) {
            self.parent = parent
            self.squares = squares
        }
    }

    private enum Contribution {
        /// `nil` for none.
        case value(Matrix?)
        case unknown
        case forbidden
    }

    private func contribution(of group: UnitSums.Group, _ sums: UnitSums, _ stage: SamplingStage) -> Contribution {
        let drawn = Double(stage.drawn[group.stratum])
        let rest = stage.rest(group.stratum)
        // As R: a stratum that was visited whole.
        if rest < 1e-7 { return .value(nil) }
        let isLone = drawn == 1
        if isLone {
            switch lonePSU {
            case .fail: return .forbidden
            case .average: return .unknown
            case .certainty, .remove: return .value(nil)
            case .adjust: break
            }
        }
        let scale = isLone ? rest : rest * drawn / (drawn - 1)
        let missing = drawn - Double(group.units.count)
        let count = sums.statistics
        var squares = Matrix(rows: count, columns: count)
        var centres = [Double](repeating: 0, count: count)
        if !isLone {
            for unit in group.units {
                for statistic in 0..<count { centres[statistic] += sums[unit, statistic] }
            }
            for statistic in 0..<count { centres[statistic] /= drawn }
        }
        for one in 0..<count {
            for other in 0...one {
                var sum = missing * centres[one] * centres[other]
                for unit in group.units {
                    sum += (sums[unit, one] - centres[one]) * (sums[unit, other] - centres[other])
                }
                squares[one, other] = sum * scale
                squares[other, one] = sum * scale
            }
        }
        return .value(squares)
    }

    /// Primary units less strata, of rows with weight; R's `degf`.
    func degreesOfFreedom(_ rows: [Int32]) -> Int {
        if let replicates { return replicates.degreesOfFreedom(rows) }
        return unitsLessStrata(rows) { weights[Int($0)] != 0 }
    }

    func unitsLessStrata(_ rows: [Int32], where isCounted: (Int32) -> Bool) -> Int {
        let stage = stages[0]
        var seenUnits = [Bool](repeating: false, count: stage.units.count)
        var seenStrata = [Bool](repeating: false, count: stage.drawn.count)
        var result = 0
        for row in rows where isCounted(row) {
            let unit = Int(stage.units.codes[Int(row)])
            guard !seenUnits[unit] else { continue }
            seenUnits[unit] = true
            result += 1
            let stratum = Int(stage.stratumOfUnit[unit])
            if !seenStrata[stratum] {
                seenStrata[stratum] = true
                result -= 1
            }
        }
        return result
    }
}
