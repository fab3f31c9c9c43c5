import Foundation
import ShelterModel
import ShelterParsers
import ShelterPipeline
import Testing

@Suite("Maps of typed names")
struct ValueMapTests {
    private static let names = """
        naam;gemeente;_uuid
        отель Зон;;u1
        HOTEL DE ZON (Zeist);;u2
        de eik;;u3
        Kasteel Onbekend;;u4
        De Eik;Ede;u5
        -zon;;u6

        """

    private static let list = """
        id,name,gemeente
        L1,Hotel de Zon,Zeist
        L4,De Eik,Zeist
        L5,De Eik,Ede

        """

    @Test("typed names are matched with a list; a person decides about the rest, and a log says what is to be changed")
    func values() throws {
        let folder = try TemporaryFolder()
        try folder.write("export.csv", Self.names)
        try folder.write("list.csv", Self.list)
        let program = try Program(in: folder)
        let map = ["map", "export.csv", "--values", "naam", "--list", "list.csv", "--municipality", "gemeente"]
        let run = try program.run(map + ["--out", "values.csv", "--as-log", "log.csv"])
        #expect(run.status == 1)
        let table = try CSVFile(path: folder["values.csv"])
        #expect(table["id"] == ["L1", "L1", "", "", "L5", "L1"])
        #expect(table["status"] == ["certain", "certain", "proposed", "proposed", "certain", "certain"])
        #expect(table["alternatives"][2] == "L4 De Eik (100 %); L5 De Eik (100 %)")
        // What a spreadsheet would take for a formula has an apostrophe.
        #expect(table["value"][5] == "'-zon")
        let proposed = try Self.log(folder, "log.csv")
        #expect(proposed.map { $0[0] } == ["u1", "u2", "u5", "u6"])
        #expect(proposed.map { $0[3] } == ["отель Зон", "HOTEL DE ZON (Zeist)", "De Eik", "'-zon"])
        #expect(Set(proposed.map { $0[5] }) == [""])

        try folder.write(
            "decided.csv",
            "value,municipality,id,status\nde eik,,L4,confirmed\n'-zon,,L1,confirmed\nKasteel Onbekend,,,proposed\n"
        )
        let decide = map + ["--decisions", "decided.csv", "--as-log", "log2.csv", "--decided-by", "A. Tester"]
        #expect(try program.run(decide + ["--out", "values2.csv"]).status == 1)
        let decided = try Self.log(folder, "log2.csv")
        #expect(decided.map { $0[1] } == ["2", "3", "4", "6", "7"])
        #expect(decided.map { $0[5] } == ["", "", "change", "", "change"])
        #expect(decided.map { $0[4] } == ["L1", "L1", "L4", "L5", "L1"])
        #expect(decided.map { $0[8] } == ["", "", "A. Tester", "", "A. Tester"])
        // It is a cleaning log as every other.
        let clean = try program.run("clean", "export.csv", "log2.csv", "--out", "clean.csv")
        #expect(clean.status == 1, "\(clean.errors)")
        #expect(try text(at: folder["clean.csv"]).contains("L4,,u3\r\n"))
        #expect(try CSVFile(path: folder["values2.csv"])["status"][2] == "confirmed")
    }

