internal import ArgumentParser
internal import Foundation
internal import ShelterModel
internal import ShelterParsers
internal import ShelterPipeline

struct Map: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Say which column of an export answers which question, or which location a typed name means.",
        discussion: """
            An export with --framework: proposes a variable for each column. In a terminal it asks about the doubtful ones.
            An export with --values and --list: matches typed names of locations with a list.
            An XLSForm (a workbook with the sheets survey and choices): makes a code book of it.
            Exit status 1: done, and there is something left for a person.
            """
    )

    @Argument(help: "Export or XLSForm to read.", completion: .file())
    var file: String

    @OptionGroup var speech: SpeechOptions
    @OptionGroup var reading: DialectFlags
    @OptionGroup var values: MapValueOptions

    @Option(help: "Framework whose variables are asked for: an id or a path.")
    var framework: String?

    @Option(help: "Code book: an id or a path. Without it the framework's own is taken.")
    var codeBook: String?

    @Option(help: "Table of the code book that the export holds. Without it the one with the assessments.")
    var table: String?

    @Option(help: "Register of municipalities for the code book of an XLSForm: an id.")
    var register: String?

    @Option(help: "Folder with confirmed mappings: read, and written to.")
    var mappings: String?

    @Option(name: .customLong("out"), help: "File to write: a code book, or with --values a table.")
    var output: String?

    @Flag(help: "Replace files that are there already.")
    var replace = false

    @Flag(help: "Ask nothing, also in a terminal.")
    var noQuestions = false

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func validate() throws {
        if values.column != nil {
            guard values.list != nil else { throw ValidationError("--values needs --list.") }
            guard framework == nil else { throw ValidationError("--values does not go with --framework.") }
        } else if values.list != nil || values.log != nil || values.decisions != nil || values.decidedBy != nil {
            throw ValidationError("--list, --decisions, --as-log and --decided-by go with --values.")
        }
    }

    func run() throws {
        let data = try speech.folder()
        if let column = values.column, let list = values.list {
            try mapValues(column, list, data)
        } else if let framework {
            try mapColumns(framework, data)
        } else if QuestionnaireRun.isQuestionnaire(file) {
            try mapQuestionnaire(data)
        } else {
            throw ValidationError(
                "Name --framework, or --values with --list; without them the file must be an XLSForm."
            )
        }
    }

    // MARK: Columns

    private func mapColumns(_ framework: String, _ data: DataFolder) throws {
        var settings = MappingSettings(file: file, framework: framework)
        settings.codeBook = codeBook
        settings.table = table
        settings.options = reading.exportOptions
        settings.mappings = mappings
        settings.output = output
        settings.replacing = replace
        settings.language = speech.language
        var run = try MappingRun(settings, data: data)
        // Where nobody can answer, nobody is asked.
        if !noQuestions, !json, isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 {
            MappingDialogue(run.texts, show: { Console.note($0) }, readAnswer: { readLine() }).settle(&run)
        }
        let result = try run.write()
        if json {
            try Console.json(result)
        } else {
            if run.mappingPath == nil { Console.say(String(try run.mappingText().dropLast())) }
            MappingText(run).tell(result)
        }
        if result.doubtful > 0 || !result.needed.isEmpty { throw ExitCode(1) }
    }

    private func mapQuestionnaire(_ data: DataFolder) throws {
        let run = try QuestionnaireRun(
            file: file,
            register: register,
            output: output,
            replacing: replace,
            language: speech.language,
            data: data
        )
        Console.tell(run.diagnostics, speech)
        if json {
            try Console.json(run.result)
        } else if output == nil {
            Console.say(String(run.text.dropLast()))
        } else {
            let arguments = [
                "file": run.result.codeBook ?? "", "tables": "\(run.result.tables)", "columns": "\(run.result.columns)",
            ]
            Console.say(run.texts("mapping.form-done", arguments))
        }
        if run.diagnostics.contains(where: { $0.severity != .note }) { throw ExitCode(1) }
    }

    // MARK: Values

    private func mapValues(_ column: String, _ list: String, _ data: DataFolder) throws {
        var settings = ValueSettings(file: file, column: column, list: list)
        settings.key = values.key
        settings.name = values.name
        settings.municipality = values.municipality
        settings.options = reading.exportOptions
        settings.output = output
        settings.decisions = values.decisions
        settings.log = values.log
        settings.mappings = mappings
        settings.decidedBy = values.decidedBy
        settings.replacing = replace
        settings.language = speech.language
        let run = try ValueRun(settings, data: data)
        Console.tell(run.diagnostics, speech)
        let result = run.result
        if json {
            try Console.json(result)
        } else {
            if output == nil { Console.say(String(decoding: run.table.dropLast(), as: UTF8.self)) }
            let arguments = [
                "values": "\(result.values)", "certain": "\(result.certain)", "confirmed": "\(result.confirmed)",
                "doubtful": "\(result.doubtful)", "unmatched": "\(result.unmatched)",
            ]
            Console.note(run.texts("mapping.values-done", arguments))
            if let path = result.output { Console.note(run.texts("mapping.written", ["file": path])) }
            if let path = result.kept { Console.note(run.texts("mapping.written", ["file": path])) }
            if let path = result.log {
                Console.note(run.texts("mapping.log-done", ["file": path, "rows": "\(result.logged)"]))
            }
        }
        if result.doubtful + result.unmatched > 0 || !run.diagnostics.isEmpty { throw ExitCode(1) }
    }
}

/// What typed names are matched with.
struct MapValueOptions: ParsableArguments {
    @Option(name: .customLong("values"), help: "Column of the export with typed names of locations.")
    var column: String?

    @Option(help: "File with the known locations.", completion: .file())
    var list: String?

    @Option(help: "Column of the list with the id.")
    var key = "id"

    @Option(help: "Column of the list with the name.")
    var name = "name"

    @Option(help: "Column with the municipality, in the list and, if it is there, in the export.")
    var municipality: String?

    @Option(help: "An earlier table in which matches were confirmed.", completion: .file())
    var decisions: String?

    @Option(
        name: .customLong("as-log"),
        help: "Cleaning log to write, with a row per name that is certain or confirmed."
    )
    var log: String?

    @Option(help: "Who confirmed the decisions; without a name the log proposes and changes nothing.")
    var decidedBy: String?
}
