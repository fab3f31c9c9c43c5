import ShelterModel

/// Looks for bands that no score can fall in, and for caps that change nothing.
struct BandLint {
    /// More criteria than this are not tried in every combination.
    private static let exactLimit = 10
    /// Places on the way from nothing met to everything met, in one order, at which the score is looked at; fewer where there is
    /// much to add up.
    private static let sampleLimit = 500
    private static let additionLimit = 400_000

    let framework: Framework

    var findings: [LintFinding] {
        guard !framework.bands.isEmpty else { return [] }
        var findings: [LintFinding] = []
        if let cap = framework.cap {
            let place = FrameworkPath() / "cap"
            if cap == framework.bands.last?.id {
                findings.append(LintFinding("lint.cap-idle", at: place, ["band": .text(cap)]))
            } else if !framework.criteria.contains(where: \.isBasicRequirement) {
                findings.append(LintFinding("lint.cap-unused", at: place, ["band": .text(cap)]))
            }
        }
        for (number, limiter) in framework.limiters.enumerated() where limiter.band == framework.bands.last?.id {
            let place = FrameworkPath() / "limiters" / number / "band"
            findings.append(LintFinding("lint.cap-idle", at: place, ["band": .text(limiter.band)]))
        }
        let counted = framework.themes.flatMap { theme in
            theme.weight > 0 ? theme.criteria.filter { $0.weight > 0 && $0.requirement.isJudged } : []
        }
        guard !counted.isEmpty else { return findings }
        let isExact = counted.count <= Self.exactLimit && !counted.contains { $0.requirement.isGraded }
        let scores = isExact ? exactScores : sampledScores
        for (number, band) in framework.bands.enumerated() {
            let next = number + 1 < framework.bands.count ? framework.bands[number + 1].from : .infinity
            // Scores are kept in parts of 2^-40.
            let isReached = scores.contains { $0 >= band.from - 1e-12 && $0 < next - 1e-12 }
            guard !isReached else { continue }
            findings.append(
                LintFinding(
                    isExact ? "lint.unreachable-band" : "lint.undecided-band",
                    at: FrameworkPath() / "bands" / number,
                    ["band": .text(band.id), "from": .number(band.from)],
                    severity: isExact ? .warning : .note
                )
            )
        }
        return findings
    }

    private struct Part {
        var theme: Int
        var weight: Double
        var isGraded: Bool
    }

    private var parts: [Part] {
        framework.themes.enumerated().flatMap { number, theme in
            theme.criteria.filter { theme.weight > 0 && $0.weight > 0 && $0.requirement.isJudged }.map {
                Part(theme: number, weight: $0.weight, isGraded: $0.requirement.isGraded)
            }
        }
    }

    /// Every score that some combination of met, not met, unknown and not applicable gives.
    private var exactScores: Set<Double> {
        let parts = parts
        var scores: Set<Double> = []
        var states = [Int](repeating: 0, count: parts.count)
        while true {
            // Unknown counts in the coverage, not applicable does not; the score is the same.
            if let score = score(parts, states.map { [1, 0, nil][$0] }) { scores.insert(score) }
            guard let place = states.firstIndex(where: { $0 < 2 }) else { return scores }
            for index in 0..<place { states[index] = 0 }
            states[place] += 1
        }
    }

    /// Scores on the way from nothing met to everything met, in several orders.
    private var sampledScores: Set<Double> {
        let parts = parts
        let light = parts.indices.sorted { (parts[$0].weight, $0) < (parts[$1].weight, $1) }
        var places = [Int](repeating: 0, count: framework.themes.count)
        let turns = parts.indices.map { index in
            places[parts[index].theme] += 1
            return (places[parts[index].theme], index)
        }
        let round = turns.sorted { $0 < $1 }.map(\.1)
        var scores: Set<Double> = []
        for order in [Array(parts.indices), light, light.reversed(), round, round.reversed()] {
            var values = [Double?](repeating: 0, count: parts.count)
            if let score = score(parts, values) { scores.insert(score) }
            let size = parts.count + 4 * framework.themes.count
            let stride = max(1, order.count / max(5, min(Self.sampleLimit, Self.additionLimit / size)))
            for (place, index) in order.enumerated() {
                guard place % stride == 0 || place == order.count - 1 else {
                    values[index] = 1
                    continue
                }
                for value in parts[index].isGraded ? [0.25, 0.5, 0.75, 1] : [1] {
                    values[index] = value
                    if let score = score(parts, values) { scores.insert(score) }
                }
            }
        }
        return scores
    }

    /// The overall score of attainments; `nil` is not applicable.
    private func score(_ parts: [Part], _ attainments: [Double?]) -> Double? {
        var sums = framework.themes.map { _ in WeightSums(rows: 1, rule: framework.aggregation.criteria) }
        for (part, attainment) in zip(parts, attainments) {
            if let attainment { sums[part.theme].add(part.weight, attainment, row: 0) }
        }
        var overall = WeightSums(rows: 1, rule: framework.aggregation.themes)
        for (theme, own) in zip(framework.themes, sums) where own.observed[0] > 0 {
            overall.add(theme.weight, own.mean(0), row: 0)
        }
        return overall.observed[0] > 0 ? overall.mean(0) : nil
    }
}
