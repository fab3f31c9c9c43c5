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
    /// Minimum met, target not yet.
    public var belowTarget: [TargetGap]
    /// What residents say, where they were asked.
    public var residentsSay: [ResidentsFinding]
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
        notApplicableCount: Int,
        belowTarget: [TargetGap] = [],
        residentsSay: [ResidentsFinding] = []
    ) {
        self.belowTarget = belowTarget
        self.residentsSay = residentsSay
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
    /// How the score came about.
    public var arithmetic: ScoreParts?

    public init(
        theme: String,
        score: Double?,
        coverage: Double?,
        band: String?,
        cappedBy: [String],
        arithmetic: ScoreParts? = nil
    ) {
        self.arithmetic = arithmetic
        self.theme = theme
        self.score = score
        self.coverage = coverage
        self.band = band
        self.cappedBy = cappedBy
    }
}

/// The numbers behind a score.
public struct ScoreParts: Hashable, Sendable, Codable {
    /// Sum of weight times attainment (overall: of weight times theme score) over what was observed.
    public var attained: Double
    /// Sums of weights: of what is met or not met, and with what is unknown.
    public var observed: Double
    public var applicable: Double
    /// Least coverage for which there is a score.
    public var floor: Double
    /// The score if everything that is unknown turned out not met, and if it turned out met; `nil` where nothing applies.
    public var lowest: Double?
    public var highest: Double?
    /// What the score counts for in the overall score.
    public var share: Double

    public init(
        attained: Double,
        observed: Double,
        applicable: Double,
        floor: Double,
        lowest: Double?,
        highest: Double?,
        share: Double
    ) {
        self.attained = attained
        self.observed = observed
        self.applicable = applicable
        self.floor = floor
        self.lowest = lowest
        self.highest = highest
        self.share = share
    }
}

/// A criterion whose minimum is met and whose target is not: shown, never an obligation.
public struct TargetGap: Hashable, Sendable, Codable {
    public var criterion: String
    public var observed: Double?
    /// As written in the framework.
    public var target: String
    /// What is missing to the target, where it can be counted.
    public var shortage: Shortage?
    public var source: SourceLocation

    public init(criterion: String, observed: Double?, target: String, shortage: Shortage?, source: SourceLocation) {
        self.criterion = criterion
        self.observed = observed
        self.target = target
        self.shortage = shortage
        self.source = source
    }
}

/// What residents say of a criterion, beside what was inspected.
public struct ResidentsFinding: Hashable, Sendable, Codable {
    public var criterion: String
    /// Outcome of the inspection.
    public var inspection: Outcome
    /// Outcome of the residents' own standard.
    public var outcome: Outcome
    /// Share or mean of the answers; `nil` if there are too few.
    public var observed: Double?
    /// Answers that are known; `nil` if there are too few to be shown.
    public var answers: Int?
    /// Answers that are not known.
    public var unknown: Int?
    /// As written in the framework.
    public var required: String
    public var disagreement: Disagreement?
    /// `name` of the `OutcomeReason` of the residents' outcome.
    public var reason: String

    public init(
        criterion: String,
        inspection: Outcome,
        outcome: Outcome,
        observed: Double?,
        answers: Int?,
        unknown: Int?,
        required: String,
        disagreement: Disagreement?,
        reason: String
    ) {
        self.criterion = criterion
        self.inspection = inspection
        self.outcome = outcome
        self.observed = observed
        self.answers = answers
        self.unknown = unknown
        self.required = required
        self.disagreement = disagreement
        self.reason = reason
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
    /// Variables without a value on which it depends whether this is met; with all of them answered it is settled.
    public var missing: [String]

    public init(
        criterion: String,
        observed: Double?,
        observedCode: String?,
        observedAtCapacity: Double?,
        reason: String,
        source: SourceLocation,
        missing: [String] = []
    ) {
        self.missing = missing
        self.criterion = criterion
        self.observed = observed
        self.observedCode = observedCode
        self.observedAtCapacity = observedAtCapacity
        self.reason = reason
        self.source = source
    }
}
