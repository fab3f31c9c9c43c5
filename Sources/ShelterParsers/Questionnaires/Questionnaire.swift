public import ShelterModel

/// A questionnaire as an XLSForm defines it.
public struct Questionnaire: Hashable, Sendable {
    /// What kind of answer a question takes.
    public enum Answer: Hashable, Sendable {
        case integer
        case decimal
        case text
        case date
        /// A date with a time.
        case moment
        /// A time of day, a barcode or another text that is no prose.
        case shortText
        case one(list: String, allowsOther: Bool)
        case several(list: String, allowsOther: Bool)
        /// Computed by the form.
        case calculated
        /// A tick.
        case acknowledged
        /// Place, device, sender, picture: whatever can lead to a person.
        case personal
    }

    public struct Question: Hashable, Sendable {
        public var name: String
        /// Names of the groups around it, from the outside in.
        public var path: [String]
        public var answer: Answer
        public var label: LocalizedText
        public var range: ClosedRange<Double>?
        public var isRequired: Bool
        /// Condition under which it is asked, as the form writes it.
        public var relevance: String?
        /// Whether the form fills in the day of the interview itself.
        public var isDayOfInterview = false
        public var location: SourceLocation
    }

    /// The questions that become one table: those of the form itself, or those of a repeat.
    public struct Section: Hashable, Sendable {
        /// Name of the repeat; empty for the form itself.
        public var name: String
        public var path: [String]
        public var label: LocalizedText
        public var questions: [Question]
        /// Number of the section it stands in; `nil` for the form itself.
        public var parent: Int?
        public var location: SourceLocation
    }

    public struct Choice: Hashable, Sendable {
        public var name: String
        public var label: LocalizedText
        /// Labels in every language, also those that files do not know.
        public var labels: [String]
        public var location: SourceLocation
    }

    public var title: String
    public var id: String
    public var version: String
    public var defaultLanguage: String?
    /// The form itself first.
    public var sections: [Section]
    public var lists: [String: [Choice]]
}
