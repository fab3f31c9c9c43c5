import SurveyStatistics
import Testing

struct DisclosureTests {
    /// A table with margins: rows by columns, the leaves in the order of `values`.
    private func table(_ values: [[Double]]) -> (DisclosureTables, [[Int]: Int]) {
        var tables = DisclosureTables()
        var rows = Hierarchy(total: "all")
        var columns = Hierarchy(total: "all")
        for index in values.indices { _ = rows.add("r\(index)") }
        for index in values[0].indices { _ = columns.add("c\(index)") }
        let places = tables.addTable([rows, columns]) { values[$0[0] - 1][$0[1] - 1] }
        return (tables, places)
    }

    @Test("a lone hidden cell is recomputed from the margins by the attack")
    func attack() {
        let (tables, places) = table([[20, 3, 40], [30, 25, 60], [15, 12, 9]])
        let cell = places[[1, 2]] ?? -1
        let audit = DisclosureAudit(tables, hidden: [cell]) { _ in 5 }
        #expect(!audit.passes)
        #expect(audit.findings.map(\.low) == [3] && audit.findings.map(\.high) == [3])
    }

    @Test("the plan hides enough for the attack to fail, and the same cells every time")
    func plan() {
        let (tables, places) = table([[20, 3, 40], [30, 25, 60], [15, 12, 9]])
        let plan = SuppressionPlan(tables)
        #expect(plan.isSafe)
        #expect(plan.hidden[places[[1, 2]] ?? -1] == .primary(.frequency))
        #expect(plan.hidden.count >= 4)
        #expect(SuppressionPlan(tables) == plan)
        for finding in plan.audit.findings { #expect(finding.high - finding.low >= 5) }
    }

    @Test("two hidden cells in a row that columns give away are not enough")
    func rectangle() {
        let (tables, places) = table([[2, 3, 40], [30, 25, 60]])
        // Both in one row: the columns still give each of them.
        let hidden = Set([[1, 1], [1, 2]].compactMap { places[$0] })
        #expect(DisclosureAudit(tables, hidden: hidden) { _ in 5 }.exposed.count == 2)
        #expect(SuppressionPlan(tables).isSafe)
    }

    @Test("a cell that was published before cannot be hidden, and the plan says so")
    func published() {
        var (tables, places) = table([[20, 3, 40], [30, 25, 60]])
        let cell = places[[1, 2]] ?? -1
        tables.publishedBefore(cell, value: 3)
        let plan = SuppressionPlan(tables)
        #expect(!plan.isSafe && plan.unprotectable.contains(cell))
    }

    @Test("an earlier table with another total gives a hidden cell away, and the attack uses it")
    func earlier() {
        var tables = DisclosureTables()
        func cell(_ id: String, _ value: Double) -> Int {
            tables.add(DisclosureTables.Cell(id: id, value: value, contributors: Int(value)))
        }
        let small = cell("small", 3)
        let large = cell("large", 40)
        let total = cell("total", 43)
        tables.add(DisclosureTables.Sum(total: total, parts: [small, large]))
        #expect(DisclosureAudit(tables, hidden: [small, large]) { _ in 5 }.passes)
        // Last year's table gave the large one together with another that is published now.
        let other = cell("other", 10)
        let joined = cell("joined", 50)
        tables.add(DisclosureTables.Sum(total: joined, parts: [large, other]))
        let audit = DisclosureAudit(tables, hidden: [small, large]) { _ in 5 }
        #expect(audit.exposed.map(\.cell) == [small, large])
    }

    @Test("hierarchies are protected on every level, linked tables through the cells that they share")
    func hierarchy() {
        var tables = DisclosureTables()
        var region = Hierarchy(total: "country")
        var leaves: [Int] = []
        for name in ["north", "south"] {
            let parent = region.add(name)
            for index in 0..<3 { leaves.append(region.add("\(name)\(index)", under: parent)) }
        }
        var answer = Hierarchy(total: "all")
        for name in ["yes", "no", "unknown"] { _ = answer.add(name) }
        let values: [Double] = [2, 18, 9, 14, 22, 7, 31, 4, 12, 26, 8, 19, 16, 33, 5, 11, 24, 6]
        let places = tables.addTable([region, answer]) { nodes in
            (leaves.firstIndex(of: nodes[0])).map { values[$0 * 3 + nodes[1] - 1] }
        }
        #expect(places.count == 9 * 4)
        let plan = SuppressionPlan(tables)
        #expect(plan.isSafe)
        #expect(plan.hidden.count > 2)
        #expect(DisclosureAudit(tables, hidden: Set(plan.hidden.keys)) { _ in 5 }.passes)
    }

    @Test("primary rules: few, dominant, estimable, nobody and everybody")
    func primary() {
        var rules = PrimaryRules()
        func cell(_ value: Double, _ contributors: Int, largest: [Double] = [], asked: Int? = nil)
            -> DisclosureTables.Cell
        {
            DisclosureTables.Cell(
                id: "x",
                value: value,
                contributors: contributors,
                largest: largest,
                isCount: largest.isEmpty,
                asked: asked
            )
        }
        #expect(rules.reason(cell(4, 4)) == .frequency)
        #expect(rules.reason(cell(5, 5)) == nil)
        #expect(rules.reason(cell(0, 0)) == nil)
        #expect(rules.reason(cell(0, 0, asked: 20)) == .zero)
        #expect(rules.reason(cell(20, 20, asked: 20)) == .full)
        #expect(rules.reason(cell(12, 12, asked: 20)) == nil)
        #expect(rules.reason(cell(3, 8, asked: 4)) == .frequency)
        rules.dominance = (1, 0.8)
        #expect(rules.reason(cell(100, 10, largest: [85, 5])) == .dominance)
        #expect(rules.reason(cell(100, 10, largest: [70, 5])) == nil)
        rules.percentage = 0.1
        #expect(rules.reason(cell(100, 10, largest: [60, 36])) == .percentage)
    }

    @Test("who is alone in a hidden cell does not find out the other one")
    func singleton() {
        let (tables, places) = table([[1, 3, 40, 50], [30, 25, 60, 41], [37, 29, 18, 55]])
        let plan = SuppressionPlan(tables)
        #expect(plan.isSafe)
        let single = places[[1, 1]] ?? -1
        let audit = DisclosureAudit(tables, hidden: Set(plan.hidden.keys), known: [single]) { _ in 5 }
        #expect(audit.passes)
    }
}
