import ShelterAppreciation
import ShelterModel

/// The words of an annex: those of closed lists are data, everything out of the register is kept apart as a name.
struct AnnexWords: Sendable {
    let words: Words
    let register: AppreciationRegister

    func callAsFunction(_ key: String) -> String { words("annex." + key) }

    func inlines(_ key: String, _ arguments: [String: [Inline]] = [:]) -> [Inline] {
        words.inlines("annex." + key, arguments)
    }

    func position(_ position: Appreciation.Position?) -> String {
        self("position." + (position?.rawValue ?? "none"))
    }

    func level(_ level: StudyRecommendation.Level) -> String { self("level." + level.rawValue) }

    func addressees(_ recommendation: StudyRecommendation) -> [Inline] {
        words.joined(
            recommendation.addressees.map { addressee in
                if addressee == .other, let other = recommendation.otherAddressee { return [.name(other)] }
                return [.text(self("addressee." + addressee.rawValue))]
            }
        )
    }

    func minister(_ id: String) -> [Inline] {
        [.name(register.ministers.first { $0.id == id }?.title ?? id)]
    }

    func numbers(_ numbers: [RecommendationNumber]) -> [Inline] { words.joined(numbers.map { [.text($0.text)] }) }

    func date(_ date: CalendarDate?) -> [Inline] { [.text(date.map(words.date) ?? self("unknown"))] }

    func planning(_ action: PlannedAction) -> [Inline] {
        var result: [Inline] = action.planning.map { [.name($0.words)] } ?? []
        if let execution = action.execution {
            if !result.isEmpty { result.append(.text("; ")) }
            result += self.execution(execution)
        }
        return result.isEmpty ? [.text(self("unknown"))] : result
    }

    func execution(_ execution: Execution) -> [Inline] {
        var result: [Inline] = [.text(self("status." + execution.status.rawValue))]
        if let date = execution.date { result.append(.text(" (\(words.date(date)))")) }
        if let evidence = execution.evidence { result += [.text(": "), .name(evidence)] }
        return result
    }
}
