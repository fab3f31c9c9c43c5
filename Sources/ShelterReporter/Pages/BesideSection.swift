import ShelterAnalysis
import ShelterModel

/// What stands beside the outcomes and changes none of them: what residents say otherwise, and targets that are not reached.
struct BesideSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    let page: MunicipalityPage
    /// Most rows of a table; the rest stands in `data/findings.csv`.
    private static let mostRows = 50

    private var composer: Composer { page.composer }
    private var words: Words { page.words }

    var blocks: [Block] { residents + targets }

    private var residents: [Block] {
        let all = page.municipality.locations.flatMap { location in location.residentsSay.map { (location, $0) } }
        // Where no survey was given there is nothing to set beside the inspection.
        guard all.contains(where: { $0.1.reason != "column-absent" }) else { return [] }
        let heading = composer.heading("residents-say", "report.heading.residents-say")
        let different = all.filter { $0.1.disagreement != nil }
        let judged = all.count { $0.1.outcome == .met || $0.1.outcome == .notMet }
        let text = words.inlines(
            "report.residents-say.text",
            ["n": [.text(words.numbers.count(different.count))], "all": [.text(words.numbers.count(judged))]]
        )
        guard !different.isEmpty else { return [heading, .paragraph(text)] }
        return [
            heading, .paragraph(text),
            .table(
                DocumentTable(
                    caption: words.inlines("report.residents-say.caption"),
                    columns: [
                        Column(words("report.column.criterion"), .prose), Column(words("report.column.location")),
                        Column(words("report.column.inspection")), Column(words("report.column.residents-say"), .prose),
                        Column(words("report.column.answers"), .number),
                    ],
                    rows: different.prefix(Self.mostRows).map(row)
                )
            ),
        ] + rest(different.count)
    }

    private func row(_ location: LocationReport, _ finding: ResidentsFinding) -> [Cell] {
        let criterion = composer.criteria[finding.criterion]
        let label = criterion?.residents?.label[words.language] ?? ""
        let share = finding.observed.map { $0 <= 1 ? words.numbers.share($0) : words.numbers.number($0, decimals: 1) }
        return [
            Cell([.code(finding.criterion), .text(" "), .name(composer.criterionName(finding.criterion))]),
            Cell([.name(name(of: location))]),
            Cell(composer.word(finding.inspection)),
            Cell([.text(share ?? words("report.unknown")), .text(" "), .name(label)]),
            Cell(finding.answers.map(words.numbers.count) ?? words("report.unknown")),
        ]
    }

    private var targets: [Block] {
        let all = page.municipality.locations.flatMap { location in location.belowTarget.map { (location, $0) } }
        guard !all.isEmpty else { return [] }
        return [
            composer.heading("targets", "report.heading.targets"),
            .paragraph(words.inlines("report.targets.text")),
            .table(
                DocumentTable(
                    caption: words.inlines("report.targets.caption"),
                    columns: [
                        Column(words("report.column.criterion"), .prose), Column(words("report.column.location")),
                        Column(words("report.column.measured"), .number), Column(words("report.column.target")),
                        Column(words("report.column.to-target"), .number),
                    ],
                    rows: all.prefix(Self.mostRows).map { location, gap in
                        [
                            Cell([.code(gap.criterion), .text(" "), .name(composer.criterionName(gap.criterion))]),
                            Cell([.name(name(of: location))]),
                            Cell(gap.observed.map { words.numbers.number($0, decimals: 2) } ?? words("report.none")),
                            Cell([.code(gap.target)]),
                            Cell(
                                gap.shortage.map { words.numbers.number($0.quantity, decimals: 2) }
                                    ?? words("report.none")
                            ),
                        ]
                    }
                )
            ),
        ] + rest(all.count)
    }

    private func rest(_ count: Int) -> [Block] {
        guard count > Self.mostRows else { return [] }
        return [
            .note(
                words.inlines(
                    "report.beside.more",
                    ["n": [.text(words.numbers.count(count - Self.mostRows))], "file": [.code("data/findings.csv")]]
                )
            )
        ]
    }

    private func name(of location: LocationReport) -> String { location.name.isEmpty ? location.id : location.name }
}
