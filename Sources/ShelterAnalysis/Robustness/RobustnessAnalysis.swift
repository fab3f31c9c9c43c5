internal import Dispatch
internal import ShelterModel
internal import ShelterScoring
internal import SurveyStatistics
internal import Synchronization

/// Replays the scoring under other choices and says what is left.
public struct RobustnessAnalysis: Sendable {
    /// Share of the replays between the ends of the intervals.
    public static let level = 0.95
    /// Bootstrap samples for the intervals of sensitivity indices.
    public static let bootstraps = 200
    /// More units than this do not fit the memory that is promised (about 8 KB per unit and worker).
    public static let unitLimit = 20_000

    private let data: ReplayData
    private let plan: ReplayPlan
    private let scorer: ReplayScorer
    private let base: ReplayScores
    private let reader: ConclusionReader

    public init(_ data: ReplayData, plan: ReplayPlan) {
        self.data = data
        self.plan = plan
        scorer = ReplayScorer(data: data)
        let own = ReplayChoices(data)
        base = scorer.scores([own])[0]
        reader = ConclusionReader(data, base: base, choices: own)
    }

    /// - Parameter workers: How many replays are made at a time; no result depends on it.
    public func run(workers: Int) -> Robustness {
        let tally = replay(workers: max(1, workers))
        let themes = data.themes.count
        let baseAreas = (0..<data.areaCount).map { base.mean(area: $0, theme: themes, themes: themes) }
        var means = [Double?](repeating: nil, count: plan.replays)
        var held = [Double](repeating: 0, count: plan.replays)
        var areaMeans = [[Double?]](repeating: [], count: plan.replays)
        for line in tally.lines {
            means[line.replay] = line.mean
            held[line.replay] = line.held
            areaMeans[line.replay] = line.areas
        }
        let baseRanks = Self.ranks(baseAreas)
        let areaRanks = areaMeans.map(Self.ranks)
        let shifts = areaRanks.map { Self.meanShift($0, baseRanks) }
        var sensitivities = [
            sensitivity(.mean, means), sensitivity(.rankShift, shifts),
            sensitivity(.conclusions, held.map(Optional.some)),
        ]
        for area in 0..<data.areaCount {
            sensitivities.append(sensitivity(.area(area), areaMeans.map { $0[area] }))
        }
        for unit in data.rows.indices {
            let indices = tally.moments.indices(unit: unit)
            sensitivities.append(
                Robustness.Sensitivity(
                    output: .location(unit),
                    first: indices?.first.map { SobolIndices.Index(value: $0) },
                    total: indices?.total.map { SobolIndices.Index(value: $0) }
                )
            )
        }
        return Robustness(
            replays: plan.replays,
            groups: plan.groups,
            baseMean: base.mean(theme: themes, themes: themes),
            locations: locations(tally),
            areas: (0..<data.areaCount).map { area in
                Self.unit(
                    score: baseAreas[area],
                    rank: baseRanks[area],
                    scores: areaMeans.map { $0[area] },
                    ranks: areaRanks.map { $0[area] }
                )
            },
            verdicts: reader.conclusions.enumerated().map {
                Robustness.Verdict(conclusion: $1, share: Double(tally.held[$0]) / Double(plan.replays))
            },
            sensitivities: sensitivities,
            scenarios: scenarios(baseAreas, baseRanks)
        )
    }

    // MARK: - Replaying

