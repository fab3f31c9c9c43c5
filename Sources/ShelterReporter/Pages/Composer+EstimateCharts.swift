import ShelterAnalysis
import ShelterModel

/// Charts of estimates and of what residents say, on every page alike.
extension Composer {
    typealias Subject = (subject: String, measure: EstimateMeasure)

    // MARK: - Intervals

    /// Estimates of one area with their intervals, a row per subject; `nil` where none has an interval.
    func intervalFigure(of area: String, _ subjects: [Subject], anchor: String) -> DocumentFigure? {
        let found = subjects.filter { $0.measure != .residentsMean }.map { subject, measure in
            (subject, measure, estimate(area, subject, measure))
        }
        let printed = found.compactMap(\.2).filter { $0.presentation != .tooThin }
        guard printed.contains(where: { $0.low != nil && $0.se != 0 }) else { return nil }
        let judged = printed.filter { $0.cutoff != nil && $0.high != nil }
        let under = judged.count { row in row.high.map { high in row.cutoff.map { high < $0 } ?? false } ?? false }
        let title: [Inline] =
            judged.isEmpty
            ? words.inlines("report.intervals.title-plain")
            : words.inlines(
                "report.intervals.title",
                ["n": [.text(numbers.count(under))], "all": [.text(numbers.count(judged.count))]]
            )
        let isOfScores = found.contains { $0.1 == .estimatedMean }
        let numbers = numbers
        let rows = found.map { subject, measure, row in
            let isPrinted = row != nil && row?.presentation != .tooThin
            return IntervalChart.Row(
                label: subjectName(subject, measure),
                value: isPrinted ? row?.estimate : nil,
                low: isPrinted ? row?.low : nil,
                high: isPrinted ? row?.high : nil,
                cutoff: isPrinted ? row?.cutoff : nil,
                valueText: estimateCell(row).content.first.map { [$0].plainText } ?? "",
                rangeText: isPrinted ? rangeText(row) : "",
                figure: row?.figure ?? ""
            )
        }
        let chart = IntervalChart(
            rows: rows,
            title: words("report.intervals.name"),
            description: description(title, rows.map { "\($0.label): \($0.valueText) \($0.rangeText)" }),
            cutoffText: judged.isEmpty ? "" : words("report.profile.cutoff"),
            axis: { isOfScores ? numbers.number($0 * 100, decimals: 0) : numbers.share($0) }
        )
        return DocumentFigure(
            anchor: anchor,
            title: title,
            subtitle: words.inlines(
                isOfScores ? "report.intervals.subtitle-scores" : "report.intervals.subtitle",
                ["level": [.text(levelText)]]
            ),
            panels: [chart.panel(id: anchor)],
            source: source(example: printed[0].figure),
            data: DocumentTable(
                caption: words.inlines("report.intervals.name"),
                columns: [
                    Column(words(isOfScores ? "report.column.theme" : "report.column.residents-say"), .prose),
                    Column(words("report.column.estimate"), .number),
                    Column(words("report.column.interval", ["level": levelText]), .number),
                    Column(words(isOfScores ? "report.column.locations" : "report.column.answers"), .number),
                    Column(words("report.column.cutoff"), .number),
                ],
                rows: found.map { subject, measure, row in
                    [
                        Cell(subjectName(subject, measure)), estimateCell(row), intervalCell(row), countCell(row),
                        Cell(row?.cutoff.map { estimateText($0, measure) } ?? words("report.none")),
                    ]
                }
            )
        )
    }

    /// Interval of a score for all locations, where the inspected ones are a sample of them.
    func sampled(_ area: String, _ subject: String) -> ClosedRange<Double>? {
        guard report.estimates?.hasSampledLocations == true,
            let row = estimate(area, subject, .estimatedMean), row.presentation != .tooThin, row.se != 0,
            let low = row.low, let high = row.high, low <= high, high >= 0, low <= 1
        else { return nil }
        return max(0, low)...min(1, high)
    }

    /// The finding, then every row with its numbers: who does not see the drawing is told the same.
    private func description(_ title: [Inline], _ rows: [String]) -> String {
        "\(title.plainText). \(rows.joined(separator: "; "))."
    }

    private func subjectName(_ subject: String, _ measure: EstimateMeasure) -> String {
        measure.isOfResidents ? residentsLabel(subject).plainText : themeName(subject)
    }

    private func rangeText(_ row: EstimateRow?) -> String {
        words(
            "report.intervals.range",
            ["range": intervalCell(row).content.plainText, "n": countCell(row).content.plainText]
        )
    }

