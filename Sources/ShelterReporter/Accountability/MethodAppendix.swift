import ShelterModel

/// By which rules, formulas and versions every figure came about, for everybody.
struct MethodAppendix {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    /// Quantities of the framework, in the order in which they build on each other.
    private static let scores = ["attainment", "theme", "overall", "coverage", "bounds", "mean", "shortage"]
    /// Quantities of samples, each with what it rests on.
    private static let estimates = [
        ("share", "saerndal"), ("variance", "saerndal"), ("interval", "lumley"), ("exact", "clopper"),
        ("bounds", "manski"), ("difference", "holm"), ("funnel", "spiegelhalter"), ("model", "fay"), ("print", "nchs"),
    ]

    let composer: Composer
    let facts: AccountabilityFacts
    /// Whether something was drawn or asked, so that there are margins.
    let hasEstimates: Bool

    private var words: Words { composer.words }
    private var framework: Framework { composer.framework }

    private func text(_ key: String, _ arguments: [String: [Inline]] = [:]) -> [Inline] {
        words.inlines("report.accountability.method.\(key)", arguments)
    }

    private func heading(_ key: String) -> Block {
        .heading(level: 2, anchor: key, text("heading.\(key)"))
    }

    var document: Document {
        composer.document(
            title: words("report.accountability.method.title"),
            kicker: words("report.accountability.method.kicker"),
            up: "index.html",
            blocks: blocks
        )
    }

    private var blocks: [Block] {
        var blocks: [Block] = [
            .lead((1...2).map { text("lead.\($0)") }), .contents,
            heading("versions"), .paragraph(text("versions")), .table(versions),
            heading("outcomes"), .paragraph(text("outcomes")), .table(scores),
            heading("estimates"),
        ]
        if hasEstimates {
            blocks.append(.paragraph(text("estimates.some") + [.footnote(text("estimates.footnote"))]))
            blocks.append(.table(estimates))
        } else {
            blocks.append(.paragraph(text("estimates.none") + [.footnote(text("estimates.footnote"))]))
        }
        blocks += [
            heading("disclosure"),
            .paragraph(text("disclosure.text", ["note": [.footnote(text("disclosure.footnote"))]])),
            heading("criteria"), .paragraph(text("criteria")),
        ]
        for theme in framework.themes {
            blocks.append(.heading(level: 3, anchor: nil, [.name(composer.themeName(theme.id))]))
            blocks.append(.table(criteria(of: theme)))
        }
        if hasEstimates { blocks += [heading("references"), .references(references)] }
        return blocks
    }

    // MARK: - Versions and formulas

    private var versions: DocumentTable {
        DocumentTable(
            caption: text("versions-caption"),
            columns: ["part", "id", "version", "hash"].map { key in
                Column(text("column.\(key)"), key == "hash" ? .prose : .text)
            },
            rows: facts.parts.map { part in
                [
                    Cell(text("part.\(part.kind.rawValue)")), Cell([.code(part.id)]),
                    Cell(part.version.map { [.name($0)] } ?? [.text(words("report.not-applicable"))]),
                    Cell(part.hash.map { [.code($0)] } ?? [.text(words("report.not-applicable"))]),
                ]
            }
        )
    }

    private var formulaColumns: [Column] {
        ["quantity", "formula", "remark"].map { Column(text("column.\($0)"), .prose) }
    }

    private var scores: DocumentTable {
        let floor: [Inline] = [.text(words.numbers.percentage(framework.coverageFloor))]
        return DocumentTable(
            caption: text("formulas-caption"),
            columns: formulaColumns,
            rows: Self.scores.map { key in
                [
                    Cell(text("formula.\(key).name")), Cell(text("formula.\(key).text")),
                    Cell(text("formula.\(key).remark", ["floor": floor])),
                ]
            }
        )
    }

    private var estimates: DocumentTable {
        DocumentTable(
            caption: text("estimates-caption"),
            columns: formulaColumns,
            rows: Self.estimates.map { key, reference in
                [
                    Cell(text("estimate.\(key).name")), Cell(text("estimate.\(key).text")),
                    Cell(text("estimate.\(key).remark") + [.text(" ")] + cited(reference)),
                ]
            }
        )
    }

    // MARK: - What it rests on

    private var cited: [String] {
        var seen: Set<String> = []
        return Self.estimates.map(\.1).filter { seen.insert($0).inserted }
    }

    private func cited(_ id: String) -> [Inline] {
        let number = (cited.firstIndex(of: id) ?? 0) + 1
        return [.link([.text("[\(number)]")], target: "#reference-\(id)")]
    }

    private var references: [Reference] {
        cited.map { id in
            Reference(anchor: "reference-\(id)", content: text("reference.\(id)"))
        }
    }

    // MARK: - Criteria

    private func criteria(of theme: Theme) -> DocumentTable {
        DocumentTable(
            caption: text("criteria-caption", ["theme": [.name(composer.themeName(theme.id))]]),
            columns: [
                Column(text("column.criterion"), .prose), Column(text("column.requires"), .prose),
                Column(text("column.weight"), .number), Column(text("column.status")),
                Column(text("column.verified")), Column(text("column.source"), .prose),
            ],
            rows: theme.criteria.map { criterion in
                let provenance = criterion.provenance
                return [
                    Cell([.code(criterion.id), .text(" "), .name(composer.criterionName(criterion.id))]),
                    Cell(composer.requirementText(criterion).map { [.text($0)] } ?? text("no-requirement")),
                    Cell(words.numbers.number(criterion.weight, decimals: 2)),
                    Cell(words("report.status.\(provenance.status.rawValue)")),
                    Cell(words("report.verification.\(provenance.verification.rawValue)")),
                    Cell([.name(provenance.source)]),
                ]
            }
        )
    }
}
