internal import CGLPK

/// Cells as variables between bounds, and sums of them that are 0: how far can one cell move?
///
/// Solved by GLPK, each time from the last solution.
final class CellProgram {
    private let problem: OpaquePointer
    private let count: Int
    private var bounds: [(low: Double, high: Double)]

    /// - Parameters:
    ///   - bounds: Of each cell; the upper one may be infinite.
    ///   - sums: Cells with their factors, that add up to 0.
    init(_ bounds: [(low: Double, high: Double)], sums: [[(cell: Int, factor: Double)]]) {
        glp_term_out(GLP_OFF)
        problem = glp_create_prob()
        count = bounds.count
        self.bounds = bounds
        if count > 0 { glp_add_cols(problem, Int32(count)) }
        for cell in bounds.indices { apply(cell) }
        if !sums.isEmpty { glp_add_rows(problem, Int32(sums.count)) }
        for (index, sum) in sums.enumerated() {
            let row = Int32(index + 1)
            glp_set_row_bnds(problem, row, GLP_FX, 0, 0)
            // GLPK counts from 1.
            var places: [Int32] = [0]
            var factors: [Double] = [0]
            for term in sum {
                places.append(Int32(term.cell + 1))
                factors.append(term.factor)
            }
            glp_set_mat_row(problem, row, Int32(places.count - 1), places, factors)
        }
        glp_adv_basis(problem, 0)
    }

    deinit { glp_delete_prob(problem) }

    func bound(_ cell: Int, _ low: Double, _ high: Double) {
        bounds[cell] = (low, high)
        apply(cell)
    }

    private func apply(_ cell: Int) {
        let (low, high) = bounds[cell]
        let column = Int32(cell + 1)
        if high.isInfinite {
            glp_set_col_bnds(problem, column, GLP_LO, low, 0)
        } else if high - low > 1e-9 {
            glp_set_col_bnds(problem, column, GLP_DB, low, high)
        } else {
            glp_set_col_bnds(problem, column, GLP_FX, low, low)
        }
    }

    /// The least and the most that a cell can be; `nil` if the bounds and sums contradict each other.
    func range(of cell: Int) -> (low: Double, high: Double)? {
        let column = Int32(cell + 1)
        glp_set_obj_coef(problem, column, 1)
        defer { glp_set_obj_coef(problem, column, 0) }
        guard let low = solve(GLP_MIN, ifUnbounded: bounds[cell].low),
            let high = solve(GLP_MAX, ifUnbounded: .infinity)
        else { return nil }
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
