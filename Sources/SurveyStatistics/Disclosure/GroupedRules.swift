/// Which lines and cells of a `GroupedTable` say too much, and how far off an attack must stay.
public struct GroupedRules: Hashable, Sendable {
    /// Least contributors of a line that is shown.
    public var minimum = 5
    /// A count under this is not shown; 0 is only one of them in `zeroParts`. `nil` for sums.
    public var smallest: Double?
    /// Parts of which "nobody" says something about everybody.
    public var zeroParts: Set<Int> = []
    /// The value of the first part without the two largest must be at least this share of the largest (p % rule).
    public var percentage: Double?
    /// Groups and all are shown whole or not at all, as rows always are.
    public var hidesWholeLines = false
    /// What the range of a hidden cell must be wide: a count, or where `isShare` a share of the line's total.
    public var width = 5.0
    /// Against who knows a row of the table, and for rows: a count that cannot be told is enough.
    public var rowWidth = 1.0
    public var isShare = false
    /// Parts of hidden rows that may not be told; others, such as "unknown", say nothing about them.
    public var sensitiveParts: Set<Int> = []

    public init() {}

    /// Why a whole line says too much.
    public func reason(of line: GroupedTable.Line) -> PrimaryRules.Reason? {
        if line.contributors == 0 { return nil }
        if line.contributors < minimum { return .frequency }
        guard let percentage, let first = line.largest.first, let value = line.parts.first, value > 0 else {
            return nil
        }
        return value - line.largest.prefix(2).reduce(0, +) < percentage * first ? .percentage : nil
    }

    /// Why a part of a line says too much.
    public func reason(ofPart part: Int, of line: GroupedTable.Line) -> PrimaryRules.Reason? {
        guard let smallest, line.contributors > 0 else { return nil }
        let value = line.parts[part]
        if value == 0 { return zeroParts.contains(part) ? .zero : nil }
        return value < smallest ? .frequency : nil
    }

    /// How wide the range of a hidden cell must be: of a count that is small by itself `width`, of every other one, and against who
    /// knows a row, so much that it cannot be told. A cell that says nothing by itself need not be hidden from anybody.
    ///
    /// - Parameters:
    ///   - isInside: The attacker knows a row of the table.
    ///   - own: That row, if it is a part of the line: then the room is that of the rest of the line.
    public func required(
        _ cell: GroupedTable.Cell,
        _ line: GroupedTable.Line,
        isInside: Bool,
        own: GroupedTable.Line? = nil
    ) -> Double {
        let isRow = if case .row = cell.place { true } else { false }
        let isSmall = !isRow && reason(of: line) == nil && reason(ofPart: cell.part, of: line) != nil
        guard isSmall || sensitiveParts.contains(cell.part) else { return 0 }
        let width = isSmall && !isInside ? self.width : rowWidth
        // Without a total, the width is a share of the value.
        guard let total = line.total else { return width * (line.parts[cell.part] - (own?.parts[cell.part] ?? 0)) }
        let rest = total - (own?.total ?? 0)
        return isShare ? width * rest : min(width, rest)
    }
}
