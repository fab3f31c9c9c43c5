public import ShelterModel

/// A framework bound to the columns of a code book, ready to be held against tables.
public struct CompiledFramework: Sendable {
    public let framework: Framework
    /// All criteria in the framework's order.
    public let criteria: [CompiledCriterion]
    /// Criterion indices per theme.
    public let themes: [Range<Int>]
    let visitDate: Int?

    /// Binds `framework` to the variables of `codeBook`.
    ///
    /// Column numbers count the columns of the code book's first table, then what its joins derive, then what is derived from a
    /// column of the table itself.
    ///
    /// - Throws: `Refusal` with every variable that is unknown or of a type that its standard cannot judge.
    public init(_ framework: Framework, codeBook: CodeBook) throws(Refusal) {
        var binder = Binder(codeBook)
        var criteria: [CompiledCriterion] = []
        var themes: [Range<Int>] = []
        for theme in framework.themes {
            let first = criteria.count
            for criterion in theme.criteria {
                criteria.append(binder.bind(criterion))
            }
            themes.append(first..<criteria.count)
        }
        guard binder.diagnostics.isEmpty else { throw Refusal(binder.diagnostics) }
        self.framework = framework
        self.criteria = criteria
        self.themes = themes
        visitDate = codeBook.tables.first?.index(of: .visitDate)
    }
}

/// One criterion with its variables replaced by column numbers.
public struct CompiledCriterion: Sendable {
    public let criterion: Criterion
    /// The tests of the requirement, depth first; findings name the one that decided.
    public let leaves: [Leaf]
    let requirement: Node
    let condition: Node?

    /// The columns that it looks at, each once, in the order of the rule.
    public var usedColumns: [Int] {
        var seen: Set<Int> = []
        return leaves.flatMap(\.columns).filter { seen.insert($0).inserted }
    }
}

/// One measured indicator inside a requirement.
public struct Leaf: Hashable, Sendable {
    public let indicator: Indicator
    public let measurement: Measurement
    public let standard: Standard?
    /// The same indicator at full capacity, where the indicator is per resident.
    public let atCapacity: Measurement?
    /// The unit's values must lie in 0…1.
    public let isShare: Bool

    var columns: [Int] { measurement.columns + (atCapacity?.columns ?? []) }
}

/// An indicator over column numbers.
public enum Measurement: Hashable, Sendable {
    case column(Int)
    case ratio(Int, Int)
    /// Days (or months) from the date in the column to the visit; the other way round when `forward`.
    case interval(Int, daysPerUnit: Double, forward: Bool)
    /// Days from the date in the first column to that in the second.
    case days(Int, Int)

    /// Columns that it reads; the first is the place of the evidence.
    public var columns: [Int] {
        switch self {
        case .column(let column), .interval(let column, _, _): [column]
        case .ratio(let first, let second), .days(let first, let second): [first, second]
        }
    }
}

/// A requirement over leaves, by their number.
indirect enum Node: Sendable {
    case test(Int, Judge)
    case all([Node])
    case any([Node])
    case atLeast(Int, [Node])
    case cases([(when: Node, then: Node)])
    case report(Int)
    case pending
    /// Judged when two locations are compared.
    case move
}

/// A standard in the terms of a column.
struct Judge: Sendable {
    enum Rule: Sendable {
        case atLeast(Double)
        case atMost(Double)
        case between(Double, Double)
        /// Code numbers that count as met.
        case codes(Set<UInt16>)
        /// Met when attainment is complete.
        case complete
    }

    var rule: Rule
    var goalposts: Goalposts?
    var isShare: Bool
}

/// Replaces names by column numbers and collects what does not fit.
private struct Binder {
    let slots: [String: Int]
    let variables: [String: VariableDefinition]
    let residents: String?
    let capacity: String?
    var diagnostics: [Diagnostic] = []
    private var reported: Set<Diagnostic> = []
    private var leaves: [Leaf] = []

    init(_ codeBook: CodeBook) {
        variables = codeBook.variables
        var slots: [String: Int] = [:]
        let columns = codeBook.tables.first?.columns ?? []
        for (index, column) in columns.enumerated() { slots[column.variable] = index }
        var next = columns.count
        for join in codeBook.joins {
            for derivation in join.derivations {
                slots[derivation.variable] = next
                next += 1
            }
        }
        for derived in codeBook.tables.first?.derivedColumns ?? [] {
            slots[derived.derivation.variable] = next
            next += 1
        }
        self.slots = slots
        residents = columns.first { $0.role == .residents }?.variable
        capacity = columns.first { $0.role == .capacity }?.variable
    }

    mutating func bind(_ criterion: Criterion) -> CompiledCriterion {
        leaves = []
        let requirement = node(criterion.requirement, of: criterion, isShare: criterion.unit == "share")
        let condition = criterion.condition.map { node($0, of: criterion, isShare: false) }
        return CompiledCriterion(criterion: criterion, leaves: leaves, requirement: requirement, condition: condition)
    }

    private mutating func node(_ requirement: Requirement, of criterion: Criterion, isShare: Bool) -> Node {
        switch requirement {
        case .test(let indicator, let standard, let goalposts):
            let rule = rule(standard, indicator, criterion)
            let isShare = isShare && canBeShare(indicator, standard)
            let leaf = leaf(indicator, standard, criterion, isShare)
            return .test(leaf, Judge(rule: rule, goalposts: goalposts, isShare: isShare))
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
                        when: node(one.when, of: criterion, isShare: false),
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
        _ isShare: Bool
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

    private mutating func measurement(_ indicator: Indicator, _ criterion: Criterion) -> Measurement {
        switch indicator {
        case .variable(let name):
            return .column(slot(name, criterion))
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

    private mutating func slot(_ name: String, _ criterion: Criterion) -> Int {
        if let slot = slots[name] { return slot }
        report("framework.unknown-variable", criterion, ["variable": .text(name)])
        return 0
    }

    private mutating func need(_ types: [ValueType], _ name: String, _ criterion: Criterion, for use: String) {
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

    private mutating func report(_ code: String, _ criterion: Criterion, _ arguments: [String: Diagnostic.Argument]) {
        let diagnostic = Diagnostic(
            .error,
            code,
            at: criterion.location,
            arguments.merging(["criterion": .text(criterion.id)]) { $1 }
        )
        if reported.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
    }
}

/// Mean length of a month in the Gregorian calendar: 365.25 / 12.
private let daysPerMonth = 30.4375
