public import ShelterModel

/// Something that should have been there by a day.
public struct OverdueItem: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// An action that is not done, by its place among the actions.
        case action(Int)
        /// An answer that was to follow.
        case answer
    }

    public var recommendations: [RecommendationNumber]
    public var kind: Kind
    public var due: CalendarDate
}

extension AppreciationRegister {
    /// What was due before `date` and is not done on it, in the order of the register.
    ///
    /// An action without a last day is never overdue: when it should be done is unknown.
    public func overdue(on date: CalendarDate) -> [OverdueItem] {
        appreciations.flatMap { answer -> [OverdueItem] in
            var items: [OverdueItem] = []
            if answer.position == .undecided, let due = answer.answerBy, due < date {
                items.append(OverdueItem(recommendations: answer.recommendations, kind: .answer, due: due))
            }
            for (index, action) in answer.actions.enumerated() {
                guard let due = action.planning?.until, due < date, !action.isDone(on: date) else { continue }
                items.append(OverdueItem(recommendations: answer.recommendations, kind: .action(index), due: due))
            }
            return items
        }
    }
}

extension PlannedAction {
    /// Done on an unknown day counts as done.
    func isDone(on date: CalendarDate) -> Bool {
        guard let execution, execution.status == .done else { return false }
        return execution.date.map { $0 <= date } ?? true
    }
}
