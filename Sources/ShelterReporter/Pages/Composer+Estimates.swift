import ShelterAnalysis
import ShelterModel

/// How an estimate is written, on every page alike.
extension Composer {
    /// The share or mean, or why it is not printed.
    func estimateCell(_ row: EstimateRow?) -> DocumentTable.Cell {
        guard let row else { return DocumentTable.Cell(words("report.not-applicable")) }
        guard row.presentation != .tooThin, let value = row.estimate else {
            return DocumentTable.Cell([.secondary([.text(words("report.estimates.thin.\(row.reason)"))])])
        }
        var content: [Inline] = [.figure(estimateText(value, row.measure), id: row.figure)]
        if row.presentation == .flagged {
            content.append(.secondary([.text(" " + words("report.estimates.flagged.\(row.reason)"))]))
        }
        return DocumentTable.Cell(content)
    }

    func estimateText(_ value: Double, _ measure: EstimateMeasure) -> String {
        switch measure {
        case .mean, .estimatedMean: numbers.number(value * 100, decimals: 0)
        case .residentsMean: numbers.number(value)
        case .shareBelowCutoff, .estimatedShareBelowCutoff, .residentsShare: numbers.share(value)
        }
    }

    /// `61% – 81%`, or that there is no sampling error, or why there is no interval.
    func intervalCell(_ row: EstimateRow?) -> DocumentTable.Cell {
        guard let row, row.presentation != .tooThin else { return DocumentTable.Cell(words("report.none")) }
        if row.notes.contains("no-sampling-error") { return DocumentTable.Cell(words("report.estimates.no-error")) }
        guard let low = row.low, let high = row.high else {
            return DocumentTable.Cell(words("report.estimates.undetermined"))
        }
        return DocumentTable.Cell(
            words(
                "report.estimates.range",
                ["low": estimateText(low, row.measure), "high": estimateText(high, row.measure)]
            )
        )
    }

    func worstCaseCell(_ row: EstimateRow?) -> DocumentTable.Cell {
        guard let row, row.presentation != .tooThin, let low = row.worstLow, let high = row.worstHigh else {
            return DocumentTable.Cell(words("report.none"))
        }
        return DocumentTable.Cell(
            words("report.estimates.range", ["low": numbers.share(low), "high": numbers.share(high)])
        )
    }

    /// Chance of lying on the wrong side of the cutoff; nothing where the figure itself is not printed.
    func chanceCell(_ row: EstimateRow?) -> DocumentTable.Cell {
        guard let row, row.presentation != .tooThin, let chance = row.chanceUnderCutoff else {
            return DocumentTable.Cell(words("report.none"))
        }
        // No estimate is certain, however many decimals say so.
        return DocumentTable.Cell(numbers.share(min(max(chance, 1e-9), 1 - 1e-9)))
    }

    func countCell(_ row: EstimateRow?) -> DocumentTable.Cell {
        DocumentTable.Cell(row?.n.map(numbers.count) ?? words("report.estimates.few"))
    }

    func responseCell(_ row: EstimateRow?) -> DocumentTable.Cell {
        DocumentTable.Cell(row?.responseRate.map(numbers.share) ?? words("report.unknown"))
    }

    /// What a comparison says, in words.
    func verdictText(_ row: EstimateRow?) -> String {
        guard let row, row.presentation != .tooThin else { return words("report.estimates.not-compared") }
        guard let verdict = row.verdict else { return words("report.estimates.undetermined") }
        return words("report.estimates.verdict.\(verdict.rawValue)")
    }

    /// What residents were asked about a criterion.
    func residentsLabel(_ criterion: String) -> [Inline] {
        let label = criteria[criterion]?.residents?.label[words.language] ?? ""
        return [.code(criterion), .text(" "), .name(label.isEmpty ? criterionName(criterion) : label)]
    }

    /// Subjects and measures of residents' figures, in the order of the estimates.
    var residentSubjects: [(subject: String, measure: EstimateMeasure)] {
        var seen: Set<String> = []
        return (report.estimates?.rows ?? []).filter { $0.measure.isOfResidents && $0.reference == nil }
            .filter { seen.insert("\($0.subject).\($0.measure.rawValue)").inserted }.map { ($0.subject, $0.measure) }
    }

    func estimate(
        _ area: String,
        _ subject: String,
        _ measure: EstimateMeasure,
        _ reference: EstimateReference? = nil
    ) -> EstimateRow? {
        let core = framework.isCore ? FigureSet.corePrefix : ""
        return estimates["\(area).\(subject).\(core)\(measure.rawValue)\(reference?.ending ?? "")"]
    }

    /// Confidence of the intervals, as a percentage.
    var levelText: String { numbers.percentage(report.estimates?.rows.first?.level ?? 0.95) }

    // MARK: Funnel

    /// - Parameter own: Code of the area that the page is about.
    func funnelPanel(_ funnel: FunnelFigure, number: Int, own: String?) -> DocumentFigure.Panel {
        let isGiven = audience != .intern
        let shown = funnel.points.filter { !isGiven || $0.area == own }
        let outside = funnel.points.count { $0.share < $0.outerLow || $0.share > $0.outerHigh }
        let point = own.flatMap { code in funnel.points.first { $0.area == code } }
        let name = residentsLabel(funnel.subject).plainText
        let summary =
            if let point {
                words("report.funnel.place.\(place(of: point))")
            } else {
                words(
                    "report.funnel.outside",
                    ["n": numbers.count(outside), "all": numbers.count(funnel.points.count)]
                )
            }
        let cutoff = estimate("all", funnel.subject, funnel.measure)?.cutoff
        let chart = FunnelChart(
            title: name,
            description: words(
                "report.funnel.sentence",
                ["subject": name, "target": numbers.share(funnel.target), "summary": summary]
            ),
            heading: name,
            summary: summary,
            dots: shown.map { point in
                FunnelChart.Dot(
                    size: point.size,
                    share: point.share,
                    isOutside: point.share < point.outerLow || point.share > point.outerHigh,
                    isOwn: point.area == own
                )
            },
            limits: funnel.limits.map {
                FunnelChart.Limit(
                    size: $0.size,
                    low: $0.low,
                    high: $0.high,
                    outerLow: $0.outerLow,
                    outerHigh: $0.outerHigh
                )
            },
            target: funnel.target,
            targetText: numbers.share(funnel.target),
            cutoff: cutoff,
            cutoffText: cutoff.map { words("report.funnel.cutoff", ["cutoff": numbers.share($0)]) } ?? "",
            sizeText: words(
                funnel.measure.isOfResidents ? "report.funnel.answers" : "report.funnel.locations"
            ),
            count: { [numbers] in numbers.count($0) },
            share: { [numbers] in numbers.share($0) }
        )
        return DocumentFigure.Panel(svg: chart.element(id: "funnel\(number)"))
    }

    func place(of point: FunnelFigure.Point) -> String {
        if point.share < point.outerLow { return "below" }
        if point.share > point.outerHigh { return "above" }
        return "inside"
    }
}
