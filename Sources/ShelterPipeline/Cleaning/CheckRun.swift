internal import Foundation
internal import ShelterCleaning
public import ShelterModel
internal import ShelterParsers

/// What a check of exports is asked to do.
public struct CheckSettings: Sendable {
    /// The exports, and how they are read; of the framework only the code book counts, and an empty one is none.
    public var reading: RunSettings
    /// Id or path; `nil` takes the checks that are shipped for the code book, if there are any.
    public var checks: String?
    /// A file for the log of one export, or a folder for those of several; `nil` writes none.
    public var output: String?
    /// Whether a log that is there may be replaced, with the decisions in it.
    public var replaces = false

    public init(_ reading: RunSettings) {
        self.reading = reading
    }
}

/// Puts quality checks to exports and proposes a cleaning log.
public struct CheckRun {
    private let settings: CheckSettings
    private let codeBook: CodeBook
    private let bound: BoundChecks
    private let marks: PersonalDataMarks
    public let texts: Texts
    private let checksID: String?
    private var notices: [Diagnostic] = []

    /// - Throws: `Refusal` when the code book or the checks cannot be used.
    public init(_ settings: CheckSettings, data: DataFolder) throws(Refusal) {
        self.settings = settings
        texts = try data.texts(settings.reading.language)
        marks = try data.personalDataMarks()
        let framework = settings.reading.framework
        guard settings.reading.codeBook != nil || !framework.isEmpty else { throw Refusal("checks.no-code-book") }
        codeBook = try data.codeBook(
            for: settings.reading,
            framework: framework.isEmpty ? nil : try data.framework(framework).value
        ).value
        var set = CheckSet(id: codeBook.id, label: codeBook.label, codeBook: codeBook.id, checks: [])
        if let checks = settings.checks ?? Self.shipped(for: codeBook, data) {
            let (value, file) = try data.checks(checks)
            guard value.codeBook == codeBook.id else {
                throw Refusal(
                    "checks.other-code-book",
                    at: SourceLocation(file: file.name),
                    ["checks": .text(value.codeBook), "codeBook": .text(codeBook.id)]
                )
            }
            set = value
            checksID = value.id
        } else {
            checksID = nil
            notices.append(Diagnostic(.note, "checks.none", ["codeBook": .text(codeBook.id)]))
        }
        bound = try BoundChecks(set, codeBook: codeBook)
    }

    /// The checks with the code book's own id.
    private static func shipped(for codeBook: CodeBook, _ data: DataFolder) -> String? {
        data.ids(of: .checks).contains(codeBook.id) ? codeBook.id : nil
    }

    /// Checks all files together, and writes the logs when all of them could be read.
    public func run() throws(Refusal) -> CheckOutcome {
        let exports = try Exports(
            settings.reading,
            codeBook: codeBook,
            marks: marks,
            key: nil,
            needsAssessments: false
        )
        let outputs = try outputs(exports.files.map(\.name))
        var found = exports.files.map { _ in [Diagnostic]() }
        let mappers = try exports.mappers { file, diagnostic in found[file].append(exports.privacy.shown(diagnostic)) }
        var joined = exports.emptyJoins
        var tables = bound.tables.map(CheckedTable.init)
        var marked = exports.files.map { MarkedFile($0, definition: exports.tables[$0.table], texts: texts) }
        var rows = exports.files.map { _ in 0 }
        // What is joined must be known before the rows that it is joined to.
        for number in exports.joinedFiles + exports.files.indices.filter({ exports.files[$0].table == 0 }) {
            let table = exports.files[number].table
            found[number] += try read(
                number,
                exports,
                mappers[number],
                &joined,
                into: &tables[table],
                &marked[number]
            )
            rows[number] = tables[table].rowsOfFile
        }
        var outcome = CheckOutcome(codeBook: codeBook.id, checks: checksID, files: [], tables: [], notices: notices)
        for (number, definition) in exports.tables.enumerated()
        where exports.files.contains(where: { $0.table == number }) {
            let (checks, notices) = tables[number].run(&marked, texts.language)
            outcome.notices += notices
            outcome.tables.append(
                CheckOutcome.Table(table: definition.name, rows: tables[number].rows, checks: checks)
            )
        }
        for (number, file) in exports.files.enumerated() {
            outcome.files.append(
                CheckOutcome.File(
                    file: file.name,
                    table: exports.tables[file.table].name,
                    rows: rows[number],
                    hits: marked[number].hits,
                    log: outputs?[number],
                    notices: found[number]
                )
            )
        }
        if let outputs {
            var logs: [[LogEntry]] = []
            for file in marked { logs.append(try file.entries()) }
            try makeFolder(of: outputs)
            try write(logs, to: outputs)
        }
        return outcome
    }

