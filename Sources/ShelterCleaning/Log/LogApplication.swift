public import ShelterModel

/// What a log does to one record.
public enum RecordEdit: Hashable, Sendable {
    case none
    /// New text per column, and the entries behind it.
    case cells([Int: String], entries: [Int])
    case delete(entries: [Int])
}

/// Holds a log against the records of a raw file, one after the other.
public struct LogApplication {
    public let log: CleaningLog
    private let header: [String]
    private let file: String
    private let idColumn: Int?
    private let isIDCertain: Bool
    /// Column that each entry names.
    private let columns: [Int?]
    private var byLine: [Int: [Int]] = [:]
    private var byID: [String: [Int]] = [:]
    private var isFound: [Bool]
    /// Everything that is wrong with the log, and in which log and file do not fit.
    public private(set) var problems: [Diagnostic] = []
    public private(set) var changed = 0
    public private(set) var blanked = 0
    public private(set) var deleted = 0

    /// - Parameters:
    ///   - header: Of the raw file.
    ///   - file: Name of the raw file as messages print it.
    ///   - idColumn: Where the ids of the records stand; without it an entry needs its line.
    ///   - isIDCertain: Whether somebody named that column. If not, the id of an entry that has its line too may stand in any
    ///     cell of the record.
    public init(_ log: CleaningLog, header: [String], file: String, idColumn: Int?, isIDCertain: Bool = true) {
        self.log = log
        self.header = header
        self.file = file
        self.idColumn = idColumn
        self.isIDCertain = isIDCertain && idColumn != nil
        problems = log.problems
        isFound = log.entries.indices.map { log.entries[$0].isAboutFile || log.unclear.contains($0) }
        var places: [String: [Int]] = [:]
        for (number, name) in header.enumerated() { places[LogText.normal(name), default: []].append(number) }
        var columns: [Int?] = []
        for (number, entry) in log.entries.enumerated() {
            let name = LogText.normal(entry.variable)
            let found = places[name] ?? []
            columns.append(found.first)
            if log.unclear.contains(number) { continue }
            if !name.isEmpty, !entry.isAboutFile, found.count != 1 {
                problems.append(
                    Diagnostic(
                        .error,
                        found.isEmpty ? "cleaning.unknown-column" : "cleaning.column-twice",
                        at: entry.location,
                        ["column": .text(entry.variable), "raw": .text(file)]
                    )
                )
                isFound[number] = true
                continue
            }
            if let line = entry.line {
                byLine[line, default: []].append(number)
            } else if !entry.uuid.isEmpty {
                guard idColumn != nil else {
                    problems.append(
                        Diagnostic(.error, "cleaning.no-id-column", at: entry.location, ["raw": .text(file)])
                    )
                    isFound[number] = true
                    continue
                }
                byID[entry.uuid, default: []].append(number)
            }
        }
        self.columns = columns
    }

    /// Column of the raw file that an entry names.
    public func column(of entry: Int) -> Int? { columns[entry] }

    /// Notes something else in which log and file do not fit.
    public mutating func add(_ problem: Diagnostic) { problems.append(problem) }

    /// Whether any entry needs the id of a record to find it.
    public var needsIDs: Bool { !byID.isEmpty }

    /// Whether an entry names the record.
    ///
    /// - Parameter id: Of the record; only looked at if an entry needs it.
    public func concerns(line: Int, id: String) -> Bool {
        byLine[line] != nil || !byID.isEmpty && byID[LogText.normal(id)] != nil
    }

