internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterPipeline
internal import ShelterReporter

/// What would lift a location, as lines of text.
struct LiftText {
    private let texts: Texts
    private let numbers: NumberFormat
    private let shortages: ShortageText
    private let framework: Framework
    private let labels: [String: LocalizedText]
    private let unverified: Set<String>

    init(_ preparation: Preparation) {
        texts = preparation.texts
        numbers = NumberFormat(texts.language)
        shortages = ShortageText(texts, codeBook: CodeBookSummary(preparation.codeBook))
        framework = preparation.framework
        unverified = framework.unverified
        labels = Dictionary(framework.criteria.map { ($0.id, $0.label) }, uniquingKeysWith: { first, _ in first })
    }

    func tell(_ answer: LiftRun.Answer) {
        let lift = answer.lift
        Console.say("\(answer.locationName) (\(answer.location)), \(answer.municipalityName)")
        Console.say("\(texts("lift.now")): \(standing(lift.now))")
        Console.say(texts(lift.obligations.isEmpty ? "lift.no-obligations" : "lift.obligations"))
        tell(lift.obligations)
        let open = lift.unknown.filter(\.isBinding)
        if !open.isEmpty { tell(open, "lift.unknown-obligations") }
        if !lift.obligations.isEmpty {
            Console.say("\(texts("lift.after-obligations")): \(standing(lift.afterObligations))")
        }
        if !lift.reserved.isEmpty {
            Console.say(texts("lift.reserved"))
            tell(lift.reserved)
        }
        if let goal = lift.band { tell(goal) }
        if let goal = lift.peers { tell(goal) }
        let others = lift.unknown.filter { !$0.isBinding }
        if !others.isEmpty { tell(others, "lift.unknown") }
        if let lowest = lift.lowest, let highest = lift.highest, !lift.unknown.isEmpty {
            Console.say(
                texts("lift.bounds", ["lowest": numbers.score(lowest), "highest": numbers.score(highest)])
            )
        }
        Console.say("")
    }

    private func tell(_ goal: LiftGoal) {
        if let band = goal.band {
            Console.say(texts("lift.to-band", ["band": bandName(band)]))
        } else if let peers = goal.peers {
            Console.say(
                texts(
                    "lift.to-peers.\(peers.basis.rawValue)",
                    ["score": numbers.score(peers.median), "n": numbers.count(peers.count), "name": peers.name]
                )
            )
        } else {
            Console.say(texts("lift.to.\(goal.kind.rawValue)"))
        }
        tell(goal.steps)
        Console.say(
            "  "
                + texts("lift.status.\(goal.status.rawValue)", ["after": goal.after.map(standing) ?? ""])
        )
    }

    private func tell(_ steps: [LiftStep]) {
        for (number, step) in steps.enumerated() {
            var line = "  \(number + 1). \(name(step.criterion))"
            if let sentence = shortages.sentence(step.shortage) { line += ": \(sentence)" }
            if let obligation = step.obligation { line += " (\(texts("report.obligation.\(obligation.rawValue)")))" }
            if step.needsAnswer { line += " (\(texts("lift.needs-answer")))" }
            Console.say(line)
        }
    }

    private func tell(_ questions: [LiftQuestion], _ key: String) {
        Console.say(texts(key))
        for question in questions {
            Console.say(
                "  - \(name(question.criterion)) (\(texts("reason." + question.reason)); \(question.source.description))"
            )
        }
    }

    private func name(_ criterion: String) -> String {
        let mark = unverified.contains(criterion) ? " [\(texts("verification.K"))]" : ""
        return "\(criterion) \(labels[criterion]?[texts.language] ?? "")\(mark)"
    }

    private func standing(_ standing: LiftStanding) -> String {
        guard let score = standing.score else { return texts("lift.no-score") }
        let text = numbers.score(score, cutoff: framework.overallCutoff)
        return standing.band.map { "\(text) (\(bandName($0)))" } ?? text
    }

    private func bandName(_ id: String) -> String {
        let label = framework.bands.first { $0.id == id }?.label[texts.language] ?? ""
        return label.isEmpty ? id : label
    }
}
