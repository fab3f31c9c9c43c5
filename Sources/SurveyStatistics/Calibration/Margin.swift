/// Categories with known population totals.
public struct Margin: Hashable, Sendable {
    /// Category of each row; −1 if the row has none.
    public var categories: Grouping
    /// Population of each category.
    public var totals: [Double]

    public init(categories: Grouping, totals: [Double]) {
        self.categories = categories
        self.totals = totals
    }

    /// Refuses rows without category or total, and categories with a total that nobody is in.
    func check(_ weights: [Double], number: Int) throws(DesignProblem) {
        for (category, total) in totals.enumerated() {
            guard total >= 0, total.isFinite else { throw .total(margin: number, category: category) }
        }
        var sums = [Double](repeating: 0, count: totals.count)
        for (row, category) in categories.codes.enumerated() {
            guard category >= 0, category < totals.count else {
                if weights[row] == 0 { continue }
                throw .marginWithoutTotal(row: row)
            }
            sums[Int(category)] += weights[row]
        }
        for (category, sum) in sums.enumerated() where sum == 0 && totals[category] > 0 {
            throw .emptyMargin(margin: number, category: category)
        }
    }

    /// Weights multiplied so that each category has its total.
    func met(by weights: [Double]) -> [Double] {
        var sums = [ExactSum](repeating: ExactSum(), count: totals.count)
        for (row, category) in categories.codes.enumerated() where category >= 0 {
            sums[Int(category)].add(weights[row])
        }
        let factors = zip(totals, sums).map { $1.value == 0 ? 0 : $0 / $1.value }
        return weights.indices.map { row in
            let category = categories.codes[row]
            // Through probabilities, as R: where a quantile falls right on a step, the last bit decides.
            return category < 0 || weights[row] == 0 ? 0 : 1 / ((1 / weights[row]) / factors[Int(category)])
        }
    }

    /// The largest difference between a total and what the weights give, over the total.
    func difference(_ weights: [Double]) -> Double {
        var sums = [ExactSum](repeating: ExactSum(), count: totals.count)
        for (row, category) in categories.codes.enumerated() where category >= 0 {
            sums[Int(category)].add(weights[row])
        }
        return zip(totals, sums).reduce(0) { max($0, $1.0 > 0 ? ($1.1.value / $1.0 - 1).magnitude : 0) }
    }

    /// The cells of all rows; a row without weight may lie in none, and gets one of its own.
    var cells: Grouping {
        guard categories.codes.contains(where: { $0 < 0 }) else { return categories }
        return Grouping(
            codes: categories.codes.map { $0 < 0 ? Int32(categories.count) : $0 },
            count: categories.count + 1
        )
    }
}
