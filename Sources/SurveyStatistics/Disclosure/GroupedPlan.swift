/// Which cells of a `GroupedTable` are hidden, and why: those that say too much, and others until no attack tells them.
///
/// Rows are shown whole or not at all. Deterministic: the same table gives the same plan.
public struct GroupedPlan: Hashable, Sendable {
    public enum Cause: Hashable, Sendable {
        case primary(PrimaryRules.Reason)
        /// Hidden with another table or publication, for a reason that its owner names.
        case given
        /// Hidden so that others stay hidden.
        case protects
    }

    public private(set) var hidden: [GroupedTable.Cell: Cause] = [:]
    /// Cells that an attack tells whatever is hidden: published before, or fixed by what was.
    public private(set) var unprotectable: Set<GroupedTable.Cell> = []

    private let table: GroupedTable
    private let rules: GroupedRules
    private let rowsOfGroup: [[Int]]

    /// - Parameters:
    ///   - given: Cells that are hidden anyway.
    ///   - known: What an attacker holds before anything is published, such as earlier publications; `nil`: the totals.
    ///   - rounding: Published values of a line are multiples of this.
    public init(
        _ table: GroupedTable,
        rules: GroupedRules,
        given: Set<GroupedTable.Cell> = [],
        known: GroupedKnowledge? = nil,
        rounding: (GroupedTable.Line) -> Double = { _ in 0 }
    ) {
        self.table = table
        self.rules = rules
        rowsOfGroup = table.rowsOfGroup
        hidePrimary(given)
        let start = known ?? GroupedKnowledge(table)
        while true {
            let attack = GroupedAttack(
                table,
                knowledge(from: start, rounding),
                rules: rules,
                hidden: Set(hidden.keys).subtracting(unprotectable),
                stopsAtFirst: true
            )
            if attack.isContradictory { break }
            guard !attack.exposed.isEmpty else { break }
            // One step in each group, and one outside of them: what it protects may protect the rest.
            var touched: Set<Int> = []
            var isShared = false
            var hasChanged = false
            var stuck: [GroupedTable.Cell] = []
            for finding in attack.exposed {
                let own = group(of: finding.cell.place)
                guard touched.insert(own).inserted else { continue }
                guard let next = candidates(finding.cell).first(where: { hidden[$0] == nil }) else {
                    stuck.append(finding.cell)
                    continue
                }
                let isOwn = group(of: next.place) == own
                if !isOwn, isShared { continue }
                if !isOwn { isShared = true }
                hide(next)
                hasChanged = true
            }
            // Only what is still told when nothing else has changed cannot be protected.
            if !hasChanged { unprotectable.formUnion(stuck) }
        }
        showWhatIsTold(start, rounding)
    }

    /// Cells that say nothing by themselves, and that everybody can tell from what is shown, are shown: none of a group where
    /// there is none of all.
    private mutating func showWhatIsTold(
        _ start: GroupedKnowledge,
        _ rounding: (GroupedTable.Line) -> Double
    ) {
        guard table.isCount else { return }
        let harmless = hidden.keys.filter { cell in
            !rules.sensitiveParts.contains(cell.part)
                && rules.required(cell, table.line(cell.place), isInside: false) == 0
        }
        guard !harmless.isEmpty else { return }
        var every = GroupedRules()
        every.sensitiveParts = Set(0..<table.partCount)
        every.minimum = 0
        let attack = GroupedAttack(
            table,
            knowledge(from: start, rounding),
            rules: every,
            hidden: Set(harmless),
            fromInside: false
        )
        for finding in attack.exposed where finding.high - finding.low < 1e-9 { hidden[finding.cell] = nil }
    }

    private func group(of place: GroupedTable.Place) -> Int {
        switch place {
        case .all: -1
        case .group(let group): group
        case .row(let row): table.groupOfRow[row]
        }
    }

    /// What is known when everything that is not hidden is published.
    public func knowledge(
        from start: GroupedKnowledge? = nil,
        _ rounding: (GroupedTable.Line) -> Double = { _ in 0 }
    ) -> GroupedKnowledge {
        var knowledge = start ?? GroupedKnowledge(table)
        for place in table.places {
            let line = table.line(place)
            let step = rounding(line)
            for part in line.parts.indices {
                let cell = GroupedTable.Cell(place, part)
                if hidden[cell] == nil { knowledge.learn(cell, value: line.parts[part], rounding: step) }
            }
        }
        return knowledge
    }

