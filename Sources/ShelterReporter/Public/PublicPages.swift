import ShelterAnalysis
import ShelterModel

/// What everybody may see: the country with its regions and municipalities, and one region with its municipalities.
///
/// Built from a `PublicReport` alone, and so from nothing that is hidden. No ranking, no lowest or highest, no location.
struct PublicPages {
    /// Of a report without municipalities, locations and inputs: it names framework, date and state.
    let composer: Composer
    let figures: PublicReport
    let rules: DisclosureRules
    let reasons: [(reason: DisclosurePlan.Reason, cells: Int)]
    let register: MunicipalityRegister?
    let shapes: MunicipalityShapes?
    /// Path of the page of a region, relative to that of the country; `nil` if there is none.
    let path: (PublicArea) -> String?

    private var words: Words { composer.words }
    private var country: PublicArea { figures.country }

    var index: Document {
        var blocks: [Block] = [.lead(lead(country, isCountry: true))]
        blocks += profile(country, label: words("report.profile.all"))
        blocks += [.contents, composer.heading("key-figures", "report.heading.key-figures"), keyFigures(country)]
        if !figures.regions.isEmpty {
            blocks += [
                composer.heading("regions", "report.public.heading.regions"),
                .paragraph(words.inlines("report.public.heat")),
                .legend(legend),
                .table(
                    composer.heat(
                        figures.regions,
                        first: words("report.public.column.region"),
                        caption: words.inlines("report.public.regions-caption"),
                        link: path
                    )
                ),
            ]
            blocks += municipalities(figures.municipalities)
            if figures.municipalities.contains(where: { $0.themes.last?.mean.value != nil }) {
                blocks +=
                    MapSection(
                        composer: composer,
                        register: register,
                        shapes: shapes,
                        disclosed: figures.municipalities,
                        source: source(of: "themes.csv")
                    ).blocks
            }
        }
        blocks += findings(country)
        blocks += disclosure
        blocks += MethodSection(composer: composer, dataFolder: "data/", showsDiagnostics: false).blocks
        blocks += composer.accountabilityLinks
        return composer.document(
            title: words("report.public.title"),
            kicker: words("report.index.kicker"),
            up: nil,
            blocks: blocks
        )
    }

    func region(_ area: PublicArea) -> Document {
        var blocks: [Block] = [.lead(lead(area, isCountry: false))]
        blocks += profile(area, label: words("report.public.this-region"))
        blocks += [.contents, composer.heading("key-figures", "report.heading.key-figures"), keyFigures(area)]
        blocks += municipalities(figures.municipalities.filter { $0.region == area.code })
        blocks += findings(area)
        blocks.append(.paragraph([.secondary(words.inlines("report.public.more"))]))
        return composer.document(
            title: area.name,
            kicker: words("report.public.region-kicker"),
            up: "../index.html",
            blocks: blocks
        )
    }

    // MARK: - Parts

    private var legend: [LegendItem] { composer.scoreLegend }

    private func lead(_ area: PublicArea, isCountry: Bool) -> [[Inline]] {
        let overall = ThemeFigures.overall
        var units = words.counted(
            area.locations,
            composer.inspectedKey,
            id: composer.id(area, overall, "locations")
        )
        units += words.inlines(
            "report.lead.in-municipalities",
            [
                "municipalities": words.counted(
                    area.municipalities,
                    "report.count.municipality",
                    id: composer.id(area, overall, "municipalities")
                )
            ]
        )
        let mean = area.themes.last?.mean ?? PublicFigure(value: nil)
        guard let score = mean.value else {
            return [
                words.inlines(mean.hidden ? "report.public.lead-hidden" : "report.lead.no-score", ["units": units]),
                words.inlines("report.public.lead-rule"),
            ]
        }
        let text = composer.scoreText(score, theme: overall)
        let shown: [Inline] = [.strong([.figure(text, id: composer.id(area, overall, "mean"))])]
        let cutoff = composer.framework.overallCutoff
        return [
            words.inlines(
                cutoff == nil ? "report.lead.score" : "report.lead.score-cutoff",
                ["units": units, "score": shown, "cutoff": [.text(cutoff.map(composer.cutoffText) ?? "")]]
            ),
            words.inlines("report.public.lead-rule"),
        ]
    }

    private func profile(_ area: PublicArea, label: String) -> [Block] {
        guard area.themes.contains(where: { $0.mean.value != nil }) else { return [] }
        return [
            composer.profile(
                of: composer.profileArea(area),
                label: label,
                source: source(of: "themes.csv"),
                data: composer.themeTable(area)
            )
        ]
    }

    private func source(of file: String) -> [Inline] {
        words.inlines(
            "report.public.source",
            [
                "framework": composer.frameworkName + [.text(" "), .name(composer.framework.version)],
                "date": [.text(words.date(figures.date))], "file": [.code("data/\(file)")],
            ]
        )
    }

