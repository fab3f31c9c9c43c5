public import ArgumentParser
internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterPipeline
public import ShelterReporter

extension Audience: ExpressibleByArgument {}

/// What `table` and `figure` take.
struct PieceOptions: ParsableArguments {
    @Option(help: "Date of the report, YYYY-MM-DD. Without it the date of the newest visit.")
    var date: CalendarDate?

    @Option(help: "State of the report: concept, embargo or definitief.")
    var state = PublicationState.concept

    @Option(help: "For whom: intern, or gemeente for what one municipality may receive.")
    var audience = Audience.intern

    @Option(name: .customLong("out"), help: "File to write; its ending says the format.", completion: .file())
    var file: String?

    @Option(help: "Document whose styles DOCX or ODT take over.", completion: .file())
    var referenceDoc: String?

    @Flag(help: "Replace the file if it is there already.")
    var replace = false

    /// In place of an id: all ids are printed, and nothing is written.
    static let list = "list"

    func validate() throws {
        guard audience != .openbaar else { throw ValidationError("Nothing is public yet: intern or gemeente.") }
    }

    func check(_ id: String) throws {
        guard (id == Self.list) == (file == nil) else {
            throw ValidationError("Name a file with --out; only 'list' goes without.")
        }
    }

    func carryOut(_ id: String, _ kind: PieceRun.Kind, _ input: InputOptions, _ speech: SpeechOptions) throws {
        var settings = input.settings(speech)
        settings.date = date
        settings.state = state
        let data = try speech.folder()
        let preparation = try Preparation(settings, data: data)
        let run = PieceRun(settings, preparation: preparation, data: data)
        let progress = Console.progress(of: settings.files, preparation.texts)
        if let file {
            try run.write(
                id,
                kind,
                audience,
                to: file,
                replacing: replace,
                reference: referenceDoc,
                progress: progress
            )
            Console.say(preparation.texts("console.piece-written", ["path": file]))
        } else {
            for entry in try run.entries(kind, audience, progress: progress) {
                Console.say("\(entry.id)\t\(entry.title)")
            }
        }
    }
}

struct TableCommand: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "table",
        abstract: "Write one table of the report as DOCX, ODT, XLSX, ODS, CSV, HTML or PDF.",
        discussion: "An id is <area>.<table>, such as GM0363.locations; 'list' in its place prints all of them."
    )

    @Argument(help: "Id of the table, or 'list'.")
    var id: String

    @OptionGroup var input: InputOptions
    @OptionGroup var speech: SpeechOptions
    @OptionGroup var piece: PieceOptions

    func validate() throws { try piece.check(id) }

    func run() throws { try piece.carryOut(id, .table, input, speech) }
}

struct FigureCommand: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "figure",
        abstract: "Write one figure of the report as SVG, PNG, DOCX, ODT or PDF.",
        discussion: "An id is <area>.<figure>, such as GM0363.profile; 'list' in its place prints all of them."
    )

    @Argument(help: "Id of the figure, or 'list'.")
    var id: String

    @OptionGroup var input: InputOptions
    @OptionGroup var speech: SpeechOptions
    @OptionGroup var piece: PieceOptions

    func validate() throws { try piece.check(id) }

    func run() throws { try piece.carryOut(id, .figure, input, speech) }
}
