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
    /// Least coverage for which an overall score is given; `nil`: the coverage floor.
    public var overallCoverageFloor: Double?
    public var aggregation: Aggregation
    public var limiters: [Limiter]
    /// Indicators with names of their own, in the order of the file.
    public var derived: [DerivedIndicator]
    /// Standards of the source that are not in the framework, and why.
    public var absent: [AbsentStandard]
    /// Whether only the core set is left.
    public private(set) var isCore = false

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
        remark: LocalizedText = LocalizedText([:]),
        overallCoverageFloor: Double? = nil,
        aggregation: Aggregation = Aggregation(),
        limiters: [Limiter] = [],
        derived: [DerivedIndicator] = [],
        absent: [AbsentStandard] = []
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
        self.overallCoverageFloor = overallCoverageFloor
        self.aggregation = aggregation
        self.limiters = limiters
        self.derived = derived
        self.absent = absent
    }

    /// The framework with its core set alone; themes without core criteria are left out. `nil` if it has no core set.
    public var coreSet: Framework? {
        var core = self
        core.themes = themes.compactMap { theme in
            var theme = theme
            theme.criteria = theme.criteria.filter(\.isCore)
            return theme.criteria.isEmpty ? nil : theme
        }
        guard !core.themes.isEmpty else { return nil }
        let names = Set(core.criteria.map(\.id))
        let scopes = Set(core.themes.map(\.id) + ["overall"])
        core.limiters = limiters.compactMap { limiter in
            var limiter = limiter
            limiter.criteria = limiter.criteria.filter(names.contains)
            let isEverywhere = limiter.scopes.isEmpty
            limiter.scopes = limiter.scopes.filter(scopes.contains)
            return limiter.criteria.isEmpty || limiter.scopes.isEmpty && !isEverywhere ? nil : limiter
        }
        core.isCore = true
        return core
    }

    /// Ids of criteria whose number or rule nobody has verified: every output that names one says so.
    public var unverified: Set<String> {
        Set(criteria.filter { $0.provenance.verification == .knowledge }.map(\.id))
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
    /// Least coverage for which the theme gets a score; `nil`: the framework's.
    public var coverageFloor: Double?
    public var criteria: [Criterion]

    public init(
        id: String,
        label: LocalizedText,
        weight: Double,
        cutoff: Double?,
        coverageFloor: Double? = nil,
        criteria: [Criterion]
    ) {
        self.id = id
        self.label = label
        self.weight = weight
        self.cutoff = cutoff
        self.coverageFloor = coverageFloor
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

extension Framework {
    /// Grenswaarde of a theme, or of the overall score.
    public func cutoff(for theme: String) -> Double? {
        theme == "overall" ? overallCutoff : themes.first { $0.id == theme }?.cutoff
    }
}
