import ShelterAnalysis
import ShelterModel

/// What a national comparison says of its own conclusions: whether other reasonable choices would lead to the same ones.
public struct RobustnessSummary: Hashable, Sendable {
    public struct Conclusion: Hashable, Sendable {
        public enum Verdict: String, Hashable, Sendable, CaseIterable {
            case stands, mostly, depends
        }

        /// `nil` for all municipalities together.
        public var area: String?
        /// In the language of the report.
        public var statement: String
        /// Part of the replays with the same conclusion.
        public var share: Double
        public var verdict: Verdict

        public init(area: String?, statement: String, share: Double, verdict: Verdict) {
            self.area = area
            self.statement = statement
            self.share = share
            self.verdict = verdict
        }
    }

    public var conclusions: [Conclusion]
    public var replays: Int

    public init(conclusions: [Conclusion], replays: Int) {
        self.conclusions = conclusions
        self.replays = replays
    }
}

/// Parts of the overview that go beyond one run's scores: spread, change since an earlier wave, and robustness.
struct NationalSections {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    let composer: Composer
    let robustness: RobustnessSummary?
    let waves: WaveComparison?

    private var words: Words { composer.words }

    var blocks: [Block] { spread + change + conclusions }

    // MARK: - Between and within municipalities

    private var spread: [Block] {
        let dispersion = Dispersion(composer.report)
        guard let overall = dispersion.rows.last, let share = overall.share else { return [] }
        func points(_ value: Double?) -> Cell {
            Cell(value.map { words.numbers.number($0 * 100) } ?? words("report.spread.unknown"))
        }
        return [
            composer.heading("spread", "report.heading.spread"),
            .paragraph(words.inlines("report.spread.text", ["share": [.text(words.numbers.share(share))]])),
            .table(
                DocumentTable(
                    caption: words.inlines("report.spread.caption"),
                    columns: [
                        Column(words("report.column.theme")), Column(composer.unitsName, .number),
                        Column(words("report.spread.areas"), .number),
                        Column(words("report.spread.between"), .number),
                        Column(words("report.spread.within"), .number), Column(words("report.spread.share"), .number),
                    ],
                    rows: dispersion.rows.map { row in
                        [
                            Cell([.name(composer.themeName(row.theme))]), Cell(words.numbers.count(row.scored)),
                            Cell(words.numbers.count(row.municipalities)), points(row.between), points(row.within),
                            Cell(row.share.map(words.numbers.share) ?? words("report.spread.unknown")),
                        ]
                    }
                )
            ),
            .paragraph([.secondary(words.inlines("report.spread.reading"))]),
        ]
    }

    // MARK: - Since an earlier wave

    private var change: [Block] {
        guard let waves else { return [] }
        return [composer.heading("waves", "report.heading.waves")]
            + WavePage(waves, framework: composer.framework, words: words).summary
    }

    // MARK: - Under other choices

    private var conclusions: [Block] {
        guard let robustness else { return [] }
        let own = robustness.conclusions.filter { $0.area == nil }
        let others = robustness.conclusions.filter { $0.area != nil }
        func count(_ verdict: RobustnessSummary.Conclusion.Verdict) -> [Inline] {
            [.text(words.numbers.count(others.count { $0.verdict == verdict }))]
        }
        return [
            composer.heading("robustness", "report.heading.robustness"),
            .paragraph(
                words.inlines(
                    "report.robustness.text",
                    ["replays": [.text(words.numbers.count(robustness.replays))]]
                )
            ),
            .table(
                DocumentTable(
                    caption: words.inlines("report.robustness.caption"),
                    columns: [
                        Column(words("report.robustness.conclusion"), .prose),
                        Column(words("report.robustness.share"), .number), Column(words("report.robustness.verdict")),
                    ],
                    rows: own.map { conclusion in
                        [
                            Cell([.name(conclusion.statement)]), Cell(words.numbers.share(conclusion.share)),
                            Cell(words("report.robustness.verdict-\(conclusion.verdict.rawValue)")),
                        ]
                    }
                )
            ),
            .paragraph(
                words.inlines(
                    "report.robustness.others",
                    [
                        "all": [.text(words.numbers.count(others.count))], "stands": count(.stands),
                        "mostly": count(.mostly), "depends": count(.depends),
                    ]
                )
            ),
        ]
    }
}
