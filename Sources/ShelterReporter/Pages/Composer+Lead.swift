import ShelterAnalysis
import ShelterModel

extension Composer {
    /// The three sentences that matter of an area: its score, its basic requirements, its themes.
    func lead(of area: AreaReport, isCountry: Bool) -> [[Inline]] {
        [scoreSentence(area, isCountry: isCountry), requirementSentence(area), themeSentence(area)]
    }

    private func scoreSentence(_ area: AreaReport, isCountry: Bool) -> [Inline] {
        let overall = ThemeFigures.overall
        var units = words.counted(area.locations, inspectedKey, id: id(area, overall, "locations"))
        if isCountry {
            units += words.inlines(
                "report.lead.in-municipalities",
                [
                    "municipalities": words.counted(
                        area.municipalityCount,
                        "report.count.municipality",
                        id: id(area, overall, "municipalities")
                    )
                ]
            )
        }
        if area.residents > 0 {
            units += words.inlines(
                area.residentsUnknown > 0 ? "report.lead.with-residents-partly" : "report.lead.with-residents",
                [
                    "residents": words.counted(
                        area.residents,
                        "report.count.resident",
                        id: id(area, overall, "residents")
                    )
                ]
            )
        }
        guard let mean = area.figures(for: overall)?.mean else {
            return words.inlines("report.lead.no-score", ["units": units])
        }
        let score: [Inline] = [.strong([.figure(scoreText(mean, theme: overall), id: id(area, overall, "mean"))])]
        guard let cutoff = framework.overallCutoff else {
            return words.inlines("report.lead.score", ["units": units, "score": score])
        }
        return words.inlines(
            "report.lead.score-cutoff",
            ["units": units, "score": score, "cutoff": [.text(cutoffText(cutoff))]]
        )
    }

    private func requirementSentence(_ area: AreaReport) -> [Inline] {
        guard !basicRequirements.isEmpty else { return words.inlines("report.lead.no-requirements") }
        guard !requirements(of: area, .binding).isEmpty else {
            return words.inlines("report.lead.none-binding", ["n": [.text(numbers.count(basicRequirements.count))]])
        }
        let sentence = words.inlines(
            area.capped == 1 ? "report.lead.requirements.one" : "report.lead.requirements.many",
            [
                "failing": [
                    .strong([.figure(numbers.count(area.capped), id: id(area, ThemeFigures.overall, "capped"))])
                ],
                "units": [.text(words.counted(area.locations, unitsKey))],
            ]
        )
        let unknown = unitsWithUnknownRequirement(area)
        guard unknown > 0 else { return sentence }
        return sentence + [.text(" ")]
            + words.inlines("report.lead.requirements.unknown", ["n": [.text(numbers.count(unknown))]])
    }

    /// Units of which at least one binding basic requirement is unknown: "0 fail" must not read as "all meet".
    private func unitsWithUnknownRequirement(_ area: AreaReport) -> Int {
        let binding = Set(requirements(of: area, .binding).map(\.criterion))
        return report.municipalities.filter { area.code == report.country.code || $0.area.code == area.code }
            .flatMap(\.locations).count { location in location.unknown.contains { binding.contains($0.criterion) } }
    }

    /// Rows that do not count, so that what fell away stands at the top too; `nil` if all rows count.
    func setAsideSentence() -> [Inline]? {
        let rows = report.inputs.reduce(0) { $0 + $1.rows }
        let aside = report.inputs.reduce(0) { $0 + $1.setAside }
        guard aside > 0 else { return nil }
        return words.inlines(
            aside == 1 ? "report.lead.set-aside.one" : "report.lead.set-aside.many",
            ["n": [.strong([.text(numbers.count(aside))])], "all": [.text(numbers.count(rows))]]
        )
    }

    private func themeSentence(_ area: AreaReport) -> [Inline] {
        let judged = framework.themes.filter { $0.cutoff != nil && area.figures(for: $0.id)?.mean != nil }
        guard !judged.isEmpty else {
            let share = area.figures(for: ThemeFigures.overall)?.coverage
            return words.inlines(
                "report.lead.coverage",
                ["share": [.strong([.figure(shareText(share), id: id(area, ThemeFigures.overall, "coverage"))])]]
            )
        }
        let low = themesBelowCutoff(area)
        let count: [Inline] = [.strong([.text(numbers.count(low.count))])]
        let all: [Inline] = [.text(words.counted(judged.count, "report.count.scored-theme"))]
        if low.isEmpty { return words.inlines("report.lead.themes-none", ["low": count, "all": all]) }
        let named = low.prefix(4).map { theme -> [Inline] in
            let mean = area.figures(for: theme.id)?.mean ?? 0
            return [
                .name(themeName(theme.id)), .text(" ("),
                .figure(scoreText(mean, theme: theme.id), id: id(area, theme.id, "mean")), .text(")"),
            ]
        }
        let key =
            low.count > 4
            ? "report.lead.themes-some" : low.count == 1 ? "report.lead.themes-one" : "report.lead.themes-low"
        return words.inlines(key, ["low": count, "all": all, "themes": words.joined(Array(named))])
    }

    /// In the framework's order.
    func themesBelowCutoff(_ area: AreaReport) -> [Theme] {
        framework.themes.filter { theme in
            guard let cutoff = theme.cutoff, let mean = area.figures(for: theme.id)?.mean else { return false }
            return mean < cutoff
        }
    }
}
