/// Tries to recompute every hidden cell of a `GroupedTable`: from outside, and as each row that knows itself.
///
/// One linear program over groups and total; what it leaves open for a group bounds the rows under it. That is exact, since rows
/// of which nothing is known but their totals can divide whatever the group leaves: the least and the most of a row are
/// those of a table with fixed margins (Fréchet bounds). A test holds both against the program over all cells.
///
/// Most cells need no program: what really is, is one possible truth, and a few exchanges between cells make others (`CellExchange`).
/// Where two of them differ enough, the cell cannot be told. Only where exchanges find too little the program has the word.
public struct GroupedAttack: Hashable, Sendable {
    public struct Finding: Hashable, Sendable {
        public var cell: GroupedTable.Cell
        public var low: Double
        /// Infinite if nothing limits it.
        public var high: Double
        /// What the range must at least be wide.
        public var required: Double
        /// Row that the attacker knows; `nil` for an outsider.
        public var insider: Int?
    }

    /// In the order in which they were found.
    public private(set) var exposed: [Finding]
    /// Hidden cells, each counted once for every attacker.
    public private(set) var attempts: Int
    /// Sums that published values contradict: nothing can be said then.
    public private(set) var isContradictory: Bool

    public var passes: Bool { exposed.isEmpty && !isContradictory }

    /// - Parameters:
    ///   - table: The truth: who knows a row knows it from there.
    ///   - hidden: Cells that may not be told, whatever is known of them.
    ///   - stopsAtFirst: Whether insiders need not try where an outsider has found something.
    ///   - fromInside: Whether insiders try at all.
    public init(
        _ table: GroupedTable,
        _ knowledge: GroupedKnowledge,
        rules: GroupedRules,
        hidden: Set<GroupedTable.Cell>,
        stopsAtFirst: Bool = false,
        fromInside: Bool = true
    ) {
        var attacker = Attacker(table, knowledge, rules)
        attacker.run(hidden, stopsAtFirst: stopsAtFirst, fromInside: fromInside)
        exposed = attacker.exposed
        attempts = attacker.attempts
        isContradictory = attacker.isContradictory
    }
}

/// Holds what is known while attackers come and go.
///
/// All insiders together are bounded by one that knows, of every part of every group, the most that a row has of it. Whatever this
/// one cannot tell, none of them can; only what it can tell is tried again by each of them alone.
private struct Attacker {
    typealias Finding = GroupedAttack.Finding
    typealias Range = (low: Double, high: Double)

    private struct Sums {
        var low: [Double]
        var high: [Double]
        var open: [Int]
    }

    var exposed: [Finding] = []
    var attempts = 0
    var isContradictory = false

    private let table: GroupedTable
    private let rules: GroupedRules
    private let rowsOfGroup: [[Int]]
    private let program: CellProgram?
    private let knowledge: GroupedKnowledge
    private let parts: Int
    /// Bounds of the cells of groups, then of all, by what is known of their rows too.
    private var bounds: [Range] = []
    /// The same for all insiders together.
    private var tight: [Range] = []
    /// Sums over the rows of a group, and how many of them have no upper end.
    private var sums: [Sums]
    /// `nil` where what is published contradicts the truth: then only a program can tell what follows from it.
    private let exchange: CellExchange?
    private var rangesForOthers: [Int: Range] = [:]
    private var commonRanges: [Int: Range] = [:]

    init(_ table: GroupedTable, _ knowledge: GroupedKnowledge, _ rules: GroupedRules) {
        self.table = table
        self.knowledge = knowledge
        self.rules = rules
        rowsOfGroup = table.rowsOfGroup
        parts = table.partCount
        sums = []
        for rows in rowsOfGroup { sums.append(Self.sums(knowledge, rows, parts)) }
        for (group, line) in knowledge.groups.enumerated() {
            for part in 0..<parts { bounds.append(Self.bound(line, sums[group], part)) }
        }
        bounds += zip(knowledge.all.low, knowledge.all.high).map { ($0, $1) }
        // A group has no more of a part than all have, and what its other parts leave of its total.
        for group in table.groups.indices {
            var least = 0.0
            for part in 0..<parts { least += bounds[group * parts + part].low }
            for part in 0..<parts {
                let cell = group * parts + part
                var high = min(bounds[cell].high, knowledge.all.high[part])
                if let total = table.groups[group].total { high = min(high, total - least + bounds[cell].low) }
                bounds[cell].high = max(bounds[cell].low, high)
            }
        }
        program = Self.program(table, bounds)
        exchange = CellExchange(table, within: bounds)
        tight = bounds
        for group in table.groups.indices {
            for part in 0..<parts {
                let most = rowsOfGroup[group].map { max(0, table.rows[$0].parts[part] - knowledge.rows[$0].low[part]) }
                    .max()
                let column = group * parts + part
                tight[column].low = min(tight[column].high, max(tight[column].low, sums[group].low[part] + (most ?? 0)))
            }
        }
    }

