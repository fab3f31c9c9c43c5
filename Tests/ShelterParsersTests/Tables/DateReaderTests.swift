import ShelterModel
import Testing

@testable import ShelterParsers

@Suite struct DateReaderTests {
    @Test(
        "Dates in day order or ISO, with or without a time",
        arguments: [
            "31-1-2025", "31-01-2025", "31/01/2025", "31.1.2025", "31 jan 2025", "31 jan. 2025", "31 januari 2025",
            "31 January 2025", "2025-01-31", "2025-01-31 14:02:00", "2025-01-31T14:02:00Z", "31-1-2025 14:02",
            " 31-1-2025 ",
        ]
    )
    func reads(text: String) {
        #expect(DateReader.read(text)?.iso == "2025-01-31")
    }

    @Test(
        "What is no date, or leaves the year open, is not read",
        arguments: [
            "", "31-2-2026", "31-1-25", "01/31/2025", "45688", "2025", "31-1", "januari 2025", "31-13-2025",
            "1-1-1-2025",
            "31–1–2025", "14:02", "32-1-2025", "1-1-2025 25:99", "1-1-2025 10:60", "1-1-2025 :", "-1-2-2025",
            "1--2-2025", "1-2/2025", "2-3-1000", "1-1-2500", "1/2/2025 12:00:00 AM", "1-1-2025 10:00:61",
        ]
    )
    func refuses(text: String) {
        #expect(DateReader.read(text) == nil)
        #expect(Array(text.utf8).withUnsafeBufferPointer { DateReader.simple($0) } == nil)
    }

    @Test("The fast way agrees with the other on every day of five years")
    func fastWay() {
        for number in 19_000..<20_900 {
            let date = CalendarDate(daysSince1970: number)
            let (year, month, day) = date.components
            for text in [date.iso, "\(day)-\(month)-\(year)"] {
                #expect(DateReader.read(text) == date)
                #expect(Array(text.utf8).withUnsafeBufferPointer { DateReader.simple($0) } == date)
            }
        }
    }
}
