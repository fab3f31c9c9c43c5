public import ShelterAnalysis
public import ShelterModel
internal import ShelterScoring
internal import ShelterParsers

/// Counts the locations that meet a condition.
public struct CountRun {
    /// Rows for a data file.
    static let header = [
        "condition", "by", "group_code", "group_name", "met", "not_met", "not_applicable", "unknown", "judged", "total",
        "share", "hidden", "unverified",
    ]

    public var count: ConditionCount
    public var summary: RoadSummary

    /// - Parameters:
    ///   - condition: As typed; see `ConditionText`.
    ///   - receiver: Code or name of the municipality that the answer is for; `nil` for internal use.
    /// - Throws: `Refusal` when the condition cannot be read or asks what is not there.
    public init(
        _ condition: String,
        by: ConditionCount.Division?,
        receiver: String?,
        preparation: Preparation,
        settings: RunSettings
    ) throws(Refusal) {
        let parsed = try ConditionText.condition(condition)
        let probe: ConditionProbe
        do {
            probe = try ConditionProbe(parsed, framework: preparation.framework, codeBook: preparation.codeBook)
        } catch {
            throw Self.withNearest(error, preparation)
        }
        var asked = preparation
        asked.compiled = probe.framework
        var labels: [String: LocalizedText] = [:]
        for column in preparation.codeBook.tables[0].columns where column.role == .kind {
            for code in column.codes { labels[code.value] = code.label }
        }
        var visitor = Visitor(
            probe: probe,
            by: by,
            labels: labels,
            language: settings.language,
            tally: ConditionTally(preparation.disclosure)
        )
        summary = try Road(asked, settings).walk(&visitor)
        var code = receiver
        if let receiver {
            guard let area = summary.areas.first(where: { $0.code == receiver || $0.name == receiver }) else {
                throw Refusal(
                    "run.municipality-not-inspected",
                    ["value": .text(receiver), "known": .list(Array(summary.areas.map(\.code).sorted().prefix(12)))]
                )
            }
            code = area.code
        }
        count = visitor.tally.count(
            condition,
            by: by,
            unit: preparation.codeBook.assessments == .each ? "assessment" : "location",
            receiver: code,
            isOfRespondents: ConditionProbe.usesRespondents(
                parsed,
                framework: preparation.framework,
                codeBook: preparation.codeBook
            )
        )
        let named = Set(parsed.criteria)
        let unverified = preparation.framework.unverified
        count.unverified = preparation.framework.criteria.map(\.id).filter {
            named.contains($0) && unverified.contains($0)
        }
    }

    /// As a data file.
    public var csv: [UInt8] {
        var line = CSVLine(Self.header)
        for group in count.groups + [count.total] {
            line.add(foreign: count.condition)
            line.add(count.by?.rawValue ?? "")
            line.add(foreign: group.code)
            line.add(foreign: group.name)
            line.add(group.counts?.met)
            line.add(group.counts?.notMet)
            line.add(group.counts?.notApplicable)
            line.add(group.counts?.unknown)
            line.add(group.counts?.judged)
            line.add(group.counts?.total)
            line.add(group.counts?.share)
            line.add(group.hidden?.rawValue ?? "")
            line.add(count.unverified.joined(separator: ";"))
            line.end()
        }
        return line.bytes
    }

    /// Names that are like the ones that are not there.
    private static func withNearest(_ refusal: Refusal, _ preparation: Preparation) -> Refusal {
        let variables = preparation.codeBook.variables.keys.sorted()
        let criteria = preparation.framework.criteria.map(\.id)
        return Refusal(
            refusal.diagnostics.map { diagnostic in
                guard case .text(let name)? = diagnostic.arguments["value"],
                    diagnostic.code == "condition.unknown-variable" || diagnostic.code == "condition.unknown-criterion"
                else { return diagnostic }
                let known = diagnostic.code == "condition.unknown-variable" ? variables : criteria
                let nearest = NearestName.nearest(to: name, in: known, limit: 3)
                var diagnostic = diagnostic
                diagnostic.arguments["nearest"] = .list(nearest.isEmpty ? Array(known.prefix(8)) : nearest)
                return diagnostic
            }
        )
    }

    private struct Visitor: RoadVisitor {
        let probe: ConditionProbe
        let by: ConditionCount.Division?
        let labels: [String: LocalizedText]
        let language: Language
        var tally: ConditionTally

        mutating func row(file: String, line: Int, setAside code: String?) {}
        mutating func diagnostic(_ diagnostic: Diagnostic) {}

        mutating func scored(_ rows: ScoredRows) {
            for row in 0..<rows.table.rowCount {
                guard let number = rows.areas[row] else { continue }
                let area = rows.area(number)
                tally.add(probe.outcome(rows.batch, row: row), group: group(rows, row, area), municipality: area.code)
            }
        }

        private func group(_ rows: ScoredRows, _ row: Int, _ area: Area) -> (code: String, name: String)? {
            switch by {
            case nil: return nil
            case .municipality: return (area.code, area.name)
            case .safetyRegion: return (area.region?.code ?? "", area.region?.name ?? "")
            case .province: return (area.province ?? "", area.province ?? "")
            case .kind:
                guard let kind = rows.facts(row).kind else { return ("", "") }
                let label = labels[kind]?[language] ?? ""
                return (kind, label.isEmpty ? kind : label)
            }
        }
    }
}
