internal import ArgumentParser
internal import ShelterModel
internal import ShelterPipeline

struct ExportRCommand: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "export-r",
        abstract: "Write an R script that recomputes the tables of a report and compares.",
        discussion: """
            Name the files, framework, code book and sampling plan as for the report. The script needs R with package survey; \
            it ends with an error when a figure differs.
            """
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var sample: SamplingOptions
    @OptionGroup var speech: SpeechOptions

    @Option(help: "Folder that 'report' or 'score' wrote.", completion: .directory)
    var report: String

    @Flag(help: "Replace a script that is there already.")
    var replace = false

    @Option(name: .customLong("out"), help: "Script to write.", completion: .file())
    var output: String

    func run() throws {
        var settings = input.settings(speech)
        settings.sampling = sample.sampling
        let data = try speech.folder()
        let preparation = try Preparation(settings, data: data)
        try ExportR.write(
            settings,
            preparation: preparation,
            data: data,
            report: report,
            replacing: replace,
            to: output
        )
        Console.say(preparation.texts("console.exported-r", ["file": output]))
    }
}
