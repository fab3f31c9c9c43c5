import Testing

@testable import ShelterParsers

@Suite struct SheetDateTests {
    @Test(
        "A serial number is a day, a time, or both",
        arguments: [
            (0, "00:00:00"), (0.25, "06:00:00"), (1, "1900-01-01"), (59, "1900-02-28"), (60, "1900-02-29"),
            (61, "1900-03-01"), (36_526, "2000-01-01"), (45_688, "2025-01-31"), (45_688.5, "2025-01-31T12:00:00"),
            (45_688.584722222222, "2025-01-31T14:02:00"), (45_688.000_005_787, "2025-01-31T00:00:00.500"),
            (45_688.999_999_999_9, "2025-02-01"), (2_958_465, "9999-12-31"), (2_958_465.999_999_999, nil),
            (2_958_466, nil), (-1, nil), (1e300, nil),
        ] as [(Double, String?)]
    )
    func days(serial: Double, expected: String?) {
        #expect(SheetDate.text(serial: serial, kind: .date, is1904: false) == expected)
    }

    @Test("In the 1904 system day 1 is 2 January 1904")
    func system1904() {
        #expect(SheetDate.text(serial: 1, kind: .date, is1904: true) == "1904-01-02")
        #expect(SheetDate.text(serial: 60, kind: .date, is1904: true) == "1904-03-01")
        #expect(SheetDate.text(serial: 44_226, kind: .date, is1904: true) == "2025-01-31")
        #expect(SheetDate.text(serial: 2_957_003, kind: .date, is1904: true) == "9999-12-31")
        #expect(SheetDate.text(serial: 2_957_004, kind: .date, is1904: true) == nil)
    }

    @Test("A duration counts hours beyond a day")
    func durations() {
        #expect(SheetDate.text(serial: 1.5, kind: .duration, is1904: false) == "36:00:00")
        #expect(SheetDate.text(serial: -0.5, kind: .duration, is1904: false) == "-12:00:00")
        #expect(SheetDate.text(serial: 1e300, kind: .duration, is1904: false) == nil)
        #expect(SheetDate.clockText(isoDuration: "PT14H02M00S") == "14:02:00")
        #expect(SheetDate.clockText(isoDuration: "-PT36H") == "-36:00:00")
        #expect(SheetDate.clockText(isoDuration: "PT999999999H999999999M999999999S") != nil)
        #expect(SheetDate.clockText(isoDuration: "P1D") == nil)
    }

    @Test(
        "A number format tells a date by its letters outside quotes, brackets and escapes",
        arguments: [
            ("General", .number), ("0.00", .number), ("#,##0.00 [$€-413]", .number), ("0.00E+00", .number),
            ("[Red]0.0", .number), ("0.0 \"day\"", .number), ("0 \\d", .number), ("0;\"d\";yyyy", .number),
            ("_d0_d", .number), ("*d0", .number), ("@", .number), ("dd-mm-yyyy", .date),
            ("[$-413]d mmmm yyyy;@", .date),
            ("h:mm AM/PM", .date), ("[Blue]YYYY", .date), ("mm:ss.0", .date), ("[h]:mm:ss", .duration),
            ("[mm]:ss", .duration), ("[SS]", .duration), ("\"", .number), ("[", .number), ("\\", .number),
            ("", .number),
        ] as [(String, SheetDate.Kind)]
    )
    func formats(code: String, kind: SheetDate.Kind) {
        #expect(SheetDate.kind(code: code) == kind)
    }

    @Test("Formats that are built in need no code")
    func builtIn() {
        let dates = [14, 22, 27, 36, 45, 47, 50, 58]
        #expect(dates.allSatisfy { SheetDate.kind(formatID: $0, code: nil) == .date })
        #expect([0, 1, 13, 23, 37, 44, 48, 49, 59].allSatisfy { SheetDate.kind(formatID: $0, code: nil) == .number })
        #expect(SheetDate.kind(formatID: 46, code: nil) == .duration)
        #expect(SheetDate.kind(formatID: 14, code: "0.0") == .number)
    }
}
