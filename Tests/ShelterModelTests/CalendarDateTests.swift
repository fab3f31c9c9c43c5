import ShelterModel
import Testing

@Suite struct CalendarDateTests {
    @Test(
        "A date knows its day number and back",
        arguments: [
            (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2024, 12, 31, 20_088), (2026, 11, 23, 20_780),
            (1, 1, 1, -719_162), (9999, 12, 31, 2_932_896),
        ]
    )
    func dayNumbers(year: Int, month: Int, day: Int, number: Int) throws {
        // Day numbers from Python: (date(y, m, d) - date(1970, 1, 1)).days
        let date = try #require(CalendarDate(year: year, month: month, day: day))
        #expect(date.daysSince1970 == number)
        #expect(date.components == (year, month, day))
    }

    @Test(
        "Days that do not exist are refused",
        arguments: [(2026, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (0, 1, 1)]
    )
    func impossible(year: Int, month: Int, day: Int) {
        #expect(CalendarDate(year: year, month: month, day: day) == nil)
    }

    @Test func isoTextReadsBack() {
        #expect(CalendarDate(iso: "2025-01-31")?.iso == "2025-01-31")
        #expect(CalendarDate(iso: "2025-1-31") == nil)
        #expect(CalendarDate(iso: "31-01-2025") == nil)
        #expect(CalendarDate(iso: "2025-02-30") == nil)
    }

    @Test("A hundred thousand days in a row read back")
    func roundTrip() throws {
        for number in -30_000...70_000 {
            let date = CalendarDate(daysSince1970: number)
            let (year, month, day) = date.components
            let again = try #require(CalendarDate(year: year, month: month, day: day))
            #expect(again == date)
        }
    }
}
