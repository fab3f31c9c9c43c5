internal import ArgumentParser
internal import ShelterModel
internal import ShelterPipeline

struct Rehearse: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Make invented inspection data, with faults and an answer key.",
        discussion: "Everything in it is invented. The answer key is written beside it as <name>.answers.csv."
    )

    @OptionGroup var speech: SpeechOptions

    @Option(help: "Number of locations.")
    var locations: Int

    @Option(help: "Seed: the same seed gives the same bytes.")
    var seed: UInt64 = 1

    @Option(help: "Code book that says which columns there are.")
    var codeBook = "nl-opvang"

    @Flag(help: "Plant no faults.")
    var clean = false

    @Flag(help: "Replace files that are there already.")
    var replace = false

    @Option(help: "File for invented answers of residents of the same locations.", completion: .file())
    var residents: String?

    @Option(name: .customLong("out"), help: "File to write.")
    var output: String

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func validate() throws {
        guard (1...1_000_000).contains(locations) else {
            throw ValidationError("--locations takes a number from 1 to 1000000.")
        }
    }

    func run() throws {
        let data = try speech.folder()
        let result = try RehearsalRun.write(
            locations: locations,
            seed: seed,
            codeBook: codeBook,
            faults: !clean,
            replacing: replace,
            residents: residents,
            to: output,
            data: data
        )
        if json { return try Console.json(result) }
        let texts = try data.texts(speech.language)
        let arguments = ["rows": "\(result.rows)", "file": result.file, "key": result.answerKey]
        Console.say(texts(clean ? "console.rehearsed-clean" : "console.rehearsed", arguments))
        if let residents { Console.say(texts("console.rehearsed-residents", ["file": residents])) }
    }
}
