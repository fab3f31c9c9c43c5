import ShelterAnalysis
import ShelterModel

/// How the figures came about, from what, and how far they reach.
struct MethodSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    let composer: Composer
    /// Relative to the page, with a slash at the end.
    let dataFolder: String
    /// They are of the whole input: one page has them, the others say where they are.
    let showsDiagnostics: Bool

    private var words: Words { composer.words }
    private var report: QualityReport { composer.report }
    private var framework: Framework { composer.framework }
    private var isInternal: Bool { composer.audience == .intern }

    var blocks: [Block] {
        var blocks: [Block] = [
            composer.heading("method", "report.heading.method"),
            .note(words.inlines("report.method.inspected")),
            .list(reading),
            .heading(level: 3, anchor: nil, words.inlines("report.heading.sources")),
            .facts(sources),
            .heading(level: 3, anchor: nil, words.inlines("report.heading.framework")),
            .paragraph(words.inlines("report.method.verification")),
            .table(statusTable),
            .table(themeTable),
        ]
        if !framework.bands.isEmpty { blocks.append(.table(bandTable)) }
        if !framework.absent.isEmpty { blocks.append(.table(absentTable)) }
        // Names of exports are their owner's.
        if composer.audience != .openbaar {
            blocks.append(.heading(level: 3, anchor: nil, words.inlines("report.heading.inputs")))
            blocks.append(.table(inputTable))
        }
        if isInternal {
            blocks.append(.heading(level: 3, anchor: nil, words.inlines("report.heading.diagnostics")))
            if report.diagnostics.isEmpty {
                blocks.append(.paragraph(words.inlines("report.method.no-diagnostics")))
            } else {
                let file: [Inline] = [.link([.text("data/diagnostics.csv")], target: dataFolder + "diagnostics.csv")]
                blocks.append(.paragraph(words.inlines("report.method.diagnostics", ["file": file])))
                if showsDiagnostics { blocks.append(.table(diagnosticTable)) }
            }
        }
        return blocks
    }

    private var reading: [[Inline]] {
        var items = ["report.method.no-ranking", "report.method.score", "report.method.rounding"].map {
            words.inlines($0)
        }
        if framework.isCore {
            items.insert(
                words.inlines("report.core.text", ["n": [.text(words.numbers.count(framework.criteria.count))]]),
                at: 0
            )
        }
        for (level, rule) in [("criteria", framework.aggregation.criteria), ("themes", framework.aggregation.themes)]
        where rule != .arithmetic {
            items.append(
                words.inlines("report.aggregation.\(level)", ["rule": words.inlines("report.aggregation.\(rule)")])
            )
        }
        items.append(words.inlines("report.method.bounds"))
        items.append(
            words.inlines(
                "report.method.coverage",
                ["floor": [.text(words.numbers.percentage(framework.coverageFloor))]]
            )
        )
        items.append(words.inlines("report.method.outcomes"))
        if framework.cap != nil, !composer.basicRequirements.isEmpty {
            items.append(
                words.inlines(
                    "report.method.cap",
                    ["band": [.name(composer.bandName(framework.cap ?? ""))]]
                )
            )
        }
        items += framework.limiters.map(limiter)
        items.append(
            words.inlines(report.codeBook.assessments == .each ? "report.method.each" : "report.method.newest")
        )
        if let estimates = report.estimates {
            items.append(
                words.inlines(estimates.hasSampledLocations ? "report.method.sampled" : "report.method.no-sample")
            )
            if estimates.hasAnswers { items.append(words.inlines("report.method.residents-sample")) }
        }
        if let command = composer.explainCommand {
            items.append(words.inlines("report.method.explain", ["command": [.code(command + " --figure")]]))
        } else if composer.audience != .openbaar {
            items.append(words.inlines("report.method.explain-of-others"))
        }
        return items
    }

    private func limiter(_ limiter: Limiter) -> [Inline] {
        let names = limiter.criteria.map { [Inline.code($0), .text(" "), .name(composer.criterionName($0))] }
        let scopes = limiter.scopes.map { [Inline.name(composer.themeName($0))] }
        return words.inlines(
            limiter.scopes.isEmpty ? "report.method.limiter" : "report.method.limiter-of",
            [
                "criteria": words.joined(names), "scopes": words.joined(scopes),
                "band": [.name(composer.bandName(limiter.band))],
            ]
        )
    }

    /// Standards of the source that nobody can hold anything against yet.
    private var absentTable: DocumentTable {
        DocumentTable(
            caption: words.inlines("report.method.absent-caption"),
            columns: [
                Column(words("report.column.absent"), .prose), Column(words("report.column.missing"), .prose),
                Column(words("report.column.absent-source"), .prose),
            ],
            rows: framework.absent.map { standard in
                [
                    Cell([.code(standard.id), .text(" "), .name(standard.label[words.language])]),
                    Cell([.name(standard.missing[words.language])]), Cell([.name(standard.source)]),
                ]
            }
        )
    }

    private var sources: [Fact] {
        var facts = [
            Fact(
                words("report.fact.framework"),
                composer.frameworkName + [
                    .text(" ("), .code(framework.id), .text(", "),
                    .text(words("report.version")), .text(" "), .name(framework.version), .text("). "),
                    .name(framework.source),
                ]
            )
        ]
        if !framework.remark.isEmpty {
            facts.append(Fact(words("report.fact.remark"), [.name(framework.remark[words.language])]))
        }
        let book = report.codeBook
        facts.append(
            Fact(
                words("report.fact.code-book"),
                [
                    .name(book.label[words.language]), .text(" ("), .code(book.id), .text(", "),
                    .text(words("report.version")), .text(" "), .name(book.version), .text(")"),
                ]
            )
        )
        let register: [Inline] =
            report.register.map { register in
                words.inlines(
                    "report.method.register",
                    [
                        "n": [.text(words.numbers.count(register.municipalities))],
                        "date": [.text(words.date(register.date))], "source": [.name(register.source)],
                    ]
                )
            } ?? words.inlines("report.method.no-register")
        facts.append(Fact(words("report.fact.register"), register))
        return facts
    }

    private var statusTable: DocumentTable {
        let verifications = Verification.allCases
        var columns = [Column(words("report.column.status"))]
        columns += verifications.map { Column(words("report.verification.\($0.rawValue)"), .number) }
        columns.append(Column(words("report.column.total"), .number))
        let rows = LegalStatus.allCases.map { status -> [Cell] in
            let own = framework.criteria.filter { $0.provenance.status == status }
            return [Cell(words("report.status.\(status.rawValue)"))]
                + verifications.map { verification in
                    Cell(words.numbers.count(own.count { $0.provenance.verification == verification }))
                } + [Cell(words.numbers.count(own.count))]
        }
        return DocumentTable(caption: words.inlines("report.method.status-caption"), columns: columns, rows: rows)
    }

    private var themeTable: DocumentTable {
        DocumentTable(
            caption: words.inlines("report.method.theme-caption"),
            columns: [
                Column(words("report.column.theme")),
                Column(words("report.column.criteria"), .number),
                Column(words("report.column.weight"), .number),
                Column(words("report.column.cutoff"), .number),
            ],
            rows: framework.themes.map { theme in
                [
                    Cell([.name(composer.themeName(theme.id))]),
                    Cell(words.numbers.count(theme.criteria.count)),
                    Cell(words.numbers.number(theme.weight, decimals: 2)),
                    Cell(theme.cutoff.map(composer.cutoffText) ?? words("report.none")),
                ]
            } + [
                [
                    Cell(words("report.overall")), Cell(words.numbers.count(framework.criteria.count)),
                    Cell(words("report.not-applicable")),
                    Cell(framework.overallCutoff.map(composer.cutoffText) ?? words("report.none")),
                ]
            ]
        )
    }

    private var bandTable: DocumentTable {
        DocumentTable(
            caption: words.inlines("report.method.band-caption"),
            columns: [Column(words("report.column.band")), Column(words("report.column.from"), .number)],
            rows: framework.bands.map { band in
                [Cell([.name(composer.bandName(band.id))]), Cell(composer.cutoffText(band.from))]
            }
        )
    }

    /// The numbers of rows are of all municipalities together: they go to nobody outside.
    private var inputTable: DocumentTable {
        var columns = [Column(words("report.column.file"))]
        if isInternal {
            columns += [
                Column(words("report.column.rows"), .number),
                Column(words("report.column.used"), .number),
                Column(words("report.column.set-aside"), .number),
            ]
        }
        columns.append(Column(words("report.column.hash"), .prose))
        let rows = report.inputs.map { input -> [Cell] in
            var row = [Cell([.code(input.file)])]
            if isInternal {
                row += [input.rows, input.used, input.setAside].map { Cell(words.numbers.count($0)) }
            }
            return row + [Cell([.code(input.hash)])]
        }
        return DocumentTable(
            caption: words.inlines(isInternal ? "report.method.input-caption" : "report.method.input-caption-short"),
            columns: columns,
            rows: rows
        )
    }

    private var diagnosticTable: DocumentTable {
        DocumentTable(
            caption: words.inlines("report.method.diagnostic-caption"),
            columns: [
                Column(words("report.column.diagnostic")), Column(words("report.column.severity")),
                Column(words("report.column.count"), .number),
            ],
            rows: report.diagnostics.map { diagnostic in
                [
                    Cell([.code(diagnostic.code)]),
                    Cell(words("report.severity.\(diagnostic.severity.rawValue)")),
                    Cell(words.numbers.count(diagnostic.count)),
                ]
            }
        )
    }
}
