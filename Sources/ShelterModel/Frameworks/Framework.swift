/// A versioned set of criteria in themes.
public struct Framework: Identifiable, Hashable, Sendable, Codable {
    public var id: String
    public var version: String
    public var label: LocalizedText
    public var source: String
    /// Id of the code book that its variables come from.
    public var codeBook: String?
    /// Least coverage (0…1) for which a score is given.
    public var coverageFloor: Double
    /// From low to high.
    public var bands: [Band]
    /// Highest band that a score may get while a basic requirement fails.
    public var cap: String?
    /// Grenswaarde of the overall score; `nil` if there is none.
    public var overallCutoff: Double?
    public var themes: [Theme]
    public var remark: LocalizedText

    public init(
        id: String,
        version: String,
        label: LocalizedText,
        source: String,
        codeBook: String?,
        coverageFloor: Double,
        bands: [Band],
        cap: String?,
        overallCutoff: Double?,
        themes: [Theme],
        remark: LocalizedText = LocalizedText([:])
    ) {
        self.id = id
        self.version = version
        self.label = label
        self.source = source
        self.codeBook = codeBook
        self.coverageFloor = coverageFloor
        self.bands = bands
        self.cap = cap
        self.overallCutoff = overallCutoff
        self.themes = themes
        self.remark = remark
    }

    /// All criteria, in the order of the file.
    public var criteria: [Criterion] { themes.flatMap(\.criteria) }
}

public struct Theme: Identifiable, Hashable, Sendable, Codable {
    public var id: String
    public var label: LocalizedText
    public var weight: Double
    /// Grenswaarde: under it a score is counted low; `nil` if there is none.
    public var cutoff: Double?
    public var criteria: [Criterion]

    public init(id: String, label: LocalizedText, weight: Double, cutoff: Double?, criteria: [Criterion]) {
        self.id = id
        self.label = label
        self.weight = weight
        self.cutoff = cutoff
        self.criteria = criteria
    }
}

/// A range of scores with a name, from `from` up to the next band.
public struct Band: Identifiable, Hashable, Sendable, Codable {
    public var id: String
    public var label: LocalizedText
    public var from: Double

    public init(id: String, label: LocalizedText, from: Double) {
        self.id = id
        self.label = label
        self.from = from
    }
}
