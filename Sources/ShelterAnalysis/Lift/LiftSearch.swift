/// Finds the fewest of several changes that reach a goal, by branch and bound.
///
/// Numbers are given in the order of preference: of several smallest sets the one that is first in that order is found.
public struct LiftSearch: Sendable {
    public enum Result: Hashable, Sendable {
        /// No smaller set reaches the goal.
        case found([Int])
        /// Reaches the goal; the search stopped before it was proven that no smaller one does.
        case notProven([Int])
        /// Not even all changes together reach it.
        case impossible
    }

    /// What each change adds to the score by itself, in parts of 2^-40.
    let gains: [Int64]
    /// What is needed, in the same parts.
    let need: Int64
    /// Whether gains simply add up, but for rounding. Otherwise nothing follows from them but an order in which to try.
    let isAdditive: Bool
    let nodeLimit: Int

    /// Scores are rounded per theme; a sum of gains may be off by far less than this.
    private static let slack: Int64 = 1 << 12
    /// With more changes the sums of the greatest gains take too much memory.
    private static let mostChanges = 1000

    public init(gains: [Int64], need: Int64, isAdditive: Bool, nodeLimit: Int) {
        self.gains = gains
        self.need = need
        self.isAdditive = isAdditive
        self.nodeLimit = nodeLimit
    }

    /// - Parameter reaches: Whether a set of changes reaches the goal. More changes never undo it.
    public func fewest(_ reaches: ([Int]) -> Bool) -> Result {
        if reaches([]) { return .found([]) }
        let all = Array(gains.indices)
        guard reaches(all) else { return .impossible }
        guard gains.count <= Self.mostChanges else { return .notProven(quick(reaches)) }
        let bounds = isAdditive ? all.map { greatestSums(from: $0) } : []
        var nodes = 0
        for size in 1...gains.count {
            var chosen: [Int] = []
            if let set = search(size, from: 0, sum: 0, &chosen, bounds, &nodes, reaches) { return .found(set) }
            if nodes > nodeLimit { return .notProven(quick(reaches)) }
        }
        return .notProven(all)
    }

    /// Sums of the 1, 2, 3… greatest gains among the changes from `first` on.
    private func greatestSums(from first: Int) -> [Int64] {
        var sum: Int64 = 0
        return [0]
            + gains[first...].sorted(by: >).map { gain in
                sum += gain
                return sum
            }
    }

    private func search(
        _ size: Int,
        from first: Int,
        sum: Int64,
        _ chosen: inout [Int],
        _ bounds: [[Int64]],
        _ nodes: inout Int,
        _ reaches: ([Int]) -> Bool
    ) -> [Int]? {
        nodes += 1
        let left = size - chosen.count
        if left == 0 { return reaches(chosen) ? chosen : nil }
        guard first + left <= gains.count else { return nil }
        for change in first...(gains.count - left) {
            if nodes > nodeLimit { return nil }
            // What may still be chosen only gets less from here on.
            if isAdditive {
                if sum + bounds[change][left] + Self.slack < need { return nil }
            } else if !reaches(chosen + Array(change..<gains.count)) {
                return nil
            }
            chosen.append(change)
            if let set = search(size, from: change + 1, sum: sum + gains[change], &chosen, bounds, &nodes, reaches) {
                return set
            }
            chosen.removeLast()
        }
        return nil
    }

    /// The greatest gains first, until the goal is reached.
    private func quick(_ reaches: ([Int]) -> Bool) -> [Int] {
        let order = gains.indices.sorted { (gains[$0], $1) > (gains[$1], $0) }
        // More changes never undo it: the shortest beginning that reaches the goal is found by halving.
        var low = 0
        var high = order.count
        while low < high {
            let middle = (low + high) / 2
            if reaches(order.prefix(middle).sorted()) { high = middle } else { low = middle + 1 }
        }
        return order.prefix(low).sorted()
    }
}
