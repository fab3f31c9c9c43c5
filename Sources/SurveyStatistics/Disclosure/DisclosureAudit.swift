/// Tries to recompute every hidden cell from everything that is published: the least and the most that it can be.
///
/// A linear program per hidden cell and side, solved by GLPK. Hidden cells lie between what everybody knows of them.
public struct DisclosureAudit: Hashable, Sendable {
    public struct Finding: Hashable, Sendable {
        public var cell: Int
        public var low: Double
        /// Infinite if nothing limits it.
        public var high: Double
        /// What the range must at least be wide.
        public var required: Double

        public var isSafe: Bool { high - low >= required - 1e-7 }
    }

    /// Of each hidden cell, in their order.
    public var findings: [Finding]
    /// Sums that published values contradict, so that no range exists; then `findings` is empty.
    public var isContradictory: Bool

    public var exposed: [Finding] { findings.filter { !$0.isSafe } }
    public var passes: Bool { !isContradictory && exposed.isEmpty }

    /// - Parameters:
    ///   - hidden: Cells that are not published.
    ///   - known: Hidden cells that the attacker knows: those that only the attacker is in.
    ///   - required: Least width of the range of a cell.
    public init(
        _ tables: DisclosureTables,
        hidden: Set<Int>,
        known: Set<Int> = [],
        required: (DisclosureTables.Cell) -> Double
    ) {
        let program = CellProgram(
            tables.cells.indices.map { index in
                let cell = tables.cells[index]
                if let value = tables.alreadyPublished[index] { return cell.bounds(published: value) }
                if known.contains(index) { return (cell.value, cell.value) }
                return hidden.contains(index) ? (cell.low, cell.high) : cell.bounds(published: cell.value)
            },
            sums: tables.sums.map { sum in [(sum.total, -1)] + sum.parts.map { ($0, 1) } }
        )
        findings = []
        isContradictory = false
        for cell in hidden.sorted() where !known.contains(cell) {
            guard var (low, high) = program.range(of: cell) else {
                isContradictory = true
                findings = []
                return
            }
            if tables.cells[cell].isCount { (low, high) = Self.whole(low, high) }
            findings.append(Finding(cell: cell, low: low, high: high, required: required(tables.cells[cell])))
        }
    }

    /// The whole numbers between two ends.
    static func whole(_ low: Double, _ high: Double) -> (Double, Double) {
        ((low - 1e-6).rounded(.up), high.isFinite ? (high + 1e-6).rounded(.down) : high)
    }
}

extension DisclosureTables.Cell {
    fileprivate func bounds(published value: Double) -> (low: Double, high: Double) {
        rounding > 0 ? (max(low, value - rounding / 2), min(high, value + rounding / 2)) : (value, value)
    }
}
