internal import ShelterModel
public import ShelterScoring

// What one row says, per theme and per criterion.
extension ReportBuilder {
    /// Scores and bands of one row, per theme and overall.
    public func scores(_ batch: ScoredBatch, row: Int) -> [LocationScore] {
        let names = framework.framework.themes.map(\.id) + [ThemeFigures.overall]
        let arithmetic = framework.arithmetic(batch, row: row)
        return names.indices.map { theme in
            let (band, cappedBy) = framework.band(of: theme, row, in: batch)
            let score = batch.scores[theme][row]
            let coverage = batch.coverage[theme][row]
            return LocationScore(
                theme: names[theme],
                score: score == ScoredBatch.none ? nil : FixedPoint(parts: score).value,
                coverage: coverage == ScoredBatch.none ? nil : FixedPoint(parts: coverage).value,
                band: band.map { framework.framework.bands[$0].id },
                cappedBy: cappedBy.map { framework.criteria[$0].criterion.id },
                arithmetic: ScoreParts(arithmetic[theme])
            )
        }
    }

    /// What residents say of a criterion in one row; `nil` where the framework does not ask.
    public func residentsSay(
        _ index: Int,
        _ batch: ScoredBatch,
        row: Int,
        observer: inout Observer
    ) -> ResidentsFinding? {
        guard let ratings = batch.residents[index], let asked = framework.criteria[index].residents else { return nil }
        let outcome = Outcome(rawValue: ratings.outcomes[row]) ?? .unknown
        let known = observer.value(.column(asked.known), row).map { Int($0) }
        let isShown = (known ?? 0) >= asked.view.minimum
        return ResidentsFinding(
            criterion: framework.criteria[index].criterion.id,
            inspection: batch.outcome(index, row),
            outcome: outcome,
            observed: isShown ? observer.value(.column(asked.value), row) : nil,
            answers: isShown ? known : nil,
            unknown: isShown ? observer.value(.column(asked.unknown), row).map { Int($0) } : nil,
            required: asked.view.standard.text,
            disagreement: Disagreement(inspection: batch.outcome(index, row), residents: outcome),
            reason: (OutcomeReason(rawValue: ratings.reasons[row]) ?? .none).name
        )
    }

    /// The thresholds of a criterion whose target is not reached.
    func targetGap(_ index: Int, _ batch: ScoredBatch, _ row: Int, _ observer: inout Observer) -> [TargetGap] {
        let compiled = framework.criteria[index]
        var gaps: [TargetGap] = []
        for (number, leaf) in compiled.leaves.enumerated() {
            guard let target = leaf.target else { continue }
            let observation = observer.observation(criterion: index, leaf: number, row: row)
            guard let value = observation.value, target.gap(at: value) > 0 else { continue }
            gaps.append(
                TargetGap(
                    criterion: compiled.criterion.id,
                    observed: value.isFinite ? value : nil,
                    target: target.text,
                    shortage: Shortage.missing(
                        leaf,
                        of: target,
                        row: row,
                        observer: &observer,
                        variables: variables,
                        people: people
                    ),
                    source: observation.source
                )
            )
        }
        return gaps
    }

    func finding(
        _ index: Int,
        _ batch: ScoredBatch,
        _ row: Int,
        _ observer: inout Observer
    ) -> (finding: LocationFinding, observation: Observation) {
        let observation = observer.observation(criterion: index, leaf: Int(batch.leaves[index][row]), row: row)
        let finding = LocationFinding(
            criterion: framework.criteria[index].criterion.id,
            observed: observation.value.flatMap { $0.isFinite ? $0 : nil },
            observedCode: observation.code,
            observedAtCapacity: observation.valueAtCapacity.flatMap { $0.isFinite ? $0 : nil },
            reason: batch.reason(index, row).name,
            source: observation.source
        )
        return (finding, observation)
    }
}

extension ScoreParts {
    init(_ arithmetic: ScoreArithmetic) {
        func score(_ parts: Int64) -> Double? { parts == ScoredBatch.none ? nil : FixedPoint(parts: parts).value }
        self.init(
            attained: FixedPoint.readable(arithmetic.attained),
            observed: FixedPoint.readable(arithmetic.observed),
            applicable: FixedPoint.readable(arithmetic.applicable),
            floor: arithmetic.floor,
            lowest: score(arithmetic.lowest),
            highest: score(arithmetic.highest),
            share: FixedPoint.readable(arithmetic.share)
        )
    }
}
