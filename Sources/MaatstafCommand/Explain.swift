internal import ArgumentParser
internal import ShelterModel
internal import ShelterPipeline

struct Explain: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Lead a finding or a printed figure back to its cells, rule and source.",
        discussion: "Name a location and a criterion, or the id of a printed figure, such as GM0363.privacy.mean."
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var speech: SpeechOptions

    @Option(help: "Id of the location.")
    var location: String?

    @Option(help: "Id of the criterion.")
    var criterion: String?

    @Option(help: "Id of a printed figure: <area>.<theme or criterion>.<measure>.")
    var figure: String?

    @Flag(help: "Print the explanation as JSON.")
    var json = false

    func validate() throws {
        guard (figure != nil) != (location != nil && criterion != nil) else {
            throw ValidationError("Name --location and --criterion, or --figure.")
        }
    }

    func run() throws {
        let settings = input.settings(speech)
        let preparation = try Preparation(settings, data: try speech.folder())
        if let figure {
            let explanation = try FigureExplanation.explanation(
                figure: figure,
                preparation: preparation,
                settings: settings
            )
            if json { return try Console.json(explanation) }
            ExplanationText(preparation.texts).tell(explanation)
        } else if let location, let criterion {
            let explanations = try FindingExplanation.explanations(
                location: location,
                criterion: criterion,
                preparation: preparation,
                settings: settings
            )
            if json { return try Console.json(explanations) }
            for explanation in explanations { ExplanationText(preparation.texts).tell(explanation) }
        }
    }
}
