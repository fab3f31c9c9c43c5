internal import ShelterAnalysis
internal import ShelterModel
internal import SurveyStatistics

/// The data files for everybody. A hidden cell is empty, and its name stands in the column `hidden`.
enum PublicTables {
    static let folder = "openbaar/data/"
    static let areas = [
        "state", "level", "code", "name", "region_code", "municipalities", "locations", "residents",
        "residents_known_of", "capped", "hidden",
    ]
    static let themes = [
        "state", "level", "code", "name", "theme", "scored", "mean", "applicable", "coverage", "below_cutoff",
        "share_below_cutoff", "hidden",
    ]
    static let criteria = [
        "state", "level", "code", "name", "criterion", "locations", "met", "not_met", "unknown", "not_applicable",
        "share_not_met", "hidden",
    ]
    static let residents = ["state", "level", "code", "name", "criterion", "answers", "share", "hidden"]
    static let disclosure = ["level", "code", "table", "subject", "measure", "reason"]

    /// Names and bytes of all files but the list of hidden cells.
    static func files(_ report: PublicReport) throws(Refusal) -> [(name: String, bytes: [UInt8])] {
        var files = [
            ("areas.csv", areas(report)), ("themes.csv", themes(report)), ("criteria.csv", criteria(report)),
        ]
        if !report.country.answers.isEmpty { files.append(("residents.csv", residents(report))) }
        files.append(("report.json", try JSONBytes.of(report)))
        return files
    }

    private static func areas(_ report: PublicReport) -> [UInt8] {
        var line = CSVLine(areas)
        for (level, area) in report.areas {
            start(report, level, area, &line)
            line.add(foreign: area.region ?? "")
            line.add(area.municipalities)
            line.add(area.locations)
            let figures = [area.residents, area.residentsKnownOf, area.capped]
            add(figures, Array(areas[7..<10]), &line)
        }
        return line.bytes
    }

    private static func themes(_ report: PublicReport) -> [UInt8] {
        var line = CSVLine(themes)
        for (level, area) in report.areas {
            for theme in area.themes {
                start(report, level, area, &line)
                line.add(theme.theme)
                add(
                    [
                        theme.scored, theme.mean, theme.applicable, theme.coverage, theme.belowCutoff,
                        theme.shareBelowCutoff,
                    ],
                    Array(themes[5..<11]),
                    &line
                )
            }
        }
        return line.bytes
    }

    private static func criteria(_ report: PublicReport) -> [UInt8] {
        var line = CSVLine(criteria)
        for (level, area) in report.areas {
            for criterion in area.criteria {
                start(report, level, area, &line)
                line.add(criterion.criterion)
                line.add(area.locations)
                add(criterion.figures + [criterion.shareNotMet], Array(criteria[6..<11]), &line)
            }
        }
        return line.bytes
    }

    private static func residents(_ report: PublicReport) -> [UInt8] {
        var line = CSVLine(residents)
        for (level, area) in report.areas {
            for answers in area.answers {
                start(report, level, area, &line)
                line.add(answers.criterion)
                add([answers.answers, answers.share], Array(residents[5..<7]), &line)
            }
        }
        return line.bytes
    }

    private static func start(_ report: PublicReport, _ level: String, _ area: PublicArea, _ line: inout CSVLine) {
        line.add(report.state.rawValue)
        line.add(level)
        line.add(foreign: area.code)
        line.add(foreign: area.name)
    }

    private static func add(_ figures: [PublicFigure], _ names: [String], _ line: inout CSVLine) {
        for figure in figures { line.add(figure.value) }
        line.add(zip(figures, names).filter { $0.0.hidden }.map(\.1).joined(separator: ";"))
        line.end()
    }

    /// What was hidden and why, without values: one row per table, area and measure.
    static func disclosure(_ plan: DisclosurePlan, isNamed: Bool) -> [UInt8] {
        var line = CSVLine(disclosure)
        for hidden in plan.hiddenCells {
            let table = plan.tables[hidden.table]
            let area = plan.areas.area(hidden.cell.place)
            let level =
                switch hidden.cell.place {
                case .all: "country"
                case .group: "region"
                case .row: "municipality"
                }
            // Without a register names of groups are free text; municipalities in no region are no area of a page.
            guard hidden.cell.place == .all || isNamed && !area.code.isEmpty else { continue }
            guard hidden.cell.part < table.kind.measures.count else { continue }
            line.add(level)
            line.add(foreign: area.code)
            line.add(table.kind.rawValue)
            line.add(table.subject)
            line.add(table.kind.measures[hidden.cell.part])
            line.add(
                plan.givenAway[hidden.table]?.contains(hidden.cell) == true ? "given-away" : hidden.reason.rawValue
            )
            line.end()
        }
        return line.bytes
    }
}
