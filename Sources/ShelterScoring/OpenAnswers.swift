internal import ShelterModel

/// Which answers are missing for the outcome of a criterion to be known.
struct OpenAnswers {
    private indirect enum Tree {
        case leaf(Int, [UInt8])
        case parts([Tree], [UInt8])
        case cases([(when: Tree, then: Tree)], [UInt8])
        case none([UInt8])

        var outcomes: [UInt8] {
            switch self {
            case .leaf(_, let outcomes), .parts(_, let outcomes), .cases(_, let outcomes), .none(let outcomes): outcomes
            }
        }
    }

    private let requirement: Tree
    private let conditions: [Tree]

    init(_ compiled: CompiledCriterion, _ evaluator: Evaluator) {
        requirement = Self.tree(compiled.requirement, compiled.leaves, evaluator)
        conditions = compiled.conditions.map { Self.tree($0, compiled.leaves, evaluator) }
    }

    /// Numbers of the leaves without a value on which the outcome of a row depends.
    func leaves(_ row: Int) -> [Int] {
        let unknown = Outcome.unknown.rawValue
        var found: [Int] = []
        for tree in conditions + [requirement] where tree.outcomes[row] == unknown { Self.open(tree, row, &found) }
        return found
    }

    private static func tree(_ node: Node, _ leaves: [Leaf], _ evaluator: Evaluator) -> Tree {
        let outcomes = evaluator.evaluate(node, leaves: leaves).outcomes
        switch node {
        case .test(let leaf, _), .report(let leaf): return .leaf(leaf, outcomes)
        case .all(let parts), .any(let parts), .atLeast(_, let parts):
            return .parts(parts.map { tree($0, leaves, evaluator) }, outcomes)
        case .cases(let cases):
            return .cases(
                cases.map { (tree($0.when, leaves, evaluator), tree($0.then, leaves, evaluator)) },
                outcomes
            )
        case .pending, .move: return .none(outcomes)
        }
    }

    private static func open(_ tree: Tree, _ row: Int, _ found: inout [Int]) {
        let unknown = Outcome.unknown.rawValue
        switch tree {
        case .none: return
        case .leaf(let leaf, _): if !found.contains(leaf) { found.append(leaf) }
        case .parts(let parts, _):
            for part in parts where part.outcomes[row] == unknown { open(part, row, &found) }
        case .cases(let cases, _):
            // The first case whose condition holds decides; up to there every condition must be known.
            for one in cases {
                if one.when.outcomes[row] == unknown { return open(one.when, row, &found) }
                if one.when.outcomes[row] == Outcome.met.rawValue { return open(one.then, row, &found) }
            }
        }
    }
}

extension Observer {
    /// Columns without a value on which an unknown outcome depends, each once; with all of them answered it is settled, unless
    /// a date or validity is missing too.
    public mutating func openColumns(criterion: Int, row: Int) -> [Int] {
        let open: OpenAnswers
        if let known = openAnswers[criterion] {
            open = known
        } else {
            open = OpenAnswers(framework.criteria[criterion], evaluator)
            openAnswers[criterion] = open
        }
        let leaves = framework.criteria[criterion].leaves
        var found: [Int] = []
        for leaf in open.leaves(row) {
            for column in leaves[leaf].measurement.columns where value(.column(column), row) == nil {
                if !found.contains(column) { found.append(column) }
            }
        }
        return found
    }
}
