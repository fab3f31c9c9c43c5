import ShelterModel
import Testing

@testable import ShelterCleaning

@Suite("Durations")
struct DurationTests {
    @Test(
        "Moments are read as tools write them",
        arguments: [
            ("2026-01-31 14:02:30", "2026-01-31 14:32:30", 30.0),
            ("2026-01-31T14:02:30.000+01:00", "2026-01-31T13:32:30Z", 30),
            ("31-1-2026 23:50", "1-2-2026 0:10", 20),
            ("1/31/2026 11:50 PM", "2/1/2026 12:10 AM", nil),
            ("01/31/2026 11:50 PM", "01/31/2026 11:59 PM", 9),
            ("3/4/2026 09:00", "3/4/2026 09:45", 45),
            ("3/4/2026 09:00", "4/4/2026 09:45", nil),
            ("2026-01-31 14:02", "2026-01-31T15:02Z", nil),
        ]
    )
    func moments(start: String, end: String, expected: Double?) throws {
        let first = try #require(Moment(start))
        let last = try #require(Moment(end))
        #expect(Moment.minutes(from: first, to: last) == expected)
    }

    @Test(
        "What is no moment is none",
        arguments: [
            "", "2026-01-31", "14:02", "2026-02-30 10:00", "2026-01-31 25:00", "2026-01-31 10:61", "x 10:00",
            "31-1-26 10:00", "2026-01-31 13:00 PM", "2026-01-31T", "1-2-3-4 10:00", "2026-01-31 10:00+99:00",
        ]
    )
    func noMoments(text: String) {
        #expect(Moment(text) == nil)
    }

    @Test("With its order given, an American date is clear")
    func order() throws {
        let first = try #require(Moment("3/4/2026 9:00 AM", order: .monthDayYear))
        let last = try #require(Moment("3/5/2026 9:00 AM", order: .monthDayYear))
        #expect(Moment.minutes(from: first, to: last) == 1440)
    }

    @Test("Too short, too long and reversed are hits; a missing time is unknown")
    func limits() throws {
        let check = "kind: duration\nstart: start\nend: end\nshortest: 10\nlongest: 120"
        let day = { (time: String) in "2026-01-31 \(time)" }
        let rows = [
            [day("10:00"), day("10:10")], [day("10:00"), day("10:09")], [day("10:00"), day("12:01")],
            [day("10:00"), day("09:00")], [day("10:00"), ""], ["2026-01-31", day("10:00")],
        ]
        let result = try Sample.result(check, columns: ["begin", "einde"], rows: rows)
        #expect(result.rows == [1, 2, 3])
        #expect(
            result.hits.map(\.reason.code) == [
                "check.duration-short", "check.duration-long", "check.duration-negative",
            ]
        )
        #expect(result.unknown == 2)
    }

    @Test("Below a share of the median is short, if there are enough durations")
    func share() throws {
        let check = "kind: duration\nduration: men\nunit: seconds\nshare_of_median: 0.5\nat_least: 5"
        // In minutes 10, 20, 30, 40, 14 and 15: the median is 17.5, half of it 8.75.
        let rows = ["600", "1200", "1800", "2400", "840", "900", "520", ""].map { [$0] }
        let result = try Sample.result(check, columns: ["mannen"], rows: rows)
        // With 8.67 minutes the median of seven is 15, and half of it 7.5.
        #expect(result.rows.isEmpty)
        let shorter = try Sample.result(check, columns: ["mannen"], rows: rows + [["440"]])
        // Eight: 7.33, 8.67, 10, 14, 15, 20, 30, 40; the median is 14.5, half of it 7.25.
        #expect(shorter.rows.isEmpty)
        let shortest = try Sample.result(check, columns: ["mannen"], rows: rows + [["420"]])
        #expect(shortest.rows == [8])
        #expect(shortest.hits[0].reason.arguments["limit"] == .number(7.25))
        #expect(shortest.unknown == 1)
        let few = try Sample.result(check, columns: ["mannen"], rows: [["600"], ["1"], ["700"]])
        #expect(few.rows.isEmpty)
        #expect(few.unknown == 3)
    }
}
