public import ShelterModel

/// Findings and scores of every row of a batch.
///
/// The first index is the criterion (or theme), the second the row.
public struct ScoredBatch: Sendable {
    /// Marks a score or coverage that does not exist.
    public static let none: Int64 = -1

    public var outcomes: [[UInt8]]
    public var reasons: [[UInt8]]
    /// Attainment in parts of 2^-40; meaningful where met or not met.
    public var attainments: [[Int64]]
    /// Number of the leaf that decided.
    public var leaves: [[UInt16]]
    /// Per theme, then overall: score in parts of 2^-40, or `none`.
    public var scores: [[Int64]]
    /// Per theme, then overall: coverage in parts of 2^-40, or `none` if nothing applies.
    public var coverage: [[Int64]]
    /// Criteria whose failure caps the band, per row that has any.
    public var capped: [Int: [Int]]
    /// Rows for which a basic requirement is binding: it applies and its verified wording covers the visit. By criterion.
    public var binding: [Int: [Int]]

    public func outcome(_ criterion: Int, _ row: Int) -> Outcome {
        Outcome(rawValue: outcomes[criterion][row]) ?? .unknown
    }

    /// Whether the criterion is a basic requirement for the row, met or not.
    public func isBinding(_ criterion: Int, _ row: Int) -> Bool {
        binding[criterion]?.containsSorted(row) ?? false
    }

    public func reason(_ criterion: Int, _ row: Int) -> OutcomeReason {
        OutcomeReason(rawValue: reasons[criterion][row]) ?? .none
    }
}

extension CompiledFramework {
    /// Holds every row of `table` against every criterion.
    public func score(_ table: Table) -> ScoredBatch {
        let evaluator = Evaluator(table: table, visitDate: visitDate)
        let visits = visitDate.map { evaluator.measure(.column($0)) }
        var batch = ScoredBatch(
            outcomes: [],
            reasons: [],
            attainments: [],
            leaves: [],
            scores: [],
            coverage: [],
            capped: [:],
            binding: [:]
        )
        for (index, compiled) in criteria.enumerated() {
            var result = evaluator.evaluate(compiled.requirement, leaves: compiled.leaves)
            if let condition = compiled.condition {
                apply(evaluator.evaluate(condition, leaves: compiled.leaves), to: &result)
            }
            restrict(&result, to: compiled.criterion, visits: visits)
            if compiled.criterion.isBasicRequirement {
                noteCaps(of: index, result, visits: visits, into: &batch)
            }
            batch.outcomes.append(result.outcomes)
            batch.reasons.append(result.reasons)
            batch.attainments.append(result.attainments.map { FixedPoint($0).parts })
            batch.leaves.append(result.leaves)
        }
        summarise(&batch, rows: table.rowCount)
        return batch
    }

    /// A false condition gives not applicable, an unknown one unknown.
    private func apply(_ condition: NodeResult, to result: inout NodeResult) {
        for row in condition.outcomes.indices {
            switch Outcome(rawValue: condition.outcomes[row]) {
            case .met: break
            case .unknown:
                result.outcomes[row] = Outcome.unknown.rawValue
                result.reasons[row] = OutcomeReason.conditionUnknown.rawValue
            default:
                result.outcomes[row] = Outcome.notApplicable.rawValue
                result.reasons[row] = OutcomeReason.conditionFalse.rawValue
            }
        }
    }

    /// Takes out visits on which the rule was not in force.
    private func restrict(_ result: inout NodeResult, to criterion: Criterion, visits: Measure?) {
        guard criterion.validFrom != nil || criterion.validTo != nil else { return }
        for row in result.outcomes.indices {
            guard let visits, visits.reasons[row] == 0 else {
                result.outcomes[row] = Outcome.unknown.rawValue
                result.reasons[row] = OutcomeReason.noVisitDate.rawValue
                continue
            }
            let day = CalendarDate(daysSince1970: Int(visits.values[row]))
            if criterion.validFrom.map({ day < $0 }) ?? false || criterion.validTo.map({ day > $0 }) ?? false {
                result.outcomes[row] = Outcome.notApplicable.rawValue
                result.reasons[row] = OutcomeReason.notInForce.rawValue
            }
        }
    }

