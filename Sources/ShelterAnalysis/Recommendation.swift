public import ShelterModel

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
