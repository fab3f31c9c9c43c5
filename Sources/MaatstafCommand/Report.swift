internal import ArgumentParser
internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterPipeline

struct Report: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Score inspection exports and write the report: pages, data and manifest."
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var speech: SpeechOptions

    @Option(help: "Date of the report, YYYY-MM-DD. Without it the date of the newest visit.")
    var date: CalendarDate?

    @Option(help: "State of the report: concept, embargo or definitief.")
    var state = PublicationState.concept

    @Option(help: "Write the pages of this municipality alone: its code or name.")
    var onlyMunicipality: String?

    @Option(name: .customLong("out"), help: "Folder to write; an earlier report in it is replaced.")
    var output: String

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func run() throws {
        var settings = input.settings(speech)
        settings.date = date
        settings.state = state
        settings.onlyMunicipality = onlyMunicipality
        try RunOutcome.carryOut(settings, speech, output: output, json: json)
    }
}

struct Score: ParsableCommand, Speaking {
    enum Only: String, ExpressibleByArgument {
        case municipalities
    }

    static let configuration = CommandConfiguration(
        abstract: "Score inspection exports and write the data files, without pages."
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var speech: SpeechOptions

    @Option(help: "Date of the report, YYYY-MM-DD. Without it the date of the newest visit.")
    var date: CalendarDate?

    @Option(help: "State of the report: concept, embargo or definitief.")
    var state = PublicationState.concept

    @Option(help: "Write only 'municipalities': the aggregates, the ledger's totals and the manifest.")
    var only: Only?

    @Option(name: .customLong("out"), help: "Folder to write; an earlier result in it is replaced.")
    var output: String

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func run() throws {
        var settings = input.settings(speech)
        settings.date = date
        settings.state = state
        settings.detail = only == .municipalities ? .municipalities : .data
        try RunOutcome.carryOut(settings, speech, output: output, json: json)
    }
}
