import ShelterAnalysis
import ShelterModel

/// Figures that may be hidden, as everybody sees them.
extension Composer {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    func id(_ area: PublicArea, _ subject: String, _ what: String) -> String {
        "\(area.code).\(subject).\(framework.isCore ? FigureSet.corePrefix : "")\(what)"
    }

    /// The number, the word that it is hidden, or that there is none.
    func text(_ figure: PublicFigure, _ none: String = "report.not-applicable", _ format: (Double) -> String) -> String
    {
        if figure.hidden { return words("report.public.hidden") }
        return figure.value.map(format) ?? words(none)
    }

    func cell(
        _ figure: PublicFigure,
        _ id: String,
        none: String = "report.not-applicable",
        isStrong: Bool = false,
        _ format: (Double) -> String
    ) -> Cell {
        let content = Inline.figure(text(figure, none, format), id: id)
        if figure.hidden || figure.value == 0 { return Cell([.secondary([content])], isHatched: figure.hidden) }
        return Cell([isStrong ? .strong([content]) : content])
    }

    func count(_ value: Double) -> String { numbers.count(Int(value)) }

    func scoreCell(_ area: PublicArea, _ theme: PublicTheme) -> Cell {
        let text = text(theme.mean, "report.unknown") { scoreText($0, theme: theme.theme) }
        return Cell(
            [.figure(text, id: id(area, theme.theme, "mean"))],
            tint: theme.mean.value.flatMap { ScoreClass.of($0, theme: theme.theme, in: framework) },
            isHatched: theme.mean.value == nil || isThin(theme.coverage.value)
        )
    }

    /// One row per area: themes and overall score, in the order of the names.
    func heat(_ areas: [PublicArea], first: String, caption: [Inline], link: (PublicArea) -> String?) -> DocumentTable {
        let subjects = framework.themes.map(\.id) + [ThemeFigures.overall]
        return DocumentTable(
            caption: caption,
            style: .heat,
            columns: [Column(first), Column(unitsName, .number), Column(words("report.column.coverage"), .number)]
                + subjects.map { Column([.name(themeName($0))], .score) },
            rows: areas.map { area in
                let name: [Inline] = link(area).map { [.link([.name(area.name)], target: $0)] } ?? [.name(area.name)]
                let overall = area.themes.last
                return [
                    Cell(name),
                    Cell([.figure(numbers.count(area.locations), id: id(area, ThemeFigures.overall, "locations"))]),
                    cell(
                        overall?.coverage ?? PublicFigure(value: nil),
                        id(area, ThemeFigures.overall, "coverage"),
                        numbers.share
                    ),
                ] + area.themes.map { scoreCell(area, $0) }
            }
        )
    }

    /// Score, coverage and what is under the cutoff, per theme.
    func themeTable(_ area: PublicArea) -> DocumentTable {
        DocumentTable(
            caption: words.inlines("report.public.themes-caption"),
            columns: [
                Column(words("report.column.theme")), Column(words("report.column.score"), .score),
                Column(words("report.column.cutoff"), .number), Column(words("report.public.column.scored"), .number),
                Column(words("report.column.below"), .number), Column(words("report.column.coverage"), .number),
            ],
            rows: area.themes.map { theme in
                let hasCutoff = framework.cutoff(for: theme.theme) != nil
                return [
                    Cell([.name(themeName(theme.theme))]), scoreCell(area, theme),
                    Cell(framework.cutoff(for: theme.theme).map(cutoffText) ?? words("report.none")),
                    cell(theme.scored, id(area, theme.theme, "scored"), count),
                    hasCutoff
                        ? cell(theme.belowCutoff, id(area, theme.theme, "below-cutoff"), count)
                        : Cell(words("report.none")),
                    cell(theme.coverage, id(area, theme.theme, "coverage"), numbers.share),
                ]
            }
        )
    }

    /// Per theme a table of its criteria with the four outcomes.
    func criterionTables(_ area: PublicArea) -> [Block] {
        let found = Dictionary(area.criteria.map { ($0.criterion, $0) }) { first, _ in first }
        let measures = ["met", "not-met", "unknown", "not-applicable"]
        return framework.themes.filter { !$0.criteria.isEmpty }.map { theme in
            .table(
                DocumentTable(
                    caption: [.name(themeName(theme.id))],
                    columns: [Column(words("report.column.criterion"), .prose)]
                        + [Outcome.met, .notMet, .unknown, .notApplicable].map(outcomeColumn),
                    rows: theme.criteria.compactMap { criterion in
                        guard let figures = found[criterion.id]?.figures else { return nil }
                        let name: [Inline] = [.code(criterion.id), .text(" "), .name(criterionName(criterion.id))]
                        return [Cell(name)]
                            + figures.indices.map { part in
                                cell(
                                    figures[part],
                                    id(area, criterion.id, measures[part]),
                                    isStrong: part == 1,
                                    count
                                )
                            }
                    }
                )
            )
        }
    }

    /// What residents say, where enough of them were asked.
    func answerBlocks(_ area: PublicArea, source: [Inline]) -> [Block] {
        guard !area.answers.isEmpty else { return [] }
        return [
            heading("residents-say", "report.heading.residents-say"),
            .paragraph(words.inlines("report.public.answers")),
        ] + (residentsFigure(of: area, source: source).map { [.figure($0)] } ?? []) + [
            .table(
                DocumentTable(
                    caption: words.inlines("report.public.answers-caption"),
                    columns: [
                        Column(words("report.column.criterion"), .prose),
                        Column(words("report.column.residents-say"), .number),
                        Column(words("report.column.answers"), .number),
                    ],
                    rows: area.answers.map { answers in
                        let label = criteria[answers.criterion]?.residents?.label[words.language] ?? ""
                        return [
                            Cell([.code(answers.criterion), .text(" "), .name(label)]),
                            cell(answers.share, id(area, answers.criterion, "residents-share"), numbers.share),
                            cell(answers.answers, id(area, answers.criterion, "residents-answers"), count),
                        ]
                    }
                )
            )
        ]
    }

    /// The area as the profile draws it: what is hidden is not in it.
    func profileArea(_ area: PublicArea) -> AreaReport {
        AreaReport(
            code: area.code,
            name: area.name,
            municipalityCount: area.municipalities,
            locations: area.locations,
            residents: 0,
            residentsUnknown: 0,
            capped: 0,
            figures: area.themes.map { theme in
                ThemeFigures(
                    theme: theme.theme,
                    scored: theme.scored.count ?? 0,
                    mean: theme.mean.value,
                    sd: nil,
                    weightedMean: nil,
                    lowest: nil,
                    highest: nil,
                    belowCutoff: nil,
                    coverage: theme.coverage.value,
                    histogram: [],
                    bands: []
                )
            },
            criteria: []
        )
    }
}
