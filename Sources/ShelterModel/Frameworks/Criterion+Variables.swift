extension Criterion {
    /// Every variable that it looks at, also in its condition; some more than once.
    public var variables: [String] { requirement.variables + (condition?.variables ?? []) }
}

extension Requirement {
    /// Whether an outcome can be met or not met at one location.
    public var isJudged: Bool {
        switch self {
        case .report, .pending, .move: false
        default: true
        }
    }
}
