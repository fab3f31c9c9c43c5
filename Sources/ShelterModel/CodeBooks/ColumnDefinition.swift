/// What one column of an export holds.
public struct ColumnDefinition: Hashable, Sendable {
    /// Headers under which the column may stand; the first is the one that messages name.
    public var headers: [String]
    /// Name by which frameworks know it.
    public var variable: String
    public var role: ColumnRole?
    public var type: ValueType
    public var unit: String?
    /// How people write the unit behind a number: `m²`, `m2`, `vierkante meter`.
    public var unitForms: [String]
    /// Values outside are impossible: a diagnostic, and unknown.
    public var range: ClosedRange<Double>?
    public var decimal: DecimalMark
    public var dateOrder: DateOrder
    /// What to do with `ca. 12`, `10-12`, `>5` and `12 m²`.
    public var qualified: QualifiedRule
    /// Written forms of one option of a question with several answers; empty for every other column.
    ///
    /// The column is then a boolean: whether the option was chosen. It stands either in a column of its own, or in a cell
    /// that holds all options that were chosen.
    public var option: [String]
    /// What stands between the options in a joined cell; `nil`: as the tool that made the export does it.
    public var separator: String?
    /// What the personal-data guard does with the column; `nil`: what it finds out.
    public var personal: PersonalDataRule?
    /// What is computed from the column before the guard takes it away.
    public var derive: [ColumnDerivation]
    public var codes: [Code]
    /// Written forms that mean "no value", by the reason why.
    public var missing: [CellStatus: [String]]
    public var label: LocalizedText
    /// What is counted, for sentences such as "3 douches te weinig"; empty if nothing is counted.
    public var noun: Noun
    /// Where the code book defines it.
    public var location: SourceLocation?
    /// Whether the answers may be held against those of other waves; if not, they are never read.
    public var isComparable = true

    public init(
        headers: [String],
        variable: String,
        role: ColumnRole? = nil,
        type: ValueType,
        unit: String? = nil,
        unitForms: [String] = [],
        range: ClosedRange<Double>? = nil,
        decimal: DecimalMark = .either,
        dateOrder: DateOrder = .either,
        qualified: QualifiedRule = QualifiedRule(),
        option: [String] = [],
        separator: String? = nil,
        personal: PersonalDataRule? = nil,
        derive: [ColumnDerivation] = [],
        codes: [Code] = [],
        missing: [CellStatus: [String]] = [:],
        label: LocalizedText = LocalizedText([:]),
        noun: Noun = Noun(),
        location: SourceLocation? = nil
    ) {
        self.headers = headers
        self.variable = variable
        self.role = role
        self.type = type
        self.unit = unit
        self.unitForms = unitForms
        self.range = range
        self.decimal = decimal
        self.dateOrder = dateOrder
        self.qualified = qualified
        self.option = option
        self.separator = separator
        self.personal = personal
        self.derive = derive
        self.codes = codes
        self.missing = missing
        self.label = label
        self.noun = noun
        self.location = location
    }
}

/// A countable thing: "douche", "douches".
public struct Noun: Hashable, Sendable, Codable {
    public var one: LocalizedText
    public var many: LocalizedText

    public init(one: LocalizedText = LocalizedText([:]), many: LocalizedText = LocalizedText([:])) {
        self.one = one
        self.many = many
    }
}

/// What the road itself needs to know of a row.
public enum ColumnRole: String, Hashable, Sendable, Codable, CaseIterable {
    case locationID = "location-id"
    case assessmentID = "assessment-id"
    case locationName = "location-name"
    case municipality
    case visitDate = "visit-date"
    case kind
    case capacity
    case residents
    /// Since when the location is in use.
    case inUseFrom = "in-use-from"
}

public enum ValueType: String, Hashable, Sendable, Codable {
    case number
    /// A whole number.
    case integer
    case boolean
    case date
    /// One of the codes.
    case choice
    case text
    /// What somebody wrote in their own words: never read into results, kept apart until it has been redacted.
    case freeText = "free-text"
}

public enum DecimalMark: String, Hashable, Sendable, Codable {
    case comma
    case point
    /// Decided for the column as a whole; where that is not possible, cells that could be read two ways (`1.250`) are refused.
    case either
}

/// One allowed answer of a choice, or one side of a boolean.
public struct Code: Hashable, Sendable {
    /// Value by which frameworks know it; booleans use `yes` and `no`.
    public var value: String
    /// Written forms in the export, compared without regard to case.
    public var forms: [String]
    public var label: LocalizedText

    public init(value: String, forms: [String], label: LocalizedText = LocalizedText([:])) {
        self.value = value
        self.forms = forms
        self.label = label
    }
}
