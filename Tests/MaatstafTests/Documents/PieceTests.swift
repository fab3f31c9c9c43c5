import Foundation
import Testing

@Suite("One table or figure by itself") struct PieceTests {
    private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Program.Outcome {
        let input = [Corpus.data + "/Samples/schoon.csv", "--framework", "nl-opvang"]
        return try Program(in: folder).run(Array(arguments.prefix(2)) + input + arguments.dropFirst(2))
    }

    @Test("'list' prints ids, and each table that it prints can be written")
    func list() throws {
        let folder = try TemporaryFolder()
        let tables = try run(["table", "list"], in: folder)
        #expect(tables.status == 0)
        let ids = tables.output.split(separator: "\n").compactMap { $0.split(separator: "\t").first.map(String.init) }
        #expect(
            ids.contains("all.municipalities") && ids.contains("GM0451.locations")
                && ids.contains("GM0451.profile-data")
        )
        #expect(Set(ids).count == ids.count)
        let figures = try run(["figure", "list", "--audience", "gemeente"], in: folder)
        #expect(figures.output.contains("GM0451.profile\t") && !figures.output.contains("all."))
        #expect(folder.content.isEmpty)
    }

    @Test("a table is written for spreadsheets, numbers as numbers")
    func spreadsheets() throws {
        let folder = try TemporaryFolder()
        #expect(try run(["table", "GM0451.locations", "--out", "t.csv"], in: folder).status == 0)
        let table = CSVFile(try bytes(at: folder["t.csv"]))
        #expect(table.header.first == "Locatie" && table.rows.count == 4)
        #expect(table.rows.allSatisfy { $0.count == table.header.count })
        #expect(try run(["table", "GM0451.locations", "--out", "t.xlsx"], in: folder).status == 0)
        let sheet = try Tool.part("xl/worksheets/sheet1.xml", of: folder["t.xlsx"])
        #expect(sheet.contains("<v>78</v>"))
        let first = try bytes(at: folder["t.xlsx"])
        #expect(try run(["table", "GM0451.locations", "--out", "t.xlsx", "--replace"], in: folder).status == 0)
        #expect(try bytes(at: folder["t.xlsx"]) == first)
    }

    @Test(
        "a table is written as an ODS that holds the same as the CSV, without formulas",
        .enabled(if: Tool.hasDocuments)
    )
    func openSheet() throws {
        let folder = try TemporaryFolder()
        for name in ["t.csv", "t.ods", "again.ods"] {
            let outcome = try run(["table", "GM0451.locations", "--out", name], in: folder)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        #expect(try bytes(at: folder["t.ods"]) == bytes(at: folder["again.ods"]))
        let content = try Tool.part("content.xml", of: folder["t.ods"])
        #expect(!content.contains("table:formula") && content.contains("office:value=\"78\""))
        #expect(try Tool.part("meta.xml", of: folder["t.ods"]).contains("<dc:language>nl</dc:language>"))
        // Read back by the reader of exports.
        let read = try Program(in: folder).run(["convert", "t.ods", "--out", "back.csv"])
        #expect(read.status == 0, "\(read.errors)")
        let expected = CSVFile(try bytes(at: folder["t.csv"]))
        let found = CSVFile(try bytes(at: folder["back.csv"]))
        func plain(_ cells: [String]) -> [String] { cells.map { $0.filter { !$0.isWhitespace } } }
        #expect(plain(found.header) == plain(expected.header))
        #expect(found.rows.map(plain) == expected.rows.map(plain))
    }

    @Test("a table is written as a page and as documents that hold nothing else", .enabled(if: Tool.hasDocuments))
    func documents() throws {
        let folder = try TemporaryFolder()
        for format in ["html", "docx", "odt", "pdf"] {
            let outcome = try run(["table", "GM0451.locations", "--out", "t.\(format)"], in: folder)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        let reading = DocumentReading(docx: try Tool.part("word/document.xml", of: folder["t.docx"]))
        #expect(reading.headings.isEmpty)
        #expect(reading.text.contains("Pension Het Riet") && reading.text.contains("GM0451.locations"))
        #expect(reading.text.contains("Concept"), "no table travels without its state")
        #expect(DocumentReading(html: try text(at: folder["t.html"])).text.contains("Pension Het Riet"))
    }

    @Test("a figure is written as SVG and PNG", .enabled(if: Tool.hasDocuments))
    func figures() throws {
        let folder = try TemporaryFolder()
        #expect(try run(["figure", "GM0451.profile", "--out", "f.svg"], in: folder).status == 0)
        let svg = try text(at: folder["f.svg"])
        #expect(svg.hasPrefix("<svg xmlns=") && svg.contains("<title") && svg.hasSuffix("</svg>"))
        #expect(try run(["figure", "GM0451.profile", "--out", "f.png"], in: folder).status == 0)
        let png = try bytes(at: folder["f.png"])
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(png[16..<20].reduce(0) { $0 << 8 | Int($1) } > 1500, "pixels wide")
        #expect(try run(["figure", "GM0451.profile", "--out", "f.docx"], in: folder).status == 0)
    }

    @Test("what is not there is refused, and the nearest named")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let unknown = try run(["table", "GM0451.locatoins", "--out", "t.csv"], in: folder)
        #expect(unknown.status == 2 && unknown.errors.contains("[piece.unknown-id]"))
        #expect(unknown.errors.contains("'GM0451.locations'"))
        #expect(
            try run(["table", "GM9999.locations", "--out", "t.csv"], in: folder).errors.contains("piece.unknown-area")
        )
        #expect(
            try run(["table", "GM0451.locations", "--out", "t.gif"], in: folder).errors.contains("piece.unknown-format")
        )
        #expect(
            try run(["figure", "all.histograms", "--out", "f.svg"], in: folder).errors.contains("piece.several-panels")
        )
        #expect(try run(["table", "GM0451.locations"], in: folder).status == 64)
        #expect(folder.content.isEmpty)
    }
}
