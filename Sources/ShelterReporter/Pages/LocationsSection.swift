import ShelterAnalysis
import ShelterModel

/// The inspected locations with their scores, coverage and band.
struct LocationsSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    let page: MunicipalityPage

    private var composer: Composer { page.composer }
    private var words: Words { page.words }
    private var area: AreaReport { page.area }

    var blocks: [Block] {
        var blocks: [Block] = [
            .heading(
                level: 2,
                anchor: "locations",
                words.inlines(
                    composer.report.codeBook.assessments == .each
                        ? "report.heading.assessments" : "report.heading.locations"
                )
            )
        ]
        if page.isInternal, let figures = area.figures(for: ThemeFigures.overall), let lowest = figures.lowest,
            let highest = figures.highest
        {
            func number(_ value: Double, _ what: String) -> [Inline] {
                [
                    .figure(
                        composer.scoreText(value, theme: ThemeFigures.overall),
                        id: composer.id(area, ThemeFigures.overall, what)
                    )
                ]
            }
            blocks.append(
                .paragraph(
                    words.inlines(
                        "report.locations.extremes",
                        ["lowest": number(lowest, "lowest"), "highest": number(highest, "highest")]
                    )
                )
            )
        }
        if page.municipality.locations.count > page.shown.count {
            blocks.append(
                .note(
                    words.inlines(
                        "report.locations.first",
                        [
                            "shown": [.text(words.numbers.count(page.shown.count))],
                            "all": [.text(words.counted(page.municipality.locations.count, composer.unitsKey))],
                            "file": [.code("data/locations.csv")],
                        ]
                    )
                )
            )
        }
        blocks.append(.legend(composer.scoreLegend))
        blocks.append(.table(table))
        return blocks
    }

    private var table: DocumentTable {
        let subjects = composer.framework.themes.map(\.id) + [ThemeFigures.overall]
        var columns = [
            Column(words("report.column.location")),
            Column(
                words("report.column.residents"),
                unit: hasCapacity ? words("report.column.capacity") : nil,
                .number
            ),
            Column(words("report.column.coverage"), .number),
        ]
        columns += subjects.map { Column([.name(composer.themeName($0))], .score) }
        if !composer.framework.bands.isEmpty { columns.append(Column(words("report.column.band"), .prose)) }
        return DocumentTable(
            caption: words.inlines(
                "report.locations.caption",
                ["units": [.text(words.counted(area.locations, composer.inspectedKey))]]
            ),
            style: .heat,
            columns: columns,
            rows: page.shown.map { row($0, subjects) }
        )
    }

    private func row(_ location: LocationReport, _ subjects: [String]) -> [Cell] {
        var name: [Inline] = [.name(location.name.isEmpty ? location.id : location.name)]
        let visit = location.visitDate.map(words.numbers.shortDate) ?? words("report.unknown")
        var remark = words.inlines("report.locations.visit", ["date": [.text(visit)]])
        if let kind = location.kind { remark = [.name(kind[words.language]), .lineBreak] + remark }
        name += [.lineBreak, .secondary(remark)]
        let overall = location.scores.first { $0.theme == ThemeFigures.overall }
        var row = [
            Cell(name),
            Cell(residents(location)),
            Cell([.text(composer.shareText(overall?.coverage))] + bounds(overall)),
        ]
        row += subjects.map { subject in cell(location.scores.first { $0.theme == subject }, subject) }
        if !composer.framework.bands.isEmpty { row.append(Cell(band(overall))) }
        return row
    }

    /// What the score can still become, where something is unknown.
    private func bounds(_ overall: LocationScore?) -> [Inline] {
        guard let parts = overall?.arithmetic, let lowest = parts.lowest, let highest = parts.highest, lowest < highest
        else { return [] }
        let theme = ThemeFigures.overall
        return [
            .lineBreak,
            .secondary(
                words.inlines(
                    "report.locations.bounds",
                    [
                        "low": [.text(composer.scoreText(lowest, theme: theme))],
                        "high": [.text(composer.scoreText(highest, theme: theme))],
                    ]
                )
            ),
        ]
    }

    private var hasCapacity: Bool { page.shown.contains { $0.capacity != nil } }

    private func residents(_ location: LocationReport) -> [Inline] {
        let residents = location.residents.map(words.numbers.count) ?? words("report.unknown")
        guard hasCapacity, location.residents != nil || location.capacity != nil else { return [.text(residents)] }
        return words.inlines(
            "report.of",
            [
                "n": [.text(residents)],
                "all": [.text(location.capacity.map(words.numbers.count) ?? words("report.unknown"))],
            ]
        )
    }

    private func cell(_ score: LocationScore?, _ subject: String) -> Cell {
        guard let value = score?.score else {
            let isUnknown = score?.coverage != nil
            return Cell(
                [.text(words(isUnknown ? "report.unknown" : "report.not-applicable"))],
                isHatched: isUnknown
            )
        }
        return Cell(
            [.text(composer.scoreText(value, theme: subject))],
            tint: ScoreClass.of(value, theme: subject, in: composer.framework),
            isHatched: composer.isThin(score?.coverage)
        )
    }

    private func band(_ overall: LocationScore?) -> [Inline] {
        guard let overall, let band = overall.band else { return [.text(words("report.no-band"))] }
        var result: [Inline] = [.name(composer.bandName(band))]
        if !overall.cappedBy.isEmpty {
            let reasons = overall.cappedBy.map { id -> [Inline] in
                [.code(id)]
            }
            result += [
                .lineBreak,
                .secondary(words.inlines("report.locations.capped", ["criteria": words.joined(reasons)])),
            ]
        }
        return result
    }
}
