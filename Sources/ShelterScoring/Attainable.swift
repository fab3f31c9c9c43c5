public import ShelterModel

extension CompiledFramework {
    /// The attainment that each criterion is sure to have once it is met, per criterion and row, in parts of 2^-40.
    ///
    /// What falls short is brought to its limit and no further; what is met stays as it is. Of a combination the least of its
    /// parts counts, whichever of them are chosen. `ScoredBatch.none` stands where the criterion is not among those that are
    /// not met, and where doing is not enough: a part is unknown that would have to be met too.
    public func attainable(_ table: Table, _ batch: ScoredBatch) -> [[Int64]] {
        let evaluator = Evaluator(table: table, visitDate: visitDate)
        return criteria.enumerated().map { index, compiled in
            let outcomes = batch.outcomes[index]
            guard outcomes.contains(Outcome.notMet.rawValue) else {
                return [Int64](repeating: ScoredBatch.none, count: outcomes.count)
            }
            let reached = evaluator.attainable(compiled.requirement, leaves: compiled.leaves)
            return outcomes.indices.map { row in
                guard outcomes[row] == Outcome.notMet.rawValue, let value = reached[row] else {
                    return ScoredBatch.none
                }
                return max(FixedPoint(value).parts, batch.attainments[index][row])
            }
        }
    }
}

extension Evaluator {
    /// The attainment once the requirement is met, per row; `nil` where that cannot be had by doing alone.
    fileprivate func attainable(_ node: Node, leaves: [Leaf]) -> [Double?] {
        switch node {
        case .test(let leaf, let judge):
            let now = evaluate(node, leaves: leaves)
            let measured = measure(leaves[leaf].measurement)
            return now.outcomes.indices.map { row in
                switch Outcome(rawValue: now.outcomes[row]) {
                case .met: now.attainments[row]
                case .notMet: judge.attainmentAtLimit(from: measured.values[row])
                default: nil
                }
            }
        case .all(let parts): return attainable(parts, atLeast: parts.count, isAll: true, leaves: leaves)
        case .any(let parts): return attainable(parts, atLeast: 1, isAll: false, leaves: leaves)
        case .atLeast(let count, let parts):
            return attainable(parts, atLeast: count, isAll: false, leaves: leaves)
        case .cases(let cases):
            var result = [Double?](repeating: nil, count: table.rowCount)
            var isOpen = [Bool](repeating: true, count: table.rowCount)
            for one in cases {
                let when = evaluate(one.when, leaves: leaves).outcomes
                let then = attainable(one.then, leaves: leaves)
                for row in isOpen.indices where isOpen[row] {
                    switch Outcome(rawValue: when[row]) {
                    case .met:
                        result[row] = then[row]
                        isOpen[row] = false
                    case .unknown: isOpen[row] = false
                    default: break
                    }
                }
            }
            return result
        case .report, .pending, .move:
            return [Double?](repeating: nil, count: table.rowCount)
        }
    }

    private func attainable(_ parts: [Node], atLeast needed: Int, isAll: Bool, leaves: [Leaf]) -> [Double?] {
        let outcomes = parts.map { evaluate($0, leaves: leaves).outcomes }
        let reached = parts.map { attainable($0, leaves: leaves) }
        return (0..<table.rowCount).map { row in
            let applicable = parts.indices.filter { outcomes[$0][row] != Outcome.notApplicable.rawValue }
            let sure = applicable.compactMap { reached[$0][row] }
            guard !applicable.isEmpty, sure.count >= (isAll ? applicable.count : min(needed, applicable.count)) else {
                return nil
            }
            return sure.min()
        }
    }
}

extension Judge {
    /// The attainment at the limit that lies nearest to a value that does not meet it.
    fileprivate func attainmentAtLimit(from value: Double) -> Double {
        let limits: [Double]
        switch rule {
        case .atLeast(let limit), .atMost(let limit): limits = [limit]
        case .between(let low, let high): limits = [value < low ? low : high]
        case .codes(let codes): limits = codes.map(Double.init)
        case .complete: return 1
        }
        guard let posts = goalposts else { return 1 }
        return limits.map { min(1, max(0, ($0 - posts.zero) / (posts.one - posts.zero))) }.min() ?? 0
    }
}
