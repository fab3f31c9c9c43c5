import Foundation
import Testing

@Suite("Exports of several parts")
struct PartsTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "ShelterParsersTests/Exports/Fixtures")

    /// Criteria about the rooms.
    private static var framework: String {
        var knobs = TinyExport.Knobs()
        knobs.more = TinyExport.criterion("A5", "indicator: lockable, standard: \">= 2\"")
        return TinyExport.framework(knobs)
    }

    private static func copy(_ fixture: String, to folder: TemporaryFolder) throws {
        try FileManager.default.copyItem(atPath: fixtures.appending(path: fixture).path, toPath: folder[fixture])
    }

    @Test("every sheet that fits a table of the code book is read as that table; the others are named")
    func sheets() throws {
        let folder = try TemporaryFolder()
        _ = try TinyExport.write(
            to: folder,
            codeBook: TinyExport.codeBook(tables: TinyExport.rooms),
            framework: Self.framework
        )
        try Self.copy("parts.xlsx", to: folder)
        let run = try Program(in: folder).run(
            "score",
            "parts.xlsx",
            "--framework",
            "tiny.framework.yaml",
            "--out",
            "out"
        )
        #expect(run.status < 2)
        #expect(
            try text(at: folder["out/intern/data/ledger.csv"]).split(separator: "\n").sorted() == [
                "file,line,status,code", "parts.xlsx#Kamers,2,used,", "parts.xlsx#Kamers,3,used,",
                "parts.xlsx#Kamers,4,used,", "parts.xlsx#Locaties,2,used,", "parts.xlsx#Locaties,3,used,",
            ]
        )
        let findings = try CSVFile(path: folder["out/intern/data/findings.csv"])
        #expect(findings.rows.contains { $0.contains("A5") && $0.contains("met") })
        let diagnostics = try text(at: folder["out/intern/data/diagnostics.csv"])
        #expect(diagnostics.contains("tools.parts-unread"))
        #expect(diagnostics.contains("Toelichting"))
    }

    @Test("a sheet that somebody names is read alone")
    func namedSheet() throws {
        let folder = try TemporaryFolder()
        _ = try TinyExport.write(to: folder)
        try Self.copy("parts.xlsx", to: folder)
        let run = try Program(in: folder).run(
            "score",
            "parts.xlsx",
            "--sheet",
            "Locaties",
            "--framework",
            "tiny.framework.yaml",
            "--out",
            "out"
        )
        #expect(run.status < 2)
        let ledger = try text(at: folder["out/intern/data/ledger.csv"])
        #expect(ledger.contains("parts.xlsx,2,used,"))
        #expect(!ledger.contains("#"))
    }

    @Test("sheets that fit no table are refused, and named")
    func noSheetFits() throws {
        let folder = try TemporaryFolder()
        _ = try TinyExport.write(to: folder)
        try Self.copy("kobotoolbox.xlsx", to: folder)
        let run = try Program(in: folder).run(
            "score",
            "kobotoolbox.xlsx",
            "--framework",
            "tiny.framework.yaml",
            "--out",
            "out"
        )
        #expect(run.status == 2)
        #expect(run.errors.contains("sheet.several"))
        #expect(run.errors.contains("kamers"))
    }

    @Test("the audits of SafetyCulture are locations, and its repeating sections rooms of them")
    func sections() throws {
        let folder = try TemporaryFolder()
        let codeBook = """
            format: maatstaf/codebook/1
            id: tiny
            version: "1"
            label: { nl: Klein, en: Tiny }
            source: "Invented"
            assessments: each
            register: none
            decimal: comma
            booleans: { "yes": [ja], "no": [nee] }
            missing: { not-asked: [NA] }
            tables:
              - name: locations
                grain: location
                columns:
                  - { column: AuditID, variable: id, role: location-id, type: text }
                  - { column: TemplateName, role: municipality, type: text }
                  - { column: i-2, variable: residents, role: residents, type: integer }
                  - { column: i-2.score, variable: showers, type: number }
                  - { column: i-1, variable: lock, type: boolean }
              - name: rooms
                grain: room
                columns:
                  - { column: AuditID, variable: room_location, type: text }
                  - { column: RepeatingSectionParentID, variable: room, type: text }
                  - { column: i-11, variable: room_lock, type: boolean }
            joins:
              - table: rooms
                on: room_location
                derive:
                  - { variable: lockable, rule: count, where: { variable: room_lock, equals: "yes" }, unit: rooms }
            """
        _ = try TinyExport.write(to: folder, codeBook: codeBook, framework: Self.framework)
        try Self.copy("safetyculture-sections.csv", to: folder)
        let run = try Program(in: folder).run(
            "score",
            "safetyculture-sections.csv",
            "--framework",
            "tiny.framework.yaml",
            "--date",
            "2026-03-02",
            "--out",
            "out"
        )
        #expect(run.status < 2)
        let ledger = try text(at: folder["out/intern/data/ledger.csv"])
        #expect(ledger.contains("safetyculture-sections.csv#audits,2,used,"))
        #expect(ledger.split(separator: "\n").count { $0.contains("#sections") } == 3)
    }
}
