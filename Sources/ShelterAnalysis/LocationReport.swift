public import ShelterModel

/// One assessment of one location.
public struct LocationReport: Hashable, Sendable, Codable {
    public var id: String
    public var assessment: String
    public var name: String
    public var kind: LocalizedText?
    public var visitDate: CalendarDate?
    public var residents: Int?
    public var capacity: Int?
    /// Where its row begins.
    public var source: SourceLocation
    /// One per theme in the framework's order, then `overall`.
    public var scores: [LocationScore]
    /// What is not met, in the framework's order.
    public var notMet: [LocationFinding]
    /// What is unknown, in the framework's order.
    public var unknown: [LocationFinding]
    public var metCount: Int
    public var notApplicableCount: Int
    /// For its municipality alone: no publication about several municipalities may hold it.
    public var lift: LiftReport?

    public init(
        id: String,
        assessment: String,
        name: String,
        kind: LocalizedText?,
        visitDate: CalendarDate?,
        residents: Int?,
        capacity: Int?,
        source: SourceLocation,
        scores: [LocationScore],
        notMet: [LocationFinding],
        unknown: [LocationFinding],
        metCount: Int,
        notApplicableCount: Int
    ) {
        self.id = id
        self.assessment = assessment
        self.name = name
        self.kind = kind
        self.visitDate = visitDate
        self.residents = residents
        self.capacity = capacity
        self.source = source
        self.scores = scores
        self.notMet = notMet
        self.unknown = unknown
        self.metCount = metCount
        self.notApplicableCount = notApplicableCount
    }
}

public struct LocationScore: Hashable, Sendable, Codable {
    public var theme: String
    /// `nil` under the coverage floor, or if nothing applies.
    public var score: Double?
    /// `nil` if nothing applies.
    public var coverage: Double?
    /// Id of the band, after caps; `nil` without a score.
    public var band: String?
    /// Criteria whose failure capped the band.
    public var cappedBy: [String]

    public init(theme: String, score: Double?, coverage: Double?, band: String?, cappedBy: [String]) {
        self.theme = theme
        self.score = score
        self.coverage = coverage
        self.band = band
        self.cappedBy = cappedBy
    }
}

/// A finding at a location, with the place of its evidence.
public struct LocationFinding: Hashable, Sendable, Codable {
    public var criterion: String
    /// The measured value; a boolean is 1 or 0.
    public var observed: Double?
    /// The measured code of a choice.
    public var observedCode: String?
    /// The same at full capacity, for a ratio per resident.
    public var observedAtCapacity: Double?
    /// `name` of the `OutcomeReason`; empty if there is nothing to add.
    public var reason: String
    public var source: SourceLocation

    public init(
        criterion: String,
        observed: Double?,
        observedCode: String?,
        observedAtCapacity: Double?,
        reason: String,
        source: SourceLocation
    ) {
        self.criterion = criterion
        self.observed = observed
        self.observedCode = observedCode
        self.observedAtCapacity = observedAtCapacity
        self.reason = reason
        self.source = source
    }
}
