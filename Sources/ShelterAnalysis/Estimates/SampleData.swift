public import ShelterModel

/// What estimates are made from: the assessments that count, and the answers of residents at their locations.
public struct SampleData: Sendable {
    public struct Location: Hashable, Sendable {
        /// Number of its area.
        public var area: Int
        public var id: String
        public var assessment: String
        public var name: String
        /// Value of its kind.
        public var kind: String?
        /// Persons at the visit.
        public var residents: Int?
        /// How many could have been asked, and how many were.
        public var population: Int?
        public var invited: Int?
        /// Per theme, then overall, in parts of 2^-40; `ScoredBatch.none` without a score.
        public var scores: [Int64]
        public var source: SourceLocation

        public init(
            area: Int,
            id: String,
            assessment: String,
            name: String,
            kind: String?,
            residents: Int?,
            population: Int?,
            invited: Int?,
            scores: [Int64],
            source: SourceLocation
        ) {
            self.area = area
            self.id = id
            self.assessment = assessment
            self.name = name
            self.kind = kind
            self.residents = residents
            self.population = population
            self.invited = invited
            self.scores = scores
            self.source = source
        }
    }

    /// One variable that the code book derives from the answers.
    public struct Column: Sendable {
        public var variable: String
        /// Whether it is a share of yes, so that values are 0 and 1.
        public var isShare: Bool
        /// Fewest answers for which a figure is shown.
        public var minimum: Int
        /// NaN without a known answer.
        public var values: [Double]
        /// Whether the row is meant: a mean may be one of the rows that pass a filter.
        public var applies: [Bool]

        public init(variable: String, isShare: Bool, minimum: Int, values: [Double], applies: [Bool]) {
            self.variable = variable
            self.isShare = isShare
            self.minimum = minimum
            self.values = values
            self.applies = applies
        }
    }

    /// The rows of one table of respondents.
    public struct Answers: Sendable {
        public var table: String
        /// Number of the location of each row; `nil` where none counts, or two could be meant.
        public var locations: [Int?]
        /// Empty where the plan names none; NaN or `nil` where a row has none.
        public var weights: [Double]
        public var strata: [String?]
        public var clusters: [String?]
        public var columns: [Column]

        public init(
            table: String,
            locations: [Int?],
            weights: [Double],
            strata: [String?],
            clusters: [String?],
            columns: [Column]
        ) {
            self.table = table
            self.locations = locations
            self.weights = weights
            self.strata = strata
            self.clusters = clusters
            self.columns = columns
        }
    }

    public var areas: [Area]
    public var locations: [Location]
    public var answers: [Answers]

    public init(areas: [Area], locations: [Location], answers: [Answers]) {
        self.areas = areas
        self.locations = locations
        self.answers = answers
    }
}
