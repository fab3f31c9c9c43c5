/// Says what each column of an export means.
public struct CodeBook: Hashable, Sendable, Identifiable {
    public var id: String
    public var version: String
    public var label: LocalizedText
    /// Where the layout of the export is described.
    public var source: String
    public var assessments: AssessmentRule
    /// Id of the register that knows the municipalities; `nil` if the values of the column are the groups.
    public var register: String?
    /// The first table holds the assessments; the others are joined to it.
    public var tables: [TableDefinition]
    public var joins: [Join]
    /// What the terms of the field mean here: families, catered.
    public var conditions: [NamedCondition]

    public init(
        id: String,
        version: String,
        label: LocalizedText,
        source: String,
        assessments: AssessmentRule,
        register: String?,
        tables: [TableDefinition],
        joins: [Join],
        conditions: [NamedCondition] = []
    ) {
        self.id = id
        self.version = version
        self.label = label
        self.source = source
        self.assessments = assessments
        self.register = register
        self.tables = tables
        self.joins = joins
        self.conditions = conditions
    }

    /// Every variable that a framework can use: the columns of the first table, what joins derive and what is derived from a column.
    public var variables: [String: VariableDefinition] {
        var result: [String: VariableDefinition] = [:]
        for column in tables.first?.columns ?? [] {
            result[column.variable] = VariableDefinition(
                type: column.type,
                unit: column.unit,
                codes: column.codes,
                noun: column.noun
            )
        }
        for derived in tables.first?.derivedColumns ?? [] {
            let column = derived.definition
            result[column.variable] = VariableDefinition(
                type: column.type,
                unit: column.unit,
                codes: column.codes,
                noun: column.noun
            )
        }
        for column in joinedColumns {
            let grain = tables.first { $0.name == column.table }?.grain ?? .location
            let derivation = column.derivation
            result[column.variable] =
                switch column.content {
                case .value:
                    VariableDefinition(
                        type: derivation.rule == .count ? .integer : .number,
                        unit: derivation.unit ?? (derivation.rule == .share ? "share" : nil),
                        codes: [],
                        noun: derivation.noun,
                        grain: grain,
                        isAggregate: derivation.keepsUnknownApart
                    )
                case .known, .unknown:
                    VariableDefinition(type: .integer, unit: "answers", codes: [], noun: Noun(), grain: grain)
                }
        }
        return result
    }

    /// The variable of every column of a table that is scored: the first table's own, those of joins, and what is derived from
    /// a column of the table itself.
    public var columnVariables: [String] {
        (tables.first?.columns.map(\.variable) ?? []) + joinedColumns.map(\.variable)
            + (tables.first?.derivedColumns.map(\.definition.variable) ?? [])
    }

    /// The columns that joins add behind those of the first table, in their order.
    public var joinedColumns: [JoinedColumn] {
        joins.flatMap { join in join.derivations.flatMap { $0.columns(of: join.table) } }
    }
}

/// Whether every row is a unit of its own, or the newest visit of a location counts.
public enum AssessmentRule: String, Hashable, Sendable, Codable {
    case each
    case newest
}

/// What a framework may know of a variable.
public struct VariableDefinition: Hashable, Sendable {
    public var type: ValueType
    public var unit: String?
    public var codes: [Code]
    public var noun: Noun
    /// What it was measured of before it became a property of the location.
    public var grain: Grain
    /// Whether the rows without an answer were kept apart and counted.
    public var isAggregate: Bool

    public init(
        type: ValueType,
        unit: String?,
        codes: [Code],
        noun: Noun,
        grain: Grain = .location,
        isAggregate: Bool = false
    ) {
        self.type = type
        self.unit = unit
        self.codes = codes
        self.noun = noun
        self.grain = grain
        self.isAggregate = isAggregate
    }
}

/// A term of the field, and what it means in the variables of a code book.
public struct NamedCondition: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Who lives there: families, singles, unaccompanied minors.
        case population
        /// Who cooks: catered, self-catering.
        case service
        /// Anything else, for example collective housing.
        case scope
    }

    public var id: String
    public var kind: Kind
    public var label: LocalizedText
    public var when: Requirement

    public init(id: String, kind: Kind, label: LocalizedText, when: Requirement) {
        self.id = id
        self.kind = kind
        self.label = label
        self.when = when
    }
}

