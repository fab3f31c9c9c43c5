public import ShelterCleaning
public import ShelterModel
public import ShelterParsers

/// The personal-data guard on the road: looks at the start of every export before a cell is mapped, and says what happens to
/// each column.
public struct PrivacyPass: Sendable {
    /// Rows of an export that are looked at before mapping; the rest is watched while the road is walked.
    static let firstRows = 20_000

    let names: [String]
    let plans: [PrivacyPlan]
    private let headerLines: [Int]
    private let scans: [PersonalDataScan]
    private let known: [Set<Int>]
    private let key: PseudonymKey?
    private let marks: PersonalDataMarks

    /// - Parameter files: The exports of a run, each with its scan.
    init(_ files: [InputFile], codeBook: CodeBook, marks: PersonalDataMarks, key: PseudonymKey?) {
        let joins = codeBook.joins
        var plans: [PrivacyPlan] = []
        var known: [Set<Int>] = []
        for file in files {
            let definition = codeBook.tables[file.table]
            let verdicts = file.scan.verdicts()
            let own = joins.filter { $0.table == definition.name }.map(\.on)
            plans.append(
                PrivacyPlan(
                    verdicts,
                    definition: definition,
                    fields: file.match.fields,
                    header: file.header,
                    identifiers: Set(codeBook.keys(of: definition.name) + own),
                    hasKey: key != nil
                )
            )
            known.append(Set(verdicts.map(\.column)))
        }
        names = files.map(\.name)
        headerLines = files.map(\.headerLine)
        scans = files.map(\.scan)
        self.plans = plans
        self.known = known
        self.key = key
        self.marks = marks
    }

    /// What the columns of an export seem to hold; opens the file by itself.
    public static func verdicts(
        path: String,
        displayName: String,
        options: ExportOptions,
        marks: PersonalDataMarks
    ) throws(Refusal) -> [PersonalDataVerdict] {
        var reader = try ExportReader(path: path, displayName: displayName, options: options)
        return try scan(&reader, definition: nil, match: nil, marks: marks, rows: .max).verdicts()
    }

    /// One message per column of an export that seems to hold personal data; never a value.
    public static func findings(
        _ path: String,
        displayName: String,
        _ options: ExportOptions,
        marks: PersonalDataMarks
    ) throws(Refusal) -> [Diagnostic] {
        var reader = try ExportReader(path: path, displayName: displayName, options: options)
        let (header, columns, line) = (reader.header, reader.columns, reader.headerLine)
        let verdicts = try scan(&reader, definition: nil, match: nil, marks: marks, rows: .max).verdicts()
        return verdicts.map { verdict in
            let name = header[verdict.column]
            return Diagnostic(
                .warning,
                "privacy.looks-personal",
                at: SourceLocation(
                    file: displayName,
                    line: line,
                    column: columns[verdict.column].place ?? verdict.column + 1,
                    field: PersonalDataScan.isPersonal(name, marks: marks) ? "…" : name
                ),
                [
                    "kind": .text(term(verdict.kind)), "passed": .integer(verdict.passed),
                    "values": .integer(verdict.values),
                ]
            )
        }
    }

    /// Looks at the next rows of a reader that has not given any yet.
    ///
    /// - Parameter rows: Rows to look at; fewer when every column is settled before.
    static func scan(
        _ reader: inout ExportReader,
        definition: TableDefinition?,
        match: HeaderMatch?,
        marks: PersonalDataMarks,
        rows: Int = firstRows
    ) throws(Refusal) -> PersonalDataScan {
        var columns: [ScannedColumn] = []
        for (position, header) in reader.header.enumerated() {
            let number = match?.fields.firstIndex { $0 == position }
            let label = reader.columns.indices.contains(position) ? reader.columns[position].label : ""
            columns.append(
                ScannedColumn(header: header, label: label, definition: number.flatMap { definition?.columns[$0] })
            )
        }
        var scan = PersonalDataScan(columns, marks: marks)
        while !scan.isSettled, scan.rows < rows, let batch = try reader.next() { scan.add(batch) }
        return scan
    }

