import ShelterAnalysis
import ShelterModel

extension Composer {
    /// The profile of an area, beside others where given.
    ///
    /// - Parameters:
    ///   - source: Where the numbers come from; `nil`: how to ask for them.
    ///   - data: Table of the numbers; `nil`: all that are known of the area.
    func profile(
        of area: AreaReport,
        label: String,
        region: AreaReport? = nil,
        country: AreaReport? = nil,
        showsExtremes: Bool = false,
        source: [Inline]? = nil,
        data: DocumentTable? = nil
    ) -> Block {
        let subjects = framework.themes.map(\.id) + [ThemeFigures.overall]
        let rows = subjects.map { subject in
            let figures = area.figures(for: subject)
            return ProfileChart.Row(
                label: themeName(subject),
                mean: figures?.mean,
                interval: sampled(area.code, subject),
                meanText: meanText(figures, theme: subject),
                figure: id(area, subject, "mean"),
                region: region?.figures(for: subject)?.mean,
                country: country?.figures(for: subject)?.mean,
                cutoff: framework.cutoff(for: subject),
                cutoffText: framework.cutoff(for: subject).map(cutoffText) ?? "",
                coverage: figures?.coverage,
                coverageText: shareText(figures?.coverage),
                coverageFigure: id(area, subject, "coverage"),
                isTotal: subject == ThemeFigures.overall,
                isThin: isThin(figures?.coverage)
            )
        }
        let requirements = area.criteria.compactMap { counts -> ProfileChart.Requirement? in
            guard criteria[counts.criterion]?.isBasicRequirement == true else { return nil }
            return requirement(counts, of: area)
        }
        let cutoffs = Set(rows.compactMap(\.cutoff))
        let cutoffLabel =
            cutoffs.count == 1
            ? words("report.profile.cutoff-at", ["cutoff": cutoffText(cutoffs.first ?? 0)])
            : words("report.profile.cutoff")
        let chart = ProfileChart(
            rows: rows,
            requirements: requirements,
            labels: ProfileChart.Labels(
                title: plainTitle(area),
                description: description(of: area, subjects, region: region, country: country),
                requirements: words("report.profile.requirements"),
                area: label,
                region: words("report.profile.region"),
                country: words("report.profile.country"),
                cutoff: cutoffLabel,
                interval: words("report.profile.interval", ["level": levelText]),
                score: words("report.column.score"),
                coverage: words("report.column.coverage")
            )
        )
        return .figure(
            DocumentFigure(
                anchor: "profile",
                title: title(area),
                subtitle: words.inlines(
                    "report.profile.subtitle",
                    ["units": [.text(words.counted(area.locations, inspectedKey))]]
                ),
                panels: [DocumentFigure.Panel(svg: chart.wide(id: "pw"), narrow: chart.narrow(id: "pn"))],
                source: source
                    ?? self.source(example: id(area, framework.themes.first?.id ?? ThemeFigures.overall, "mean")),
                data: data
                    ?? profileTable(area, subjects, region: region, country: country, showsExtremes: showsExtremes)
            )
        )
    }

    private func title(_ area: AreaReport) -> [Inline] {
        let low = themesBelowCutoff(area)
        guard framework.themes.contains(where: { $0.cutoff != nil }) else {
            return words.inlines("report.profile.title")
        }
        if low.isEmpty { return titleAboveCutoff(area) }
        if low.count > 3 {
            return words.inlines("report.profile.title-many", ["n": [.text(numbers.count(low.count))]])
        }
        return words.inlines(
            low.count == 1 ? "report.profile.title-one" : "report.profile.title-some",
            ["themes": words.joined(low.map { [.name(themeName($0.id))] })]
        )
    }

    /// Names the two lowest themes, in the framework's order, if there are at least three to choose from.
    private func titleAboveCutoff(_ area: AreaReport) -> [Inline] {
        let judged = framework.themes.compactMap { theme -> (id: String, mean: Double)? in
            guard theme.cutoff != nil, let mean = area.figures(for: theme.id)?.mean else { return nil }
            return (theme.id, mean)
        }
        if judged.isEmpty { return words.inlines("report.profile.title-unknown") }
        let sorted = judged.map(\.mean).sorted()
        guard judged.count > 2, sorted[1] < sorted[2] else { return words.inlines("report.profile.title-none") }
        let lowest = judged.filter { $0.mean <= sorted[1] }.map { theme -> [Inline] in [.name(themeName(theme.id))] }
        return words.inlines("report.profile.title-lowest", ["themes": words.joined(lowest)])
    }

