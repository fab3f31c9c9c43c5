public import ShelterModel

/// A cleaning log as it was read; whether it makes sense and fits a file, `LogApplication` tells.
public struct CleaningLog: Hashable, Sendable {
    public var entries: [LogEntry]
    /// What is wrong with its rows; a log with problems is never applied.
    public var problems: [Diagnostic]
    /// Entries of which it is not known what they want of which row.
    var unclear: Set<Int>

    public init(entries: [LogEntry], problems: [Diagnostic] = []) {
        self.init(entries, problems, unclear: [])
    }

    init(_ entries: [LogEntry], _ problems: [Diagnostic], unclear: Set<Int>) {
        self.entries = entries
        self.problems = problems
        self.unclear = unclear
    }

    /// Entries that nobody has decided on.
    public var undecided: Int { entries.count { $0.action == .open } }
    public var kept: Int { entries.count { $0.action == .keep } }
}

/// Reads the rows of a cleaning log and collects everything that is wrong with them.
public struct LogReader {
    private let file: String
    /// Place of each of the nine columns in a row.
    private let places: [Int]
    private var entries: [LogEntry] = []
    private var problems: [Diagnostic] = []
    private var unclear: Set<Int> = []

    /// - Throws: `Refusal` if one of the nine columns is missing or stands there twice.
    public init(header: [String], line: Int, file: String) throws(Refusal) {
        self.file = file
        let names = header.map { LogText.normal($0).lowercased() }
        var missing: [String] = []
        var twice: [String] = []
        var places: [Int] = []
        for column in LogEntry.columns {
            let found = names.indices.filter { names[$0] == column }
            if found.isEmpty { missing.append(column) }
            if found.count > 1 { twice.append(column) }
            places.append(found.first ?? 0)
        }
        self.places = places
        let place = SourceLocation(file: file, line: line)
        var problems: [Diagnostic] = []
        if !missing.isEmpty {
            problems.append(
                Diagnostic(
                    .error,
                    "cleaning.columns-missing",
                    at: place,
                    ["columns": .list(missing), "expected": .list(LogEntry.columns)]
                )
            )
        }
        if !twice.isEmpty {
            problems.append(Diagnostic(.error, "cleaning.columns-twice", at: place, ["columns": .list(twice)]))
        }
        guard problems.isEmpty else { throw Refusal(problems) }
    }

    /// Whether the header is that of a cleaning log.
    public static func isLog(_ header: [String]) -> Bool {
        let names = Set(header.map { LogText.normal($0).lowercased() })
        return LogEntry.columns.allSatisfy(names.contains)
    }

    /// Takes a row; a row without any text is none.
    ///
    /// - Parameter isNumber: Whether the log itself holds the cell in this place of the row as a number.
    public mutating func add(_ cells: [String], line: Int, isNumber: (Int) -> Bool = { _ in false }) {
        func cell(_ column: Int) -> String { cells.indices.contains(places[column]) ? cells[places[column]] : "" }
        let values = LogEntry.columns.indices.map { cell($0) }
        guard values.contains(where: { !LogText.normal($0).isEmpty }) else { return }
        let place = SourceLocation(file: file, line: line)
        var entry = LogEntry(
            uuid: LogText.normal(LogText.decode(values[0])),
            variable: LogText.decode(values[2]),
            oldValue: LogText.decode(values[3]),
            newValue: LogText.decode(values[4]),
            reason: values[6],
            check: values[7],
            decidedBy: LogText.normal(values[8]),
            location: place
        )
        entry.newValueIsNumber = isNumber(places[4])
        var found: [Diagnostic] = []
        func report(_ code: String, _ field: String, _ arguments: [String: Diagnostic.Argument] = [:]) {
            var place = place
            place.field = field
            place.column = LogEntry.columns.firstIndex(of: field).map { places[$0] + 1 }
            found.append(Diagnostic(.error, code, at: place, arguments))
        }
        let lineText = LogText.normal(LogText.decode(values[1]))
        if !lineText.isEmpty {
            entry.line = Int(lineText)
            if entry.line.map({ $0 < 1 }) ?? true { report("cleaning.bad-line", "line") }
        }
        let actionText = LogText.normal(values[5]).lowercased()
        if let action = CleaningAction(rawValue: actionText) {
            entry.action = action
        } else {
            let known = CleaningAction.allCases.map(\.rawValue).filter { !$0.isEmpty }
            report("cleaning.unknown-action", "action", ["known": .list(known)])
        }
        if found.isEmpty { check(entry, report) } else { unclear.insert(entries.count) }
        problems += found
        entries.append(entry)
    }

    /// A row of the log that could not be read: an entry must not disappear.
    public mutating func add(_ setAside: Diagnostic) {
        var diagnostic = setAside
        diagnostic.severity = .error
        problems.append(diagnostic)
    }

    private func check(
        _ entry: LogEntry,
        _ report: (String, String, [String: Diagnostic.Argument]) -> Void
    ) {
        let action: [String: Diagnostic.Argument] = ["action": .text(entry.action.rawValue)]
        guard entry.action.changesData else { return }
        if entry.decidedBy.isEmpty { report("cleaning.nobody-decided", "decided_by", action) }
        if entry.isAboutFile { report("cleaning.no-record", "line", action) }
        guard entry.action != .delete else { return }
        if entry.variable.isEmpty { report("cleaning.no-variable", "variable", action) }
        let isEmpty = entry.newValue.isEmpty
        if entry.action == .change, isEmpty { report("cleaning.change-to-nothing", "new_value", [:]) }
        if entry.action == .blank, !isEmpty { report("cleaning.blank-with-value", "new_value", [:]) }
    }

    /// The log with everything that is wrong with it, so that this is told together with what does not fit a file.
    public func finish() -> CleaningLog { CleaningLog(entries, problems, unclear: unclear) }
}