    // MARK: - What residents say

    /// Yes and no of one area, a row per question; `nil` where no question is answered by enough.
    func residentsFigure(of area: String, _ subjects: [Subject]) -> DocumentFigure? {
        let rows = subjects.filter { $0.measure == .residentsShare }.map { subject, measure -> LikertChart.Row in
            let row = estimate(area, subject, measure)
            let isPrinted = row != nil && row?.presentation != .tooThin
            let share = isPrinted ? row?.estimate : nil
            let missing = isPrinted ? row?.unanswered : nil
            return LikertChart.Row(
                label: residentsLabel(subject).plainText,
                yes: share,
                yesText: share.map(numbers.share) ?? words("report.likert.hidden"),
                noText: share.map { numbers.share(1 - $0) } ?? "",
                unanswered: missing,
                unansweredText: missing.map(numbers.share) ?? "",
                count: isPrinted ? countCell(row).content.plainText : "",
                figure: row?.figure ?? id(report.country, subject, measure.rawValue)
            )
        }
        return residentsFigure(rows, source: rows.first { $0.yes != nil }.map { source(example: $0.figure) } ?? [])
    }

    /// The same of what everybody may see.
    func residentsFigure(of area: PublicArea, source: [Inline]) -> DocumentFigure? {
        residentsFigure(
            area.answers.map { answers in
                let share = answers.share.value
                let label = criteria[answers.criterion]?.residents?.label[words.language] ?? ""
                return LikertChart.Row(
                    label: "\(answers.criterion) \(label)",
                    yes: share,
                    yesText: text(answers.share, "report.unknown", numbers.share),
                    noText: share.map { numbers.share(1 - $0) } ?? "",
                    unanswered: nil,
                    unansweredText: "",
                    count: text(answers.answers, "report.unknown", count),
                    figure: id(area, answers.criterion, "residents-share")
                )
            },
            source: source
        )
    }

    private func residentsFigure(_ rows: [LikertChart.Row], source: [Inline]) -> DocumentFigure? {
        guard let least = rows.filter({ $0.yes != nil }).min(by: { ($0.yes ?? 1) < ($1.yes ?? 1) }) else { return nil }
        let tellsUnanswered = rows.contains { $0.unanswered != nil }
        let title = words.inlines(
            "report.likert.title",
            ["share": [.text(least.yesText)], "question": [.name(least.label)]]
        )
        let chart = LikertChart(
            rows: rows,
            labels: LikertChart.Labels(
                title: words("report.likert.name"),
                description: description(
                    title,
                    rows.map { row in
                        guard row.yes != nil else { return "\(row.label): \(row.yesText)" }
                        var text = "\(row.label): \(words("report.likert.says-yes")) \(row.yesText), "
                        text += "\(words("report.likert.says-no")) \(row.noText)"
                        if row.unanswered != nil {
                            text += ", \(words("report.likert.unanswered")) \(row.unansweredText)"
                        }
                        return row.count.isEmpty ? text : "\(text) (\(words("report.likert.count")) \(row.count))"
                    }
                ),
                yes: words("report.likert.says-yes"),
                no: words("report.likert.says-no"),
                unanswered: tellsUnanswered ? words("report.likert.unanswered") : "",
                count: words("report.likert.count")
            )
        )
        var columns = [
            Column(words("report.column.residents-say"), .prose), Column(words("report.likert.says-yes"), .number),
            Column(words("report.likert.says-no"), .number),
        ]
        if tellsUnanswered { columns.append(Column(words("report.likert.unanswered"), .number)) }
        columns.append(Column(words("report.column.answers"), .number))
        return DocumentFigure(
            anchor: "likert",
            title: title,
            subtitle: words.inlines(tellsUnanswered ? "report.likert.subtitle" : "report.likert.subtitle-plain"),
            panels: [chart.panel(id: "likert")],
            source: source,
            data: DocumentTable(
                caption: words.inlines("report.likert.name"),
                columns: columns,
                rows: rows.map { row in
                    var cells = [
                        Cell([.name(row.label)]), Cell([.figure(row.yesText, id: row.figure)]),
                        Cell(row.yes == nil ? words("report.none") : row.noText),
                    ]
                    if tellsUnanswered {
                        cells.append(Cell(row.unanswered == nil ? words("report.none") : row.unansweredText))
                    }
                    cells.append(Cell(row.count.isEmpty ? words("report.none") : row.count))
                    return cells
                }
            )
        )
    }
}
