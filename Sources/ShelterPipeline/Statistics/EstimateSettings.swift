public import ShelterModel
public import ShelterParsers
public import SurveyStatistics

/// What `estimate` is asked.
public struct EstimateSettings: Sendable {
    public enum Adjustment: Hashable, Sendable {
        case none
        case postStratify(MarginRequest)
        case rake([MarginRequest])
        case calibrate([TotalRequest], bounds: ClosedRange<Double>?)
    }

    public var file: String
    public var reading = ExportOptions()
    /// Decimal mark of all columns; without it they decide.
    public var decimal: DecimalMark?
    public var weights: String?
    public var strata: [String] = []
    public var clusters: [String] = []
    public var nest = false
    public var populations: [String] = []
    /// A regular expression, or a pattern with `*` and `?`.
    public var replicatePattern: String?
    public var replicateKind: ReplicateWeights.Kind?
    public var lonePSU = LonePSUPolicy.fail
    public var requests: [StatisticRequest] = []
    public var interval = ProportionInterval.xlogit
    public var groups: [String] = []
    /// Variable and value; several together.
    public var domain: [(variable: String, value: String)] = []
    public var adjustment = Adjustment.none
    public var level = 0.95
    public var showsDesignEffect = false
    public var language = Language.dutch

    public init(file: String) {
        self.file = file
    }

    /// A list of names with commas.
    public static func names(_ text: String) -> [String] {
        StatisticArgument(text).parts(",").map(StatisticArgument.name)
    }

    /// A name without its backticks.
    public static func name(_ text: String) -> String { StatisticArgument.name(text) }

    /// A name and a value around the first `=`.
    public static func condition(_ text: String) -> (variable: String, value: String)? {
        StatisticArgument(text).halves("=").map { (StatisticArgument.name($0.0), StatisticArgument.name($0.1)) }
    }
}
