import ShelterAnalysis
import ShelterModel

/// The country on a map: one tile for each municipality of the register, and their outlines where somebody supplied them.
struct MapSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    /// What there is to show of a municipality with inspected locations.
    struct Score {
        var code: String
        var name: String
        /// `nil` without a score, or where it is hidden.
        var mean: Double?
        /// As printed; says why there is no number.
        var text: String
        var figure: String
        var cell: DocumentTable.Cell
    }

    let composer: Composer
    /// Without tiles, or `nil`, there is no map.
    let register: MunicipalityRegister?
    let shapes: MunicipalityShapes?
    let scores: [Score]
    let source: [Inline]
    /// Says the finding.
    let title: [Inline]

    private var words: Words { composer.words }

    /// Of everything, for internal use.
    init(composer: Composer, register: MunicipalityRegister?, shapes: MunicipalityShapes?) {
        self.composer = composer
        self.register = register
        self.shapes = shapes
        let overall = ThemeFigures.overall
        scores = composer.report.municipalities.map { municipality in
            let area = municipality.area
            let figures = area.figures(for: overall)
            return Score(
                code: area.code,
                name: area.name,
                mean: figures?.mean,
                text: composer.meanText(figures, theme: overall),
                figure: composer.id(area, overall, "mean"),
                cell: composer.meanCell(area, theme: overall)
            )
        }
        let country = composer.report.country
        source = composer.source(example: composer.id(country, overall, "share-below-cutoff"))
        if let figures = country.figures(for: overall), figures.belowCutoff != nil, figures.scored > 0 {
            let share: [Inline] = [
                .figure(
                    composer.shareText(figures.shareBelowCutoff),
                    id: composer.id(country, overall, "share-below-cutoff")
                )
            ]
            title = composer.words.inlines("report.map.title", ["share": share])
        } else {
            title = composer.words.inlines("report.map.title-plain")
        }
    }

    /// Of what everybody may see.
    init(
        composer: Composer,
        register: MunicipalityRegister?,
        shapes: MunicipalityShapes?,
        disclosed: [PublicArea],
        source: [Inline]
    ) {
        self.composer = composer
        self.register = register
        self.shapes = shapes
        self.source = source
        let overall = ThemeFigures.overall
        scores = disclosed.map { area in
            let mean = area.themes.last?.mean ?? PublicFigure(value: nil)
            let id = composer.id(area, overall, "mean")
            return Score(
                code: area.code,
                name: area.name,
                mean: mean.value,
                text: composer.text(mean, "report.unknown") { composer.scoreText($0, theme: overall) },
                figure: id,
                cell: area.themes.last.map { composer.scoreCell(area, $0) } ?? DocumentTable.Cell("")
            )
        }
        let shown = scores.count { $0.mean != nil }
        title = composer.words.inlines(
            "report.map.title-public",
            ["n": [.text(composer.numbers.count(shown))], "all": [.text(composer.numbers.count(scores.count))]]
        )
    }

    var blocks: [Block] {
        guard let register else { return [] }
        let found = Dictionary(scores.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        var blocks: [Block] = []
        if register.municipalities.contains(where: { found[$0.code] != nil && register.tiles[$0.code] != nil }) {
            let chart = TileMapChart(
                title: words("report.map.name"),
                description: sentence("report.map.sentence", register),
                tiles: register.municipalities.compactMap { municipality in
                    register.tiles[municipality.code].map { tile(municipality, at: $0, found[municipality.code]) }
                }
            )
            blocks.append(figure("map", "report.map.subtitle", chart.element(id: "map"), register))
        }
        if let shapes,
            register.municipalities.contains(where: { found[$0.code] != nil && shapes.rings[$0.code] != nil })
        {
            let chart = OutlineMapChart(
                title: words("report.geography.name"),
                description: sentence("report.geography.sentence", register),
                areas: register.municipalities.map { outline($0, found[$0.code]) },
                shapes: shapes
            )
            blocks.append(
                figure("geography", "report.geography.subtitle", chart.element(id: "geography"), register)
            )
        }
        return blocks
    }

    private func sentence(_ key: String, _ register: MunicipalityRegister) -> String {
        words(
            key,
            [
                "municipalities": words.counted(scores.count, "report.count.municipality"),
                "all": words.numbers.count(register.municipalities.count),
            ]
        )
    }

    private func figure(_ anchor: String, _ subtitle: String, _ svg: String, _ register: MunicipalityRegister) -> Block
    {
        .figure(
            DocumentFigure(
                anchor: anchor,
                title: title,
                subtitle: words.inlines(subtitle),
                panels: [DocumentFigure.Panel(svg: svg)],
                source: source,
                data: table(register)
            )
        )
    }

    private func tint(_ score: Score?) -> ScoreClass? {
        score?.mean.flatMap { ScoreClass.of($0, theme: ThemeFigures.overall, in: composer.framework) }
    }

    private func remark(_ municipality: Municipality, _ score: Score?) -> String {
        words(
            "report.map.tile",
            ["name": municipality.name, "score": score?.text ?? words("report.map.not-inspected")]
        )
    }

    private func tile(_ municipality: Municipality, at place: HexTile, _ score: Score?) -> TileMapChart.Tile {
        TileMapChart.Tile(
            province: municipality.province,
            place: place,
            tint: tint(score),
            text: score.map { $0.mean == nil ? "?" : $0.text },
            remark: remark(municipality, score),
            figure: score.map(\.figure)
        )
    }

    private func outline(_ municipality: Municipality, _ score: Score?) -> OutlineMapChart.Area {
        OutlineMapChart.Area(
            code: municipality.code,
            tint: tint(score),
            isHatched: score != nil && score?.mean == nil,
            text: score.map { $0.mean == nil ? "?" : $0.text },
            remark: remark(municipality, score),
            figure: score.map(\.figure)
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
            rows: scores.map { score in
                [Cell([.name(score.name)]), Cell(provinces[score.code] ?? ""), score.cell]
            }
        )
    }
}
