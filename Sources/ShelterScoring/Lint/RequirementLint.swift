import ShelterModel

/// Looks for faults inside one criterion: what can never be met, what always is, what says nothing new.
struct RequirementLint {
    let variables: LintVariables
    private(set) var findings: [LintFinding] = []

    init(_ variables: LintVariables) {
        self.variables = variables
    }

    mutating func check(_ criterion: Criterion, at path: FrameworkPath) {
        let before = findings.count
        if let condition = criterion.condition { checkLimits(condition, at: path / "when", of: criterion) }
        checkLimits(criterion.requirement, at: path, of: criterion)
        let hasImpossibleLimit = findings.count > before
        let scope = variables.scope(of: criterion)
        let rules = [scope, criterion.requirement].compactMap(\.self)
        guard let space = LintSpace(rules, variables: variables) else {
            if !criterion.requirement.isPending {
                note("lint.too-many-cases", at: path, criterion, ["limit": .integer(LintSpace.limit)])
            }
            return
        }
        if !hasImpossibleLimit { checkWhole(criterion, scope, space, at: path) }
        if let condition = criterion.condition {
            checkParts(of: condition, at: path / "when", criterion, space) { changed, values in
                space.outcome(changed, values) == .met
            }
        }
        checkParts(of: criterion.requirement, at: path, criterion, space, scope: scope)
    }

    // MARK: Single limits

    /// A limit outside what the variable can be decides the outcome before anything is measured.
    private mutating func checkLimits(_ requirement: Requirement, at path: FrameworkPath, of criterion: Criterion) {
        switch requirement {
        case .test(let indicator, let standard, _), .levels(let indicator, minimum: let standard, target: _, _):
            checkLimit(standard, indicator, at: path / "standard", of: criterion)
        case .all(let parts), .any(let parts):
            let key = if case .all = requirement { "all" } else { "any" }
            for (index, part) in parts.enumerated() { checkLimits(part, at: path / key / index, of: criterion) }
        case .atLeast(_, let parts):
            for (index, part) in parts.enumerated() {
                checkLimits(part, at: path / "atLeast" / "of" / index, of: criterion)
            }
        case .cases(let cases):
            for (index, one) in cases.enumerated() {
                checkLimits(one.when, at: path / "cases" / index / "when", of: criterion)
                checkLimits(one.then, at: path / "cases" / index, of: criterion)
            }
        case .graded, .report, .pending, .move: break
        }
    }

    private mutating func checkLimit(
        _ standard: Standard,
        _ indicator: Indicator,
        at path: FrameworkPath,
        of criterion: Criterion
    ) {
        let test = Requirement.test(indicator, standard, nil)
        var variables = variables
        // Of a combination not every part is a share.
        if criterion.unit == "share", case .test(indicator, standard, _) = criterion.requirement {
            variables.limitToShare(indicator)
        }
        guard let space = LintSpace([test], variables: variables) else { return }
        var arguments: [String: Diagnostic.Argument] = [
            "standard": .text(standard.text), "indicator": .text(indicator.text),
        ]
        if !space.any({ space.outcome(test, $0) == .met }) {
            warn("lint.impossible-limit", at: path, criterion, arguments)
        } else if space.all({ space.outcome(test, $0) == .met }) {
            // `report` is how one shows something without judging it.
            arguments["outcome"] = .text("met")
            warn("lint.idle-limit", at: path, criterion, arguments)
        }
    }

    // MARK: The whole rule

    private mutating func checkWhole(
        _ criterion: Criterion,
        _ scope: Requirement?,
        _ space: LintSpace,
        at path: FrameworkPath
    ) {
        let requirement = criterion.requirement
        func applies(_ values: [Double]) -> Bool { scope.map { space.outcome($0, values) == .met } ?? true }
        if let condition = scope {
            let key = criterion.condition == nil ? "appliesTo" : "when"
            if !space.any(applies) {
                warn("lint.never-applies", at: path / key, criterion, ["condition": .text(condition.fullText)])
                return
            }
            if space.all(applies) {
                warn("lint.always-applies", at: path / key, criterion, ["condition": .text(condition.fullText)])
            }
        }
        guard requirement.isJudged else { return }
        let judged = space.any { applies($0) && space.outcome(requirement, $0) != .notApplicable }
        guard judged else { return warn("lint.never-judged", at: path, criterion) }
        if !space.any({ applies($0) && space.outcome(requirement, $0) == .met }) {
            warn("lint.never-met", at: requirement.place(in: path), criterion)
        } else if !space.any({ applies($0) && space.outcome(requirement, $0) == .notMet }) {
            warn("lint.always-met", at: requirement.place(in: path), criterion)
        }
    }

