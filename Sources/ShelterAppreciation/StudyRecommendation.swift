/// One recommendation, literally as the study makes it.
public struct StudyRecommendation: Hashable, Sendable {
    public enum Level: String, Hashable, Sendable, CaseIterable {
        case municipalities = "gemeenten"
        case national = "rijk"
    }

    public enum Addressee: String, Hashable, Sendable, CaseIterable {
        case ministry = "ministerie"
        case municipalities = "gemeenten"
        case associationOfMunicipalities = "vng"
        case safetyRegion = "veiligheidsregio"
        case asylumAgency = "coa"
        case publicHealthService = "ggd"
        case other = "anders"
    }

    public var number: RecommendationNumber
    public var level: Level
    public var theme: String
    /// Never paraphrased.
    public var text: String
    /// Page of the study, as it is printed there.
    public var page: String?
    public var addressees: [Addressee]
    /// Who `anders` is.
    public var otherAddressee: String?

    public init(
        number: RecommendationNumber,
        level: Level,
        theme: String,
        text: String,
        page: String? = nil,
        addressees: [Addressee],
        otherAddressee: String? = nil
    ) {
        self.number = number
        self.level = level
        self.theme = theme
        self.text = text
        self.page = page
        self.addressees = addressees
        self.otherAddressee = otherAddressee
    }
}
