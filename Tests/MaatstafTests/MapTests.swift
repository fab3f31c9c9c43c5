import Foundation
import ShelterModel
import ShelterParsers
import ShelterPipeline
import Testing

@Suite("Maps of columns and values")
struct MapTests {
    /// As LimeSurvey writes it: codes of its own, and questions in Dutch.
    private static let export = """
        "V1. Kenmerk van de locatie","V2. Naam","V3. Groep","V4. Datum van het bezoek","V5. Aantal bewoners","V6. Aantal douches","V7. Kan de deur op slot?","V8. Inspecteur"
        "L1","Een","G","1-1-2025","30","3","ja","Aa"
        "L2","Twee","G","2-1-2025","12","4","nee","Bb"
        "L3","Drie","G","3-1-2025","9","2","ja","Aa"
        "L4","Vier","G","4-1-2025","8","1","ja","Aa"
        "L5","Vijf","G","5-1-2025","7","1","nee","Bb"

        """

    private static let codeBook = TinyExport.codeBook()
        .replacing("{ column: id, role", with: "{ column: id, label: { nl: Kenmerk van de locatie, en: Id }, role")
        .replacing("{ column: slot,", with: "{ column: slot, label: { nl: Slot op de deur, en: Lock on the door },")

    private static func prepare(_ folder: TemporaryFolder) throws -> Program {
        _ = try TinyExport.write(to: folder, export: export, codeBook: codeBook)
        return try Program(in: folder)
    }

    private static let arguments = ["map", "export.csv", "--framework", "tiny.framework.yaml"]

    /// The only mapping in a folder.
    private static func mapping(_ folder: TemporaryFolder, _ name: String) throws -> (
        path: String, value: ColumnMapping
    ) {
        let files = try folder.files(below: name).keys.sorted()
        try #require(files.count == 1)
        let path = "\(name)/\(files[0])"
        return (path, try ColumnMappingFile.mapping(yaml: text(at: folder[path]), file: files[0]))
    }

    @Test(
        "what is doubtful is not used until a person confirms it; then the export is scored and the manifest names the mapping"
    )
    func confirm() throws {
        let folder = try TemporaryFolder()
        let program = try Self.prepare(folder)
        let score = ["score", "export.csv", "--framework", "tiny.framework.yaml", "--out", "out"]
        #expect(try program.run(score).status == 2)

        let first = try program.run(Self.arguments + ["--mappings", "kept", "--out", "mapped.yaml"])
        #expect(first.status == 1)
        var (path, mapping) = try Self.mapping(folder, "kept")
        #expect(mapping.fingerprint.hasPrefix(path.dropFirst("kept/".count).dropLast(".yaml".count)))
        let before = Dictionary(uniqueKeysWithValues: mapping.columns.map { ($0.header, $0) })
        #expect(before["V1. Kenmerk van de locatie"]?.status == .certain)
        #expect(before["V5. Aantal bewoners"]?.variable == "residents")
        let door = try #require(before["V7. Kan de deur op slot?"])
        #expect(door.variable == "lock")
        #expect(door.status == .proposed)
        #expect(before["V8. Inspecteur"]?.variable == nil)
        // What is doubtful is not in the code book.
        let written = try CodeBookFile.codeBook(yaml: text(at: folder["mapped.yaml"]), file: "mapped.yaml")
        #expect(written.tables[0].columns.first { $0.variable == "residents" }?.headers == ["V5. Aantal bewoners"])
        #expect(written.tables[0].columns.first { $0.variable == "lock" }?.headers == ["slot"])

        for index in mapping.columns.indices {
            if mapping.columns[index].variable != nil { mapping.columns[index].status = .confirmed }
        }
        try folder.write(path, try ColumnMappingFile.yaml(mapping))
        let run = try program.run(score + ["--mappings", "kept"])
        #expect(run.status == 0, "\(run.errors)")
        let findings = try CSVFile(path: folder["out/intern/data/findings.csv"])
        #expect(findings.rows.count == 15)
        #expect(Set(findings["reason"]) == [""])
        let manifest = try JSONDecoder().decode(Manifest.self, from: Data(bytes(at: folder["out/manifest.json"])))
        #expect(manifest.mappings?.map(\.file) == [String(path.dropFirst("kept/".count))])
        #expect(manifest.mappings?.first?.hash == BlockHash.hex(of: try text(at: folder[path])))

        // The same command again keeps what was confirmed.
        let again = try program.run(Self.arguments + ["--mappings", "kept"])
        #expect(again.status == 0, "\(again.errors)")
        #expect(try Self.mapping(folder, "kept").value.columns.count { $0.status == .confirmed } == 7)
    }

