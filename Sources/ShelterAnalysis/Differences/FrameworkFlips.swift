public import ShelterModel

/// Which locations come out otherwise under another version of a framework, and because of which change.
public struct FrameworkFlips: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Of the overall score or of a theme, after caps and limiters.
        case band
        /// Whether the overall score or that of a theme lies under its cutoff.
        case belowCutoff = "below-cutoff"
        /// Of a criterion.
        case outcome
    }

    /// How a flip follows from the changes.
    public enum Attribution: String, Hashable, Sendable, Codable {
        /// Each of these changes makes it by itself.
        case alone
        /// None does so by itself; without any of these it would not have happened, or they cannot be made apart.
        case together
        /// Several changes, none of which can be pointed out.
        case several
        /// There are too many changes to try each.
        case notSought = "not-sought"
    }

    public struct Flip: Hashable, Sendable, Codable {
        public var location: String
        public var locationName: String
        public var municipality: String
        public var source: SourceLocation
        public var kind: Kind
        /// Id of a criterion; for bands and cutoffs of a theme, or `overall`.
        public var subject: String
        /// Outcome, band, or `below` or `not-below`, under the one and under the other; empty without a score.
        public var before: String
        public var after: String
        public var attribution: Attribution
        /// Numbers of the changes in the list of changes, from 1.
        public var changes: [Int]
    }

    /// Assessments that were looked at.
    public var locations = 0
    public var flips: [Flip] = []

    public init() {}
}
