import ShelterModel
import ShelterParsers
import Testing

/// Domain 5.1 and 5.2: SurveyMonkey, Microsoft Forms, SPSS, Excel.
@Suite struct FormToolsTests {
    @Test(
        "SurveyMonkey: the second row names an answer, unless it says Response or nothing; questions reach to the right"
    )
    func surveyMonkey() throws {
        let reading = try ExportReading("surveymonkey.csv")
        #expect(reading.tool == .surveyMonkey)
        #expect(
            reading.header.suffix(7) == [
                "Welke voorzieningen zijn er? - Douche", "Welke voorzieningen zijn er? - Keuken",
                "Welke voorzieningen zijn er? - Anders (geef nadere toelichting)", "Hoe tevreden bent u?",
                "Op welke locatie woont u?", "Wat kan beter? - Douche", "Wat kan beter? - Douche (2)",
            ]
        )
        #expect(reading.header.prefix(3) == ["Respondent ID", "Collector ID", "Start Date"])
        #expect(Set(reading.header).count == reading.header.count)
        #expect(reading.columns[7].shortName == "Keuken")
        #expect(reading.columns[7].label == "Welke voorzieningen zijn er?")
        #expect(reading.extraHeaderRows.count == 1)
        #expect(reading["Op welke locatie woont u?"] == ["Z-01", "Z-02"])
        #expect(reading["Welke voorzieningen zijn er? - Keuken"] == ["", "Keuken"])
        #expect(reading.tool?.dateOrder == .monthDayYear)
    }

    @Test("Microsoft Forms: options in one cell, with a semicolon behind the last one too")
    func msForms() throws {
        let reading = try ExportReading("ms-forms.csv")
        #expect(reading.tool == .msForms)
        #expect(reading.dialect?.delimiter == ";")
        #expect(reading.dialect?.encoding == .windows1252)
        #expect(reading.columns[6].separator == ";")
        #expect(reading.columns[4].separator == nil)
        #expect(reading.rows.map { $0.cells[6] } == ["Douche;Keuken;", "Café;", ""])
        let workbook = try ExportReading("ms-forms.xlsx")
        #expect(workbook.tool == .msForms)
        #expect(workbook["Which facilities?"] == ["Shower;Kitchen;", "Kitchen;"])
        #expect(workbook.column("Which facilities?")?.separator == ";")
    }

    @Test(
        "SPSS: with or without a header, codes and small numbers as they stand; nothing shows the tool, so none is named"
    )
    func spss() throws {
        let reading = try ExportReading("spss.csv")
        #expect(reading.tool == nil)
        #expect(reading["douche"] == ["1", "99", " "])
        #expect(reading["opp"] == ["12.5", "1.2E-005", "-1"])
        let comma = try ExportReading("spss-comma.csv", .with { $0.tool = .named(.spss) })
        #expect(comma.tool == .spss)
        #expect(comma.dialect?.delimiter == ";")
        #expect(comma.header == ["c1", "c2", "c3"])
        #expect(comma["c3"] == ["12,5", "1,2E-005", "8,0"])
    }

    @Test("A Dutch Excel: a line that names the delimiter, titles above, a total below, words of its own")
    func excel() throws {
        let reading = try ExportReading("excel-nl.csv")
        #expect(reading.tool == .excel)
        #expect(reading.dialect?.encoding == .windows1252)
        #expect(reading.header.first == "locatie")
        #expect(reading.preamble.map(\.line) == [1, 2, 3])
        #expect(reading.setAside.map(\.diagnostic.code) == ["dialect.row-below-data"])
        #expect(reading["plaats"]?[1] == "Oekraïnestraat")
        #expect(reading["per bewoner"] == ["5,5", "#DEEL/0!", "#N/B"])
        #expect(reading["oppervlakte"]?[0] == "1.234,5")
        let utf8 = try ExportReading("excel-nl-utf-8.csv")
        #expect(utf8.tool == .excel)
        #expect(utf8.dialect?.hasByteOrderMark == true)
        #expect(utf8.header.first == "locatie")
    }

    @Test(
        "Titles above the header of a sheet and a total below it are no data",
        arguments: ["titles.xlsx", "titles.ods"]
    )
    func sheetLayout(fixture: String) throws {
        let reading = try ExportReading(fixture)
        #expect(reading.header == ["gemeente", "locatie", "bewoners", "douches"])
        #expect(reading.headerLine == 4)
        #expect(reading.preamble.map(\.cells) == [["Inspecties opvang"], ["Stand: 3 februari 2026"]])
        #expect(reading["locatie"] == ["Z-01", "Z-02", "Z-03", "Z-04"])
        #expect(reading.setAside.map(\.diagnostic.code) == ["dialect.row-below-data"])
        #expect(reading.setAside.map(\.line) == [9])
        #expect(
            reading.codes == ["dialect.rows-above-header", "dialect.rows-below-data", "sheet.merged-left-empty"]
        )
        let small = try ExportReading(fixture, .with { $0.csv.batchRows = 1 })
        #expect(small == reading)
    }

    @Test("Merged cells are filled only when somebody asks for it", arguments: ["titles.xlsx", "titles.ods"])
    func merged(fixture: String) throws {
        #expect(try ExportReading(fixture)["gemeente"] == ["Zeist", "", "", "Den Haag"])
        let filled = try ExportReading(fixture, .with { $0.fillMerged = true })
        #expect(filled["gemeente"] == ["Zeist", "Zeist", "Zeist", "Den Haag"])
        #expect(filled.rows.map { $0.cells.count } == [4, 4, 4, 4])
    }

    @Test("Who says where the header of a sheet is, is taken at his word")
    func forcedLayout() throws {
        let none = try ExportReading(
            "titles.xlsx",
            .with {
                $0.csv.dialect.preambleRows = 3
                $0.csv.dialect.headerRows = 0
                $0.csv.dialect.footerRows = 0
            }
        )
        #expect(none.header == ["c1", "c2", "c3", "c4"])
        #expect(none.rows.count == 5)
        #expect(none.setAside.isEmpty)
        let negative = try ExportReading("titles.xlsx", .with { $0.csv.dialect.headerRows = -1 })
        #expect(!negative.rows.isEmpty)
    }
}
