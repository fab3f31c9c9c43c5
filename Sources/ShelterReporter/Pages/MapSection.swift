import ShelterAnalysis
import ShelterModel

/// The country as tiles, one for each municipality of the register, with the mean score of those that were inspected.
struct MapSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    let composer: Composer
    /// Without tiles, or `nil`, there is no map.
    let register: MunicipalityRegister?

    private var words: Words { composer.words }

    var blocks: [Block] {
        guard let register, !register.tiles.isEmpty else { return [] }
        let inspected = Dictionary(
            composer.report.municipalities.map { ($0.area.code, $0.area) },
            uniquingKeysWith: { first, _ in first }
        )
        guard register.municipalities.contains(where: { inspected[$0.code] != nil && register.tiles[$0.code] != nil })
        else { return [] }
        let chart = TileMapChart(
            title: words("report.map.name"),
            description: words(
                "report.map.sentence",
                [
                    "municipalities": words.counted(composer.report.municipalities.count, "report.count.municipality"),
                    "all": words.numbers.count(register.municipalities.count),
                ]
            ),
            tiles: register.municipalities.compactMap { municipality in
                register.tiles[municipality.code].map { tile(municipality, at: $0, inspected[municipality.code]) }
            }
        )
        return [
            .figure(
                DocumentFigure(
                    anchor: "map",
                    title: title,
                    subtitle: words.inlines("report.map.subtitle"),
                    panels: [DocumentFigure.Panel(svg: chart.element(id: "map"))],
                    source: composer.source(
                        example: composer.id(composer.report.country, ThemeFigures.overall, "share-below-cutoff")
                    ),
                    data: table(register)
                )
            )
        ]
    }

    private var title: [Inline] {
        let country = composer.report.country
        guard let figures = country.figures(for: ThemeFigures.overall), figures.belowCutoff != nil, figures.scored > 0
        else { return words.inlines("report.map.title-plain") }
        return words.inlines(
            "report.map.title",
            [
                "share": [
                    .figure(
                        composer.shareText(figures.shareBelowCutoff),
                        id: composer.id(country, ThemeFigures.overall, "share-below-cutoff")
                    )
                ]
            ]
        )
    }

    private func tile(_ municipality: Municipality, at place: HexTile, _ area: AreaReport?) -> TileMapChart.Tile {
        let figures = area?.figures(for: ThemeFigures.overall)
        let text = area.map { _ in composer.meanText(figures, theme: ThemeFigures.overall) }
        return TileMapChart.Tile(
            province: municipality.province,
            place: place,
            tint: figures?.mean.flatMap { ScoreClass.of($0, theme: ThemeFigures.overall, in: composer.framework) },
            text: figures?.mean == nil ? area.map { _ in "?" } : text,
            remark: words(
                "report.map.tile",
                ["name": municipality.name, "score": text ?? words("report.map.not-inspected")]
            ),
            figure: area.map { composer.id($0, ThemeFigures.overall, "mean") }
        )
    }

    private func table(_ register: MunicipalityRegister) -> DocumentTable {
        let provinces = Dictionary(
            register.municipalities.map { ($0.code, $0.province) },
            uniquingKeysWith: { first, _ in first }
        )
        return DocumentTable(
            caption: words.inlines("report.map.name"),
            columns: [
                Column(words("report.column.municipality")), Column(words("report.column.province")),
                Column(words("report.column.score"), .score),
            ],
            rows: composer.report.municipalities.map { municipality in
                [
                    Cell([.name(municipality.area.name)]), Cell(provinces[municipality.area.code] ?? ""),
                    composer.meanCell(municipality.area, theme: ThemeFigures.overall),
                ]
            }
        )
    }
}