    mutating func run(_ hidden: Set<GroupedTable.Cell>, stopsAtFirst: Bool, fromInside: Bool) {
        let cells = hidden.filter { table.line($0.place).contributors > 0 }.sorted()
        let insiders = table.rows.indices.filter { row in
            fromInside && table.rows[row].contributors > 0
                && zip(knowledge.rows[row].low, knowledge.rows[row].high).contains { $1 - $0 > 1e-9 }
        }
        for cell in cells where !isContradictory { attackFromOutside(cell) }
        guard !isContradictory, !(stopsAtFirst && !exposed.isEmpty) else { return }
        var isInsider = [Bool](repeating: false, count: table.rows.count)
        for insider in insiders { isInsider[insider] = true }
        for cell in cells where !isContradictory { attackFromInside(cell, insiders, isInsider) }
    }

    private static func sums(_ knowledge: GroupedKnowledge, _ rows: [Int], _ parts: Int) -> Sums {
        var sums = Sums(
            low: [Double](repeating: 0, count: parts),
            high: [Double](repeating: 0, count: parts),
            open: [Int](repeating: 0, count: parts)
        )
        for row in rows {
            for part in 0..<parts {
                sums.low[part] += knowledge.rows[row].low[part]
                let high = knowledge.rows[row].high[part]
                if high.isFinite { sums.high[part] += high } else { sums.open[part] += 1 }
            }
        }
        return sums
    }

    private static func bound(_ line: GroupedKnowledge.Line, _ sums: Sums, _ part: Int) -> (low: Double, high: Double) {
        let low = max(line.low[part], sums.low[part])
        let high = sums.open[part] > 0 ? line.high[part] : min(line.high[part], sums.high[part])
        return (low, max(low, high))
    }

    /// `nil` if every group and all is known.
    private static func program(_ table: GroupedTable, _ bounds: [(low: Double, high: Double)]) -> CellProgram? {
        guard bounds.contains(where: { $0.high - $0.low > 1e-9 }) else { return nil }
        let parts = table.partCount
        let groups = table.groups.count
        // What the parts of a line add up to is a cell of its own, that is known.
        var all = bounds
        var sums: [[(cell: Int, factor: Double)]] = []
        for (index, line) in (table.groups + [table.all]).enumerated() {
            guard let total = line.total else { continue }
            sums.append((0..<parts).map { (index * parts + $0, 1) } + [(all.count, -1)])
            all.append((total, total))
        }
        for part in 0..<parts {
            sums.append((0..<groups).map { ($0 * parts + part, 1) } + [(groups * parts + part, -1)])
        }
        return CellProgram(all, sums: sums)
    }

    // MARK: - Ranges

    private func column(_ cell: GroupedTable.Cell) -> Int {
        switch cell.place {
        case .all: table.groups.count * parts + cell.part
        case .group(let group): group * parts + cell.part
        case .row(let row): table.groupOfRow[row] * parts + cell.part
        }
    }

    private func isOpen(_ column: Int) -> Bool { program != nil && bounds[column].high - bounds[column].low > 1e-9 }

    /// The least and the most that a cell of a group, or of all, can be.
    private mutating func solve(_ column: Int) -> Range {
        guard let program, isOpen(column) else { return bounds[column] }
        guard let found = program.range(of: column) else {
            isContradictory = true
            return bounds[column]
        }
        return found
    }

    private func apply(_ new: [Range], _ columns: some Sequence<Int>) {
        for column in columns { program?.bound(column, new[column].low, new[column].high) }
    }

    /// What exchanges show to be possible; the bounds themselves where everything is known.
    private func possible(_ column: Int) -> Range {
        guard isOpen(column) else { return bounds[column] }
        return exchange?.range(of: column, within: bounds) ?? (0, 0)
    }

    /// The same, for all insiders together.
    private mutating func possibleForAll(_ column: Int) -> Range {
        guard isOpen(column) else { return bounds[column] }
        if let known = commonRanges[column] { return known }
        let range = exchange?.range(of: column, within: tight) ?? (0, 0)
        commonRanges[column] = range
        return range
    }

    /// Whether the range of a cell is wide enough, given that of its group.
    private func finding(
        _ cell: GroupedTable.Cell,
        _ range: Range,
        insider: Int?
    ) -> Finding {
        var found = range
        if case .row(let row) = cell.place { found = rowRange(row, cell.part, within: range, insider: insider) }
        if table.isCount { found = DisclosureAudit.whole(found.low, found.high) }
        return Finding(
            cell: cell,
            low: found.low,
            high: found.high,
            required: required(cell, insider),
            insider: insider
        )
    }

    /// What an insider has not brought in itself is what it may not tell: of a group that is almost its own, the rest.
    private func required(_ cell: GroupedTable.Cell, _ insider: Int?) -> Double {
        var own: GroupedTable.Line?
        switch cell.place {
        case .row: break
        case .group(let group): own = insider.flatMap { table.groupOfRow[$0] == group ? table.rows[$0] : nil }
        case .all: own = insider.map { table.rows[$0] }
        }
        return rules.required(cell, table.line(cell.place), isInside: insider != nil, own: own)
    }

    private func isSafe(_ finding: Finding) -> Bool { finding.high - finding.low >= finding.required - 1e-7 }

