/// Rows in groups under one total, each of them a line that is divided into the same parts.
///
/// The parts of a line add up to its total, which everybody knows (a number of people, of scores); the rows of a group add up to
/// the group, the groups to all. A sum of scores is such a table too: of `n` scores between 0 and 1 the sum is one part of
/// `n`, and what is missing to `n` the other.
public struct GroupedTable: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// Stable and unique in the table; ties are decided in its order.
        public var id: String
        /// What the parts add up to; `nil` for a table of one part that has no known total.
        public var total: Double?
        public var parts: [Double]
        /// People or things behind the line.
        public var contributors: Int
        /// What the largest ones add to the first part, where dominance matters; descending.
        public var largest: [Double]

        public init(id: String, total: Double?, parts: [Double], contributors: Int, largest: [Double] = []) {
            self.id = id
            self.total = total
            self.parts = parts
            self.contributors = contributors
            self.largest = largest
        }
    }

    /// Where a line stands.
    public enum Place: Hashable, Sendable, Comparable {
        case all
        case group(Int)
        case row(Int)
    }

    public struct Cell: Hashable, Sendable, Comparable {
        public var place: Place
        public var part: Int

        public init(_ place: Place, _ part: Int) {
            self.place = place
            self.part = part
        }

        public static func < (left: Cell, right: Cell) -> Bool { (left.place, left.part) < (right.place, right.part) }
    }

    public var all: Line
    public var groups: [Line]
    public var rows: [Line]
    /// Group of each row.
    public var groupOfRow: [Int]
    /// Whether parts are whole numbers.
    public var isCount: Bool

    public init(all: Line, groups: [Line], rows: [Line], groupOfRow: [Int], isCount: Bool) {
        self.all = all
        self.groups = groups
        self.rows = rows
        self.groupOfRow = groupOfRow
        self.isCount = isCount
    }

    public var partCount: Int { all.parts.count }
    public var places: [Place] { [.all] + groups.indices.map { .group($0) } + rows.indices.map { .row($0) } }

    public func line(_ place: Place) -> Line {
        switch place {
        case .all: all
        case .group(let index): groups[index]
        case .row(let index): rows[index]
        }
    }

    /// Rows of each group.
    public var rowsOfGroup: [[Int]] {
        var result = [[Int]](repeating: [], count: groups.count)
        for (row, group) in groupOfRow.enumerated() { result[group].append(row) }
        return result
    }
}
