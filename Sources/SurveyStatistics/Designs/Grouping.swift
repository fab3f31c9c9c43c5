/// Which group each row belongs to: strata, clusters, domains, cells of a margin.
public struct Grouping: Hashable, Sendable {
    /// Number of the group of each row, from 0.
    public var codes: [Int32]
    public var count: Int

    /// - Parameter codes: From 0 up to, but not including, `count`.
    public init(codes: [Int32], count: Int) {
        self.codes = codes
        self.count = count
    }

    /// Groups in the order in which their labels come first.
    public init<Label: Hashable>(_ labels: some Sequence<Label>) {
        var known: [Label: Int32] = [:]
        var codes: [Int32] = []
        for label in labels {
            let code = known[label] ?? Int32(known.count)
            known[label] = code
            codes.append(code)
        }
        self.codes = codes
        count = known.count
    }

    /// Every row for itself.
    public static func rows(_ count: Int) -> Grouping {
        Grouping(codes: (0..<Int32(count)).map { $0 }, count: count)
    }

    public static func single(_ count: Int) -> Grouping {
        Grouping(codes: [Int32](repeating: 0, count: count), count: min(count, 1))
    }

    /// The combinations of two groupings that occur.
    public func crossed(with other: Grouping) -> Grouping {
        Grouping(zip(codes, other.codes).lazy.map { Int64($0) << 32 | Int64($1) })
    }

    /// The rows of each group, in their order.
    public func rowsByGroup() -> [[Int32]] {
        var sizes = [Int](repeating: 0, count: count)
        for code in codes { sizes[Int(code)] += 1 }
        var rows: [[Int32]] = sizes.map { size in
            var list: [Int32] = []
            list.reserveCapacity(size)
            return list
        }
        for (row, code) in codes.enumerated() { rows[Int(code)].append(Int32(row)) }
        return rows
    }
}
