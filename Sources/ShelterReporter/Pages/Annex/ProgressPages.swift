public import ShelterAppreciation
import ShelterModel

/// How far the answers are: a letter on progress, and what the ministry must still do about it.
public struct ProgressPages: Sendable {
    private typealias Column = DocumentTable.Column
    private typealias Cell = DocumentTable.Cell

    private let pages: AnnexPages
    private let older: AppreciationRegister?

    private var words: AnnexWords { pages.words }
    private var register: AppreciationRegister { pages.register }
    private var followUp: [FollowUp] { register.followUp(on: pages.date) }
    private var statuses: [Execution.Status?] { Execution.Status.allCases + [nil] }

    public init(_ pages: AnnexPages, older: AppreciationRegister?) {
        self.pages = pages
        self.older = older
    }

    /// Made from the register alone.
    public var letter: Document {
        var blocks: [Block] = [
            .paragraph(
                words.inlines(
                    "progress.introduction",
                    [
                        "title": [.name(register.study.title ?? words("unknown"))],
                        "date": words.date(pages.date),
                        "count": [.text(words.words.numbers.count(followUp.count))],
                        "committed": [.text(words.words.numbers.count(followUp.count(where: \.isCommitted)))],
                        "done": [.text(words.words.numbers.count(followUp.count { $0.status == .done }))],
                    ]
                )
            )
        ]
        guard !followUp.isEmpty else {
            return pages.document("progress", audience: "public", blocks: [.paragraph(words.inlines("empty"))])
        }
        blocks += [heading("axes"), .figure(figure), heading("each"), .table(each)]
        return pages.document("progress", audience: "public", blocks: blocks)
    }

    public var companion: Document {
        let inside = AnnexCompanion(pages: pages, open: [], passed: [], nonPublic: nil, older: older)
        var blocks = inside.overdueBlocks
        let missing = register.withoutEvidence
        blocks += [
            heading("evidence"),
            .paragraph(missing.isEmpty ? words.inlines("none.evidence") : words.numbers(missing)),
        ]
        blocks += inside.changeBlocks
        return pages.document("status", audience: "internal", blocks: blocks)
    }

    private func heading(_ key: String) -> Block { pages.heading(2, key, [.text(words("heading.\(key)"))]) }

    private func name(_ status: Execution.Status?) -> String {
        status.map { words("status.\($0.rawValue)") } ?? words("status.unknown")
    }

    private func counts(isCommitted: Bool) -> [Int] {
        statuses.map { status in followUp.count { $0.isCommitted == isCommitted && $0.status == status } }
    }

    private var figure: DocumentFigure {
        let axes = [true, false]
        let labels = axes.map { words($0 ? "progress.committed" : "progress.not-committed") }
        let title = words.inlines(
            "progress.figure",
            [
                "done": [.text(words.words.numbers.count(followUp.count { $0.status == .done }))],
                "count": [.text(words.words.numbers.count(followUp.count))],
            ]
        )
        let description = zip(axes, labels).map { isCommitted, label in
            let parts = zip(statuses, counts(isCommitted: isCommitted)).map { "\(name($0)) \($1)" }
            return "\(label): \(parts.joined(separator: ", "))."
        }.joined(separator: " ")
        let chart = FollowUpChart(
            title: title.plainText,
            description: description,
            bars: zip(axes, labels).map { FollowUpChart.Bar(label: $1, parts: counts(isCommitted: $0)) },
            names: statuses.map(name)
        )
        return DocumentFigure(
            anchor: "axes-figure",
            title: title,
            subtitle: words.inlines("progress.subtitle", ["date": words.date(pages.date)]),
            panels: [DocumentFigure.Panel(svg: chart.element(id: "axes"))],
            source: words.inlines("progress.source"),
            data: DocumentTable(
                caption: words.inlines("caption.axes"),
                columns: [Column(words("column.commitment"))] + statuses.map { Column(name($0), .number) },
                rows: zip(axes, labels).map { isCommitted, label in
                    [Cell(label)] + counts(isCommitted: isCommitted).map { Cell(words.words.numbers.count($0)) }
                }
            )
        )
    }

    private var each: DocumentTable {
        DocumentTable(
            caption: words.inlines("caption.each", ["date": words.date(pages.date)]),
            columns: [
                Column(words("column.number"), .brief), Column(words("column.recommendation"), .prose),
                Column(words("column.answer")), Column(words("column.commitment")), Column(words("column.execution")),
            ],
            rows: followUp.map { item in
                let recommendation = register.recommendations.first { $0.number == item.recommendation }
                return [
                    Cell(item.recommendation.text), Cell([.name(recommendation?.text ?? "")]),
                    Cell(words.position(register.appreciation(of: item.recommendation)?.position)),
                    Cell(words(item.isCommitted ? "yes" : "no")), Cell(name(item.status)),
                ]
            }
        )
    }
}