    /// Headers as they may be shown: in a file without a header its first row stands there.
    func shown(_ header: [String]) -> [String] { Self.shown(header, marks) }

    static func shown(_ header: [String], _ marks: PersonalDataMarks) -> [String] {
        header.map { PersonalDataScan.isPersonal($0, marks: marks) ? "…" : $0 }
    }

    /// A message as it may be told: a value that is itself something personal is left out, also where its column is not.
    func shown(_ diagnostic: Diagnostic) -> Diagnostic {
        var diagnostic = diagnostic
        for name in Self.quoting {
            guard case .text(let value)? = diagnostic.arguments[name],
                // The id of a location may look like a name, and never is one.
                PersonalDataScan.isPersonal(value, marks: marks, names: name != "location")
            else { continue }
            diagnostic.arguments[name] = "…"
        }
        return diagnostic
    }

    /// Arguments that tell what stands in a cell.
    private static let quoting = ["value", "first", "second", "location"]

    /// Computes what is derived, then takes away or replaces what may not be read.
    ///
    /// - Returns: The derived columns, see `append`.
    func apply(to table: inout Table, file: Int) -> [Column] {
        guard !plans[file].isEmpty else { return [] }
        guard let key else { return plans[file].apply(to: &table, pseudonym: nil) }
        return plans[file].apply(to: &table) { key.pseudonym($0) }
    }

    /// Puts derived columns behind all others.
    static func append(_ derived: [Column], of definition: TableDefinition, to table: inout Table) {
        for (column, values) in zip(definition.derivedColumns, derived) {
            table.columns.append(values)
            // The evidence is the cell that it was computed from.
            table.fields.append(table.fields.indices.contains(column.source) ? table.fields[column.source] : nil)
            table.places[table.fields.count - 1] = table.places[column.source]
            table.headers.append(column.derivation.variable)
        }
    }

    // MARK: - Late rows

    /// Goes on looking at the rows behind those that were looked at before.
    struct Watch {
        fileprivate var scans: [PersonalDataScan]
        fileprivate var skip: [Int]

        /// Takes every batch of a file, in order.
        mutating func add(_ batch: RecordBatch, file: Int) {
            guard !scans[file].isSettled else { return }
            guard skip[file] <= 0 else {
                skip[file] -= batch.recordCount
                return
            }
            scans[file].add(batch)
        }
    }

    func watch() -> Watch { Watch(scans: scans, skip: scans.map(\.rows)) }

    /// - Throws: `Refusal` when a column that was read turned out to hold personal data further down: nothing is written then.
    func finish(_ watch: Watch) throws(Refusal) {
        var problems: [Diagnostic] = []
        for (file, scan) in watch.scans.enumerated() {
            let planned = Set(plans[file].entries.map(\.position))
            for verdict in scan.verdicts()
            where !known[file].contains(verdict.column) && !planned.contains(verdict.column) {
                guard let column = scan.columns[verdict.column].definition else { continue }
                problems.append(
                    Diagnostic(
                        .error,
                        "privacy.found-late",
                        at: SourceLocation(
                            file: names[file],
                            line: headerLines[file],
                            column: verdict.column + 1,
                            field: shown([scan.columns[verdict.column].header])[0]
                        ),
                        ["kind": .text(Self.term(verdict.kind)), "variable": .text(column.variable)]
                    )
                )
            }
        }
        guard problems.isEmpty else { throw Refusal(problems) }
    }

    // MARK: - What is said of it

