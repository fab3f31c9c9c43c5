/// Which rows of two tables belong together.
public enum RowAlignment {
    public enum Step: UInt8, Hashable, Sendable {
        /// The next row of both.
        case both
        /// The next row of the first has none in the second.
        case missing
        /// The next row of the second has none in the first.
        case added
    }

    /// Pairs the rows of two tables in their order, so that as few as possible are missing or added.
    ///
    /// Rows that stand unchanged and once in both are the anchors (patience diff); between two anchors rows with the same id
    /// are paired, then the others one by one.
    ///
    /// - Parameters:
    ///   - expected: A hash of every row.
    ///   - found: The same of the other table.
    ///   - expectedIDs: A hash of every row's id; 0 without one.
    public static func steps(
        expected: [Int],
        found: [Int],
        expectedIDs: [Int] = [],
        foundIDs: [Int] = []
    ) -> [Step] {
        var steps: [Step] = []
        steps.reserveCapacity(max(expected.count, found.count))
        var start = 0
        while start < expected.count, start < found.count, expected[start] == found[start] { start += 1 }
        steps += repeatElement(.both, count: start)
        var tail = 0
        while tail < expected.count - start, tail < found.count - start,
            expected[expected.count - 1 - tail] == found[found.count - 1 - tail]
        { tail += 1 }
        let left = start..<expected.count - tail
        let right = start..<found.count - tail
        var here = (left.lowerBound, right.lowerBound)
        for anchor in anchors(expected, left, found, right) + [(left.upperBound, right.upperBound)] {
            gap(here.0..<anchor.0, here.1..<anchor.1, expectedIDs, foundIDs, &steps)
            if anchor.0 < left.upperBound { steps.append(.both) }
            here = (anchor.0 + 1, anchor.1 + 1)
        }
        steps += repeatElement(.both, count: tail)
        return steps
    }

    /// Rows with the same hash that stand once in both, the longest run of them that rises in both.
    private static func anchors(
        _ first: [Int],
        _ left: Range<Int>,
        _ second: [Int],
        _ right: Range<Int>
    ) -> [(Int, Int)] {
        let once = { (hashes: [Int], range: Range<Int>) -> [Int: Int] in
            var places: [Int: Int] = [:]
            for place in range { places[hashes[place]] = places[hashes[place]] == nil ? place : -1 }
            return places
        }
        let places = once(second, right)
        let own = once(first, left)
        var pairs: [(Int, Int)] = []
        for place in left {
            guard own[first[place]] == place, let other = places[first[place]], other >= 0 else { continue }
            pairs.append((place, other))
        }
        return longestRise(pairs)
    }

    /// Of pairs in the order of their first numbers, the most whose second numbers rise.
    private static func longestRise(_ pairs: [(Int, Int)]) -> [(Int, Int)] {
        var ends: [Int] = []
        var before = [Int](repeating: -1, count: pairs.count)
        for index in pairs.indices {
            var low = 0
            var high = ends.count
            while low < high {
                let middle = (low + high) / 2
                if pairs[ends[middle]].1 < pairs[index].1 { low = middle + 1 } else { high = middle }
            }
            before[index] = low > 0 ? ends[low - 1] : -1
            if low == ends.count { ends.append(index) } else { ends[low] = index }
        }
        var result: [(Int, Int)] = []
        var index = ends.last ?? -1
        while index >= 0 {
            result.append(pairs[index])
            index = before[index]
        }
        return result.reversed()
    }

    private static func gap(
        _ left: Range<Int>,
        _ right: Range<Int>,
        _ leftIDs: [Int],
        _ rightIDs: [Int],
        _ steps: inout [Step]
    ) {
        var here = (left.lowerBound, right.lowerBound)
        let known = { (ids: [Int], place: Int) in ids.indices.contains(place) && ids[place] != 0 }
        let hasIDs = left.allSatisfy { known(leftIDs, $0) } && right.allSatisfy { known(rightIDs, $0) }
        if hasIDs, left.count != right.count {
            for anchor in anchors(leftIDs, left, rightIDs, right) {
                plain(here.0..<anchor.0, here.1..<anchor.1, &steps)
                steps.append(.both)
                here = (anchor.0 + 1, anchor.1 + 1)
            }
        }
        plain(here.0..<left.upperBound, here.1..<right.upperBound, &steps)
    }

    private static func plain(_ left: Range<Int>, _ right: Range<Int>, _ steps: inout [Step]) {
        let pairs = min(left.count, right.count)
        steps += repeatElement(.both, count: pairs)
        steps += repeatElement(.missing, count: left.count - pairs)
        steps += repeatElement(.added, count: right.count - pairs)
    }
}
