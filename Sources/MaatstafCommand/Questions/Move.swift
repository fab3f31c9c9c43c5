public import ArgumentParser
internal import ShelterAnalysis
internal import ShelterModel
public import ShelterPipeline
internal import ShelterReporter

struct Move: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Compare an old location with a new one: does a move take residents backward?",
        discussion: """
            Per criterion: better, worse, the same or unknown. A step backward in a theme that the framework guards \
            (moveThemes) is flagged. Exit status 1: done, and something is flagged.
            """
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var speech: SpeechOptions

    @Option(help: "Id of the location that residents leave; where two municipalities have it, CODE:ID.")
    var from: LocationReference

    @Option(help: "Id of the location that they go to; where two municipalities have it, CODE:ID.")
    var to: LocationReference

    @Flag(help: "Print the comparison as JSON.")
    var json = false

    func validate() throws {
        guard from != to else { throw ValidationError("--from and --to name the same location.") }
    }

    func run() throws {
        let settings = input.settings(speech)
        let preparation = try Preparation(settings, data: try speech.folder())
        let run = try MoveRun(from: from, to: to, preparation: preparation, settings: settings)
        if json { try Console.json(run) } else { tell(run, preparation) }
        if !run.comparison.flagged.isEmpty { throw ExitCode(1) }
    }

    private func tell(_ run: MoveRun, _ preparation: Preparation) {
        let texts = preparation.texts
        let labels = Dictionary(
            preparation.framework.criteria.map { ($0.id, $0.label[texts.language]) },
            uniquingKeysWith: { first, _ in first }
        )
        let unverified = preparation.framework.unverified
        Console.say("\(texts("move.from")): \(place(run.from, texts))")
        Console.say("\(texts("move.to")): \(place(run.to, texts))")
        for theme in preparation.framework.themes {
            let lines = run.comparison.lines.filter { $0.theme == theme.id }
            guard !lines.isEmpty else { continue }
            let guarded = run.comparison.guardedThemes.contains(theme.id) ? " (\(texts("move.guarded")))" : ""
            Console.say("\(theme.label[texts.language])\(guarded)")
            for line in lines {
                let sides = "\(side(line.from, texts)) → \(side(line.to, texts))"
                let basis = line.basis == .measured ? " (\(texts("move.basis.measured")))" : ""
                let mark = unverified.contains(line.criterion) ? " [\(texts("verification.K"))]" : ""
                let flag = line.isFlagged ? "  ← \(texts("move.flagged"))" : ""
                Console.say(
                    "  \(texts("move.verdict.\(line.verdict.rawValue)")): \(line.criterion) \(labels[line.criterion] ?? ""): "
                        + sides + basis + mark + flag
                )
            }
        }
        for verdict in MoveComparison.Verdict.allCases {
            let count = run.comparison.lines.count { $0.verdict == verdict }
            Console.say("\(texts("move.verdict.\(verdict.rawValue)")): \(count)")
        }
        let flagged = run.comparison.flagged.map(\.criterion).joined(separator: ", ")
        Console.say(texts("move.outcome.\(run.comparison.outcome.name)", ["criteria": flagged]))
    }

    private func place(_ place: MoveRun.Place, _ texts: Texts) -> String {
        let visit = place.visitDate.map { ", \(texts("explain.visit-date")) \($0.iso)" } ?? ""
        return "\(place.name) (\(place.location)), \(place.municipality)\(visit)"
    }

    private func side(_ side: MoveComparison.Side, _ texts: Texts) -> String {
        var text = texts("outcome.\(side.outcome.name)")
        if let code = side.measuredCode {
            text += " (\(code))"
        } else if let value = side.measured, value.isFinite {
            text += " (\(NumberFormat(texts.language).number(value, decimals: 2)))"
        } else if !side.reason.isEmpty {
            text += " (\(texts("reason." + side.reason)))"
        }
        return text
    }
}

extension LocationReference: ExpressibleByArgument {
    /// `ID`, or `CODE:ID` where what stands before the first colon is the code of a municipality.
    public init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
        if parts.count == 2, parts[0].hasPrefix("GM"), parts[0].count == 6 {
            self.init(id: parts[1], municipality: parts[0])
        } else {
            self.init(id: argument)
        }
    }
}
