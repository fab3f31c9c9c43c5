/// A change of weights to known totals, with what the variance must know about it.
enum WeightAdjustment: Sendable {
    case postStratification(cells: Grouping, before: [Double], after: [Double])
    case raking([Margin])
    case regression(Regression)

    struct Margin: Sendable {
        var cells: Grouping
        /// Weights after this margin was met.
        var weights: [Double]
    }

    struct Regression: Sendable {
        /// Of the variables times the root of the base weight.
        var basis: OrthonormalBasis
        /// New weight over the root of the base weight.
        var scale: [Double]
    }

    /// What the totals do not explain of influence values, all rows, weight multiplied in; R's `svyrecvar`.
    func residual(of influence: [Double]) -> [Double] {
        var result = influence
        switch self {
        case .postStratification(let cells, let before, let after):
            var sums = [Double](repeating: 0, count: cells.count)
            var sizes = [Double](repeating: 0, count: cells.count)
            for (row, cell) in cells.codes.enumerated() where after[row] != 0 {
                sums[Int(cell)] += result[row] * before[row] / after[row]
                sizes[Int(cell)] += before[row]
            }
            for (row, cell) in cells.codes.enumerated() where sizes[Int(cell)] != 0 {
                // R counts a row without weight as if its weight were 1 here.
                let weight = after[row] == 0 && before[row] == 0 ? 1 : after[row]
                result[row] -= sums[Int(cell)] / sizes[Int(cell)] * weight
            }
        case .raking(let margins):
            // Ten rounds, unweighted, as R does.
            for _ in 0..<10 {
                for margin in margins {
                    var sums = [Double](repeating: 0, count: margin.cells.count)
                    var sizes = [Double](repeating: 0, count: margin.cells.count)
                    for (row, cell) in margin.cells.codes.enumerated() where margin.weights[row] != 0 {
                        sums[Int(cell)] += result[row] / margin.weights[row]
                        sizes[Int(cell)] += 1
                    }
                    for (row, cell) in margin.cells.codes.enumerated() where sizes[Int(cell)] != 0 {
                        result[row] -= margin.weights[row] * sums[Int(cell)] / sizes[Int(cell)]
                    }
                }
            }
        case .regression(let regression):
            for row in result.indices {
                result[row] = regression.scale[row] == 0 ? 0 : result[row] / regression.scale[row]
            }
            result = regression.basis.residual(of: result)
            for row in result.indices { result[row] *= regression.scale[row] }
        }
        return result
    }
}