    /// Outside the dates for which its wording was verified a norm caps nothing.
    private func noteCaps(of index: Int, _ result: NodeResult, visits: Measure?, into batch: inout ScoredBatch) {
        let until = criteria[index].criterion.provenance.verifiedUntil
        var binding: [Int] = []
        for row in result.outcomes.indices where result.outcomes[row] != Outcome.notApplicable.rawValue {
            if let until {
                guard let visits, visits.reasons[row] == 0, Int(visits.values[row]) <= until.daysSince1970 else {
                    continue
                }
            }
            binding.append(row)
            if result.outcomes[row] == Outcome.notMet.rawValue { batch.capped[row, default: []].append(index) }
        }
        batch.binding[index] = binding
    }

    func summarise(_ batch: inout ScoredBatch, rows: Int) {
        let floor = FixedPoint(framework.coverageFloor).parts
        var totals = WeightSums(rows: rows)
        var overall = [Double](repeating: 0, count: rows)
        var overallWeight = [Double](repeating: 0, count: rows)
        for (theme, range) in zip(framework.themes, themes) {
            var sums = WeightSums(rows: rows)
            for index in range where criteria[index].criterion.weight > 0 {
                sums.add(
                    criteria[index].criterion.weight,
                    outcomes: batch.outcomes[index],
                    attainments: batch.attainments[index]
                )
            }
            let coverage = sums.coverage
            var scores = [Int64](repeating: ScoredBatch.none, count: rows)
            for row in 0..<rows where sums.observed[row] > 0 && coverage[row] >= floor {
                scores[row] = FixedPoint(sums.attained[row] / sums.observed[row]).parts
                overall[row] += theme.weight * FixedPoint(parts: scores[row]).exact
                overallWeight[row] += theme.weight
            }
            if theme.weight > 0 { totals.merge(sums) }
            batch.scores.append(scores)
            batch.coverage.append(coverage)
        }
        let coverage = totals.coverage
        var scores = [Int64](repeating: ScoredBatch.none, count: rows)
        for row in 0..<rows where overallWeight[row] > 0 && coverage[row] >= floor {
            scores[row] = FixedPoint(overall[row] / overallWeight[row]).parts
        }
        batch.scores.append(scores)
        batch.coverage.append(coverage)
    }

    /// Number of the band of a score, after the cap of failed basic requirements; `nil` without bands.
    public func band(of score: Int64, isCapped: Bool) -> Int? {
        guard score != ScoredBatch.none,
            var band = framework.bands.lastIndex(where: { FixedPoint($0.from).parts <= score })
        else { return nil }
        if isCapped, let cap = framework.bands.firstIndex(where: { $0.id == framework.cap }) {
            band = min(band, cap)
        }
        return band
    }
}

/// Sums of weights per row.
private struct WeightSums {
    var attained: [Double]
    var observed: [Double]
    var applicable: [Double]

    init(rows: Int) {
        attained = [Double](repeating: 0, count: rows)
        observed = attained
        applicable = attained
    }

    mutating func add(_ weight: Double, outcomes: [UInt8], attainments: [Int64]) {
        for row in outcomes.indices {
            switch outcomes[row] {
            case Outcome.met.rawValue, Outcome.notMet.rawValue:
                attained[row] += weight * FixedPoint(parts: attainments[row]).exact
                observed[row] += weight
                applicable[row] += weight
            case Outcome.unknown.rawValue:
                applicable[row] += weight
            default:
                break
            }
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

extension [Int] {
    /// Whether an ascending array holds the number.
    fileprivate func containsSorted(_ number: Int) -> Bool {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == number
    }
}
