internal import ShelterModel

/// What one indicator measures in every row of a batch.
struct Measure {
    var values: [Double]
    /// Raw `OutcomeReason`; 0 where there is a value.
    var reasons: [UInt8]
}

/// The result of a requirement in every row of a batch.
struct NodeResult {
    /// Raw `Outcome`.
    var outcomes: [UInt8]
    /// Meaningful where met or not met.
    var attainments: [Double]
    /// Raw `OutcomeReason`.
    var reasons: [UInt8]
    /// Number of the leaf that decided.
    var leaves: [UInt16]
}

private let met = Outcome.met.rawValue
private let notMet = Outcome.notMet.rawValue
private let notApplicable = Outcome.notApplicable.rawValue
private let unknown = Outcome.unknown.rawValue

/// Evaluates requirements over one batch, a column at a time.
struct Evaluator {
    let table: Table
    let visitDate: Int?
    /// Whether thresholds with a target are held against it instead of the minimum.
    var looksAtTargets = false

    func measure(_ measurement: Measurement) -> Measure {
        switch measurement {
        case .column(let column):
            switch table.columns[column] {
            case .number(let cells):
                return Measure(values: cells.values, reasons: cells.status.map { OutcomeReason($0).rawValue })
            case .coded(let cells):
                return Measure(
                    values: cells.codes.map { Double($0) },
                    reasons: cells.status.map { OutcomeReason($0).rawValue }
                )
            case .text(let cells):
                return Measure(
                    values: [Double](repeating: 0, count: cells.status.count),
                    reasons: cells.status.map { OutcomeReason($0).rawValue }
                )
            }
        case .ratio(let above, let below):
            return ratio(measure(.column(above)), measure(.column(below)))
        case .interval(let column, let daysPerUnit, let forward):
            return interval(measure(.column(column)), daysPerUnit: daysPerUnit, forward: forward)
        case .days(let start, let end):
            return days(from: measure(.column(start)), to: measure(.column(end)))
        case .formula(let formula):
            return measure(formula)
        }
    }

    // MARK: Arithmetic

    /// The last division of a formula follows the rule for ratios; what lies under it must be a number.
    private func measure(_ formula: Formula) -> Measure {
        if case .quotient(let above, let below) = formula { return ratio(compute(above), compute(below)) }
        return compute(formula)
    }

    private func compute(_ formula: Formula) -> Measure {
        switch formula {
        case .constant(let value):
            Measure(
                values: [Double](repeating: value, count: table.rowCount),
                reasons: [UInt8](repeating: 0, count: table.rowCount)
            )
        case .measured(let measurement): measure(measurement)
        case .sum(let left, let right): combine(compute(left), compute(right), +)
        case .difference(let left, let right): combine(compute(left), compute(right), -)
        case .product(let left, let right): combine(compute(left), compute(right), *)
        case .quotient(let left, let right): combine(compute(left), compute(right), /)
        case .least(let parts): fold(parts, { min($0, $1) })
        case .greatest(let parts): fold(parts, { max($0, $1) })
        }
    }

    private func fold(_ parts: [Formula], _ operation: (Double, Double) -> Double) -> Measure {
        var result = compute(parts[0])
        for part in parts.dropFirst() { result = combine(result, compute(part), operation) }
        return result
    }

    /// Without both operands there is no result: "does not apply" goes before "unknown", the left operand before the right.
    private func combine(_ left: Measure, _ right: Measure, _ operation: (Double, Double) -> Double) -> Measure {
        var result = left
        for row in result.values.indices {
            let reason = withoutValue(left.reasons[row], right.reasons[row])
            guard reason == 0 else {
                result.reasons[row] = reason
                result.values[row] = 0
                continue
            }
            let value = operation(left.values[row], right.values[row])
            if value.isFinite {
                result.values[row] = value
            } else {
                result.values[row] = 0
                result.reasons[row] =
                    right.values[row] == 0
                    ? OutcomeReason.divisionByZero.rawValue : OutcomeReason.notFinite.rawValue
            }
        }
        return result
    }

    private func withoutValue(_ left: UInt8, _ right: UInt8) -> UInt8 {
        let doesNotApply = [OutcomeReason.answeredNotApplicable.rawValue, OutcomeReason.nothingToCount.rawValue]
        return left == 0 || !doesNotApply.contains(left) && doesNotApply.contains(right) ? right : left
    }

