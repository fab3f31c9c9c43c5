internal import ShelterModel
internal import ShelterParsers

/// The rows of one joined table, aggregated by the code book's rules per row of the first table that they refer to.
struct JoinedRows {
    fileprivate struct Sum {
        var count = 0
        var sum = 0.0
        var least = Double.infinity
        var greatest = -Double.infinity
        var unknown = 0
        /// Rows whose condition is known, for a share.
        var known = 0
    }

    /// A row for the ledger.
    struct Row {
        /// What it refers to in the first table; `nil` if nothing stands there, or if the row above it is not there.
        var key: String?
        var line: Int
        /// Whether the row names one above it that is not there.
        var isLost: Bool
    }

    private let join: Join
    /// Variables of this table that rows of other joined tables refer to.
    private let ownKeys: [String]
    private var sums: [String: [Sum]] = [:]
    /// Every row, by the number of its file.
    private(set) var rows: [Int: [Row]] = [:]
    /// Every answer by itself, where estimates ask for it.
    var answers: AnswerRows?
    /// By variable and value: what the row refers to in the first table, if it does.
    private var above: [String: [String: String?]] = [:]

    init(_ join: Join, of codeBook: CodeBook) {
        self.join = join
        ownKeys = codeBook.keys(of: join.table)
    }

    /// Name of the joined table.
    var table: String { join.table }

    /// - Parameter parents: The rows that those of this table stand in; `nil` if they refer to the first table.
    mutating func add(_ table: Table, definition: TableDefinition, file: Int, parents: JoinedRows?) {
        let columns = Dictionary(
            definition.columns.enumerated().map { ($1.variable, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        guard let column = columns[join.on] else { return }
        for row in 0..<table.rowCount {
            var key = Self.key(table.columns[column], row)
            var isLost = false
            if let parents, let to = join.to, let own = key {
                key = parents.above[to]?[own] ?? nil
                isLost = key == nil
            }
            rows[file, default: []].append(Row(key: key, line: table.lines[row], isLost: isLost))
            for variable in ownKeys {
                guard let column = columns[variable], let own = Self.key(table.columns[column], row) else { continue }
                above[variable, default: [:]].updateValue(key, forKey: own)
            }
            answers?.add(key: key, row: row, table, columns, definition)
            guard let key else { continue }
            for (number, derivation) in join.derivations.enumerated() {
                let value = Self.contribution(derivation, row: row, table, columns, definition)
                sums[key, default: join.derivations.map { _ in Sum() }][number].add(value)
                answers?.add(value.answer(derivation.rule), derivation: number)
            }
        }
    }

    /// What rows refer to each other by; a whole number as its digits.
    static func key(_ column: Column, _ row: Int) -> String? {
        switch column {
        case .text(let cells): cells[row]
        case .number(let cells): cells.status[row] == .present ? plainText(of: cells.values[row]) : nil
        case .coded: nil
        }
    }

    /// What a row adds to a derived value.
    enum Contribution {
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
        guard derivation.rule != .count, derivation.rule != .share else { return .value(1) }
        guard let name = derivation.of, let column = columns[name], case .number(let cells) = table.columns[column],
            cells.status[row] == .present
        else { return .unknown }
        return .value(cells.values[row])
    }

    /// Adds this join's columns to a batch of the first table.
    func extend(_ table: inout Table, keys: [String?]) {
        for (number, derivation) in join.derivations.enumerated() {
            for joined in derivation.columns(of: join.table) {
                var column = NumberColumn()
                for key in keys {
                    let found = key.flatMap { sums[$0] }
                    let (value, status) = found?[number].cell(joined) ?? (nil, .unmatched)
                    column.values.append(value ?? 0)
                    column.status.append(value != nil ? .present : status)
                }
                table.columns.append(.number(column))
                table.fields.append(nil)
                table.headers.append("\(joined.variable) (\(join.table))")
            }
        }
    }

    /// Adds this join's columns where no file of the joined table was given.
    func extendAbsent(_ table: inout Table) {
        for joined in join.derivations.flatMap({ $0.columns(of: join.table) }) {
            let count = table.rowCount
            table.columns.append(
                .number(
                    NumberColumn(
                        values: [Double](repeating: 0, count: count),
                        status: [CellStatus](repeating: .columnAbsent, count: count)
                    )
                )
            )
            table.fields.append(nil)
            table.headers.append(joined.variable)
        }
    }
}

extension JoinedRows.Sum {
    fileprivate mutating func add(_ contribution: JoinedRows.Contribution) {
        switch contribution {
        case .nothing: known += 1
        case .unknown: unknown += 1
        case .value(let value):
            known += 1
            count += 1
            sum += value
            least = min(least, value)
            greatest = max(greatest, value)
        }
    }

    /// What stands in a cell of a joined column; without a value, why.
    fileprivate func cell(_ column: JoinedColumn) -> (value: Double?, status: CellStatus) {
        let derivation = column.derivation
        // A mean rests on the rows that pass the filter, a share on all whose condition is known.
        let base = derivation.rule == .share ? known : count
        switch column.content {
        case .known: return (Double(base), .present)
        case .unknown: return (Double(unknown), .present)
        case .value:
            if derivation.keepsUnknownApart, base < derivation.minimum ?? 1 {
                return (nil, base > 0 ? .tooFew : .empty)
            }
            return (value(derivation), .empty)
        }
    }

    /// `nil` if it is not known, or if no row had a value (a count is then 0).
    private func value(_ derivation: Derivation) -> Double? {
        guard unknown == 0 || derivation.keepsUnknownApart else { return nil }
        return switch derivation.rule {
        case .count: Double(count)
        case .sum: count > 0 ? sum : nil
        case .mean: count > 0 ? sum / Double(count) : nil
        case .least: count > 0 ? least : nil
        case .greatest: count > 0 ? greatest : nil
        case .share: known > 0 ? Double(count) / Double(known) : nil
        }
    }
}
