import ShelterModel

/// Looks for weights that make a theme or the whole count for nothing, or for everything.
enum WeightLint {
    /// Of this share on, one part outweighs all others together by far.
    static let dominance = 0.8

    static func findings(_ framework: Framework) -> [LintFinding] {
        var findings: [LintFinding] = []
        for (number, theme) in framework.themes.enumerated() {
            findings += Self.findings(
                theme,
                floor: theme.coverageFloor ?? framework.coverageFloor,
                at: FrameworkPath() / "themes" / number
            )
        }
        let themes = framework.themes.filter { $0.weight > 0 }
        if themes.isEmpty, !framework.themes.isEmpty {
            findings.append(LintFinding("lint.no-weight", at: FrameworkPath() / "themes"))
        }
        if let number = dominant(framework.themes.map(\.weight)) {
            findings.append(
                LintFinding(
                    "lint.theme-dominates",
                    at: FrameworkPath() / "themes" / number / "weight",
                    ["theme": .text(framework.themes[number].id), "share": .number(dominance)]
                )
            )
        }
        return findings
    }

    private static func findings(_ theme: Theme, floor: Double, at path: FrameworkPath) -> [LintFinding] {
        var findings: [LintFinding] = []
        for (index, criterion) in theme.criteria.enumerated() {
            let place = path / "criteria" / index
            let arguments: [String: Diagnostic.Argument] = ["criterion": .text(criterion.id)]
            if criterion.weight > 0, case .report = criterion.requirement {
                findings.append(LintFinding("lint.weighted-report", at: place / "weight", arguments))
            }
            if criterion.weight == 0, criterion.isBasicRequirement {
                findings.append(LintFinding("lint.weightless-basic-requirement", at: place / "weight", arguments))
            }
        }
        let judged = theme.criteria.filter { $0.requirement.isJudged }
        if theme.weight > 0, !judged.isEmpty, judged.allSatisfy({ $0.weight == 0 }) {
            findings.append(LintFinding("lint.theme-without-weight", at: path, ["theme": .text(theme.id)]))
        }
        // What cannot be computed is always unknown.
        let pending = theme.criteria.indices.filter { theme.criteria[$0].requirement.isPending }
        let lost = pending.reduce(0) { $0 + theme.criteria[$1].weight }
        let total = theme.criteria.reduce(0) { $0 + $1.weight }
        if let heaviest = pending.max(by: { theme.criteria[$0].weight < theme.criteria[$1].weight }), lost > 0,
            total - lost < floor * total
        {
            findings.append(
                LintFinding(
                    "lint.floor-out-of-reach",
                    at: path / "criteria" / heaviest / "weight",
                    [
                        "criterion": .text(theme.criteria[heaviest].id), "theme": .text(theme.id),
                        "floor": .number(floor),
                    ]
                )
            )
        }
        if let index = dominant(theme.criteria.map { $0.requirement.isJudged ? $0.weight : 0 }) {
            findings.append(
                LintFinding(
                    "lint.criterion-dominates",
                    at: path / "criteria" / index / "weight",
                    [
                        "criterion": .text(theme.criteria[index].id), "theme": .text(theme.id),
                        "share": .number(dominance),
                    ]
                )
            )
        }
        return findings
    }

    /// The part that has nearly all the weight, where at least three have some.
    private static func dominant(_ weights: [Double]) -> Int? {
        guard weights.count(where: { $0 > 0 }) >= 3, let greatest = weights.max() else { return nil }
        let total = weights.reduce(0, +)
        return greatest > dominance * total ? weights.firstIndex(of: greatest) : nil
    }
}
