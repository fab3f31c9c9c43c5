internal import ShelterModel

/// Arithmetic: what it is computed from, and whether its units and grains go together.
extension Binder {
    /// An indicator that takes more than one step, with the names of the framework written out.
    mutating func computed(_ indicator: Indicator, _ criterion: Criterion) -> Measurement {
        let steps = indicator.parts.reduce(indicator.ownSteps) { $0 + min(sizes[$1] ?? 1, Expression.writtenOutLimit) }
        guard steps <= Expression.writtenOutLimit else {
            report(
                "framework.expression-written-out",
                place(of: indicator, criterion),
                criterion,
                ["limit": .integer(Expression.writtenOutLimit)]
            )
            return .column(0)
        }
        if case .expression = indicator { _ = unit(of: indicator, for: criterion.id, at: criterion.location) }
        return .formula(formula(indicator, criterion))
    }

    private mutating func formula(_ indicator: Indicator, _ criterion: Criterion) -> Formula {
        switch indicator {
        case .variable(let name):
            if let own = derived[name] { return formula(own.indicator, criterion) }
            need([.number, .integer], name, criterion, for: name)
            return .measured(.column(slot(name, criterion)))
        case .ratio(let above, let below):
            return .quotient(formula(.variable(above), criterion), formula(.variable(below), criterion))
        case .expression(let expression): return formula(expression.root, criterion)
        default: return .measured(measurement(indicator, criterion))
        }
    }

    private mutating func formula(_ node: Expression.Node, _ criterion: Criterion) -> Formula {
        switch node {
        case .number(let value, _, _): .constant(value)
        case .measured(let indicator, _): formula(indicator, criterion)
        case .sum(let left, let right, _): .sum(formula(left, criterion), formula(right, criterion))
        case .difference(let left, let right, _): .difference(formula(left, criterion), formula(right, criterion))
        case .product(let left, let right, _): .product(formula(left, criterion), formula(right, criterion))
        case .quotient(let left, let right, _): .quotient(formula(left, criterion), formula(right, criterion))
        case .least(let parts, _): .least(parts.map { formula($0, criterion) })
        case .greatest(let parts, _): .greatest(parts.map { formula($0, criterion) })
        }
    }

    // MARK: Units

    /// The unit that follows; `nil` where that is not known.
    mutating func unit(of indicator: Indicator, for name: String, at place: SourceLocation?) -> UnitOfMeasure? {
        switch indicator {
        case .variable(let variable):
            return variables[variable]?.unit.map { UnitOfMeasure($0) }
        case .ratio(let above, let below):
            guard let above = variables[above]?.unit, let below = variables[below]?.unit else { return nil }
            return UnitOfMeasure(above) / UnitOfMeasure(below)
        case .daysSince, .daysBetween: return .day
        case .monthsSince, .monthsUntil: return .month
        case .expression(let expression):
            return unit(expression.root, expression, name: name)
        }
    }

    private mutating func unit(_ node: Expression.Node, _ expression: Expression, name: String) -> UnitOfMeasure? {
        switch node {
        case .number(_, let unit, _):
            return unit.map { UnitOfMeasure($0) } ?? UnitOfMeasure.none
        case .measured(let indicator, let offset):
            let unit = unit(of: indicator, for: name, at: expression.location)
            // A variable that is unknown or no number has a message of its own.
            if case .variable(let variable) = indicator, unit == nil, let type = variables[variable]?.type,
                type == .number || type == .integer
            {
                report(
                    "framework.unit-missing",
                    at: expression.location(offset: offset),
                    ["variable": .text(variable), "criterion": .text(name)]
                )
            }
            return unit
        case .product(let left, let right, _):
            return both(left, right, expression, name).map { $0 * $1 }
        case .quotient(let left, let right, _):
            return both(left, right, expression, name).map { $0 / $1 }
        case .sum(let left, let right, let offset), .difference(let left, let right, let offset):
            return same([left, right], offset, expression, name)
        case .least(let parts, let offset), .greatest(let parts, let offset):
            return same(parts, offset, expression, name)
        }
    }

    private mutating func both(
        _ left: Expression.Node,
        _ right: Expression.Node,
        _ expression: Expression,
        _ name: String
    ) -> (UnitOfMeasure, UnitOfMeasure)? {
        let first = unit(left, expression, name: name)
        let second = unit(right, expression, name: name)
        guard let first, let second else { return nil }
        return (first, second)
    }

