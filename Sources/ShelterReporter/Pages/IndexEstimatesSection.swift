import ShelterAnalysis
import ShelterModel

/// Residents' figures and sampled inspections of all municipalities together, for internal use.
struct IndexEstimatesSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    let composer: Composer

    private var words: Words { composer.words }
    private var report: QualityReport { composer.report }

    var blocks: [Block] { residents + inspections }

    // MARK: Residents

    private var residents: [Block] {
        let asked = composer.residentSubjects
        guard let first = asked.first, let estimates = report.estimates else { return [] }
        let level: [Inline] = [.text(composer.levelText)]
        var blocks: [Block] = [
            composer.heading("residents-estimates", "report.heading.residents-estimates"),
            .paragraph(words.inlines("report.estimates.residents-text", ["level": level])),
        ]
        let funnels = estimates.funnels.filter(\.measure.isOfResidents)
        if let figure = composer.residentsFigure(of: "all", asked) { blocks.append(.figure(figure)) }
        if let figure = composer.intervalFigure(of: "all", asked, anchor: "intervals") {
            blocks.append(.figure(figure))
        }
        if !funnels.isEmpty { blocks.append(.figure(figure(funnels, first.subject))) }
        blocks.append(.table(summary(asked)))
        blocks.append(.table(byMunicipality(asked)))
        blocks.append(.note(words.inlines("report.estimates.reading")))
        if let table = modelled(asked) {
            blocks.append(.folded(words.inlines("report.estimates.model-fold"), table))
        }
        return blocks
    }

    private func figure(_ funnels: [FunnelFigure], _ example: String) -> DocumentFigure {
        let outside = funnels.count { funnel in funnel.points.contains { composer.place(of: $0) != "inside" } }
        return DocumentFigure(
            anchor: "funnels",
            title: words.inlines(
                "report.funnel.title",
                ["n": [.text(words.numbers.count(outside))], "all": [.text(words.numbers.count(funnels.count))]]
            ),
            subtitle: words.inlines("report.funnel.subtitle"),
            panels: funnels.enumerated().map { composer.funnelPanel($1, number: $0, own: nil) },
            source: composer.source(example: "all.\(example).\(funnels[0].measure.rawValue)"),
            data: DocumentTable(
                caption: words.inlines("report.funnel.caption"),
                columns: [
                    Column(words("report.column.municipality")), Column(words("report.column.residents-say"), .prose),
                    Column(words("report.column.estimate"), .number), Column(words("report.column.answers"), .number),
                    Column(words("report.column.funnel-limits"), .number), Column(words("report.column.funnel-place")),
                ],
                rows: report.municipalities.flatMap { municipality in
                    funnels.compactMap { funnel -> [Cell]? in
                        guard let point = funnel.points.first(where: { $0.area == municipality.area.code }) else {
                            return nil
                        }
                        return [
                            Cell([.name(municipality.area.name)]), Cell(composer.residentsLabel(funnel.subject)),
                            composer.estimateCell(composer.estimate(point.area, funnel.subject, funnel.measure)),
                            Cell(words.numbers.count(point.size)),
                            Cell(
                                words(
                                    "report.estimates.range",
                                    [
                                        "low": words.numbers.share(point.outerLow),
                                        "high": words.numbers.share(point.outerHigh),
                                    ]
                                )
                            ),
                            Cell(words("report.funnel.place.\(composer.place(of: point))")),
                        ]
                    }
                }
            )
        )
    }

    /// Per question the country, and how many municipalities can be told from the rest.
    private func summary(_ asked: [(subject: String, measure: EstimateMeasure)]) -> DocumentTable {
        DocumentTable(
            caption: words.inlines("report.estimates.country-caption"),
            columns: [
                Column(words("report.column.residents-say"), .prose),
                Column(words("report.column.chance"), .number), Column(words("report.column.estimate"), .number),
                Column(words("report.column.interval", ["level": composer.levelText]), .number),
                Column(words("report.column.answers-response"), .number),
                Column(words("report.estimates.verdict.worse"), .number),
                Column(words("report.estimates.verdict.better"), .number),
                Column(words("report.estimates.verdict.not-distinguishable"), .number),
                Column(words("report.column.too-thin"), .number),
            ],
            rows: asked.map { subject, measure in
                let row = composer.estimate("all", subject, measure)
                let compared = (report.estimates?.rows ?? []).filter {
                    $0.subject == subject && $0.measure == measure && $0.reference == .rest
                }
                let printed = compared.filter { $0.presentation != .tooThin }
                func count(_ verdicts: [ComparisonVerdict]) -> Cell {
                    Cell(words.numbers.count(printed.count { $0.verdict.map(verdicts.contains) ?? false }))
                }
                return [
                    Cell(composer.residentsLabel(subject)), composer.chanceCell(row), composer.estimateCell(row),
                    composer.intervalCell(row), answersAndResponse(row),
                    count([.worse, .lower]), count([.better, .higher]), count([.notDistinguishable]),
                    Cell(words.numbers.count(thin(subject, measure))),
                ]
            }
        )
    }

    private func answersAndResponse(_ row: EstimateRow?) -> Cell {
        Cell(
            words(
                "report.estimates.answers-response",
                [
                    "n": composer.countCell(row).content.plainText,
                    "response": composer.responseCell(row).content.plainText,
                ]
            )
        )
    }

    private func thin(_ subject: String, _ measure: EstimateMeasure) -> Int {
        report.municipalities.count {
            composer.estimate($0.area.code, subject, measure)?.presentation == .tooThin
        }
    }

    private func byMunicipality(_ asked: [(subject: String, measure: EstimateMeasure)]) -> DocumentTable {
        DocumentTable(
            caption: words.inlines("report.estimates.municipalities-caption"),
            columns: [Column(words("report.column.municipality"))]
                + asked.map { Column(composer.residentsLabel($0.subject), .prose) },
            rows: report.municipalities.filter { municipality in
                asked.contains { composer.estimate(municipality.area.code, $0.subject, $0.measure) != nil }
            }.map { municipality in
                [Cell([.name(municipality.area.name)])]
                    + asked.map { cell(municipality.area.code, $0.subject, $0.measure) }
            }
        )
    }

    /// `72% (61% – 81%; n 45); niet te onderscheiden`
    private func cell(_ area: String, _ subject: String, _ measure: EstimateMeasure) -> Cell {
        let row = composer.estimate(area, subject, measure)
        let figure = composer.estimateCell(row)
        guard let row, row.presentation != .tooThin, let n = row.n else { return figure }
        let range = composer.intervalCell(row).content.plainText
        var content = figure.content
        content.append(
            .secondary([
                .text(" " + words("report.estimates.short", ["range": range, "n": words.numbers.count(n)]))
            ])
        )
        content.append(.lineBreak)
        content.append(.text(composer.verdictText(composer.estimate(area, subject, measure, .rest))))
        return Cell(content)
    }

    private func modelled(_ asked: [(subject: String, measure: EstimateMeasure)]) -> DocumentTable? {
        let rows = report.municipalities.flatMap { municipality in
            asked.compactMap { subject, measure -> [Cell]? in
                guard let row = composer.estimate(municipality.area.code, subject, measure, .model),
                    let value = row.estimate, let low = row.low, let high = row.high
                else { return nil }
                return [
                    Cell([.name(municipality.area.name)]), Cell(composer.residentsLabel(subject)),
                    Cell([.figure(composer.estimateText(value, measure), id: row.figure)]),
                    Cell(
                        words(
                            "report.estimates.range",
                            [
                                "low": composer.estimateText(max(0, low), measure),
                                "high": composer.estimateText(measure.isShare ? min(1, high) : high, measure),
                            ]
                        )
                    ),
                    composer.chanceCell(row),
                ]
            }
        }
        guard !rows.isEmpty else { return nil }
        return DocumentTable(
            caption: words.inlines("report.estimates.model-caption"),
            columns: [
                Column(words("report.column.municipality")), Column(words("report.column.residents-say"), .prose),
                Column(words("report.column.model"), .number),
                Column(words("report.column.interval", ["level": composer.levelText]), .number),
                Column(words("report.column.chance"), .number),
            ],
            rows: rows
        )
    }

    // MARK: Sampled locations

    private var figure: [Block] {
        let subjects = composer.framework.themes.map(\.id) + [ThemeFigures.overall]
        return composer.intervalFigure(of: "all", subjects.map { ($0, .estimatedMean) }, anchor: "sampled")
            .map { [.figure($0)] } ?? []
    }

    private var inspections: [Block] {
        guard report.estimates?.hasSampledLocations == true else { return [] }
        let overall = ThemeFigures.overall
        func row(_ name: [Inline], _ area: String) -> [Cell] {
            let mean = composer.estimate(area, overall, .estimatedMean)
            let share = composer.estimate(area, overall, .estimatedShareBelowCutoff)
            return [
                Cell(name), composer.chanceCell(mean), composer.estimateCell(mean), composer.intervalCell(mean),
                composer.countCell(mean), composer.estimateCell(share),
                Cell(
                    composer.estimate(area, overall, .estimatedMean, .rest).map(composer.verdictText)
                        ?? words("report.none")
                ),
            ]
        }
        return [
            composer.heading("sampled-locations", "report.heading.sampled-locations"),
            .paragraph(words.inlines("report.estimates.sampled-text", ["level": [.text(composer.levelText)]])),
        ] + figure + [
            .table(
                DocumentTable(
                    caption: words.inlines("report.estimates.sampled-caption"),
                    columns: [
                        Column(words("report.column.municipality")), Column(words("report.column.chance"), .number),
                        Column(words("report.column.estimated-mean"), .number),
                        Column(words("report.column.interval", ["level": composer.levelText]), .number),
                        Column(composer.unitsName, .number), Column(words("report.column.estimated-share"), .number),
                        Column(words("report.column.compared")),
                    ],
                    rows: [row([.strong([.text(words("report.estimates.all"))])], "all")]
                        + report.municipalities.map { row([.name($0.area.name)], $0.area.code) }
                )
            )
        ]
    }
}