    /// Reads one file as the road does, but leaves in what the guard would take out: the log is kept with the raw data.
    ///
    /// - Returns: What there is to tell of the file as a whole.
    private func read(
        _ number: Int,
        _ exports: Exports,
        _ mapper: TableMapper,
        _ joined: inout [JoinedRows],
        into rows: inout CheckedTable,
        _ marked: inout MarkedFile
    ) throws(Refusal) -> [Diagnostic] {
        let file = exports.files[number]
        let definition = exports.tables[file.table]
        let textMapper = rows.textMapper(file)
        var reader = try ExportReader(path: file.path, displayName: file.name, options: file.options)
        var tally = ColumnTally()
        rows.begin(file: number)
        while let batch = try reader.next() {
            var diagnostics: [Diagnostic] = []
            var table = mapper.table(from: batch, tally: &tally, diagnostics: &diagnostics)
            for diagnostic in (diagnostics + batch.notes).map(exports.privacy.shown)
            where marked.mark(diagnostic, batch.lines, before: rows.rowsOfFile) {
                rows.count(diagnostic)
            }
            for row in batch.setAside where row.diagnostic.severity != .note {
                marked.mark(row)
                rows.count(row.diagnostic)
            }
            var guarded = table
            let derived = exports.privacy.apply(to: &guarded, file: number)
            if file.table == 0 {
                let locations = exports.locationIDs(table)
                exports.extend(&table, joined, exports.keys(table, locations: locations))
            }
            PrivacyPass.append(derived, of: definition, to: &table)
            if file.table != 0 { exports.add(table, file: number, to: &joined) }
            var ignored: [Diagnostic] = []
            rows.append(table, texts: textMapper?.table(from: batch, diagnostics: &ignored))
        }
        return reader.diagnostics + mapper.remarks(on: tally, line: file.headerLine)
    }

    /// Where the log of each file goes.
    private func outputs(_ names: [String]) throws(Refusal) -> [String]? {
        guard let output = settings.output else { return nil }
        var status = stat()
        let isFolder = stat(output, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        if names.count == 1, !isFolder, !output.hasSuffix("/") { return [output] }
        if !isFolder {
            guard !FileManager.default.fileExists(atPath: output) else {
                throw Refusal("output.not-a-folder", ["path": .text(output)])
            }
        }
        let folder = output.withoutEndSlashes
        // Two exports may differ in their folder or ending alone.
        let full = names.map { $0.replacing("/", with: "-").replacing("#", with: "-") }
        let short = full.map(\.withoutPathExtension)
        return full.indices.map { number in
            let isOnlyOne = short.count { $0 == short[number] } == 1
            let isFullOnlyOne = full.count { $0 == full[number] } == 1
            let name = isOnlyOne ? short[number] : isFullOnlyOne ? full[number] : "\(full[number]).\(number + 1)"
            return "\(folder)/\(name).log.csv"
        }
    }

    /// Makes the folder for the logs of several files.
    private func makeFolder(of outputs: [String]) throws(Refusal) {
        guard let output = settings.output, outputs != [output] else { return }
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        } catch {
            throw Refusal("output.cannot-write", ["path": .text(output), "reason": .text(error.localizedDescription)])
        }
    }

    /// Writes all logs aside before the first stands in its place.
    private func write(_ logs: [[LogEntry]], to paths: [String]) throws(Refusal) {
        var files: [PendingFile] = []
        for (entries, path) in zip(logs, paths) {
            let file = try PendingFile(path, inputs: settings.reading.files, mayReplace: settings.replaces)
            try file.write(LogFile.bytes(of: entries))
            files.append(file)
        }
        try PendingFile.finish(files)
    }
}
