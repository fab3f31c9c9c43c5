internal import ArgumentParser
internal import ShelterModel
internal import ShelterPipeline

struct Verify: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Prove that a clean file is the raw export plus its cleaning log.",
        discussion: """
            Every cell is compared. Differences that the log does not explain are listed by place; values are shown on request.
            Exit status: 0 proven; 1 differences; 2 a file cannot be used, or the log does not fit the raw file.
            """
    )

    @Argument(help: "Raw export.", completion: .file())
    var raw: String

    @Argument(help: "Cleaning log.", completion: .file())
    var log: String

    @Argument(help: "Clean file, as 'clean' wrote it or as a spreadsheet saved it.", completion: .file())
    var clean: String

    @OptionGroup var reading: DialectFlags
    @OptionGroup var speech: SpeechOptions

    @Option(help: "Header of the column with the ids of the records. Without it as survey tools name it.")
    var idColumn: String?

    @Flag(help: "Show the values that differ; they may be answers of residents.")
    var values = false

    @Flag(help: "Print the result and all differences as JSON.")
    var json = false

    func run() throws {
        var settings = CleanSettings(raw: raw, log: log, clean: clean)
        settings.idColumn = idColumn
        settings.language = speech.language
        settings.reading = reading.exportOptions
        let texts = try speech.folder().texts(speech.language)
        let outcome = try VerifyRun.run(settings, showsValues: values)
        if json {
            try Console.json(outcome)
        } else {
            DiagnosticList.tell(outcome.differences, texts)
            for (key, file) in [("raw", outcome.raw), ("log", outcome.log), ("clean", outcome.clean)] {
                Console.say(
                    texts("console.hashed.\(key)", ["file": file.file, "rows": "\(file.rows)", "hash": file.hash])
                )
            }
            let arguments = ["cells": "\(outcome.cells)", "count": "\(outcome.differenceCount)"]
            Console.say(texts(outcome.isProven ? "console.proven" : "console.not-proven", arguments))
            if outcome.undecided > 0 { Console.say(texts("console.undecided", ["count": "\(outcome.undecided)"])) }
        }
        if !outcome.isProven { throw ExitCode(1) }
    }
}
