import ShelterModel
import ShelterParsers
import Testing

/// Domain 5.2, SafetyCulture.
@Suite struct SafetyCultureTests {
    @Test("One row per audit, wherever its items stand; one column per item, by its id and never by its text")
    func pivot() throws {
        let reading = try ExportReading("safetyculture.csv")
        #expect(reading.tool == .safetyCulture)
        #expect(reading["AuditID"] == ["audit_01", "audit_02"])
        #expect(reading["i-1"] == ["Ja", "Nee"])
        #expect(reading["i-2"] == ["4", ""])
        #expect(reading.column("i-1")?.label == "Is er een douche?")
        #expect(reading["Location"] == ["Z-01", "Z-02"])
        #expect(reading["DateCompleted"]?.first == "2026-03-02T11:00:00.000Z")
        #expect(reading.header.first == "AuditID")
        // A heading is no question, and what is the same everywhere is no column.
        #expect(reading.column("i-0") == nil)
        #expect(reading.column("i-1.failed") == nil)
    }

    @Test("A note and a score stand behind their item; a score of 0 stays 0")
    func extras() throws {
        let reading = try ExportReading("safetyculture.csv")
        #expect(reading["i-2.comment"] == ["een is\nstuk", ""])
        #expect(reading["i-1.score"] == ["1", "0"])
        #expect(reading["i-1.max-score"] == ["1", "1"])
    }

    @Test("An item that was not shown is not asked, which is something else than empty")
    func inactive() throws {
        let reading = try ExportReading("safetyculture.csv")
        #expect(reading["i-3"] == [ExportTool.inactiveMark, ""])
        #expect(reading.tool?.missingForms == [.notAsked: [ExportTool.inactiveMark]])
    }

    @Test("A row's place is that of the audit's first item, a cell's that of its own item")
    func places() throws {
        let reading = try ExportReading("safetyculture.csv")
        #expect(reading.rows.map(\.line) == [2, 4])
        let item = try #require(reading.header.firstIndex(of: "i-3"))
        let offset = try #require(reading.rows[0].lineOffsets?[item])
        // Seven items, one with a line break in it.
        #expect(reading.rows[0].line + Int(offset) == 8)
        #expect(reading.column("i-3")?.place == 4)
        #expect(reading.column("Location")?.place == 40)
    }

    @Test("Each instance of a repeating section is a row of a part of its own, joined by the audit")
    func sections() throws {
        let path = ExportReading.path("safetyculture-sections.csv")
        let parts = try ExportReader.parts(path: path, displayName: "file")
        #expect(parts.map(\.name) == ["audits", "sections"])
        let rooms = try ExportReading("safetyculture-sections.csv", .with { $0.sheet = "sections" })
        #expect(rooms["AuditID"] == ["audit_01", "audit_01", "audit_02"])
        #expect(rooms["RepeatingSectionParentID"] == ["room-1", "room-2", "room-1"])
        #expect(rooms["i-10"] == ["12,5", "9", "11"])
        #expect(rooms["i-11"] == ["Ja", "", ""])
        let audits = try ExportReading("safetyculture-sections.csv")
        #expect(audits.column("i-10") == nil)
        #expect(audits.rows.count == 2)
        #expect(audits.codes.contains("tools.sections-apart"))
    }

    @Test("A file without repeating sections has one part")
    func onePart() throws {
        let path = ExportReading.path("safetyculture.csv")
        #expect(try ExportReader.parts(path: path, displayName: "file") == [ExportPart(name: nil)])
    }

    @Test("A workbook is brought together in the same way")
    func workbook() throws {
        let path = ExportReading.path("safetyculture.xlsx")
        let parts = try ExportReader.parts(path: path, displayName: "file")
        #expect(parts.map(\.name) == ["items#audits", "items#sections"])
        let rooms = try ExportReading("safetyculture.xlsx", .with { $0.sheet = "items#sections" })
        #expect(rooms["i-10"] == ["12,5", "9", "11"])
        let audits = try ExportReading("safetyculture.xlsx")
        #expect(audits["i-1"] == ["Ja", "Nee"])
    }

    @Test("An item that stands twice in an audit is named with both places; the first counts")
    func twice() throws {
        let reading = try ExportReading("safetyculture-faults.csv")
        let twice = reading.notes.filter { $0.code == "tools.item-twice" }
        #expect(twice.count == 1)
        #expect(twice.first?.location?.line == 10)
        #expect(twice.first?.arguments["first"] == 3)
        #expect(reading["tmpl_1/i-1"]?.first == "Ja")
    }

    @Test("An item of another template is another item, and empty in audits of the first")
    func templates() throws {
        let reading = try ExportReading("safetyculture-faults.csv")
        #expect(reading["AuditID"] == ["audit_01", "audit_02", "audit_03"])
        #expect(reading["tmpl_1/i-1"] == ["Ja", "Nee", ""])
        #expect(reading["tmpl_2/i-1"] == ["", "", "Misschien"])
        #expect(reading.column("tmpl_2/i-1")?.shortName == "i-1")
        #expect(reading["i-21"] == ["", "", "zo"])
    }

    @Test(
        "What cannot be brought into one row is named: a row of no audit, two names of one audit, an answer not shown"
    )
    func faults() throws {
        let reading = try ExportReading("safetyculture-faults.csv")
        #expect(reading.setAside.map(\.diagnostic.code) == ["tools.item-without-audit"])
        #expect(reading.setAside.first?.line == 11)
        let differs = reading.diagnostics.first { $0.code == "tools.audit-field-differs" }
        #expect(differs?.arguments["fields"] == .list(["AuditName"]))
        #expect(reading["AuditName"]?[2] == "Inspectie audit_03")
        let answered = reading.diagnostics.first { $0.code == "tools.inactive-with-response" }
        #expect(answered?.arguments == ["count": 1])
        #expect(reading["i-20"]?[2] == ExportTool.inactiveMark)
    }

    @Test("An export that is too large to be held is refused, not read in part")
    func limit() {
        let refusal = ExportReading.refusal("safetyculture.csv", .with { $0.pivotLimit = 1000 })
        #expect(refusal?.code == "tools.too-large-to-pivot")
    }

    @Test("Who names the tool for a file that has no items gets a refusal that names what is missing")
    func notThisTool() {
        let refusal = ExportReading.refusal("spss.csv", .with { $0.tool = .named(.safetyCulture) })
        #expect(refusal?.code == "tools.not-this-tool")
        #expect(refusal?.arguments["columns"] == .list(["AuditID", "ItemID", "ItemType", "Label", "Response"]))
    }

    @Test("The table is the same for every size of batch", arguments: [1, 2, 3])
    func batches(size: Int) throws {
        let whole = try ExportReading("safetyculture-faults.csv")
        let small = try ExportReading("safetyculture-faults.csv", .with { $0.csv.batchRows = size })
        #expect(small == whole)
    }

    @Test("Without the pivot the rows come out as they stand")
    func plain() throws {
        let reading = try ExportReading("safetyculture.csv", .with { $0.tool = .plain })
        #expect(reading.tool == nil)
        #expect(reading.rows.count == 7)
        #expect(reading.header.first == "SortingIndex")
    }
}
