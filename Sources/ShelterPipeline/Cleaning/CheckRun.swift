internal import Foundation
internal import ShelterCleaning
public import ShelterModel
public import ShelterParsers

/// What a check of exports is asked to do.
public struct CheckSettings: Sendable {
    /// Paths of the exports.
    public var files: [String]
    /// Id or path; `nil` takes the framework's own.
    public var codeBook: String?
    /// Id or path; only for its code book.
    public var framework: String?
    /// Id or path; `nil` takes the checks that are shipped for the code book, if there are any.
    public var checks: String?
    /// A file for the log of one export, or a folder for those of several; `nil` writes none.
    public var output: String?
    /// Whether a log that is there may be replaced, with the decisions in it.
    public var replaces = false
    public var language = Language.dutch
    public var reading = ExportOptions()

    public init(files: [String]) {
        self.files = files
    }
}

/// Puts quality checks to exports and proposes a cleaning log.
public struct CheckRun {
    private let settings: CheckSettings
    let codeBook: CodeBook
    let bound: BoundChecks
    public let texts: Texts
    private let checksID: String?
    private var notices: [Diagnostic] = []

    /// - Throws: `Refusal` when the code book or the checks cannot be used.
    public init(_ settings: CheckSettings, data: DataFolder) throws(Refusal) {
        self.settings = settings
        texts = try data.texts(settings.language)
        var reference = settings.codeBook
        if reference == nil, let framework = settings.framework {
            let value = try data.framework(framework).value
            guard let own = value.codeBook else { throw Refusal("run.no-code-book", ["framework": .text(value.id)]) }
            reference = own
        }
        guard let reference else { throw Refusal("checks.no-code-book") }
        codeBook = try data.codeBook(reference).value
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

    /// Checks every file, and writes the logs when all of them could be read.
    public func run() throws(Refusal) -> CheckOutcome {
        var outcome = CheckOutcome(codeBook: codeBook.id, checks: checksID, files: [], notices: notices)
        let names = CSVReader.displayNames(for: settings.files)
        try refuseTwice(names)
        let options = settings.reading.expecting(codeBook.tables.flatMap(\.columns).flatMap(\.headers))
        let outputs = try self.outputs(names)
        var problems: [Diagnostic] = []
        var logs: [[LogEntry]] = []
        for (path, name) in zip(settings.files, names) {
            do throws(Refusal) {
                let (file, entries) = try CheckedFile.check(path, name: name, options: options, run: self)
                outcome.files.append(file)
                logs.append(settings.output == nil ? [] : entries)
            } catch {
                problems += error.diagnostics
            }
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        if let outputs {
            try makeFolder(of: outputs)
            try write(logs[...], to: outputs[...])
            for number in outcome.files.indices { outcome.files[number].log = outputs[number] }
        }
        return outcome
    }

    private func refuseTwice(_ names: [String]) throws(Refusal) {
        var seen: [String: String] = [:]
        for (path, name) in zip(settings.files, names) {
            let real = realpath(path, nil)
            let place = real.map { String(cString: $0) } ?? path
            free(real)
            if let first = seen.updateValue(name, forKey: place) {
                throw Refusal("run.file-twice", at: SourceLocation(file: name), ["first": .text(first)])
            }
        }
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
        let full = names.map { $0.replacing("/", with: "-") }
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
    private func write(_ logs: ArraySlice<[LogEntry]>, to paths: ArraySlice<String>) throws(Refusal) {
        var files: [PendingFile] = []
        for (entries, path) in zip(logs, paths) {
            let file = try PendingFile(path, inputs: settings.files, mayReplace: settings.replaces)
            try file.write(LogFile.header())
            var row = PlainRow(delimiter: LogFile.delimiter)
            for entry in entries {
                row.add(row: entry.cells)
                try file.write(row.take())
            }
            files.append(file)
        }
        try PendingFile.finish(files)
    }
}
