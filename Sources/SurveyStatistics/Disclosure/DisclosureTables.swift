/// Tables as one system of cells and sums: hierarchies and linked tables are sums that share cells.
public struct DisclosureTables: Hashable, Sendable {
    public struct Cell: Hashable, Sendable {
        /// Stable and unique, such as `GM0363/women`; ties are decided in its order.
        public var id: String
        /// What would be published.
        public var value: Double
        /// People or locations behind the value.
        public var contributors: Int
        /// What the largest ones add to the value, if dominance matters; descending.
        public var largest: [Double]
        /// The value is a count of contributors that must be 0 or more whole ones.
        public var isCount: Bool
        /// Published values are rounded to multiples of this; 0 if they are exact.
        public var rounding: Double
        /// The number of people asked, for a cell that says how many of them said something; `nil` for others.
        public var asked: Int?
        /// What everybody knows of the value without any publication: no score is under 0, none over the number scored.
        public var low: Double
        public var high: Double

        public init(
            id: String,
            value: Double,
            contributors: Int,
            largest: [Double] = [],
            isCount: Bool = true,
            rounding: Double = 0,
            asked: Int? = nil,
            low: Double = 0,
            high: Double = .infinity
        ) {
            self.id = id
            self.value = value
            self.contributors = contributors
            self.largest = largest
            self.isCount = isCount
            self.rounding = rounding
            self.asked = asked
            self.low = low
            self.high = high
        }
    }

    /// The value of one cell is the sum of others.
    public struct Sum: Hashable, Sendable {
        public var total: Int
        public var parts: [Int]

        public init(total: Int, parts: [Int]) {
            self.total = total
            self.parts = parts
        }

        var cells: [Int] { [total] + parts }
    }

    public private(set) var cells: [Cell]
    public private(set) var sums: [Sum]
    /// Cells that an earlier publication gave away: number and published value. They can no longer be hidden.
    public private(set) var alreadyPublished: [Int: Double]

    public init(cells: [Cell] = [], sums: [Sum] = []) {
        self.cells = cells
        self.sums = sums
        alreadyPublished = [:]
    }

    /// The number of a cell that was added.
    public mutating func add(_ cell: Cell) -> Int {
        cells.append(cell)
        return cells.count - 1
    }

    public mutating func add(_ sum: Sum) { sums.append(sum) }

    /// Notes that an earlier publication shows a cell of these tables. Cells that only the earlier one has are added first.
    public mutating func publishedBefore(_ cell: Int, value: Double) { alreadyPublished[cell] = value }

    /// Adds all combinations of the nodes of hierarchies, as one table with its margins.
    ///
    /// - Parameters:
    ///   - content: Of a combination of leaves, a leaf per hierarchy; `nil` counts as 0. Cells above leaves are added up.
    /// - Returns: The number of the cell of each combination of nodes.
    public mutating func addTable(
        _ hierarchies: [Hierarchy],
        prefix: String = "",
        asked: ([Int]) -> Int? = { _ in nil },
        content: ([Int]) -> Double?
    ) -> [[Int]: Int] {
        var places: [[Int]: Int] = [:]
        for nodes in Self.combinations(hierarchies.map(\.names.count)) {
            var value = 0.0
            for leaves in Self.products(zip(hierarchies, nodes).map { $0.leaves(under: $1) }) {
                value += content(leaves) ?? 0
            }
            let name = zip(hierarchies, nodes).map { $0.names[$1] }.joined(separator: "/")
            places[nodes] = add(
                Cell(id: prefix + name, value: value, contributors: Int(value), asked: asked(nodes))
            )
        }
        for nodes in Self.combinations(hierarchies.map(\.names.count)) {
            for (dimension, hierarchy) in hierarchies.enumerated() {
                let children = hierarchy.children(of: nodes[dimension])
                guard !children.isEmpty, let total = places[nodes] else { continue }
                let parts = children.compactMap { child -> Int? in
                    var part = nodes
                    part[dimension] = child
                    return places[part]
                }
                add(Sum(total: total, parts: parts))
            }
        }
        return places
    }

    private static func combinations(_ sizes: [Int]) -> [[Int]] { products(sizes.map { Array(0..<$0) }) }

    private static func products(_ lists: [[Int]]) -> [[Int]] {
        lists.reduce([[]]) { known, list in known.flatMap { start in list.map { start + [$0] } } }
    }
}

/// A classification with levels: nodes with their parent, the total first.
public struct Hierarchy: Hashable, Sendable {
    public private(set) var names: [String]
    /// Of each node but the first.
    public private(set) var parents: [Int?]

    public init(total: String) {
        names = [total]
        parents = [nil]
    }

    /// The number of a node that is added under another.
    public mutating func add(_ name: String, under parent: Int = 0) -> Int {
        precondition(parent < names.count, "a parent is added first")
        names.append(name)
        parents.append(parent)
        return names.count - 1
    }

    func children(of node: Int) -> [Int] { parents.indices.filter { parents[$0] == node } }

    func leaves(under node: Int) -> [Int] {
        let below = children(of: node)
        return below.isEmpty ? [node] : below.flatMap { leaves(under: $0) }
    }
}