    private func keyFigures(_ area: PublicArea) -> Block {
        let overall = ThemeFigures.overall
        let theme = area.themes.last
        func item(_ figure: PublicFigure, _ what: String, _ label: [Inline], _ format: (Double) -> String) -> KeyFigure
        {
            KeyFigure(
                value: [.figure(composer.text(figure, "report.unknown", format), id: composer.id(area, overall, what))],
                label: label
            )
        }
        func plain(_ number: Int) -> PublicFigure { PublicFigure(value: Double(number)) }
        var items = [
            item(
                plain(area.municipalities),
                "municipalities",
                words.inlines("report.key.municipalities"),
                composer.count
            ),
            item(
                plain(area.locations),
                "locations",
                words.inlines(
                    composer.report.codeBook.assessments == .each ? "report.key.assessments" : "report.key.locations"
                ),
                composer.count
            ),
            item(area.residents, "residents", words.inlines("report.key.residents"), composer.count),
        ]
        if let theme {
            items.append(
                item(theme.mean, "mean", words.inlines("report.key.score")) {
                    composer.scoreText($0, theme: overall)
                }
            )
            if composer.framework.overallCutoff != nil {
                items.append(
                    item(theme.belowCutoff, "below-cutoff", words.inlines("report.public.key.below"), composer.count)
                )
            }
        }
        if !composer.basicRequirements.isEmpty {
            items.append(item(area.capped, "capped", words.inlines("report.key.capped"), composer.count))
        }
        if let theme {
            items.append(
                item(theme.coverage, "coverage", words.inlines("report.key.coverage"), words.numbers.share)
            )
        }
        return .keyFigures(items)
    }

    /// Those with figures in a table; the others by name, since a row of hidden cells says nothing.
    private func municipalities(_ all: [PublicArea]) -> [Block] {
        let shown = all.filter { $0.themes.contains { $0.mean.value != nil } }
        let others = all.filter { area in !shown.contains { $0.code == area.code } }
        var blocks: [Block] = [composer.heading("municipalities", "report.heading.municipalities")]
        if shown.isEmpty {
            blocks.append(.paragraph(words.inlines("report.public.no-municipality")))
        } else {
            blocks += [
                .paragraph(
                    words.inlines(
                        "report.public.municipalities",
                        [
                            "n": [.text(words.numbers.count(shown.count))],
                            "all": [.text(words.counted(all.count, "report.count.municipality"))],
                        ]
                    )
                ),
                .legend(legend),
                .table(
                    composer.heat(
                        shown,
                        first: words("report.column.municipality"),
                        caption: words.inlines("report.public.municipalities-caption"),
                        link: { _ in nil }
                    )
                ),
            ]
        }
        if !others.isEmpty {
            blocks.append(
                .paragraph([
                    .secondary(
                        words.inlines(
                            "report.public.hidden-municipalities",
                            ["names": words.joined(others.map { [.name($0.name)] })]
                        )
                    )
                ])
            )
        }
        return blocks
    }

    private func findings(_ area: PublicArea) -> [Block] {
        [
            composer.heading("findings", "report.heading.findings"),
            .paragraph(
                words.inlines(
                    "report.public.findings",
                    ["n": [.text(words.numbers.count(rules.count(.countMinimum)))]]
                )
            ),
        ] + composer.criterionTables(area) + composer.answerBlocks(area, source: source(of: "residents.csv"))
    }

    private var disclosure: [Block] {
        [
            composer.heading("hidden", "report.public.heading.hidden"),
            .paragraph(words.inlines("report.public.hidden-text")),
            .table(
                DocumentTable(
                    caption: words.inlines("report.public.reasons-caption"),
                    columns: [
                        Composer.Column(words("report.public.column.reason"), .prose),
                        Composer.Column(words("report.public.column.cells"), .number),
                    ],
                    rows: reasons.map { reason, cells in
                        [
                            Composer.Cell(words("report.public.reason.\(reason.rawValue)")),
                            Composer.Cell(words.numbers.count(cells)),
                        ]
                    }
                )
            ),
            .paragraph(
                words.inlines(
                    "report.public.list",
                    ["file": [.link([.text("data/disclosure.csv")], target: "data/disclosure.csv")]]
                )
            ),
            .paragraph(
                words.inlines(
                    "report.public.audit",
                    ["file": [.link([.text("data/audit.json")], target: "data/audit.json")]]
                )
            ),
            .table(
                DocumentTable(
                    caption: words.inlines("report.public.rules-caption", ["rules": [.name(figures.rules)]]),
                    columns: [
                        Composer.Column(words("report.public.column.rule"), .prose),
                        Composer.Column(words("report.public.column.value"), .number),
                        Composer.Column(words("report.public.column.source"), .prose),
                    ],
                    rows: rules.rules.map { rule in
                        [
                            Composer.Cell([.name(rule.label[words.language])]),
                            Composer.Cell(words.numbers.number(rule.value, decimals: 3)),
                            Composer.Cell([
                                .name(rule.source), .text(" ("), .code(rule.verification.rawValue), .text(")"),
                            ]),
                        ]
                    }
                )
            ),
        ]
    }
}