    /// Something over nothing is infinite; nothing over nothing has no value.
    private func ratio(_ above: Measure, _ below: Measure) -> Measure {
        var result = above
        for row in result.values.indices {
            let first = above.reasons[row]
            let second = below.reasons[row]
            if first != 0 || second != 0 {
                let saysNotApplicable = OutcomeReason.answeredNotApplicable.rawValue
                result.reasons[row] = second == saysNotApplicable || first == 0 ? second : first
                result.values[row] = 0
                continue
            }
            let divisor = below.values[row]
            if divisor == 0 {
                if above.values[row] > 0 {
                    result.values[row] = .infinity
                } else {
                    result.values[row] = 0
                    result.reasons[row] = OutcomeReason.nothingToCount.rawValue
                }
            } else {
                let quotient = above.values[row] / divisor
                if quotient.isFinite {
                    result.values[row] = quotient
                } else {
                    result.values[row] = 0
                    result.reasons[row] = OutcomeReason.invalid.rawValue
                }
            }
        }
        return result
    }

    /// A date after the visit cannot have been seen at the visit.
    private func interval(_ dates: Measure, daysPerUnit: Double, forward: Bool) -> Measure {
        var result = dates
        let visits = visitDate.map { measure(.column($0)) }
        for row in result.values.indices where dates.reasons[row] == 0 {
            guard let visits, visits.reasons[row] == 0 else {
                result.values[row] = 0
                result.reasons[row] = OutcomeReason.noVisitDate.rawValue
                continue
            }
            let days = visits.values[row] - dates.values[row]
            if forward {
                result.values[row] = -days / daysPerUnit
            } else if days < 0 {
                result.values[row] = 0
                result.reasons[row] = OutcomeReason.afterVisit.rawValue
            } else {
                result.values[row] = days / daysPerUnit
            }
        }
        return result
    }

    /// The first of two missing dates says why there is no number.
    private func days(from start: Measure, to end: Measure) -> Measure {
        var result = end
        for row in result.values.indices {
            result.reasons[row] = start.reasons[row] != 0 ? start.reasons[row] : end.reasons[row]
            result.values[row] = result.reasons[row] == 0 ? end.values[row] - start.values[row] : 0
        }
        return result
    }

    /// What residents say, with too few answers as unknown.
    func evaluate(_ residents: CompiledResidents) -> ResidentRatings {
        let measured = measure(.column(residents.value))
        let known = measure(.column(residents.known))
        var result = test(measured, Judge(rule: residents.rule, goalposts: nil, isShare: false), leaf: 0)
        for row in result.outcomes.indices
        where known.reasons[row] == 0 && known.values[row] < Double(residents.view.minimum) {
            result.outcomes[row] = unknown
            result.reasons[row] = OutcomeReason.tooFew.rawValue
        }
        return ResidentRatings(outcomes: result.outcomes, reasons: result.reasons)
    }

    func evaluate(_ node: Node, leaves: [Leaf]) -> NodeResult {
        switch node {
        case .test(let leaf, let judge):
            return test(measure(leaves[leaf].measurement), judge, leaf: UInt16(leaf))
        case .all(let parts):
            return combine(parts.map { evaluate($0, leaves: leaves) }, atLeast: parts.count, isAll: true)
        case .any(let parts):
            return combine(parts.map { evaluate($0, leaves: leaves) }, atLeast: 1, isAll: false)
        case .atLeast(let count, let parts):
            return combine(parts.map { evaluate($0, leaves: leaves) }, atLeast: count, isAll: false)
        case .cases(let cases):
            return first(cases, leaves: leaves)
        case .report(let leaf):
            var result = constant(notApplicable, .reportOnly, leaf: UInt16(leaf))
            let measured = measure(leaves[leaf].measurement)
            for row in measured.reasons.indices where measured.reasons[row] != 0 {
                result.outcomes[row] = outcomeWithoutValue(measured.reasons[row])
                result.reasons[row] = measured.reasons[row]
            }
            return result
        case .pending:
            return constant(unknown, .pending, leaf: 0)
        case .move:
            return constant(notApplicable, .noMove, leaf: 0)
        }
    }

    private func constant(_ outcome: UInt8, _ reason: OutcomeReason, leaf: UInt16) -> NodeResult {
        let count = table.rowCount
        return NodeResult(
            outcomes: [UInt8](repeating: outcome, count: count),
            attainments: [Double](repeating: 0, count: count),
            reasons: [UInt8](repeating: reason.rawValue, count: count),
            leaves: [UInt16](repeating: leaf, count: count)
        )
    }

    private func outcomeWithoutValue(_ reason: UInt8) -> UInt8 {
        reason == OutcomeReason.answeredNotApplicable.rawValue || reason == OutcomeReason.nothingToCount.rawValue
            ? notApplicable : unknown
    }

