public import ShelterModel

/// What a location owes, and what would lift it: for its own municipality, never for a publication about others.
public struct LiftReport: Hashable, Sendable, Codable {
    /// As the location stands now.
    public var now: LiftStanding
    /// Basic requirements that are not met: first, always.
    public var obligations: [LiftStep]
    /// Once the obligations are met. Everything below is counted from here.
    public var afterObligations: LiftStanding
    /// Norms that are not met and whose verification is missing or does not cover the visit; never called binding.
    public var reserved: [LiftStep]
    /// One band above the present one; `nil` for a framework without bands.
    public var band: LiftGoal?
    /// To the median of the peers.
    public var peers: LiftGoal?
    /// What is unknown and counts: an answer could change the result. Never assumed to be met.
    public var unknown: [LiftQuestion]
    /// The highest and the lowest score that the unknown answers leave open; `nil` if nothing applies.
    public var lowest: Double?
    public var highest: Double?

    public init(
        now: LiftStanding,
        obligations: [LiftStep],
        afterObligations: LiftStanding,
        reserved: [LiftStep],
        band: LiftGoal?,
        peers: LiftGoal?,
        unknown: [LiftQuestion],
        lowest: Double?,
        highest: Double?
    ) {
        self.now = now
        self.obligations = obligations
        self.afterObligations = afterObligations
        self.reserved = reserved
        self.band = band
        self.peers = peers
        self.unknown = unknown
        self.lowest = lowest
        self.highest = highest
    }
}

/// An overall result.
public struct LiftStanding: Hashable, Sendable, Codable {
    /// 0…1; `nil` under the coverage floor, or if nothing applies.
    public var score: Double?
    public var coverage: Double?
    /// Id of the band, after caps.
    public var band: String?

    public init(score: Double?, coverage: Double?, band: String?) {
        self.score = score
        self.coverage = coverage
        self.band = band
    }
}

/// One criterion to meet.
public struct LiftStep: Hashable, Sendable, Codable {
    public var criterion: String
    /// `nil` for a benchmark.
    public var obligation: Recommendation.Obligation?
    /// What is missing, where it can be counted.
    public var shortage: Shortage?
    public var source: SourceLocation
    /// What meeting it adds to the overall score by itself, 0…1, once the obligations are met.
    public var gain: Double
    /// Whether a part of it is unknown that would have to be met too, so that doing alone is not sure to help.
    public var needsAnswer: Bool

    public init(
        criterion: String,
        obligation: Recommendation.Obligation?,
        shortage: Shortage?,
        source: SourceLocation,
        gain: Double = 0,
        needsAnswer: Bool = false
    ) {
        self.criterion = criterion
        self.obligation = obligation
        self.shortage = shortage
        self.source = source
        self.gain = gain
        self.needsAnswer = needsAnswer
    }
}

/// A criterion whose outcome is unknown.
public struct LiftQuestion: Hashable, Sendable, Codable {
    public var criterion: String
    /// Whether it is a basic requirement here: then the answer settles whether something is owed.
    public var isBinding: Bool
    /// `name` of the `OutcomeReason`.
    public var reason: String
    public var source: SourceLocation

    public init(criterion: String, isBinding: Bool, reason: String, source: SourceLocation) {
        self.criterion = criterion
        self.isBinding = isBinding
        self.reason = reason
        self.source = source
    }
}

/// A goal, and the fewest criteria that reach it.
public struct LiftGoal: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
        case band, peers
    }

    public enum Status: String, Hashable, Sendable, Codable {
        /// The location is there already: its band is the highest, or its score is no lower than the median.
        case alreadyThere = "already-there"
        /// The obligations alone reach it.
        case byObligations = "by-obligations"
        /// No smaller set of criteria reaches it.
        case found
        /// The criteria reach it; whether fewer would was not proven within the limit of the search.
        case notProven = "not-proven"
        /// Meeting everything that is now not met does not reach it; answers might.
        case notReachable = "not-reachable"
        /// Too little is known for a score.
        case noScore = "no-score"
        /// There are too few others to compare with.
        case noPeers = "no-peers"
    }

    public var kind: Kind
    public var status: Status
    /// Id of the band to reach.
    public var band: String?
    public var peers: PeerGroup?
    /// In order of obligation, then of the framework.
    public var steps: [LiftStep]
    /// Once the obligations and the steps are met.
    public var after: LiftStanding?

    public init(
        kind: Kind,
        status: Status,
        band: String? = nil,
        peers: PeerGroup? = nil,
        steps: [LiftStep] = [],
        after: LiftStanding? = nil
    ) {
        self.kind = kind
        self.status = status
        self.band = band
        self.peers = peers
        self.steps = steps
        self.after = after
    }
}

/// The other locations that one is compared with.
public struct PeerGroup: Hashable, Sendable, Codable {
    public enum Basis: String, Hashable, Sendable, Codable {
        case kind, region, country
    }

    public var basis: Basis
    /// Code of the kind, name of the region; empty for the country.
    public var name: String
    /// Others with a score.
    public var count: Int
    /// Median of their overall scores.
    public var median: Double

    public init(basis: Basis, name: String, count: Int, median: Double) {
        self.basis = basis
        self.name = name
        self.count = count
        self.median = median
    }
}
