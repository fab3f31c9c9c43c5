import ShelterModel
import Testing

@testable import ShelterParsers

@Suite struct CSVEncodingTests {
    private static func bytes(_ text: String, encodedAs substitutes: [Character: UInt8]) -> [UInt8] {
        text.flatMap { character in substitutes[character].map { [$0] } ?? Array(String(character).utf8) }
    }

    @Test("A byte-order mark is no part of the header, quoted or not", arguments: ["a;b", "\"a\";\"b\""])
    func byteOrderMark(header: String) throws {
        let reading = try CSVReading("\u{FEFF}\(header)\n1;é\n")
        #expect(reading.hasByteOrderMark)
        #expect(reading.header == ["a", "b"])
        #expect(reading.cells == [["1", "é"]])
        #expect(reading.encoding == .utf8)
    }

    @Test("Windows-1252 is recognised and read, from its euro sign to its ÿ", arguments: [1, 5, 1 << 20])
    func windows1252(chunkSize: Int) throws {
        let substitutes: [Character: UInt8] = ["€": 0x80, "Ž": 0x8E, "ÿ": 0xFF, "é": 0xE9, "’": 0x92]
        let text = "a;bé\n€;\"’s\nŽ\"\nÿ;b\n"
        let reading = try CSVReading(
            Self.bytes(text, encodedAs: substitutes),
            .with { $0.chunkSize = chunkSize }
        )
        #expect(reading.encoding == .windows1252)
        #expect(reading.header == ["a", "bé"])
        #expect(reading.texts == [["€", "’s\nŽ"], ["ÿ", "b"]])
        #expect(reading.setAside.isEmpty)
    }

    @Test("All 123 characters above ASCII in Windows-1252 come out as Unicode has them")
    func wholeCodePage() throws {
        let undefined: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
        let high = (UInt8(0x80)...0xFF).filter { !undefined.contains($0) }
        let reading = try CSVReading(Array("a;b\n1;".utf8) + high + [0x0A], .with { $0.encoding = .windows1252 })
        let expected =
            "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
            + String(String.UnicodeScalarView((0xA0...0xFF).compactMap(Unicode.Scalar.init)))
        #expect(reading.texts == [["1", expected]])
    }

    @Test(
        "A row with a byte that Windows-1252 leaves undefined is set aside",
        arguments: [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    )
    func undefinedByte(byte: UInt8) throws {
        let reading = try CSVReading(
            Self.bytes("a;b\nprivé café;één\n1;x", encodedAs: ["é": 0xE9]) + [byte, 0x0A]
        )
        #expect(reading.encoding == .windows1252)
        #expect(reading.codes == ["csv.undefined-byte 3:2"])
        #expect(reading.rows.count == 1)
    }

    @Test("In a mixture of UTF-8 and other bytes the rows with other bytes are set aside")
    func mixture() throws {
        let spoilt = Array("1;\"x\n".utf8) + [0xE9] + Array("\"\n".utf8)
        let reading = try CSVReading(Array("a;b\né;1\n".utf8) + spoilt + Array("2;é\n".utf8))
        #expect(reading.encoding == .utf8)
        #expect(reading.texts == [["é", "1"], ["2", "é"]])
        #expect(reading.codes == ["csv.invalid-utf8 3:2"])
        let marked = try CSVReading(Array("\u{FEFF}a;b\n".utf8) + spoilt)
        #expect(marked.encoding == .utf8)
        #expect(marked.codes == ["csv.invalid-utf8 2:2"])
    }

    @Test("A spoilt byte beyond the first megabyte is found, also across the edge of a piece")
    func spoiltFarAway() throws {
        let filler = [UInt8](repeating: 0x78, count: FileSurvey.headSize - 7)
        // The two bytes of the é stand on both sides of the edge.
        let text = Array("a;b\n1;".utf8) + filler + Array("é\n1;".utf8) + [0xC3] + Array("\n".utf8)
        let reading = try CSVReading(text)
        #expect(reading.encoding == .utf8)
        #expect(reading.codes == ["csv.invalid-utf8 3:2"])
        #expect(reading.rows.count == 1)
    }

    @Test("An encoding that is asked for is used")
    func askedFor() throws {
        let reading = try CSVReading("a;b\n1;é\n", .with { $0.encoding = .windows1252 })
        #expect(reading.texts == [["1", "Ã©"]])
        let forced = try CSVReading(Array("a;b\n1;".utf8) + [0xE9, 0x0A], .with { $0.encoding = .utf8 })
        #expect(forced.codes == ["csv.invalid-utf8 2:2"])
    }

    @Test(
        "UTF-8 is told from what only looks like it",
        arguments: [
            ([0xC3, 0xA9], true), ([0xE2, 0x82, 0xAC], true), ([0xF0, 0x9F, 0x98, 0x8E], true), ([], true),
            ([0xC0, 0x80], false), ([0xE0, 0x80, 0x80], false), ([0xED, 0xA0, 0x80], false), ([0xC3], false),
            ([0xF4, 0x90, 0x80, 0x80], false), ([0xF0, 0x80, 0x80, 0x80], false), ([0x80], false), ([0xFF], false),
        ] as [([UInt8], Bool)]
    )
    func validity(bytes: [UInt8], isValid: Bool) {
        for padding in [0, 1, 31, 32, 40] {
            let text = [UInt8](repeating: 0x78, count: padding) + bytes + [0x79]
            let (found, swift) = text.withUnsafeBufferPointer {
                (TextBytes.isValidUTF8($0), String(validating: $0, as: UTF8.self) != nil)
            }
            #expect(found == isValid)
            #expect(swift == isValid)
        }
    }
}
