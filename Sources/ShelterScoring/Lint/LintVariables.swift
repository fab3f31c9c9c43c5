import ShelterModel

/// What the code book says of the values that variables can have.
struct LintVariables {
    /// Codes of each choice.
    let codes: [String: [String]]
    private let definitions: [String: VariableDefinition]
    private let conditions: [String: Requirement]
    private let inUseFrom: String?
    /// Indicators that the framework gives a name.
    private let derived: [String: Indicator]
    private let spaces: [String: ValueSpace]
    private var shares: Set<Indicator> = []

    init(_ codeBook: CodeBook, _ framework: Framework) {
        definitions = codeBook.variables
        conditions = Dictionary(codeBook.conditions.map { ($0.id, $0.when) }, uniquingKeysWith: { first, _ in first })
        inUseFrom = codeBook.tables.first?.columns.first { $0.role == .inUseFrom }?.variable
        derived = Dictionary(
            framework.derived.map { ($0.variable, $0.indicator) },
            uniquingKeysWith: { first, _ in first }
        )
        codes = definitions.filter { $0.value.type == .choice }.mapValues { $0.codes.map(\.value) }
        var spaces: [String: ValueSpace] = [:]
        var columns: [String: ColumnDefinition] = [:]
        for column in codeBook.tables.first?.columns ?? [] { columns[column.variable] = column }
        for (name, definition) in definitions {
            var space = ValueSpace()
            switch definition.type {
            case .boolean: space = ValueSpace(least: 0, greatest: 1, isWhole: true)
            case .choice: space.codes = definition.codes.count
            case .integer: space.isWhole = true
            default: break
            }
            if let range = columns[name]?.range {
                space.least = range.lowerBound
                space.greatest = range.upperBound
            }
            if definition.unit == "share" {
                space.least = max(space.least, 0)
                space.greatest = min(space.greatest, 1)
            }
            // Things that are counted are never fewer than none.
            if definition.noun != Noun() || columns[name]?.role == .residents || columns[name]?.role == .capacity {
                space.least = max(space.least, 0)
            }
            spaces[name] = space
        }
        for join in codeBook.joins {
            for derivation in join.derivations where derivation.rule == .count {
                spaces[derivation.variable]?.least = 0
            }
        }
        self.spaces = spaces
    }

    /// What must hold for a criterion to apply; `nil`: always.
    func scope(of criterion: Criterion) -> Requirement? {
        var parts = criterion.condition.map { [$0] } ?? []
        if let days = criterion.appliesTo?.daysInUse, let inUseFrom {
            parts.append(.test(.daysSince(inUseFrom), days, nil))
        }
        for group in criterion.appliesTo?.groups ?? [] {
            let named = group.names.compactMap { conditions[$0] }
            parts.append(named.count == 1 ? named[0] : .any(named))
        }
        return parts.count > 1 ? .all(parts) : parts.first
    }

    /// Values outside 0…1 are impossible where the indicator is a share.
    mutating func limitToShare(_ indicator: Indicator) { shares.insert(indicator) }

    func space(of indicator: Indicator) -> ValueSpace {
        var space = ownSpace(of: indicator)
        if shares.contains(indicator) {
            space.least = max(space.least, 0)
            space.greatest = min(space.greatest, 1)
        }
        return space
    }

    private func ownSpace(of indicator: Indicator) -> ValueSpace {
        switch indicator {
        case .variable(let name):
            if let space = spaces[name] { return space }
            return derived[name].map { ownSpace(of: $0) } ?? ValueSpace()
        // What arithmetic can come to is not worked out: any number, which proves less but nothing wrong.
        case .expression: return ValueSpace()
        case .ratio(let above, let below):
            guard let above = spaces[above], let below = spaces[below], above.least >= 0, below.least >= 0 else {
                return ValueSpace()
            }
            // Something divided by nothing counts as infinitely much.
            return ValueSpace(
                least: below.greatest.isFinite && below.greatest > 0 ? above.least / below.greatest : 0,
                greatest: below.least > 0 ? above.greatest / below.least : .infinity
            )
        case .daysSince: return ValueSpace(least: 0, isWhole: true)
        case .monthsSince: return ValueSpace(least: 0)
        case .monthsUntil: return ValueSpace()
        case .daysBetween: return ValueSpace(isWhole: true)
        }
    }
}
