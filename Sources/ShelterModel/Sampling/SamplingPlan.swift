/// How the locations that were inspected and the residents who answered were drawn, as data.
///
/// Written in a file of its own (`docs/sampling-format.md`): a code book says how an export looks, whichever sample is in it.
public struct SamplingPlan: Hashable, Sendable, Identifiable {
    public var id: String
    public var label: LocalizedText
    /// Who drew the sample, and where that is written.
    public var source: String
    /// Confidence of intervals, such as 0.95.
    public var level: Double
    /// Least number of residents of a municipality in each size class, ascending; a class below the first comes in front.
    public var sizeClasses: [Int]
    /// How locations were drawn; `nil`: nobody says that they are a sample, so that figures describe them alone.
    public var inspections: Inspections?
    public var residents: Residents

    /// Locations drawn at random, without replacement, in each stratum.
    public struct Inspections: Hashable, Sendable {
        public enum Stratum: String, Hashable, Sendable, CaseIterable {
            /// One stratum, `all`.
            case none
            case municipality, region, kind
        }

        public var strata: Stratum
        /// Locations that there are, by code of the municipality or region, value of the kind, or `all`.
        public var populations: [String: Int]
        public var loneUnit: LoneUnitRule

        public init(strata: Stratum, populations: [String: Int], loneUnit: LoneUnitRule) {
            self.strata = strata
            self.populations = populations
            self.loneUnit = loneUnit
        }
    }

    /// Respondents drawn at random, without replacement, in each location.
    public struct Residents: Hashable, Sendable {
        public enum Locations: String, Hashable, Sendable, CaseIterable {
            /// Every location that is meant was asked: locations are strata.
            case all
            /// The locations were drawn as `inspections` says: they are the primary sampling units.
            case sampled
        }

        public var locations: Locations
        /// Variable of the respondents' table with the weight of an answer.
        public var weights: String?
        /// Variable of the respondents' table that divides the respondents of a location further.
        public var strata: String?
        /// Variable of the respondents' table for what was drawn in a location, such as households.
        public var clusters: String?
        /// Variable of the first table: how many could have been drawn. `nil`: the one with role `residents`.
        public var population: String?
        /// Variable of the first table: how many were invited. `nil`: everybody who could have been drawn.
        public var invited: String?
        public var loneUnit: LoneUnitRule

        public init(
            locations: Locations = .all,
            weights: String? = nil,
            strata: String? = nil,
            clusters: String? = nil,
            population: String? = nil,
            invited: String? = nil,
            loneUnit: LoneUnitRule = .fail
        ) {
            self.locations = locations
            self.weights = weights
            self.strata = strata
            self.clusters = clusters
            self.population = population
            self.invited = invited
            self.loneUnit = loneUnit
        }
    }

    /// What a stratum with one unit does to a variance.
    public enum LoneUnitRule: String, Hashable, Sendable, CaseIterable {
        case fail, adjust, average, certainty, remove
    }

    public init(
        id: String,
        label: LocalizedText,
        source: String,
        level: Double,
        sizeClasses: [Int],
        inspections: Inspections?,
        residents: Residents
    ) {
        self.id = id
        self.label = label
        self.source = source
        self.level = level
        self.sizeClasses = sizeClasses
        self.inspections = inspections
        self.residents = residents
    }

    /// The class of a municipality with so many residents: `0-99`, `100-249`, `500-plus`.
    public func sizeClass(of residents: Int) -> String {
        guard let last = sizeClasses.last else { return "0-plus" }
        if residents >= last { return "\(last)-plus" }
        var low = 0
        for limit in sizeClasses {
            if residents < limit { return "\(low)-\(limit - 1)" }
            low = limit
        }
        return "\(last)-plus"
    }
}