/// What one row of a table stands for.
public enum Grain: String, Hashable, Sendable, Codable {
    case location
    case room
    /// A person who answered; values of such rows never stand in a message.
    case respondent
}

/// One file of an export.
public struct TableDefinition: Hashable, Sendable {
    public var name: String
    public var grain: Grain
    public var columns: [ColumnDefinition]

    public init(name: String, grain: Grain, columns: [ColumnDefinition]) {
        self.name = name
        self.grain = grain
        self.columns = columns
    }

    public func index(of role: ColumnRole) -> Int? {
        columns.firstIndex { $0.role == role }
    }
}

/// How the rows of another table become variables of the location they belong to.
public struct Join: Hashable, Sendable {
    /// Name of the table with the finer grain.
    public var table: String
    /// Joined table in whose rows those of `table` stand, as beds in rooms; `nil`: the first table.
    public var within: String?
    /// Variable of that table that holds the location's id.
    public var on: String
    /// Variable of the table above that `on` refers to; `nil`: the location's id.
    public var to: String?
    public var derivations: [Derivation]

    public init(
        table: String,
        within: String? = nil,
        on: String,
        to: String? = nil,
        derivations: [Derivation]
    ) {
        self.table = table
        self.within = within
        self.on = on
        self.to = to
        self.derivations = derivations
    }
}

extension CodeBook {
    /// The joins from `join` up to the one whose table is joined to the first table.
    ///
    /// The reader of code books makes sure that there is exactly one way up.
    public func path(of join: Join) -> [Join] {
        var path = [join]
        while path.count <= joins.count, let above = path.last?.within,
            let next = joins.first(where: { $0.table == above })
        {
            path.append(next)
        }
        return path
    }

    /// The variables of a table that joined tables refer to.
    public func keys(of table: String) -> [String] {
        let isFirst = table == tables.first?.name
        return joins.filter { isFirst ? $0.within == nil : $0.within == table }.compactMap(\.to)
    }
}

/// A variable of a location, computed from the joined rows by a named rule.
public struct Derivation: Hashable, Sendable {
    public enum Rule: String, Hashable, Sendable, Codable {
        case count, sum, mean, least, greatest
        /// Of the rows whose condition is known, those for which it holds.
        case share
    }

    public var variable: String
    public var rule: Rule
    /// The joined table's variable; `nil` for a count of rows.
    public var of: String?
    /// Only rows whose coded or boolean variable has this value (`yes`/`no` for booleans).
    public var filter: Filter?
    public var unit: String?
    public var noun: Noun
    /// Fewest known rows for which there is a value; rows that are not known are then kept apart. `nil`: one row that is not
    /// known makes the value unknown.
    public var minimum: Int?

    public struct Filter: Hashable, Sendable {
        public var variable: String
        public var equals: String

        public init(variable: String, equals: String) {
            self.variable = variable
            self.equals = equals
        }
    }

    public init(
        variable: String,
        rule: Rule,
        of: String? = nil,
        filter: Filter? = nil,
        unit: String? = nil,
        noun: Noun = Noun(),
        minimum: Int? = nil
    ) {
        self.minimum = minimum
        self.variable = variable
        self.rule = rule
        self.of = of
        self.filter = filter
        self.unit = unit
        self.noun = noun
    }
}

extension Derivation {
    /// Whether rows that are not known are counted apart instead of making the value unknown.
    public var keepsUnknownApart: Bool { rule == .share || minimum != nil }

    /// Its columns: the value, and the numbers of rows that are known and not known where these are kept apart.
    public func columns(of table: String) -> [JoinedColumn] {
        let contents: [JoinedColumn.Content] = keepsUnknownApart ? [.value, .known, .unknown] : [.value]
        return contents.map { JoinedColumn(table: table, derivation: self, content: $0) }
    }
}

/// A column that a join adds to the first table.
public struct JoinedColumn: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        case value
        /// Number of rows that the value rests on.
        case known
        /// Number of rows of which it is not known.
        case unknown
    }

    public var table: String
    public var derivation: Derivation
    public var content: Content

    public init(table: String, derivation: Derivation, content: Content) {
        self.table = table
        self.derivation = derivation
        self.content = content
    }

    /// `unsafe`, `unsafe.n` and `unsafe.unknown`.
    public var variable: String {
        switch content {
        case .value: derivation.variable
        case .known: derivation.variable + ".n"
        case .unknown: derivation.variable + ".unknown"
        }
    }
}
