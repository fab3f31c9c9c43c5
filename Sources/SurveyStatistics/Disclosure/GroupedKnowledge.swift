/// What somebody holds of a `GroupedTable`: of each part the least and the most that it can be, by what is published of it.
public struct GroupedKnowledge: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var low: [Double]
        public var high: [Double]
    }

    public internal(set) var all: Line
    public internal(set) var groups: [Line]
    public internal(set) var rows: [Line]

    /// Knows the totals alone.
    public init(_ table: GroupedTable) {
        func line(_ line: GroupedTable.Line) -> Line {
            Line(
                low: [Double](repeating: 0, count: line.parts.count),
                high: [Double](repeating: line.total ?? .infinity, count: line.parts.count)
            )
        }
        all = line(table.all)
        groups = table.groups.map(line)
        rows = table.rows.map(line)
    }

    public subscript(place: GroupedTable.Place) -> Line {
        get {
            switch place {
            case .all: all
            case .group(let index): groups[index]
            case .row(let index): rows[index]
            }
        }
        set {
            switch place {
            case .all: all = newValue
            case .group(let index): groups[index] = newValue
            case .row(let index): rows[index] = newValue
            }
        }
    }

    /// Notes what a publication says of a cell; what was known before stays known.
    public mutating func learn(_ cell: GroupedTable.Cell, low: Double, high: Double) {
        var line = self[cell.place]
        line.low[cell.part] = max(line.low[cell.part], low)
        line.high[cell.part] = max(line.low[cell.part], min(line.high[cell.part], high))
        self[cell.place] = line
    }

    /// Notes a value that may be off by rounding, to multiples of `rounding`.
    public mutating func learn(_ cell: GroupedTable.Cell, value: Double, rounding: Double = 0) {
        learn(cell, low: value - rounding / 2, high: value + rounding / 2)
    }
}
