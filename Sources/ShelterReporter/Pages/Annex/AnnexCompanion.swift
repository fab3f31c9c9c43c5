import ShelterAppreciation
import ShelterModel

/// What the ministry keeps to itself: open checks, what is overdue, non-public parts, and what changed.
struct AnnexCompanion {
    private typealias Column = DocumentTable.Column
    private typealias Cell = DocumentTable.Cell

    let pages: AnnexPages
    let open: [String]
    let passed: [String]
    let nonPublic: NonPublicParts?
    let older: AppreciationRegister?

    private var words: AnnexWords { pages.words }

    var blocks: [Block] {
        var blocks: [Block] = [.contents]
        blocks += list("open", open)
        blocks += list("passed", passed)
        blocks += overdueBlocks
        blocks += section("non-public", nonPublicTable)
        blocks += changeBlocks
        return blocks
    }

    var overdueBlocks: [Block] { section("overdue", overdue) }

    /// None without an older version.
    var changeBlocks: [Block] { older == nil ? [] : section("changes", changes) }

    private func heading(_ key: String) -> Block { pages.heading(2, key, [.text(words("heading.\(key)"))]) }

    private func list(_ key: String, _ sentences: [String]) -> [Block] {
        guard !sentences.isEmpty else { return [heading(key), .paragraph(words.inlines("none.\(key)"))] }
        return [heading(key), .list(sentences.map { [.name($0)] })]
    }

    private func section(_ key: String, _ table: DocumentTable) -> [Block] {
        guard !table.rows.isEmpty else { return [heading(key), .paragraph(words.inlines("none.\(key)"))] }
        return [heading(key), .table(table)]
    }

    private var overdue: DocumentTable {
        DocumentTable(
            caption: words.inlines("caption.overdue", ["date": words.date(pages.date)]),
            columns: [
                Column(words("column.number"), .brief), Column(words("column.what"), .prose),
                Column(words("column.due"), .brief),
            ],
            rows: pages.register.overdue(on: pages.date).map { item in
                let answer = item.recommendations.first.flatMap { pages.register.appreciation(of: $0) }
                var what = words.inlines("answer-overdue")
                if case .action(let index) = item.kind, let answer, answer.actions.indices.contains(index) {
                    what = [.name(answer.actions[index].text)]
                }
                return [Cell(words.numbers(item.recommendations)), Cell(what), Cell(words.date(item.due))]
            }
        )
    }

    private var nonPublicTable: DocumentTable {
        DocumentTable(
            caption: words.inlines("caption.non-public"),
            columns: [
                Column(words("column.number"), .brief), Column(words("column.ground")),
                Column(words("column.text"), .prose),
            ],
            rows: (nonPublic?.parts ?? []).map { part in
                [
                    Cell(part.recommendation.text), Cell([.name(part.ground ?? words("unknown"))]),
                    Cell([.name(part.text)]),
                ]
            }
        )
    }

    private var changes: DocumentTable {
        let changes = older.map { pages.register.changes(since: $0) } ?? []
        return DocumentTable(
            caption: words.inlines("caption.changes"),
            columns: [Column(words("column.number"), .brief), Column(words("column.what"), .prose)],
            rows: changes.map { change in
                [
                    Cell(change.number.text),
                    Cell(words.words.joined(change.kinds.map { [.text(words("change.\($0.rawValue)"))] })),
                ]
            }
        )
    }
}
