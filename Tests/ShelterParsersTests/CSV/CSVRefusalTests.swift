import Foundation
import ShelterModel
import ShelterParsers
import Testing

@Suite struct CSVRefusalTests {
    /// Codes of the refusal, or none if the file opens.
    private static func codes(path: String) throws -> [String] {
        do {
            _ = try CSVReading(path: path)
            return []
        } catch let refusal as Refusal {
            #expect(refusal.diagnostics.allSatisfy { $0.location?.file == "file.csv" && $0.severity == .error })
            return refusal.diagnostics.map(\.code)
        }
    }

    @Test(
        "What is no CSV is refused by its name",
        arguments: [
            ([], "file.empty"),
            (Array("\n\r\n\r".utf8), "csv.only-blank-lines"),
            (Array("\u{FEFF}".utf8), "csv.only-blank-lines"),
            (Array(";;;\n;;;\n".utf8), "csv.header-empty"),
            (Array("PK\u{3}\u{4}....[Content_Types].xml".utf8), "csv.is-xlsx"),
            (Array("PK\u{3}\u{4}..mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8), "csv.is-ods"),
            (Array("PK\u{3}\u{4}....letter.txt".utf8), "csv.is-zip"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "csv.is-xls"),
            (Array("%PDF-1.7\n".utf8), "csv.is-pdf"),
            (Array("$FL2@(#) IBM SPSS STATISTICS".utf8), "csv.is-sav"),
            ([0x1F, 0x8B, 0x08, 0x00], "csv.is-gzip"),
            (Array("a;b\n1;2\u{0}\n3;4\n5;6\n".utf8), "csv.nul-byte"),
            (CSVRefusalTests.utf16("a;b\n1;2\u{0}\n3;4\n"), "csv.nul-byte"),
            ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "csv.is-utf-32"),
            ([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61], "csv.is-utf-32"),
            (Array("a;\"b\n1;2\n".utf8), "csv.quote-left-open"),
            (Array("a;b\"c\n1;\"2\"\n".utf8), "csv.quote-in-unquoted-field"),
        ] as [([UInt8], String)]
    )
    func refused(bytes: [UInt8], code: String) throws {
        let file = try TemporaryFile(bytes)
        #expect(try Self.codes(path: file.path) == [code])
    }

    static func utf16(_ text: String) -> [UInt8] {
        [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    private static func damage(of bytes: [UInt8]) throws -> [SetAsideRow] {
        let file = try TemporaryFile(bytes)
        var reader = try CSVReader(path: file.path, displayName: "file.csv")
        var rows: [SetAsideRow] = []
        while let batch = try reader.next() { rows += batch.setAside }
        return rows
    }

    @Test("A row with half a character of UTF-16 is set aside with its place")
    func damagedUTF16() throws {
        let cut = try Self.damage(of: Array(Self.utf16("id;a\n1;ja\n2;nee").dropLast(1)))
        #expect(cut.map(\.diagnostic.code) == ["csv.invalid-utf8"])
        #expect(cut.first?.line == 3)
        #expect(cut.first?.diagnostic.location?.column == 2)
        var lone = Self.utf16("id;a\n1;j?\n2;nee\n")
        lone.replaceSubrange(18..<20, with: [0x00, 0xD8])
        let rows = try Self.damage(of: lone)
        #expect(rows.map(\.diagnostic.code) == ["csv.invalid-utf8"])
        #expect(rows.first?.line == 2)
    }

    @Test("UTF-16 that the bytes contradict is refused", arguments: [TextEncoding.utf16LE, .utf16BE])
    func contradictedEncoding(encoding: TextEncoding) throws {
        let file = try TemporaryFile(Array("a;b\n1;22\n".utf8))
        var options = CSVOptions()
        options.encoding = encoding
        let refusal = #expect(throws: Refusal.self) {
            let reader = try CSVReader(path: file.path, displayName: "file.csv", options: options)
            Issue.record("read as \(reader.encoding)")
        }
        #expect(refusal?.diagnostics.map(\.code) == ["csv.not-in-encoding"])
    }

    @Test("A NUL byte is placed on its line, however far it is", arguments: ["\n", "\r\n", "\r"])
    func placeOfNUL(end: String) throws {
        let text = "a;b\(end)" + String(repeating: "1;2\(end)", count: 300_000) + "1;\u{0}\(end)"
        #expect(throws: Refusal("csv.nul-byte", at: SourceLocation(file: "file.csv", line: 300_002))) {
            try CSVReading(text)
        }
    }

    @Test("A path that is no readable file is refused")
    func paths() throws {
        #expect(try Self.codes(path: "/nowhere/at all.csv") == ["file.not-found"])
        #expect(try Self.codes(path: "/etc/passwd/x.csv") == ["file.not-found"])
        #expect(try Self.codes(path: "/") == ["file.is-directory"])
        #expect(try Self.codes(path: "/dev/null") == ["file.not-regular"])
        let file = try TemporaryFile([])
        let pipe = file.path + ".pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(try Self.codes(path: pipe) == ["file.not-regular"])
    }

    @Test("A file without permission to read is refused", .enabled(if: geteuid() != 0, "root may read everything"))
    func permission() throws {
        let file = try TemporaryFile(Array("a;b\n".utf8))
        #expect(chmod(file.path, 0) == 0)
        #expect(try Self.codes(path: file.path) == ["file.not-readable"])
    }

    #if os(Linux)
        @Test("A file that cannot be read to its end is refused with the reason of the system")
        func readFails() throws {
            // Looks like an ordinary file; its first byte cannot be read.
            #expect(try Self.codes(path: "/proc/self/mem") == ["file.read-failed"])
        }
    #endif

    @Test("A file that grows while it is read is refused")
    func changed() throws {
        let file = try TemporaryFile(Array("a;b\n1;2\n".utf8))
        var reader = try CSVReader(path: file.path, displayName: "file.csv")
        let handle = try #require(FileHandle(forWritingAtPath: file.path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("3;4\n".utf8))
        try handle.close()
        do {
            _ = try reader.next()
            Issue.record("the file was read")
        } catch {
            #expect(error == Refusal("file.changed", at: SourceLocation(file: "file.csv")))
        }
    }

    @Test("A header that is too wide is refused")
    func tooWide() throws {
        let header = String(repeating: "a;", count: CSVReader.columnLimit) + "a\n"
        let file = try TemporaryFile(Array(header.utf8))
        #expect(try Self.codes(path: file.path) == ["csv.too-many-columns"])
    }
}
