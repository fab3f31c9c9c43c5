internal import ShelterModel

/// The rules of numbers and answers.
extension AnnexCheck {
    /// Every number once; none left out up to the last, and no letter up to the last of its number.
    mutating func checkNumbers() {
        var first: [RecommendationNumber: Int] = [:]
        for (index, recommendation) in register.recommendations.enumerated() {
            let number = recommendation.number
            if first.updateValue(first[number] ?? index, forKey: number) != nil {
                report("annex.number-repeated", [.key("recommendations"), .item(index)], of: number)
            }
        }
        let groups = Dictionary(grouping: first.keys, by: \.main)
        var missing: [String] = []
        for main in 1...max(1, groups.keys.max() ?? 1) where !first.isEmpty {
            guard let group = groups[main] else {
                missing.append("\(main)")
                continue
            }
            let letters = Set(group.compactMap(\.letter))
            guard let last = letters.max() else { continue }
            missing += "abcdefghijklmnopqrstuvwxyz".filter { $0 < last && !letters.contains($0) }.map { "\(main)\($0)" }
        }
        if !missing.isEmpty { report("annex.number-missing", [.key("recommendations")], ["numbers": .list(missing)]) }
    }

    mutating func checkAnswers() {
        let known = Dictionary(register.recommendations.map { ($0.number, $0) }) { first, _ in first }
        let ministers = Set(register.ministers.map(\.id))
        var answered: Set<RecommendationNumber> = []
        for (index, answer) in register.appreciations.enumerated() {
            let path: [AnnexFinding.Step] = [.key("appreciations"), .item(index)]
            let subject = answer.recommendations.first
            for number in answer.recommendations {
                if !answered.insert(number).inserted { report("annex.answered-twice", path, of: number) }
                guard let recommendation = known[number] else {
                    report("annex.unknown-recommendation", path + [.key("recommendations")], of: number)
                    continue
                }
                if answer.position.isAccepted, !recommendation.addressees.contains(.ministry) {
                    report("annex.not-to-adopt", path + [.key("position")], of: number)
                }
            }
            for id in [answer.minister] + answer.jointly where !ministers.contains(id) {
                report("annex.unknown-minister", path, of: subject, ["value": .text(id)])
            }
            checkReasons(answer, path, subject)
            checkActions(answer, path, subject)
        }
    }

    private mutating func checkReasons(
        _ answer: Appreciation,
        _ path: [AnnexFinding.Step],
        _ subject: RecommendationNumber?
    ) {
        let isPartly = answer.position == .partlyAdopted
        if isPartly || answer.position == .notAdopted, answer.reasoning == nil {
            report("annex.no-reasoning", path, of: subject)
        }
        if isPartly, answer.partNotAdopted == nil { report("annex.part-not-named", path, of: subject) }
        if answer.position == .undecided, answer.answerBy == nil { report("annex.no-answer-date", path, of: subject) }
        if let commitment = answer.commitment, commitment.reference == nil {
            report("annex.no-reference", path + [.key("commitment")], of: subject, severity: .warning)
        }
        if let execution = answer.execution {
            checkExecution(execution, path + [.key("execution")], subject)
        }
    }

    private mutating func checkActions(
        _ answer: Appreciation,
        _ path: [AnnexFinding.Step],
        _ subject: RecommendationNumber?
    ) {
        if answer.position.isAccepted, answer.actions.isEmpty { report("annex.no-action", path, of: subject) }
        for (index, action) in answer.actions.enumerated() {
            let path = path + [.key("actions"), .item(index)]
            if action.owner == nil { report("annex.no-owner", path, of: subject) }
            if action.planning == nil, !wasDoneBefore(action) { report("annex.no-planning", path, of: subject) }
            if let execution = action.execution { checkExecution(execution, path + [.key("execution")], subject) }
        }
    }

    /// Whether an action was done, on a known day not after the letter. Of a letter without date nothing is before it.
    private func wasDoneBefore(_ action: PlannedAction) -> Bool {
        guard let execution = action.execution, execution.status == .done, let day = execution.date,
            let letter = register.letter?.date
        else { return false }
        return day <= letter
    }

    private mutating func checkExecution(
        _ execution: Execution,
        _ path: [AnnexFinding.Step],
        _ subject: RecommendationNumber?
    ) {
        guard execution.status == .done else { return }
        if execution.date == nil { report("annex.no-done-date", path, of: subject) }
        if execution.evidence == nil { report("annex.no-evidence", path, of: subject, severity: .warning) }
    }
}
