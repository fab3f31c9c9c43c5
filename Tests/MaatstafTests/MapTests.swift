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
}
