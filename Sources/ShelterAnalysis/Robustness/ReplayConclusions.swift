internal import ShelterModel

/// Something that the report says and that other choices might make untrue.
public struct RobustnessConclusion: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, Codable {
        /// The mean of a theme (or overall) is under its cutoff, or not.
        case cutoff
        /// The theme is one of the three with the lowest mean over all.
        case lowestThemes = "lowest-themes"
        /// The band in which the mean falls; caps of basic requirements aside.
        case band
    }

    public var kind: Kind
    /// Number of the area; `nil` for all together.
    public var area: Int?
    /// Number of the theme; that behind the last is overall.
    public var theme: Int
    /// What the report says: 1 under the cutoff or among the lowest, 0 not; the number of the band.
    public var answer: Int
}

/// Draws the report's conclusions from the scores of a replay.
struct ConclusionReader {
    let framework: Framework
    private(set) var conclusions: [RobustnessConclusion] = []

    private static let lowestCount = 3
    /// There is no score to conclude from.
    private static let none = -1

    /// - Parameter base: Scores under the framework's own choices; what has no score there concludes nothing.
    init(_ data: ReplayData, base: ReplayScores, choices: ReplayChoices) {
        framework = data.framework
        let themes = framework.themes.count
        var candidates: [RobustnessConclusion] = []
        for area in [nil] + (0..<data.areaCount).map(Optional.some) {
            for theme in 0...themes where cutoff(theme) != nil {
                candidates.append(RobustnessConclusion(kind: .cutoff, area: area, theme: theme, answer: 0))
            }
            if !framework.bands.isEmpty {
                candidates.append(RobustnessConclusion(kind: .band, area: area, theme: themes, answer: 0))
            }
        }
        for theme in lowest(base) {
            candidates.append(RobustnessConclusion(kind: .lowestThemes, area: nil, theme: theme, answer: 0))
        }
        conclusions = candidates
        let answers = answers(base, choices)
        conclusions = zip(candidates, answers).compactMap { candidate, answer in
            guard answer != Self.none else { return nil }
            var conclusion = candidate
            conclusion.answer = answer
            return conclusion
        }
    }

    /// One per conclusion.
    func answers(_ scores: ReplayScores, _ choices: ReplayChoices) -> [Int] {
        let themes = framework.themes.count
        let lowest = Set(lowest(scores))
        return conclusions.map { conclusion in
            if conclusion.kind == .lowestThemes { return lowest.contains(conclusion.theme) ? 1 : 0 }
            let mean =
                if let area = conclusion.area { scores.mean(area: area, theme: conclusion.theme, themes: themes) } else
                {
                    scores.mean(theme: conclusion.theme, themes: themes)
                }
            guard let mean else { return Self.none }
            if conclusion.kind == .band {
                return framework.bands.lastIndex { $0.from * choices.bandFactor <= mean } ?? 0
            }
            return mean < (cutoff(conclusion.theme) ?? 0) * choices.cutoffFactor ? 1 : 0
        }
    }

    private func cutoff(_ theme: Int) -> Double? {
        theme < framework.themes.count ? framework.themes[theme].cutoff : framework.overallCutoff
    }

    /// The themes with the lowest means, equal ones in the framework's order.
    private func lowest(_ scores: ReplayScores) -> [Int] {
        let themes = framework.themes.count
        let means = (0..<themes).compactMap { theme in scores.mean(theme: theme, themes: themes).map { (theme, $0) } }
        guard means.count > Self.lowestCount else { return [] }
        return means.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(Self.lowestCount).map(\.0).sorted()
    }
}
