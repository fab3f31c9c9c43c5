/// What must hold within a record; not met is a hit, unknown is counted and never one.
public struct RecordRule: Hashable, Sendable {
    public var requirement: Requirement
    /// Holds only where this is met.
    public var condition: Requirement?

    public init(_ requirement: Requirement, when condition: Requirement? = nil) {
        self.requirement = requirement
        self.condition = condition
    }
}

/// Values outside are possible, and worth a look.
public struct ValueRange: Hashable, Sendable {
    public var indicator: Indicator
    /// `nil` is open; the limits themselves lie inside.
    public var low: Double?
    public var high: Double?

    public init(_ indicator: Indicator, low: Double? = nil, high: Double? = nil) {
        self.indicator = indicator
        self.low = low
        self.high = high
    }
}

/// Values far from the others by a named rule.
public struct OutlierRule: Hashable, Sendable {
    public enum Fences: String, Hashable, Sendable, CaseIterable {
        /// Median ± factor · median absolute deviation, which is taken as it is, without the 1.4826 of a normal law.
        case medianDeviation = "mad"
        /// Quartiles ∓ factor · distance between the quartiles (type 7 of Hyndman and Fan 1996).
        case tukey
    }

    public enum Scale: String, Hashable, Sendable, CaseIterable {
        case raw
        /// Natural logarithm; a value of 0 or less is then unknown.
        case log
    }

    public var indicator: Indicator
    public var fences: Fences
    public var factor: Double
    public var scale: Scale
    /// Choice, boolean or text whose values are judged apart; `nil`: all rows together.
    public var group: String?
    /// With fewer values a group is not judged.
    public var atLeast: Int

    public init(
        _ indicator: Indicator,
        fences: Fences,
        factor: Double,
        scale: Scale = .raw,
        group: String? = nil,
        atLeast: Int = 20
    ) {
        self.indicator = indicator
        self.fences = fences
        self.factor = factor
        self.scale = scale
        self.group = group
        self.atLeast = atLeast
    }
}

/// Rows that are the same in some variables.
public struct DuplicateRule: Hashable, Sendable {
    /// Empty: every column that the code book names, and two empty cells are then the same.
    ///
    /// Of named variables a row without a value is unknown.
    public var variables: [String]
    /// Left out of every column.
    public var except: [String]

    public init(variables: [String] = [], except: [String] = []) {
        self.variables = variables
        self.except = except
    }
}

/// Rows at a small distance.
///
/// Source: Gower (1971), Biometrics 27:857-871. Numbers and dates count with their difference over the range of the file, all
/// else with 0 or 1; a variable that either row lacks drops out with its weight.
public struct NearDuplicateRule: Hashable, Sendable {
    /// Empty: every column that the code book names.
    public var variables: [String]
    public var except: [String]
    /// Greatest distance (0…1) that is a hit.
    public var distance: Double
    /// Variables that both rows must have before they are compared at all.
    public var atLeast: Int
    /// Only rows with the same value of this variable are compared; `nil`: all rows.
    public var block: String?
    /// A block with more rows is not compared.
    public var limit: Int

    public init(
        variables: [String] = [],
        except: [String] = [],
        distance: Double,
        atLeast: Int = 10,
        block: String? = nil,
        limit: Int = 5000
    ) {
        self.variables = variables
        self.except = except
        self.distance = distance
        self.atLeast = atLeast
        self.block = block
        self.limit = limit
    }
}

/// How long an interview took.
public struct DurationRule: Hashable, Sendable {
    public enum Source: Hashable, Sendable {
        /// Variables with date and time.
        case interval(start: String, end: String)
        /// A number of units of so many minutes.
        case variable(String, minutesPerUnit: Double)
    }

    public var source: Source
    /// In minutes.
    public var shortest: Double?
    public var longest: Double?
    /// Below this share of the median it is too short, if there are at least `atLeast` durations.
    public var shareOfMedian: Double?
    public var atLeast: Int

    public init(
        _ source: Source,
        shortest: Double? = nil,
        longest: Double? = nil,
        shareOfMedian: Double? = nil,
        atLeast: Int = 10
    ) {
        self.source = source
        self.shortest = shortest
        self.longest = longest
        self.shareOfMedian = shareOfMedian
        self.atLeast = atLeast
    }
}

/// The same answer to every question of a battery.
public struct BatteryRule: Hashable, Sendable {
    public var variables: [String]
    /// With fewer answers a row is unknown.
    public var atLeast: Int

    public init(variables: [String], atLeast: Int) {
        self.variables = variables
        self.atLeast = atLeast
    }
}

/// Text behind "other" that is one of the answers after all.
public struct OtherRule: Hashable, Sendable {
    /// The choice.
    public var variable: String
    /// Its answer "other".
    public var option: String
    /// The text.
    public var text: String

    public init(variable: String, option: String, text: String) {
        self.variable = variable
        self.option = option
        self.text = text
    }
}

/// Parts that must add up.
public struct TotalRule: Hashable, Sendable {
    public var total: String
    public var parts: [String]
    /// Greatest difference that is no hit.
    public var tolerance: Double

    public init(total: String, parts: [String], tolerance: Double = 0) {
        self.total = total
        self.parts = parts
        self.tolerance = tolerance
    }
}

/// Inspectors whose answers differ from those of the others.
public struct InspectorRule: Hashable, Sendable {
    public var inspector: String
    /// A boolean is held against Fisher's exact test, a number against a permutation test.
    public var variable: String
    /// Answers that an inspector, and the others together, must have.
    public var atLeast: Int
    /// Chance of any false hit, over all inspectors (Holm 1979, Scandinavian Journal of Statistics 6:65-70).
    public var level: Double
    public var permutations: Int
    public var seed: UInt64

    public init(
        inspector: String,
        variable: String,
        atLeast: Int = 10,
        level: Double = 0.05,
        permutations: Int = 9999,
        seed: UInt64 = 1
    ) {
        self.inspector = inspector
        self.variable = variable
        self.atLeast = atLeast
        self.level = level
        self.permutations = permutations
        self.seed = seed
    }
}
