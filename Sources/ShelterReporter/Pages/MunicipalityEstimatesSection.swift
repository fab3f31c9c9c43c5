import ShelterAnalysis
import ShelterModel

/// What residents of one municipality say, and what holds for all its locations where a sample was visited; with margins.
struct MunicipalityEstimatesSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    let page: MunicipalityPage

    private var composer: Composer { page.composer }
    private var words: Words { page.words }
    private var code: String { page.area.code }

    var blocks: [Block] { residents + inspections }

    // MARK: Residents

    private var residents: [Block] {
        let asked = composer.residentSubjects.filter { composer.estimate(code, $0.subject, $0.measure) != nil }
        guard !asked.isEmpty else { return [] }
        var blocks: [Block] = [
            composer.heading("residents-estimates", "report.heading.residents-estimates"),
            .paragraph(
                words.inlines("report.estimates.residents-text", ["level": [.text(composer.levelText)]])
            ),
        ]
        if let figure = composer.residentsFigure(of: code, asked) { blocks.append(.figure(figure)) }
        if let figure = composer.intervalFigure(of: code, asked, anchor: "intervals") { blocks.append(.figure(figure)) }
        if let figure = funnel { blocks.append(.figure(figure)) }
        blocks.append(
            .table(
                DocumentTable(
                    caption: words.inlines("report.estimates.residents-caption"),
                    columns: [
                        Column(words("report.column.residents-say"), .prose),
                        Column(words("report.column.chance"), .number),
                        Column(words("report.column.estimate"), .number),
                        Column(words("report.column.interval", ["level": composer.levelText]), .number),
                        Column(words("report.column.answers"), .number),
                        Column(words("report.column.response"), .number),
                        Column(words("report.column.worst-case"), .number),
                        Column(words("report.column.compared"), .prose),
                    ],
                    rows: asked.map { subject, measure in
                        let row = composer.estimate(code, subject, measure)
                        return [
                            Cell(composer.residentsLabel(subject) + cutoff(row)), composer.chanceCell(row),
                            composer.estimateCell(row), composer.intervalCell(row), composer.countCell(row),
                            composer.responseCell(row), composer.worstCaseCell(row),
                            Cell(compared(subject, measure, row)),
                        ]
                    }
                )
            )
        )
        blocks.append(.note(words.inlines("report.estimates.reading")))
        return blocks
    }

    private func cutoff(_ row: EstimateRow?) -> [Inline] {
        guard let row, let cutoff = row.cutoff else { return [] }
        let text = composer.estimateText(cutoff, row.measure)
        return [.secondary([.text(" " + words("report.estimates.cutoff", ["cutoff": text]))])]
    }

    private func compared(_ subject: String, _ measure: EstimateMeasure, _ base: EstimateRow?) -> [Inline] {
        guard let base, base.presentation != .tooThin else { return [.text(words("report.estimates.not-compared"))] }
        var parts: [[Inline]] = []
        for reference in EstimateReference.allCases where reference != .model {
            guard let row = composer.estimate(code, subject, measure, reference) else { continue }
            parts.append([
                .text(words("report.estimates.with.\(reference.rawValue)") + ": " + composer.verdictText(row))
            ])
        }
        guard !parts.isEmpty else { return [.text(words("report.none"))] }
        return Array(parts.joined(separator: [.lineBreak]))
    }

    private var funnel: DocumentFigure? {
        let own = (composer.report.estimates?.funnels ?? []).filter { funnel in
            funnel.measure.isOfResidents && funnel.points.contains { $0.area == code && $0.isShown }
        }
        guard let first = own.first else { return nil }
        let outside = own.count { funnel in
            funnel.points.contains { $0.area == code && composer.place(of: $0) != "inside" }
        }
        return DocumentFigure(
            anchor: "funnels",
            title: words.inlines(
                "report.funnel.title-own",
                [
                    "area": [.name(page.area.name)], "n": [.text(words.numbers.count(outside))],
                    "all": [.text(words.numbers.count(own.count))],
                ]
            ),
            subtitle: words.inlines("report.funnel.subtitle-own"),
            panels: own.enumerated().map { composer.funnelPanel($1, number: $0, own: code) },
            source: composer.source(example: "\(code).\(first.subject).\(first.measure.rawValue)"),
            data: DocumentTable(
                caption: words.inlines("report.funnel.caption"),
                columns: [
                    Column(words("report.column.residents-say"), .prose),
                    Column(words("report.column.estimate"), .number),
                    Column(words("report.column.answers"), .number),
                    Column(words("report.column.funnel-limits"), .number),
                    Column(words("report.column.funnel-place")),
                ],
                rows: own.map { funnel in
                    let point = funnel.points.first { $0.area == code }
                    return [
                        Cell(composer.residentsLabel(funnel.subject)),
                        composer.estimateCell(composer.estimate(code, funnel.subject, funnel.measure)),
                        Cell(point.map { words.numbers.count($0.size) } ?? words("report.none")),
                        Cell(
                            point.map {
                                words(
                                    "report.estimates.range",
                                    [
                                        "low": words.numbers.share($0.outerLow),
                                        "high": words.numbers.share($0.outerHigh),
                                    ]
                                )
                            } ?? words("report.none")
                        ),
                        Cell(point.map { words("report.funnel.place.\(composer.place(of: $0))") } ?? ""),
                    ]
                }
            )
        )
    }

    // MARK: Sampled locations

    private func figure(_ subjects: [String]) -> [Block] {
        composer.intervalFigure(of: code, subjects.map { ($0, .estimatedMean) }, anchor: "sampled")
            .map { [.figure($0)] } ?? []
    }

    private var inspections: [Block] {
        guard composer.report.estimates?.hasSampledLocations == true else { return [] }
        let subjects = composer.framework.themes.map(\.id) + [ThemeFigures.overall]
        return [
            composer.heading("sampled-locations", "report.heading.sampled-locations"),
            .paragraph(words.inlines("report.estimates.sampled-text", ["level": [.text(composer.levelText)]])),
        ] + figure(subjects) + [
            .table(
                DocumentTable(
                    caption: words.inlines("report.estimates.sampled-caption"),
                    columns: [
                        Column(words("report.column.theme")), Column(words("report.column.chance"), .number),
                        Column(words("report.column.estimated-mean"), .number),
                        Column(words("report.column.interval", ["level": composer.levelText]), .number),
                        Column(composer.unitsName, .number), Column(words("report.column.compared"), .prose),
                    ],
                    rows: subjects.map { subject in
                        let row = composer.estimate(code, subject, .estimatedMean)
                        return [
                            Cell([.name(composer.themeName(subject))]), composer.chanceCell(row),
                            composer.estimateCell(row), composer.intervalCell(row), composer.countCell(row),
                            Cell(compared(subject, .estimatedMean, row)),
                        ]
                    }
                )
            )
        ]
    }
}