    private func test(_ measured: Measure, _ judge: Judge, leaf: UInt16) -> NodeResult {
        var result = constant(unknown, .none, leaf: leaf)
        let rule = looksAtTargets ? judge.target ?? judge.rule : judge.rule
        for row in measured.values.indices {
            if measured.reasons[row] != 0 {
                result.reasons[row] = measured.reasons[row]
                result.outcomes[row] = outcomeWithoutValue(measured.reasons[row])
                continue
            }
            let value = measured.values[row]
            if value == .infinity {
                if case .atMost = rule, !judge.isShare {
                    result.outcomes[row] = notMet
                    result.reasons[row] = OutcomeReason.noneAvailable.rawValue
                } else {
                    result.outcomes[row] = notApplicable
                    result.reasons[row] = OutcomeReason.nothingToCount.rawValue
                }
                continue
            }
            if judge.isShare, value < 0 || value > 1 {
                result.reasons[row] = OutcomeReason.impossibleShare.rawValue
                continue
            }
            var attainment = 0.0
            if let posts = judge.goalposts {
                attainment = min(1, max(0, (value - posts.zero) / (posts.one - posts.zero)))
            }
            let isMet: Bool
            switch rule {
            case .atLeast(let limit): isMet = value >= limit
            case .atMost(let limit): isMet = value <= limit
            case .between(let low, let high): isMet = value >= low && value <= high
            case .codes(let codes): isMet = codes.contains(UInt16(value))
            case .complete: isMet = attainment >= 1
            }
            result.outcomes[row] = isMet ? met : notMet
            result.attainments[row] = judge.goalposts == nil ? (isMet ? 1 : 0) : attainment
        }
        return result
    }

    /// At least `needed` of the parts; for `all` that is every part that applies.
    private func combine(_ parts: [NodeResult], atLeast needed: Int, isAll: Bool) -> NodeResult {
        var result = constant(notApplicable, .conditionFalse, leaf: parts.first?.leaves.first ?? 0)
        var known: [Double] = []
        for row in 0..<table.rowCount {
            var metCount = 0
            var unknownCount = 0
            var applicable = 0
            known.removeAll(keepingCapacity: true)
            for part in parts where part.outcomes[row] != notApplicable {
                applicable += 1
                if part.outcomes[row] == unknown {
                    unknownCount += 1
                } else {
                    known.append(part.attainments[row])
                    if part.outcomes[row] == met { metCount += 1 }
                }
            }
            guard applicable > 0 else {
                result.leaves[row] = parts.first?.leaves[row] ?? 0
                result.reasons[row] = parts.first?.reasons[row] ?? 0
                continue
            }
            let threshold = isAll ? applicable : min(needed, applicable)
            let outcome: UInt8 =
                if metCount >= threshold {
                    met
                } else if metCount + unknownCount < threshold {
                    notMet
                } else {
                    unknown
                }
            result.outcomes[row] = outcome
            let decider = parts.first { $0.outcomes[row] == outcome }
            result.leaves[row] = decider?.leaves[row] ?? 0
            result.reasons[row] = outcome == met ? 0 : decider?.reasons[row] ?? 0
            if outcome != unknown {
                // The k-th greatest of the known parts: the least of all, the greatest of any.
                known.sort(by: >)
                result.attainments[row] = known.isEmpty ? 0 : known[min(threshold, known.count) - 1]
            }
        }
        return result
    }

    /// A condition, which targets do not move.
    private func held(_ condition: Node, leaves: [Leaf]) -> NodeResult {
        guard looksAtTargets else { return evaluate(condition, leaves: leaves) }
        var plain = self
        plain.looksAtTargets = false
        return plain.evaluate(condition, leaves: leaves)
    }

    private func first(_ cases: [(when: Node, then: Node)], leaves: [Leaf]) -> NodeResult {
        var result = constant(notApplicable, .conditionFalse, leaf: 0)
        var open = [Bool](repeating: true, count: table.rowCount)
        for (index, one) in cases.enumerated() {
            let when = held(one.when, leaves: leaves)
            let then = evaluate(one.then, leaves: leaves)
            for row in open.indices {
                if index == 0 { result.leaves[row] = then.leaves[row] }
                guard open[row] else { continue }
                switch when.outcomes[row] {
                case met:
                    result.outcomes[row] = then.outcomes[row]
                    result.attainments[row] = then.attainments[row]
                    result.reasons[row] = then.reasons[row]
                    result.leaves[row] = then.leaves[row]
                    open[row] = false
                case unknown:
                    result.outcomes[row] = unknown
                    result.reasons[row] = OutcomeReason.conditionUnknown.rawValue
                    result.leaves[row] = then.leaves[row]
                    open[row] = false
                default:
                    break
                }
            }
        }
        return result
    }
}
