public import ShelterAnalysis
public import ShelterModel

/// Two waves of inspections beside each other, like for like.
public struct WavePage: Sendable {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    private let comparison: WaveComparison
    private let framework: Framework
    private let words: Words

    public init(_ comparison: WaveComparison, framework: Framework, texts: Texts) {
        self.comparison = comparison
        self.framework = framework
        words = Words(texts)
    }

    /// In the words of the page that it becomes part of.
    init(_ comparison: WaveComparison, framework: Framework, words: Words) {
        self.comparison = comparison
        self.framework = framework
        self.words = words
    }

    /// What another page says of it: how much compares, and the scores.
    var summary: [Block] {
        var blocks: [Block] = lead.map { .paragraph($0) }
        if !drawn.isEmpty { blocks.append(.figure(figure)) }
        return blocks + [.note(words.inlines("report.waves.reading"))]
    }

    public var document: Document {
        let state = words("report.state.concept")
        return Document(
            language: words.language.rawValue,
            title: words("report.waves.title"),
            kicker: words("report.waves.kicker"),
            mark: words("report.mark", ["state": state, "audience": words("report.audience.intern")]),
            markRemark: words("report.state.concept.remark"),
            facts: [
                Fact(words("report.fact.state"), [.text(state)]),
                Fact(
                    words("report.fact.framework"),
                    [.name(framework.label[words.language]), .text(" "), .name(framework.version)]
                ),
            ],
            blocks: blocks,
            furniture: Document.Furniture(words, up: nil, closing: [.text(words("report.brand"))])
        )
    }

    private var compared: Int { comparison.count(.matched) + comparison.count(.renamed) }
    private var drawn: [WaveComparison.ScoreChange] {
        comparison.scores.filter { $0.before != nil && $0.after != nil }
    }

    private var blocks: [Block] {
        var blocks: [Block] = [.lead(lead)]
        if !drawn.isEmpty { blocks.append(.figure(figure)) }
        blocks += [
            .note(words.inlines("report.waves.reading")),
            .heading(level: 2, anchor: "criteria", words.inlines("report.waves.heading.criteria")),
            .table(criteria),
        ]
        if !comparison.excluded.isEmpty {
            blocks += [
                .heading(level: 2, anchor: "excluded", words.inlines("report.waves.heading.excluded")),
                .list(
                    comparison.excluded.map {
                        [.code($0.criterion), .text(" "), .name(criterion($0.criterion))]
                            + words.inlines("report.waves.excluded.\($0.reason)")
                    }
                ),
            ]
        }
        return blocks
    }

    private var lead: [[Inline]] {
        [
            words.inlines(
                "report.waves.lead",
                ["units": [.strong([.text(words.counted(compared, "report.count.location"))])]]
            ),
            words.inlines(
                "report.waves.lead-others",
                ["n": [.text(words.numbers.count(comparison.places.count - compared))]]
            ),
        ]
    }

    // MARK: - Scores

    private var figure: DocumentFigure {
        let clear = drawn.filter { $0.verdict != .notDistinguishable }
        func count(_ verdict: WaveComparison.Verdict) -> [Inline] {
            [.text(words.numbers.count(clear.count { $0.verdict == verdict }))]
        }
        return DocumentFigure(
            anchor: "wave-scores",
            title: words.inlines(
                "report.waves.figure-title",
                ["higher": count(.higher), "lower": count(.lower), "all": [.text(words.numbers.count(drawn.count))]]
            ),
            subtitle: words.inlines("report.waves.figure-subtitle"),
            panels: drawn.enumerated().map { number, change in
                DocumentFigure.Panel(svg: chart(change).element(id: "slope\(number)"))
            },
            source: words.inlines(
                "report.waves.source",
                ["framework": [.name(framework.label[words.language]), .text(" "), .name(framework.version)]]
            ),
            data: DocumentTable(
                caption: words.inlines("report.waves.scores-caption"),
                columns: [
                    Column(words("report.column.theme")), Column(words("report.column.locations"), .number),
                    Column(words("report.waves.before"), .number), Column(words("report.waves.after"), .number),
                    Column(words("report.waves.change"), .number), Column(words("report.waves.higher"), .number),
                    Column(words("report.waves.lower"), .number), Column(words("report.waves.verdict")),
                ],
                rows: comparison.scores.map { change in
                    [
                        Cell([.name(theme(change.theme))]), Cell(words.numbers.count(change.scored)),
                        Cell(points(change.before)), Cell(points(change.after)), Cell(points(change.change)),
                        Cell(words.numbers.count(change.higher)), Cell(words.numbers.count(change.lower)),
                        Cell(words("report.waves.verdict-\(change.verdict.rawValue)")),
                    ]
                }
            )
        )
    }

    private func chart(_ change: WaveComparison.ScoreChange) -> SlopeChart {
        let summary = words("report.waves.verdict-\(change.verdict.rawValue)")
        let direction: SlopeChart.Direction =
            switch change.verdict {
            case .higher: .higher
            case .lower: .lower
            case .notDistinguishable: .notDistinguishable
            }
        return SlopeChart(
            heading: theme(change.theme),
            before: change.before ?? 0,
            after: change.after ?? 0,
            beforeText: points(change.before),
            afterText: points(change.after),
            cutoff: framework.cutoff(for: change.theme),
            direction: direction,
            summary: summary,
            earlier: words("report.waves.before"),
            later: words("report.waves.after"),
            description: words(
                "report.waves.sentence",
                ["before": points(change.before), "after": points(change.after), "summary": summary]
            )
        )
    }

    private func points(_ value: Double?) -> String {
        value.map { words.numbers.number($0 * 100) } ?? words("report.unknown")
    }

    // MARK: - Criteria

    private var criteria: DocumentTable {
        DocumentTable(
            caption: words.inlines("report.waves.criteria-caption"),
            columns: [
                Column(words("report.column.criterion"), .prose), Column(words("report.waves.judged"), .number),
                Column(words("report.waves.improved"), .number), Column(words("report.waves.worsened"), .number),
                Column(words("report.waves.stayed-met"), .number),
                Column(words("report.waves.stayed-not-met"), .number),
                Column(words("report.outcome.unknown"), .number),
            ],
            rows: comparison.criteria.map { item in
                [Cell([.code(item.criterion), .text(" "), .name(criterion(item.criterion))])]
                    + [
                        item.judged, item.improved, item.worsened, item.stayedMet, item.stayedNotMet, item.unknown,
                    ].map { Cell(words.numbers.count($0)) }
            }
        )
    }

    private func theme(_ id: String) -> String {
        framework.themes.first { $0.id == id }?.label[words.language] ?? words("report.overall")
    }

    private func criterion(_ id: String) -> String {
        framework.criteria.first { $0.id == id }?.label[words.language] ?? ""
    }
}