    public func isHidden(_ place: GroupedTable.Place) -> Bool {
        (0..<table.partCount).contains { hidden[GroupedTable.Cell(place, $0)] != nil }
    }

    // MARK: - Primary

    private mutating func hidePrimary(_ given: Set<GroupedTable.Cell>) {
        for place in table.places {
            let line = table.line(place)
            let isWhole = rules.hidesWholeLines || isRow(place)
            var cause: Cause?
            if let reason = rules.reason(of: line) { cause = .primary(reason) }
            if cause == nil, (0..<table.partCount).contains(where: { given.contains(GroupedTable.Cell(place, $0)) }) {
                cause = .given
            }
            for part in line.parts.indices {
                let own: Cause? = rules.reason(ofPart: part, of: line).map { .primary($0) }
                if isWhole { cause = cause ?? own }
                if let found = cause ?? own, !isWhole { hidden[GroupedTable.Cell(place, part)] = found }
            }
            if isWhole, let cause { hide(place, cause) }
        }
    }

    private func isRow(_ place: GroupedTable.Place) -> Bool { if case .row = place { true } else { false } }

    private mutating func hide(_ place: GroupedTable.Place, _ cause: Cause) {
        for part in 0..<table.partCount where hidden[GroupedTable.Cell(place, part)] == nil {
            hidden[GroupedTable.Cell(place, part)] = cause
        }
    }

    private mutating func hide(_ cell: GroupedTable.Cell) {
        if rules.hidesWholeLines || isRow(cell.place) {
            hide(cell.place, .protects)
        } else {
            hidden[cell] = .protects
        }
    }

    // MARK: - Secondary

    /// What may be hidden for a cell, the best first.
    private func candidates(_ cell: GroupedTable.Cell) -> [GroupedTable.Cell] {
        let part = cell.part
        switch cell.place {
        case .row(let row):
            let group = table.groupOfRow[row]
            return smallestRows(of: group) + [GroupedTable.Cell(.group(group), part)] + parts(of: .group(group))
                + column(part) + parts(of: .all)
        case .group(let group):
            // Rows that are all shown give their group away.
            let rows = rowsOfGroup[group].allSatisfy { hidden[GroupedTable.Cell(.row($0), part)] == nil }
            let own = parts(of: cell.place)
            let inLine = own.count { hidden[$0] != nil }
            let inColumn = table.groups.indices.count { hidden[GroupedTable.Cell(.group($0), part)] != nil }
            let lineFirst = inLine < 2 || inColumn > inLine
            return (rows ? Array(smallestRows(of: group).prefix(1)) : [])
                + (lineFirst ? own + column(part) : column(part) + own) + smallestRows(of: group)
                + table.groups.indices.flatMap { parts(of: .group($0)) } + parts(of: .all)
        case .all:
            return parts(of: .all) + column(part) + table.groups.indices.flatMap { parts(of: .group($0)) }
                + table.groups.indices.flatMap { smallestRows(of: $0) }
        }
    }

    private func smallestRows(of group: Int) -> [GroupedTable.Cell] {
        rowsOfGroup[group].filter { table.rows[$0].contributors > 0 }
            .sorted {
                (table.rows[$0].contributors, table.rows[$0].id) < (table.rows[$1].contributors, table.rows[$1].id)
            }
            .map { GroupedTable.Cell(.row($0), 0) }
    }

    /// The parts of a line: a small one costs less than a large one, none at all least of all is expected to be hidden.
    private func parts(of place: GroupedTable.Place) -> [GroupedTable.Cell] {
        let line = table.line(place)
        return line.parts.indices.sorted { cost(line, $0) < cost(line, $1) }.map { GroupedTable.Cell(place, $0) }
    }

    /// A part in all groups: first where another one is hidden already.
    private func column(_ part: Int) -> [GroupedTable.Cell] {
        table.groups.indices.filter { table.groups[$0].contributors > 0 }.map { group in
            let line = table.groups[group]
            let isOpen = line.parts.indices.contains { hidden[GroupedTable.Cell(.group(group), $0)] != nil }
            return (cell: GroupedTable.Cell(.group(group), part), isOpen ? 0 : 1, cost(line, part), line.id)
        }
        .sorted { ($0.1, $0.2.0, $0.2.1, $0.3) < ($1.1, $1.2.0, $1.2.1, $1.3) }.map(\.cell)
            + [GroupedTable.Cell(.all, part)]
    }

    private func cost(_ line: GroupedTable.Line, _ part: Int) -> (Int, Double) {
        (line.parts[part] == 0 ? 1 : 0, line.parts[part])
    }
}
