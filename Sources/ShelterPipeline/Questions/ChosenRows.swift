internal import ShelterAnalysis
internal import ShelterModel

/// Which location is meant: its id, and where ids are not unique its municipality.
public struct LocationReference: Hashable, Sendable {
    public var id: String
    /// Code or name; `nil` if the id is enough.
    public var municipality: String?

    public init(id: String, municipality: String? = nil) {
        self.id = id
        self.municipality = municipality
    }

    func matches(_ location: String, _ area: Area) -> Bool {
        location == id && (municipality.map { $0 == area.code || $0 == area.name } ?? true)
    }

    /// - Throws: `Refusal` if no row that counts is of the location, or if they are of two municipalities.
    func check(_ areas: [Area]) throws(Refusal) {
        guard let first = areas.first else {
            guard let municipality else { throw Refusal("explain.unknown-location", ["value": .text(id)]) }
            throw Refusal("location.not-there", ["value": .text(id), "municipality": .text(municipality)])
        }
        guard let other = areas.first(where: { $0.code != first.code }) else { return }
        throw Refusal(
            "location.which-municipality",
            ["value": .text(id), "codes": .list([first.code, other.code])]
        )
    }
}
