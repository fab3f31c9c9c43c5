/// One requirement of a quality framework, for example a lockable room per household.
public struct Criterion: Identifiable, Hashable, Sendable, Codable {
    /// Short and stable across framework versions, for example `A5`; `shortName` says what it is.
    public var id: String
    public var shortName: String
    public var label: LocalizedText
    /// What to do when it is not met.
    public var advice: LocalizedText
    /// Unit of the (first) indicator; `share` is shown as a percentage and must lie in 0…1.
    public var unit: String?
    /// Holds only where this is met; false gives not applicable, unknown gives unknown.
    public var condition: Requirement?
    public var requirement: Requirement
    /// Relative weight within its theme; weights need not sum to 1. 0 is shown, not counted.
    public var weight: Double
    public var provenance: Provenance
    /// First and last day on which the rule holds; `nil` is open.
    public var validFrom: CalendarDate?
    public var validTo: CalendarDate?
    /// A verified binding norm whose failure caps the band.
    public var isBasicRequirement: Bool
    /// Whom and what it is about; where that does not hold, the criterion is not applicable.
    public var appliesTo: AppliesTo?
    /// What it judges; `nil`: the location, with nothing that residents answered.
    public var grain: Grain?
    /// What residents say of it, shown beside the outcome.
    public var residents: ResidentsView?
    /// Whether it belongs to the short set that an inspection can answer quickly.
    public var isCore: Bool
    public var knownBy: Knower?
    /// Line and column in the framework file.
    public var location: SourceLocation?

    public init(
        id: String,
        shortName: String,
        label: LocalizedText,
        advice: LocalizedText = LocalizedText([:]),
        unit: String? = nil,
        condition: Requirement? = nil,
        requirement: Requirement,
        weight: Double = 1,
        provenance: Provenance,
        validFrom: CalendarDate? = nil,
        validTo: CalendarDate? = nil,
        isBasicRequirement: Bool = false,
        appliesTo: AppliesTo? = nil,
        grain: Grain? = nil,
        residents: ResidentsView? = nil,
        isCore: Bool = false,
        knownBy: Knower? = nil,
        location: SourceLocation? = nil
    ) {
        self.id = id
        self.shortName = shortName
        self.label = label
        self.advice = advice
        self.unit = unit
        self.condition = condition
        self.requirement = requirement
        self.weight = weight
        self.provenance = provenance
        self.validFrom = validFrom
        self.validTo = validTo
        self.isBasicRequirement = isBasicRequirement
        self.appliesTo = appliesTo
        self.grain = grain
        self.residents = residents
        self.isCore = isCore
        self.knownBy = knownBy
        self.location = location
    }
}

/// Where a criterion comes from and how sure we are of it.
public struct Provenance: Hashable, Sendable, Codable {
    /// Document, article, page.
    public var source: String
    /// Date of the version of the source that was used, as written.
    public var sourceVersion: String?
    public var status: LegalStatus
    public var verification: Verification
    /// Where the verified wording stands, for example an id in a list of sources.
    public var verificationReference: String?
    /// Who verified it and when; `nil` if nobody has signed for it.
    public var verifiedBy: String?
    public var verifiedOn: CalendarDate?
    /// Article and version of the document that the person who verified it has read.
    public var verifiedArticle: String?
    public var verifiedVersion: String?
    /// Last visit date for which the verified wording is known to hold.
    public var verifiedUntil: CalendarDate?
    /// What a reader must know, for example "number not verified".
    public var remark: LocalizedText

    public init(
        source: String,
        sourceVersion: String? = nil,
        status: LegalStatus,
        verification: Verification,
        verificationReference: String? = nil,
        verifiedBy: String? = nil,
        verifiedOn: CalendarDate? = nil,
        verifiedArticle: String? = nil,
        verifiedVersion: String? = nil,
        verifiedUntil: CalendarDate? = nil,
        remark: LocalizedText = LocalizedText([:])
    ) {
        self.source = source
        self.sourceVersion = sourceVersion
        self.status = status
        self.verification = verification
        self.verificationReference = verificationReference
        self.verifiedBy = verifiedBy
        self.verifiedOn = verifiedOn
        self.verifiedArticle = verifiedArticle
        self.verifiedVersion = verifiedVersion
        self.verifiedUntil = verifiedUntil
        self.remark = remark
    }
}

public enum LegalStatus: String, Hashable, Sendable, Codable, CaseIterable {
    /// Required by law or binding rule.
    case norm
    case guidance
    /// A norm from another field, for comparison.
    case benchmark
    /// Our own choice.
    case own
}

/// How far the number or rule itself was verified; the tags of the criteria catalogue.
public enum Verification: String, Hashable, Sendable, Codable, CaseIterable {
    /// Read in the document itself.
    case sourced = "S"
    /// From a secondary source.
    case secondary = "S2"
    /// General knowledge, not verified.
    case knowledge = "K"
    /// Our own proposal; there is nothing to verify.
    case design = "D"

    /// Whether the number or rule was read in a source.
    public var isVerified: Bool { self == .sourced || self == .secondary }
}
