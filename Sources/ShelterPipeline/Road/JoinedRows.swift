internal import ShelterModel
internal import ShelterParsers

/// The rows of one joined file, aggregated per location by the code book's rules.
struct JoinedRows {
    fileprivate struct Sum {
        var count = 0
        var sum = 0.0
        var least = Double.infinity
        var greatest = -Double.infinity
        var isUnknown = false
    }

    private let join: Join
    /// Derived column numbers of this join: `first`, `first + 1`, …
    let first: Int
    private var sums: [String: [Sum]] = [:]
    /// Location and line of every row, for the ledger.
    private(set) var rows: [(location: String?, line: Int)] = []

    init(_ join: Join, first: Int) {
        self.join = join
        self.first = first
    }

    mutating func add(_ table: Table, definition: TableDefinition) {
        let columns = Dictionary(
            definition.columns.enumerated().map { ($1.variable, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        guard let key = columns[join.on], case .text(let keys) = table.columns[key] else { return }
        for row in 0..<table.rowCount {
            let location = keys[row]
            rows.append((location, table.lines[row]))
            guard let location else { continue }
            for (number, derivation) in join.derivations.enumerated() {
                let value = Self.contribution(derivation, row: row, table, columns, definition)
                sums[location, default: join.derivations.map { _ in Sum() }][number].add(value)
            }
        }
    }

    /// What a row adds to a derived value.
    fileprivate enum Contribution {
        case value(Double)
        /// The row does not pass the filter.
        case nothing
        /// It cannot be known: then the derived value is unknown, for missing is never zero.
        case unknown
    }

    private static func contribution(
        _ derivation: Derivation,
        row: Int,
        _ table: Table,
        _ columns: [String: Int],
        _ definition: TableDefinition
    ) -> Contribution {
        if let filter = derivation.filter {
            guard let column = columns[filter.variable] else { return .unknown }
            guard table.columns[column].status[row] == .present else { return .unknown }
            let wanted = definition.columns[column].codes.firstIndex { $0.value == filter.equals }
            switch table.columns[column] {
            case .coded(let cells): if wanted != Int(cells.codes[row]) { return .nothing }
            case .number(let cells): if cells.values[row] != (wanted == 0 ? 1 : 0) { return .nothing }
            case .text: return .unknown
            }
        }
        guard derivation.rule != .count else { return .value(1) }
        guard let name = derivation.of, let column = columns[name], case .number(let cells) = table.columns[column],
            cells.status[row] == .present
        else { return .unknown }
        return .value(cells.values[row])
    }

    /// Whether the file has rows for this location.
    func contains(_ location: String) -> Bool { sums[location] != nil }

    /// Adds this join's columns to a batch of locations.
    func extend(_ table: inout Table, locations: [String?], file: String) {
        for (number, derivation) in join.derivations.enumerated() {
            var column = NumberColumn()
            for location in locations {
                let value = location.flatMap { sums[$0] }.flatMap { $0[number].value(derivation.rule) }
                column.values.append(value ?? 0)
                column.status.append(
                    value != nil ? .present : location.map(contains) ?? false ? .empty : .unmatched
                )
            }
            table.columns.append(.number(column))
            table.fields.append(nil)
            table.headers.append("\(derivation.variable) (\(file))")
        }
    }
}

extension JoinedRows.Sum {
    fileprivate mutating func add(_ contribution: JoinedRows.Contribution) {
        switch contribution {
        case .nothing: return
        case .unknown: isUnknown = true
        case .value(let value):
            count += 1
            sum += value
            least = min(least, value)
            greatest = max(greatest, value)
        }
    }

    /// `nil` if it is not known, or if no row had a value (a count is then 0).
    fileprivate func value(_ rule: Derivation.Rule) -> Double? {
        guard !isUnknown else { return nil }
        return switch rule {
        case .count: Double(count)
        case .sum: count > 0 ? sum : nil
        case .mean: count > 0 ? sum / Double(count) : nil
        case .least: count > 0 ? least : nil
        case .greatest: count > 0 ? greatest : nil
        }
    }
}