    /// What a cell of a group can be for all insiders of other groups together.
    private mutating func rangeForOthers(_ column: Int, of group: Int) -> Range {
        if let known = rangesForOthers[column] { return known }
        apply(tight, tight.indices)
        apply(bounds, group * parts..<(group + 1) * parts)
        let range = solve(column)
        apply(bounds, bounds.indices)
        rangesForOthers[column] = range
        return range
    }

    // MARK: - Attackers

    private mutating func attackFromOutside(_ cell: GroupedTable.Cell) {
        guard rules.required(cell, table.line(cell.place), isInside: false) > 0 else { return }
        attempts += 1
        let column = column(cell)
        if isSafe(finding(cell, possible(column), insider: nil)) { return }
        let found = finding(cell, solve(column), insider: nil)
        if !isSafe(found), !isContradictory { exposed.append(found) }
    }

    private mutating func attackFromInside(_ cell: GroupedTable.Cell, _ insiders: [Int], _ isInsider: [Bool]) {
        guard let any = insiders.first else { return }
        guard rules.required(cell, table.line(cell.place), isInside: true) > 0 else { return }
        let column = column(cell)
        let common = possibleForAll(column)
        switch cell.place {
        case .row(let row):
            let group = table.groupOfRow[row]
            for insider in rowsOfGroup[group] where insider != row && isInsider[insider] {
                attempts += 1
                if isSafe(finding(cell, common, insider: insider)) { continue }
                attackAlone(cell, insider)
            }
            // Who is elsewhere learns of a row only through its group.
            guard isOpen(column) else { return }
            attempts += 1
            if isSafe(finding(cell, common, insider: nil)) { return }
            if isSafe(finding(cell, rangeForOthers(column, of: group), insider: nil)) { return }
            for insider in insiders where table.groupOfRow[insider] != group { attackAlone(cell, insider) }
        case .group(let group):
            attempts += 1
            if isSafe(finding(cell, common, insider: any)) { return }
            for insider in rowsOfGroup[group] where isInsider[insider] && !isOnlyOwn(cell.place, insider) {
                attackAlone(cell, insider)
            }
            if isSafe(finding(cell, rangeForOthers(column, of: group), insider: any)) { return }
            for insider in insiders where table.groupOfRow[insider] != group { attackAlone(cell, insider) }
        case .all:
            attempts += 1
            if isSafe(finding(cell, common, insider: any)) { return }
            for insider in insiders where !isOnlyOwn(cell.place, insider) { attackAlone(cell, insider) }
        }
    }

    /// One insider with exactly what it knows.
    private mutating func attackAlone(_ cell: GroupedTable.Cell, _ insider: Int) {
        guard !isContradictory else { return }
        attempts += 1
        let own = table.groupOfRow[insider]
        let columns = own * parts..<(own + 1) * parts
        let before = (bounds, sums[own])
        let row = table.rows[insider]
        let known = knowledge.rows[insider]
        for part in 0..<parts {
            sums[own].low[part] += row.parts[part] - known.low[part]
            if known.high[part].isFinite {
                sums[own].high[part] += row.parts[part] - known.high[part]
            } else {
                sums[own].open[part] -= 1
                sums[own].high[part] += row.parts[part]
            }
            bounds[own * parts + part] = Self.bound(knowledge.groups[own], sums[own], part)
        }
        let isProven = isSafe(finding(cell, possible(column(cell)), insider: insider))
        if !isProven { apply(bounds, columns) }
        let range = isProven ? nil : solve(column(cell))
        (bounds, sums[own]) = before
        guard let range else { return }
        apply(bounds, columns)
        let found = finding(cell, range, insider: insider)
        if !isSafe(found), !isContradictory { exposed.append(found) }
    }

    /// Whether nobody but the row is in a group, or in all.
    private func isOnlyOwn(_ place: GroupedTable.Place, _ insider: Int) -> Bool {
        func others(_ rows: some Sequence<Int>) -> Bool {
            rows.contains { $0 != insider && table.rows[$0].contributors > 0 }
        }
        switch place {
        case .row: return false
        case .group(let group): return !others(rowsOfGroup[group])
        case .all: return !others(table.rows.indices)
        }
    }

    /// What a row can be if its group lies within a range; where an insider of the group knows itself, besides.
    private func rowRange(_ row: Int, _ part: Int, within range: Range, insider: Int?) -> Range {
        let line = knowledge.rows[row]
        let group = table.groupOfRow[row]
        var (low, high, open) = (sums[group].low[part], sums[group].high[part], sums[group].open[part])
        if let insider, table.groupOfRow[insider] == group {
            let known = knowledge.rows[insider]
            let value = table.rows[insider].parts[part]
            low += value - known.low[part]
            if known.high[part].isFinite {
                high += value - known.high[part]
            } else {
                open -= 1
                high += value
            }
        }
        let isOpen = line.high[part].isInfinite
        let othersHigh: Double = open - (isOpen ? 1 : 0) > 0 ? .infinity : high - (isOpen ? 0 : line.high[part])
        let othersLow = low - line.low[part]
        let least = max(line.low[part], range.low - othersHigh)
        return (least, max(least, min(line.high[part], range.high - othersLow)))
    }
}
