/// What became of one recommendation or its answer since another version of the register.
public struct RegisterChange: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case added, removed
        /// Number and literal text, page, theme, level or addressees.
        case recommendation
        case answered
        case unanswered
        case position
        case reasoning
        case actions
        /// Any other part of the answer.
        case rest
    }

    public var number: RecommendationNumber
    public var kinds: [Kind]
}

extension AppreciationRegister {
    /// Changes since an older version, in the order of numbers; recommendations that stayed the same are left out.
    public func changes(since older: AppreciationRegister) -> [RegisterChange] {
        let before = Dictionary(older.recommendations.map { ($0.number, $0) }) { first, _ in first }
        let now = Dictionary(recommendations.map { ($0.number, $0) }) { first, _ in first }
        return Set(before.keys).union(now.keys).sorted().compactMap { number in
            guard let new = now[number] else { return RegisterChange(number: number, kinds: [.removed]) }
            guard let old = before[number] else { return RegisterChange(number: number, kinds: [.added]) }
            var kinds: [RegisterChange.Kind] = old == new ? [] : [.recommendation]
            switch (older.appreciation(of: number), appreciation(of: number)) {
            case (nil, nil): break
            case (nil, _): kinds.append(.answered)
            case (_, nil): kinds.append(.unanswered)
            case (let first?, let second?): kinds += Self.changes(from: first, to: second)
            }
            return kinds.isEmpty ? nil : RegisterChange(number: number, kinds: kinds)
        }
    }

    private static func changes(from old: Appreciation, to new: Appreciation) -> [RegisterChange.Kind] {
        var kinds: [RegisterChange.Kind] = []
        if old.position != new.position { kinds.append(.position) }
        if old.reasoning != new.reasoning { kinds.append(.reasoning) }
        if old.actions != new.actions { kinds.append(.actions) }
        var same = old
        same.position = new.position
        same.reasoning = new.reasoning
        same.actions = new.actions
        if same != new { kinds.append(.rest) }
        return kinds
    }
}
