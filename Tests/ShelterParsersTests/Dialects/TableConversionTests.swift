import ShelterModel
import ShelterParsers
import Testing

@Suite struct TableConversionTests {
    /// Collects what is written; a class, because the sink keeps a closure.
    private final class Pages {
        var table: [UInt8] = []
        var ledger: [UInt8] = []

        var lines: [String] { String(decoding: table, as: UTF8.self).components("\r\n") }
        var entries: [String] { String(decoding: ledger, as: UTF8.self).components("\r\n") }
    }

    private static func convert(
        _ text: String,
        _ options: DialectOptions = DialectOptions()
    ) throws -> (pages: Pages, result: TableConversion) {
        let file = try TemporaryFile(Array(text.utf8))
        var exportOptions = ExportOptions()
        exportOptions.csv.dialect = options
        exportOptions.csv.keepsRaggedRows = true
        exportOptions.csv.keepsStrayQuotes = true
        exportOptions.csv.repairsQuotes = true
        var reader = try ExportReader(path: file.path, displayName: "file.csv", options: exportOptions)
        let pages = Pages()
        var sink = CanonicalCSV { pages.table += $0 }
        let result = try TableConversion(&reader, to: &sink) { pages.ledger += $0 }
        return (pages, result)
    }

    @Test("The table is written with commas, and everything else to the ledger")
    func conversion() throws {
        let (pages, result) = try Self.convert(
            "Titel;;\nid;naam;tekst\n1;Zon;a, b\n2;\"M \"\"x\"\"\";\"r\ns\"\n3;Pluto\n4;a;b;c\n5;x;y\nTotaal;;5\n"
        )
        #expect(
            pages.lines == [
                "id,naam,tekst", "1,Zon,\"a, b\"", "2,\"M \"\"x\"\"\",\"r\ns\"", "3,Pluto", "4,a,b,c", "5,x,y",
            ]
        )
        #expect(
            pages.entries == [
                "kind,line,column,code,c1,c2,c3", "preamble,1,,,Titel,,", "note,6,,csv.ragged-row,,,",
                "note,7,,csv.ragged-row,,,", "footer,9,,,Totaal,,5",
            ]
        )
        #expect(result.rows == 5)
        #expect(result.doubtful == 2)
        #expect(result.setAside == 0)
    }

    @Test(
        "A quote that opens nothing is kept as text, and takes no other cell along",
        arguments: [
            ("1,\"I forgot to close this one,3", "1,\"\"\"I forgot to close this one\",3"),
            ("1,This \"quotes\" must be escaped,3", "1,\"This \"\"quotes\"\" must be escaped\",3"),
            ("1,\"Hey, I missed \" it\",3", "1,\"Hey, I missed \"\" it\",3"),
            ("\"1,\"a, b\",3", "\"\"\"1\",\"a, b\",3"),
            ("1,\"\"a, b\",3", "1,\"\"\"a, b\",3"),
            ("1,\"a, 5\"\",3", "1,\"a, 5\"\"\",3"),
            ("1,a,\"", "1,a,\"\"\"\""),
        ]
    )
    func strayQuotes(row: String, written: String) throws {
        let (pages, result) = try Self.convert("foo,bar,baz\n7,\"x, y\",9\n\(row)\n8,\"v, w\",9\n")
        #expect(pages.lines == ["foo,bar,baz", "7,\"x, y\",9", written, "8,\"v, w\",9"])
        #expect(pages.entries.dropFirst() == ["note,3,,csv.stray-quote,"])
        #expect(result.doubtful == 1)
    }

    @Test("A quote left open on one line takes no row after it along, and a cell of several lines stays one")
    func severalLines() throws {
        let (pages, result) = try Self.convert(
            "a,b,c\n1,\"x\ny\",3\n2,z,\"\n3,\"v, w\",4\n4,\"p \"\"q\"\"\nr\",5\n"
        )
        #expect(
            pages.lines == [
                "a,b,c", "1,\"x\ny\",3", "2,z,\"\"\"\"", "3,\"v, w\",4", "4,\"p \"\"q\"\"\nr\",5",
            ]
        )
        #expect(result.messages.groups.map(\.count) == [1])
    }

    @Test("A row that can be kept in no way goes to the ledger as it stands")
    func setAside() throws {
        let (pages, result) = try Self.convert("\u{FEFF}a;b\n1;x\n2;y\n", .with { $0.delimiter = ";" })
        #expect(pages.lines == ["a,b", "1,x", "2,y"])
        #expect(result.badRows == 0)
        let file = try TemporaryFile(Array("\u{FEFF}a;b\n1;x\n".utf8) + [0x32, 0x3B, 0xFF, 0x0A])
        var options = ExportOptions()
        options.csv.keepsRaggedRows = true
        var reader = try ExportReader(path: file.path, displayName: "file.csv", options: options)
        let bad = Pages()
        var sink = CanonicalCSV { bad.table += $0 }
        let damaged = try TableConversion(&reader, to: &sink) { bad.ledger += $0 }
        #expect(damaged.setAside == 1 && damaged.rows == 1)
        #expect(bad.entries.last == "set-aside,3,2,csv.invalid-utf8,2;\u{FFFD}")
    }

    @Test("A blank line of a single column is a row with an empty cell")
    func blankLines() throws {
        #expect(try Self.convert("foo\n\n1\n").pages.lines == ["foo", "\"\"", "1"])
        #expect(try Self.convert("\n\n").pages.lines == ["\"\"", "\"\""])
        #expect(try Self.convert("a,b\n\n1,2\n").pages.lines == ["a,b", "1,2"])
    }

    @Test("A table without rows, and one that names its columns again, do not pass in silence")
    func warnings() throws {
        #expect(try Self.convert("a,b,c").result.messages.groups.map(\.code) == ["convert.no-rows"])
        let (pages, result) = try Self.convert("a,b\n1,2\na,b\n3,4\n")
        #expect(pages.lines == ["a,b", "1,2", "a,b", "3,4"])
        #expect(result.messages.groups.map(\.code) == ["csv.repeated-header"])
    }

    @Test("Without header the columns are c1, c2, and every row is there")
    func noHeader() throws {
        let (pages, _) = try Self.convert("1;2025-01-31;2,5\n2;2025-02-01;3,5\n3;2025-02-02;4,5\n")
        #expect(pages.lines == ["c1,c2,c3", "1,2025-01-31,\"2,5\"", "2,2025-02-01,\"3,5\"", "3,2025-02-02,\"4,5\""])
    }

    @Test("A line of a hostile size is not divided forever")
    func hostile() throws {
        let quotes = String(repeating: "\"a\"b,", count: 20_000)
        let (_, result) = try Self.convert(
            "a,b\n1,2\n\(quotes)\n3,4\n",
            .with {
                $0.delimiter = ","; $0.quote = "\""
            }
        )
        #expect(result.rows >= 2)
    }
}

extension DialectOptions {
    /// Options with some of them changed.
    static func with(_ change: (inout DialectOptions) -> Void) -> DialectOptions {
        var options = DialectOptions()
        change(&options)
        return options
    }
}

extension String {
    /// What stands between the separators; nothing after the last one.
    fileprivate func components(_ separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        if !rest.isEmpty { parts.append(String(rest)) }
        return parts
    }
}
