/// A question about one location, in the language of frameworks: `own_cooking is no and not C1 met`.
public indirect enum LocationCondition: Hashable, Sendable {
    /// An indicator with its standard, as it was written.
    case test(Requirement, text: String)
    /// A criterion is met.
    case met(criterion: String)
    /// A criterion has this outcome; true or false, never unknown.
    case has(criterion: String, Outcome)
    case not(LocationCondition)
    case all([LocationCondition])
    case any([LocationCondition])

    /// What is tested, each once, from left to right.
    public var tests: [(requirement: Requirement, text: String)] {
        var seen: Set<String> = []
        return allTests.filter { seen.insert($0.text).inserted }
    }

    private var allTests: [(requirement: Requirement, text: String)] {
        switch self {
        case .test(let requirement, let text): [(requirement, text)]
        case .met, .has: []
        case .not(let part): part.allTests
        case .all(let parts), .any(let parts): parts.flatMap(\.allTests)
        }
    }

    /// The criteria that it names.
    public var criteria: [String] {
        switch self {
        case .test: []
        case .met(let criterion), .has(let criterion, _): [criterion]
        case .not(let part): part.criteria
        case .all(let parts), .any(let parts): parts.flatMap(\.criteria)
        }
    }

    /// The outcome of the whole, by the three-valued logic of frameworks: what does not apply is dropped.
    ///
    /// - Parameters:
    ///   - test: The outcome of a test, by its text.
    ///   - criterion: The outcome of a criterion, by its id.
    public func outcome(test: (String) -> Outcome, criterion: (String) -> Outcome) -> Outcome {
        switch self {
        case .test(_, let text): return test(text)
        case .met(let id): return criterion(id)
        case .has(let id, let outcome): return criterion(id) == outcome ? .met : .notMet
        case .not(let part):
            return switch part.outcome(test: test, criterion: criterion) {
            case .met: .notMet
            case .notMet: .met
            case .notApplicable: .notApplicable
            case .unknown: .unknown
            }
        case .all(let parts):
            return Self.joined(parts.map { $0.outcome(test: test, criterion: criterion) }, decisive: .notMet)
        case .any(let parts):
            return Self.joined(parts.map { $0.outcome(test: test, criterion: criterion) }, decisive: .met)
        }
    }

    /// One decisive part decides; else one unknown leaves it open.
    private static func joined(_ outcomes: [Outcome], decisive: Outcome) -> Outcome {
        let applicable = outcomes.filter { $0 != .notApplicable }
        if applicable.isEmpty { return .notApplicable }
        if applicable.contains(decisive) { return decisive }
        if applicable.contains(.unknown) { return .unknown }
        return decisive == .met ? .notMet : .met
    }
}
