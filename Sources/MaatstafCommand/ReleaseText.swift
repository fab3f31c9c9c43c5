internal import ArgumentParser
internal import ShelterModel
internal import ShelterPipeline

struct ReleaseText: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Let redacted text and coded answers out of quarantine.",
        discussion: """
            Only rows with release = ja (or yes), a name in decided_by, and redacted text without personal data leave it.
            """
    )

    @Argument(help: "The quarantine file, filled in.", completion: .file())
    var file: String

    @OptionGroup var speech: SpeechOptions

    @Option(name: .customLong("out"), help: "File for the redacted text.")
    var output: String

    @Option(help: "File for the coded answers: key, variable, code.")
    var codes: String?

    @Flag(help: "Print what was done as JSON.")
    var json = false

    private struct Summary: Codable {
        var released: Int
        var codes: Int
        var kept: Int
        var diagnostics: [Diagnostic]
    }

    func run() throws {
        let data = try speech.folder()
        let result = try Release.write(file, to: output, codes: codes, marks: try data.personalDataMarks())
        if json {
            try Console.json(
                Summary(
                    released: result.released,
                    codes: result.codes,
                    kept: result.kept,
                    diagnostics: result.diagnostics
                )
            )
        } else {
            Console.tell(result.diagnostics, speech)
            let texts = try data.texts(speech.language)
            Console.say(
                texts(
                    "console.released",
                    [
                        "released": "\(result.released)", "codes": "\(result.codes)", "kept": "\(result.kept)",
                        "refused": "\(result.diagnostics.count { $0.severity == .error })", "file": output,
                    ]
                )
            )
        }
        if result.hasFindings { throw ExitCode(1) }
    }
}