    @Test("without a folder and a file the mapping is printed, and the same input gives the same bytes")
    func printed() throws {
        let folder = try TemporaryFolder()
        let program = try Self.prepare(folder)
        let run = try program.run(Self.arguments + ["--language", "en"])
        let mapping = try ColumnMappingFile.mapping(yaml: run.output, file: "printed")
        #expect(mapping.columns.count == 8)
        #expect(mapping.columns[4].reasons.first?.contains("% like") == true)
        #expect(try program.run(Self.arguments + ["--language", "en"]).output == run.output)
        #expect(folder.content == ["export.csv", "tiny.codebook.yaml", "tiny.framework.yaml"])
    }

    @Test("inputs are never written, and other files only when that is said")
    func outputs() throws {
        let folder = try TemporaryFolder()
        let program = try Self.prepare(folder)
        let raw = try bytes(at: folder["export.csv"])
        for place in ["export.csv", "./export.csv"] {
            let run = try program.run(Self.arguments + ["--out", place, "--replace"])
            #expect(run.status == 2)
            #expect(run.errors.contains("[output.is-input]"))
        }
        #expect(try bytes(at: folder["export.csv"]) == raw)
        try folder.write("there.yaml", "mine")
        let refused = try program.run(Self.arguments + ["--out", "there.yaml"])
        #expect(refused.status == 2)
        #expect(refused.errors.contains("[output.exists]"))
        #expect(try text(at: folder["there.yaml"]) == "mine")
        #expect(try program.run(Self.arguments + ["--out", "there.yaml", "--replace"]).status == 1)
        #expect(folder.exists("there.mapping.yaml"))
    }

    @Test("a mapping of another code book, of another header or of unknown variables is refused")
    func unfit() throws {
        let folder = try TemporaryFolder()
        let program = try Self.prepare(folder)
        _ = try program.run(Self.arguments + ["--mappings", "kept"])
        let (path, mapping) = try Self.mapping(folder, "kept")
        let score = ["score", "export.csv", "--framework", "tiny.framework.yaml", "--out", "out", "--mappings"]
        var other = mapping
        other.codeBook = "other"
        var header = mapping
        header.fingerprint = String(repeating: "0", count: 64)
        var unknown = mapping
        unknown.columns[7].variable = "nothing"
        unknown.columns[7].status = .confirmed
        for (value, code) in [
            (other, "mapping.other-code-book"), (header, "mapping.other-header"), (unknown, "mapping.unknown-variable"),
        ] {
            try folder.write(path, try ColumnMappingFile.yaml(value))
            let run = try program.run(score + ["kept"])
            #expect(run.status == 2)
            #expect(run.errors.contains("[\(code)]"), "\(run.errors)")
        }
        let absent = try program.run(score + ["nowhere"])
        #expect(absent.status == 2)
        #expect(absent.errors.contains("[mapping.no-folder]"))
    }

