/// Which cells are hidden, and why: those that say too much, and others so that they cannot be recomputed.
///
/// Deterministic: the same tables give the same plan. The audit has the last word: cells are hidden until it passes.
public struct SuppressionPlan: Hashable, Sendable {
    public enum Cause: Hashable, Sendable {
        case primary(PrimaryRules.Reason)
        /// Hidden so that the cell with this number stays hidden.
        case protects(Int)
    }

    /// By cell.
    public var hidden: [Int: Cause]
    /// The attack on the plan by an outsider.
    public var audit: DisclosureAudit
    /// Cells that stay exposed whatever is hidden: published before, or fixed by what was.
    public var unprotectable: [Int]

    public init(_ tables: DisclosureTables, rules: PrimaryRules = PrimaryRules()) {
        let width = Double(rules.minimumFrequency)
        var planner = Planner(tables, requiredWidth: width)
        for (index, cell) in tables.cells.enumerated() {
            if let reason = rules.reason(cell) { planner.hidden[index] = .primary(reason) }
        }
        planner.protect()
        hidden = planner.hidden
        unprotectable = planner.unprotectable.sorted()
        audit = planner.audit(knownBy: nil)
    }

    /// Whether every hidden cell stays hidden, from outsiders and from anyone who is alone in a hidden cell.
    public var isSafe: Bool { unprotectable.isEmpty && audit.passes }
}

/// Hides cells until nothing can be recomputed.
private struct Planner {
    let tables: DisclosureTables
    let requiredWidth: Double
    var hidden: [Int: SuppressionPlan.Cause] = [:]
    var unprotectable: Set<Int> = []
    private let sumsOfCell: [[Int]]

    init(_ tables: DisclosureTables, requiredWidth: Double) {
        self.tables = tables
        self.requiredWidth = requiredWidth
        var sums = [[Int]](repeating: [], count: tables.cells.count)
        for (index, sum) in tables.sums.enumerated() { for cell in sum.cells { sums[cell].append(index) } }
        sumsOfCell = sums
    }

    private func required(_ cell: DisclosureTables.Cell) -> Double {
        cell.isCount ? requiredWidth : max(requiredWidth, 0.1 * cell.value.magnitude)
    }

    func audit(knownBy insider: Int?) -> DisclosureAudit {
        DisclosureAudit(
            tables,
            hidden: Set(hidden.keys),
            known: insider.map { [$0] } ?? [],
            required: required
        )
    }

    mutating func protect() {
        // First what can be seen in each sum: one hidden cell alone is the difference of the others.
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for sum in tables.sums {
                let among = sum.cells.filter { hidden[$0] != nil && tables.alreadyPublished[$0] == nil }.sorted()
                guard let first = among.first else { continue }
                // Who is alone in a hidden cell knows it, and may not find out the only other one.
                let isSingle = among.contains { tables.cells[$0].contributors == 1 }
                guard among.count < (isSingle ? 3 : 2), let next = cheapest(in: sum, besides: among) else { continue }
                hidden[next] = .protects(first)
                hasChanged = true
            }
        }
        // Then what only the whole system shows.
        var insiders: [Int?] = [nil]
        while true {
            insiders = [nil] + hidden.keys.filter { tables.cells[$0].contributors == 1 }.sorted()
            guard let (cell, _) = firstExposed(insiders) else { return }
            if let next = cheapestNear(cell) {
                hidden[next] = .protects(cell)
            } else {
                unprotectable.insert(cell)
            }
        }
    }

    private func firstExposed(_ insiders: [Int?]) -> (Int, Int?)? {
        for insider in insiders {
            let found = audit(knownBy: insider).exposed.filter { !unprotectable.contains($0.cell) }
            if let first = found.first { return (first.cell, insider) }
        }
        return nil
    }

    private func canBeHidden(_ cell: Int) -> Bool { hidden[cell] == nil && tables.alreadyPublished[cell] == nil }

    /// The cell of a sum that costs the least information: a part before the total, a small one before a large one; one that
    /// nobody is in only if there is nothing else, since everybody expects it there.
    private func cheapest(in sum: DisclosureTables.Sum, besides among: [Int]) -> Int? {
        sum.cells.filter { canBeHidden($0) }.min { cost($0, in: sum) < cost($1, in: sum) }
    }

    private func cost(_ cell: Int, in sum: DisclosureTables.Sum) -> (Int, Int, Double, String) {
        let content = tables.cells[cell]
        return (content.value == 0 ? 1 : 0, cell == sum.total ? 1 : 0, content.value, content.id)
    }

    /// In the sums of a cell, and then in the sums of the hidden cells that it hangs together with.
    private func cheapestNear(_ cell: Int) -> Int? {
        var reached: Set<Int> = [cell]
        var border = [cell]
        while !border.isEmpty {
            let sums = border.flatMap { sumsOfCell[$0] }
            let candidates = sums.compactMap { cheapest(in: tables.sums[$0], besides: []) }
            if let best = candidates.min(by: { rank($0) < rank($1) }) { return best }
            border = sums.flatMap { tables.sums[$0].cells }.filter { reached.insert($0).inserted }.sorted()
        }
        return nil
    }

    private func rank(_ cell: Int) -> (Int, Double, String) {
        let content = tables.cells[cell]
        return (content.value == 0 ? 1 : 0, content.value, content.id)
    }
}
