public import ShelterModel

/// Everything the pages show, as numbers and codes; sentences are made by the reporter.
///
/// Written as `report.json`. Scores, shares and coverage are 0…1 at full precision.
public struct QualityReport: Hashable, Sendable, Codable {
    public static let currentFormat = 1

    public var format: Int
    public var date: CalendarDate
    public var state: PublicationState
    public var framework: Framework
    public var codeBook: CodeBookSummary
    public var register: RegisterSummary?
    public var inputs: [InputSummary]
    /// How often each diagnostic occurred, by code.
    public var diagnostics: [DiagnosticCount]
    /// All inspected locations together.
    public var country: AreaReport
    /// Safety regions with an inspected location, by name; empty without a register.
    public var regions: [AreaReport]
    /// Municipalities (or groups) with an inspected location, by name.
    public var municipalities: [MunicipalityReport]
    /// What is estimated of residents and of locations that were drawn as a sample; internal.
    public var estimates: EstimateReport?

    public init(
        date: CalendarDate,
        state: PublicationState,
        framework: Framework,
        codeBook: CodeBookSummary,
        register: RegisterSummary?,
        inputs: [InputSummary],
        diagnostics: [DiagnosticCount],
        country: AreaReport,
        regions: [AreaReport],
        municipalities: [MunicipalityReport]
    ) {
        format = Self.currentFormat
        self.date = date
        self.state = state
        self.framework = framework
        self.codeBook = codeBook
        self.register = register
        self.inputs = inputs
        self.diagnostics = diagnostics
        self.country = country
        self.regions = regions
        self.municipalities = municipalities
    }
}

/// How far a document is on its way out.
public enum PublicationState: String, Hashable, Sendable, Codable, CaseIterable {
    case concept, embargo, definitief
}

public struct CodeBookSummary: Hashable, Sendable, Codable {
    public var id: String
    public var version: String
    public var label: LocalizedText
    public var assessments: AssessmentRule
    /// What is counted, per variable, for sentences about shortages.
    public var nouns: [String: Noun]
    /// Labels of the codes of choices, per variable and code value.
    public var codeLabels: [String: [String: LocalizedText]]

    public init(_ codeBook: CodeBook) {
        id = codeBook.id
        version = codeBook.version
        label = codeBook.label
        assessments = codeBook.assessments
        let variables = codeBook.variables
        nouns = variables.mapValues(\.noun).filter { !$0.value.many.isEmpty }
        codeLabels = variables.filter { $0.value.type == .choice }.mapValues { definition in
            Dictionary(definition.codes.map { ($0.value, $0.label) }, uniquingKeysWith: { first, _ in first })
        }
    }
}

public struct RegisterSummary: Hashable, Sendable, Codable {
    public var id: String
    public var date: CalendarDate
    public var source: String
    /// Municipalities in the register, inspected or not.
    public var municipalities: Int

    public init(_ register: MunicipalityRegister) {
        id = register.id
        date = register.date
        source = register.source
        municipalities = register.municipalities.count
    }
}

/// One input file; rows = used + setAside.
public struct InputSummary: Hashable, Sendable, Codable {
    public var file: String
    /// SHA-256 over the SHA-256 of each block of 8 MiB, in hex.
    public var hash: String
    public var bytes: Int
    public var rows: Int
    public var used: Int
    public var setAside: Int

    public init(file: String, hash: String, bytes: Int, rows: Int, used: Int, setAside: Int) {
        self.file = file
        self.hash = hash
        self.bytes = bytes
        self.rows = rows
        self.used = used
        self.setAside = setAside
    }
}

public struct DiagnosticCount: Hashable, Sendable, Codable {
    public var code: String
    public var severity: Diagnostic.Severity
    public var count: Int

    public init(code: String, severity: Diagnostic.Severity, count: Int) {
        self.code = code
        self.severity = severity
        self.count = count
    }
}

public struct MunicipalityReport: Hashable, Sendable, Codable {
    public var area: AreaReport
    /// Code of its safety region in `regions`, if it has one.
    public var region: String?
    public var province: String?
    /// In the order of the name, then the id.
    public var locations: [LocationReport]
    /// For the municipality as a whole and for each location, by priority.
    public var recommendations: [Recommendation]

    public init(
        area: AreaReport,
        region: String?,
        province: String?,
        locations: [LocationReport],
        recommendations: [Recommendation]
    ) {
        self.area = area
        self.region = region
        self.province = province
        self.locations = locations
        self.recommendations = recommendations
    }
}
