internal import Foundation
public import ShelterModel
public import ShelterParsers

/// What `map --values` is asked to do.
public struct ValueSettings: Sendable {
    public var file: String
    /// Header of the column with typed names.
    public var column: String
    /// File with the known locations.
    public var list: String
    /// Headers of the list.
    public var key = "id"
    public var name = "name"
    /// Header of the municipality, in the list and in the export; `nil` takes `municipality` or `gemeente` where they are.
    public var municipality: String?
    public var options = ExportOptions()
    /// Table of decisions to write.
    public var output: String?
    /// An earlier table in which a person has confirmed matches.
    public var decisions: String?
    /// Cleaning log to write.
    public var log: String?
    /// Who confirmed the decisions; without a name the log proposes and decides nothing.
    public var decidedBy: String?
    public var replacing = false
    public var language = Language.dutch

    public init(file: String, column: String, list: String) {
        self.file = file
        self.column = column
        self.list = list
    }
}

/// Matches the typed names of a column with a list of locations.
public struct ValueRun {
    /// What was found.
    public struct Result: Hashable, Sendable, Codable {
        public var file: String
        public var output: String?
        public var log: String?
        /// Different values.
        public var values: Int
        public var certain: Int
        public var confirmed: Int
        public var doubtful: Int
        /// Values that look like no location of the list.
        public var unmatched: Int
        /// Rows of the cleaning log.
        public var logged: Int
    }

    /// One typed name.
    public struct Decision: Hashable, Sendable {
        public var value: String
        /// Municipality of the rows, if the export says so.
        public var place: String
        public var count: Int
        public var proposal: LocationProposal
        /// What a person decided.
        public var confirmed: KnownLocation?
    }

    public let result: Result
    public let decisions: [Decision]
    public let diagnostics: [Diagnostic]
    public let texts: Texts
    /// The table of decisions.
    public let table: [UInt8]

    static let columns = [
        "value", "municipality", "count", "id", "name", "confidence", "reason", "status", "alternatives",
    ]

    /// Reads the export and the list, and writes what is asked for.
    public init(_ settings: ValueSettings, data: DataFolder) throws(Refusal) {
        texts = try data.texts(settings.language)
        let words = try data.matchingWords()
        let inputs = [settings.file, settings.list] + [settings.decisions].compactMap(\.self)
        for path in [settings.output, settings.log].compactMap(\.self) {
            try PendingFile.check(path, inputs: inputs, mayReplace: settings.replacing)
        }
        let places = settings.municipality.map { [$0] } ?? ["municipality", "gemeente", "gemeentenaam"]
        let known = try Self.locations(settings, places: places)
        let export = try NamedRows(
            path: settings.file,
            name: settings.file.lastPathName,
            wanted: [[settings.column], places, ["_uuid", "uuid"]],
            needed: 1,
            options: settings.options
        )
        let earlier = try settings.decisions.map { path throws(Refusal) in
            try ValueDecisions(path: path, locations: known.locations)
        }
        var keys: [ValueDecisions.Key] = []
        var counts: [ValueDecisions.Key: Int] = [:]
        for row in export.rows where !row.cells[0].allSatisfy(\.isWhitespace) {
            let key = ValueDecisions.Key(value: row.cells[0], place: row.cells[1])
            if counts.updateValue(counts[key, default: 0] + 1, forKey: key) == nil { keys.append(key) }
        }
        let matcher = LocationMatcher(known.locations, words: words)
        decisions = keys.map { key in
            Decision(
                value: key.value,
                place: key.place,
                count: counts[key] ?? 0,
                proposal: matcher.proposal(for: key.value, place: key.place),
                confirmed: earlier?.confirmed[key]
            )
        }
        table = Self.table(decisions, texts)
        let log = Self.log(export, decisions, settings, texts)
        diagnostics = known.diagnostics + export.diagnostics + (earlier?.unused(by: Set(keys)) ?? [])
        var contents: [(path: String, bytes: [UInt8])] = []
        if let output = settings.output { contents.append((output, table)) }
        if let path = settings.log { contents.append((path, log.bytes)) }
        try PendingFile.write(contents, inputs: inputs)
        result = Result(
            file: settings.file,
            output: settings.output,
            log: settings.log,
            values: decisions.count,
            certain: decisions.count { $0.confirmed == nil && $0.proposal.isCertain },
            confirmed: decisions.count { $0.confirmed != nil },
            doubtful: decisions.count {
                $0.confirmed == nil && !$0.proposal.isCertain
                    && ($0.proposal.choice != nil || !$0.proposal.alternatives.isEmpty)
            },
            unmatched: decisions.count {
                $0.confirmed == nil && $0.proposal.choice == nil && $0.proposal.alternatives.isEmpty
            },
            logged: settings.log == nil ? 0 : log.rows
        )
    }

    // MARK: The list

