import ShelterModel
import ShelterParsers
import Testing

@Suite struct CSVReaderTests {
    @Test("Header and cells come out as they stand, blanks and all")
    func plain() throws {
        let reading = try CSVReading("id; naam ;\"plaats;dorp\"\n1; Jan ;x\n2;;\"\"\n")
        #expect(reading.header == ["id", " naam ", "plaats;dorp"])
        #expect(reading.headerLine == 1)
        #expect(reading.delimiter == UInt8(ascii: ";"))
        #expect(reading.encoding == .utf8)
        #expect(!reading.hasByteOrderMark)
        #expect(reading.cells == [["1", " Jan ", "x"], ["2", nil, ""]])
        #expect(reading.rows.map(\.line) == [2, 3])
        #expect(reading.setAside.isEmpty)
    }

    @Test("Quotes hold line breaks, delimiters and doubled quotes, and every field knows its line")
    func quotedLineBreaks() throws {
        let reading = try CSVReading("a;b;c;d\n\"1\n2\";\"x\r\ny \"\"z\"\"\";k;\"m\n\"\n5;6;7;8\n")
        #expect(reading.cells == [["1\n2", "x\r\ny \"z\"", "k", "m\n"], ["5", "6", "7", "8"]])
        #expect(reading.rows.map(\.line) == [2, 6])
        #expect(reading.rows.map(\.lineOffsets) == [[0, 1, 2, 2], nil])
    }

    @Test(
        "Every kind of line end ends a record, also none at the end of the file",
        arguments: [
            ("a;b\n1;2\n3;4\n", LineEnding.lf), ("a;b\n1;2\n3;4", .lf),
            ("a;b\r\n1;2\r\n3;4\r\n", .crlf), ("a;b\r\n1;2\r\n3;4", .crlf),
            ("a;b\r1;2\r3;4\r", .cr), ("a;b\r1;2\r3;4", .cr),
            ("a;b\r\n1;2\n3;4\r", .mixed),
        ]
    )
    func lineEnds(text: String, ending: LineEnding) throws {
        let reading = try CSVReading(text)
        #expect(reading.header == ["a", "b"])
        #expect(reading.cells == [["1", "2"], ["3", "4"]])
        #expect(reading.rows.map(\.line) == [2, 3])
        #expect(reading.lineEnding == ending)
    }

    @Test("LF inside quotes does not make a file of CRLF a mixed one")
    func lineFeedInQuotes() throws {
        #expect(try CSVReading("a;b\r\n1;\"x\ny\"\r\n").lineEnding == .crlf)
    }

    @Test("Blank lines are no rows, but count as lines")
    func blankLines() throws {
        let reading = try CSVReading("\r\n\n\ra;b\n\n1;2\n\n\n3;4\n\r\n")
        #expect(reading.headerLine == 4)
        #expect(reading.cells == [["1", "2"], ["3", "4"]])
        #expect(reading.rows.map(\.line) == [6, 9])
        #expect(reading.setAside.isEmpty)
    }

    @Test("Every byte is shown once, in order")
    func bytes() throws {
        let text = "\u{FEFF}a;b\r\n1;\"x\ny\"\r\n\r\n3;\"4\n5;6;7;8\n"
        #expect(try CSVReading(text).bytesSeen == Array(text.utf8))
    }

    @Test("A file with only a header opens and has no batch")
    func onlyHeader() throws {
        let reading = try CSVReading("a;b\n")
        #expect(reading.header == ["a", "b"])
        #expect(reading.batches == 0)
    }

    @Test("A batch has at most as many rows as asked for, set aside or not")
    func batches() throws {
        let text = "a;b\n" + String(repeating: "1;2\n1;2;3\n", count: 5)
        let reading = try CSVReading(text, .with { $0.batchRows = 3 })
        #expect(reading.batches == 4)
        #expect(reading.rows.map(\.line) == [2, 4, 6, 8, 10])
        #expect(reading.setAside.map(\.line) == [3, 5, 7, 9, 11])
        #expect(try CSVReading(text, .with { $0.batchBytes = 1 }).batches == 5 + 1)
    }

    @Test("Empty cells beyond the header are dropped, and missing cells under no name are empty")
    func trailingDelimiter() throws {
        let beyond = try CSVReading("a;b\n1;2;\n3;4;;;\n", .semicolon)
        #expect(beyond.cells == [["1", "2"], ["3", "4"]])
        let missing = try CSVReading("a;b;\n1;2\n3;4;\n5;\"6\n\"\n", .semicolon)
        #expect(missing.header == ["a", "b", ""])
        #expect(missing.cells == [["1", "2", nil], ["3", "4", nil], ["5", "6\n", nil]])
        #expect(missing.rows[2].lineOffsets == [0, 0, 0])
    }

    @Test("Names are the last component, or as many as tell equal ones apart")
    func displayNames() {
        let paths = ["/x/2024/a.csv", "/x/2025/a.csv", "/y/2025/a.csv", "b.csv", "./c.csv", "z/c.csv"]
        let names = CSVReader.displayNames(for: paths)
        #expect(names == ["2024/a.csv", "x/2025/a.csv", "y/2025/a.csv", "b.csv", "c.csv", "z/c.csv"])
        #expect(CSVReader.displayNames(for: ["k/d.csv", "k/d.csv"]) == ["d.csv", "d.csv"])
        #expect(CSVReader.displayNames(for: []).isEmpty)
    }
}
