import Foundation
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

    @Test("Each row of a repeating section stands in the ledger of the audits, so that no row disappears")
    func sectionsInLedger() throws {
        var options = ExportOptions()
        options.csv.keepsRaggedRows = true
        let path = ExportReading.path("safetyculture-sections.csv")
        var reader = try ExportReader(path: path, displayName: "file", options: options)
        var table = CanonicalCSV { _ in }
        var ledger: [UInt8] = []
        let conversion = try TableConversion(&reader, to: &table) { ledger += $0 }
        let entries = String(decoding: ledger, as: UTF8.self).split(separator: "\r\n").filter {
            $0.hasPrefix("elsewhere,")
        }
        #expect(entries.map { $0.split(separator: ",")[1] } == ["11", "12", "13", "14", "15"])
        #expect(entries.allSatisfy { $0.contains("tools.row-of-section") && $0.contains("room-") })
        #expect(conversion.setAside == 0)
    }

    /// Items as `audit,section,parent,type,category,id,label,response`.
    private static func sections(_ items: [String]) throws -> ExportReading {
        let header = "AuditID,RepeatingSectionParentID,ParentID,ItemType,ItemCategory,ItemID,Label,Response,TemplateID"
        let lines = [header] + items.map { $0 + ",tmpl" }
        return try ExportReading(text: lines.joined(separator: "\n") + "\n", .with { $0.sheet = "sections" })
    }

    private static let rooms = [
        "a1,r1,,text,Kamers,id-1,Oppervlakte,12", "a1,r1,,question,Kamers,id-2,Op slot?,Ja",
        "a1,r2,,question,Kamers,id-4,Op slot?,Nee", "a1,r2,,text,Kamers,id-3,Oppervlakte,9",
        "a2,r1,,text,Kamers,id-5,Oppervlakte,11", "a2,r1,,question,Kamers,id-6,Op slot?,Ja",
    ]

    @Test("Instances that give their items ids of their own are lined up by category, type and text, and that is told")
    func ownIDs() throws {
        let rooms = try Self.sections(Self.rooms)
        #expect(rooms.header == ["AuditID", "RepeatingSectionParentID", "TemplateID", "Oppervlakte", "Op slot?"])
        #expect(rooms["Oppervlakte"] == ["12", "9", "11"])
        #expect(rooms["Op slot?"] == ["Ja", "Nee", "Ja"])
        let told = rooms.diagnostics.first { $0.code == "tools.sections-lined-up" }
        #expect(told?.arguments == ["count": 2, "items": .list(["Oppervlakte", "Op slot?"])])
        #expect(rooms.codes == ["tools.sections-lined-up"])
        // Each cell is where its item stands.
        #expect(rooms.rows[1].line == 4)
        #expect(rooms.rows[1].lineOffsets?[3...] == [1, 0])
        #expect(rooms.column("Oppervlakte")?.place == 8)
    }

    @Test("Ids that instances of one audit share are kept, whatever the texts")
    func sharedIDs() throws {
        let rooms = try Self.sections(
            Self.rooms.map { $0.replacing(/id-[135]/, with: "id-1").replacing(/id-[246]/, with: "id-2") }
        )
        #expect(rooms.header.suffix(2) == ["id-1", "id-2"])
        #expect(rooms["id-1"] == ["12", "9", "11"])
        #expect(rooms.codes.isEmpty)
    }

    @Test("Two sections are told apart by the id of their head, or by their category; equal texts are never merged")
    func twoSections() throws {
        let named = try Self.sections([
            "a1,e1,d1,element,,e1,Kamer,", "a1,e1,e1,text,,id-1,Opmerking,klein", "a1,e2,d1,element,,e2,Kamer,",
            "a1,e2,e2,text,,id-2,Opmerking,groot", "a1,k1,d2,element,,k1,Keuken,",
            "a1,k1,k1,text,,id-3,Opmerking,oud", "a1,k2,d2,element,,k2,Keuken,", "a1,k2,k2,text,,id-4,Opmerking,nieuw",
        ])
        #expect(named["Opmerking"] == ["klein", "groot", "", ""])
        #expect(named["Opmerking (2)"] == ["", "", "oud", "nieuw"])
        let byCategory = try Self.sections([
            "a1,e1,,text,Kamer,id-1,Opmerking,klein", "a1,e2,,text,Kamer,id-2,Opmerking,groot",
            "a1,k1,,text,Keuken,id-3,Opmerking,oud", "a1,k2,,text,Keuken,id-4,Opmerking,nieuw",
        ])
        #expect(byCategory["Kamer/Opmerking"] == ["klein", "groot", "", ""])
        #expect(byCategory["Keuken/Opmerking"] == ["", "", "oud", "nieuw"])
        #expect(byCategory.column("Keuken/Opmerking")?.shortName == "Opmerking")
    }

    @Test("Sections that nothing tells apart and whose texts do not fit into each other keep a column for each id")
    func notLinedUp() throws {
        let mixed = try Self.sections([
            "a1,e1,,text,,id-1,Opmerking,klein", "a1,e1,,text,,id-2,Oppervlakte,9", "a1,k1,,text,,id-3,Opmerking,oud",
            "a1,k1,,text,,id-4,Kookplaten,4",
        ])
        #expect(mixed.header.suffix(4) == ["id-1", "id-2", "id-3", "id-4"])
        #expect(mixed["id-3"] == ["", "oud"])
        let told = mixed.diagnostics.first { $0.code == "tools.sections-not-lined-up" }
        #expect(told?.severity == .warning)
        #expect(told?.arguments == ["items": .list(["Kookplaten", "Opmerking", "Oppervlakte"])])
    }

    @Test("A text that stands twice in one instance keeps a column for each id; the others are lined up")
    func twiceInOne() throws {
        let rooms = try Self.sections(
            Self.rooms + ["a1,r1,,text,Kamers,id-7,Oppervlakte,3"]
        )
        #expect(rooms["Op slot?"] == ["Ja", "Nee", "Ja"])
        #expect(rooms["id-1"] == ["12", "", ""])
        #expect(rooms["id-3"] == ["", "9", ""])
        #expect(rooms["id-7"] == ["3", "", ""])
        #expect(
            rooms.diagnostics.first { $0.code == "tools.sections-not-lined-up" }?.arguments == [
                "items": .list(["Oppervlakte"])
            ]
        )
    }

    @Test("Texts that only some instances have may be one question in other words, and are named")
    func uneven() throws {
        let rooms = try Self.sections(
            Self.rooms.dropLast() + ["a1,r1,,text,Kamers,id-8,Is er een slot?,Ja"]
        )
        #expect(rooms["Op slot?"] == ["Ja", "Nee", ""])
        #expect(rooms["Is er een slot?"] == ["Ja", "", ""])
        #expect(
            rooms.diagnostics.first { $0.code == "tools.sections-uneven" }?.arguments == [
                "items": .list(["Is er een slot?", "Op slot?"])
            ]
        )
    }

    @Test("A message about a cell tells where it stands in the file, not in the table that was made of it")
    func placesOfMessages() throws {
        let path = ExportReading.path("safetyculture.csv")
        var reader = try ExportReader(path: path, displayName: "a.csv")
        let definition = TableDefinition(
            name: "t",
            grain: .location,
            columns: [ColumnDefinition(headers: ["i-1"], variable: "v", type: .integer)]
        )
        let columns = reader.columns
        let match = try HeaderMatch(definition, header: reader.header, columns: columns, line: 1, file: "a.csv")
        let mapper = TableMapper(definition, match: match, file: "a.csv", columns: columns)
        var problems: [Diagnostic] = []
        _ = try reader.next().map { mapper.table(from: $0, diagnostics: &problems) }
        #expect(problems.map { $0.location?.description } == ["a.csv:3:4", "a.csv:7:4"])
        #expect(problems.map { $0.location?.field } == ["i-1", "i-1"])
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

    @Test("An item that stands twice in an audit is named with both places; the first counts, the other is set aside")
    func twice() throws {
        let reading = try ExportReading("safetyculture-faults.csv")
        let twice = reading.setAside.filter { $0.diagnostic.code == "tools.item-twice" }
        #expect(twice.map(\.line) == [10])
        #expect(twice.first?.diagnostic.location?.line == 10)
        #expect(twice.first?.diagnostic.arguments["first"] == 3)
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
        #expect(Set(reading.setAside.map(\.diagnostic.code)) == ["tools.item-without-audit", "tools.item-twice"])
        #expect(reading.setAside.first { $0.diagnostic.code == "tools.item-without-audit" }?.line == 11)
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
