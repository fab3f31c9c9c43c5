internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterParsers
internal import ShelterReporter

/// The improvement plan of a municipality as a table that people fill in, and back.
enum PlanFile {
    static let name = "improvement-plan.csv"
    static let columns = [
        "municipality_code", "location_id", "location_name", "criterion", "label", "obligation", "missing", "standing",
        "since", "decision", "owner", "cost", "due", "recheck", "remark", "contested",
    ]

    static func bytes(
        _ municipality: AreaReport,
        _ items: [ImprovementPlan.Item],
        _ criteria: [String: Criterion],
        _ shortages: ShortageText,
        _ language: Language
    ) -> [UInt8] {
        var line = CSVLine(columns, isForEditing: true)
        for item in items {
            line.add(foreign: municipality.code)
            line.add(foreign: item.location)
            line.add(foreign: item.locationName)
            line.add(foreign: item.criterion)
            line.add(foreign: criteria[item.criterion]?.label[language] ?? "")
            line.add(item.obligation.map { "\($0)" } ?? "")
            line.add(foreign: shortages.sentence(item.shortage) ?? "")
            line.add(item.standing.rawValue)
            line.add(item.since?.iso ?? "")
            line.add(foreign: item.decision.decision)
            line.add(foreign: item.decision.owner)
            line.add(foreign: item.decision.cost)
            line.add(item.decision.due?.iso ?? "")
            line.add(item.decision.recheck?.iso ?? "")
            line.add(foreign: item.decision.remark)
            line.add(foreign: item.decision.contested)
            line.end()
        }
        return line.bytes
    }

    /// The points of earlier plans, as a spreadsheet gave them back.
    ///
    /// - Throws: `Refusal` that names every cell that cannot be kept as it stands.
    static func kept(_ paths: [String]) throws(Refusal) -> [ImprovementPlan.Kept] {
        var result: [ImprovementPlan.Kept] = []
        var places: [String: SourceLocation] = [:]
        var problems: [Diagnostic] = []
        for (path, name) in zip(paths, CSVReader.displayNames(for: paths)) {
            var options = ExportOptions()
            options.csv.expectedHeaders = columns
            let rows = try NamedRows(
                path: path,
                name: name,
                wanted: [
                    ["municipality_code"], ["location_id"], ["criterion"], ["location_name"], ["since"], ["decision"],
                    ["owner"], ["cost"], ["due"], ["recheck"], ["remark"], ["contested"],
                ],
                needed: 3,
                options: options
            )
            problems += rows.diagnostics.filter { $0.severity == .error }
            for row in rows.rows {
                let cells = row.cells.map(unmarked)
                func place(_ field: String) -> SourceLocation {
                    SourceLocation(file: name, line: row.line, field: field)
                }
                func date(_ cell: String, _ field: String) -> CalendarDate? {
                    if cell.isEmpty { return nil }
                    if let date = Self.date(cell) { return date }
                    problems.append(
                        Diagnostic(.error, "plan.no-date", at: place(field), ["value": .text(String(cell.prefix(40)))])
                    )
                    return nil
                }
                guard !cells[0].isEmpty, !cells[1].isEmpty, !cells[2].isEmpty else {
                    if cells.contains(where: { !$0.isEmpty }) {
                        problems.append(Diagnostic(.error, "plan.no-point", at: place("criterion")))
                    }
                    continue
                }
                let key = cells[0...2].joined(separator: "\u{0}")
                if let first = places[key] {
                    problems.append(
                        Diagnostic(.error, "plan.twice", at: place("criterion"), ["first": .text(first.description)])
                    )
                }
                places[key] = place("criterion")
                result.append(
                    ImprovementPlan.Kept(
                        municipality: cells[0],
                        location: cells[1],
                        locationName: cells[3],
                        criterion: cells[2],
                        since: date(cells[4], "since"),
                        decision: ImprovementPlan.Decision(
                            decision: cells[5],
                            owner: cells[6],
                            cost: cells[7],
                            due: date(cells[8], "due"),
                            recheck: date(cells[9], "recheck"),
                            remark: cells[10],
                            contested: cells[11]
                        )
                    )
                )
            }
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        return result
    }

    /// `2027-03-01`, or as a Dutch spreadsheet shows it, `1-3-2027`.
    private static func date(_ text: String) -> CalendarDate? {
        if let date = CalendarDate(iso: text) { return date }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2], year >= 1000 else {
            return nil
        }
        return CalendarDate(year: year, month: month, day: day)
    }

    /// Without blanks around it, and without the apostrophe that keeps text from being a formula.
    private static func unmarked(_ text: String) -> String {
        let text = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        guard text.hasPrefix("'"), let second = text.dropFirst().utf8.first,
            [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(second)
        else { return text }
        return String(text.dropFirst())
    }
}
