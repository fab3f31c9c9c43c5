internal import ArgumentParser
internal import Foundation
internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterPipeline
internal import SurveyStatistics

struct RobustnessCommand: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        commandName: "robustness",
        abstract: "Score again under other weights, means and treatment of unknowns, and say which conclusions stand.",
        discussion: """
            Groups of choices: themes, criteria (their weights), aggregation, missing, floor, omit (one criterion left out), \
            cutoffs, bands. Without --weights and --dirichlet each weight is multiplied by a number within the spread. \
            The same seed gives the same bytes, on any number of cores.
            """
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var speech: SpeechOptions

    @Option(
        help: "Table with other weights: a column 'id' with themes and criteria, and a column per set.",
        completion: .file()
    )
    var weights: String?

    @Option(help: "How far each weight moves, in percent.")
    var spread: Percentage?

    @Flag(help: "Any division of the weights is as likely.")
    var dirichlet = false

    @Option(help: "How far coverage floor, cutoffs and bands move, in percent.")
    var limitSpread = Percentage(share: 0.1)

    @Option(help: "Means over themes that are drawn from: arithmetic, geometric, harmonic, worst; with commas between.")
    var aggregations = NameList<ReplayAggregation>(names: [.arithmetic, .geometric, .harmonic])

    @Option(help: "Groups of choices that are varied, with commas between; the others stay as the framework says.")
    var groups = NameList<RobustnessGroup>(names: RobustnessGroup.allCases)

    @Option(help: "How often to score again; rounded up so that every group is tried as often.")
    var replays = 10_000

    @Option(help: "Number that the draws begin with.")
    var seed: UInt64 = 1

    @Option(name: .customLong("out"), help: "Folder to write; an earlier result in it is replaced.")
    var folder: String

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func validate() throws {
        guard [weights != nil, spread != nil, dirichlet].count(where: \.self) < 2 else {
            throw ValidationError("Choose one of --weights, --spread and --dirichlet.")
        }
        guard (100...100_000).contains(replays) else {
            throw ValidationError("--replays takes a number from 100 to 100000.")
        }
        if let spread, spread.share >= 1 { throw ValidationError("--spread takes less than 100 percent.") }
        if limitSpread.share >= 1 { throw ValidationError("--limit-spread takes less than 100 percent.") }
    }

    func run() throws {
        let data = try speech.folder()
        let settings = input.settings(speech)
        let preparation = try Preparation(settings, data: data)
        var robustness = RobustnessSettings()
        robustness.weights = weights
        robustness.plan.groups = groups.names
        robustness.plan.aggregations = aggregations.names
        robustness.plan.limitSpread = limitSpread.share
        robustness.plan.seed = seed
        let runs = groups.names.count + 2
        robustness.plan.samples = max(2, (replays + runs - 1) / runs)
        robustness.plan.variation = dirichlet ? .dirichlet : .spread(spread?.share ?? 0.25)
        let run = RobustnessRun(settings, robustness, preparation: preparation)
        let result = try run.write(to: folder, progress: Console.progress(of: settings.files, preparation.texts))
        let outcome = RobustnessOutcome(result, output: folder)
        if json {
            try Console.json(outcome)
        } else {
            outcome.tell(preparation.texts, language: speech.language, result.examples)
        }
        if result.summary.hasFindings { throw ExitCode(1) }
    }
}

/// What `robustness` says when it is done.
struct RobustnessOutcome: Codable {
    struct Conclusion: Codable {
        var statement: String
        var share: Double
    }

    struct Influence: Codable {
        var group: String
        var total: Double
    }

    var output: String
    var replays: Int
    var locations: Int
    var municipalities: Int
    var conclusions: Int
    var standing: Int
    var depending: Int
    /// Of all municipalities together.
    var overall: [Conclusion]
    /// Share of the variance in how many conclusions hold, with interactions; the largest first.
    var influences: [Influence]

    init(_ result: RobustnessRun.Result, output: String) {
        let found = result.robustness
        self.output = output
        replays = found.replays
        locations = found.locations.count
        municipalities = found.areas.count
        conclusions = found.verdicts.count
        standing = found.verdicts.count { $0.share >= 0.95 }
        depending = found.verdicts.count { $0.share < 0.8 }
        overall = result.conclusions.map { Conclusion(statement: $0.sentence, share: $0.share) }
        let total = found.sensitivities.first { $0.output == .conclusions }?.total ?? []
        influences = zip(found.groups, total).map { Influence(group: $0.rawValue, total: $1.value) }
            .sorted { ($1.total, $0.group) < ($0.total, $1.group) }
    }

    func tell(_ texts: Texts, language: Language, _ examples: [Diagnostic]) {
        for example in examples { Console.note(texts.message(for: example)) }
        func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
        Console.say(
            texts(
                "robustness.done",
                ["replays": "\(replays)", "locations": "\(locations)", "municipalities": "\(municipalities)"]
            )
        )
        for conclusion in overall {
            Console.say("  " + percent(conclusion.share) + "  " + conclusion.statement)
        }
        Console.say(
            texts(
                "robustness.standing",
                ["standing": "\(standing)", "all": "\(conclusions)", "depending": "\(depending)"]
            )
        )
        let most = influences.prefix(3).map { texts("robustness.group.\($0.group)") + " (" + percent($0.total) + ")" }
        // Under 100 rows of the samples the indices are mostly noise.
        if !most.isEmpty, replays >= 100 * (influences.count + 2) {
            Console.say(texts("robustness.influence", ["groups": most.joined(separator: ", ")]))
        }
        Console.say(texts("robustness.look", ["output": output]))
    }
}

/// `25` or `25%`.
struct Percentage: ExpressibleByArgument {
    var share: Double

    init(share: Double) {
        self.share = share
    }

    init?(argument: String) {
        guard let number = Double(argument.hasSuffix("%") ? String(argument.dropLast()) : argument),
            (0...100).contains(number)
        else { return nil }
        share = number / 100
    }

    var defaultValueDescription: String { "\(Int(share * 100))" }
}

/// Names with commas between, each once.
struct NameList<Name: RawRepresentable & CaseIterable & Hashable>: ExpressibleByArgument where Name.RawValue == String {
    var names: [Name]

    init(names: [Name]) {
        self.names = names
    }

    init?(argument: String) {
        let found = argument.split(separator: ",", omittingEmptySubsequences: false).map { Name(rawValue: String($0)) }
        let names = found.compactMap(\.self)
        guard !names.isEmpty, names.count == found.count, Set(names).count == names.count else { return nil }
        self.names = names
    }

    var defaultValueDescription: String { names.map(\.rawValue).joined(separator: ",") }
}
