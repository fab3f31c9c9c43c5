public import ShelterModel

/// What the road knows of one assessment beside its findings.
public struct AssessmentFacts: Hashable, Sendable {
    public var locationID: String
    public var assessmentID: String
    public var locationName: String
    public var kind: String?
    public var visitDate: CalendarDate?
    public var residents: Int?
    public var capacity: Int?
    /// Where its row begins.
    public var source: SourceLocation

    public init(
        locationID: String,
        assessmentID: String,
        locationName: String,
        kind: String?,
        visitDate: CalendarDate?,
        residents: Int?,
        capacity: Int?,
        source: SourceLocation
    ) {
        self.locationID = locationID
        self.assessmentID = assessmentID
        self.locationName = locationName
        self.kind = kind
        self.visitDate = visitDate
        self.residents = residents
        self.capacity = capacity
        self.source = source
    }
}

/// The municipality (or group) that locations belong to.
public struct Area: Hashable, Sendable {
    public var code: String
    public var name: String
    public var region: SafetyRegion?
    public var province: String?

    public init(code: String, name: String, region: SafetyRegion? = nil, province: String? = nil) {
        self.code = code
        self.name = name
        self.region = region
        self.province = province
    }
}
