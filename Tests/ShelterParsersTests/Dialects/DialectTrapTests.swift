import ShelterModel
import Testing

@testable import ShelterParsers

/// The traps of real exports that concern dialect, encoding, titles and totals.
@Suite struct DialectTrapTests {
    private static func detect(_ text: String, _ options: DialectOptions = DialectOptions()) throws -> DialectDetection
    {
        try DialectDetector.detect(bytes: Array(text.utf8), displayName: "file.csv", options: options)
    }

    private static func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit -> [UInt8] in
            let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return bigEndian ? bytes : bytes.reversed()
        }
    }

    @Test(
        "Quote, escape and delimiter are found",
        arguments: [
            ("a,b\n'x, y',1\n'p, q',2\n", ",", "'", "'"),
            ("a,b\n'it''s, so',1\n'p, q',2\n", ",", "'", "'"),
            ("a,b\n\"x \\\"y\\\", z\",1\n\"p \\\"q\\\"\",2\n", ",", "\"", "\\"),
            ("a,b\n~x, y~,1\n~p, q~,2\n", ",", "~", "~"),
            ("a||b||c\n1||x||3\n4||y||6\n", "||", "\"", "\""),
            ("a^b^c\n1^x^3\n4^y^6\n", "^", "\"", "\""),
            ("root:x:0:0:root\nbin:x:1:1:bin\nsys:x:3:3:sys\n", ":", "\"", "\""),
        ]
    )
    func found(text: String, delimiter: String, quote: String, escape: String) throws {
        let dialect = try Self.detect(text).dialect
        #expect(dialect.delimiter == delimiter)
        #expect(dialect.quote == quote)
        #expect(dialect.escape == escape)
    }

    @Test(
        "Names of columns that are words of long sentences in the header divide no sentences",
        arguments: [";", ",", "\t", "|"]
    )
    func sentences(delimiter: String) throws {
        let questions = [
            "Wat is de naam van de locatie die u vandaag bezoekt en wie is daar het aanspreekpunt",
            "Hoeveel douches en toiletten zijn er op deze locatie voor alle bewoners samen",
            "Op welke datum was het vorige bezoek aan deze locatie en wat was de aanleiding",
            "Zijn er kamers zonder slot op de deur en in welke gemeente staat de locatie",
        ]
        let rows = [
            questions, ["De Eik", "4", "12-3-2025", "nee"], ["Huize de Zon in het bos", "12", "1-4-2025", "ja"],
            ["De Linde", "7", "31-1-2025", "nee"],
        ]
        let text = rows.map { $0.joined(separator: delimiter) }.joined(separator: "\n") + "\n"
        let known = ["naam", "locatie", "datum", "bewoners", "douches", "gemeente", "slot", "kamers"]
        var options = DialectOptions()
        for headers in [known, ["naam"], ["de"], known + [questions[1]], []] {
            options.expectedHeaders = headers
            let dialect = try Self.detect(text, options).dialect
            #expect(dialect.delimiter == delimiter || dialect.isAmbiguous, "\(headers)")
        }
    }

    @Test("The columns that a code book knows settle what is divided well in two ways")
    func knownHeaders() throws {
        let text = "naam;plaats,gemeente;n\nZon;Ede,Ede;1\nMaan;Wijk,Rhenen;2\nSter;Oost,Gouda;3\n"
        var options = DialectOptions()
        options.expectedHeaders = ["naam", "plaats,gemeente", "n"]
        #expect(try Self.detect(text, options).dialect.delimiter == ";")
        options.expectedHeaders = ["naam;plaats", "gemeente;n"]
        #expect(try Self.detect(text, options).dialect.delimiter == ",")
    }

    @Test(
        "Other dialects give the same cells as the plain one, on the same lines",
        arguments: [
            "a,b,c\n'x, \"y\"',it's,1\n'p''q\nr',,2\n'k,',m,3\n",
            "a,b,c\n\"x, \\\"y\\\"\",it's,1\n\"p'q\nr\",,2\n\"k,\",m,3\n",
            "a, b, c\n\"x, \"\"y\"\"\", it's, 1\n\"p'q\nr\", , 2\n\"k,\", \"m\", 3\n",
            "a||b||c\n\"x, \"\"y\"\"\"||it's||1\n\"p'q\nr\"||||2\n\"k,\"||m||3\n",
            "a,b,c\r\"x, \"\"y\"\"\",it's,1\r\"p'q\nr\",,2\r\"k,\",m,3\r",
        ]
    )
    func rewritten(text: String) throws {
        let reading = try CSVReading(text)
        #expect(reading.header == ["a", "b", "c"])
        #expect(
            reading.cells.map { $0.map { $0 ?? "" } } == [
                ["x, \"y\"", "it's", "1"], ["p'q\nr", "", "2"], ["k,", "m", "3"],
            ]
        )
        #expect(reading.rows.map(\.line) == [2, 3, 5])
        #expect(reading.setAside.isEmpty)
    }

    @Test("A backslash at the end of a quoted cell escapes nothing if quotes are doubled")
    func path() throws {
        let reading = try CSVReading("map,n\n\"C:\\a, b\\\",1\n\"C:\\c, \"\"d\"\"\\\",2\n")
        #expect(reading.dialect.escape == "\"")
        #expect(reading.texts == [["C:\\a, b\\", "1"], ["C:\\c, \"d\"\\", "2"]])
    }

    @Test("The first line may name the delimiter, also with titles below it")
    func declared() throws {
        let reading = try CSVReading("sep=;\r\nInspecties 2025;;\r\n\r\nid;naam;score\r\n1;A, b;2,5\r\n2;C;3,5\r\n")
        #expect(reading.dialect.isDeclared)
        #expect(reading.header == ["id", "naam", "score"])
        #expect(reading.headerLine == 4)
        #expect(reading.dialect.preambleRows.map(\.cells) == [["sep=;"], ["Inspecties 2025", "", ""]])
        #expect(reading.texts == [["1", "A, b", "2,5"], ["2", "C", "3,5"]])
        #expect(reading.rows.map(\.line) == [5, 6])
    }

    @Test("Titles above and totals and notes below the table are no data, and are kept apart", arguments: [6, 40_000])
    func sideRows(count: Int) throws {
        let rows = (1...count).map { "\($0);Zon;\($0 % 9),5\n" }.joined()
        let text =
            "Overzicht inspecties;;\nStand 1 mei 2025;;\nid;naam;score\n\(rows)Totaal;;\(count),0\nBron: eigen telling;;\n"
        let reading = try CSVReading(text)
        #expect(reading.header == ["id", "naam", "score"])
        #expect(reading.rows.count == count)
        #expect(
            reading.codes == ["dialect.row-below-data \(count + 4)", "dialect.row-below-data \(count + 5)"]
        )
        #expect(reading.dialect.preambleRows.map(\.line) == [1, 2])
        #expect(
            reading.dialect.footerRows == [
                Dialect.SideRow(line: count + 4, cells: ["Totaal", "", "\(count),0"]),
                Dialect.SideRow(line: count + 5, cells: ["Bron: eigen telling", "", ""]),
            ]
        )
        let codes = try Self.detect(text).diagnostics.map(\.code)
        #expect(codes == ["dialect.rows-above-header", "dialect.rows-below-data"])
    }

    @Test("A last row that was cut off is no note")
    func truncated() throws {
        let reading = try CSVReading("id;naam;score\n1;Zon;2\n2;Maan;3\n3")
        #expect(reading.dialect.footerRows.isEmpty)
        #expect(reading.codes == ["csv.too-few-cells 4"])
    }

    @Test("A file without header loses no row")
    func noHeader() throws {
        let reading = try CSVReading("1;2025-01-31;2,5\n2;2025-02-01;3,5\n3;2025-02-02;4,5\n")
        #expect(reading.header == ["c1", "c2", "c3"])
        #expect(reading.rows.count == 3)
        var options = CSVOptions()
        options.dialect.headerRows = 1
        let forced = try CSVReading("1;2025-01-31;2,5\n2;2025-02-01;3,5\n3;2025-02-02;4,5\n", options)
        #expect(forced.header == ["1", "2025-01-31", "2,5"])
        #expect(forced.rows.count == 2)
    }

    @Test("Years may name columns")
    func years() throws {
        #expect(try Self.detect("naam;2023;2024\nZon;12;13\nMaan;14;15\n").dialect.headerRows == 1)
    }

    @Test("The three header rows of Qualtrics are found by their marks")
    func qualtrics() throws {
        let marks = "\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\""
        let text = "Q1,Q2\n\"Hoe, en\nwaar?\",Wanneer\n\(marks)\nja,1\nnee,2\n"
        #expect(try Self.detect(text).dialect.headerRows == 3)
        let reading = try CSVReading(text)
        #expect(reading.header == ["Q1", "Q2"])
        #expect(reading.texts == [["ja", "1"], ["nee", "2"]])
    }

    @Test("One column has no delimiter, and that is certain")
    func oneColumn() throws {
        let dialect = try Self.detect("naam\nZon\nMaan\n").dialect
        #expect(dialect.delimiter == nil)
        #expect(!dialect.isAmbiguous)
        #expect(dialect.confidence == 1)
    }

    @Test("Semicolons inside comma cells, and the other way round, stay where they are")
    func lists() throws {
        #expect(
            try CSVReading("id,keuze\n1,rood;groen;\n2,blauw;\n").texts == [["1", "rood;groen;"], ["2", "blauw;"]]
        )
        #expect(try CSVReading("id;n\n1;1,2,3\n2;4,5,6\n").texts == [["1", "1,2,3"], ["2", "4,5,6"]])
    }

    @Test("A quote in a cell that begins with none is text if no cell is in quotes and the caller allows it")
    func strayQuote() throws {
        let options = CSVOptions.with { $0.keepsStrayQuotes = true }
        let reading = try CSVReading("naam,maat\nbuis,5\" breed\nplaat,3\n", options)
        #expect(reading.texts == [["buis", "5\" breed"], ["plaat", "3"]])
        #expect(reading.notes.map(\.code) == ["csv.stray-quote"])
        #expect(reading.notes.first?.location?.line == 2)
        let quoted = try CSVReading("naam,maat\nbuis,5\" breed\n\"plaat, dun\",3\n", options)
        #expect(quoted.codes == ["csv.quote-in-unquoted-field 2:2"])
        let strict = try CSVReading("naam,maat\nbuis,5\" breed\nplaat,3\n")
        #expect(strict.codes == ["csv.quote-in-unquoted-field 2:2"])
    }

    @Test("UTF-16 is read, with and without mark, in both byte orders", arguments: [true, false], [true, false])
    func utf16(bigEndian: Bool, mark: Bool) throws {
        let text = (mark ? "\u{FEFF}" : "") + "id\tnaam\r\n1\tOekraïne 😀\r\n2\tЗона\r\n"
        for chunk in [1, 2, 3, 7, 1 << 20] {
            let reading = try CSVReading(Self.utf16(text, bigEndian: bigEndian), .with { $0.chunkSize = chunk })
            #expect(reading.encoding == (bigEndian ? .utf16BE : .utf16LE))
            #expect(reading.hasByteOrderMark == mark)
            #expect(reading.header == ["id", "naam"])
            #expect(reading.texts == [["1", "Oekraïne 😀"], ["2", "Зона"]])
            #expect(reading.rows.map(\.line) == [2, 3])
            #expect(reading.bytesSeen == Self.utf16(text, bigEndian: bigEndian))
        }
    }

    @Test(
        "Legacy encodings are told apart and read",
        arguments: [
            (TextEncoding.windows1252, "id;land\n1;Oekra\u{EF}ne\n2;\u{80} 5\n", "Oekraïne", "€ 5"),
            (.iso8859part15, "id;land\n1;Oekra\u{EF}ne\n2;\u{A4} 5\n", "Oekraïne", "€ 5"),
            (.macRoman, "id;land\n1;Oekra\u{95}ne\n2;co\u{9A}peratie\n", "Oekraïne", "coöperatie"),
            (
                .windows1251, "id;land\n1;\u{D3}\u{EA}\u{F0}\u{E0}\u{BF}\u{ED}\u{E0}\n2;\u{CA}\u{E8}\u{BF}\u{E2}\n",
                "Україна", "Київ"
            ),
            (
                .koi8U, "id;land\n1;\u{F5}\u{CB}\u{D2}\u{C1}\u{A7}\u{CE}\u{C1}\n2;\u{EB}\u{C9}\u{A7}\u{D7}\n",
                "Україна", "Київ"
            ),
        ]
    )
    func legacy(encoding: TextEncoding, latin: String, first: String, second: String) throws {
        let bytes = latin.unicodeScalars.map { UInt8($0.value) }
        let reading = try CSVReading(bytes)
        #expect(reading.encoding == encoding)
        #expect(reading.texts == [["1", first], ["2", second]])
    }

    @Test("Text encoded twice and text that is lost are named with their columns")
    func damage() throws {
        let detection = try Self.detect(
            "id;land;opmerking\n1;OekraÃ¯ne;goed\n2;Polen;?????? ??? ????\n3;Polen;wat????\n"
        )
        let place = SourceLocation(file: "file.csv", line: 2)
        #expect(
            detection.diagnostics == [
                Diagnostic(.warning, "encoding.double-encoded", at: place, ["columns": .list(["land"])]),
                Diagnostic(
                    .warning,
                    "encoding.lost-text",
                    at: SourceLocation(file: "file.csv", line: 3),
                    ["columns": .list(["opmerking"])]
                ),
            ]
        )
        #expect(try Self.detect("id;land\n1;Oekraïne\n2;weet niet ???\n3;Ãlvaro\n").diagnostics.isEmpty)
    }

    @Test("NUL bytes are refused with their line, unless each of them escapes a quote")
    func nul() throws {
        #expect(throws: Refusal("csv.nul-byte", at: SourceLocation(file: "file.csv", line: 2))) {
            try Self.detect("a;b\n1;\u{0}2\n")
        }
        let reading = try CSVReading("a,b\n\"x \u{0}\"y\u{0}\", z\",1\n\"p \u{0}\"q\u{0}\"\",2\n")
        #expect(reading.dialect.escape == "\u{0}")
        #expect(reading.texts == [["x \"y\", z", "1"], ["p \"q\"", "2"]])
    }

    @Test("A byte-order mark is glued to no header, and blanks and doubled headers stay as they stand")
    func headers() throws {
        let reading = try CSVReading("\u{FEFF}\"naam\";naam;;\u{A0}m²\n\"A\";b;c;1\n\"D\";e;f;2\n")
        #expect(reading.header == ["naam", "naam", "", "\u{A0}m²"])
    }

    @Test("Everything can be forced")
    func forced() throws {
        var options = DialectOptions()
        options.delimiter = ","
        options.quote = ""
        options.headerRows = 0
        options.preambleRows = 1
        options.encoding = .windows1252
        let dialect = try Self.detect("titel\na;b,c\n1;2,'5'\n", options).dialect
        #expect(dialect.delimiter == ",")
        #expect(dialect.quote == nil)
        #expect(dialect.headerRows == 0)
        #expect(dialect.preambleRows.map(\.cells) == [["titel"]])
        #expect(dialect.encoding == .windows1252)
        options.delimiter = ""
        #expect(try Self.detect("a;b,c\n1;2,5\n", options).dialect.delimiter == nil)
    }
}
