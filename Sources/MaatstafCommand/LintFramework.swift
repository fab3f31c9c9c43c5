internal import ArgumentParser
internal import ShelterModel
internal import ShelterPipeline

struct LintFramework: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Look for faults in a framework: contradictions, idle limits, bands out of reach, missing sources.",
        discussion: "Exit status: 0 nothing to mend; 1 findings; 2 the file or its code book cannot be found or read."
    )

    @Argument(help: "Framework: an id or a path.", completion: .file(extensions: ["yaml", "yml"]))
    var framework: String

    @Option(help: "Code book: an id or a path. Without it the framework's own is taken.")
    var codeBook: String?

    @OptionGroup var speech: SpeechOptions

    @Flag(help: "Print the findings as JSON.")
    var json = false

    func run() throws {
        let data = try speech.folder()
        let texts = try data.texts(speech.language)
        let found = try LintRun.diagnostics(framework: framework, codeBook: codeBook, data: data)
        let faults = found.count { $0.severity != .note }
        if json {
            try Console.json(found.map { MessageInWords($0, texts) })
        } else {
            for diagnostic in found { Console.say(texts.message(for: diagnostic)) }
            Console.say(texts(faults == 0 ? "console.lint-clean" : "console.lint-found", ["count": "\(faults)"]))
        }
        if faults > 0 { throw ExitCode(1) }
    }
}
