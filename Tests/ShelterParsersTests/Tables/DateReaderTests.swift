import ShelterModel
import Testing

@testable import ShelterParsers

@Suite struct DateReaderTests {
    @Test(
        "Dates in day order or ISO, or with the name of the month, with or without a time",
        arguments: [
            "31-1-2025", "31-01-2025", "31/01/2025", "31.1.2025", "31 1 2025", "31 jan 2025", "31 jan. 2025",
            "31 januari 2025", "31 January 2025", "January 31, 2025", "Jan 31 2025", "31-jan-2025", "31.jan.2025",
            "31 січня 2025", "31 січня 2025 р.", "31 янв. 2025", "31 января 2025 г.", "2025-01-31", "2025/01/31",
            "2025-01-31 14:02:00", "2025-01-31T14:02:00Z", "31-1-2025 14:02", "31-1-2025 2:02 PM", " 31-1-2025 ",
        ]
    )
    func reads(text: String) {
        for dates in [ColumnDecision.Dates.dutch, .dayMonthYear, .uncertain] {
            #expect(DateReader(dates: dates).read(text) == .date(CalendarDate(daysSince1970: 20_119)))
        }
    }

    @Test(
        "What is no date is not read in any order",
        arguments: [
            "", "31-2-2026", "2025", "31-1", "januari 2025", "31-13-2025", "13-31-2025", "1-1-1-2025", "31–1–2025",
            "14:02", "32-1-2025", "1-1-2025 25:99", "1-1-2025 10:60", "1-1-2025 :", "-1-2-2025", "1--2-2025",
            "1-2/2025", "2-3-1000", "1-1-2500", "1-1-2025 10:00:61", "1-1-2025 13:00 PM", "31 jan", "10-12", "12,5",
            "2025-31-01", "31 februari 2025", "٣١-١-٢٠٢٥", "19999", "80001", "45688.5", "mei mei 2025",
        ]
    )
    func refuses(text: String) {
        for dates in [ColumnDecision.Dates.dutch, .dayMonthYear, .monthDayYear, .yearMonthDay, .uncertain] {
            let reader = DateReader(dates: dates, readsSerials: true)
            #expect(reader.read(text) == .notADate, "\(dates)")
            #expect(Array(text.utf8).withUnsafeBufferPointer { reader.simple($0) } == nil)
        }
    }

    @Test(
        "A date in digits follows the order of its column",
        arguments: [
            ("3-4-2025", .dayMonthYear, "2025-04-03"), ("3-4-2025", .monthDayYear, "2025-03-04"),
            ("3/4/2025", .dayMonthYear, "2025-04-03"), ("3/4/2025 2:00 PM", .monthDayYear, "2025-03-04"),
            ("3-4-2025", .dutch, "2025-04-03"), ("3.4.2025", .dutch, "2025-04-03"), ("3/3/2025", .dutch, "2025-03-03"),
            ("3-3-2025", .uncertain, "2025-03-03"), ("12/31/2025", .dutch, "2025-12-31"),
            ("12-31-2025", .uncertain, "2025-12-31"), ("31-12-2025", .uncertain, "2025-12-31"),
            ("2025-04-03", .yearMonthDay, "2025-04-03"), ("2025-04-03", .monthDayYear, "2025-04-03"),
            ("12/31/2025, 2:00:00 PM", .dutch, "2025-12-31"), ("1/2/2025 12:00:00 AM", .monthDayYear, "2025-01-02"),
        ] as [(String, ColumnDecision.Dates, String)]
    )
    func order(text: String, dates: ColumnDecision.Dates, expected: String) {
        #expect(value(DateReader(dates: dates), text)?.iso == expected)
    }

    @Test(
        "Without an order, or with another one, it is refused",
        arguments: [
            ("3/4/2025", ColumnDecision.Dates.dutch), ("3-4-2025 2:00 PM", .dutch), ("3-4-2025", .uncertain),
            ("3/4/2025", .uncertain), ("12/31/2025", .dayMonthYear), ("31-12-2025", .monthDayYear),
            ("31-12-2025", .yearMonthDay), ("3-4-2025", .yearMonthDay),
        ]
    )
    func refusesOrder(text: String, dates: ColumnDecision.Dates) {
        #expect(value(DateReader(dates: dates), text) == nil)
    }

    @Test("A year of two digits and a number of days are told apart from what is no date")
    func nearlyDates() {
        for text in ["31-1-25", "1/31/25", "31 jan 25", "3-4-25"] {
            #expect(DateReader().read(text) == .twoDigitYear, "\(text)")
        }
        #expect(DateReader().read("45688") == .serial)
        #expect(DateReader(readsSerials: true).read("45688") == .date(CalendarDate(daysSince1970: 20_119)))
        // Number of 1 March 1900 and later: spreadsheets count a 29 February 1900 that never was.
        #expect(DateReader(readsSerials: true).read("20000") == .date(CalendarDate(daysSince1970: -5569)))
    }

    @Test("The fast way agrees with the other on every day of five years")
    func fastWay() {
        for number in 19_000..<20_900 {
            let date = CalendarDate(daysSince1970: number)
            let (year, month, day) = date.components
            for text in [date.iso, "\(day)-\(month)-\(year)"] {
                #expect(DateReader().read(text) == .date(date))
                #expect(Array(text.utf8).withUnsafeBufferPointer { DateReader().simple($0) } == date)
            }
            let american = "\(month)/\(day)/\(year)"
            #expect(value(DateReader(dates: .monthDayYear), american) == date)
        }
    }

    /// The date, if both ways of reading give it.
    private func value(_ reader: DateReader, _ text: String) -> CalendarDate? {
        let simple = Array(text.utf8).withUnsafeBufferPointer { reader.simple($0) }
        guard case .date(let date) = reader.read(text) else {
            #expect(simple == nil)
            return nil
        }
        #expect(simple == nil || simple == date)
        return date
    }
}
