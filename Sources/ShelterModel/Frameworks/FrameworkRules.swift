/// An indicator with a name of its own, for several criteria.
public struct DerivedIndicator: Hashable, Sendable, Codable {
    /// Name by which criteria know it; no variable of the code book may have it.
    public var variable: String
    public var indicator: Indicator
    /// What must follow from the units of its parts; `nil`: whatever follows.
    public var unit: String?
    public var label: LocalizedText
    public var location: SourceLocation?

    public init(
        variable: String,
        indicator: Indicator,
        unit: String? = nil,
        label: LocalizedText = LocalizedText([:]),
        location: SourceLocation? = nil
    ) {
        self.variable = variable
        self.indicator = indicator
        self.unit = unit
        self.label = label
        self.location = location
    }
}

/// How the attainments of criteria become the score of a theme, and the scores of themes the overall score.
public enum AggregationRule: String, Hashable, Sendable, Codable, CaseIterable {
    /// Weighted mean.
    case arithmetic
    /// Weighted geometric mean; 0 if a part with weight is 0.
    case geometric
    /// Weighted harmonic mean; 0 if a part with weight is 0.
    case harmonic
    /// The least of the parts with weight.
    case worst
}

public struct Aggregation: Hashable, Sendable, Codable {
    /// Within a theme.
    public var criteria: AggregationRule
    /// Over the themes.
    public var themes: AggregationRule

    public init(criteria: AggregationRule = .arithmetic, themes: AggregationRule = .arithmetic) {
        self.criteria = criteria
        self.themes = themes
    }
}

/// Criteria whose failure keeps a score from a high band, whatever the rest is worth.
public struct Limiter: Hashable, Sendable, Codable {
    /// Any of these that is not met limits.
    public var criteria: [String]
    /// The highest band that remains possible.
    public var band: String
    /// Ids of themes, or `overall`; empty: the criterion's own theme and `overall`.
    public var scopes: [String]

    public init(criteria: [String], band: String, scopes: [String] = []) {
        self.criteria = criteria
        self.band = band
        self.scopes = scopes
    }
}

/// A standard of the source that the framework cannot hold, because something of it is not known.
public struct AbsentStandard: Hashable, Sendable, Codable {
    public var id: String
    public var label: LocalizedText
    /// What is missing, for example the number.
    public var missing: LocalizedText
    public var source: String

    public init(id: String, label: LocalizedText, missing: LocalizedText, source: String) {
        self.id = id
        self.label = label
        self.missing = missing
        self.source = source
    }
}

/// Whom and what a criterion is about, in the terms of the field. All parts must hold.
public struct AppliesTo: Hashable, Sendable, Codable {
    /// Conditions of the code book, of which at least one must hold.
    public struct Group: Hashable, Sendable, Codable {
        /// Kind that all of them must have; `nil`: any.
        public var kind: NamedCondition.Kind?
        public var names: [String]

        public init(kind: NamedCondition.Kind?, names: [String]) {
            self.kind = kind
            self.names = names
        }
    }

    /// What the days in use on the visit date must be; counted from the variable with role `in-use-from`.
    public var daysInUse: Standard?
    public var groups: [Group]

    public init(daysInUse: Standard? = nil, groups: [Group] = []) {
        self.daysInUse = daysInUse
        self.groups = groups
    }

    public var text: String {
        (groups.map { $0.names.joined(separator: " or ") } + (daysInUse.map { ["days in use \($0.text)"] } ?? []))
            .joined(separator: " and ")
    }
}

/// What residents say of the same thing that an inspection judges.
public struct ResidentsView: Hashable, Sendable, Codable {
    /// Fewest answers for which a figure is shown, unless the framework says otherwise.
    public static let defaultMinimum = 10

    /// A share or mean that the code book derives from a table with one row per respondent.
    public var variable: String
    public var standard: Standard
    /// Fewest answers for which a figure is shown.
    public var minimum: Int
    /// What the figure says: "voelt zich veilig".
    public var label: LocalizedText

    public init(variable: String, standard: Standard, minimum: Int, label: LocalizedText) {
        self.variable = variable
        self.standard = standard
        self.minimum = minimum
        self.label = label
    }
}

/// Who usually knows the answer.
public enum Knower: String, Hashable, Sendable, Codable, CaseIterable {
    case location
    case fireSafety = "fire-safety"
    case hygiene
    case property
    case `operator`
}
