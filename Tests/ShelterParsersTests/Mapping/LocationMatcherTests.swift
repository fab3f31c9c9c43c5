import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("Typed names of locations")
struct LocationMatcherTests {
    private static let list = [
        KnownLocation(id: "L1", name: "Hotel de Zon", place: "Zeist"),
        KnownLocation(id: "L2", name: "De Zonnenberg", place: "Ede"),
        KnownLocation(id: "L3", name: "Het Schip", place: "Ede"),
        KnownLocation(id: "L4", name: "De Eik", place: "Zeist"),
        KnownLocation(id: "L5", name: "De Eik", place: "Ede"),
        KnownLocation(id: "L6", name: "Boothuis Vecht", place: "Utrecht"),
    ]

    private static func matcher() throws -> LocationMatcher {
        LocationMatcher(list, words: try MappingSupport.words())
    }

    @Test(
        "One location is known however it is written",
        arguments: [
            "hotel Zon", "отель Зон", "готель «Зон»", "Hotel de Zon, Zeist", "HOTEL DE ZON (Zeist)", "De Zon",
            "  zon  ", "L1", "Hotel Zon te Zeist", "hôtel de Zón",
        ]
    )
    func same(value: String) throws {
        let proposal = try Self.matcher().proposal(for: value)
        #expect(proposal.choice?.location.id == "L1")
        #expect(proposal.isCertain)
    }

    @Test(
        "What is only alike, in another place or of another kind is left for a person",
        arguments: [
            ("Hotel de Zon, Ede", "L1", "other-place"), ("Schip de Zon", "L1", "other-kind"),
            ("Sonnenberg", "L2", "alike"), ("De Zonenberg", "L2", "alike"),
        ]
    )
    func doubtful(value: String, id: String, reason: String) throws {
        let proposal = try Self.matcher().proposal(for: value)
        #expect(proposal.choice?.location.id == id)
        #expect(!proposal.isCertain)
        #expect(proposal.choice?.reasons.map(\.code).contains(reason) == true)
    }

    @Test("Two locations with the same name are never chosen between, unless the place tells")
    func tie() throws {
        let doubtful = try Self.matcher().proposal(for: "de eik")
        #expect(doubtful.choice == nil)
        #expect(doubtful.alternatives.map(\.location.id) == ["L4", "L5"])
        let ede = try Self.matcher().proposal(for: "De Eik, Ede")
        #expect(ede.choice?.location.id == "L5")
        #expect(ede.isCertain)
        // The place may also stand in a column of its own.
        let zeist = try Self.matcher().proposal(for: "De Eik", place: "ZEIST")
        #expect(zeist.choice?.location.id == "L4")
        #expect(zeist.isCertain)
    }

    @Test(
        "What looks like nothing gets nothing",
        arguments: ["Kasteel Onbekend", "", " ", "?", "-", "Hotel", "Utrecht", "12345", "👩‍👩‍👧‍👦"]
    )
    func nothing(value: String) throws {
        let proposal = try Self.matcher().proposal(for: value)
        #expect(!proposal.isCertain)
    }

    @Test("A very long name is compared within bounds")
    func long() throws {
        let proposal = try Self.matcher().proposal(for: String(repeating: "zon ", count: 200_000))
        #expect(!proposal.isCertain)
    }
}
