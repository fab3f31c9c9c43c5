/// Estimates of a report with their uncertainty; written as `estimates.csv`.
public struct EstimateReport: Hashable, Sendable, Codable {
    /// Id of the sampling plan.
    public var plan: String
    /// Whether the locations were drawn as a sample, by the plan.
    public var hasSampledLocations: Bool
    /// Whether residents were asked.
    public var hasAnswers: Bool
    /// In the order of subject, measure and area; each estimate before its comparisons.
    public var rows: [EstimateRow]
    public var funnels: [FunnelFigure]
    /// How the design was applied, a row per assessment that counts; empty without a design.
    public var design: [DesignRow]
    /// Answers that are in no estimate, by reason.
    public var leftOut: [String: Int]

    public init(
        plan: String,
        hasSampledLocations: Bool = false,
        hasAnswers: Bool = false,
        rows: [EstimateRow] = [],
        funnels: [FunnelFigure] = [],
        design: [DesignRow] = [],
        leftOut: [String: Int] = [:]
    ) {
        self.plan = plan
        self.hasSampledLocations = hasSampledLocations
        self.hasAnswers = hasAnswers
        self.rows = rows
        self.funnels = funnels
        self.design = design
        self.leftOut = leftOut
    }

    /// The estimate itself of a figure, without comparisons.
    public func row(area: String, subject: String, measure: EstimateMeasure) -> EstimateRow? {
        rows.first { $0.area == area && $0.subject == subject && $0.measure == measure && $0.reference == nil }
    }
}

/// What is estimated.
public enum EstimateMeasure: String, Hashable, Sendable, Codable, CaseIterable {
    /// Of the inspected locations themselves, without a design.
    case mean
    case shareBelowCutoff = "share-below-cutoff"
    /// Of all locations that the inspected ones were drawn from.
    case estimatedMean = "estimated-mean"
    case estimatedShareBelowCutoff = "estimated-share-below-cutoff"
    /// Of the residents.
    case residentsShare = "residents-share"
    case residentsMean = "residents-mean"

    public var isShare: Bool {
        self == .shareBelowCutoff || self == .estimatedShareBelowCutoff || self == .residentsShare
    }

    public var isOfResidents: Bool { self == .residentsShare || self == .residentsMean }
}

/// What an estimate is held against, or that it is the result of a model.
public enum EstimateReference: String, Hashable, Sendable, Codable, CaseIterable {
    /// All others in the country.
    case rest
    /// The others in the safety region, of the size class, at locations of its most common kind.
    case region, size, kind
    case cutoff
    /// Shrunken towards the mean of all by the model of Fay and Herriot; internal.
    case model

    /// What stands behind the measure in the id of a figure.
    public var ending: String { self == .model ? "-model" : "-vs-\(rawValue)" }
}

/// Whether a figure may be printed.
public enum Presentation: String, Hashable, Sendable, Codable {
    case shown
    /// Printed, with few degrees of freedom or at an end of the scale.
    case flagged
    case tooThin = "too-thin"
}

/// What a comparison says, after Holm's correction.
public enum ComparisonVerdict: String, Hashable, Sendable, Codable {
    case better, worse
    /// Where neither is better.
    case higher, lower
    case notDistinguishable = "not-distinguishable"
}

/// One row of `estimates.csv`. Shares, scores and rates are 0…1; `nil` is not known, or not to be shown.
public struct EstimateRow: Hashable, Sendable, Codable {
    /// `<area>.<subject>.<measure>`, with `-vs-<reference>` or `-model` behind it.
    public var figure: String
    public var area: String
    public var areaName: String
    /// Theme, `overall` or criterion.
    public var subject: String
    /// Variable of the code book; of residents alone.
    public var variable: String?
    public var measure: EstimateMeasure
    public var reference: EstimateReference?
    /// Which region, size class or kind, or the cutoff.
    public var referenceValue = ""
    /// Municipalities that it is compared with.
    public var others: Int?
    /// Of a comparison the difference: the area less what it is held against.
    public var estimate: Double?
    public var se: Double?
    public var low: Double?
    public var high: Double?
    public var level: Double
    /// Answers or locations that it rests on.
    public var n: Int?
    public var df: Int?
    public var responseRate: Double?
    /// The figure if nobody, and if everybody, of whom there is no answer had said yes.
    public var worstLow: Double?
    public var worstHigh: Double?
    public var method: String
    public var deff: Double?
    public var presentation = Presentation.shown
    /// Why it is flagged or too thin.
    public var reason = ""
    public var cutoff: Double?
    /// Chance that the true value lies under the cutoff.
    public var chanceUnderCutoff: Double?
    /// Simultaneous ranks from the top among municipalities.
    public var rankLow: Int?
    public var rankHigh: Int?
    public var p: Double?
    public var pHolm: Double?
    public var verdict: ComparisonVerdict?
    /// Codes of what there is to know, some with a number behind a colon.
    public var notes: [String] = []

    public init(
        figure: String,
        area: String,
        areaName: String,
        subject: String,
        variable: String? = nil,
        measure: EstimateMeasure,
        reference: EstimateReference? = nil,
        level: Double,
        method: String
    ) {
        self.figure = figure
        self.area = area
        self.areaName = areaName
        self.subject = subject
        self.variable = variable
        self.measure = measure
        self.reference = reference
        self.level = level
        self.method = method
    }
}

extension EstimateRow {
    /// Of those whose answers were read, who did not know or left the question open; `nil` without a number of answers.
    public var unanswered: Double? {
        guard let n else { return nil }
        let missing = notes.compactMap { $0.hasPrefix("missing:") ? Int($0.dropFirst(8)) : nil }.first ?? 0
        return n + missing > 0 ? Double(missing) / Double(n + missing) : nil
    }
}

/// Municipalities around a common share, and the limits of chance around it.
public struct FunnelFigure: Hashable, Sendable, Codable {
    public struct Point: Hashable, Sendable, Codable {
        public var area: String
        public var areaName: String
        public var share: Double
        public var size: Int
        /// Whether the share may be printed.
        public var isShown: Bool
        /// Limits at its size: 95 % and 99.8 %.
        public var low: Double
        public var high: Double
        public var outerLow: Double
        public var outerHigh: Double
    }

    public struct Limit: Hashable, Sendable, Codable {
        public var size: Int
        public var low: Double
        public var high: Double
        public var outerLow: Double
        public var outerHigh: Double
    }

    public var subject: String
    public var measure: EstimateMeasure
    public var target: Double
    public var overdispersion: Double
    public var betweenVariance: Double
    /// By name.
    public var points: [Point]
    /// Ascending by size.
    public var limits: [Limit]
}

/// How one assessment that counts stands in the design.
public struct DesignRow: Hashable, Sendable, Codable {
    public var location: String
    public var assessment: String
    public var area: String
    public var region: String
    public var kind: String
    public var residents: Int?
    public var sizeClass: String
    /// Of the locations, where they are a sample.
    public var stratum: String
    public var stratumSize: Int?
    public var population: Int?
    public var invited: Int?
    /// Rows of respondents; `nil` where there are fewer than the minimum.
    public var answers: Int?
    /// Why its answers are in no estimate.
    public var leftOut: String
}
