/// A change of weights to known totals, with what the variance must know about it.
enum WeightAdjustment: Sendable {
    case postStratification(cells: Grouping, before: [Double], after: [Double])
    case raking(Raking)
    case regression(Regression)

    /// Margins as combinations of their categories, since what they take off a row depends on nothing else.
    struct Raking: Sendable {
        private let weights: [Double]
        /// Combination of each row; -1 without weight.
        private let combinations: [Int32]
        private let rows: [Double]
        /// Per margin the category of each combination, and how many rows each category has.
        private let margins: [(categories: [Int32], rows: [Double])]

        /// - Parameter weights: After the last round; those after each margin of it are the same by then.
        init(_ margins: [Grouping], weights: [Double]) {
            self.weights = weights
            var numbers: [[Int32]: Int32] = [:]
            var found: [[Int32]] = []
            combinations = weights.indices.map { row in
                guard weights[row] != 0 else { return -1 }
                let categories = margins.map { $0.codes[row] }
                if let number = numbers[categories] { return number }
                let number = Int32(found.count)
                numbers[categories] = number
                found.append(categories)
                return number
            }
            var rows = [Double](repeating: 0, count: found.count)
            for number in combinations where number >= 0 { rows[Int(number)] += 1 }
            self.rows = rows
            self.margins = margins.enumerated().map { place, margin in
                var counts = [Double](repeating: 0, count: margin.count)
                for (categories, count) in zip(found, rows) { counts[Int(categories[place])] += count }
                return (found.map { $0[place] }, counts)
            }
        }

        /// Ten rounds of unweighted means, as R does.
        func residual(of influence: [Double]) -> [Double] {
            var sums = [Double](repeating: 0, count: rows.count)
            for (row, value) in influence.enumerated() where value != 0 && combinations[row] >= 0 {
                sums[Int(combinations[row])] += value / weights[row]
            }
            var taken = [Double](repeating: 0, count: rows.count)
            for _ in 0..<10 {
                for margin in margins {
                    var means = [Double](repeating: 0, count: margin.rows.count)
                    for (number, category) in margin.categories.enumerated() {
                        means[Int(category)] += sums[number] - rows[number] * taken[number]
                    }
                    for category in means.indices where margin.rows[category] != 0 {
                        means[category] /= margin.rows[category]
                    }
                    for (number, category) in margin.categories.enumerated() { taken[number] += means[Int(category)] }
                }
            }
            var result = influence
            for (row, number) in combinations.enumerated() where number >= 0 {
                result[row] -= weights[row] * taken[Int(number)]
            }
            return result
        }
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
        case .raking(let raking): result = raking.residual(of: result)
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