    @Test("a person answers the questions one by one; ties are never taken with a mere return")
    func dialogue() throws {
        let folder = try TemporaryFolder()
        _ = try Self.prepare(folder)
        try folder.write(
            "twice.csv",
            "V1. Kenmerk van de locatie,V3. Groep,Douches,douches,Kan de deur op slot?\nL1,G,3,3,ja\nL2,G,4,5,nee\n"
        )
        func settled(_ answers: [String]) throws -> (run: MappingRun, shown: [String]) {
            var settings = MappingSettings(file: folder["twice.csv"], framework: folder["tiny.framework.yaml"])
            settings.codeBook = folder["tiny.codebook.yaml"]
            var run = try MappingRun(settings, data: DataFolder(option: nil))
            var rest = answers[...]
            var shown: [String] = []
            MappingDialogue(run.texts, show: { shown.append($0) }, readAnswer: { rest.popFirst() }).settle(&run)
            return (run, shown)
        }
        let start = try settled([])
        #expect(start.run.doubtful == [2, 3, 4])
        let returns = try settled(["", "", ""])
        #expect(returns.run.mapping.columns[2].variable == nil)
        #expect(returns.run.mapping.columns[4].variable == "lock")
        #expect(returns.run.mapping.columns[4].status == .confirmed)
        // Once one of the two is chosen, nothing is left to ask about the other.
        let chosen = try settled(["9", "1", "n"])
        #expect(chosen.run.mapping.columns[2].variable == "showers")
        #expect(chosen.run.mapping.columns[3].variable == nil)
        #expect(chosen.run.mapping.columns[4].variable == nil)
        #expect(chosen.run.mapping.columns[4].status == .confirmed)
        let stopped = try settled(["s"])
        #expect(stopped.run.mapping.columns.allSatisfy { $0.status != .confirmed })
        #expect(stopped.shown.contains { $0.contains("Douches") })
        // Two columns under one header cannot both be read.
        #expect(chosen.run.codeBook.applying(chosen.run.mapping).tables[0].columns[5].headers == ["Douches"])
    }

    @Test(
        "a crosswalk reads an older export: renamed columns count, what changed is not comparable, and the manifest names it"
    )
    func crosswalk() throws {
        let folder = try TemporaryFolder()
        let export = "id;naam;groep;datum;personen;douches;slot\nL1;Een;G;1-1-2025;30;5;ja\n"
        let arguments = try TinyExport.write(to: folder, export: export)
        try folder.write(
            "wave.yaml",
            """
            format: maatstaf/crosswalk/1
            id: wave
            label: { nl: Meting, en: Wave }
            source: Invented
            from: { codeBook: tiny, version: "0" }
            to: { codeBook: tiny, version: "1" }
            others: same
            variables:
              - { variable: residents, is: renamed, from: personen }
              - { variable: lock, is: changed, reason: { nl: Anders gevraagd, en: Asked otherwise } }
            """
        )
        let program = try Program(in: folder)
        let run = try program.run(["score"] + arguments + ["--crosswalk", "wave.yaml", "--out", "out"])
        #expect(run.status == 0, "\(run.errors)")
        let findings = try CSVFile(path: folder["out/intern/data/findings.csv"])
        #expect(findings["outcome"] == ["met", "unknown", "met"])
        #expect(findings["reason"] == ["", "not-comparable", ""])
        let manifest = try JSONDecoder().decode(Manifest.self, from: Data(bytes(at: folder["out/manifest.json"])))
        #expect(manifest.crosswalk?.id == "wave")
        #expect(manifest.crosswalk?.hash == BlockHash.hex(of: try text(at: folder["wave.yaml"])))
        #expect(manifest.mappings == nil)
    }

    @Test("a questionnaire becomes a code book, and what a person must fill in stands above it")
    func questionnaire() throws {
        let folder = try TemporaryFolder()
        let form = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "ShelterParsersTests/Fixtures").path
        let program = try Program(in: folder)
        let run = try program.run("map", "\(form)/nested.xlsx", "--out", "form.yaml")
        #expect(run.status == 1)
        #expect(run.errors.contains("[form.role-missing]"))
        let yaml = try text(at: folder["form.yaml"])
        #expect(yaml.contains("# Vul zelf in: de rol location-id; geen vraag lijkt erop.\n"))
        let good = try program.run("map", "\(form)/inspectie.xlsx")
        #expect(good.status == 0)
        #expect(good.output.contains("role: location-id"))
        let csv = try folder.write("export.csv", TinyExport.header)
        #expect(try program.run("map", csv).status == 64)
    }

    // MARK: Values

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
