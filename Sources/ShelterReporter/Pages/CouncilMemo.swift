import ShelterAnalysis
import ShelterModel

/// Two pages for a municipal council: what was found, what must be done, and what was decided about it.
///
/// The words neither praise nor blame: that is for whoever signs it.
struct CouncilMemo {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    /// Points in the table, as two pages hold them; the others stand in the file.
    private var mostPoints: Int { plan.hasEarlier ? 4 : 6 }

    let composer: Composer
    let municipality: MunicipalityReport
    let plan: ImprovementPlan
    /// Where the plan stands, relative to the document.
    let file: String

    private var words: Words { composer.words }
    private var area: AreaReport { municipality.area }
    private var items: [ImprovementPlan.Item] { plan.items[area.code] ?? [] }
    private var open: [ImprovementPlan.Item] { items.filter { $0.standing == .open } }

    var document: Document {
        composer.document(title: area.name, kicker: words("report.memo.kicker"), up: nil, blocks: blocks)
    }

    private var blocks: [Block] {
        var blocks: [Block] = [
            .lead(composer.lead(of: area, isCountry: false)),
            composer.profile(of: area, label: words("report.profile.this"), data: scores),
        ]
        blocks += requirements
        blocks += points
        if plan.hasEarlier { blocks += earlier }
        blocks.append(composer.heading("unknown", "report.memo.heading.unknown"))
        let answers = municipality.locations.reduce(0) { $0 + $1.unknown.count }
        blocks.append(
            .paragraph(
                answers == 0
                    ? words.inlines("report.memo.unknown.none")
                    : words.inlines("report.memo.unknown.some", ["n": [.text(words.numbers.count(answers))]])
            )
        )
        blocks.append(composer.heading("method", "report.memo.heading.method"))
        blocks.append(
            .paragraph(
                words.inlines(
                    "report.memo.method",
                    [
                        "framework": composer.frameworkName + [.text(" "), .name(composer.framework.version)],
                        "units": [.text(words.counted(area.locations, composer.inspectedKey))],
                    ]
                )
            )
        )
        return blocks
    }

    /// The numbers of the profile, and no more than a memo needs.
    private var scores: DocumentTable {
        DocumentTable(
            caption: words.inlines("report.memo.scores"),
            columns: [
                Column(words("report.column.theme")), Column(words("report.column.score"), .number),
                Column(words("report.column.cutoff"), .number), Column(words("report.column.coverage"), .number),
            ],
            rows: (composer.framework.themes.map(\.id) + [ThemeFigures.overall]).map { theme in
                let cutoff = composer.framework.cutoff(for: theme)
                let coverage = area.figures(for: theme)?.coverage
                return [
                    Cell([.name(composer.themeName(theme))]),
                    Cell(composer.meanCell(area, theme: theme).content),
                    Cell(cutoff.map(composer.cutoffText) ?? words("report.not-applicable")),
                    Cell([.figure(composer.shareText(coverage), id: composer.id(area, theme, "coverage"))]),
                ]
            }
        )
    }

    // MARK: - What must be done

    private var requirements: [Block] {
        let heading = composer.heading("requirements", "report.memo.heading.requirements")
        let binding = municipality.recommendations.filter { $0.location == nil && $0.obligation == .basicRequirement }
            .sorted { $0.priority < $1.priority }
        guard !binding.isEmpty else { return [heading, .paragraph(words.inlines("report.memo.requirements.none"))] }
        return [
            heading,
            .list(
                binding.map { recommendation in
                    var line: [Inline] = [
                        .name(composer.criterionName(recommendation.criterion)), .text(" "),
                        .code(recommendation.criterion), .text(": "),
                        .text(words.counted(recommendation.locations.count, composer.unitsKey)),
                    ]
                    if let sentence = composer.shortages.sentence(recommendation.shortage) {
                        line.append(.text("; \(sentence)"))
                    }
                    return line
                }
            ),
        ]
    }

    // MARK: - What was decided

    private var points: [Block] {
        let heading = composer.heading("plan", "report.memo.heading.plan")
        guard !open.isEmpty else { return [heading, .paragraph(words.inlines("report.memo.plan.none"))] }
        let decided = open.count { !$0.decision.decision.isEmpty }
        return [
            heading,
            .paragraph(
                words.inlines(
                    "report.memo.plan.text",
                    [
                        "points": [.text(words.counted(open.count, "report.count.recommendation"))],
                        "decided": [.text(words.numbers.count(decided))],
                        "file": [.code(file)],
                    ]
                )
            ),
            .table(table(Array(open.prefix(mostPoints)))),
        ]
    }

    private func table(_ items: [ImprovementPlan.Item]) -> DocumentTable {
        DocumentTable(
            caption: words.inlines("report.memo.plan.caption", ["n": [.text(words.numbers.count(items.count))]]),
            columns: [
                Column(words("report.column.recommendation"), .prose),
                Column(words("report.memo.column.decision"), .prose),
                Column(words("report.memo.column.owner")), Column(words("report.memo.column.cost")),
                Column(words("report.memo.column.due"), .brief), Column(words("report.memo.column.recheck"), .brief),
            ],
            rows: items.map { item in
                [
                    Cell(title(item)), cell(item.decision.decision), cell(item.decision.owner),
                    cell(item.decision.cost), cell(item.decision.due), cell(item.decision.recheck),
                ]
            }
        )
    }

    private func title(_ item: ImprovementPlan.Item) -> [Inline] {
        var title: [Inline] = [.name(composer.criterionName(item.criterion)), .text(" "), .code(item.criterion)]
        title += [.lineBreak, .secondary([.name(item.locationName.isEmpty ? item.location : item.locationName)])]
        if let sentence = composer.shortages.sentence(item.shortage) {
            title += [.lineBreak, .secondary([.text(sentence)])]
        }
        return title
    }

    private func cell(_ text: String) -> Cell {
        text.isEmpty ? Cell(words("report.memo.open")) : Cell([.name(text)])
    }

    private func cell(_ date: CalendarDate?) -> Cell {
        Cell(date.map(words.date) ?? words("report.memo.open"))
    }

    /// What became of the points of an earlier plan.
    private var earlier: [Block] {
        func count(_ standing: ImprovementPlan.Standing) -> [Inline] {
            [.text(words.numbers.count(items.count { $0.standing == standing }))]
        }
        let known = items.filter {
            $0.since != nil && $0.standing == .open && $0.decision.isTaken
        }
        return [
            composer.heading("earlier", "report.memo.heading.earlier"),
            .list([
                words.inlines("report.memo.earlier.closed", ["n": count(.closed)]),
                words.inlines("report.memo.earlier.still", ["n": [.text(words.numbers.count(known.count))]]),
                words.inlines("report.memo.earlier.unknown", ["n": count(.unknown)]),
                words.inlines("report.memo.earlier.not-visited", ["n": count(.notVisited)]),
            ]),
        ]
    }
}
