internal import ArgumentParser
internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterPipeline
internal import ShelterReporter

struct Count: ParsableCommand, Speaking {
    enum Division: String, ExpressibleByArgument, CaseIterable {
        case municipality, safetyRegion = "safety_region", province, kind
    }

    static let configuration = CommandConfiguration(
        abstract: "Count the locations that meet a condition.",
        discussion: """
            A condition is written as in a framework: 'own_cooking is no', 'residents / showers <= 8', 'C1 not met', joined by \
            and, or, not and brackets. Met, not met, not applicable and unknown are counted apart; the share is of met and not met.
            Exit status 1: done, but rows were set aside or values refused.
            """
    )

    @Argument(help: "The condition.")
    var condition: String

    @OptionGroup var input: InputOptions
    @OptionGroup var speech: SpeechOptions

    @Option(help: "Divide by municipality, safety_region, province or kind.")
    var by: Division?

    @Option(
        name: .customLong("for"),
        help:
            "Municipality that the answer is for, code or name: what it may not see is hidden. Without it for internal use."
    )
    var receiver: String?

    @Flag(help: "Print the answer as CSV.")
    var csv = false

    @Flag(help: "Print the answer as JSON.")
    var json = false

    func validate() throws {
        guard !(csv && json) else { throw ValidationError("Name --csv or --json, not both.") }
    }

    func run() throws {
        let settings = input.settings(speech)
        let preparation = try Preparation(settings, data: try speech.folder())
        let run = try CountRun(
            condition,
            by: by.flatMap { ConditionCount.Division(rawValue: $0.rawValue) },
            receiver: receiver,
            preparation: preparation,
            settings: settings
        )
        if json {
            try Console.json(run.count)
        } else if csv {
            Console.say(String(decoding: run.csv.dropLast(), as: UTF8.self))
        } else {
            tell(run.count, preparation)
        }
        let aside = run.summary.inputs.reduce(0) { $0 + $1.setAside }
        if aside > 0 { Console.note(preparation.texts("count.set-aside", ["n": "\(aside)"])) }
        if run.summary.hasFindings { throw ExitCode(1) }
    }

    private func tell(_ count: ConditionCount, _ preparation: Preparation) {
        let texts = preparation.texts
        let numbers = NumberFormat(texts.language)
        Console.say("\(texts("count.condition")): \(count.condition)")
        var table = TextTable([
            count.by.map { texts("count.by.\($0.rawValue)") } ?? "", texts("outcome.met"), texts("outcome.not_met"),
            texts("outcome.not_applicable"), texts("outcome.unknown"), texts("count.share"),
        ])
        for group in count.groups + [count.total] {
            let name =
                group.code == "all" && group == count.total
                ? texts("count.total") : group.name.isEmpty ? texts("count.no-group") : group.name
            guard let counts = group.counts else {
                table.add([name, texts("count.hidden.\(group.hidden?.rawValue ?? "")")])
                continue
            }
            table.add([
                name, numbers.count(counts.met), numbers.count(counts.notMet), numbers.count(counts.notApplicable),
                numbers.count(counts.unknown),
                counts.share.map {
                    texts(
                        "count.share-of",
                        [
                            "share": numbers.share($0), "met": numbers.count(counts.met),
                            "judged": numbers.count(counts.judged),
                        ]
                    )
                } ?? texts("explain.none"),
            ])
        }
        for line in table.lines { Console.say(line) }
        if let counts = count.total.counts {
            Console.say(texts("count.unit.\(count.unit)", ["n": numbers.count(counts.total)]))
        }
        for criterion in count.unverified { Console.say("\(criterion): \(texts("verification.K"))") }
    }
}