    /// One message per column that is read otherwise than it stands there, and one per file for those that no code book names.
    var diagnostics: [Diagnostic] {
        plans.indices.flatMap { file in
            var found: [Diagnostic] = []
            for entry in plans[file].entries where entry.action != .unread && entry.action != .kept {
                let kind = entry.kind.map(Self.term) ?? ""
                found.append(
                    Diagnostic(
                        Self.severity(entry),
                        Self.code(entry),
                        at: SourceLocation(
                            file: names[file],
                            line: headerLines[file],
                            column: entry.position + 1,
                            field: shown([entry.header])[0]
                        ),
                        [
                            "variable": .text(entry.variable ?? ""), "kind": .text(kind),
                            "values": .integer(entry.values), "passed": .integer(entry.passed),
                            "percent": .integer(entry.values == 0 ? 0 : entry.passed * 100 / entry.values),
                        ]
                    )
                )
            }
            let unread = plans[file].entries.filter { $0.action == .unread }
            if !unread.isEmpty {
                let columns = unread.prefix(12).map { String(shown([$0.header])[0].prefix(40)) }
                found.append(
                    Diagnostic(
                        .note,
                        "privacy.not-read",
                        at: SourceLocation(file: names[file], line: headerLines[file]),
                        [
                            "count": .integer(unread.count),
                            "columns": .list(Array(columns) + (unread.count > 12 ? ["…"] : [])),
                        ]
                    )
                )
            }
            return found
        }
    }

    /// Key of the words for a kind.
    static func term(_ kind: PersonalDataKind) -> String { "term.personal.\(kind.rawValue)" }

    private static func severity(_ entry: PrivacyPlan.Entry) -> Diagnostic.Severity {
        switch entry.reason {
        case .looksPersonal, .noKey, .notText: .warning
        case .codeBook, .identifier, .freeText, .notInCodeBook: .note
        }
    }

    private static func code(_ entry: PrivacyPlan.Entry) -> String {
        switch (entry.action, entry.reason) {
        case (.quarantined, _): "privacy.quarantined"
        case (.pseudonymised, _): "privacy.pseudonymised"
        case (_, .noKey): "privacy.no-key"
        case (_, .codeBook): "privacy.dropped"
        default: "privacy.withheld"
        }
    }

    /// What the manifest tells.
    var summary: PrivacySummary {
        func count(_ action: PrivacyPlan.Action) -> Int {
            plans.reduce(0) { $0 + $1.entries.count { $0.action == action } }
        }
        return PrivacySummary(
            withheld: count(.withheld),
            pseudonymised: count(.pseudonymised),
            quarantined: count(.quarantined),
            kept: count(.kept),
            notRead: count(.unread),
            key: key?.id
        )
    }

    static let header = [
        "file", "column", "header", "variable", "kind", "sign", "values", "passed", "share", "action", "reason",
    ]

    /// The privacy report: what was found in which column and what happened to it; never a value.
    var report: [UInt8] {
        var line = CSVLine(Self.header)
        for (file, plan) in plans.enumerated() {
            for entry in plan.entries {
                line.add(foreign: names[file])
                line.add(entry.position + 1)
                line.add(foreign: shown([entry.header])[0])
                line.add(entry.variable ?? "")
                line.add(entry.kind?.rawValue ?? "")
                line.add(entry.sign?.rawValue ?? "")
                line.add(entry.kind == nil ? nil : entry.values)
                line.add(entry.kind == nil ? nil : entry.passed)
                line.add(
                    entry.values == 0 ? nil : (Double(entry.passed) / Double(entry.values) * 1000).rounded() / 1000
                )
                line.add(entry.action.rawValue)
                line.add(entry.reason.rawValue)
                line.end()
            }
        }
        return line.bytes
    }
}

/// How many columns the guard did something to.
public struct PrivacySummary: Hashable, Sendable, Codable {
    public var withheld: Int
    public var pseudonymised: Int
    public var quarantined: Int
    /// Columns that look personal and that the code book keeps.
    public var kept: Int
    /// Columns that look personal and that no code book names.
    public var notRead: Int
    /// Which key made the pseudonyms, see `PseudonymKey.id`.
    public var key: String?
}

extension PersonalDataScan {
    mutating func add(_ batch: RecordBatch) {
        add(bytes: batch.bytes, fieldEnds: batch.fieldEnds, recordEnds: batch.recordEnds)
    }
}
