internal import CGLPK

/// Tries to recompute every hidden cell from everything that is published: the least and the most that it can be.
///
/// A linear program per hidden cell and side, solved by GLPK. All hidden cells are at least 0.
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
        let program = LinearProgram(tables, hidden: hidden, known: known)
        findings = []
        isContradictory = false
        for cell in hidden.sorted() where !known.contains(cell) {
            guard let range = program.range(of: cell) else {
                isContradictory = true
                findings = []
                return
            }
            var (low, high) = range
            if tables.cells[cell].isCount {
                low = (low - 1e-6).rounded(.up)
                high = high.isFinite ? (high + 1e-6).rounded(.down) : high
            }
            findings.append(Finding(cell: cell, low: low, high: high, required: required(tables.cells[cell])))
        }
    }
}

/// The cells as variables, bounded by what is published, and the sums as rows.
private final class LinearProgram {
    private let problem: OpaquePointer

    init(_ tables: DisclosureTables, hidden: Set<Int>, known: Set<Int>) {
        glp_term_out(GLP_OFF)
        problem = glp_create_prob()
        let columns = Int32(tables.cells.count)
        if columns > 0 { glp_add_cols(problem, columns) }
        for (index, cell) in tables.cells.enumerated() {
            let column = Int32(index + 1)
            if let value = tables.alreadyPublished[index] {
                bound(column, value, cell.rounding)
            } else if hidden.contains(index), !known.contains(index) {
                glp_set_col_bnds(problem, column, GLP_LO, 0, 0)
            } else {
                bound(column, cell.value, known.contains(index) ? 0 : cell.rounding)
            }
        }
        if !tables.sums.isEmpty { glp_add_rows(problem, Int32(tables.sums.count)) }
        for (index, sum) in tables.sums.enumerated() {
            let row = Int32(index + 1)
            glp_set_row_bnds(problem, row, GLP_FX, 0, 0)
            // GLPK counts from 1.
            var places: [Int32] = [0, Int32(sum.total + 1)]
            var factors: [Double] = [0, -1]
            for part in sum.parts {
                places.append(Int32(part + 1))
                factors.append(1)
            }
            glp_set_mat_row(problem, row, Int32(places.count - 1), places, factors)
        }
        glp_adv_basis(problem, 0)
    }

    deinit { glp_delete_prob(problem) }

    private func bound(_ column: Int32, _ value: Double, _ rounding: Double) {
        if rounding > 0 {
            glp_set_col_bnds(problem, column, GLP_DB, max(0, value - rounding / 2), value + rounding / 2)
        } else {
            glp_set_col_bnds(problem, column, GLP_FX, value, value)
        }
    }

    /// `nil` if the published values contradict each other.
    func range(of cell: Int) -> (Double, Double)? {
        let column = Int32(cell + 1)
        glp_set_obj_coef(problem, column, 1)
        defer { glp_set_obj_coef(problem, column, 0) }
        guard let low = solve(GLP_MIN, ifUnbounded: 0), let high = solve(GLP_MAX, ifUnbounded: .infinity) else {
            return nil
        }
        return (low, high)
    }

    private func solve(_ direction: Int32, ifUnbounded end: Double) -> Double? {
        glp_set_obj_dir(problem, direction)
        var settings = glp_smcp()
        glp_init_smcp(&settings)
        settings.msg_lev = GLP_MSG_OFF
        if glp_simplex(problem, &settings) != 0 {
            // A basis that was left singular is begun anew.
            glp_std_basis(problem)
            guard glp_simplex(problem, &settings) == 0 else { return nil }
        }
        switch glp_get_status(problem) {
        case GLP_OPT: return glp_get_obj_val(problem)
        case GLP_UNBND: return end
        default: return nil
        }
    }
}
