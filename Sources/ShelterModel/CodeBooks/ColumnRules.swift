/// In which order a date in digits is written; ISO 8601 (`2025-01-31`) is read in any case.
public enum DateOrder: String, Hashable, Sendable, Codable, CaseIterable {
    case dayMonthYear = "dmy"
    case monthDayYear = "mdy"
    case yearMonthDay = "ymd"
    /// Decided for the column as a whole; where that is not possible, dates that could be read two ways are refused.
    case either
}

/// What a number with something around it counts for.
public struct QualifiedRule: Hashable, Sendable, Codable {
    public enum Approximate: String, Hashable, Sendable, Codable, CaseIterable {
        case value, refuse
    }

    public enum Interval: String, Hashable, Sendable, Codable, CaseIterable {
        case lowest, middle, highest, refuse
    }

    /// `ca. 12`, `± 12`, `ongeveer 12`.
    public var approximate = Approximate.refuse
    /// `10-12`, `10 tot 12`.
    public var interval = Interval.refuse
    /// `>5`, `minder dan 5`, `5+`: the number itself, or nothing.
    public var bound = Approximate.refuse
    /// `12 m²` where the column's unit is m2: the number, or nothing.
    public var unit = Approximate.refuse

    public init() {}
}

/// What happens to a column that can lead to a person.
public enum PersonalDataRule: String, Hashable, Sendable, Codable, CaseIterable {
    /// It is not about persons, whatever it looks like.
    case keep
    case drop
    /// Each value becomes a keyed hash, so that rows of one person can still be joined.
    case pseudonymise
}

/// A variable that is computed from a column, so that the column itself can be left out.
public struct ColumnDerivation: Hashable, Sendable {
    public enum Rule: Hashable, Sendable {
        /// Class of the age on the date in another column, from a date of birth; class `i` goes from `from[i]` up to the next.
        case ageClass(at: String, from: [Int])
        /// Kilometres along a great circle, from this column as latitude and another one as longitude, to a fixed point.
        case distance(longitude: String, toLatitude: Double, toLongitude: Double)
    }

    public var variable: String
    public var rule: Rule
    public var label: LocalizedText

    public init(variable: String, rule: Rule, label: LocalizedText = LocalizedText([:])) {
        self.variable = variable
        self.rule = rule
        self.label = label
    }
}
