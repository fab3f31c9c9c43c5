internal import ShelterModel

/// Rows at a small Gower distance from an earlier one.
struct NearDuplicateCheck {
    /// One compared variable: each cell as a number, NaN without a value.
    struct Variable {
        var values: [Double]
        /// What a difference is divided by; 0 for answers that are the same or not.
        var range: Double
    }

    let rule: NearDuplicateRule
    let columns: [Int]
    let definition: TableDefinition

    init(_ rule: NearDuplicateRule, columns: [Int], definition: TableDefinition) {
        self.rule = rule
        self.columns = columns
        self.definition = definition
    }

    func run(_ table: Table, blocks: [String?]?, into result: inout CheckResult) {
        let variables = columns.map { variable(table.columns[$0], definition.columns[$0].type) }
        var members: [String: [Int]] = [:]
        for row in 0..<table.rowCount {
            let block = blocks.map { $0[row] } ?? ""
            guard let block, variables.count(where: { !$0.values[row].isNaN }) >= rule.atLeast else {
                result.unknown += 1
                continue
            }
            members[block, default: []].append(row)
        }
        for rows in members.values.sorted(by: { ($0.first ?? 0) < ($1.first ?? 0) }) {
            guard rows.count <= rule.limit else {
                result.unknown += rows.count
                let reason = Diagnostic(
                    .warning,
                    "check.block-too-large",
                    at: nil,
                    ["check": .text(result.check.id), "rows": .integer(rows.count), "limit": .integer(rule.limit)]
                )
                result.notices.append(CheckHit(row: rows.first, column: nil, reason: reason))
                continue
            }
            for (place, row) in rows.enumerated() {
                var nearest: (row: Int, distance: Double)?
                for earlier in rows[..<place] {
                    guard let distance = distance(earlier, row, variables), distance <= rule.distance + 1e-12
                    else { continue }
                    if nearest.map({ distance < $0.distance }) ?? true { nearest = (earlier, distance) }
                }
                guard let nearest else { continue }
                result.hit(
                    row,
                    nil,
                    "check.near-duplicate",
                    ["line": .integer(table.lines[nearest.row]), "distance": .number(nearest.distance.short)],
                    other: nearest.row
                )
            }
        }
        result.hits.sort { ($0.row ?? 0) < ($1.row ?? 0) }
    }

    /// `nil` if too few variables can be compared, or as soon as it is clear that it is no hit.
    func distance(_ first: Int, _ second: Int, _ variables: [Variable]) -> Double? {
        var sum = 0.0
        var shared = 0
        for (number, variable) in variables.enumerated() {
            let left = variable.values[first]
            let right = variable.values[second]
            guard !left.isNaN, !right.isNaN else { continue }
            shared += 1
            if variable.range > 0 {
                sum += abs(left - right) / variable.range
            } else if left != right {
                sum += 1
            }
            let greatest = Double(shared + variables.count - number - 1)
            if sum > rule.distance * greatest + 1e-9 { return nil }
        }
        guard shared >= rule.atLeast, shared > 0 else { return nil }
        return sum / Double(shared)
    }

    func variable(_ column: Column, _ type: ValueType) -> Variable {
        switch column {
        case .number(let cells):
            let values = cells.status.indices.map { cells.status[$0] == .present ? cells.values[$0] : Double.nan }
            guard type != .boolean else { return Variable(values: values, range: 0) }
            let present = values.filter { !$0.isNaN }
            return Variable(values: values, range: (present.max() ?? 0) - (present.min() ?? 0))
        case .coded(let cells):
            let values = cells.status.indices.map { cells.status[$0] == .present ? Double(cells.codes[$0]) : .nan }
            return Variable(values: values, range: 0)
        case .text(let cells):
            var numbers: [ArraySlice<UInt8>: Double] = [:]
            let values = cells.status.indices.map { row -> Double in
                guard cells.status[row] == .present else { return .nan }
                let text = cells.bytes[cells.range(row)]
                if let number = numbers[text] { return number }
                numbers[text] = Double(numbers.count)
                return Double(numbers.count - 1)
            }
            return Variable(values: values, range: 0)
        }
    }
}
