import ShelterModel
import ShelterParsers
import Testing

/// Domain 5.2, Kobo.
@Suite struct KoboToolboxTests {
    @Test("Paths stay whole as names; their last part is the short name")
    func paths() throws {
        let reading = try ExportReading("kobotoolbox.csv")
        #expect(reading.tool == .koboToolbox)
        #expect(reading.dialect?.delimiter == ";")
        #expect(reading.column("algemeen/locatie")?.shortName == "locatie")
        #expect(reading.column("sanitair/voorzieningen/douche")?.shortName == "douche")
        #expect(reading.column("_id")?.shortName == nil)
        #expect(reading["algemeen/locatie"] == ["Z-01", "Z-02", "Z-03"])
    }

    @Test("A question that was left empty gives empty columns of its options, never 0")
    func emptyIsNotZero() throws {
        let reading = try ExportReading("kobotoolbox.csv")
        #expect(reading["sanitair/voorzieningen"] == ["douche bad", "", "bad"])
        #expect(reading["sanitair/voorzieningen/douche"] == ["1", "", "0"])
        #expect(reading["sanitair/voorzieningen/bad"] == ["1", "", "1"])
    }

    @Test("Options stand in one cell with blanks between them, and in columns of their own")
    func joinedAndSplit() throws {
        let reading = try ExportReading("kobotoolbox.csv")
        #expect(reading.column("sanitair/voorzieningen")?.separator == " ")
        #expect(reading.column("sanitair/voorzieningen/douche")?.separator == nil)
        #expect(reading.column("_uuid")?.separator == nil)
    }

    @Test("Another mark between the parts of a path is seen by the columns of every form; texts are no paths")
    func otherSeparator() throws {
        let reading = try ExportReading("kobotoolbox-split.csv")
        #expect(reading.tool == .koboToolbox)
        #expect(reading.column("sanitair.locatie")?.shortName == "locatie")
        #expect(reading["sanitair.voorzieningen.douche"] == ["True", ""])
        #expect(reading.column("Gas/water en licht.")?.shortName == nil)
    }

    @Test("Rows of tags below the header are header rows")
    func tags() throws {
        let reading = try ExportReading("kobotoolbox-tags.csv")
        #expect(reading.extraHeaderRows.map(\.line) == [2])
        #expect(reading.extraHeaderRows.first?.cells[2] == "#loc +code")
        #expect(reading["algemeen/locatie"] == ["Z-01", "Z-02", "Z-03"])
    }

    @Test("Columns of another version of the form are empty, and it is told that there are several")
    func versions() throws {
        let reading = try ExportReading("kobotoolbox.csv")
        #expect(reading["sanitair/nieuw"] == ["", "nee", "ja"])
        #expect(reading["sanitair/oud"] == ["ja", "", ""])
        let note = reading.diagnostics.first { $0.code == "tools.several-versions" }
        #expect(note?.arguments == ["count": 2])
    }

    @Test("A repeat group is a file of its own, which knows its parent")
    func repeatFile() throws {
        let reading = try ExportReading("kobotoolbox-rooms.csv")
        #expect(reading.tool == .koboToolbox)
        #expect(reading["_parent_index"] == ["1", "1", "2"])
        #expect(reading.column("kamers/oppervlakte")?.shortName == "oppervlakte")
    }

    @Test("A repeat group is a sheet of its own, and a part that can be opened")
    func repeatSheet() throws {
        let path = ExportReading.path("kobotoolbox.xlsx")
        let parts = try ExportReader.parts(path: path, displayName: "kobo.xlsx")
        #expect(parts.map(\.name) == ["inspectie", "kamers"])
        #expect(ExportReading.refusal("kobotoolbox.xlsx")?.code == "sheet.several")
        let rooms = try ExportReading("kobotoolbox.xlsx", .with { $0.sheet = "kamers" })
        #expect(rooms.tool == .koboToolbox)
        #expect(rooms["kamers/nummer"] == ["1.01", "1.02", "2.01"])
        #expect(rooms["_parent_index"] == ["1", "1", "2"])
    }
}
