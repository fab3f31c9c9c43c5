import Testing

@testable import ShelterParsers

@Suite struct SheetNumberTests {
    @Test(
        "A number is written as the shortest text that reads back as the same",
        arguments: [
            ("0", "0"), ("-0", "0"), ("007", "7"), ("1.0", "1"), ("1.50", "1.5"), (".5", "0.5"), ("1.", "1"),
            ("12.5", "12.5"), ("45.299999999999997", "45.3"), ("0.30000000000000004", "0.30000000000000004"),
            ("1E3", "1000"), ("1E-7", "0.0000001"), ("-2.5e-5", "-0.000025"), ("1e20", "100000000000000000000"),
            ("1.5e20", "150000000000000000000"), ("123456789012345680", "123456789012345680"),
            ("1e21", "1e+21"), ("1e-13", "1e-13"), ("1.7976931348623157E308", "1.7976931348623157e+308"),
            ("999999999999999", "999999999999999"), ("9007199254740993", "9007199254740992"),
            ("abc", "abc"), ("", ""), ("-", "-"), ("inf", "inf"), ("1e999", "1e999"), ("0.10", "0.1"), ("00.5", "0.5"),
            ("-0.5", "-0.5"), ("1.2.3", "1.2.3"),
        ]
    )
    func shortest(written: String, expected: String) {
        var bytes: [UInt8] = []
        SheetNumber.append(written.utf8, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test("The shortest text reads back as the same number")
    func roundTrip() {
        var bits: UInt64 = 88_172_645_463_325_252
        for _ in 0..<20_000 {
            bits ^= bits << 13
            bits ^= bits >> 7
            bits ^= bits << 17
            for value in [Double(bitPattern: bits), Double(bits % 1_000_000) / 1000, Double(bits >> 20) * 1e-12]
            where value.isFinite {
                #expect(Double(SheetNumber.text(value)) == value)
            }
        }
    }
}
