extension TableDefinition {
    /// A column that is computed from another one before the guard takes that one away.
    public struct DerivedColumn: Hashable, Sendable {
        public var derivation: ColumnDerivation
        /// Number of the column that it is computed from.
        public var source: Int
        /// Number of the other column: the date of the age, the longitude; `nil` if the table has none.
        public var other: Int?
        /// As if it stood in the export.
        public var definition: ColumnDefinition
    }

    /// The table with the derived columns behind its own.
    public var withDerivedColumns: TableDefinition {
        var table = self
        table.columns += derivedColumns.map(\.definition)
        return table
    }

    /// What is derived from the columns, in their order.
    public var derivedColumns: [DerivedColumn] {
        columns.enumerated().flatMap { source, column in
            column.derive.map { derivation in
                let other: String
                switch derivation.rule {
                case .ageClass(let at, _): other = at
                case .distance(let longitude, _, _): other = longitude
                }
                return DerivedColumn(
                    derivation: derivation,
                    source: source,
                    other: columns.firstIndex { $0.variable == other },
                    definition: derivation.definition
                )
            }
        }
    }
}

extension ColumnDerivation {
    /// The variable as a column.
    public var definition: ColumnDefinition {
        switch rule {
        case .ageClass(_, let from):
            ColumnDefinition(
                headers: [variable],
                variable: variable,
                type: .choice,
                codes: Self.classes(from).map { Code(value: $0, forms: [$0]) },
                label: label
            )
        case .distance:
            ColumnDefinition(headers: [variable], variable: variable, type: .number, unit: "km", label: label)
        }
    }

    /// Names of the classes: `0-17`, `18-64`, `65-plus`; before a first class that does not start at 0 comes `under-18`.
    public static func classes(_ from: [Int]) -> [String] {
        guard let first = from.first, let last = from.last else { return [] }
        let between = zip(from, from.dropFirst()).map { low, next in next - low == 1 ? "\(low)" : "\(low)-\(next - 1)" }
        return (first > 0 ? ["under-\(first)"] : []) + between + ["\(last)-plus"]
    }
}
