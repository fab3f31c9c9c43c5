import ShelterModel

/// Resolves a profile against the columns of a code book.
struct RowPlanner {
    private let columns: [ColumnDefinition]
    private let profile: RehearsalProfile
    private let indexes: [String: Int]

    init(columns: [ColumnDefinition], profile: RehearsalProfile) {
        self.columns = columns
        self.profile = profile
        indexes = Dictionary(
            columns.indices.map { (columns[$0].variable, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What the profile asks that the code book does not have, or that goes round in a circle.
    func problems(codeBook: String) -> [Diagnostic] {
        var result: [Diagnostic] = []
        let kindCodes = columns.first { $0.role == .kind }?.codes.map(\.value) ?? []
        var sections = [("variables", profile.variables)]
        sections += profile.variablesOfKind.sorted { $0.key < $1.key }.map { ("only-\($0.key)", $0.value) }
        func report(_ code: String, _ field: String, _ name: String) {
            let place = SourceLocation(file: codeBook, field: field)
            result.append(Diagnostic(.error, code, at: place, ["name": .text(name)]))
        }
        for (section, variables) in sections {
            for (variable, distribution) in variables.sorted(by: { $0.key < $1.key }) {
                let field = "\(section).\(variable)"
                guard let index = indexes[variable] else {
                    report("rehearsal.unknown-variable", field, variable)
                    continue
                }
                for case .variable(let name) in distribution.references where indexes[name] == nil {
                    report("rehearsal.unknown-variable", field, name)
                }
                if case .choice(let items) = distribution.shape {
                    for item in items where !columns[index].codes.contains(where: { $0.value == item.value }) {
                        report("rehearsal.unknown-code", field, item.value)
                    }
                }
            }
        }
        let named =
            profile.kinds.map { ("kinds", $0.value) } + profile.variablesOfKind.keys.sorted().map { ("only-\($0)", $0) }
        for (section, kind) in named where !kindCodes.contains(kind) { report("rehearsal.unknown-code", section, kind) }
        for name in profile.shares where indexes[name] == nil {
            report("rehearsal.unknown-variable", "settings.shares", name)
        }
        guard result.isEmpty else { return result }
        for kind in [nil] + kindCodes.map(Optional.some) {
            if let index = circle(plan(kind: kind)) {
                report("rehearsal.circle", kind.map { "only-\($0)" } ?? "variables", columns[index].variable)
                break
            }
        }
        return result
    }

    func plan(kind: String?) -> RowPlan {
        let own = kind.flatMap { profile.variablesOfKind[$0] } ?? [:]
        let plans = columns.map { column in
            plan(column, own[column.variable] ?? profile.variables[column.variable])
        }
        return RowPlan(columns: plans, order: order(plans))
    }

    private func plan(_ column: ColumnDefinition, _ wish: Distribution?) -> ColumnPlan {
        let probe = ColumnPlan(column, Distribution(shape: .empty), shape: .empty, missing: .zero)
        let distribution =
            wish
            ?? .standard(
                type: Self.type(of: column),
                lower: column.range == nil ? nil : probe.lower,
                upper: column.range == nil ? nil : probe.upper
            )
        var shape: ColumnPlan.Shape
        switch column.role {
        case .locationID, .assessmentID, .locationName, .municipality: shape = .given
        case .kind: shape = .kind
        case .visitDate: shape = .visitDate
        case .capacity, .residents, .inUseFrom, nil: shape = resolved(distribution.shape, column)
        }
        if column.type == .text, case .uniform = shape { shape = .empty }
        let isKey = column.role != nil && column.role != .inUseFrom
        var plan = ColumnPlan(
            column,
            distribution,
            shape: shape,
            missing: distribution.missing ?? (isKey ? .zero : profile.missing)
        )
        plan.condition = distribution.condition.flatMap(index)
        plan.exclusion = distribution.exclusion.flatMap(index)
        return plan
    }

    private func resolved(_ shape: Distribution.Shape, _ column: ColumnDefinition) -> ColumnPlan.Shape {
        switch shape {
        case .empty: return .empty
        case .uniform(let range): return .uniform(range)
        case .quantiles(let amounts): return .quantiles(amounts)
        case .per(let reference, let rate): return index(reference).map { .per($0, rate: rate) } ?? .empty
        case .share(let reference, let mean, let full):
            return index(reference).map { .share(of: $0, mean: mean, full: full) } ?? .empty
        case .rest(let whole, let part):
            guard let whole = index(whole), let part = index(part) else { return .empty }
            return .rest(of: whole, without: part)
        case .occupancy: return .occupancy(capacity: columns.firstIndex { $0.role == .capacity })
        case .probability(let amount): return .probability(amount)
        case .choice(let items):
            var total = 0
            let cumulative = column.codes.map { code in
                total += items.isEmpty ? 1 : items.first { $0.value == code.value }?.weight ?? 0
                return total
            }
            return total == 0 ? .empty : .choice(cumulative: cumulative)
        case .daysBeforeVisit(let days): return .daysBeforeVisit(days)
        case .daysAfterVisit(let days): return .daysAfterVisit(days)
        case .words(let words): return .words(words.map { CSVText.cell($0) })
        }
    }

    private func index(_ reference: Distribution.Reference) -> Int? {
        switch reference {
        case .variable(let name): indexes[name]
        case .residents: columns.firstIndex { $0.role == .residents }
        case .capacity: columns.firstIndex { $0.role == .capacity }
        }
    }

    /// Columns with their sources before them, otherwise in the order of the file; those in a circle are left out.
    private func order(_ plans: [ColumnPlan]) -> [Int] {
        var placed = Array(repeating: false, count: plans.count)
        var result: [Int] = []
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for index in plans.indices where !placed[index] && plans[index].sources.allSatisfy({ placed[$0] }) {
                placed[index] = true
                result.append(index)
                isGrowing = true
            }
        }
        return result
    }

    private func circle(_ plan: RowPlan) -> Int? {
        Set(plan.columns.indices).subtracting(plan.order).min()
    }

    private static func type(of column: ColumnDefinition) -> Distribution.ColumnKind {
        switch (column.role, column.type) {
        case (.residents, .number), (.residents, .integer): .residents
        case (.capacity, .number), (.capacity, .integer): .capacity
        case (_, .number), (_, .integer): .number
        case (_, .boolean): .boolean
        case (_, .date): .date
        case (_, .choice): .choice
        case (_, .text), (_, .freeText): .text
        }
    }
}

extension Distribution {
    fileprivate var references: [Reference] {
        var result = [condition, exclusion].compactMap { $0 }
        switch shape {
        case .per(let reference, _), .share(let reference, _, _): result.append(reference)
        case .rest(let whole, let part): result += [whole, part]
        default: break
        }
        return result
    }
}

extension ColumnPlan {
    /// Columns whose value must be drawn before this one's.
    fileprivate var sources: [Int] {
        var result = [condition, exclusion].compactMap { $0 }
        switch shape {
        case .per(let index, _), .share(let index, _, _): result.append(index)
        case .rest(let whole, let part): result += [whole, part]
        case .occupancy(let capacity?): result.append(capacity)
        default: break
        }
        return result
    }
}
