import ShelterAnalysis
import ShelterModel

/// What was corrected in the data of a municipality, and which findings it contests.
struct CorrectionsSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    /// Rows of each table; the rest stands in the log and in the plan.
    private static let most = 60

    let composer: Composer
    let code: String
    /// `nil`: no log was given.
    let corrections: Corrections?
    let points: [ImprovementPlan.Item]

    private var words: Words { composer.words }
    private var contested: [ImprovementPlan.Item] { points.filter { !$0.decision.contested.isEmpty } }

    var blocks: [Block] {
        var blocks: [Block] = [composer.heading("corrections", "report.heading.corrections")]
        if let corrections {
            let own = corrections.items[code] ?? []
            blocks.append(
                .paragraph(
                    own.isEmpty
                        ? words.inlines("report.corrections.none")
                        : [.text(words.counted(own.count, "report.corrections.some"))]
                )
            )
            if !own.isEmpty { blocks.append(.table(table(own))) }
        } else {
            blocks.append(.paragraph(words.inlines("report.corrections.no-log")))
        }
        if contested.isEmpty {
            blocks.append(.paragraph(words.inlines("report.contested.none")))
        } else {
            blocks.append(.paragraph([.text(words.counted(contested.count, "report.contested.some"))]))
            blocks.append(.table(contestedTable))
        }
        return blocks
    }

    /// How many decisions there were over all, for whoever sees all municipalities.
    static func summary(_ corrections: Corrections?, _ composer: Composer) -> [Block] {
        guard let corrections else { return [] }
        let key = "report.corrections.all.\(corrections.count == 1 ? "one" : "many")"
        return [
            .paragraph(
                composer.words.inlines(
                    key,
                    [
                        "n": [.text(composer.numbers.count(corrections.count))],
                        "others": [.text(composer.numbers.count(corrections.others))],
                    ]
                )
            )
        ]
    }

    private func place(_ name: String, _ id: String) -> Cell {
        Cell(name.isEmpty || name == id ? [.code(id)] : [.name(name), .text(" "), .code(id)])
    }

    private func table(_ items: [Corrections.Item]) -> DocumentTable {
        DocumentTable(
            caption: words.inlines("report.corrections.caption", shown(items.count)),
            columns: [
                Column(words("report.column.location")), Column(words("report.corrections.column")),
                Column(words("report.corrections.action")), Column(words("report.corrections.reason"), .prose),
            ],
            rows: items.prefix(Self.most).map { item in
                [
                    place(item.locationName, item.location),
                    Cell(
                        item.entry.column.isEmpty
                            ? [.text(words("report.corrections.row"))] : [.code(item.entry.column)]
                    ),
                    Cell(words("report.corrections.action-\(item.entry.action.rawValue)")),
                    Cell(item.entry.reason.isEmpty ? [.text(words("report.unknown"))] : [.name(item.entry.reason)]),
                ]
            }
        )
    }

    private var contestedTable: DocumentTable {
        DocumentTable(
            caption: words.inlines("report.contested.caption", shown(contested.count)),
            columns: [
                Column(words("report.column.location")), Column(words("report.column.criterion")),
                Column(words("report.contested.standing")), Column(words("report.contested.text"), .prose),
            ],
            rows: contested.prefix(Self.most).map { item in
                [
                    place(item.locationName, item.location),
                    Cell([.name(composer.criterionName(item.criterion)), .text(" "), .code(item.criterion)]),
                    Cell(words("report.contested.standing-\(item.standing.rawValue)")),
                    Cell([.name(item.decision.contested)]),
                ]
            }
        )
    }

    private func shown(_ count: Int) -> [String: [Inline]] {
        [
            "n": [.text(words.numbers.count(min(count, Self.most)))],
            "all": [.text(words.numbers.count(count))],
        ]
    }
}
