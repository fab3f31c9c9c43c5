import ShelterModel
import Testing

@testable import ShelterParsers

@Suite struct CSVSetAsideTests {
    @Test(
        "A broken row is set aside where it begins, and reading goes on at the next line",
        arguments: [
            ("1;b\"c;x\n4;5;6\n", ["csv.quote-in-unquoted-field 2:2"]),
            ("1;\"b\"c;x\n4;5;6\n", ["csv.text-after-quote 2:2"]),
            ("1;\"b\" ;x\n4;5;6\n", ["csv.text-after-quote 2:2"]),
            ("1;2;\"x\n4;5;6\n", ["csv.quote-left-open 2:3"]),
            ("1;2;\"x\r4;5;6\r", ["csv.quote-left-open 2:3"]),
            ("1;\"x\ny;z\n4;5;6\n", ["csv.quote-left-open 2:2", "csv.too-few-cells 3"]),
            ("1;\"x\n2;\"y\";z\n4;5;6\n", ["csv.text-after-quote 2:2"]),
            ("1;2;3;4\n4;5;6\n", ["csv.too-many-cells 2"]),
            ("1;2\n4;5;6\n", ["csv.too-few-cells 2"]),
            (";;\n4;5;6\n", ["csv.empty-row 2"]),
            (";\n4;5;6\n;;;;\n", ["csv.empty-row 2", "csv.empty-row 4"]),
            ("\"\";\"\";\"\"\n4;5;6\n", ["csv.empty-row 2"]),
        ]
    )
    func brokenRow(text: String, codes: [String]) throws {
        let end = text.contains("\r") ? "\r" : "\n"
        let reading = try CSVReading("a;b;c\(end)\(text)", .semicolon)
        #expect(reading.codes == codes)
        let good = reading.texts.filter { $0 != ["2", "y", "z"] }
        #expect(good == [["4", "5", "6"]])
        #expect(reading.setAside.map(\.line) == codes.compactMap { Int($0.split(separator: " ")[1].prefix(1)) })
    }

    @Test("A diagnostic names the column, and counts cells and columns")
    func contents() throws {
        let reading = try CSVReading("a;naam;c\n1;b\"c;x\n1;2\n1;2;3;4;\n;;\n", .semicolon)
        let file = "file.csv"
        #expect(
            reading.setAside.map(\.diagnostic) == [
                Diagnostic(
                    .error,
                    "csv.quote-in-unquoted-field",
                    at: SourceLocation(file: file, line: 2, column: 2, field: "naam")
                ),
                Diagnostic(
                    .error,
                    "csv.too-few-cells",
                    at: SourceLocation(file: file, line: 3),
                    ["cells": 2, "columns": 3]
                ),
                Diagnostic(
                    .error,
                    "csv.too-many-cells",
                    at: SourceLocation(file: file, line: 4),
                    ["cells": 5, "columns": 3]
                ),
                Diagnostic(.note, "csv.empty-row", at: SourceLocation(file: file, line: 5)),
            ]
        )
    }

    @Test("A quote that opens on a later line of its row is placed on that line")
    func openQuoteOnLaterLine() throws {
        let reading = try CSVReading("a;b;c\n\"1\n2\";x;\"open\n", .semicolon)
        #expect(reading.codes.first == "csv.quote-left-open 3:3")
        #expect(reading.setAside.first?.line == 2)
    }

    @Test("A file full of quotes left open is read in a time that grows with its size")
    func manyOpenQuotes() throws {
        // The first quote runs to the end; each next one is seen only when reading has gone back.
        let text = "a;b\n" + String(repeating: "1;\"x\n", count: 200_001)
        let clock = ContinuousClock()
        var reading: CSVReading?
        let time = try clock.measure { reading = try CSVReading(text, .semicolon) }
        #expect(reading?.setAside.count == 200_001)
        #expect(reading?.codes.last == "csv.quote-left-open 200002:2")
        // Quadratic, it would be hours.
        #expect(time < .seconds(60))
    }

    @Test("A field over its limit is set aside, and one at its limit is not")
    func fieldLimit() throws {
        let options = CSVOptions.semicolon {
            $0.fieldLimit = 10
        }
        let reading = try CSVReading("a;b\n1234567890;x\n12345678901;x\ny;z\n", options)
        #expect(reading.texts == [["1234567890", "x"], ["y", "z"]])
        #expect(reading.codes == ["csv.field-too-long 3:1"])
    }

    @Test("A quote that does not close within the limit is placed where it opens")
    func quoteTooFar() throws {
        let options = CSVOptions.semicolon {
            $0.fieldLimit = 20
        }
        let reading = try CSVReading("a;b\n1;\"x\n2;22222222\n3;33333333\n4;44444444\n5;\"\n", options)
        #expect(reading.codes == ["csv.quote-too-far 2:2", "csv.quote-left-open 6:2"])
        #expect(reading.texts == [["2", "22222222"], ["3", "33333333"], ["4", "44444444"]])
        let rows = CSVOptions.semicolon {
            $0.rowLimit = 20
        }
        #expect(
            try CSVReading("a;b\n1;\"x\n2;22222222\n3;33333333\n4;\"5\"\n", rows).codes == ["csv.quote-too-far 2:2"]
        )
    }

    @Test("A line over the row limit is skipped, wherever the chunks of the file end", arguments: [1, 3, 16, 1 << 20])
    func rowLimit(chunkSize: Int) throws {
        let options = CSVOptions.semicolon {
            $0.rowLimit = 20
            $0.chunkSize = chunkSize
        }
        let long = String(repeating: "x", count: 19)
        let reading = try CSVReading("a;b\r\n1;\(long)\r\n2;3\r\n;\(long)\r\n4;5\r\n\(long)\(long)", options)
        #expect(reading.codes == ["csv.row-too-long 2", "csv.row-too-long 6"])
        #expect(reading.texts == [["2", "3"], ["", long], ["4", "5"]])
    }

    @Test("A huge line without end is skipped without keeping it")
    func hugeLine() throws {
        let options = CSVOptions.semicolon {
            $0.rowLimit = 1 << 16
            $0.chunkSize = 1 << 12
        }
        let file = try TemporaryFile(Array("a;b\n1;2\n".utf8) + [UInt8](repeating: 0x78, count: 40 << 20))
        var reader = try CSVReader(path: file.path, displayName: "file.csv", options: options)
        let batch = try #require(try reader.next())
        #expect(batch.recordCount == 1)
        #expect(batch.setAside.map(\.diagnostic.code) == ["csv.row-too-long"])
        let capacity = reader.bufferCapacity
        #expect(capacity <= 1 << 18)
        #expect(try reader.next() == nil)
    }
}
