import ShelterModel
import ShelterReporter
import Testing

@Suite struct NumberFormatTests {
    private let dutch = NumberFormat(.dutch)
    private let english = NumberFormat(.english)

    @Test(
        "Thousands are grouped in the way of the language",
        arguments: [
            (0, "0", "0"), (999, "999", "999"), (1_000, "1.000", "1,000"), (124_310, "124.310", "124,310"),
            (1_234_567, "1.234.567", "1,234,567"), (-4_200, "−4.200", "−4,200"), (-7, "−7", "−7"),
        ]
    )
    func counts(number: Int, dutch: String, english: String) {
        #expect(self.dutch.count(number) == dutch)
        #expect(self.english.count(number) == english)
    }

    @Test(
        "A number has as many decimals as it needs, up to the limit",
        arguments: [
            (19.2, 1, "19,2"), (19.0, 1, "19"), (12.345, 2, "12,35"), (0.04, 1, "0"), (1_234.5, 1, "1.234,5"),
            (-0.04, 1, "0"), (-2.5, 1, "−2,5"), (9.999, 2, "10"),
        ]
    )
    func numbers(value: Double, decimals: Int, text: String) {
        #expect(dutch.number(value, decimals: decimals) == text)
    }

    @Test("A share is a whole per cent, and claims none or all only when it is exactly that")
    func shares() {
        #expect([0, 0.004, 0.625, 0.25, 0.996, 1].map(dutch.share) == ["0%", "<1%", "63%", "25%", ">99%", "100%"])
    }

    @Test("A measured percentage keeps one decimal")
    func percentages() {
        #expect(dutch.percentage(0.625) == "62,5%")
        #expect(english.percentage(0.625) == "62.5%")
    }

    @Test(
        "A score never seems to lie on the other side of the cutoff",
        arguments: [
            (0.62, 0.6, "62"), (0.596, 0.6, "59,6"), (0.5996, 0.6, "59,96"), (0.594, 0.6, "59"), (0.6, 0.6, "60"),
            (0.549, 0.55, "54,9"), (0.644, 0.644, "64,4"), (0.62, 0.625, "62"),
        ]
    )
    func scores(value: Double, cutoff: Double, text: String) {
        #expect(dutch.score(value, cutoff: cutoff) == text)
    }

    @Test("A score without a cutoff is rounded to a whole number")
    func scoreWithoutCutoff() {
        #expect(dutch.score(0.596) == "60")
    }

    @Test("A date is written in the words of the language, in tables in figures")
    func dates() throws {
        let date = try #require(CalendarDate(year: 2025, month: 1, day: 31))
        #expect(dutch.date(date) { $0 == 1 ? "januari" : "?" } == "31 januari 2025")
        #expect(english.date(date) { $0 == 1 ? "January" : "?" } == "31 January 2025")
        #expect(dutch.shortDate(date) == "31-1-2025")
        #expect(english.shortDate(date) == "2025-01-31")
    }
}
