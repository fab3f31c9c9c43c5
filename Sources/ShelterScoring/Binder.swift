internal import ShelterModel

/// Replaces names by column numbers and collects what does not fit.
struct Binder {
    let slots: [String: Int]
    private(set) var variables: [String: VariableDefinition]
    let residents: String?
    let capacity: String?
    let inUseFrom: String?
    let conditions: [String: NamedCondition]
    /// Indicators with names of their own.
    private(set) var derived: [String: DerivedIndicator] = [:]
    /// Steps of each with everything that it names written out.
    private(set) var sizes: [String: Int] = [:]
    var diagnostics: [Diagnostic] = []
    private var reported: Set<Diagnostic> = []
    private var leaves: [Leaf] = []
    private var hasTarget = false

    init(_ codeBook: CodeBook, _ framework: Framework) {
        variables = codeBook.variables
        let columns = codeBook.tables.first?.columns ?? []
        slots = Dictionary(
            codeBook.columnVariables.enumerated().map { ($1, $0) },
            uniquingKeysWith: { _, last in last }
        )
        residents = columns.first { $0.role == .residents }?.variable
        capacity = columns.first { $0.role == .capacity }?.variable
        inUseFrom = columns.first { $0.role == .inUseFrom }?.variable
        conditions = Dictionary(codeBook.conditions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        bind(framework.derived)
    }

    /// Makes the named indicators known; a framework file has none that go round in a circle.
    private mutating func bind(_ indicators: [DerivedIndicator]) {
        for indicator in indicators {
            if variables[indicator.variable] != nil {
                report("framework.derived-is-variable", at: indicator.location, ["variable": .text(indicator.variable)])
            }
            derived[indicator.variable] = indicator
        }
        // Parts before what is made of them, so that nothing is worked out twice, however deep the names go.
        var waiting = indicators.map { Set($0.indicator.variables.filter { derived[$0] != nil }) }
        var users: [String: [Int]] = [:]
        for (number, own) in waiting.enumerated() { for name in own { users[name, default: []].append(number) } }
        var free = waiting.indices.filter { waiting[$0].isEmpty }.reversed() as [Int]
        while let number = free.popLast() {
            let own = indicators[number]
            let steps = own.indicator.parts.reduce(0) { $0 + min(sizes[$1] ?? 1, Expression.writtenOutLimit) }
            sizes[own.variable] = steps + own.indicator.ownSteps
            let unit = unit(of: own.indicator, for: own.variable, at: own.location)
            check(own.unit, follows: unit, of: own.variable, at: own.location)
            variables[own.variable] = VariableDefinition(
                type: .number,
                unit: own.unit ?? unit?.text,
                codes: [],
                noun: Noun(),
                grain: grain(of: own.indicator, for: own.variable, at: own.location)
            )
            for user in users[own.variable] ?? [] {
                waiting[user].remove(own.variable)
                if waiting[user].isEmpty { free.append(user) }
            }
        }
    }

    mutating func bind(_ criterion: Criterion) -> CompiledCriterion {
        leaves = []
        hasTarget = false
        let requirement = node(criterion.requirement, of: criterion, isShare: criterion.unit == "share")
        let judged = leaves.count
        let own = criterion.condition.map { [condition($0, of: criterion)] } ?? []
        let conditions = own + (criterion.appliesTo.map { scope($0, of: criterion) } ?? [])
        checkUnit(of: criterion)
        checkGrain(of: criterion, judged: leaves[..<judged].map(\.indicator))
        return CompiledCriterion(
            criterion: criterion,
            leaves: leaves,
            residents: criterion.residents.flatMap { residents($0, of: criterion) },
            hasTarget: hasTarget,
            requirement: requirement,
            conditions: conditions
        )
    }

    /// What holds or does not hold; there is nothing to aim at in it.
    private mutating func condition(_ requirement: Requirement, of criterion: Criterion) -> Node {
        let hadTarget = hasTarget
        defer { hasTarget = hadTarget }
        return node(requirement, of: criterion, isShare: false)
    }

    private mutating func node(_ requirement: Requirement, of criterion: Criterion, isShare: Bool) -> Node {
        switch requirement {
        case .test(let indicator, let standard, let goalposts):
            let rule = rule(standard, indicator, criterion)
            let isShare = isShare && canBeShare(indicator, standard)
            let leaf = leaf(indicator, standard, criterion, isShare)
            return .test(leaf, Judge(rule: rule, goalposts: goalposts, isShare: isShare))
        case .levels(let indicator, let minimum, let target, let goalposts):
            hasTarget = true
            let rules = (rule(minimum, indicator, criterion), rule(target, indicator, criterion))
            let isShare = isShare && canBeShare(indicator, minimum)
            let leaf = leaf(indicator, minimum, criterion, isShare, target: target)
            return .test(leaf, Judge(rule: rules.0, target: rules.1, goalposts: goalposts, isShare: isShare))
        case .graded(let indicator, let goalposts):
            let leaf = leaf(indicator, nil, criterion, isShare)
            return .test(leaf, Judge(rule: .complete, goalposts: goalposts, isShare: isShare))
        case .all(let parts): return .all(parts.map { node($0, of: criterion, isShare: isShare) })
        case .any(let parts): return .any(parts.map { node($0, of: criterion, isShare: isShare) })
        case .atLeast(let count, let parts):
            return .atLeast(count, parts.map { node($0, of: criterion, isShare: isShare) })
        case .cases(let cases):
            return .cases(
                cases.map { one in
                    (
                        when: condition(one.when, of: criterion),
                        then: node(one.then, of: criterion, isShare: isShare)
                    )
                }
            )
        case .report(let indicator): return .report(leaf(indicator, nil, criterion, isShare))
        case .pending: return .pending
        case .move: return .move
        }
    }

    /// Most parts of one criterion: results number them with 16 bits.
    private static let partLimit = 10_000

    /// In a combination only some parts are shares: a ratio or number that is held against limits within 0…1.
    private func canBeShare(_ indicator: Indicator, _ standard: Standard) -> Bool {
        if case .variable(let name) = indicator {
            guard let type = variables[name]?.type, type == .number || type == .integer else { return false }
        }
        return switch standard {
        case .atLeast(let limit), .atMost(let limit): (0...1).contains(limit)
        case .between(let low, let high): low >= 0 && high <= 1
        case .isTrue, .isFalse, .oneOf: false
        }
    }

    private mutating func leaf(
        _ indicator: Indicator,
        _ standard: Standard?,
        _ criterion: Criterion,
        _ isShare: Bool,
        target: Standard? = nil
    ) -> Int {
        guard leaves.count < Self.partLimit else {
            report("framework.too-many-parts", criterion, ["limit": .integer(Self.partLimit)])
            return 0
        }
        leaves.append(
            Leaf(
                indicator: indicator,
                measurement: measurement(indicator, criterion),
                standard: standard,
                target: target,
                atCapacity: twin(of: indicator, standard).map { measurement($0, criterion) },
                isShare: isShare
            )
        )
        return leaves.count - 1
    }

    /// The same ratio with the capacity in the place of the residents; only where more or fewer people matter.
    private func twin(of indicator: Indicator, _ standard: Standard?) -> Indicator? {
        if case .between = standard { return nil }
        guard case .ratio(let above, let below) = indicator, let residents, let capacity else { return nil }
        if above == residents, below != capacity { return .ratio(capacity, below) }
        if below == residents, above != capacity { return .ratio(above, capacity) }
        return nil
    }

    /// Conditions in the terms of the field.
    private mutating func scope(_ scope: AppliesTo, of criterion: Criterion) -> [Node] {
        var nodes: [Node] = []
        if let standard = scope.daysInUse {
            if let inUseFrom {
                nodes.append(node(.test(.daysSince(inUseFrom), standard, nil), of: criterion, isShare: false))
            } else {
                report("framework.no-in-use-from", criterion, [:])
            }
        }
        for group in scope.groups {
            var parts: [Node] = []
            for name in group.names {
                guard let condition = conditions[name], group.kind.map({ $0 == condition.kind }) ?? true else {
                    let known = conditions.values.filter { condition in group.kind.map { $0 == condition.kind } ?? true
                    }
                    report(
                        "framework.unknown-condition",
                        criterion,
                        ["value": .text(name), "known": .list(known.map(\.id).sorted())]
                    )
                    continue
                }
                parts.append(node(condition.when, of: criterion, isShare: false))
            }
            nodes.append(parts.count == 1 ? parts[0] : .any(parts))
        }
        return nodes
    }

    /// Residents' answers come from a table with one row each, with the rows that are not known kept apart.
    private mutating func residents(_ view: ResidentsView, of criterion: Criterion) -> CompiledResidents? {
        guard let variable = variables[view.variable], let value = slots[view.variable] else {
            report("framework.unknown-variable", criterion, ["variable": .text(view.variable)])
            return nil
        }
        guard variable.grain == .respondent, variable.isAggregate, let known = slots[view.variable + ".n"],
            let unknown = slots[view.variable + ".unknown"]
        else {
            report("framework.not-of-residents", criterion, ["variable": .text(view.variable)])
            return nil
        }
        return CompiledResidents(
            view: view,
            value: value,
            known: known,
            unknown: unknown,
            rule: rule(view.standard, .variable(view.variable), criterion)
        )
    }

    mutating func measurement(_ indicator: Indicator, _ criterion: Criterion) -> Measurement {
        switch indicator {
        case .variable(let name) where derived[name] == nil:
            return .column(slot(name, criterion))
        case .variable, .expression: return computed(indicator, criterion)
        case .ratio(let above, let below) where derived[above] != nil || derived[below] != nil:
            return computed(indicator, criterion)
        case .ratio(let above, let below):
            for name in [above, below] { need([.number, .integer], name, criterion, for: indicator.text) }
            return .ratio(slot(above, criterion), slot(below, criterion))
        case .daysSince(let name):
            need([.date], name, criterion, for: indicator.text)
            return .interval(slot(name, criterion), daysPerUnit: 1, forward: false)
        case .monthsSince(let name):
            need([.date], name, criterion, for: indicator.text)
            return .interval(slot(name, criterion), daysPerUnit: daysPerMonth, forward: false)
        case .monthsUntil(let name):
            need([.date], name, criterion, for: indicator.text)
            return .interval(slot(name, criterion), daysPerUnit: daysPerMonth, forward: true)
        case .daysBetween(let start, let end):
            for name in [start, end] { need([.date], name, criterion, for: indicator.text) }
            return .days(slot(start, criterion), slot(end, criterion))
        }
    }

    private mutating func rule(_ standard: Standard, _ indicator: Indicator, _ criterion: Criterion) -> Judge.Rule {
        let name: String? = if case .variable(let name) = indicator { name } else { nil }
        switch standard {
        case .atLeast(let limit):
            if let name { need([.number, .integer], name, criterion, for: standard.text) }
            return .atLeast(limit)
        case .atMost(let limit):
            if let name { need([.number, .integer], name, criterion, for: standard.text) }
            return .atMost(limit)
        case .between(let low, let high):
            if let name { need([.number, .integer], name, criterion, for: standard.text) }
            return .between(low, high)
        case .isTrue:
            if let name { need([.boolean], name, criterion, for: standard.text) }
            return .atLeast(1)
        case .isFalse:
            if let name { need([.boolean], name, criterion, for: standard.text) }
            return .atMost(0)
        case .oneOf(let values):
            if let name { need([.choice], name, criterion, for: standard.text) }
            let codes = name.flatMap { variables[$0]?.codes } ?? []
            var numbers: Set<UInt16> = []
            for value in values {
                if let number = codes.firstIndex(where: { $0.value == value }) {
                    numbers.insert(UInt16(number))
                } else if name.map({ variables[$0] != nil }) ?? false {
                    report("framework.unknown-code", criterion, ["value": .text(value), "variable": .text(name ?? "")])
                }
            }
            return .codes(numbers)
        }
    }

    mutating func slot(_ name: String, _ criterion: Criterion) -> Int {
        if let slot = slots[name] { return slot }
        report("framework.unknown-variable", criterion, ["variable": .text(name)])
        return 0
    }

    mutating func need(_ types: [ValueType], _ name: String, _ criterion: Criterion, for use: String) {
        guard let type = variables[name]?.type, !types.contains(type) else { return }
        report(
            "framework.type-mismatch",
            criterion,
            [
                "variable": .text(name), "type": .text(type.rawValue), "use": .text(use),
                "expected": .list(types.map(\.rawValue)),
            ]
        )
    }

    /// Number of the band that a cap or limiter names.
    mutating func band(_ id: String, _ framework: Framework) -> Int? {
        let number = framework.bands.firstIndex { $0.id == id }
        if number == nil {
            report(
                "framework.cap-not-a-band",
                at: nil,
                ["value": .text(id), "known": .list(framework.bands.map(\.id))]
            )
        }
        return number
    }

    mutating func report(_ code: String, _ criterion: Criterion, _ arguments: [String: Diagnostic.Argument]) {
        report(code, at: criterion.location, arguments.merging(["criterion": .text(criterion.id)]) { $1 })
    }

    mutating func report(_ code: String, at place: SourceLocation?, _ arguments: [String: Diagnostic.Argument]) {
        let diagnostic = Diagnostic(.error, code, at: place, arguments)
        if reported.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
    }
}

extension Indicator {
    /// Names of its parts, as often as they stand there.
    var parts: [String] {
        if case .expression(let expression) = self { return expression.root.measured.flatMap(\.variables) }
        return variables
    }

    /// Steps that are not names.
    var ownSteps: Int {
        if case .expression(let expression) = self { return expression.root.size }
        return 1
    }
}

/// Mean length of a month in the Gregorian calendar: 365.25 / 12.
private let daysPerMonth = 30.4375
