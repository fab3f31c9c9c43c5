import ShelterModel

/// All combinations of cells of the indicators that some rules look at.
///
/// Indicators are combined freely, also where they share a variable (`residents` and `residents / toilets`). So there may be
/// combinations that no location can have, but none that a location can have is missing: what holds in all combinations is
/// proven.
struct LintSpace {
    /// More combinations than this are not tried.
    static let limit = 50_000

    let indicators: [Indicator]
    let cells: [[Double]]
    private let numbers: [Indicator: Int]
    private let codes: [String: [String]]

    /// - Returns: `nil` if there are too many combinations, or the rule cannot be computed.
    init?(_ requirements: [Requirement], variables: LintVariables) {
        var cuts: [Indicator: Set<Double>] = [:]
        var order: [Indicator] = []
        var isComputable = true
        for requirement in requirements {
            requirement.forEachTest { indicator, standard, posts in
                if cuts[indicator] == nil { order.append(indicator) }
                cuts[indicator, default: []].formUnion(standard?.cuts ?? [])
                if standard == nil, let posts { cuts[indicator, default: []].formUnion([posts.one]) }
            }
            isComputable = isComputable && !requirement.isPending
        }
        guard isComputable else { return nil }
        var cells: [[Double]] = []
        var count = 1
        for indicator in order {
            cells.append(variables.space(of: indicator).cells(cuts: cuts[indicator] ?? []))
            count *= max(1, cells.last?.count ?? 1)
            guard count <= Self.limit else { return nil }
        }
        indicators = order
        self.cells = cells
        numbers = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        codes = variables.codes
    }

    /// Calls `body` with every combination, one value per indicator, until it returns `false`.
    func forEachCombination(_ body: ([Double]) -> Bool) {
        guard cells.allSatisfy({ !$0.isEmpty }) else { return }
        var choice = [Int](repeating: 0, count: cells.count)
        var values = cells.map { $0[0] }
        while true {
            guard body(values) else { return }
            var place = 0
            while place < cells.count {
                choice[place] += 1
                if choice[place] < cells[place].count {
                    values[place] = cells[place][choice[place]]
                    break
                }
                choice[place] = 0
                values[place] = cells[place][0]
                place += 1
            }
            if place == cells.count { return }
        }
    }

    /// Whether every combination passes.
    func all(_ test: ([Double]) -> Bool) -> Bool {
        var result = true
        forEachCombination { values in
            result = test(values)
            return result
        }
        return result
    }

    func any(_ test: ([Double]) -> Bool) -> Bool { !all { !test($0) } }

    // MARK: Outcomes

    /// What a rule says where everything is known.
    func outcome(_ requirement: Requirement, _ values: [Double]) -> Outcome {
        switch requirement {
        case .test(let indicator, let standard, _), .levels(let indicator, minimum: let standard, target: _, _):
            return isMet(standard, indicator, values) ? .met : .notMet
        case .graded(let indicator, let posts):
            let value = values[numbers[indicator] ?? 0]
            return (posts.zero < posts.one ? value >= posts.one : value <= posts.one) ? .met : .notMet
        case .all(let parts):
            return combine(parts, needed: parts.count, isAll: true, values)
        case .any(let parts):
            return combine(parts, needed: 1, isAll: false, values)
        case .atLeast(let count, let parts):
            return combine(parts, needed: count, isAll: false, values)
        case .cases(let cases):
            return cases.first { outcome($0.when, values) == .met }.map { outcome($0.then, values) } ?? .notApplicable
        case .report, .pending, .move:
            return .notApplicable
        }
    }

    private func combine(_ parts: [Requirement], needed: Int, isAll: Bool, _ values: [Double]) -> Outcome {
        var applicable = 0
        var met = 0
        for part in parts {
            switch outcome(part, values) {
            case .notApplicable, .unknown: continue
            case .met: met += 1
            case .notMet: break
            }
            applicable += 1
        }
        guard applicable > 0 else { return .notApplicable }
        return met >= (isAll ? applicable : min(needed, applicable)) ? .met : .notMet
    }

    private func isMet(_ standard: Standard, _ indicator: Indicator, _ values: [Double]) -> Bool {
        let value = values[numbers[indicator] ?? 0]
        switch standard {
        case .atLeast(let limit): return value >= limit
        case .atMost(let limit): return value <= limit
        case .between(let low, let high): return value >= low && value <= high
        case .isTrue: return value >= 1
        case .isFalse: return value <= 0
        case .oneOf(let wanted):
            guard let known = indicator.variables.first.flatMap({ codes[$0] }) else { return false }
            return known.indices.contains(Int(value)) && wanted.contains(known[Int(value)])
        }
    }
}

extension Requirement {
    /// Whether the program cannot compute some part of it.
    var isPending: Bool {
        switch self {
        case .pending: true
        case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.contains(where: \.isPending)
        case .cases(let cases): cases.contains { $0.when.isPending || $0.then.isPending }
        case .test, .levels, .graded, .report, .move: false
        }
    }

    /// Calls `body` with every indicator and what it is held against, depth first.
    func forEachTest(_ body: (Indicator, Standard?, Goalposts?) -> Void) {
        switch self {
        case .test(let indicator, let standard, let posts): body(indicator, standard, posts)
        case .levels(let indicator, minimum: let minimum, target: _, let posts): body(indicator, minimum, posts)
        case .graded(let indicator, let posts): body(indicator, nil, posts)
        case .report(let indicator): body(indicator, nil, nil)
        case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.forEach { $0.forEachTest(body) }
        case .cases(let cases):
            for one in cases {
                one.when.forEachTest(body)
                one.then.forEachTest(body)
            }
        case .pending, .move: break
        }
    }
}
