import ShelterModel

/// Looks for criteria that cannot be met together, and for criteria that count the same thing twice.
struct PairLint {
    /// More pairs than this are not compared.
    static let limit = 20_000

    let variables: LintVariables
    private(set) var findings: [LintFinding] = []

    init(_ variables: LintVariables) {
        self.variables = variables
    }

    mutating func check(_ criteria: [(criterion: Criterion, path: FrameworkPath)]) {
        var byIndicator: [Indicator: [Int]] = [:]
        var order: [Indicator] = []
        for (number, entry) in criteria.enumerated() where entry.criterion.requirement.isJudged {
            var seen: Set<Indicator> = []
            entry.criterion.requirement.forEachTest { indicator, _, _ in
                guard seen.insert(indicator).inserted else { return }
                if byIndicator[indicator] == nil { order.append(indicator) }
                byIndicator[indicator, default: []].append(number)
            }
        }
        var compared: Set<[Int]> = []
        for indicator in order {
            let numbers = byIndicator[indicator] ?? []
            for (place, first) in numbers.enumerated() {
                for second in numbers.dropFirst(place + 1) where compared.insert([first, second]).inserted {
                    guard compared.count <= Self.limit else {
                        findings.append(
                            LintFinding(
                                "lint.too-many-pairs",
                                at: FrameworkPath() / "themes",
                                ["limit": .integer(Self.limit)],
                                severity: .note
                            )
                        )
                        return
                    }
                    compare(criteria[first].criterion, criteria[second].criterion, at: criteria[second].path)
                }
            }
        }
    }

    private mutating func compare(_ first: Criterion, _ second: Criterion, at path: FrameworkPath) {
        guard first.isInForce(with: second) else { return }
        let scopes = [first, second].map { variables.scope(of: $0) }
        let rules = (scopes + [first.requirement, second.requirement]).compactMap(\.self)
        guard let space = LintSpace(rules, variables: variables) else { return }
        var bothMet = false
        var firstMet = false
        var secondMet = false
        var bothApply = false
        var sameScope = true
        var firstImpliesSecond = true
        var secondImpliesFirst = true
        space.forEachCombination { values in
            let one = space.outcome(first, scopes[0], values)
            let other = space.outcome(second, scopes[1], values)
            if (one == .notApplicable) != (other == .notApplicable) { sameScope = false }
            if one != .notApplicable, other != .notApplicable {
                bothApply = true
                firstMet = firstMet || one == .met
                secondMet = secondMet || other == .met
                bothMet = bothMet || one == .met && other == .met
                if one == .met, other == .notMet { firstImpliesSecond = false }
                if other == .met, one == .notMet { secondImpliesFirst = false }
            }
            return !bothMet || sameScope && (firstImpliesSecond || secondImpliesFirst)
        }
        let arguments: [String: Diagnostic.Argument] = ["criterion": .text(second.id), "other": .text(first.id)]
        // Where "no catering" is met, "three meals where there is catering" does not apply: that is no contradiction.
        if firstMet, secondMet, !bothMet {
            findings.append(LintFinding("lint.criteria-contradict", at: path, arguments))
        } else if bothApply, sameScope, first.weight > 0, second.weight > 0,
            !first.requirement.isGraded, !second.requirement.isGraded
        {
            let varies = space.any { space.outcome(first, scopes[0], $0) == .notMet }
            guard varies, space.any({ space.outcome(second, scopes[1], $0) == .notMet }) else { return }
            if firstImpliesSecond, secondImpliesFirst {
                findings.append(LintFinding("lint.criterion-repeated", at: path, arguments))
            } else if (firstImpliesSecond || secondImpliesFirst) && first.indicators == second.indicators {
                // An alternative of one criterion may well be a criterion of its own.
                findings.append(
                    LintFinding(
                        "lint.criterion-implied",
                        at: path,
                        [
                            "criterion": .text(firstImpliesSecond ? second.id : first.id),
                            "other": .text(firstImpliesSecond ? first.id : second.id),
                        ]
                    )
                )
            }
        }
    }
}

extension Criterion {
    /// Whether there is a day on which both hold.
    fileprivate func isInForce(with other: Criterion) -> Bool {
        if let to = validTo, let from = other.validFrom, to < from { return false }
        if let to = other.validTo, let from = validFrom, to < from { return false }
        return true
    }
}

extension Criterion {
    fileprivate var indicators: Set<Indicator> {
        var found: Set<Indicator> = []
        requirement.forEachTest { indicator, _, _ in found.insert(indicator) }
        return found
    }
}

extension LintSpace {
    /// What a criterion says, its condition included.
    fileprivate func outcome(_ criterion: Criterion, _ scope: Requirement?, _ values: [Double]) -> Outcome {
        if let scope, outcome(scope, values) != .met { return .notApplicable }
        return outcome(criterion.requirement, values)
    }
}
