import ShelterAnalysis
import ShelterModel

/// The overview of all inspected locations.
struct IndexPage {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    let composer: Composer
    var register: MunicipalityRegister?
    var shapes: MunicipalityShapes?
    var corrections: Corrections?
    var robustness: RobustnessSummary?
    var waves: WaveComparison?
    /// Target of the link to a municipality's page; `nil` if that page is not written.
    let target: (MunicipalityReport) -> String?

    private var report: QualityReport { composer.report }
    private var words: Words { composer.words }
    private var country: AreaReport { report.country }

    var document: Document {
        var blocks: [Block] = [
            .lead(
                composer.lead(of: country, isCountry: true) + [composer.setAsideSentence()].compactMap(\.self)
            ),
            composer.profile(of: country, label: words("report.profile.all"), showsExtremes: true),
            .contents,
            composer.heading("key-figures", "report.heading.key-figures"),
            keyFigures,
        ]
        blocks += municipalities
        blocks += IndexEstimatesSection(composer: composer).blocks
        blocks += distribution
        blocks += NationalSections(composer: composer, robustness: robustness, waves: waves).blocks
        blocks += ShortcomingsSection(composer: composer).blocks
        blocks += RequirementsSection(composer: composer).blocks
        blocks += MethodSection(composer: composer, dataFolder: "data/", showsDiagnostics: true).blocks
        blocks += CorrectionsSection.summary(corrections, composer)
        blocks += composer.accountabilityLinks
        return composer.document(
            title: words("report.index.title"),
            kicker: words("report.index.kicker"),
            up: nil,
            blocks: blocks
        )
    }

    private var keyFigures: Block {
        let overall = ThemeFigures.overall
        let figures = country.figures(for: overall)
        func figure(_ text: String, _ what: String) -> [Inline] {
            [.figure(text, id: composer.id(country, overall, what))]
        }
        func label(_ key: String, _ arguments: [String: String] = [:]) -> [Inline] {
            [.text(words(key, arguments))]
        }
        var items: [KeyFigure] = [
            KeyFigure(
                value: figure(words.numbers.count(country.municipalityCount), "municipalities"),
                label: report.register.map {
                    label("report.key.municipalities-of", ["all": words.numbers.count($0.municipalities)])
                } ?? label("report.key.municipalities")
            ),
            KeyFigure(
                value: figure(words.numbers.count(country.locations), "locations"),
                label: label(
                    report.codeBook.assessments == .each ? "report.key.assessments" : "report.key.locations"
                )
            ),
        ]
        let isResidentsKnown = country.residentsUnknown < country.locations
        items.append(
            KeyFigure(
                value: isResidentsKnown
                    ? figure(words.numbers.count(country.residents), "residents")
                    : figure(words("report.unknown"), "residents"),
                label: isResidentsKnown && country.residentsUnknown > 0
                    ? words.inlines(
                        "report.key.residents-partly",
                        ["n": figure(words.numbers.count(country.residentsUnknown), "residents-unknown")]
                    )
                    : label("report.key.residents")
            )
        )
        items.append(
            KeyFigure(
                value: figure(composer.meanText(figures, theme: overall), "mean"),
                label: composer.framework.overallCutoff.map {
                    label("report.key.score-cutoff", ["cutoff": composer.cutoffText($0)])
                } ?? label("report.key.score")
            )
        )
        if let figures, figures.scored > 0, let below = figures.belowCutoff {
            items.append(
                KeyFigure(
                    value: figure(words.numbers.count(below), "below-cutoff"),
                    label: words.inlines(
                        "report.key.below",
                        [
                            "all": figure(words.numbers.count(figures.scored), "scored"),
                            "share": figure(composer.shareText(figures.shareBelowCutoff), "share-below-cutoff"),
                        ]
                    )
                )
            )
        }
        if !composer.requirements(of: country, .binding).isEmpty {
            items.append(
                KeyFigure(
                    value: figure(words.numbers.count(country.capped), "capped"),
                    label: label("report.key.capped")
                )
            )
        }
        items.append(
            KeyFigure(
                value: figure(composer.shareText(figures?.coverage), "coverage"),
                label: label("report.key.coverage")
            )
        )
        return .keyFigures(items)
    }

    // MARK: Municipalities and themes

    private var municipalities: [Block] {
        let subjects = composer.framework.themes.map(\.id) + [ThemeFigures.overall]
        let cutoffs = Set(subjects.map { composer.framework.cutoff(for: $0) })
        var columns = [
            Column(words("report.column.municipality")),
            Column(composer.unitsName, .number),
            Column(words("report.column.coverage"), .number),
        ]
        columns += subjects.map { subject in
            let cutoff = cutoffs.count == 1 ? nil : composer.framework.cutoff(for: subject)
            return Column(
                [.name(composer.themeName(subject))],
                unit: cutoff.map { words("report.heat.cutoff", ["cutoff": composer.cutoffText($0)]) },
                .score
            )
        }
        let rows = report.municipalities.map { municipality -> [Cell] in
            let area = municipality.area
            let name: [Inline] =
                target(municipality).map { [.link([.name(area.name)], target: $0)] } ?? [.name(area.name)]
            var row = [
                Cell(name),
                Cell([.figure(words.numbers.count(area.locations), id: composer.id(area, "overall", "locations"))]),
                Cell([
                    .figure(
                        composer.shareText(area.figures(for: ThemeFigures.overall)?.coverage),
                        id: composer.id(area, "overall", "coverage")
                    )
                ]),
            ]
            row += subjects.map { composer.meanCell(area, theme: $0) }
            return row
        }
        return [
            composer.heading("municipalities", "report.heading.municipalities"),
            .paragraph(words.inlines("report.heat.text") + sharedCutoff(cutoffs)),
            .legend(composer.scoreLegend),
        ] + MapSection(composer: composer, register: register, shapes: shapes).blocks + [
            .table(
                DocumentTable(
                    caption: words.inlines(
                        "report.heat.caption",
                        [
                            "municipalities": [
                                .text(words.counted(report.municipalities.count, "report.count.municipality"))
                            ]
                        ]
                    ),
                    style: .heat,
                    columns: columns,
                    rows: rows
                )
            )
        ] + ask
    }

