public import ShelterModel

/// What a study recommends and what is answered to it (`docs/annex.md`). Holds nothing that may not be public: see `NonPublicParts`.
public struct AppreciationRegister: Hashable, Sendable {
    /// Becomes part of file names.
    public var id: String
    /// Says of an invented example that it is one; stands on everything made from it.
    public var remark: String?
    public var study: Study
    /// The letter that carries the annex.
    public var letter: Letter?
    /// Members of government who answer.
    public var ministers: [Minister]
    public var recommendations: [StudyRecommendation]
    public var appreciations: [Appreciation]
    /// Findings of the check that a named person lets pass.
    public var overrides: [FindingOverride]

    public init(
        id: String,
        remark: String? = nil,
        study: Study = Study(),
        letter: Letter? = nil,
        ministers: [Minister] = [],
        recommendations: [StudyRecommendation] = [],
        appreciations: [Appreciation] = [],
        overrides: [FindingOverride] = []
    ) {
        self.id = id
        self.remark = remark
        self.study = study
        self.letter = letter
        self.ministers = ministers
        self.recommendations = recommendations
        self.appreciations = appreciations
        self.overrides = overrides
    }

    /// The first answer to a recommendation, or `nil`.
    public func appreciation(of number: RecommendationNumber) -> Appreciation? {
        appreciations.first { $0.recommendations.contains(number) }
    }
}

/// The study that is answered.
public struct Study: Hashable, Sendable {
    public var title: String?
    public var author: String?
    public var date: CalendarDate?
    /// Kamerstuk or annex number, as parliament writes it.
    public var number: String?

    public init(title: String? = nil, author: String? = nil, date: CalendarDate? = nil, number: String? = nil) {
        self.title = title
        self.author = author
        self.date = date
        self.number = number
    }
}

/// A letter to parliament.
public struct Letter: Hashable, Sendable {
    public var title: String
    public var date: CalendarDate?
    public var number: String?

    public init(title: String, date: CalendarDate? = nil, number: String? = nil) {
        self.title = title
        self.date = date
        self.number = number
    }
}

public struct Minister: Hashable, Sendable {
    public var id: String
    /// The office, as a letter signs it.
    public var title: String

    public init(id: String, title: String) {
        self.id = id
        self.title = title
    }
}

/// A finding of the check that somebody lets pass, with the reason.
public struct FindingOverride: Hashable, Sendable {
    /// Code of the finding, `annex.…`.
    public var code: String
    /// What it is about; `nil` for the register as a whole.
    public var recommendation: RecommendationNumber?
    public var by: String
    public var date: CalendarDate
    public var reason: String

    public init(code: String, recommendation: RecommendationNumber?, by: String, date: CalendarDate, reason: String) {
        self.code = code
        self.recommendation = recommendation
        self.by = by
        self.date = date
        self.reason = reason
    }
}