    /// The cells of a cleaning log of ours without line breaks and quotes.
    private static func log(_ folder: TemporaryFolder, _ name: String) throws -> [[String]] {
        let rows = try text(at: folder[name]).split(separator: "\r\n").map {
            $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(
            rows.first?.joined(separator: ",")
                == "\u{FEFF}uuid,line,variable,old_value,new_value,action,reason,check,decided_by"
        )
        return Array(rows.dropFirst())
    }

    @Test("names that a person confirmed are kept, read as ids by every run, and named in the manifest")
    func keptNames() throws {
        let folder = try TemporaryFolder()
        let export =
            TinyExport.header + "отель Зон;a;G;1-1-2025;30;3;ja\nde eik;b;G;1-1-2025;20;3;ja\n"
            + "L9;c;G;1-1-2025;10;3;ja\nKasteel;d;G;1-1-2025;10;3;ja\n"
        let arguments = try TinyExport.write(to: folder, export: export)
        try folder.write("list.csv", "id,name\nL1,Hotel de Zon\nL4,De Eik\nL9,Het Slot\n")
        try folder.write("kept/.keep", "")
        try folder.write(
            "decided.csv",
            "value,municipality,id,status\nотель Зон,G,L1,confirmed\nL9,G,L9,confirmed\nde eik,G,L4,proposed\n"
        )
        let program = try Program(in: folder)
        let map = [
            "map", "export.csv", "--values", "id", "--list", "list.csv", "--municipality", "groep", "--mappings",
            "kept",
        ]
        try folder.write("list.csv", "id,name,groep\nL1,Hotel de Zon,G\nL4,De Eik,G\nL9,Het Slot,G\n")
        let run = try program.run(map + ["--decisions", "decided.csv", "--out", "a.csv"])
        #expect(run.status == 1, "\(run.errors)")
        let kept = try #require(folder.files(below: "kept").keys.first { $0.hasSuffix(".values.yaml") })
        let score = try program.run(["score"] + arguments + ["--mappings", "kept", "--out", "out", "--language", "en"])
        #expect(score.status == 0, "\(score.errors)")
        let locations = try CSVFile(path: folder["out/intern/data/locations.csv"])
        #expect(Set(locations["location_id"]).sorted() == ["Kasteel", "L1", "L9", "de eik"])
        // What nobody confirmed is told, with a place and without the name.
        #expect(score.errors.contains("mapping.names-unconfirmed"))
        let manifest = try text(at: folder["out/manifest.json"])
        #expect(manifest.contains(kept))
        // What is kept need not be decided again.
        let again = try program.run(map + ["--out", "b.csv"])
        #expect(again.status == 1)
        #expect(try CSVFile(path: folder["b.csv"])["status"].filter { $0 == "confirmed" }.count == 2)
        // The log of a check names what stands in the raw file.
        try folder.write(
            "checks.yaml",
            """
            format: maatstaf/checks/1
            id: tiny
            label: { nl: Klein, en: Tiny }
            code_book: tiny
            checks:
              - id: many
                kind: range
                label: { nl: Veel, en: Many }
                why: { nl: Daarom, en: Because }
                source: Invented
                status: own
                variable: id
                indicator: residents
                high: 25
            """
        )
        let check = try program.run(
            [
                "check", "export.csv", "--code-book", "tiny.codebook.yaml", "--checks", "checks.yaml", "--mappings",
                "kept",
            ]
                + ["--out", "log.csv"]
        )
        #expect(check.status == 1, "\(check.errors)")
        #expect(try Self.log(folder, "log.csv").map { $0[3] } == ["отель Зон"])
    }

    @Test("kept names that cannot be right are refused")
    func brokenNames() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        try folder.write("list.csv", "id,name\nL1,Een\n")
        try folder.write("decided.csv", "value,municipality,id,status\nL1,,L1,confirmed\n")
        try folder.write("kept/.keep", "")
        let program = try Program(in: folder)
        let map = ["map", "export.csv", "--values", "id", "--list", "list.csv", "--mappings", "kept"]
        #expect(try program.run(map + ["--decisions", "decided.csv"]).status == 0)
        let kept = try #require(folder.files(below: "kept").keys.first { $0.hasSuffix(".values.yaml") })
        let good = try text(at: folder["kept/\(kept)"])
        for (bad, code) in [
            (good.replacing("column: id", with: "column: naam"), "mapping.other-header"),
            (good + "- value: L1\n  id: L2\n", "mapping.name-twice"),
            (good.replacing("maatstaf/values/1", with: "maatstaf/values/2"), "yaml.format-newer"),
        ] {
            try folder.write("kept/\(kept)", bad)
            let run = try program.run(["score"] + arguments + ["--mappings", "kept", "--out", "out"])
            #expect(run.status == 2 && run.errors.contains("[\(code)]"), "\(run.errors)")
            #expect(!folder.exists("out"))
        }
        try folder.write("kept/\(kept)", good)
        try folder.write("list.csv", "id,name\nL2,Twee\n")
        let other = try program.run(map)
        #expect(other.status == 2 && other.errors.contains("[mapping.unknown-location]"), "\(other.errors)")
    }

    @Test(
        "a list or a decision that cannot be right is refused",
        arguments: [
            ("id,name\nL1,\n", "", "mapping.list-incomplete"), ("id,name\nL1,A\nL1,B\n", "", "mapping.list-id-twice"),
            ("code,name\nL1,A\n", "", "mapping.no-column"), ("id,name,ID\nL1,A,B\n", "", "table.duplicate-column"),
            ("id,name\nL1,A\n", "value,id,status\nx,L2,confirmed\n", "mapping.unknown-location"),
            ("id,name\nL1,A\n", "value,id,status\nx,L1,sure\n", "mapping.unknown-status"),
            ("id,name\nL1,A\nL2,B\n", "value,id,status\nx,L1,confirmed\nx,L2,confirmed\n", "mapping.decided-twice"),
        ]
    )
    func refused(list: String, decisions: String, code: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("export.csv", Self.names)
        try folder.write("list.csv", list)
        try folder.write("decided.csv", decisions)
        let more = decisions.isEmpty ? [] : ["--decisions", "decided.csv"]
        let run = try Program(in: folder).run(
            ["map", "export.csv", "--values", "naam", "--list", "list.csv", "--out", "values.csv"] + more
        )
        #expect(run.status == 2)
        #expect(run.errors.contains("[\(code)]"), "\(run.errors)")
        #expect(!folder.exists("values.csv"))
    }
}
