internal import ArgumentParser
internal import ShelterModel
internal import ShelterParsers
internal import ShelterPipeline

struct Areas: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract:
            "Compare areas by the model of Fay and Herriot: shrunken estimates, their error, and ranges of ranks.",
        discussion: """
            For internal use: the estimates are those of a model. Ranks hold for all areas together with the confidence that was \
            asked; 1 is the highest value. Exit status: 0 done; 1 done, but an area was left out; 2 nothing could be compared.
            """
    )

    @Argument(help: "File with a row per area: CSV, XLSX, ODS or SPSS.", completion: .file())
    var file: String

    @Option(help: "Column with the direct estimates.")
    var estimate: String

    @Option(help: "Column with their variances: squared standard errors, above 0.")
    var variance: String

    @Option(help: "Columns that explain differences between areas: X1,X2.")
    var covariates: String?

    @Option(help: "Column with the names of the areas. Without it they are numbered.")
    var names: String?

    @Option(help: "Confidence level of the ranges of ranks.")
    var level = 0.95

    @Option(help: "Decimal mark of every column: comma or point. Without it the file decides.")
    var decimal: DecimalMark?

    @OptionGroup var dialect: DialectFlags
    @OptionGroup var speech: SpeechOptions

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        guard level > 0, level < 1 else {
            throw ValidationError("--level takes a number between 0 and 1, such as 0.95.")
        }
    }

    func run() throws {
        var settings = AreasSettings(
            file: file,
            estimate: EstimateSettings.name(estimate),
            variance: EstimateSettings.name(variance)
        )
        settings.covariates = covariates.map(EstimateSettings.names) ?? []
        settings.names = names.map(EstimateSettings.name)
        settings.level = level
        settings.decimal = decimal
        settings.reading = dialect.exportOptions
        settings.language = speech.language
        let texts = try speech.folder().texts(speech.language)
        let run = try AreasRun(settings)
        Console.tell(run.diagnostics, speech)
        if json {
            try Console.json(run.result)
        } else {
            let text = EstimateText(texts)
            for line in text.lines(run.result) { Console.say(line) }
        }
        if run.hasFindings { throw ExitCode(1) }
    }
}
