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
    /// Raw `Level` of each row, by criterion that has a target.
    public var levels: [Int: [UInt8]] = [:]
    /// What residents say, by criterion that asks it.
    public var residents: [Int: ResidentRatings] = [:]
    /// What unknown parts leave open of the attainment of a criterion that is known all the same, by criterion and row; only
    /// where it is more than one value.
    public var open: [Int: [Int: AttainmentSpan]] = [:]
    /// Limiters with a criterion that is not met, per row that has any; by number, with the criteria.
    public var limited: [Int: [Limit]] = [:]

    public struct Limit: Hashable, Sendable {
        /// Number of the limiter in the framework.
        public var limiter: Int
        /// Criteria that are not met.
        public var criteria: [Int]
    }

    /// The level that a criterion with a target has reached; `nil` where it has none, or is not judged.
    public func level(_ criterion: Int, _ row: Int) -> Level? {
        levels[criterion].flatMap { Level(rawValue: $0[row]) }
    }

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

/// How far a criterion with a minimum and a target has come.
public enum Level: UInt8, Hashable, Sendable {
    /// Under the minimum.
    case belowMinimum = 0
    case minimum = 1
    case target = 2

    public var name: String {
        switch self {
        case .belowMinimum: "none"
        case .minimum: "minimum"
        case .target: "target"
        }
    }
}

/// What residents say, row by row.
public struct ResidentRatings: Hashable, Sendable {
    /// Raw `Outcome` of the residents' own standard.
    public var outcomes: [UInt8]
    /// Raw `OutcomeReason`.
    public var reasons: [UInt8]
}

extension CompiledFramework {
    /// Holds every row of `table` against every criterion.
    ///
    /// - Parameter forBounds: Whether lowest and highest scores will be asked for, which takes more of combinations with goalposts.
    public func score(_ table: Table, forBounds: Bool = true) -> ScoredBatch {
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
            let conditions = compiled.conditions.map { evaluator.evaluate($0, leaves: compiled.leaves) }
            if let condition = together(conditions) { apply(condition, to: &result) }
            restrict(&result, to: compiled.criterion, visits: visits)
            if compiled.criterion.isBasicRequirement {
                noteCaps(of: index, result, visits: visits, into: &batch)
            }
            if compiled.hasTarget { batch.levels[index] = levels(of: compiled, result, table) }
            if forBounds, compiled.requirement.isGradedCombination {
                batch.open[index] = evaluator.openAttainments(compiled.requirement, compiled.leaves, of: result)
            }
            if let residents = compiled.residents { batch.residents[index] = evaluator.evaluate(residents) }
            batch.outcomes.append(result.outcomes)
            batch.reasons.append(result.reasons)
            batch.attainments.append(result.attainments.map { FixedPoint($0).parts })
            batch.leaves.append(result.leaves)
        }
        noteLimits(in: &batch)
        summarise(&batch, rows: table.rowCount)
        return batch
    }

    /// Minimum where the requirement is met, target where it is also met with the targets in place of the minimums.
    private func levels(of compiled: CompiledCriterion, _ result: NodeResult, _ table: Table) -> [UInt8] {
        let evaluator = Evaluator(table: table, visitDate: visitDate, looksAtTargets: true)
        let aimed = evaluator.evaluate(compiled.requirement, leaves: compiled.leaves)
        return result.outcomes.indices.map { row in
            switch Outcome(rawValue: result.outcomes[row]) {
            case .met: aimed.outcomes[row] == Outcome.met.rawValue ? Level.target.rawValue : Level.minimum.rawValue
            case .notMet: Level.belowMinimum.rawValue
            default: UInt8.max
            }
        }
    }

    /// One that is false makes all false, whatever the others are; then one that is unknown makes all unknown.
    private func together(_ conditions: [NodeResult]) -> NodeResult? {
        guard var result = conditions.first else { return nil }
        for condition in conditions.dropFirst() {
            for row in condition.outcomes.indices {
                let own = result.outcomes[row]
                let other = condition.outcomes[row]
                if own == Outcome.met.rawValue || own == Outcome.unknown.rawValue && other != Outcome.met.rawValue {
                    result.outcomes[row] = other
                }
            }
        }
        return result
    }

    private func noteLimits(in batch: inout ScoredBatch) {
        for (number, limiter) in limiters.enumerated() {
            var failing: [Int: [Int]] = [:]
            for criterion in limiter.criteria {
                for (row, outcome) in batch.outcomes[criterion].enumerated() where outcome == Outcome.notMet.rawValue {
                    failing[row, default: []].append(criterion)
                }
            }
            for (row, criteria) in failing {
                batch.limited[row, default: []].append(ScoredBatch.Limit(limiter: number, criteria: criteria))
            }
        }
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
        var totals = WeightSums(rows: rows, rule: framework.aggregation.criteria)
        var overall = WeightSums(rows: rows, rule: framework.aggregation.themes)
        for (theme, range) in zip(framework.themes, themes) {
            let floor = FixedPoint(theme.coverageFloor ?? framework.coverageFloor).parts
            var sums = WeightSums(rows: rows, rule: framework.aggregation.criteria)
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
                scores[row] = FixedPoint(sums.mean(row)).parts
                overall.add(theme.weight, FixedPoint(parts: scores[row]).exact, row: row)
            }
            if theme.weight > 0 { totals.merge(sums) }
            batch.scores.append(scores)
            batch.coverage.append(coverage)
        }
        let floor = FixedPoint(framework.overallCoverageFloor ?? framework.coverageFloor).parts
        let coverage = totals.coverage
        var scores = [Int64](repeating: ScoredBatch.none, count: rows)
        for row in 0..<rows where overall.observed[row] > 0 && coverage[row] >= floor {
            scores[row] = FixedPoint(overall.mean(row)).parts
        }
        batch.scores.append(scores)
        batch.coverage.append(coverage)
    }

    /// The band of a row's score, and the criteria that kept it from a higher one.
    ///
    /// - Parameter theme: Number of the theme; the number of themes stands for the overall score.
    /// - Returns: The band as its number, `nil` without a score or bands; and the criteria, none where the score by itself is
    ///   no higher.
    public func band(of theme: Int, _ row: Int, in batch: ScoredBatch) -> (band: Int?, cappedBy: [Int]) {
        var cappedBy: [Int] = []
        let score = batch.scores[theme][row]
        if !batch.capped.isEmpty, let caps = batch.capped[row] {
            cappedBy = theme == themes.count ? caps : caps.filter { themes[theme].contains($0) }
        }
        let free = band(of: score, isCapped: false)
        var band = band(of: score, isCapped: !cappedBy.isEmpty)
        for limit in batch.limited[row] ?? [] {
            let limiter = limiters[limit.limiter]
            let own = limit.criteria.filter { criterion in
                limiter.scopes?.contains(theme) ?? (theme == themes.count || themes[theme].contains(criterion))
            }
            guard !own.isEmpty else { continue }
            band = band.map { min($0, limiter.band) }
            cappedBy += own.filter { !cappedBy.contains($0) }
        }
        return (band, band == free ? [] : cappedBy)
    }

    /// Number of the band of a score, after the cap of failed basic requirements; `nil` without bands.
    public func band(of score: Int64, isCapped: Bool) -> Int? {
        guard score != ScoredBatch.none,
            var band = framework.bands.lastIndex(where: { FixedPoint($0.from).parts <= score })
        else { return nil }
        if isCapped, let cap { band = min(band, cap) }
        return band
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
