internal import ShelterModel
internal import SurveyStatistics

/// The tables of a report that may leave the house.
enum ReportTables {
    static func tables(_ report: QualityReport, _ areas: PublishableAreas) -> [PublishableTable] {
        let subjects = report.framework.themes.map(\.id) + [ThemeFigures.overall]
        var tables: [PublishableTable] = []
        for (index, subject) in subjects.enumerated() {
            tables.append(mean(.score, subject, report, areas) { $0.scores[index].score })
            tables.append(mean(.coverage, subject, report, areas) { $0.scores[index].coverage })
            let cutoff =
                index < report.framework.themes.count
                ? report.framework.themes[index].cutoff : report.framework.overallCutoff
            if cutoff != nil { tables.append(below(index, subject, report, areas)) }
        }
        tables.append(capped(report, areas))
        tables.append(residents(report, areas))
        for index in report.framework.criteria.indices { tables.append(criterion(index, report, areas)) }
        for criterion in report.framework.criteria where criterion.residents != nil {
            if let table = answers(criterion, report, areas) { tables.append(table) }
        }
        return tables
    }

    private static func mean(
        _ kind: PublishableTable.Kind,
        _ subject: String,
        _ report: QualityReport,
        _ areas: PublishableAreas,
        value: (LocationReport) -> Double?
    ) -> PublishableTable {
        PublishableTable(
            kind: kind,
            subject: subject,
            table: areas.table(isCount: false, parts: 2) { number in
                let values = report.municipalities[number].locations.compactMap(value)
                let sum = values.reduce(0, +)
                return (
                    Double(values.count), [sum, Double(values.count) - sum], values.count,
                    Array(values.sorted(by: >).prefix(2))
                )
            }
        )
    }

    private static func below(
        _ index: Int,
        _ subject: String,
        _ report: QualityReport,
        _ areas: PublishableAreas
    ) -> PublishableTable {
        PublishableTable(
            kind: .below,
            subject: subject,
            table: areas.table(isCount: true, parts: 2) { number in
                let figures = report.municipalities[number].area.figures[index]
                return counts([figures.belowCutoff ?? 0, figures.scored - (figures.belowCutoff ?? 0)])
            }
        )
    }

    private static func capped(_ report: QualityReport, _ areas: PublishableAreas) -> PublishableTable {
        PublishableTable(
            kind: .capped,
            subject: ThemeFigures.overall,
            table: areas.table(isCount: true, parts: 2) { number in
                let area = report.municipalities[number].area
                return counts([area.capped, area.locations - area.capped])
            }
        )
    }

    private static func criterion(_ index: Int, _ report: QualityReport, _ areas: PublishableAreas) -> PublishableTable
    {
        PublishableTable(
            kind: .criterion,
            subject: report.framework.criteria[index].id,
            table: areas.table(isCount: true, parts: 4) { number in
                let found = report.municipalities[number].area.criteria[index]
                return counts([found.met, found.notMet, found.unknown, found.notApplicable])
            }
        )
    }

    private static func residents(_ report: QualityReport, _ areas: PublishableAreas) -> PublishableTable {
        PublishableTable(
            kind: .residents,
            subject: ThemeFigures.overall,
            table: areas.table(isCount: true, parts: 1) { number in
                let values = report.municipalities[number].locations.compactMap(\.residents).map(Double.init)
                return (nil, [values.reduce(0, +)], values.count, Array(values.sorted(by: >).prefix(2)))
            }
        )
    }

    /// Answers of residents as a share; a mean of another scale is not published.
    private static func answers(
        _ criterion: Criterion,
        _ report: QualityReport,
        _ areas: PublishableAreas
    ) -> PublishableTable? {
        func found(_ number: Int) -> [(share: Double, answers: Int)] {
            report.municipalities[number].locations.compactMap { location in
                guard let finding = location.residentsSay.first(where: { $0.criterion == criterion.id }),
                    let share = finding.observed, let answers = finding.answers
                else { return nil }
                return (share, answers)
            }
        }
        let all = report.municipalities.indices.flatMap(found)
        guard !all.isEmpty, all.allSatisfy({ (0...1).contains($0.share) }) else { return nil }
        return PublishableTable(
            kind: .answers,
            subject: criterion.id,
            table: areas.table(isCount: false, parts: 2) { number in
                let own = found(number)
                let total = own.reduce(0) { $0 + $1.answers }
                let sum = own.reduce(0) { $0 + $1.share * Double($1.answers) }
                return (Double(total), [sum, Double(total) - sum], total, [])
            }
        )
    }

    private static func counts(
        _ parts: [Int]
    ) -> (total: Double?, parts: [Double], contributors: Int, largest: [Double]) {
        let total = parts.reduce(0, +)
        return (Double(total), parts.map(Double.init), total, [])
    }
}
