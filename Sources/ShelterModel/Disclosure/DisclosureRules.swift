/// What may leave the house: the numbers by which figures are hidden, each with where it comes from.
public struct DisclosureRules: Hashable, Sendable, Codable {
    public enum Key: String, Hashable, Sendable, Codable, CaseIterable {
        /// Answers of residents: fewer are shown to nobody.
        case respondentsMinimum = "respondents-minimum"
        /// Answers of residents behind a share that everybody sees.
        case respondentsPublicMinimum = "respondents-public-minimum"
        /// Locations behind any figure of an area.
        case locationsMinimum = "locations-minimum"
        /// Locations that are counted: fewer, and the count is hidden.
        case countMinimum = "count-minimum"
        /// 1: "none met" and "none failed" are hidden as small counts are, so that "all" is hidden too.
        case zeroAndFull = "zero-and-full"
        /// The p % rule: what the others must at least be beside the largest contribution, as a share of it.
        case percentage = "percentage"
        /// How far off an attack on a hidden count must stay.
        case countProtection = "count-protection"
        /// How far off an attack on a hidden mean score, coverage or share of answers must stay.
        case scoreProtection = "score-protection"
        /// How far off an attack on a hidden number of residents must stay, as a share of it.
        case residentsProtection = "residents-protection"
        /// Means are published in multiples of this.
        case meanRounding = "mean-rounding"
        /// Other municipalities in a group that one of them is compared with, or counted in.
        case otherMunicipalities = "other-municipalities"
    }

    public struct Rule: Hashable, Sendable, Codable {
        public var id: Key
        public var value: Double
        public var label: LocalizedText
        public var source: String
        public var status: LegalStatus
        public var verification: Verification

        public init(
            id: Key,
            value: Double,
            label: LocalizedText,
            source: String,
            status: LegalStatus,
            verification: Verification
        ) {
            self.id = id
            self.value = value
            self.label = label
            self.source = source
            self.status = status
            self.verification = verification
        }
    }

    public var id: String
    public var version: String
    /// One for each key, in their order.
    public var rules: [Rule]

    public init(id: String, version: String, rules: [Rule]) {
        self.id = id
        self.version = version
        self.rules = Key.allCases.compactMap { key in rules.first { $0.id == key } }
    }

    /// The value of a rule; what is missing allows nothing.
    public subscript(key: Key) -> Double { rules.first { $0.id == key }?.value ?? .infinity }

    public func count(_ key: Key) -> Int { Int(exactly: self[key].rounded(.up)) ?? Int.max }
}
