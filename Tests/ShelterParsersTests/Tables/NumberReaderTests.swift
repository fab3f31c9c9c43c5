import ShelterModel
import Testing

@testable import ShelterParsers

@Suite struct NumberReaderTests {
    @Test(
        "Numbers as Dutch and English programs write them",
        arguments: [
            (DecimalMark.either, "12", 12.0), (.either, "-3", -3), (.either, "4,5", 4.5), (.either, "4.5", 4.5),
            (.either, "1.234,5", 1234.5), (.either, "1,234.5", 1234.5), (.either, "1 234,5", 1234.5),
            (.either, "0.125", 0.125), (.either, "12,5000", 12.5), (.either, "1.234.567", 1_234_567),
            (.either, " 7 ", 7), (.either, "+7", 7), (.either, "\u{A0}7", 7), (.either, "1E-05", 0.00001),
            (.comma, "1.250", 1250), (.comma, "1,250", 1.25), (.comma, "1.250,75", 1250.75),
            (.point, "1.250", 1.25), (.point, "1,250", 1250), (.point, "6762", 6762),
            (.point, "0.1", 0.1), (.point, "123456789012345", 123_456_789_012_345),
            (.point, "1234567890123456768", 1_234_567_890_123_456_768),
        ]
    )
    func reads(mark: DecimalMark, text: String, expected: Double) {
        #expect(value(mark, text) == .number(expected))
    }

    @Test(
        "What can be read two ways is ambiguous, both readings named",
        arguments: [("1.250", 1.25, 1250.0), ("1,250", 1250, 1.25), ("12.345", 12.345, 12345)]
    )
    func ambiguous(text: String, asPoint: Double, asComma: Double) {
        #expect(NumberReader(decimal: .either).read(text) == .ambiguous(asPoint, asComma))
        #expect(text.withUTF8Buffer { NumberReader(decimal: .either).simple($0) } == nil)
    }

    @Test(
        "What is no number is not read as one",
        arguments: [
            "", "-", "abc", "12 m²", "ca. 12", "10-12", ">5", "1.2.3", "1,2,3", "4.5.", ".5", "5.", "1.25,5",
            "12,34,56",
            "0x10", "nan", "inf", "1e999", "１２", "66%", "€ 5", "1.250.00",
        ]
    )
    func notANumber(text: String) {
        #expect(value(.either, text) == .notANumber)
    }

    @Test func theOtherMarkIsRefusedWhereTheCodeBookNamesOne() {
        #expect(value(.comma, "4.5") == .notANumber)
        #expect(value(.point, "4,5") == .notANumber)
    }

    @Test("The fast way gives what the standard library gives, to the last bit")
    func fastWay() {
        var state: UInt64 = 42
        for _ in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let whole = (state >> 33) % 1_000_000
            let fraction = (state >> 13) % 10_000
            let text = "\(whole).\(fraction)"
            #expect(text.withUTF8Buffer { NumberReader(decimal: .point).simple($0) } == Double(text))
        }
    }

    private func value(_ mark: DecimalMark, _ text: String) -> NumberReader.Reading {
        let reader = NumberReader(decimal: mark)
        if let simple = text.withUTF8Buffer({ reader.simple($0) }) { return .number(simple) }
        return reader.read(text)
    }
}

extension String {
    fileprivate func withUTF8Buffer<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        Array(utf8).withUnsafeBufferPointer(body)
    }
}
