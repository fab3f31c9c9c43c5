internal import Foundation
internal import ShelterCleaning
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
    /// Folder in which confirmed matches are kept, for every run that reads exports with it.
    public var mappings: String?
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
        /// Where the confirmed names are kept.
        public var kept: String?
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
        let folder = try settings.mappings.map { path throws(Refusal) in try MappingFolder(path, isMade: true) }
        let header = export.columns[0].map { export.header[$0] } ?? settings.column
        var kept = ValueMatches(
            column: header,
            placeColumn: export.columns[1].map { export.header[$0] },
            list: settings.list.lastPathName
        )
        let confirmed = try Self.confirmed(folder, &kept, earlier, known.locations)
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
                confirmed: confirmed[key]
            )
        }
        table = Self.table(decisions, texts)
        let log = Self.log(export, decisions, settings, texts)
        let keptPath = kept.confirmed.isEmpty ? nil : folder?.place(ofNamesIn: header)
        diagnostics = known.diagnostics + export.diagnostics + (earlier?.unused(by: Set(keys)) ?? [])
        var contents: [(path: String, bytes: [UInt8])] = []
        if let output = settings.output { contents.append((output, table)) }
        if let path = settings.log { contents.append((path, LogFile.bytes(of: log))) }
        if let keptPath {
            MappingFolder.make(for: keptPath)
            contents.append((keptPath, Array(try ValueMatchesFile.yaml(kept).utf8)))
        }
        try PendingFile.write(contents, inputs: inputs)
        result = Result(
            file: settings.file,
            output: settings.output,
            log: settings.log,
            kept: keptPath,
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
            logged: settings.log == nil ? 0 : log.count
        )
    }

    // MARK: What was confirmed

    /// The matches that are kept, with what was decided since: a new decision takes the place of an older one.
    ///
    /// - Throws: `Refusal` when what is kept cannot be used, or names a location that the list does not have.
    private static func confirmed(
        _ folder: MappingFolder?,
        _ kept: inout ValueMatches,
        _ decisions: ValueDecisions?,
        _ locations: [KnownLocation]
    ) throws(Refusal) -> [ValueMatches.Name: KnownLocation] {
        let byID = Dictionary(locations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var confirmed: [ValueMatches.Name: KnownLocation] = [:]
        var problems: [Diagnostic] = []
        for (matches, file) in try folder?.names(in: [kept.column]) ?? [] {
            guard matches.placeColumn.map(CodeBook.foldedHeader) == kept.placeColumn.map(CodeBook.foldedHeader) else {
                throw Refusal("mapping.other-municipality", at: SourceLocation(file: file.name))
            }
            for (name, id) in matches.confirmed where decisions?.confirmed[name] == nil {
                if let location = byID[id] {
                    confirmed[name] = location
                } else {
                    problems.append(
                        Diagnostic(
                            .error,
                            "mapping.unknown-location",
                            at: SourceLocation(file: file.name),
                            ["value": .text(id)]
                        )
                    )
                }
            }
        }
        let order = { (one: Diagnostic, other: Diagnostic) in
            "\(one.arguments["value"] ?? "")" < "\(other.arguments["value"] ?? "")"
        }
        guard problems.isEmpty else { throw Refusal(problems.sorted(by: order)) }
        confirmed.merge(decisions?.confirmed ?? [:]) { _, new in new }
        kept.confirmed = confirmed.mapValues(\.id)
        return confirmed
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
        var line = CSVLine(columns, isForEditing: true)
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
    ) -> [LogEntry] {
        var sure: [ValueDecisions.Key: (id: String, isConfirmed: Bool)] = [:]
        for decision in decisions {
            let key = ValueDecisions.Key(value: decision.value, place: decision.place)
            if let confirmed = decision.confirmed {
                sure[key] = (confirmed.id, true)
            } else if decision.proposal.isCertain, let choice = decision.proposal.choice {
                sure[key] = (choice.location.id, false)
            }
        }
        var entries: [LogEntry] = []
        let header = export.columns[0].map { export.header[$0] } ?? settings.column
        for row in export.rows {
            guard let answer = sure[ValueDecisions.Key(value: row.cells[0], place: row.cells[1])],
                answer.id != row.cells[0]
            else { continue }
            // A match that nobody has confirmed, or that nobody signs for, is a proposal, however certain.
            let isDecided = answer.isConfirmed && settings.decidedBy != nil
            entries.append(
                LogEntry(
                    uuid: row.cells[2],
                    line: row.line,
                    variable: header,
                    oldValue: row.cells[0],
                    newValue: answer.id,
                    action: isDecided ? .change : .open,
                    reason: texts(answer.isConfirmed ? "mapping.log.confirmed" : "mapping.log.matched"),
                    check: "location-name",
                    decidedBy: isDecided ? settings.decidedBy ?? "" : ""
                )
            )
        }
        return entries
    }
}
