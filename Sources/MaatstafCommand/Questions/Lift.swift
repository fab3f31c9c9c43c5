internal import ArgumentParser
internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterPipeline
internal import ShelterReporter

struct Lift: ParsableCommand, Speaking {
    enum Goal: String, ExpressibleByArgument {
        case band, peers
    }

    static let configuration = CommandConfiguration(
        abstract: "Say what a location owes, and the fewest criteria that would lift it.",
        discussion: """
            Basic requirements that are not met come first. Then the fewest criteria that lift the location one band, or to the \
            median of its peers: others of the same kind, else of the region, else of the country.
            For the location's own municipality: no publication about several municipalities holds it.
            """
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var speech: SpeechOptions

    @Option(help: "Id of the location.")
    var location: String

    @Option(help: "Municipality of the location, where two have one of that id: code or name.")
    var municipality: String?

    @Option(help: "Goal: band or peers. Without it both.")
    var to: Goal?

    @Flag(help: "Print the answer as JSON.")
    var json = false

    func run() throws {
        let settings = input.settings(speech)
        let preparation = try Preparation(settings, data: try speech.folder())
        var answers = try LiftRun.answers(
            LocationReference(id: location, municipality: municipality),
            preparation: preparation,
            settings: settings
        )
        for number in answers.indices {
            if to == .peers { answers[number].lift.band = nil }
            if to == .band { answers[number].lift.peers = nil }
        }
        if json { return try Console.json(answers) }
        let text = LiftText(preparation)
        for answer in answers { text.tell(answer) }
    }
}
