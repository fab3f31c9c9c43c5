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

/// The figures of a municipality, safety region or the country.
public struct AreaReport: Hashable, Sendable, Codable {
    /// Code of the municipality or region; `all` for the country.
    public var code: String
    public var name: String
    /// Municipalities with an inspected location.
    public var municipalityCount: Int
    /// Units counted: locations, or assessments when every row is a unit of its own.
    public var locations: Int
    /// Sum of the known numbers of residents.
    public var residents: Int
    /// Units whose number of residents is unknown.
    public var residentsUnknown: Int
    /// Units with a failed basic requirement.
    public var capped: Int
    /// One per theme in the framework's order, then `overall`.
    public var figures: [ThemeFigures]
    /// One per criterion in the framework's order.
    public var criteria: [CriterionCounts]

    public init(
        code: String,
        name: String,
        municipalityCount: Int,
        locations: Int,
        residents: Int,
        residentsUnknown: Int,
        capped: Int,
        figures: [ThemeFigures],
        criteria: [CriterionCounts]
    ) {
        self.code = code
        self.name = name
        self.municipalityCount = municipalityCount
        self.locations = locations
        self.residents = residents
        self.residentsUnknown = residentsUnknown
        self.capped = capped
        self.figures = figures
        self.criteria = criteria
    }

    /// The figures of a theme, or of `overall`.
    public func figures(for theme: String) -> ThemeFigures? {
        figures.first { $0.theme == theme }
    }
}

/// What is known of one theme (or `overall`) in one area. Describes the inspected locations, not all that exist.
public struct ThemeFigures: Hashable, Sendable, Codable {
    public static let overall = "overall"
    /// Number of equal bins of `histogram`.
    public static let histogramBins = 20

    public var theme: String
    /// Units with enough known to have a score; the denominator of the mean and of the share below the cutoff.
    public var scored: Int
    /// `nil` if nothing is scored.
    public var mean: Double?
    /// Sample standard deviation (n − 1); `nil` under two scored units.
    public var sd: Double?
    /// Weighted by residents, over scored units whose residents are known.
    public var weightedMean: Double?
    /// Internal only.
    public var lowest: Double?
    /// Internal only.
    public var highest: Double?
    /// Scored units under the cutoff; `nil` without a cutoff.
    public var belowCutoff: Int?
    /// Mean coverage over units to which the theme applies; `nil` if it applies to none.
    public var coverage: Double?
    /// Scored units per bin of the score; the last bin includes 1.
    public var histogram: [Int]
    /// Scored units per band (after caps), in the framework's order.
    public var bands: [Int]

    public init(
        theme: String,
        scored: Int,
        mean: Double?,
        sd: Double?,
        weightedMean: Double?,
        lowest: Double?,
        highest: Double?,
        belowCutoff: Int?,
        coverage: Double?,
        histogram: [Int],
        bands: [Int]
    ) {
        self.theme = theme
        self.scored = scored
        self.mean = mean
        self.sd = sd
        self.weightedMean = weightedMean
        self.lowest = lowest
        self.highest = highest
        self.belowCutoff = belowCutoff
        self.coverage = coverage
        self.histogram = histogram
        self.bands = bands
    }

    /// Share of the scored units under the cutoff.
    public var shareBelowCutoff: Double? {
        guard let belowCutoff, scored > 0 else { return nil }
        return Double(belowCutoff) / Double(scored)
    }
}

public struct CriterionCounts: Hashable, Sendable, Codable {
    public var criterion: String
    public var met: Int
    public var notMet: Int
    public var notApplicable: Int
    public var unknown: Int
    /// Units for which it is a basic requirement: a verified binding norm, in force on the visit date, that applies.
    public var binding: Int
    /// Units among these that fail it, so that their band is capped.
    public var capping: Int

