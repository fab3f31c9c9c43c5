extension Criterion {
    /// Every variable that it looks at, also in its condition; some more than once.
    public var variables: [String] { requirement.variables + (condition?.variables ?? []) }
}

extension Requirement {
    /// The variables that it looks at, each once, in the order in which they stand.
    public var variables: [String] {
        var seen: Set<String> = []
        return allVariables.filter { seen.insert($0).inserted }
    }

    private var allVariables: [String] {
        switch self {
        case .test(let indicator, _, _), .levels(let indicator, _, _, _), .graded(let indicator, _),
            .report(let indicator):
            indicator.variables
        case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.flatMap(\.allVariables)
        case .cases(let cases): cases.flatMap { $0.then.allVariables + $0.when.allVariables }
        case .pending, .move: []
        }
    }

    /// Whether some part can be met or not met at one location.
    public var isJudged: Bool {
        switch self {
        case .report, .pending, .move: false
        case .test, .levels, .graded: true
        case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.contains(where: \.isJudged)
        case .cases(let cases): cases.contains { $0.then.isJudged }
        }
    }
}
