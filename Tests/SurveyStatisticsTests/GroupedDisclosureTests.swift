import SurveyStatistics
import Testing

struct GroupedDisclosureTests {
    /// Invented counts of three or four parts for rows in groups.
    private func table(groups: Int, rows: Int, parts: Int, seed: UInt64) -> GroupedTable {
        var state = seed
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }
        var all = GroupedTable.Line(id: "all", total: 0, parts: [Double](repeating: 0, count: parts), contributors: 0)
        var lines = (0..<groups).map {
            GroupedTable.Line(id: "G\($0)", total: 0, parts: all.parts, contributors: 0)
        }
        var own: [GroupedTable.Line] = []
        var groupOfRow: [Int] = []
        for number in 0..<rows {
            let group = number % groups
            var counts = [Double](repeating: 0, count: parts)
            for _ in 0..<(1 + next(next(3) == 0 ? 30 : 5)) { counts[min(next(parts), next(parts))] += 1 }
            let total = counts.reduce(0, +)
            own.append(GroupedTable.Line(id: "R\(number)", total: total, parts: counts, contributors: Int(total)))
            groupOfRow.append(group)
            for part in 0..<parts {
                lines[group].parts[part] += counts[part]
                all.parts[part] += counts[part]
            }
            lines[group].total = (lines[group].total ?? 0) + total
            all.total = (all.total ?? 0) + total
            lines[group].contributors += Int(total)
            all.contributors += Int(total)
        }
        return GroupedTable(all: all, groups: lines, rows: own, groupOfRow: groupOfRow, isCount: true)
    }

    private func rules(_ parts: Int) -> GroupedRules {
        var rules = GroupedRules()
        rules.smallest = 5
        rules.zeroParts = [0, 1]
        rules.sensitiveParts = [0, 1]
        rules.hidesWholeLines = parts == 2
        return rules
    }

    /// The range of every hidden cell by one program over all cells of the table, for an outsider or for who knows a row.
    private func ranges(
        _ table: GroupedTable,
        hidden: Set<GroupedTable.Cell>,
        insider: Int?
    ) -> [GroupedTable.Cell: (low: Double, high: Double)] {
        var tables = DisclosureTables()
        var numbers: [GroupedTable.Cell: Int] = [:]
        for place in table.places {
            let line = table.line(place)
            for part in line.parts.indices {
                numbers[GroupedTable.Cell(place, part)] = tables.add(
                    DisclosureTables.Cell(id: line.id, value: line.parts[part], contributors: line.contributors)
                )
            }
            let total = tables.add(
                DisclosureTables.Cell(id: line.id, value: line.total ?? 0, contributors: line.contributors)
            )
            let cells = line.parts.indices.compactMap { numbers[GroupedTable.Cell(place, $0)] }
            tables.add(DisclosureTables.Sum(total: total, parts: cells))
        }
        func number(_ place: GroupedTable.Place, _ part: Int) -> Int { numbers[GroupedTable.Cell(place, part)] ?? -1 }
        for part in 0..<table.partCount {
            tables.add(
                DisclosureTables.Sum(
                    total: number(.all, part),
                    parts: table.groups.indices.map { number(.group($0), part) }
                )
            )
            for (group, rows) in table.rowsOfGroup.enumerated() {
                tables.add(
                    DisclosureTables.Sum(total: number(.group(group), part), parts: rows.map { number(.row($0), part) })
                )
            }
        }
        var known: Set<Int> = []
        if let insider { known = Set((0..<table.partCount).map { number(.row(insider), $0) }) }
        let audit = DisclosureAudit(tables, hidden: Set(hidden.compactMap { numbers[$0] }), known: known) { _ in 0 }
        #expect(!audit.isContradictory)
        let cells = Dictionary(numbers.map { ($1, $0) }) { first, _ in first }
        var result: [GroupedTable.Cell: (low: Double, high: Double)] = [:]
        for finding in audit.findings {
            if let cell = cells[finding.cell] { result[cell] = (finding.low, finding.high) }
        }
        return result
    }

    @Test(
        "the attack by groups tells what one program over all cells tells, from outside and from inside",
        arguments: 1...12
    )
    func exact(seed: UInt64) {
        let table = table(groups: 4, rows: 13, parts: seed % 3 == 0 ? 2 : 4, seed: seed)
        let rules = rules(table.partCount)
        // Primary cells alone: much is exposed.
        var hidden: Set<GroupedTable.Cell> = []
        for place in table.places {
            let line = table.line(place)
            let isRow = if case .row = place { true } else { false }
            let reasons = line.parts.indices.filter { rules.reason(ofPart: $0, of: line) != nil }
            let isWhole = rules.reason(of: line) != nil || !reasons.isEmpty && (isRow || rules.hidesWholeLines)
            for part in isWhole ? Array(line.parts.indices) : reasons { hidden.insert(GroupedTable.Cell(place, part)) }
        }
        var knowledge = GroupedKnowledge(table)
        for place in table.places {
            for (part, value) in table.line(place).parts.enumerated() {
                let cell = GroupedTable.Cell(place, part)
                if !hidden.contains(cell) { knowledge.learn(cell, value: value) }
            }
        }
        let attack = GroupedAttack(table, knowledge, rules: rules, hidden: hidden)
        #expect(!attack.isContradictory)
        let insiders: [Int?] = [nil] + table.rows.indices.filter { hidden.contains(GroupedTable.Cell(.row($0), 0)) }
        var expected: Set<String> = []
        for insider in insiders {
            for (cell, range) in ranges(table, hidden: hidden, insider: insider) {
                let line = table.line(cell.place)
                var isOwnAlone = false
                if case .group(let group) = cell.place {
                    isOwnAlone = table.rowsOfGroup[group].allSatisfy { $0 == insider }
                }
                guard line.contributors > 0, !isOwnAlone else { continue }
                // Who knows a row of a line may not tell the rest of it.
                var own: GroupedTable.Line?
                if let insider {
                    switch cell.place {
                    case .all: own = table.rows[insider]
                    case .group(table.groupOfRow[insider]): own = table.rows[insider]
                    default: break
                    }
                }
                let required = rules.required(cell, line, isInside: insider != nil, own: own)
                if range.high - range.low < required - 1e-7 {
                    expected.insert("\(cell) \(insider.map(String.init) ?? "outside")")
                }
            }
        }
        let found = Set(attack.exposed.map { "\($0.cell) \($0.insider.map(String.init) ?? "outside")" })
        #expect(found == expected)
        #expect(attack.attempts > 0)
    }

    @Test(
        "the plan leaves nothing to tell, by the program over all cells too, and is the same every time",
        arguments: 1...8
    )
    func plan(seed: UInt64) {
        let table = table(groups: 5, rows: 21, parts: seed % 3 == 0 ? 2 : 4, seed: seed &+ 100)
        let rules = rules(table.partCount)
        let plan = GroupedPlan(table, rules: rules)
        #expect(plan.unprotectable.isEmpty)
        #expect(GroupedPlan(table, rules: rules) == plan)
        let hidden = Set(plan.hidden.keys)
        #expect(GroupedAttack(table, plan.knowledge(), rules: rules, hidden: hidden).passes)
        for (cell, range) in ranges(table, hidden: hidden, insider: nil) {
            // Whatever is hidden cannot be told: also what is hidden for the sake of others.
            #expect(
                range.high - range.low >= max(1, rules.required(cell, table.line(cell.place), isInside: false)),
                "\(cell)"
            )
        }
        #expect(hidden.count < table.places.count * table.partCount)
    }

    @Test("the sum of two scores is told by whoever knows one of them, so that the plan does not show it")
    func two() {
        func line(_ id: String, _ scores: [Double]) -> GroupedTable.Line {
            let sum = scores.reduce(0, +)
            let count = Double(scores.count)
            return GroupedTable.Line(id: id, total: count, parts: [sum, count - sum], contributors: scores.count)
        }
        let rows = [[0.5, 0.6, 0.7], [0.4, 0.8], [0.2, 0.9, 0.3, 0.8, 0.7, 0.6]]
        let table = GroupedTable(
            all: line("all", rows.flatMap(\.self)),
            groups: [line("G", rows.flatMap(\.self))],
            rows: rows.enumerated().map { line("R\($0)", $1) },
            groupOfRow: [0, 0, 0],
            isCount: false
        )
        var rules = GroupedRules()
        rules.isShare = true
        rules.width = 0.1
        rules.rowWidth = 0.1
        rules.hidesWholeLines = true
        rules.sensitiveParts = [0, 1]
        let cells = Set([0, 1].flatMap { row in [0, 1].map { GroupedTable.Cell(.row(row), $0) } })
        var knowledge = GroupedKnowledge(table)
        for place in table.places where place != .row(0) && place != .row(1) {
            for part in 0..<2 { knowledge.learn(GroupedTable.Cell(place, part), value: table.line(place).parts[part]) }
        }
        let attack = GroupedAttack(table, knowledge, rules: rules, hidden: cells)
        #expect(Set(attack.exposed.map(\.insider)) == [0, 1])
        let plan = GroupedPlan(table, rules: rules)
        #expect(plan.isHidden(.row(2)) && !plan.isHidden(.all))
        #expect(plan.unprotectable.isEmpty)
    }

    @Test("who brings in almost all answers of a group may know their share, but not that of the others")
    func most() {
        func line(_ id: String, _ answers: [(count: Double, share: Double)]) -> GroupedTable.Line {
            let count = answers.reduce(0) { $0 + $1.count }
            let sum = answers.reduce(0) { $0 + $1.count * $1.share }
            return GroupedTable.Line(id: id, total: count, parts: [sum, count - sum], contributors: Int(count))
        }
        let rows: [[(count: Double, share: Double)]] = [
            [(200, 0.4)], [(8, 0.5)], [(7, 0.3)], [(90, 0.5)], [(60, 0.3)], [(80, 0.6)],
        ]
        let groups = [Array(rows[0...2]), Array(rows[3...5])]
        let table = GroupedTable(
            all: line("all", rows.flatMap(\.self)),
            groups: groups.enumerated().map { line("G\($0)", $1.flatMap(\.self)) },
            rows: rows.enumerated().map { line("R\($0)", $1) },
            groupOfRow: [0, 0, 0, 1, 1, 1],
            isCount: false
        )
        var rules = GroupedRules()
        rules.minimum = 30
        rules.isShare = true
        rules.width = 0.1
        rules.rowWidth = 0.1
        rules.hidesWholeLines = true
        rules.sensitiveParts = [0, 1]
        let plan = GroupedPlan(table, rules: rules)
        #expect(plan.unprotectable.isEmpty)
        #expect(plan.isHidden(.row(1)) && plan.isHidden(.row(2)))
        let hidden = Set(plan.hidden.keys)
        #expect(GroupedAttack(table, plan.knowledge(), rules: rules, hidden: hidden).passes)
    }

    @Test("figures that contradict each other say nothing, and the attack says so")
    func contradiction() {
        let table = table(groups: 3, rows: 12, parts: 4, seed: 5)
        let rules = rules(4)
        let plan = GroupedPlan(table, rules: rules)
        var knowledge = plan.knowledge()
        // More of a part than there are of all.
        let total = table.all.total ?? 0
        var line = knowledge[.all]
        line.low = [total + 1, 0, 0, 0]
        line.high = [total + 1, total, total, total]
        knowledge[.all] = line
        let attack = GroupedAttack(table, knowledge, rules: rules, hidden: Set(plan.hidden.keys))
        #expect(attack.isContradictory && !attack.passes)
    }
}
