internal import ArgumentParser
internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterPipeline
internal import ShelterReporter

struct Explain: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Lead a finding or a printed figure back to its cells, rule and source.",
        discussion: "Name a location and a criterion, or the id of a printed figure, such as GM0363.privacy.mean."
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var sample: SamplingOptions
    @OptionGroup var speech: SpeechOptions

    @Option(help: "Id of the location.")
    var location: String?

    @Option(help: "Id of the criterion.")
    var criterion: String?

    @Option(help: "Id of a printed figure: <area>.<theme or criterion>.<measure>.")
    var figure: String?

    @Flag(help: "Print the explanation as JSON.")
    var json = false

    @Option(help: "Write the explanation as a page for one sheet of paper.", completion: .file())
    var card: String?

    @Option(help: "State of the report that the page belongs to: concept, embargo or definitief.")
    var state = PublicationState.concept

    @Flag(help: "Replace the page if it is there already.")
    var replace = false

    func validate() throws {
        guard (figure != nil) != (location != nil && criterion != nil) else {
            throw ValidationError("Name --location and --criterion, or --figure.")
        }
    }

    func run() throws {
        var settings = input.settings(speech)
        settings.state = state
        settings.sampling = sample.sampling
        let data = try speech.folder()
        let preparation = try Preparation(settings, data: data)
        let text = ExplanationText(preparation.texts)
        var cards: [FigureCard] = []
        if let figure, EstimateExplanation.isEstimate(figure) {
            let explanation = try EstimateExplanation.explanation(
                figure: figure,
                preparation: preparation,
                settings: settings
            )
            if json { try Console.json(explanation) }
            cards = [text.card(explanation)]
        } else if let figure {
            let explanation = try FigureExplanation.explanation(
                figure: figure,
                preparation: preparation,
                settings: settings
            )
            if json { try Console.json(explanation) }
            cards = [text.card(explanation)]
        } else if let location, let criterion {
            let explanations = try FindingExplanation.explanations(
                location: location,
                criterion: criterion,
                preparation: preparation,
                settings: settings
            )
            if json { try Console.json(explanations) }
            cards = explanations.map(text.card)
        }
        if let card { try write(cards, to: card, settings, preparation, data) }
        if !json { for card in cards { text.tell(card) } }
    }

    private func write(
        _ cards: [FigureCard],
        to path: String,
        _ settings: RunSettings,
        _ preparation: Preparation,
        _ data: DataFolder
    ) throws {
        guard cards.count == 1, let first = cards.first else {
            throw Refusal("explain.several-cards", ["n": .integer(cards.count), "location": .text(location ?? "")])
        }
        let subject = [("figure", figure), ("location", location), ("criterion", criterion)].compactMap { name, value in
            // Behind an equals sign no value is taken for an option.
            value.map { $0.hasPrefix("-") ? "--\(name)=\($0)".shellWord : "--\(name) \($0.shellWord)" }
        }
        try CardFile.write(
            first.document(
                preparation.texts,
                command: ([settings.explainCommand] + subject).joined(separator: " "),
                state: settings.state,
                framework: "\(preparation.framework.label[speech.language]) \(preparation.framework.version)"
            ),
            to: path,
            inputs: input.files,
            replacing: replace,
            data: data
        )
    }
}
