import Foundation
import ShelterModel
import Testing

@testable import ShelterParsers

@Suite struct SheetReaderTests {
    /// What another program read in a fixture; see make_fixtures.py and make_with_libreoffice.py.
    private struct Answer: Decodable {
        struct Row: Decodable {
            var row: Int
            var cells: [String]
        }

        var sheet: String
        var rows: [Row]
    }

    @Test(
        "A workbook reads as openpyxl, odfpy or LibreOffice reads it",
        arguments: [
            "written.xlsx", "written-1904.xlsx", "inline.xlsx", "odfpy.ods", "libreoffice.xlsx",
            "libreoffice-1904.xlsx",
            "libreoffice.ods",
        ]
    )
    func sameAsOthers(fixture: String) throws {
        let bytes = try Data(contentsOf: SheetReading.folder.appending(path: fixture + ".json"))
        let answer = try JSONDecoder().decode(Answer.self, from: bytes)
        let reading = try SheetReading(fixture)
        let header = try #require(answer.rows.first)
        #expect(reading.sheet == answer.sheet)
        #expect(reading.header == header.cells)
        #expect(reading.headerLine == header.row)
        #expect(
            reading.rows
                == answer.rows.dropFirst().map { row in
                    let missing = header.cells.count - row.cells.count
                    return SheetReading.Row(
                        number: row.row,
                        cells: row.cells + [String](repeating: "", count: missing)
                    )
                }
        )
        #expect(reading.rows.count >= 2)
    }

    @Test("Every kind of cell of an XLSX workbook comes out as text", arguments: ["by-hand.xlsx", "stored.xlsx"])
    func kindsOfCells(fixture: String) throws {
        let reading = try SheetReading(fixture)
        #expect(reading.header == ["kop", "inline", "three", "four"])
        #expect(
            reading.rows == [
                .init(number: 2, cells: ["rich text", "1", "45.3", "1000"]),
                .init(number: 5, cells: ["сім'я", "", "a\r\nb _x0041_ 😀 é _xZZZZ_", ""]),
                .init(number: 6, cells: ["1900-02-28", "1900-02-29", "1900-03-01", "1900-01-01"]),
                .init(number: 7, cells: ["12:00:00", "-1", "9999-12-31", "2958466"]),
                .init(number: 8, cells: ["45000", "2023-03-15", "36:00:00", "12"]),
                .init(number: 9, cells: ["true", "false", "#REF!", "2025-01-31"]),
                .init(number: 10, cells: ["", "", "", "3"]),
                .init(number: 13, cells: ["2023-03-16", "2023-03-15T12:00:00", "", "7"]),
            ]
        )
    }

    @Test("Every kind of cell of an ODS workbook comes out as text")
    func kindsOfODSCells() throws {
        let reading = try SheetReading("by-hand.ods")
        #expect(reading.sheetNames == ["Oud", "Leeg", "Locaties"])
        #expect(reading.sheet == "Locaties")
        #expect(reading.header == ["id", "getal", "datum", "tijd", "vlag", "tekst"])
        let repeated = ["R2", "0.5", "2025-01-31T14:02:00", "36:00:00.500", "false", "one\ntwo"]
        #expect(
            reading.rows == [
                .init(
                    number: 2,
                    cells: ["R1", "0.30000000000000004", "2025-01-31", "14:02:00", "true", "a   b\tc\nd span e "]
                ),
                .init(number: 3, cells: repeated),
                .init(number: 4, cells: repeated),
                .init(number: 5, cells: repeated),
                .init(number: 8, cells: ["R9", "12.5", "12.5", "", "#DIV/0!", "Зоря > 5 &#38; \"€\""]),
            ]
        )
    }

    @Test("Text beyond the header sets the row aside, with its place")
    func beyondHeader() throws {
        let place = SourceLocation(file: "book", line: 15)
        let diagnostic = Diagnostic(.error, "sheet.cells-beyond-header", at: place, ["cells": 5, "columns": 4])
        #expect(try SheetReading("by-hand.xlsx").setAside == [SetAsideRow(line: 15, diagnostic: diagnostic)])
    }

    @Test("Formulas without a value are counted, and the first is placed")
    func formulas() throws {
        let place = SourceLocation(file: "book", line: 10, column: 1, field: "kop")
        let arguments: [String: Diagnostic.Argument] = ["count": 2, "sheet": "Blad1"]
        #expect(
            try SheetReading("by-hand.xlsx").diagnostics
                == [Diagnostic(.warning, "sheet.formula-without-value", at: place, arguments)]
        )
        #expect(try SheetReading("written.xlsx").diagnostics.map(\.code) == ["sheet.merged-left-empty"])
    }

    @Test("Strict namespaces, prefixes and UTF-16 are read", arguments: ["strict.xlsx", "utf-16.xlsx"])
    func variants(fixture: String) throws {
        #expect(try SheetReading(fixture).header == ["kop"])
    }

    @Test("A chosen sheet is read, hidden or not, whatever its case")
    func chosenSheet() throws {
        for (wanted, found) in [("Oud", "Oud"), ("kamers & bedden", "Kamers & bedden"), ("Locaties", "Locaties")] {
            let reading = try SheetReading("several.xlsx", SheetOptions(sheet: wanted))
            #expect(reading.sheet == found)
            #expect(reading.sheetNames == ["Locaties", "Kamers & bedden", "Oud", "Leeg"])
        }
        #expect(try SheetReading("several.ods", SheetOptions(sheet: "B")).sheet == "B")
        #expect(try SheetReading("written.xlsx", SheetOptions(sheet: "Codes")).header == ["hidden"])
    }

    @Test("Fifty thousand rows come in batches, each with its row number")
    func manyRows() throws {
        let reading = try SheetReading("rows-50000.xlsx", .with { $0.batchRows = 1000 })
        #expect(reading.batches == 50)
        #expect(reading.rows.count == 50_000)
        let answers = ["ja", "nee", "n.v.t."]
        #expect(
            reading.rows.enumerated().allSatisfy { index, row in
                row == .init(number: index + 2, cells: [answers[(index + 1) % 3], String((index + 1) % 400)])
            }
        )
    }

    @Test(
        "Where a chunk ends makes no difference",
        arguments: [1, 2, 3, 7, 64, 301, 1000],
        ["by-hand.xlsx", "by-hand.ods", "written.xlsx", "inline.xlsx", "utf-16.xlsx", "strict.xlsx"]
    )
    func chunks(size: Int, fixture: String) throws {
        #expect(try SheetReading(fixture, .with { $0.chunkSize = size }) == SheetReading(fixture))
    }

    @Test("The bytes of the file are given once, in order")
    func bytesSeen() throws {
        let path = SheetReading.folder.appending(path: "by-hand.xlsx").path
        var seen = Data()
        _ = try SheetReader(path: path, displayName: "book") { seen.append(contentsOf: $0) }
        #expect(try seen == Data(contentsOf: URL(filePath: path)))
    }

    @Test("A workbook that is replaced while it is read is refused")
    func changed() throws {
        let bytes = try [UInt8](Data(contentsOf: SheetReading.folder.appending(path: "by-hand.xlsx")))
        let file = try TemporaryWorkbook(bytes)
        var reader = try SheetReader(path: file.path, displayName: "book")
        try Data(bytes + [0]).write(to: URL(filePath: file.path))
        do {
            while try reader.next() != nil {}
            Issue.record("the file was read")
        } catch {
            #expect(error == Refusal("file.changed", at: SourceLocation(file: "book")))
        }
    }
}