    /// Only equal things can be added, subtracted or compared.
    private mutating func same(
        _ parts: [Expression.Node],
        _ offset: Int,
        _ expression: Expression,
        _ name: String
    ) -> UnitOfMeasure? {
        var first: UnitOfMeasure?
        var isKnown = true
        for part in parts {
            guard let unit = unit(part, expression, name: name) else {
                isKnown = false
                continue
            }
            if let first, first != unit {
                report(
                    "framework.units-differ",
                    at: expression.location(offset: offset),
                    ["first": .text(first.text), "second": .text(unit.text), "criterion": .text(name)]
                )
                isKnown = false
            }
            first = first ?? unit
        }
        return isKnown ? first : nil
    }

    /// The unit of a criterion is that of the first thing that it measures in numbers.
    mutating func checkUnit(of criterion: Criterion) {
        guard criterion.unit != nil, let indicator = criterion.requirement.firstNumber(variables) else { return }
        check(
            criterion.unit,
            follows: unit(of: indicator, for: criterion.id, at: criterion.location),
            of: criterion.id,
            at: place(of: indicator, criterion)
        )
    }

    mutating func check(_ unit: String?, follows: UnitOfMeasure?, of name: String, at place: SourceLocation?) {
        guard let unit, let follows, UnitOfMeasure(unit) != follows else { return }
        report(
            "framework.unit-mismatch",
            at: place,
            ["unit": .text(unit), "follows": .text(follows.text), "criterion": .text(name)]
        )
    }

    private func place(of indicator: Indicator, _ criterion: Criterion) -> SourceLocation? {
        if case .expression(let expression) = indicator, let place = expression.location { return place }
        return criterion.location
    }

    private mutating func report(
        _ code: String,
        _ place: SourceLocation?,
        _ criterion: Criterion,
        _ arguments: [String: Diagnostic.Argument]
    ) {
        report(code, at: place, arguments.merging(["criterion": .text(criterion.id)]) { $1 })
    }

    // MARK: Grains

    /// What an indicator was measured of; answers of residents and what was counted on a location are never put together.
    mutating func grain(of indicator: Indicator, for name: String, at place: SourceLocation?) -> Grain {
        let grains = Set(indicator.variables.compactMap { variables[$0]?.grain })
        if grains.contains(.respondent), grains.count > 1 {
            report(
                "framework.grains-mixed",
                at: place,
                ["indicator": .text(indicator.text), "criterion": .text(name)]
            )
        }
        return grains.contains(.respondent) ? .respondent : grains.contains(.room) ? .room : .location
    }

    /// A criterion says so when it judges what residents answered; what it says must be so.
    mutating func checkGrain(of criterion: Criterion, judged: [Indicator]) {
        var found: Set<Grain> = []
        for indicator in judged { found.insert(grain(of: indicator, for: criterion.id, at: criterion.location)) }
        if found.contains(.respondent), found.count > 1 {
            report("framework.grains-mixed", criterion, ["indicator": .text(criterion.requirement.fullText)])
        } else if found == [.respondent], criterion.grain == nil {
            report("framework.grain-unsaid", criterion, [:])
        }
        if let said = criterion.grain, !found.isEmpty, !found.contains(said) {
            report(
                "framework.grain-mismatch",
                criterion,
                ["grain": .text(said.rawValue), "found": .list(found.map(\.rawValue).sorted())]
            )
        }
    }
}

extension Requirement {
    /// The first indicator that is a number.
    fileprivate func firstNumber(_ variables: [String: VariableDefinition]) -> Indicator? {
        switch self {
        case .test(let indicator, _, _), .levels(let indicator, _, _, _), .graded(let indicator, _),
            .report(let indicator):
            if case .variable(let name) = indicator, let type = variables[name]?.type {
                return type == .number || type == .integer ? indicator : nil
            }
            return indicator
        case .all(let parts), .any(let parts), .atLeast(_, let parts):
            return parts.lazy.compactMap { $0.firstNumber(variables) }.first
        case .cases(let cases): return cases.lazy.compactMap { $0.then.firstNumber(variables) }.first
        case .pending, .move: return nil
        }
    }
}
