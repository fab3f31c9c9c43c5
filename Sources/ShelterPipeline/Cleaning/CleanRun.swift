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
    /// The decimal mark of texts such as `1.250`, where the clean file has numbers; `nil`: their column decides.
    public var decimal: DecimalMark?
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
    /// What the format of the clean file could not keep as it was.
    public var notices: [Diagnostic]

    public var hasFindings: Bool {
        undecided > 0 || !unreadable.isEmpty || notices.contains { $0.severity != .note }
    }
}

/// Makes the clean file of a raw one and its log.
public enum CleanRun {
    /// Writes the clean file in the format of its name; cells that no entry names are the same as in the raw file.
    ///
    /// - Throws: `Refusal` with every entry that does not fit, and then nothing is written.
    public static func write(_ settings: CleanSettings) throws(Refusal) -> CleanOutcome {
        let names = CSVReader.displayNames(for: [settings.raw, settings.log])
        let log = try LogFile.read(settings.log, name: names[1])
        let format = try TableFormat(path: settings.clean)
        let hash = Hash()
        var expected = try ExpectedRecords(settings, log.log, name: names[0], form: CellForm(format), hash: hash)
        let file = try PendingFile(
            settings.clean,
            inputs: [settings.raw, settings.log],
            mayReplace: settings.replaces,
            isHashed: true
        )
        var sink = try FileSink(format, file, displayName: settings.clean) { () throws(Refusal) in
            var first = try ExpectedRecords(settings, log.log, name: names[0], form: CellForm(format))
            var kinds = ColumnKinds(first.columns, decimal: settings.decimal)
            while let batch = try first.next() { kinds.add(batch) }
            // What does not fit the log is told before anything else that may be wrong.
            try first.finish()
            return kinds
        }
        try sink.begin(expected.columns)
        while let batch = try expected.next() { try sink.add(batch) }
        try expected.finish()
        try sink.finish()
        let cleanHash = try file.close()
        try PendingFile.finish([file])
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
            unreadable: expected.unreadable,
            notices: sink.diagnostics + expected.notices
        )
    }
}

/// The records that a clean file must have: those of the raw file, with the log applied.
struct ExpectedRecords: ~Copyable {
    private var cursor: RecordCursor
    private(set) var application: LogApplication
    private let name: String
    private let form: CellForm
    private var edited: [Int: String] = [:]
    /// Those of the edited cells that are numbers as the cells of a workbook are.
    private var editedNumbers: Set<Int> = []
    private var watch: NotationWatch
    /// What a person should look at in the log, although it fits.
    private(set) var notices: [Diagnostic] = []
    /// Entries behind the current record.
    private(set) var entries: [Int] = []
    private(set) var rows = 0
    /// Rows that could not be read, without those that the log takes out.
    private(set) var unreadable: [Diagnostic] = []
    private var seenSetAside = 0
    let idColumn: Int?
    /// What the export says about its columns.
    let columns: [ExportColumn]
    private var isAtEnd = false
    /// Is given every record that the log takes out.
    private let onDeleted: ((borrowing RecordCursor) -> Void)?

    init(
        _ settings: CleanSettings,
        _ log: CleaningLog,
        name: String,
        form: CellForm,
        hash: Hash? = nil,
        onDeleted: ((borrowing RecordCursor) -> Void)? = nil
    ) throws(Refusal) {
        var variables: [String] = []
        var seen: Set<String> = []
        for entry in log.entries where !entry.variable.isEmpty && seen.insert(entry.variable).inserted {
            variables.append(entry.variable)
        }
        let reader: ExportReader
        do throws(Refusal) {
            reader = try ExportReader(
                path: settings.raw,
                displayName: name,
                options: settings.reading.verbatim(expected: variables),
                onBytes: hash.map { hash in { hash.value.update($0) } }
            )
        } catch {
            throw Refusal(log.problems + error.diagnostics)
        }
        let header = reader.header
        var named: Int?
        if let column = settings.idColumn { named = try IdentifierColumn.named(column, in: header, file: name) }
        columns = reader.columns
        self.form = form
        cursor = RecordCursor(reader)
        idColumn = named ?? IdentifierColumn.find(in: header)
        application = LogApplication(
            log,
            header: header,
            file: name,
            idColumn: idColumn,
            isIDCertain: named != nil
        )
        watch = NotationWatch(log, column: application.column)
        self.name = name
        self.onDeleted = onDeleted
    }

