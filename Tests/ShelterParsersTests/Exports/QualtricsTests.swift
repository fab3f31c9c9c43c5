import ShelterModel
import ShelterParsers
import Testing

/// Domain 5.2, Qualtrics.
@Suite struct QualtricsTests {
    @Test("Three header rows, found by the import ids in the third, whatever the language of the second")
    func threeRows() throws {
        let reading = try ExportReading("qualtrics.csv")
        #expect(reading.tool == .qualtrics)
        #expect(reading.extraHeaderRows.count == 2)
        #expect(reading.rows.count == 3)
        #expect(reading.header.first == "StartDate")
        #expect(reading.column("StartDate")?.label == "Startdatum")
        #expect(reading.column("Q1")?.label == "Welche Einrichtungen\ngibt es?")
        #expect(reading["LOC"] == ["Z-01", "test", "Z-02"])
        #expect(reading.rows[0].line == 5)
        // The tool says what the rows are, so nobody needs to look at them.
        #expect(reading.diagnostics.isEmpty)
    }

    @Test("The same header rows in a workbook")
    func workbook() throws {
        let reading = try ExportReading("qualtrics.xlsx")
        #expect(reading.tool == .qualtrics)
        #expect(reading.extraHeaderRows.count == 2)
        #expect(reading.column("LOC")?.label == "Welcher Standort?")
        #expect(reading["LOC"] == ["Z-01", "test", "Z-02"])
    }

    @Test("Two header rows: names and import ids, or the old names V1, V2 and texts")
    func twoRows() throws {
        let ids = try ExportReading("qualtrics-two-rows.csv")
        #expect(ids.tool == .qualtrics)
        #expect(ids.extraHeaderRows.count == 1)
        #expect(ids["LOC"] == ["Z-01", "test", "Z-02"])
        #expect(ids.column("LOC")?.label == "")
        let legacy = try ExportReading("qualtrics-legacy.csv")
        #expect(legacy.tool == .qualtrics)
        #expect(legacy["LOC"] == ["Z-01", "test"])
        #expect(legacy.column("Q1_1")?.label == "Which facilities? - Shower")
    }

    @Test("A comma too many at the end gives no column")
    func trailingComma() throws {
        let reading = try ExportReading("qualtrics.csv")
        #expect(reading.header.last == "Q1_4_TEXT")
        #expect(reading.rows.allSatisfy { $0.cells.count == reading.header.count })
        #expect(reading["Q1_4_TEXT"] == ["", "", "=een tuin"])
    }

    @Test("Somebody trying the questionnaire is named, and stays")
    func preview() throws {
        let reading = try ExportReading("qualtrics.csv")
        let previews = reading.notes.filter { $0.code == "tools.preview-response" }
        #expect(previews.map { $0.location?.line } == [reading.rows[1].line])
        #expect(previews.first?.location?.field == "Status")
        #expect(reading.rows.count == 3)
    }

    @Test("Chosen options stand in one cell with commas, but not in texts and the columns of every survey")
    func joinedCells() throws {
        let reading = try ExportReading("qualtrics.csv")
        #expect(reading["Q1"]?[0] == "Shower,Kitchen")
        #expect(reading.column("Q1")?.separator == ",")
        #expect(reading.column("Q1_4_TEXT")?.separator == nil)
        #expect(reading.column("StartDate")?.separator == nil)
    }

    @Test("Who says how many header rows there are, is taken at his word")
    func forcedRows() throws {
        let options = ExportOptions.with { $0.csv.dialect.headerRows = 1 }
        let reading = try ExportReading("qualtrics.csv", options)
        #expect(reading.extraHeaderRows.isEmpty)
        #expect(reading.rows.count == 5)
    }
}
