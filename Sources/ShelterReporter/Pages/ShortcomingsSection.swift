import ShelterAnalysis
import ShelterModel

/// Which criteria are not met most often: over all themes, then per theme in the framework's order.
struct ShortcomingsSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    static let mostOverall = 10
    static let mostPerTheme = 5

    let composer: Composer

    private struct Shortcoming {
        var counts: CriterionCounts
        var theme: Theme
        var judged: Int { counts.met + counts.notMet }
        var share: Double { Double(counts.notMet) / Double(judged) }
    }

    private var words: Words { composer.words }
    private var country: AreaReport { composer.report.country }

    var blocks: [Block] {
        let heading = composer.heading("shortcomings", "report.heading.shortcomings")
        let all = shortcomings
        guard let first = all.first else {
            return [heading, .paragraph(words.inlines("report.shortcomings.none"))]
        }
        var blocks: [Block] = [
            heading,
            .paragraph(
                words.inlines(
                    "report.shortcomings.text",
                    [
                        "share": [.figure(words.numbers.share(first.share), id: id(first, "share-not-met"))],
                        "criterion": [.name(composer.criterionName(first.counts.criterion))],
                        "n": [.figure(words.numbers.count(first.counts.notMet), id: id(first, "not-met"))],
                        "judged": [.figure(words.numbers.count(first.judged), id: id(first, "judged"))],
                        "units": [.text(composer.unitsName.lowercased())],
                    ]
                )
            ),
            .table(table(Array(all.prefix(Self.mostOverall)), "report.shortcomings.caption", showsTheme: true)),
            .heading(level: 3, anchor: nil, words.inlines("report.heading.per-theme")),
            .paragraph(
                words.inlines("report.shortcomings.per-theme", ["n": [.text("\(Self.mostPerTheme)")]])
            ),
        ]
        for theme in composer.framework.themes {
            let own = all.filter { $0.theme.id == theme.id }
            let name: [Inline] = [.name(composer.themeName(theme.id))]
            if own.isEmpty {
                blocks.append(
                    .paragraph(
                        words.inlines(
                            isJudged(theme) ? "report.shortcomings.theme-none" : "report.shortcomings.theme-unjudged",
                            ["theme": name]
                        )
                    )
                )
            } else {
                blocks.append(
                    .table(
                        table(
                            Array(own.prefix(Self.mostPerTheme)),
                            "report.shortcomings.theme-caption",
                            name: name,
                            showsTheme: false
                        )
                    )
                )
            }
        }
        return blocks
    }

    /// Whether any criterion of the theme was judged anywhere.
    private func isJudged(_ theme: Theme) -> Bool {
        let ids = Set(theme.criteria.map(\.id))
        return country.criteria.contains { ids.contains($0.criterion) && $0.met + $0.notMet > 0 }
    }

    /// By share of what was judged, then by number, then in the framework's order.
    private var shortcomings: [Shortcoming] {
        var themes: [String: Theme] = [:]
        for theme in composer.framework.themes {
            for criterion in theme.criteria { themes[criterion.id] = theme }
        }
        let all = country.criteria.enumerated().compactMap { index, counts -> (Int, Shortcoming)? in
            guard counts.notMet > 0, let theme = themes[counts.criterion] else { return nil }
            return (index, Shortcoming(counts: counts, theme: theme))
        }
        return all.sorted { left, right in
            if left.1.share != right.1.share { return left.1.share > right.1.share }
            if left.1.counts.notMet != right.1.counts.notMet { return left.1.counts.notMet > right.1.counts.notMet }
            return left.0 < right.0
        }.map(\.1)
    }

    private func id(_ shortcoming: Shortcoming, _ what: String) -> String {
        composer.id(country, shortcoming.counts.criterion, what)
    }

    private func table(_ items: [Shortcoming], _ caption: String, name: [Inline] = [], showsTheme: Bool)
        -> DocumentTable
    {
        var columns = [Column(words("report.column.criterion"), .prose)]
        if showsTheme { columns.append(Column(words("report.column.theme"))) }
        columns += [
            Column([.outcome(.notMet, word: composer.word(.notMet))], .number),
            Column(words("report.column.judged"), .number),
            Column(words("report.column.share-not-met"), .number),
        ]
        let rows = items.map { item -> [Cell] in
            var row = [
                Cell([
                    .code(item.counts.criterion), .text(" "), .name(composer.criterionName(item.counts.criterion)),
                ])
            ]
            if showsTheme { row.append(Cell([.name(composer.themeName(item.theme.id))])) }
            row += [
                Cell([.figure(words.numbers.count(item.counts.notMet), id: id(item, "not-met"))]),
                Cell([.figure(words.numbers.count(item.judged), id: id(item, "judged"))]),
                Cell(
                    [.figure(words.numbers.share(item.share), id: id(item, "share-not-met"))],
                    bar: Drawing.plain(item.share * 100)
                ),
            ]
            return row
        }
        return DocumentTable(caption: words.inlines(caption, ["theme": name]), columns: columns, rows: rows)
    }
}