    private func replay(workers: Int) -> ReplayTally {
        let total = Mutex<ReplayTally?>(nil)
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            var tally = ReplayTally(
                units: data.rows.count,
                conclusions: reader.conclusions.count,
                groups: plan.groups.count
            )
            var sample = worker
            while sample < plan.samples {
                replay(sample, into: &tally)
                sample += workers
            }
            total.withLock { whole in
                if whole == nil { whole = tally } else { whole?.merge(tally) }
            }
        }
        return total.withLock { $0 }
            ?? ReplayTally(units: data.rows.count, conclusions: reader.conclusions.count, groups: plan.groups.count)
    }

    private func replay(_ sample: Int, into tally: inout ReplayTally) {
        let themes = data.themes.count
        let choices = (0..<plan.groups.count + 2).map { plan.choices(sample: sample, matrix: $0, data) }
        let results = scorer.scores(choices)
        for (matrix, result) in results.enumerated() {
            let holds = zip(reader.answers(result, choices[matrix]), reader.conclusions).map { $0 == $1.answer }
            let count = holds.count { $0 }
            tally.add(
                result,
                holds: holds,
                line: ReplayTally.Line(
                    replay: matrix * plan.samples + sample,
                    mean: result.mean(theme: themes, themes: themes),
                    areas: (0..<data.areaCount).map { result.mean(area: $0, theme: themes, themes: themes) },
                    held: holds.isEmpty ? 1 : Double(count) / Double(holds.count)
                )
            )
        }
        tally.addMoments(results)
    }

    // MARK: - Intervals

    private func locations(_ tally: ReplayTally) -> [Robustness.Unit] {
        let ranks = Self.ranks(base.overall.map { $0 == ScoredBatch.none ? nil : FixedPoint(parts: $0).value })
        let tail = (1 - Self.level) / 2
        return data.rows.indices.map { unit in
            Robustness.Unit(
                score: base.overall[unit] == ScoredBatch.none ? nil : FixedPoint(parts: base.overall[unit]).value,
                rank: ranks[unit],
                low: tally.score(tail, unit: unit)?.low,
                median: tally.score(0.5, unit: unit).map { ($0.low + $0.high) / 2 },
                high: tally.score(1 - tail, unit: unit)?.high,
                rankLow: tally.rank(tail, unit: unit)?.low,
                rankHigh: tally.rank(1 - tail, unit: unit)?.high,
                scoredShare: Double(tally.scored[unit]) / Double(plan.replays)
            )
        }
    }

    private static func unit(score: Double?, rank: Int?, scores: [Double?], ranks: [Int?]) -> Robustness.Unit {
        let known = scores.compactMap { $0 }.sorted()
        let places = ranks.compactMap { $0 }.sorted()
        let tail = (1 - level) / 2
        func place(_ share: Double) -> Int? {
            guard !places.isEmpty else { return nil }
            let wanted = Int((share * Double(places.count)).rounded(.up))
            return places[max(1, min(places.count, wanted)) - 1]
        }
        return Robustness.Unit(
            score: score,
            rank: rank,
            low: Moments.quantile(tail, ofSorted: known),
            median: Moments.quantile(0.5, ofSorted: known),
            high: Moments.quantile(1 - tail, ofSorted: known),
            rankLow: place(tail),
            rankHigh: place(1 - tail),
            scoredShare: Double(known.count) / Double(max(1, scores.count))
        )
    }

    /// 1 for the highest; equal scores share the best rank.
    static func ranks(_ scores: [Double?]) -> [Int?] {
        let order = scores.indices.filter { scores[$0] != nil }.sorted { (scores[$0] ?? 0) > (scores[$1] ?? 0) }
        var ranks = [Int?](repeating: nil, count: scores.count)
        for (place, unit) in order.enumerated() {
            let isTied = place > 0 && scores[unit] == scores[order[place - 1]]
            ranks[unit] = isTied ? ranks[order[place - 1]] : place + 1
        }
        return ranks
    }

    private static func meanShift(_ ranks: [Int?], _ base: [Int?]) -> Double? {
        let shifts = zip(ranks, base).compactMap { rank, base in rank.flatMap { rank in base.map { abs(rank - $0) } } }
        return shifts.isEmpty ? nil : Double(shifts.reduce(0, +)) / Double(shifts.count)
    }

    // MARK: - Sensitivity

    private func sensitivity(_ output: Robustness.Sensitivity.Output, _ values: [Double?]) -> Robustness.Sensitivity {
        let known = values.compactMap { $0 }
        var result = Robustness.Sensitivity(output: output)
        guard known.count == values.count else { return result }
        let n = plan.samples
        let indices = try? SobolIndices(
            a: Array(known[0..<n]),
            b: Array(known[n..<2 * n]),
            mixed: plan.groups.indices.map { Array(known[(2 + $0) * n..<(3 + $0) * n]) },
            replicates: Self.bootstraps,
            level: Self.level,
            seed: plan.seed
        )
        result.first = indices?.first
        result.total = indices?.total
        return result
    }

    // MARK: - One choice at a time

    private func scenarios(_ areas: [Double?], _ ranks: [Int?]) -> [Robustness.Scenario] {
        let own = ReplayChoices(data)
        var changes: [(Robustness.Scenario.Change, ReplayChoices)] = []
        func add(_ change: Robustness.Scenario.Change, _ edit: (inout ReplayChoices) -> Void) {
            var choices = own
            edit(&choices)
            changes.append((change, choices))
        }
        for aggregation in ReplayAggregation.allCases where aggregation != own.aggregation {
            add(.aggregation(aggregation)) { $0.aggregation = aggregation }
        }
        for missing in MissingChoice.allCases where missing != own.missing {
            add(.missing(missing)) { $0.missing = missing }
        }
        add(.equalThemeWeights) { $0.themeWeights = $0.themeWeights.map { $0 > 0 ? 1 : 0 } }
        add(.equalCriterionWeights) { $0.criterionWeights = $0.criterionWeights.map { _ in 1 } }
        if case .sets(let sets) = plan.variation {
            for set in sets {
                add(.weights(set.name)) { choices in
                    for (number, theme) in data.framework.themes.enumerated() {
                        choices.themeWeights[number] = set.weights[theme.id] ?? choices.themeWeights[number]
                    }
                    let criteria = data.framework.criteria
                    for (number, criterion) in data.criteria.enumerated() {
                        let weight = set.weights[criteria[criterion].id]
                        choices.criterionWeights[number] = weight ?? choices.criterionWeights[number]
                    }
                }
            }
        }
        for theme in data.framework.themes.indices where data.framework.themes[theme].weight > 0 {
            add(.withoutTheme(theme)) { $0.themeWeights[theme] = 0 }
        }
        for (number, criterion) in data.criteria.enumerated() {
            add(.withoutCriterion(criterion)) { $0.criterionWeights[number] = 0 }
        }
        return changes.map { scenario($0, $1, areas, ranks) }
    }

    private func scenario(
        _ change: Robustness.Scenario.Change,
        _ choices: ReplayChoices,
        _ areas: [Double?],
        _ ranks: [Int?]
    ) -> Robustness.Scenario {
        let themes = data.themes.count
        let result = scorer.scores([choices])[0]
        let now = (0..<data.areaCount).map { result.mean(area: $0, theme: themes, themes: themes) }
        let nowRanks = Self.ranks(now)
        let shifts = zip(now, areas).compactMap { now, base in now.flatMap { now in base.map { abs(now - $0) } } }
        let moves = zip(nowRanks, ranks).compactMap { now, base in now.flatMap { now in base.map { abs(now - $0) } } }
        let answers = reader.answers(result, choices)
        return Robustness.Scenario(
            change: change,
            mean: result.mean(theme: themes, themes: themes),
            scored: result.overall.count { $0 != ScoredBatch.none },
            largestShift: shifts.max(),
            largestRankShift: moves.max(),
            ranksChanged: zip(nowRanks, ranks).count { $0 != $1 },
            conclusionsLost: zip(answers, reader.conclusions).count { $0 != $1.answer }
        )
    }
}