    /// - Throws: `Refusal` when the list cannot be read, or an id stands there for two locations.
    private static func locations(
        _ settings: ValueSettings,
        places: [String]
    ) throws(Refusal) -> (locations: [KnownLocation], diagnostics: [Diagnostic]) {
        let file = settings.list.lastPathName
        let rows = try NamedRows(
            path: settings.list,
            name: file,
            wanted: [[settings.key], [settings.name], places],
            needed: settings.municipality == nil ? 2 : 3,
            options: ExportOptions()
        )
        var locations: [KnownLocation] = []
        var lines: [String: Int] = [:]
        var problems: [Diagnostic] = []
        for row in rows.rows {
            let cells = row.cells.map { cell in
                String(cell.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
            }
            let place = SourceLocation(file: file, line: row.line)
            guard !cells[0].isEmpty, !cells[1].isEmpty else {
                problems.append(Diagnostic(.error, "mapping.list-incomplete", at: place))
                continue
            }
            if let first = lines.updateValue(row.line, forKey: cells[0]) {
                problems.append(
                    Diagnostic(
                        .error,
                        "mapping.list-id-twice",
                        at: place,
                        ["value": .text(cells[0]), "line": .integer(first)]
                    )
                )
            }
            locations.append(KnownLocation(id: cells[0], name: cells[1], place: cells[2]))
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        guard !locations.isEmpty else { throw Refusal("mapping.list-empty", at: SourceLocation(file: file)) }
        return (locations, rows.diagnostics)
    }

    // MARK: Tables

    private static func table(_ decisions: [Decision], _ texts: Texts) -> [UInt8] {
        var line = CSVLine(columns)
        for decision in decisions {
            let choice = decision.proposal.choice
            let location = decision.confirmed ?? choice?.location
            line.add(foreign: decision.value)
            line.add(foreign: decision.place)
            line.add(decision.count)
            line.add(foreign: location?.id ?? "")
            line.add(foreign: location?.name ?? "")
            line.add(decision.confirmed == nil ? choice?.confidence : 1)
            line.add(reason(decision, texts))
            line.add(
                decision.confirmed != nil ? "confirmed" : decision.proposal.isCertain ? "certain" : "proposed"
            )
            let others = decision.proposal.alternatives.map { other in
                "\(other.location.id) \(other.location.name) (\(texts("mapping.percent", ["n": percent(other)])))"
            }
            line.add(foreign: others.joined(separator: "; "))
            line.end()
        }
        return line.bytes
    }

    private static func percent(_ candidate: LocationProposal.Candidate) -> String {
        "\(Int((candidate.confidence * 100).rounded()))"
    }

    private static func reason(_ decision: Decision, _ texts: Texts) -> String {
        let key = "mapping.value-reason."
        if decision.confirmed != nil { return texts(key + "confirmed") }
        if let choice = decision.proposal.choice {
            return choice.reasons.map { texts(key + $0.code, $0.arguments) }.joined(separator: "; ")
        }
        return texts(key + (decision.proposal.alternatives.isEmpty ? "nothing" : "several"))
    }

    /// The rows whose name is certain or confirmed, as entries of a cleaning log.
    private static func log(
        _ export: NamedRows,
        _ decisions: [Decision],
        _ settings: ValueSettings,
        _ texts: Texts
    ) -> (bytes: [UInt8], rows: Int) {
        var sure: [ValueDecisions.Key: (id: String, isConfirmed: Bool)] = [:]
        for decision in decisions {
            let key = ValueDecisions.Key(value: decision.value, place: decision.place)
            if let confirmed = decision.confirmed {
                sure[key] = (confirmed.id, true)
            } else if decision.proposal.isCertain, let choice = decision.proposal.choice {
                sure[key] = (choice.location.id, false)
            }
        }
        var line = CSVLine([
            "uuid", "line", "variable", "old_value", "new_value", "action", "reason", "check", "decided_by",
        ])
        var rows = 0
        let header = export.columns[0].map { export.header[$0] } ?? settings.column
        for row in export.rows {
            guard let answer = sure[ValueDecisions.Key(value: row.cells[0], place: row.cells[1])],
                answer.id != row.cells[0]
            else { continue }
            line.add(foreign: row.cells[2])
            line.add(row.line)
            line.add(foreign: header)
            line.add(foreign: row.cells[0])
            line.add(foreign: answer.id)
            // A match that nobody has confirmed, or that nobody signs for, is a proposal, however certain.
            let isDecided = answer.isConfirmed && settings.decidedBy != nil
            line.add(isDecided ? "change" : "")
            line.add(texts(answer.isConfirmed ? "mapping.log.confirmed" : "mapping.log.matched"))
            line.add("location-name")
            line.add(foreign: isDecided ? settings.decidedBy ?? "" : "")
            line.end()
            rows += 1
        }
        return (line.bytes, rows)
    }
}