    private func plainTitle(_ area: AreaReport) -> String {
        title(area).plainText
    }

    /// Every number of the chart in one sentence per theme.
    private func description(
        of area: AreaReport,
        _ subjects: [String],
        region: AreaReport?,
        country: AreaReport?
    ) -> String {
        var sentences: [String] = []
        for subject in subjects {
            let figures = area.figures(for: subject)
            var parts = [
                words(
                    "report.profile.sentence",
                    [
                        "theme": themeName(subject), "score": meanText(figures, theme: subject),
                        "coverage": shareText(figures?.coverage),
                    ]
                )
            ]
            if let cutoff = framework.cutoff(for: subject) {
                parts.append(words("report.profile.sentence-cutoff", ["cutoff": cutoffText(cutoff)]))
            }
            if let mean = region?.figures(for: subject)?.mean {
                parts.append(words("report.profile.sentence-region", ["score": scoreText(mean, theme: subject)]))
            }
            if let mean = country?.figures(for: subject)?.mean {
                parts.append(words("report.profile.sentence-country", ["score": scoreText(mean, theme: subject)]))
            }
            sentences.append(parts.joined(separator: ", ") + ".")
        }
        return sentences.joined(separator: " ")
    }

    private func profileTable(
        _ area: AreaReport,
        _ subjects: [String],
        region: AreaReport?,
        country: AreaReport?,
        showsExtremes: Bool
    ) -> DocumentTable {
        typealias Column = DocumentTable.Column
        typealias Cell = DocumentTable.Cell
        var columns = [Column(words("report.column.theme")), Column(words("report.column.score"), .number)]
        if region != nil { columns.append(Column(words("report.profile.region"), .number)) }
        if country != nil { columns.append(Column(words("report.profile.country"), .number)) }
        columns.append(Column(words("report.column.cutoff"), .number))
        columns.append(Column(words("report.column.below"), .number))
        columns.append(Column(words("report.column.weighted"), .number))
        if showsExtremes {
            columns.append(Column(words("report.column.lowest"), .number))
            columns.append(Column(words("report.column.highest"), .number))
        }
        columns.append(Column(words("report.column.coverage"), .number))
        columns.append(Column(words("report.column.figure"), .brief))
        let rows = subjects.map { subject -> [Cell] in
            let figures = area.figures(for: subject)
            func cell(_ value: Double?, _ what: String, of other: AreaReport? = nil) -> Cell {
                let text =
                    value.map { scoreText($0, theme: subject) }
                    ?? words(figures?.coverage == nil ? "report.not-applicable" : "report.unknown")
                return Cell([.figure(text, id: id(other ?? area, subject, what))])
            }
            var row = [Cell([.name(themeName(subject))]), cell(figures?.mean, "mean")]
            if let region { row.append(cell(region.figures(for: subject)?.mean, "mean", of: region)) }
            if let country { row.append(cell(country.figures(for: subject)?.mean, "mean", of: country)) }
            row.append(Cell(framework.cutoff(for: subject).map(cutoffText) ?? words("report.none")))
            row.append(belowCell(area, figures, subject))
            row.append(cell(figures?.weightedMean, "weighted-mean"))
            if showsExtremes {
                row.append(cell(figures?.lowest, "lowest"))
                row.append(cell(figures?.highest, "highest"))
            }
            row.append(Cell([.figure(shareText(figures?.coverage), id: id(area, subject, "coverage"))]))
            row.append(Cell([.code(id(area, subject, "mean"))]))
            return row
        }
        return DocumentTable(caption: words.inlines("report.profile.caption"), columns: columns, rows: rows)
    }

    /// `3 van 12`, or that there is no cutoff.
    func belowCell(_ area: AreaReport, _ figures: ThemeFigures?, _ subject: String) -> DocumentTable.Cell {
        guard let figures, let below = figures.belowCutoff else { return .init(words("report.none")) }
        return DocumentTable.Cell(
            words.inlines(
                "report.of",
                [
                    "n": [.figure(numbers.count(below), id: id(area, subject, "below-cutoff"))],
                    "all": [.figure(numbers.count(figures.scored), id: id(area, subject, "scored"))],
                ]
            )
        )
    }
}
