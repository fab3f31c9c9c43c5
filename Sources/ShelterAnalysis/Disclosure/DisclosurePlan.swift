public import ShelterModel
public import SurveyStatistics

/// Decided once per run: which figures may leave `intern/`, and which are hidden and why.
///
/// What everybody sees (`openbaar/`) and what a municipality sees of others (`gemeente/`) is the same, so that nothing can be
/// subtracted; a municipality knows its own besides, and no hidden cell of another may follow from both.
public struct DisclosurePlan: Sendable {
    /// Why a cell is hidden, in a word for the list. Small numbers, none and all have one word: telling them apart would tell.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// Too few locations, or answers, are behind the figure.
        case few
        /// A small number of locations, none of them, or all.
        case small
        /// One location makes up too much of it.
        case dominance
        /// Other hidden cells could be worked out from it.
        case protects
        /// It is hidden in a table with the same lines.
        case together
        /// With an earlier publication it would tell of the few locations that were added or left.
        case earlier
    }

    /// A hidden cell, without its value.
    public struct HiddenCell: Hashable, Sendable {
        public var table: Int
        public var cell: GroupedTable.Cell
        public var reason: Reason
    }

    public let rules: DisclosureRules
    public let areas: PublishableAreas
    public private(set) var tables: [PublishableTable]
    public private(set) var plans: [GroupedPlan]
    /// Cells that earlier publications gave away, so that nothing protects them any more; by table.
    public private(set) var givenAway: [Int: Set<GroupedTable.Cell>] = [:]
    private let earlierCells: [Int: Set<GroupedTable.Cell>]
    private let known: [GroupedKnowledge?]
    private let numbers: [String: Int]

    /// - Parameter earlier: What was published before, of the same areas.
    public init(_ report: QualityReport, rules: DisclosureRules, earlier: [EarlierPublication] = []) {
        self.rules = rules
        areas = PublishableAreas(report)
        let tables = ReportTables.tables(report, areas)
        self.tables = tables
        numbers = Dictionary(tables.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let comparison = EarlierComparison(tables, earlier, rules: rules, framework: report.framework)
        earlierCells = comparison.differences
        known = comparison.known
        plans = []
        // Scores of themes are hidden in the same lines, since they tell of each other; then criteria follow these lines.
        var lines = Set<GroupedTable.Place>()
        let together = tables.indices.filter { tables[$0].kind.isHiddenWithScores }
        var first: [Int: GroupedPlan] = [:]
        while true {
            let before = lines
            for index in together {
                // A line that one table hides for itself is hidden in all.
                if let plan = first[index], lines.allSatisfy({ plan.isHidden($0) }) { continue }
                let plan = plan(index, given: lines)
                first[index] = plan
                if tables[index].kind != .below {
                    lines.formUnion(tables[index].table.places.filter { plan.isHidden($0) })
                }
            }
            if lines == before { break }
        }
        for index in tables.indices {
            plans.append(first[index] ?? plan(index, given: tables[index].kind == .answers ? [] : lines))
            if !plans[index].unprotectable.isEmpty { givenAway[index] = plans[index].unprotectable }
        }
    }

    private func plan(_ index: Int, given lines: Set<GroupedTable.Place>) -> GroupedPlan {
        let table = tables[index]
        // Numbers of residents say nothing of scores: only the rows are left out together.
        let cells = lines.flatMap { place in (0..<table.table.partCount).map { GroupedTable.Cell(place, $0) } }
        return GroupedPlan(
            table.table,
            rules: table.rules(rules),
            given: Set(cells).union(earlierCells[index] ?? []),
            known: known[index],
            rounding: { table.rounding($0, rules) }
        )
    }

    // MARK: - What may be shown

    public func isHidden(_ table: Int, _ cell: GroupedTable.Cell) -> Bool { plans[table].hidden[cell] != nil }

    /// Number of a table; `nil` if the report has none of it.
    public func index(_ kind: PublishableTable.Kind, _ subject: String) -> Int? {
        numbers["\(kind.rawValue)/\(subject)"]
    }

    /// A value as it is published; `nil` if it is hidden, or if there is nothing to show.
    public func value(_ table: Int, _ cell: GroupedTable.Cell) -> Double? {
        guard !isHidden(table, cell) else { return nil }
        let line = tables[table].table.line(cell.place)
        let value = line.parts[cell.part]
        guard tables[table].kind.isMean else { return value }
        guard let total = line.total, total > 0 else { return nil }
        let steps = (1 / rules[.meanRounding]).rounded()
        return (value / total * steps).rounded() / steps
    }

    /// Hidden cells of all tables, by table, then by area.
    public var hiddenCells: [HiddenCell] {
        tables.indices.flatMap { table in
            plans[table].hidden.sorted { $0.key < $1.key }.map { cell, cause in
                HiddenCell(table: table, cell: cell, reason: reason(table, cell, cause))
            }
        }
    }

    private func reason(_ table: Int, _ cell: GroupedTable.Cell, _ cause: GroupedPlan.Cause) -> Reason {
        switch cause {
        case .primary(.frequency), .primary(.zero), .primary(.full):
            let line = tables[table].table.line(cell.place)
            return line.contributors < tables[table].rules(rules).minimum ? .few : .small
        case .primary(.dominance), .primary(.percentage): return .dominance
        case .given: return earlierCells[table]?.contains(cell) == true ? .earlier : .together
        case .protects: return .protects
        }
    }

    // MARK: - Attack

    /// What is known before this publication: totals, and earlier ones.
    public func startingKnowledge(_ table: Int) -> GroupedKnowledge {
        known[table] ?? GroupedKnowledge(tables[table].table)
    }

    /// What a reader of the publication knows, by this plan.
    public func knowledge(_ table: Int) -> GroupedKnowledge {
        plans[table].knowledge(from: startingKnowledge(table)) { tables[table].rounding($0, rules) }
    }

    /// Attacks a table with what somebody knows of it, as an outsider and as every municipality.
    public func attack(_ table: Int, with knowledge: GroupedKnowledge) -> GroupedAttack {
        // Without an earlier publication nothing excuses a cell that can be told.
        let excused = known[table] == nil ? [] : plans[table].unprotectable
        return GroupedAttack(
            tables[table].table,
            knowledge,
            rules: tables[table].rules(rules),
            hidden: Set(plans[table].hidden.keys).subtracting(excused)
        )
    }
}