    /// One cutoff for all is said once, not at every theme.
    private func sharedCutoff(_ cutoffs: Set<Double?>) -> [Inline] {
        guard cutoffs.count == 1, let only = cutoffs.first, let cutoff = only else { return [] }
        return [.text(" ")] + words.inlines("report.heat.cutoff-all", ["cutoff": [.text(composer.cutoffText(cutoff))]])
    }

    private var ask: [Block] {
        composer.explainCommand(figure: exampleID).map { command in
            [.paragraph([.secondary(words.inlines("report.ask", ["command": [.code(command)]]))])]
        } ?? []
    }

    private var exampleID: String {
        let theme = composer.framework.themes.first?.id ?? ThemeFigures.overall
        return composer.id(report.municipalities.first?.area ?? country, theme, "mean")
    }

    // MARK: Distribution

    private var distribution: [Block] {
        let heading = composer.heading("distribution", "report.heading.distribution")
        guard country.figures.contains(where: { $0.scored > 0 }) else {
            return [heading, .paragraph(words.inlines("report.distribution.none"))]
        }
        let subjects = composer.framework.themes.map(\.id) + [ThemeFigures.overall]
        let most = subjects.compactMap { country.figures(for: $0)?.histogram.max() }.max() ?? 0
        let panels = subjects.enumerated().compactMap { index, subject in
            panel(subject, number: index, most: most)
        }
        let bins = ThemeFigures.histogramBins
        var columns = [Column(words("report.distribution.score"))]
        columns += subjects.map { Column([.name(composer.themeName($0))], .number) }
        let rows = (0..<bins).map { bin -> [Cell] in
            let range = words(
                "report.distribution.range",
                ["from": "\(bin * 100 / bins)", "to": "\((bin + 1) * 100 / bins)"]
            )
            return [Cell(range)]
                + subjects.map { subject in
                    let counts = country.figures(for: subject)?.histogram ?? []
                    return Cell(bin < counts.count ? words.numbers.count(counts[bin]) : words("report.unknown"))
                }
        }
        let widest = composer.framework.themes.compactMap { country.figures(for: $0.id) }
            .filter { $0.belowCutoff != nil && $0.scored > 0 }
            .max { ($0.shareBelowCutoff ?? 0) < ($1.shareBelowCutoff ?? 0) }
        let title = widest.map { figures in
            words.inlines(
                "report.distribution.title",
                [
                    "theme": [.name(composer.themeName(figures.theme))],
                    "share": [
                        .figure(
                            composer.shareText(figures.shareBelowCutoff),
                            id: composer.id(country, figures.theme, "share-below-cutoff")
                        )
                    ],
                ]
            )
        }
        return [
            heading,
            .figure(
                DocumentFigure(
                    anchor: "histograms",
                    title: title ?? words.inlines("report.distribution.title-plain"),
                    subtitle: words.inlines(
                        "report.distribution.subtitle",
                        ["units": [.text(composer.unitsName.lowercased())]]
                    ),
                    panels: panels,
                    source: composer.source(
                        example: composer.id(country, subjects.first ?? ThemeFigures.overall, "share-below-cutoff")
                    ),
                    data: DocumentTable(
                        caption: words.inlines("report.distribution.caption"),
                        columns: columns,
                        rows: rows
                    )
                )
            ),
        ]
    }

    private func panel(_ subject: String, number: Int, most: Int) -> DocumentFigure.Panel? {
        guard let figures = country.figures(for: subject), figures.scored > 0 else { return nil }
        let cutoff = composer.framework.cutoff(for: subject)
        let name = composer.themeName(subject)
        let scored = words.counted(figures.scored, "report.count.scored")
        let below = figures.belowCutoff.map(words.numbers.count)
        let summary =
            if let below {
                words("report.distribution.below", ["below": below, "scored": words.numbers.count(figures.scored)])
            } else {
                scored
            }
        let chart = HistogramChart(
            title: name,
            description: words(
                "report.distribution.sentence",
                [
                    "theme": name, "scored": scored, "summary": summary,
                    "mean": composer.meanText(figures, theme: subject),
                ]
            ),
            heading: name,
            summary: summary,
            bins: figures.histogram,
            most: most,
            cutoff: cutoff,
            cutoffText: cutoff.map { words("report.profile.cutoff-at", ["cutoff": composer.cutoffText($0)]) } ?? "",
            count: { [numbers = words.numbers] in numbers.count($0) }
        )
        return DocumentFigure.Panel(svg: chart.element(id: "h\(number)"))
    }
}

extension Composer {
    /// What the colours of scores mean under this framework; empty if scores have no class.
    var scoreLegend: [LegendItem] {
        var items: [LegendItem] = []
        if framework.overallCutoff != nil || framework.themes.contains(where: { $0.cutoff != nil }) {
            items = ScoreClass.allCases.map { LegendItem(tint: $0, text: words("report.class.\($0.rawValue)")) }
        } else if framework.bands.count > 1 {
            items = framework.bands.compactMap { band in
                ScoreClass(band.from, bands: framework.bands).map { LegendItem(tint: $0, text: bandName(band.id)) }
            }
        }
        items.append(LegendItem(tint: nil, text: words("report.class.hatched")))
        return items
    }
}
