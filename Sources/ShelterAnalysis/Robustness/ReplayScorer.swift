internal import Foundation
internal import ShelterModel
internal import ShelterScoring

/// Scores of all units under one set of choices.
struct ReplayScores {
    /// Per unit the overall score in parts of 2^-40, or `ScoredBatch.none`.
    var overall: [Int64]
    /// Per area and theme (overall last), area after area: sum of the scores in parts, and how many there are.
    var sums: [Int64]
    var counts: [Int]

    /// Mean score of an area as the report prints it; `nil` if nothing is scored.
    func mean(area: Int, theme: Int, themes: Int) -> Double? {
        let place = area * (themes + 1) + theme
        guard counts[place] > 0 else { return nil }
        return FixedPoint.readable(Double(sums[place]) / Double(counts[place]) / Double(FixedPoint.one))
    }

    /// The same over all areas.
    func mean(theme: Int, themes: Int) -> Double? {
        var sum: Int64 = 0
        var count = 0
        for place in stride(from: theme, to: sums.count, by: themes + 1) {
            sum += sums[place]
            count += counts[place]
        }
        guard count > 0 else { return nil }
        return FixedPoint.readable(Double(sum) / Double(count) / Double(FixedPoint.one))
    }
}

/// Repeats the scoring of `CompiledFramework.score` under other choices, with the same rounding.
///
/// With the framework's own choices it gives the framework's own scores, to the last part of 2^-40.
struct ReplayScorer {
    let data: ReplayData

    /// Scores several replays in one pass: the findings of a block of rows stay in the cache while each is replayed.
    func scores(_ replays: [ReplayChoices]) -> [ReplayScores] {
        let themes = data.themes.count
        let blank = ReplayScores(
            overall: [Int64](repeating: ScoredBatch.none, count: data.rows.count),
            sums: [Int64](repeating: 0, count: data.areaCount * (themes + 1)),
            counts: [Int](repeating: 0, count: data.areaCount * (themes + 1))
        )
        var results = [ReplayScores](repeating: blank, count: replays.count)
        for block in 0..<data.blockCount {
            for (number, choices) in replays.enumerated() {
                score(block, choices, into: &results[number])
            }
        }
        return results
    }

    /// Weight sums of one theme over 8 rows.
    private struct Sums {
        var attained = SIMD8<Double>.zero
        var observed = SIMD8<Double>.zero
        var applicable = SIMD8<Double>.zero
    }

    private func score(_ block: Int, _ choices: ReplayChoices, into result: inout ReplayScores) {
        let themes = data.themes.count
        let first = block * ReplayData.lanes
        let rows = min(ReplayData.lanes, data.rows.count - first)
        let floors = choices.coverageFloors.map { FixedPoint($0).parts }
        let rule = data.framework.aggregation.criteria
        let countsUnknown = choices.missing != .leaveOut
        var totals = Sums()
        var overall = Means(choices.aggregation)
        for theme in 0..<themes {
            var sums = sums(block, theme, choices.criterionWeights)
            if choices.missing == .met { sums.attained += sums.applicable - sums.observed }
            if countsUnknown { sums.observed = sums.applicable }
            let weight = choices.themeWeights[theme]
            if weight > 0 {
                totals.observed += sums.observed
                totals.applicable += sums.applicable
            }
            var score = sums.attained / sums.observed
            if rule != .arithmetic {
                let means = means(block, theme, choices)
                for lane in 0..<rows { score[lane] = means.score(lane) ?? 0 }
            }
            let coverage = sums.observed / sums.applicable
            for lane in 0..<rows where sums.observed[lane] > 0 && FixedPoint(coverage[lane]).parts >= floors[theme] {
                let parts = FixedPoint(score[lane]).parts
                let place = data.rows[first + lane].area * (themes + 1) + theme
                result.sums[place] += parts
                result.counts[place] += 1
                overall.add(FixedPoint(parts: parts).exact, weight: weight, lane: lane)
            }
        }
        let coverage = totals.observed / totals.applicable
        for lane in 0..<rows where totals.observed[lane] > 0 && FixedPoint(coverage[lane]).parts >= floors[themes] {
            guard let score = overall.score(lane) else { continue }
            let parts = FixedPoint(score).parts
            let place = data.rows[first + lane].area * (themes + 1) + themes
            result.overall[first + lane] = parts
            result.sums[place] += parts
            result.counts[place] += 1
        }
    }

    @inline(__always)
    private func sums(_ block: Int, _ theme: Int, _ weights: [Double]) -> Sums {
        var sums = Sums()
        let first = block * data.criteria.count
        for criterion in data.themes[theme] where weights[criterion] > 0 {
            let cell = data.cells[first + criterion]
            let weight = SIMD8<Double>(repeating: weights[criterion])
            sums.attained += weight * cell.attained
            sums.observed += weight * cell.observed
            sums.applicable += weight * cell.applicable
        }
        return sums
    }

    /// The other means of a theme.
    private func means(_ block: Int, _ theme: Int, _ choices: ReplayChoices) -> Means {
        var means = Means(data.framework.aggregation.criteria)
        for criterion in data.themes[theme] {
            let cell = data.cells[block * data.criteria.count + criterion]
            let weight = choices.criterionWeights[criterion]
            for lane in 0..<ReplayData.lanes where cell.applicable[lane] > 0 {
                if cell.observed[lane] > 0 {
                    means.add(cell.attained[lane], weight: weight, lane: lane)
                } else if choices.missing != .leaveOut {
                    means.add(choices.missing == .met ? 1 : 0, weight: weight, lane: lane)
                }
            }
        }
        return means
    }
}

/// Means of 8 rows while their parts are added, with the arithmetic of `WeightSums`.
private struct Means {
    private let aggregation: ReplayAggregation
    private var sum = SIMD8<Double>.zero
    private var weight = SIMD8<Double>.zero
    private var lowest = SIMD8<Double>(repeating: .infinity)

    init(_ aggregation: ReplayAggregation) {
        self.aggregation = aggregation
    }

    mutating func add(_ score: Double, weight: Double, lane: Int) {
        guard weight > 0 else { return }
        self.weight[lane] += weight
        lowest[lane] = min(lowest[lane], score)
        switch aggregation {
        case .arithmetic: sum[lane] += weight * score
        case .geometric: if score > 0 { sum[lane] += weight * log(score) }
        case .harmonic: if score > 0 { sum[lane] += weight * (1 / score) }
        case .worst: break
        }
    }

    /// A theme with score 0 makes a geometric or harmonic mean 0: its limit.
    func score(_ lane: Int) -> Double? {
        guard weight[lane] > 0 else { return nil }
        switch aggregation {
        case .arithmetic: return sum[lane] / weight[lane]
        case .geometric: return lowest[lane] > 0 ? min(1, exp(sum[lane] / weight[lane])) : 0
        case .harmonic: return lowest[lane] > 0 ? min(1, weight[lane] / sum[lane]) : 0
        case .worst: return lowest[lane]
        }
    }
}
