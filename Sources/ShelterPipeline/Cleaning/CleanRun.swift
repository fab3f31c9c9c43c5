internal import ShelterCleaning
public import ShelterModel
public import ShelterParsers

/// What applying or verifying a cleaning log is asked to do.
public struct CleanSettings: Sendable {
    public var raw: String
    public var log: String
    public var clean: String
    /// Header of the column with the ids of the records; `nil`: as tools name it.
    public var idColumn: String?
    /// Whether a clean file that is there may be replaced.
    public var replaces = false
    public var language = Language.dutch
    /// How the raw file is written.
    public var reading = ExportOptions()

    public init(raw: String, log: String, clean: String) {
        self.raw = raw
        self.log = log
        self.clean = clean
    }
}

/// A file that took part, with its hash.
public struct HashedFile: Sendable, Codable, Hashable {
    public var file: String
    public var hash: String
    /// Records; of a log, its entries.
    public var rows: Int
}

/// What was done.
public struct CleanOutcome: Sendable, Codable {
    public var raw: HashedFile
    public var log: HashedFile
    public var clean: HashedFile
    /// Cells with another value, emptied cells, and rows taken out.
    public var changed: Int
    public var blanked: Int
    public var deleted: Int
    /// Entries that keep what stands there.
    public var kept: Int
    /// Entries that nobody has decided on.
    public var undecided: Int
    /// Rows of the raw file that could not be read, and stand in no clean file.
    public var unreadable: [Diagnostic]

    public var hasFindings: Bool { undecided > 0 || !unreadable.isEmpty }
}

/// Makes the clean file of a raw one and its log.
public enum CleanRun {
    /// Writes the clean file as UTF-8 CSV (RFC 4180); cells that no entry names are the same text as in the raw file.
    ///
    /// - Throws: `Refusal` with every entry that does not fit, and then nothing is written.
    public static func write(_ settings: CleanSettings) throws(Refusal) -> CleanOutcome {
        let names = CSVReader.displayNames(for: [settings.raw, settings.log])
        let log = try LogFile.read(settings.log, name: names[1])
        let hash = Hash()
        var expected = try ExpectedRecords(settings, log.log, name: names[0], hash: hash)
        var output = try CleanFile(settings)
        try output.write(header: expected.header)
        while try expected.advance() { try output.write(expected) }
        try expected.finish()
        let cleanHash = try output.finish()
        let application = expected.application
        return CleanOutcome(
            raw: HashedFile(file: names[0], hash: hash.value.hex, rows: expected.rawRows),
            log: HashedFile(file: names[1], hash: log.hash, rows: log.log.entries.count),
            clean: HashedFile(file: settings.clean, hash: cleanHash, rows: expected.rows),
            changed: application.changed,
            blanked: application.blanked,
            deleted: application.deleted,
            kept: log.log.kept,
            undecided: log.log.undecided,
            unreadable: expected.unreadable
        )
    }
}

/// The clean file while it is written; here other formats can be added.
private struct CleanFile: ~Copyable {
    private let file: PendingFile
    private var row = PlainRow()

    init(_ settings: CleanSettings) throws(Refusal) {
        let ending = settings.clean.lastPathName.split(separator: ".").last?.lowercased() ?? ""
        guard !["xlsx", "xls", "ods", "sav", "zsav"].contains(ending) else {
            throw Refusal("cleaning.output-format", ["path": .text(settings.clean)])
        }
        file = try PendingFile(
            settings.clean,
            inputs: [settings.raw, settings.log],
            mayReplace: settings.replaces,
            isHashed: true
        )
    }

    mutating func write(header: [String]) throws(Refusal) {
        row.add(row: header)
        try file.write(row.take())
    }

    mutating func write(_ records: borrowing ExpectedRecords) throws(Refusal) {
        for cell in 0..<records.count { row.add(records.bytes(cell)) }
        row.end()
        try file.write(row.take())
    }

