import Foundation
import ShelterModel
import ShelterParsers
import Testing

@Suite struct FileInspectionTests {
    private static func inspect(_ text: String) throws -> FileInspection {
        let file = try TemporaryFile(Array(text.utf8))
        return FileInspection(path: file.path, displayName: "file.csv")
    }

    @Test("An inspection tells everything that was understood")
    func whole() throws {
        let inspection = try Self.inspect(
            "\u{FEFF}Titel;;\r\nid;naam;score\r\n1;Zon;2,5\r\n2;Maan;3\r\n3;\"x\"y;4\r\nTotaal;;5,5\r\n"
        )
        let dialect = try #require(inspection.dialect)
        #expect(inspection.format == .csv)
        #expect(dialect.encoding == .utf8)
        #expect(dialect.hasByteOrderMark)
        #expect(dialect.delimiter == ";")
        #expect(dialect.quote == "\"")
        #expect(dialect.escape == "\"")
        #expect(dialect.lineEnding == .crlf)
        #expect(inspection.preambleRows == 1)
        #expect(inspection.headerRows == 1)
        #expect(inspection.headerLine == 2)
        #expect(dialect.footerRows.count == 1)
        #expect(inspection.rows == 3)
        #expect(inspection.columns.map(\.name) == ["id", "naam", "score"])
        #expect(
            inspection.messages.groups.map(\.code)
                == ["csv.stray-quote", "dialect.rows-above-header", "dialect.rows-below-data"]
        )
    }

    @Test("One column and an ambiguous file have no delimiter")
    func noDelimiter() throws {
        let one = try Self.inspect("naam\nZon\nMaan\n")
        #expect(one.dialect?.delimiter == nil)
        #expect(one.confidence == 1)
        #expect(one.rows == 2)
        let two = try Self.inspect("aap;noot,mies\nwim;zus,jet\nteun;vuur,gijs\n")
        #expect(two.isAmbiguous && !two.isRefused)
        #expect(two.dialect?.delimiter == nil)
        #expect(two.rows == nil)
        #expect(two.dialect?.candidates.count == 2)
    }

    @Test("A file that cannot be read is told, not thrown")
    func refused() throws {
        let absent = FileInspection(path: "/nonexistent/x.csv", displayName: "x.csv")
        #expect(absent.isRefused && absent.format == nil)
        #expect(
            absent.messages.diagnostics == [Diagnostic(.error, "file.not-found", at: SourceLocation(file: "x.csv"))]
        )
        let web = try Self.inspect("<html><table><tr><td>1</td></tr></table></html>\n")
        #expect(web.messages.groups.map(\.code) == ["csv.is-html"])
    }

    @Test("Of thousands of messages the count is kept, and the first ones")
    func many() throws {
        let inspection = try Self.inspect("a;b;c\n" + String(repeating: "1;2\n", count: 5000) + "1;2;3\n")
        let group = try #require(inspection.messages.groups.first)
        #expect(group.code == "csv.ragged-row")
        #expect(group.count == 5000)
        #expect(group.examples.count == 100)
        #expect(inspection.rows == 5001)
    }

    @Test("A workbook is inspected through the same door")
    func workbook() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sheets/Fixtures")
        let inspection = FileInspection(path: folder.appending(path: "by-hand.xlsx").path, displayName: "by-hand.xlsx")
        #expect(inspection.format == .xlsx)
        #expect(inspection.dialect == nil)
        #expect(inspection.confidence == 1)
        #expect(!inspection.sheets.isEmpty && inspection.sheet != nil)
        #expect(!inspection.columns.isEmpty)
    }
}
