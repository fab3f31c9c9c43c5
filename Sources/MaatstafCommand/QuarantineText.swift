internal import ArgumentParser
internal import ShelterModel
internal import ShelterParsers
internal import ShelterPipeline

struct QuarantineText: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Take answers in free text out of exports, to be redacted and coded by a person.",
        discussion:
            "The file is readable for you alone. Fill in redacted, release, code and decided_by, then use 'maatstaf release'."
    )

    @Argument(help: "Exports to read.", completion: .file())
    var files: [String]

    @OptionGroup var speech: SpeechOptions

    @Option(help: "Code book: an id or a path.")
    var codeBook: String

    @OptionGroup var reading: ReadingOptions

    @Option(help: "File with the secret key for pseudonyms: the same as for the report.", completion: .file())
    var pseudonymKey: String?

    @Option(name: .customLong("out"), help: "File to write; it may not be there yet.")
    var output: String

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func run() throws {
        let data = try speech.folder()
        var settings = RunSettings(files: files, framework: "")
        settings.codeBook = codeBook
        reading.apply(to: &settings)
        let result = try Quarantine.write(
            settings,
            preparation: (
                try data.codeBook(for: settings, framework: nil).value, try data.personalDataMarks(),
                try pseudonymKey.map { path throws(Refusal) in try PseudonymKey(path: path) }
            ),
            to: output
        )
        if json {
            try Console.json(result)
        } else {
            Console.tell(result.diagnostics, speech)
            let texts = try data.texts(speech.language)
            Console.say(
                texts(
                    "console.quarantined",
                    ["texts": "\(result.texts)", "columns": "\(result.columns.count)", "file": output]
                )
            )
        }
        if result.diagnostics.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
    }
}
