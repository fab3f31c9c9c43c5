internal import ShelterModel

/// Rows that are the same in every compared column.
struct DuplicateCheck {
    /// Whether the check names its variables: then a row that lacks one cannot be compared.
    let isNamed: Bool
    let columns: [Int]

    init(isNamed: Bool, columns: [Int]) {
        self.isNamed = isNamed
        self.columns = columns
    }

    /// - Parameter column: What the log names; `nil`: the whole row.
    func run(_ table: Table, column: Int?, into result: inout CheckResult) {
        // Rows of the same hash are compared in full, so that two rows are never taken for one.
        var firsts: [Int: [Int]] = [:]
        for row in 0..<table.rowCount {
            let present = columns.count { table.columns[$0].isPresent(row) }
            guard present > 0, !isNamed || present == columns.count else {
                result.unknown += 1
                continue
            }
            var hasher = Hasher()
            for number in columns { table.columns[number].hash(row, into: &hasher) }
            let hash = hasher.finalize()
            let same = firsts[hash]?.first { first in
                columns.allSatisfy { table.columns[$0].isSame(first, row) }
            }
            if let same {
                result.hit(row, column, "check.duplicate", ["line": .integer(table.lines[same])], other: same)
            } else {
                firsts[hash, default: []].append(row)
            }
        }
    }
}

extension Column {
    func isPresent(_ row: Int) -> Bool {
        switch self {
        case .number(let cells): cells.status[row] == .present
        case .coded(let cells): cells.status[row] == .present
        case .text(let cells): cells.status[row] == .present
        }
    }

    func hash(_ row: Int, into hasher: inout Hasher) {
        switch self {
        case .number(let cells):
            hasher.combine(cells.status[row])
            if cells.status[row] == .present { hasher.combine(cells.values[row]) }
        case .coded(let cells):
            hasher.combine(cells.status[row])
            if cells.status[row] == .present { hasher.combine(cells.codes[row]) }
        case .text(let cells):
            hasher.combine(cells.status[row])
            if cells.status[row] == .present { hasher.combine(cells.bytes[cells.range(row)]) }
        }
    }

    func isSame(_ first: Int, _ second: Int) -> Bool {
        switch self {
        case .number(let cells):
            cells.status[first] == cells.status[second]
                && (cells.status[first] != .present || cells.values[first] == cells.values[second])
        case .coded(let cells):
            cells.status[first] == cells.status[second]
                && (cells.status[first] != .present || cells.codes[first] == cells.codes[second])
        case .text(let cells):
            cells.status[first] == cells.status[second]
                && (cells.status[first] != .present
                    || cells.bytes[cells.range(first)].elementsEqual(cells.bytes[cells.range(second)]))
        }
    }
}