    public init(
        criterion: String,
        met: Int = 0,
        notMet: Int = 0,
        notApplicable: Int = 0,
        unknown: Int = 0,
        binding: Int = 0,
        capping: Int = 0
    ) {
        self.criterion = criterion
        self.binding = binding
        self.capping = capping
        self.met = met
        self.notMet = notMet
        self.notApplicable = notApplicable
        self.unknown = unknown
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

/// One assessment of one location.
public struct LocationReport: Hashable, Sendable, Codable {
    public var id: String
    public var assessment: String
    public var name: String
    public var kind: LocalizedText?
    public var visitDate: CalendarDate?
    public var residents: Int?
    public var capacity: Int?
    /// Where its row begins.
    public var source: SourceLocation
    /// One per theme in the framework's order, then `overall`.
    public var scores: [LocationScore]
    /// What is not met, in the framework's order.
    public var notMet: [LocationFinding]
    /// What is unknown, in the framework's order.
    public var unknown: [LocationFinding]
    public var metCount: Int
    public var notApplicableCount: Int

    public init(
        id: String,
        assessment: String,
        name: String,
        kind: LocalizedText?,
        visitDate: CalendarDate?,
        residents: Int?,
        capacity: Int?,
        source: SourceLocation,
        scores: [LocationScore],
        notMet: [LocationFinding],
        unknown: [LocationFinding],
        metCount: Int,
        notApplicableCount: Int
    ) {
        self.id = id
        self.assessment = assessment
        self.name = name
        self.kind = kind
        self.visitDate = visitDate
        self.residents = residents
        self.capacity = capacity
        self.source = source
        self.scores = scores
        self.notMet = notMet
        self.unknown = unknown
        self.metCount = metCount
        self.notApplicableCount = notApplicableCount
    }
}

public struct LocationScore: Hashable, Sendable, Codable {
    public var theme: String
    /// `nil` under the coverage floor, or if nothing applies.
    public var score: Double?
    /// `nil` if nothing applies.
    public var coverage: Double?
    /// Id of the band, after caps; `nil` without a score.
    public var band: String?
    /// Criteria whose failure capped the band.
    public var cappedBy: [String]

    public init(theme: String, score: Double?, coverage: Double?, band: String?, cappedBy: [String]) {
        self.theme = theme
        self.score = score
        self.coverage = coverage
        self.band = band
        self.cappedBy = cappedBy
    }
}

/// A finding at a location, with the place of its evidence.
public struct LocationFinding: Hashable, Sendable, Codable {
    public var criterion: String
    /// The measured value; a boolean is 1 or 0.
    public var observed: Double?
    /// The measured code of a choice.
    public var observedCode: String?
    /// The same at full capacity, for a ratio per resident.
    public var observedAtCapacity: Double?
    /// `name` of the `OutcomeReason`; empty if there is nothing to add.
    public var reason: String
    public var source: SourceLocation

    public init(
        criterion: String,
        observed: Double?,
        observedCode: String?,
        observedAtCapacity: Double?,
        reason: String,
        source: SourceLocation
    ) {
        self.criterion = criterion
        self.observed = observed
        self.observedCode = observedCode
        self.observedAtCapacity = observedAtCapacity
        self.reason = reason
        self.source = source
    }
}

/// A verbeterpunt: one criterion that is not met, at a location or at several of a municipality.
public struct Recommendation: Hashable, Sendable, Codable {
    /// Why it comes before another; lower raw values come first.
    public enum Obligation: Int, Hashable, Sendable, Codable {
        /// A verified binding norm in force.
        case basicRequirement = 1
        /// A norm whose verification is missing or does not cover the visit date: "onder voorbehoud".
        case unverifiedNorm = 2
        case guidance = 3
        case own = 4
    }

    /// Rank, from 1, among those of the municipality as a whole, or of the location.
    public var priority: Int
    public var criterion: String
    /// `nil` for the municipality as a whole.
    public var location: String?
    public var locationName: String?
    public var obligation: Obligation
    /// How far from the standard, 0…1: the missing share of what is required, 1 for yes/no (for the municipality: the mean
    /// over its locations that do not meet it).
    public var gap: Double
    /// Residents concerned, where known.
    public var residents: Int?
    public var shortage: Shortage?
    /// Locations that do not meet it; one for a location's own recommendation.
    public var locations: [String]
    /// The evidence: places of the findings under it.
    public var sources: [SourceLocation]

    public init(
        priority: Int,
        criterion: String,
        location: String?,
        locationName: String?,
        obligation: Obligation,
        gap: Double,
        residents: Int?,
        shortage: Shortage?,
        locations: [String],
        sources: [SourceLocation]
    ) {
        self.priority = priority
        self.criterion = criterion
        self.location = location
        self.locationName = locationName
        self.obligation = obligation
        self.gap = gap
        self.residents = residents
        self.shortage = shortage
        self.locations = locations
        self.sources = sources
    }
}

/// What is missing to meet a criterion, computed from its ratio and standard.
public struct Shortage: Hashable, Sendable, Codable {
    /// Variable that falls short; its noun is in `CodeBookSummary.nouns`.
    public var variable: String
    public var unit: String?
    /// How much more is needed (or, when `isExcess`, how much less); whole for countable things.
    public var quantity: Double
    /// The same at full capacity; `nil` if capacity plays no part or is unknown.
    public var quantityAtCapacity: Double?
    /// Number of residents (or of the other side of the ratio) that the quantity is reckoned for.
    public var basis: Double?
    /// Variable of `basis`.
    public var basisVariable: String?
    public var isExcess: Bool

    public init(
        variable: String,
        unit: String?,
        quantity: Double,
        quantityAtCapacity: Double?,
        basis: Double?,
        basisVariable: String?,
        isExcess: Bool
    ) {
        self.variable = variable
        self.unit = unit
        self.quantity = quantity
        self.quantityAtCapacity = quantityAtCapacity
        self.basis = basis
        self.basisVariable = basisVariable
        self.isExcess = isExcess
    }
}
