/// Possible truths beside the real one, by exchanges between two lines and two parts of a `GroupedTable`.
///
/// What moves from one part of a line to another moves back in other lines, so that every sum stays as it is. What exchanges reach
/// is possible, so it proves that a cell cannot be told; with more than two parts, more may be possible than they reach.
struct CellExchange {
    private let parts: Int
    /// Groups, then all.
    private let lines: Int
    private let truth: [Double]
    private let hasTotal: [Bool]

    /// `nil` if the truth does not lie within the bounds.
    init?(_ table: GroupedTable, within bounds: [(low: Double, high: Double)]) {
        let all = table.groups + [table.all]
        parts = table.partCount
        lines = all.count
        truth = all.flatMap(\.parts)
        hasTotal = all.map { $0.total != nil }
        for (value, bound) in zip(truth, bounds) {
            let slack = 1e-6 * max(1, abs(value))
            guard value >= bound.low - slack, value <= bound.high + slack else { return nil }
        }
    }

    /// - Parameter bounds: Of the cells of groups, then of all; without upper end where it is infinite.
    func range(of cell: Int, within bounds: [(low: Double, high: Double)]) -> (low: Double, high: Double) {
        let value = truth[cell]
        return (value - reach(of: cell, upwards: false, bounds), value + reach(of: cell, upwards: true, bounds))
    }

    /// How far a cell can go up or down.
    private func reach(of cell: Int, upwards: Bool, _ bounds: [(low: Double, high: Double)]) -> Double {
        func room(_ cell: Int, _ upwards: Bool) -> Double {
            max(0, upwards ? bounds[cell].high - truth[cell] : truth[cell] - bounds[cell].low)
        }
        let line = cell / parts
        let part = cell % parts
        var left = room(cell, upwards)
        guard hasTotal[line] else {
            guard parts == 1 else { return 0 }
            var reached = 0.0
            for other in 0..<lines where other != line { reached += room(other, isLike(line, other) != upwards) }
            return min(left, reached)
        }
        // What the other parts of the line can give.
        var gifts = (0..<parts).map { $0 == part ? 0 : room(line * parts + $0, !upwards) }
        var reached = 0.0
        for other in 0..<lines where other != line && left > 0 {
            // Another group gives what this one takes; all take along with it.
            let direction = isLike(line, other) != upwards
            var otherRoom = min(left, room(other * parts + part, direction))
            for gift in 0..<parts where gifts[gift] > 0 && otherRoom > 0 {
                let step = min(gifts[gift], otherRoom, room(other * parts + gift, !direction))
                gifts[gift] -= step
                otherRoom -= step
                left -= step
                reached += step
            }
        }
        return reached
    }

    /// Whether two lines stand on the same side of the sum: groups do, all do not.
    private func isLike(_ line: Int, _ other: Int) -> Bool { line != lines - 1 && other != lines - 1 }
}
