/// The municipalities that exist on a date, with what older names and codes became.
public struct MunicipalityRegister: Hashable, Sendable, Identifiable {
    public var id: String
    /// Day on which the division was in force.
    public var date: CalendarDate
    public var source: String
    public var municipalities: [Municipality]
    public var former: [FormerMunicipality]
    /// Place of each municipality on the tile map, by code; empty without a map.
    public var tiles: [String: HexTile]

    public init(
        id: String,
        date: CalendarDate,
        source: String,
        municipalities: [Municipality],
        former: [FormerMunicipality],
        tiles: [String: HexTile] = [:]
    ) {
        self.id = id
        self.date = date
        self.source = source
        self.municipalities = municipalities
        self.former = former
        self.tiles = tiles
    }
}

public struct Municipality: Hashable, Sendable, Codable {
    /// `GM` and four digits.
    public var code: String
    public var name: String
    public var aliases: [String]
    public var safetyRegion: SafetyRegion?
    public var province: String

    public init(code: String, name: String, aliases: [String], safetyRegion: SafetyRegion?, province: String) {
        self.code = code
        self.name = name
        self.aliases = aliases
        self.safetyRegion = safetyRegion
        self.province = province
    }
}

public struct SafetyRegion: Hashable, Sendable, Codable {
    public var code: String
    public var name: String

    public init(code: String, name: String) {
        self.code = code
        self.name = name
    }
}

/// A municipality that was merged or renamed.
public struct FormerMunicipality: Hashable, Sendable, Codable {
    public var code: String
    public var name: String
    /// Code of the municipality that took over.
    public var successor: String
    /// First day of the new division.
    public var date: CalendarDate

    public init(code: String, name: String, successor: String, date: CalendarDate) {
        self.code = code
        self.name = name
        self.successor = successor
        self.date = date
    }
}

/// One hexagon of a tile map, counted from the north-west; odd rows lie half a tile to the east.
public struct HexTile: Hashable, Sendable, Codable {
    public var column: Int
    public var row: Int

    public init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }
}