    // MARK: Parts

    /// - Parameter isMet: Whether a condition holds; without it the outcomes of the requirement are compared, where the
    ///   criterion applies.
    private mutating func checkParts(
        of root: Requirement,
        at path: FrameworkPath,
        _ criterion: Criterion,
        _ space: LintSpace,
        scope: Requirement? = nil,
        isMet: ((Requirement, [Double]) -> Bool)? = nil
    ) {
        var redundant: [FrameworkPath] = []
        root.forEachRemoval(at: path) { changed, removed, posts in
            // A graded part moves the attainment even where it does not decide the outcome.
            guard !posts else { return }
            // Of two parts that say the same only one is too many.
            guard !redundant.contains(where: { $0.isSibling(of: removed) }) else { return }
            let isSame = space.all { values in
                if let isMet { return isMet(root, values) == isMet(changed, values) }
                if let scope, space.outcome(scope, values) != .met { return true }
                return space.outcome(root, values) == space.outcome(changed, values)
            }
            if isSame { redundant.append(removed) }
        }
        for place in redundant { warn("lint.redundant-part", at: place, criterion) }
        root.forEachCaseList(at: path) { cases, place in
            checkCases(cases, at: place, criterion, space)
        }
    }

    /// Conditions of cases on one number should leave no hole and not cross.
    private mutating func checkCases(
        _ cases: [Requirement.Case],
        at path: FrameworkPath,
        _ criterion: Criterion,
        _ space: LintSpace
    ) {
        var ranges: [(number: Int, indicator: Indicator, least: Double, greatest: Double)] = []
        for (number, one) in cases.enumerated() {
            guard case .test(let indicator, let standard, _) = one.when, let range = standard.range else { return }
            ranges.append((number, indicator, range.0, range.1))
        }
        guard let indicator = ranges.first?.indicator, ranges.allSatisfy({ $0.indicator == indicator }) else { return }
        let isWhole = variables.space(of: indicator).isWhole
        for (place, one) in ranges.enumerated() {
            for other in ranges.dropFirst(place + 1) {
                let least = max(one.least, other.least)
                let greatest = min(one.greatest, other.greatest)
                // A number with fractions has no value "just above" that a limit could name.
                guard isWhole ? least <= greatest : least < greatest else { continue }
                let isNested =
                    one.least <= other.least && one.greatest >= other.greatest
                    || other.least <= one.least && other.greatest >= one.greatest
                guard !isNested, cases[one.number].then != cases[other.number].then else { continue }
                warn(
                    "lint.cases-overlap",
                    at: path / other.number / "when",
                    criterion,
                    [
                        "indicator": .text(indicator.text), "from": .number(least), "to": .number(greatest),
                        "first": .integer(one.number + 1),
                    ]
                )
            }
        }
        var reached = -Double.infinity
        var isFirst = true
        for range in ranges.sorted(by: { ($0.least, $0.number) < ($1.least, $1.number) }) {
            let gap = isWhole ? range.least - reached > 1 : range.least > reached
            if !isFirst, gap {
                warn(
                    "lint.cases-gap",
                    at: path / range.number / "when",
                    criterion,
                    [
                        "indicator": .text(indicator.text), "from": .number(reached), "to": .number(range.least),
                    ]
                )
            }
            isFirst = false
            reached = max(reached, range.greatest)
        }
    }

    // MARK: Reporting

    private mutating func warn(
        _ code: String,
        at path: FrameworkPath,
        _ criterion: Criterion,
        _ arguments: [String: Diagnostic.Argument] = [:]
    ) {
        findings.append(
            LintFinding(code, at: path, arguments.merging(["criterion": .text(criterion.id)]) { $1 })
        )
    }

    private mutating func note(
        _ code: String,
        at path: FrameworkPath,
        _ criterion: Criterion,
        _ arguments: [String: Diagnostic.Argument] = [:]
    ) {
        warn(code, at: path, criterion, arguments)
        findings[findings.count - 1].severity = .note
    }
}

extension Standard {
    /// Least and greatest number that meets it; `nil` where it is not about numbers.
    var range: (Double, Double)? {
        switch self {
        case .atLeast(let limit): (limit, .infinity)
        case .atMost(let limit): (-.infinity, limit)
        case .between(let low, let high): (low, high)
        case .isTrue, .isFalse, .oneOf: nil
        }
    }
}

extension FrameworkPath {
    func isSibling(of other: FrameworkPath) -> Bool {
        steps.count == other.steps.count && steps.dropLast() == other.steps.dropLast()
    }
}
