internal import ArgumentParser
internal import ShelterModel
internal import ShelterPipeline

struct Check: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Check exports and propose a cleaning log for what is odd in them.",
        discussion: """
            The log is a CSV file for Excel, with a row per cell or row that a person must decide on. It holds answers: keep it with
            the raw data. Exit status: 0 nothing odd; 1 something odd; 2 a file cannot be used.
            """
    )

    @Argument(help: "Exports to check, together.", completion: .file())
    var files: [String]

    @Option(help: "Code book: an id or a path.")
    var codeBook: String?

    @Option(help: "Framework whose code book is taken: an id or a path.")
    var framework: String?

    @Option(help: "Checks: an id or a path. Without it those with the id of the code book.")
    var checks: String?

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var speech: SpeechOptions

    @Option(name: .customLong("out"), help: "Log to write; of several exports the folder for their logs.")
    var output: String?

    @Flag(help: "Replace logs that are there already, with the decisions in them.")
    var replace = false

    @Flag(help: "Print what was found as JSON.")
    var json = false

    func validate() throws {
        guard codeBook != nil || framework != nil else {
            throw ValidationError("Name the code book with --code-book, or a framework with --framework.")
        }
    }

    func run() throws {
        var exports = RunSettings(files: files, framework: framework ?? "")
        exports.codeBook = codeBook
        exports.language = speech.language
        reading.apply(to: &exports)
        var settings = CheckSettings(exports)
        settings.checks = checks
        settings.output = output
        settings.replaces = replace
        let run = try CheckRun(settings, data: try speech.folder())
        let outcome = try run.run()
        if json {
            try Console.json(outcome)
        } else {
            tell(outcome, run.texts)
        }
        if outcome.hasHits { throw ExitCode(1) }
    }

    private func tell(_ outcome: CheckOutcome, _ texts: Texts) {
        for notice in outcome.notices { Console.note(texts.message(for: notice)) }
        for file in outcome.files {
            for notice in file.notices { Console.note(texts.message(for: notice)) }
            Console.say(
                texts("console.checked", ["file": file.file, "rows": "\(file.rows)", "hits": "\(file.hits)"])
            )
            if let log = file.log { Console.say(texts("console.log-written", ["log": log])) }
        }
        for table in outcome.tables {
            let found = lines(table, texts)
            if outcome.tables.count > 1, !found.isEmpty {
                Console.say(texts("console.checked-table", ["table": table.table]))
            }
            for line in found { Console.say(line) }
        }
        if output == nil, outcome.hasHits { Console.say(texts("console.no-log")) }
    }

    /// What was found comes first, the most serious before the rest.
    private func lines(_ table: CheckOutcome.Table, _ texts: Texts) -> [String] {
        let order: [Diagnostic.Severity] = [.error, .warning, .note]
        let checks = table.checks.enumerated().sorted { one, other in
            let first = (one.element.hits > 0 ? 0 : 1, order.firstIndex(of: one.element.severity) ?? 0, one.offset)
            let second = (
                other.element.hits > 0 ? 0 : 1, order.firstIndex(of: other.element.severity) ?? 0, other.offset
            )
            return first < second
        }.map(\.element)
        let lines = checks.filter { $0.hits > 0 || !$0.absent.isEmpty }.map { line($0, texts) }
        let quiet = checks.filter { $0.hits == 0 && $0.unknown > 0 && $0.absent.isEmpty }
        guard !quiet.isEmpty else { return lines }
        let list = quiet.map { "\($0.check) \($0.unknown)" }.joined(separator: ", ")
        return lines + ["  " + texts("console.check-quiet", ["list": list])]
    }

    private func line(_ check: CheckOutcome.Check, _ texts: Texts) -> String {
        var name = check.check
        let label = check.label[texts.language]
        if !label.isEmpty { name += ": \(label)" }
        var parts = [texts("console.check-hits", ["hits": "\(check.hits)"])]
        if check.unknown > 0 { parts.append(texts("console.check-unknown", ["unknown": "\(check.unknown)"])) }
        if !check.absent.isEmpty {
            let names = check.absent.prefix(4).joined(separator: ", ") + (check.absent.count > 4 ? ", …" : "")
            parts.append(texts("console.check-absent", ["columns": names]))
        }
        if let place = check.example {
            let field = place.field.map { " (\($0))" } ?? ""
            parts.append(texts("console.check-example", ["place": place.description + field]))
        }
        return "  \(name)\n    \(parts.joined(separator: "; "))"
    }
}
