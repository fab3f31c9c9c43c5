/// Finds the known names that look most like a misspelt one.
public enum NearestName {
    /// Longer texts are no misspelt names; comparing them would only cost time.
    private static let longest = 64

    /// The names within reach of `name`, the nearest first; equal ones in the order given.
    ///
    /// Within reach is one change per three characters, and at least one. Case does not count.
    public static func nearest(to name: String, in known: some Sequence<String>, limit: Int = 1) -> [String] {
        let wanted = Array(name.lowercased().unicodeScalars.prefix(longest + 1))
        guard !wanted.isEmpty, wanted.count <= longest else { return [] }
        let reach = max(1, wanted.count / 3)
        var found: [(name: String, distance: Int)] = []
        for candidate in known {
            let scalars = Array(candidate.lowercased().unicodeScalars)
            guard abs(scalars.count - wanted.count) <= reach else { continue }
            let distance = distance(wanted, scalars)
            if distance <= reach { found.append((candidate, distance)) }
        }
        // Sorting is stable.
        return found.sorted { $0.distance < $1.distance }.prefix(limit).map(\.name)
    }

    /// Number of insertions, deletions, replacements and swaps of neighbours that turn one text into the other.
    ///
    /// Source: optimal string alignment, a restriction of Damerau (1964), CACM 7(3):171-176.
    static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in 1...left.count {
            var current = [row] + [Int](repeating: 0, count: right.count)
            for column in 1...right.count {
                let same = left[row - 1] == right[column - 1]
                var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    best = min(best, beforeLast[column - 2] + 1)
                }
                current[column] = best
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
