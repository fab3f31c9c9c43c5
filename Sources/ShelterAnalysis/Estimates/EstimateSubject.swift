public import ShelterModel

/// One figure of residents that a criterion asks for: beside an inspection, or alone.
public struct EstimateSubject: Hashable, Sendable {
    public var criterion: String
    /// Of the code book, derived from a table of respondents.
    public var variable: String
    public var measure: EstimateMeasure
    /// Fewest answers for which anything is shown.
    public var minimum: Int
    public var cutoff: Double?
    /// `nil` where neither more nor less is better.
    public var moreIsBetter: Bool?

    /// - Parameter derived: Of a variable whether it is a share, and its own minimum; `nil` for one that is not derived from
    ///   answers.
    public static func subjects(
        of criterion: Criterion,
        derived: (String) -> (isShare: Bool, minimum: Int)?
    ) -> [EstimateSubject] {
        var asked: [(variable: String, standard: Standard?, minimum: Int)] = []
        if let view = criterion.residents { asked.append((view.variable, view.standard, view.minimum)) }
        switch criterion.requirement {
        case .test(.variable(let name), let standard, _), .levels(.variable(let name), let standard, _, _):
            asked.append((name, standard, ResidentsView.defaultMinimum))
        case .report(.variable(let name)): asked.append((name, nil, ResidentsView.defaultMinimum))
        default: break
        }
        return asked.compactMap { item in
            guard let (isShare, minimum) = derived(item.variable) else { return nil }
            let (cutoff, moreIsBetter): (Double?, Bool?) =
                switch item.standard {
                case .atLeast(let limit): (limit, true)
                case .atMost(let limit): (limit, false)
                default: (nil, nil)
                }
            return EstimateSubject(
                criterion: criterion.id,
                variable: item.variable,
                measure: isShare ? .residentsShare : .residentsMean,
                minimum: max(item.minimum, minimum),
                cutoff: cutoff,
                moreIsBetter: moreIsBetter
            )
        }
    }
}