    /// Puts the file in its place.
    ///
    /// - Returns: Its hash.
    func finish() throws(Refusal) -> String {
        let hash = try file.close()
        try PendingFile.finish([file])
        return hash
    }
}

/// The records that a clean file must have: those of the raw file, with the log applied.
struct ExpectedRecords: ~Copyable {
    private var cursor: RecordCursor
    private(set) var application: LogApplication
    private let name: String
    private var edited: [Int: String] = [:]
    /// Entries behind the current record.
    private(set) var entries: [Int] = []
    private(set) var rows = 0
    /// Rows that could not be read, without those that the log takes out.
    private(set) var unreadable: [Diagnostic] = []
    private var seenSetAside = 0
    let idColumn: Int?
    /// Is given every record that the log takes out.
    private let onDeleted: ((borrowing RecordCursor) -> Void)?

    init(
        _ settings: CleanSettings,
        _ log: CleaningLog,
        name: String,
        hash: Hash? = nil,
        onDeleted: ((borrowing RecordCursor) -> Void)? = nil
    ) throws(Refusal) {
        var variables: [String] = []
        var seen: Set<String> = []
        for entry in log.entries where !entry.variable.isEmpty && seen.insert(entry.variable).inserted {
            variables.append(entry.variable)
        }
        let reader = try ExportReader(
            path: settings.raw,
            displayName: name,
            options: settings.reading.verbatim(expected: variables),
            onBytes: hash.map { hash in { hash.value.update($0) } }
        )
        let header = reader.header
        var named: Int?
        if let column = settings.idColumn { named = try IdentifierColumn.named(column, in: header, file: name) }
        cursor = RecordCursor(reader)
        idColumn = named ?? IdentifierColumn.find(in: header)
        application = LogApplication(
            log,
            header: header,
            file: name,
            idColumn: idColumn,
            isIDCertain: named != nil
        )
        self.name = name
        self.onDeleted = onDeleted
    }

    var header: [String] { cursor.header }
    var rawRows: Int { cursor.rows }
    /// Line of the current record in the raw file.
    var line: Int { cursor.line }
    var count: Int { max(cursor.count, (edited.keys.max() ?? -1) + 1) }

    /// Goes to the next record that stays.
    mutating func advance() throws(Refusal) -> Bool {
        while try cursor.advance() {
            noteUnreadable()
            switch edit() {
            case .none:
                if !edited.isEmpty { edited = [:] }
                if !entries.isEmpty { entries = [] }
            case .cells(let cells, let numbers):
                edited = cells
                entries = numbers
            case .delete:
                onDeleted?(cursor)
                continue
            }
            rows += 1
            return true
        }
        noteUnreadable()
        return false
    }

    private mutating func edit() -> RecordEdit {
        let id = application.needsIDs ? idColumn.map { cursor.text($0) } ?? "" : ""
        guard application.concerns(line: cursor.line, id: id) else { return .none }
        let cells = (0..<cursor.count).map { cursor.text($0) }
        return application.edit(line: cursor.line, cells: cells)
    }

    private mutating func noteUnreadable() {
        while seenSetAside < cursor.setAside.count {
            let row = cursor.setAside[seenSetAside]
            seenSetAside += 1
            if !application.unreadable(line: row.line) { unreadable.append(row.diagnostic) }
        }
    }

    /// Call it at the end.
    ///
    /// - Throws: `Refusal` with everything in which log and raw file do not fit.
    mutating func finish() throws(Refusal) { try application.finish() }

    func bytes(_ cell: Int) -> ArraySlice<UInt8> {
        if let text = edited[cell] { return Array(text.utf8)[...] }
        return cursor.bytes(cell)
    }

    /// Whether the log has put something else there.
    func isEdited(_ cell: Int) -> Bool { edited[cell] != nil }

    /// What stands in the raw file.
    func rawBytes(_ cell: Int) -> ArraySlice<UInt8> { cursor.bytes(cell) }
}
