public import ShelterModel

/// Where one recommendation stands on the two axes that follow-up is measured by.
///
/// Source: the two axes of the Algemene Rekenkamer's follow-up (commitment; execution), which are independent of each other.
public struct FollowUp: Hashable, Sendable {
    public var recommendation: RecommendationNumber
    /// Whether the Kamer was promised something.
    public var isCommitted: Bool
    /// `nil`: the register does not tell, which is not the same as no action.
    public var status: Execution.Status?
}

extension AppreciationRegister {
    /// Every recommendation on a day, in the order of numbers; what came later than the day is not known on it.
    public func followUp(on date: CalendarDate) -> [FollowUp] {
        Set(recommendations.map(\.number)).sorted().map { number in
            let answer = appreciation(of: number)
            let commitment = answer?.commitment.flatMap { ($0.date ?? date) <= date ? $0 : nil }
            let execution = answer?.execution.flatMap { ($0.date ?? date) <= date ? $0 : nil }
            return FollowUp(recommendation: number, isCommitted: commitment != nil, status: execution?.status)
        }
    }

    /// Recommendations whose answer, or an action of it, is said to be done without anything that shows it.
    public var withoutEvidence: [RecommendationNumber] {
        appreciations.filter { answer in
            ([answer.execution] + answer.actions.map(\.execution)).compactMap(\.self)
                .contains { $0.status == .done && $0.evidence == nil }
        }.flatMap(\.recommendations).sorted()
    }
}
