import ShelterModel
import ShelterParsers
import Testing

@Suite struct CSVDelimiterTests {
    @Test(
        "The delimiter is found",
        arguments: [
            ("a;b\n1;2\n", ";"), ("a,b\n1,2\n", ","), ("a\tb\n1\t2\n", "\t"), ("a|b\n1|2\n", "|"),
            // Decimal commas, in one cell of each row and in all cells.
            ("id;score\n1;2,5\n2;3,5\n", ";"),
            ("a;b\n1,5;2,5\n1,5;2,5\n", ";"),
            // A comma in the header and in each row.
            ("id;naam;plaats, wijk;x;y\n1;J;A, B;1;2\n2;K;C, D;3;4\n", ";"),
            // Lists with semicolons in a file with commas.
            ("id,keuze,x\n1,a;b;c;,2\n2,b;,3\n", ","),
            ("\"a;b\",c,\"d\"\n\"1;2\",3,4\n", ","),
            // Rows that do not fit do not hide the delimiter.
            ("a,b,c\n1,2\n", ","), ("a,b,c\n1,2,3,4\n", ","), ("a;b;c;d\n1;2;3;4\n1;\"x\"y;3;4\n1;2;3\n", ";"),
            // One column.
            ("a\n1\n2\n", ","), ("a\n\"1;2\"\n\"3,4\"\n", ","), ("a", ","),
            // Only a header.
            ("a;b;c\n", ";"),
            // Excel says it.
            ("sep=|\na|b;c\n1|2;3\n", "|"), ("sep=,\r\na,b\r\n1,2\r\n", ","),
        ]
    )
    func found(text: String, delimiter: String) throws {
        let reading = try CSVReading(text)
        #expect(reading.delimiter == delimiter.utf8.first)
    }

    @Test("A first line that names the delimiter is no header, but is a line")
    func declared() throws {
        let reading = try CSVReading("\u{FEFF}sep=;\r\na;b\r\n1;2\r\n")
        #expect(reading.header == ["a", "b"])
        #expect(reading.headerLine == 2)
        #expect(reading.rows.map(\.line) == [3])
    }

    @Test("Expected headers decide between two readings")
    func expectedHeaders() throws {
        let text = "id;naam,plaats;wijk,buurt\nx;y,z;v,w\nk;l,m;n,o\n"
        #expect(throws: Refusal.self) { try CSVReading(text) }
        #expect(try CSVReading(text, .with { $0.expectedHeaders = ["id", "datum"] }).delimiter == UInt8(ascii: ";"))
        let comma = try CSVReading(text, .with { $0.expectedHeaders = ["plaats;wijk"] })
        #expect(comma.delimiter == UInt8(ascii: ","))
        #expect(throws: Refusal.self) { try CSVReading(text, .with { $0.expectedHeaders = ["datum"] }) }
    }

    @Test("Two readings that are as good refuse the file, and the message gives both")
    func ambiguous() throws {
        let text = "aap;noot,mies\nwim;zus,jet\nteun;vuur,gijs\n"
        let expected = Refusal(
            "csv.delimiter-ambiguous",
            at: SourceLocation(file: "file.csv"),
            ["delimiters": .list(["';'", "','"]), "readings": .list(["';': 2", "',': 2"])]
        )
        #expect(throws: expected) { try CSVReading(text) }
        let asked = try CSVReading(text, .with { $0.dialect.delimiter = "," })
        #expect(asked.texts == [["wim;zus", "jet"], ["teun;vuur", "gijs"]])
        let detection = try DialectDetector.detect(bytes: Array(text.utf8), displayName: "file.csv")
        #expect(detection.dialect.delimiter == nil)
        #expect(detection.dialect.candidates.map(\.delimiter) == [";", ","])
        #expect(detection.refusal == expected)
    }

    @Test(
        "Decimal commas are never taken for delimiters",
        arguments: [
            "id;a,b\n1;2,5\n", "id;a, b, c, d\n1;2,5;3,1\n", "a;b\n1,5;2,5\n3,5;4,5\n", "1,5;2,25\n3,5;4,75\n",
            "Prüfung1;Prüfung2;Prüfung3\n1,5;33,33;15,55\n2,5;25,44;30,1\n3,5;16,67;45,2\n4,5;12;60,3",
        ]
    )
    func decimalComma(text: String) throws {
        #expect(try DialectDetector.detect(bytes: Array(text.utf8), displayName: "x").dialect.delimiter == ";")
    }

    @Test("Titles above the header do not hide the delimiter")
    func titles() throws {
        let reading = try CSVReading("Rapport inspecties\nVoorjaar, tweede ronde\nid;naam;score\n1;x;2\n")
        #expect(reading.header == ["id", "naam", "score"])
        #expect(reading.headerLine == 3)
        #expect(reading.dialect.preambleRows.map(\.line) == [1, 2])
        #expect(reading.texts == [["1", "x", "2"]])
    }

    @Test("A header of over 64 KiB is no obstacle")
    func wideHeader() throws {
        let header = (1...500).map { "vraag \($0), " + String(repeating: "x", count: 300) }.joined(separator: ";")
        let row = (1...500).map(String.init).joined(separator: ";")
        let reading = try CSVReading("\(header)\n\(row)\n")
        #expect(reading.header.count == 500)
        #expect(reading.rows.count == 1)
    }
}
