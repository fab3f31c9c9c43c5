public import ShelterModel

/// One location as one wave found it.
public struct WaveLocation: Hashable, Sendable {
    public var id: String
    public var name: String
    /// Code and name of its municipality by the register that both waves are held against.
    public var municipality: String
    public var municipalityName: String
    public var visitDate: CalendarDate?
    public var source: SourceLocation
    /// Raw `Outcome` per comparable criterion.
    public var outcomes: [UInt8]
    /// Per theme, then overall, in parts of 2^-40; `ScoredBatch.none` without a score.
    public var scores: [Int64]

    public init(
        _ facts: AssessmentFacts,
        municipality: String,
        municipalityName: String,
        outcomes: [UInt8],
        scores: [Int64]
    ) {
        id = facts.locationID
        name = facts.locationName
        self.municipality = municipality
        self.municipalityName = municipalityName
        visitDate = facts.visitDate
        source = facts.source
        self.outcomes = outcomes
        self.scores = scores
    }
}

/// Change between two waves, like for like: matched locations, and criteria that were asked in the same way.
public struct WaveComparison: Hashable, Sendable, Codable {
    /// What became of a location.
    public enum Fate: String, Hashable, Sendable, Codable, CaseIterable {
        /// Stands in both waves under the same id and name.
        case matched
        /// Stands in both waves, under another id or name.
        case renamed
        case opened, closed
        /// Became part of another; is not compared.
        case merged
        /// Others became part of it, so that it is not the same location any more; is not compared.
        case absorbed
        /// Stands in the earlier wave alone, and nobody says why.
        case onlyBefore = "only-before"
        /// Stands in the later wave alone, and nobody says why.
        case onlyAfter = "only-after"
    }

    public struct Place: Hashable, Sendable, Codable {
        public var fate: Fate
        public var municipality: String
        public var municipalityName: String
        /// Id in the earlier and in the later wave; `nil` where it does not stand in that wave.
        public var before: String?
        public var after: String?
        public var nameBefore: String?
        public var nameAfter: String?
        /// Id of what it was merged into.
        public var into: String?
        /// Day of the event, if somebody wrote it down.
        public var date: CalendarDate?
    }

    /// What became of the outcomes of one criterion, over the matched locations.
    public struct CriterionChange: Hashable, Sendable, Codable {
        public var criterion: String
        public var theme: String
        public var improved = 0
        public var worsened = 0
        public var stayedMet = 0
        public var stayedNotMet = 0
        /// Unknown in one of the waves, or in both.
        public var unknown = 0
        /// Not applicable in one of the waves, or in both, and unknown in neither.
        public var notApplicable = 0

        /// Met or not met in both waves; the denominator.
        public var judged: Int { improved + worsened + stayedMet + stayedNotMet }
    }

    /// What a change of scores says.
    public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
        case higher, lower
        case notDistinguishable = "not-distinguishable"
    }

    public struct ScoreChange: Hashable, Sendable, Codable {
        /// Id of the theme, or `overall`.
        public var theme: String
        /// Matched locations with a score in both waves; the denominator.
        public var scored: Int
        /// Means over these; `nil` if there are none.
        public var before: Double?
        public var after: Double?
        /// Mean of the differences.
        public var change: Double?
        public var higher: Int
        public var lower: Int
        /// Of the sign test: as many higher as lower, or a greater difference, if each were as likely; then by Holm over all
        /// scores. 1 where nothing changed.
        public var p = 1.0
        /// At a level of 0.05.
        public var verdict = Verdict.notDistinguishable
    }

    /// A criterion that does not compare, with the reason: `not-comparable` or `column-absent`.
    public struct Excluded: Hashable, Sendable, Codable {
        public var criterion: String
        public var reason: String
        /// What was not asked, or not in the same way.
        public var variables: [String]

        public init(criterion: String, reason: String, variables: [String]) {
            self.criterion = criterion
            self.reason = reason
            self.variables = variables
        }
    }

    public var places: [Place]
    public var criteria: [CriterionChange]
    public var scores: [ScoreChange]
    public var excluded: [Excluded]

    public func count(_ fate: Fate) -> Int { places.count { $0.fate == fate } }
}