    var header: [String] { cursor.header }
    var rawRows: Int { cursor.rows }
    /// Line of the current record in the raw file.
    var line: Int { cursor.line }
    var count: Int { max(cursor.count, (edited.keys.max() ?? -1) + 1) }

    /// The next records that stay, or `nil` at the end.
    mutating func next() throws(Refusal) -> RecordBatch? {
        var batch = RecordBatch()
        while batch.recordCount < 4096, batch.bytes.count < 1 << 20, try advance() {
            // What a typed format has no cell for was told of when the record was read.
            let cells = form.isRectangular ? columns.count : count
            for cell in 0..<cells {
                if isNumber(cell) { batch.numberCells.insert(batch.fieldEnds.count) }
                batch.bytes += bytes(cell)
                batch.fieldEnds.append(batch.bytes.count)
            }
            batch.recordEnds.append(batch.fieldEnds.count)
            batch.lines.append(line)
        }
        return batch.recordCount > 0 ? batch : nil
    }

    /// Goes to the next record that stays.
    mutating func advance() throws(Refusal) -> Bool {
        guard !isAtEnd else { return false }
        while try cursor.advance() {
            noteUnreadable()
            watch.add(cursor)
            if !editedNumbers.isEmpty { editedNumbers = [] }
            switch edit() {
            case .none:
                if !edited.isEmpty { edited = [:] }
                if !entries.isEmpty { entries = [] }
            case .cells(let cells, let numbers):
                edited = cells
                entries = numbers
                noteNumbers()
            case .delete:
                onDeleted?(cursor)
                continue
            }
            if form.isRectangular, count > columns.count, !refuseWide() { continue }
            if form.isRectangular, (0..<count).allSatisfy({ bytes($0).isEmpty }) { continue }
            rows += 1
            return true
        }
        isAtEnd = true
        noteUnreadable()
        return false
    }

    /// Notes a record with more cells than there are columns, which a typed format cannot hold.
    ///
    /// - Returns: Whether the cells too many are empty, so that nothing is lost.
    private mutating func refuseWide() -> Bool {
        guard (columns.count..<count).contains(where: { !bytes($0).isEmpty }) else { return true }
        unreadable.append(
            Diagnostic(
                .error,
                "csv.too-many-cells",
                at: SourceLocation(file: name, line: line),
                ["cells": .integer(count), "columns": .integer(columns.count)]
            )
        )
        return false
    }

    private mutating func edit() -> RecordEdit {
        let id = application.needsIDs ? idColumn.map { cursor.text($0) } ?? "" : ""
        guard application.concerns(line: cursor.line, id: id) else { return .none }
        let cells = (0..<cursor.count).map { cursor.text($0) }
        return application.edit(line: cursor.line, cells: cells)
    }

    /// A new value is a number if the log holds it as one, or the raw file what it replaces.
    private mutating func noteNumbers() {
        for number in entries {
            guard let column = application.column(of: number), let text = edited[column] else { continue }
            let isRead = cursor.isNumber(column) && ![.comma, .none].contains(NumberNotation(text.utf8))
            if isRead || application.log.entries[number].newValueIsNumber { editedNumbers.insert(column) }
        }
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
    mutating func finish() throws(Refusal) {
        let remarks = watch.remarks(file: name)
        notices = remarks.filter { $0.severity != .error }
        for remark in remarks where remark.severity == .error { application.add(remark) }
        try application.finish()
    }

    func bytes(_ cell: Int) -> ArraySlice<UInt8> {
        form.written(edited[cell].map { Array($0.utf8)[...] } ?? cursor.bytes(cell), isNumber: isNumber(cell))
    }

    /// Whether a typed format holds the cell as a number.
    private func isNumber(_ cell: Int) -> Bool {
        edited[cell] == nil ? cursor.isNumber(cell) : editedNumbers.contains(cell)
    }

    /// Whether the log has put something else there.
    func isEdited(_ cell: Int) -> Bool { edited[cell] != nil }

    /// What stands in the raw file.
    func rawBytes(_ cell: Int) -> ArraySlice<UInt8> {
        form.written(cursor.bytes(cell), isNumber: cursor.isNumber(cell))
    }
}
