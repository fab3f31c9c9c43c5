internal import ShelterModel

/// The attainments that answers to what is unknown can still lead to, in parts of 2^-40.
public struct AttainmentSpan: Hashable, Sendable {
    public var least: Int64
    public var greatest: Int64
}

extension Node {
    /// Whether its attainment may follow from more than its outcome: parts of a combination have goalposts.
    var isGradedCombination: Bool {
        switch self {
        case .test, .report, .pending, .move: false
        case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.contains(where: \.hasGoalposts)
        case .cases(let cases): cases.contains { $0.then.isGradedCombination }
        }
    }

    private var hasGoalposts: Bool {
        switch self {
        case .test(_, let judge): judge.goalposts != nil
        case .report, .pending, .move: false
        case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.contains(where: \.hasGoalposts)
        case .cases(let cases): cases.contains { $0.then.hasGoalposts }
        }
    }
}

extension Evaluator {
    /// The spans of rows whose outcome is known while an unknown part leaves the attainment open: `any` of a room that is
    /// large enough and one that nobody measured is met, and may be worth more.
    func openAttainments(_ node: Node, _ leaves: [Leaf], of result: NodeResult) -> [Int: AttainmentSpan] {
        let (low, high, _) = span(node, leaves)
        var open: [Int: AttainmentSpan] = [:]
        for row in low.indices where low[row] < high[row] {
            switch Outcome(rawValue: result.outcomes[row]) {
            case .met, .notMet:
                open[row] = AttainmentSpan(
                    least: FixedPoint(low[row]).parts,
                    greatest: FixedPoint(high[row]).parts
                )
            default: continue
            }
        }
        return open
    }

    private typealias Span = (low: [Double], high: [Double], outcomes: [UInt8])

    /// A part that may turn out not to apply counts as one that is worth 0 or 1: dropping it gives nothing outside these.
    private func span(_ node: Node, _ leaves: [Leaf]) -> Span {
        let result = evaluate(node, leaves: leaves)
        let isKnown = result.outcomes.map { $0 != Outcome.unknown.rawValue }
        var low = zip(isKnown, result.attainments).map { $0 ? $1 : 0 }
        var high = zip(isKnown, result.attainments).map { $0 ? $1 : 1 }
        switch node {
        case .test, .report, .pending, .move: break
        case .all(let parts): combine(parts, atLeast: parts.count, leaves, &low, &high)
        case .any(let parts): combine(parts, atLeast: 1, leaves, &low, &high)
        case .atLeast(let count, let parts): combine(parts, atLeast: count, leaves, &low, &high)
        case .cases(let cases):
            var isOpen = [Bool](repeating: true, count: low.count)
            for one in cases {
                let when = evaluate(one.when, leaves: leaves).outcomes
                let then = span(one.then, leaves)
                for row in isOpen.indices where isOpen[row] {
                    switch Outcome(rawValue: when[row]) {
                    case .met: (low[row], high[row], isOpen[row]) = (then.low[row], then.high[row], false)
                    case .unknown: isOpen[row] = false
                    default: break
                    }
                }
            }
        }
        return (low, high, result.outcomes)
    }

    /// The k-th greatest of the parts that apply, of their least and of their greatest attainments.
    private func combine(
        _ parts: [Node],
        atLeast needed: Int,
        _ leaves: [Leaf],
        _ low: inout [Double],
        _ high: inout [Double]
    ) {
        let spans = parts.map { span($0, leaves) }
        for row in low.indices {
            let applicable = spans.filter { $0.outcomes[row] != Outcome.notApplicable.rawValue }
            guard !applicable.isEmpty else { continue }
            let place = min(needed, applicable.count) - 1
            low[row] = applicable.map { $0.low[row] }.sorted(by: >)[place]
            high[row] = applicable.map { $0.high[row] }.sorted(by: >)[place]
        }
    }
}
