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

/// Figures of the core set have ids of their own.
public enum FigureSet {
    /// What stands before the measure in the id of a figure of the core set.
    public static let corePrefix = "core-"
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
