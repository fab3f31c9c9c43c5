import ShelterModel
import ShelterRehearsal
import Testing

@Suite struct RehearsalProfileTests {
    @Test(
        "A distribution is read from its written form",
        arguments: [
            ("empty", Distribution.Shape.empty),
            ("fixed 24", .uniform(Amount(24)...Amount(24))),
            ("uniform -2.2 3", .uniform(Amount(millionths: -2_200_000)...Amount(3))),
            ("quantiles 4 40 90", .quantiles([Amount(4), Amount(40), Amount(90)])),
            ("per-resident 0.16", .per(.residents, rate: Amount(millionths: 160_000))),
            ("per-place 2", .per(.capacity, rate: Amount(2))),
            ("per rooms 13.5", .per(.variable("rooms"), rate: Amount(millionths: 13_500_000))),
            (
                "share-of residents 0.5 full 0.25",
                .share(of: .residents, mean: Amount(millionths: 500_000), full: Amount(millionths: 250_000))
            ),
            ("rest-of residents adults", .rest(of: .residents, without: .variable("adults"))),
            ("occupancy", .occupancy),
            ("probability 0.9", .probability(Amount(millionths: 900_000))),
            (
                "choice hotel:5 ship",
                .choice([
                    Distribution.Weighted(value: "hotel", weight: 5), Distribution.Weighted(value: "ship", weight: 1),
                ])
            ),
            ("date-before-visit 0..500 days", .daysBeforeVisit(0...500)),
            ("date-after-visit 10..20", .daysAfterVisit(10...20)),
            ("words een twee | drie", .words(["een twee", "drie"])),
        ]
    )
    func shapes(text: String, shape: Distribution.Shape) {
        #expect(Distribution(text)?.shape == shape)
    }

    @Test("Options stand behind it in any order")
    func options() {
        var expected = Distribution(shape: .per(.residents, rate: Amount(millionths: 160_000)))
        expected.spread = Amount(millionths: 300_000)
        expected.least = Amount(1)
        expected.decimals = 2
        expected.direction = .bad
        expected.condition = .variable("catering")
        expected.exclusion = .variable("tap")
        expected.missing = Amount(millionths: 200_000)
        let text = "per-resident 0.16 unless tap bad decimals 2 missing 0.2 least 1 spread 0.3 if catering"
        #expect(Distribution(text) == expected)
    }

    @Test(
        "What is not a distribution is refused",
        arguments: [
            "", "often", "fixed", "fixed one", "uniform 3 2", "quantiles 4 3", "probability 1.5", "choice a:-1",
            "choice a:0",
            "date-before-visit 5..1", "date-before-visit 5", "date-before-visit 1..5 weeks", "per rooms",
            "per-resident 0.1 spread",
            "per-resident 0.1234567", "uniform 1 2 decimals 3", "fixed 1 often", "bad",
        ]
    )
    func refused(text: String) {
        #expect(Distribution(text) == nil)
    }

    @Test("A profile tells every place that it cannot read")
    func unreadable() {
        let nodes = [
            "settings": ["missing": "much", "colour": "red"],
            "kinds": ["hotel": "many"],
            "variables": ["rooms": "often"],
            "only-hotel": ["rooms": "seldom"],
            "other": ["rooms": "1"],
        ]
        let refusal = #expect(throws: Refusal.self) { try RehearsalProfile(nodes: nodes, file: "profile.yaml") }
        let found = refusal?.diagnostics.map { "\($0.code) \($0.location?.field ?? "")" }
        #expect(
            found == [
                "rehearsal.bad-weight kinds.hotel", "rehearsal.bad-distribution only-hotel.rooms",
                "rehearsal.unknown-section other.rooms", "rehearsal.bad-setting settings.colour",
                "rehearsal.bad-setting settings.missing", "rehearsal.bad-distribution variables.rooms",
            ]
        )
    }

    @Test(
        "An amount keeps its decimals exactly",
        arguments: [("0.16", 160_000), ("-12", -12_000_000), ("2.000001", 2_000_001), ("007.5", 7_500_000)]
    )
    func amounts(text: String, millionths: Int) {
        #expect(Amount(text)?.millionths == millionths)
    }

    @Test(
        "What is not an amount is refused",
        arguments: ["", "-", ".5", "5.", "1,5", "1e3", "1.1234567", "9999999999", "+1", "١"]
    )
    func badAmounts(text: String) {
        #expect(Amount(text) == nil)
    }
}