    /// What is to be done with the record; what does not fit goes to `problems`.
    ///
    /// - Parameters:
    ///   - line: On which the record begins.
    ///   - cells: The text of all its cells.
    public mutating func edit(line: Int, cells: [String]) -> RecordEdit {
        func text(_ column: Int) -> String { cells.indices.contains(column) ? cells[column] : "" }
        var numbers = byLine[line] ?? []
        if !byID.isEmpty, let idColumn, let more = byID[LogText.normal(text(idColumn))] {
            for number in more where isFound[number] { report("cleaning.uuid-not-unique", number, line) }
            numbers += more
        }
        guard !numbers.isEmpty else { return .none }
        var deciding: [Int] = []
        for number in numbers {
            isFound[number] = true
            let entry = log.entries[number]
            if !entry.uuid.isEmpty, entry.line != nil {
                let places = isIDCertain ? [idColumn ?? 0] : Array(cells.indices)
                if !places.contains(where: { LogText.normal(text($0)) == entry.uuid }) {
                    report("cleaning.uuid-differs", number, line)
                    continue
                }
            }
            let stands = columns[number].map { LogText.normal(text($0)) } ?? ""
            let expected = LogText.normal(entry.oldValue)
            guard stands == expected else {
                let isLost = LogText.hasLostLetters(expected, of: stands)
                report(isLost ? "cleaning.old-value-lost-letters" : "cleaning.old-value-differs", number, line)
                continue
            }
            deciding.append(number)
        }
        return edit(deciding.sorted(), line: line)
    }

    /// Takes note of a row of the raw file that cannot be read, and so cannot stand in the clean one.
    ///
    /// - Returns: Whether somebody decided that it may be left out.
    public mutating func unreadable(line: Int) -> Bool {
        var isAccepted = false
        for number in byLine[line] ?? [] {
            isFound[number] = true
            switch log.entries[number].action {
            case .delete: isAccepted = true
            case .change, .blank: report("cleaning.row-unreadable", number, line)
            case .keep, .open: break
            }
        }
        if isAccepted { deleted += 1 }
        return isAccepted
    }

    private mutating func edit(_ numbers: [Int], line: Int) -> RecordEdit {
        let deletions = numbers.filter { log.entries[$0].action == .delete }
        var cells: [Int: String] = [:]
        var first: [Int: Int] = [:]
        var entries: [Int] = []
        for number in numbers {
            let entry = log.entries[number]
            guard let column = columns[number], [.change, .blank, .keep].contains(entry.action) else { continue }
            if let earlier = first[column] {
                let other = log.entries[earlier]
                if other.action != entry.action || other.newValue != entry.newValue && entry.action == .change {
                    report("cleaning.entries-disagree", number, line, with: other)
                }
                continue
            }
            first[column] = number
            guard entry.action != .keep else { continue }
            if let deletion = deletions.first {
                report("cleaning.entries-disagree", number, line, with: log.entries[deletion])
            }
            cells[column] = entry.action == .change ? entry.newValue : ""
            entries.append(number)
        }
        if !deletions.isEmpty {
            deleted += 1
            return .delete(entries: deletions)
        }
        guard !cells.isEmpty else { return .none }
        for number in entries {
            if log.entries[number].action == .change { changed += 1 } else { blanked += 1 }
        }
        return .cells(cells, entries: entries)
    }

    private mutating func report(_ code: String, _ number: Int, _ line: Int, with other: LogEntry? = nil) {
        let entry = log.entries[number]
        var place = entry.location
        place?.field = entry.variable.isEmpty ? nil : entry.variable
        var arguments: [String: Diagnostic.Argument] = ["raw": .text(file), "line": .integer(line)]
        if let other { arguments["other"] = .integer(other.location?.line ?? 0) }
        problems.append(Diagnostic(.error, code, at: place, arguments))
    }

    /// Call it when the file has been read to its end.
    ///
    /// - Throws: `Refusal` with everything in which log and file do not fit, in the order of the log.
    public mutating func finish() throws(Refusal) {
        for (number, entry) in log.entries.enumerated() where !isFound[number] {
            let field = entry.line == nil ? "uuid" : "line"
            problems.append(
                Diagnostic(
                    .error,
                    "cleaning.row-not-found",
                    at: entry.location.map { SourceLocation(file: $0.file, line: $0.line, field: field) },
                    ["raw": .text(file)]
                )
            )
        }
        guard problems.isEmpty else {
            throw Refusal(
                problems.enumerated().sorted {
                    ($0.element.location?.line ?? 0, $0.offset) < ($1.element.location?.line ?? 0, $1.offset)
                }.map(\.element)
            )
        }
    }
}
