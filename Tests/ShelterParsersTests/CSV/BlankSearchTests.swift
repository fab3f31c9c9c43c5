import Testing

@testable import ShelterParsers

@Suite struct BlankSearchTests {
    private static func finds(_ text: String, _ delimiter: Character = ";") throws -> Bool {
        let search = BlankSearch(delimiter: try #require(delimiter.asciiValue))
        return Array(text.utf8).withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { search.hasBlankAtEdge($0, bytes.count) } ?? false
        }
    }

    @Test(
        "A blank at the edge of a field is found at every offset",
        arguments: [" a", "a ", "a ;b", "a; b", "\"a\" ;b", "a\t;b", "a;\tb", "a \n", "a\t\r\n", "a; ;b"]
    )
    func found(text: String) throws {
        let isAtStart = text.hasPrefix(" ")
        for length in 0..<40 {
            let filler = String(repeating: "x", count: length)
            #expect(try Self.finds(isAtStart ? text + filler : filler + text), "\(length)")
            // In the middle of the line, unless the line end belongs to it.
            if text.contains(";") { #expect(try Self.finds(filler + text + filler), "\(length)") }
        }
    }

    @Test(
        "A blank inside a field is none at its edge",
        arguments: ["a b", "a \tb;c d", "", "\n", "a", "a;b\r\n", "é é"]
    )
    func notFound(text: String) throws {
        for length in 0..<40 {
            let filler = String(repeating: "x", count: length)
            #expect(try !Self.finds(filler + text), "\(length)")
        }
    }

    @Test("A tab that separates is no blank")
    func tab() throws {
        #expect(try !Self.finds("a\tb\t\tc d", "\t"))
        #expect(try Self.finds("a\tb\t c", "\t"))
    }

    @Test("Blanks at the edges of cells are kept, also beside cells without any", arguments: [";", "\t", ","])
    func kept(delimiter: String) throws {
        let cells = [" a", "b ", " c d ", "\"e \"", "\" f\"", " ", "g", "\"h \"\" i\""]
        let plain = (1...8).map(String.init)
        let names = plain.map { "n\($0)" }
        let text = [names, cells, plain].map { $0.joined(separator: delimiter) }.joined(separator: "\n")
        let reading = try CSVReading(text)
        #expect(reading.texts == [[" a", "b ", " c d ", "e ", " f", " ", "g", "h \" i"], plain])
    }
}
