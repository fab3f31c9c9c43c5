import Foundation
import ShelterCleaning
import ShelterModel
import ShelterParsers
import ShelterPipeline
import Testing

/// An invented export with personal data planted in every place where it could slip through.
enum PlantedExport {
    static let codeBook = """
        format: maatstaf/codebook/1
        id: tiny
        version: "1"
        label: { nl: Klein, en: Tiny }
        source: "Invented"
        assessments: newest
        register: none
        decimal: either
        booleans: { "yes": [ja], "no": [nee] }
        missing: { not-asked: [NA] }
        tables:
          - name: locations
            grain: location
            columns:
              - { column: id, role: location-id, type: text }
              - { column: naam, role: location-name, type: text }
              - { column: groep, role: municipality, type: text }
              - { column: datum, role: visit-date, type: date }
              - { column: formulier, variable: form, role: assessment-id, type: text, personal: pseudonymise }
              - { column: bewoners, variable: residents, role: residents, type: integer }
              - { column: douches, variable: showers, type: number }
              - { column: slot, variable: lock, type: boolean }
              - { column: telefoon, variable: contact, type: boolean }
              - { column: bsn, variable: rooms, type: integer, range: [0, 500] }
              - column: geboren
                variable: born
                type: date
                personal: drop
                derive:
                  - { variable: age_class, rule: age-class, at: datum, from: [0, 18, 65] }
              - column: breedte
                variable: lat
                type: number
                personal: drop
                derive:
                  - { variable: distance_km, rule: distance, longitude: lon, to: [52.09, 5.12] }
              - { column: lengte, variable: lon, type: number, personal: drop }
              - { column: opmerking, variable: remark, type: free-text }
        """

    static let rows = 24
    static let header =
        "id;naam;groep;datum;formulier;bewoners;douches;slot;telefoon;bsn;geboren;breedte;lengte;opmerking;e-mail;inspecteur\n"

    static func bsn(_ row: Int) -> Int {
        // The next number that passes the eleven test.
        var number = 123_400_000 + row * 1_000
        while !passes(number) { number += 1 }
        return number
    }

    private static func passes(_ number: Int) -> Bool {
        let digits = String(number).compactMap(\.wholeNumberValue)
        return zip(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]).reduce(0) { $0 + $1.0 * $1.1 } % 11 == 0
    }

    static func phone(_ row: Int) -> String { "06-555500\(row + 10)" }

    static let export: String = {
        var text = header
        for row in 0..<rows {
            text +=
                "L\(row);Hotel Zon \(row);G;\(row % 28 + 1)-1-2025;sanne.veldkamp\(row)@planted.example;30;3;ja;\(phone(row));"
            text += "\(bsn(row));\(row % 28 + 1)-3-19\(50 + row);52,\(37_310 + row);4,\(89_220 + row);"
            text += "Wubbe Tjassing klaagt over de douche \(row);mail\(row)@planted.example;Gjalt Zandstra\n"
        }
        return text
    }()

    /// What may stand in no output.
    static let secrets: [String] =
        ["planted.example", "veldkamp", "Tjassing", "klaagt over", "Gjalt", "Zandstra"]
        + (0..<rows).flatMap {
            [
                "\(bsn($0))", phone($0), "555500\($0 + 10)", "19\(50 + $0)-03", "-3-19\(50 + $0)", "\(37_310 + $0)",
                "\(89_220 + $0)",
            ]
        }

    static func framework() -> String {
        var knobs = TinyExport.Knobs()
        knobs.more = [
            TinyExport.criterion("P1", "indicator: contact, standard: \"is yes\""),
            TinyExport.criterion("P2", "indicator: rooms, standard: \">= 1\""),
            TinyExport.criterion("P3", "indicator: age_class, standard: \"one of [18-64, 65-plus]\""),
            TinyExport.criterion("P4", "indicator: distance_km, standard: \"<= 40\""),
            TinyExport.criterion("P5", "indicator: lat, standard: \">= 1\""),
        ].joined(separator: "\n")
        return TinyExport.framework(knobs)
    }

    static func write(to folder: TemporaryFolder) throws -> [String] {
        let arguments = try TinyExport.write(to: folder, export: export, codeBook: codeBook, framework: framework())
        try writeKey(to: folder, "key", byte: 1)
        return arguments
    }

    static func writeKey(to folder: TemporaryFolder, _ name: String, byte: UInt8) throws {
        try folder.write(name, (0..<32).map { $0 &* 7 &+ byte })
        chmod(folder[name], 0o600)
    }
}

@Suite("Personal data on the road")
struct PrivacyTests {
    @Test(
        "nothing of a planted secret stands in any output or message, with and without a key",
        arguments: [false, true]
    )
    func planted(hasKey: Bool) throws {
        let folder = try TemporaryFolder()
        let arguments = try PlantedExport.write(to: folder) + (hasKey ? ["--pseudonym-key", "key"] : [])
        let program = try Program(in: folder)
        var said = ""
        for (command, language) in [("report", "nl"), ("report", "en"), ("score", "nl")] {
            let run = try program.run(
                [command] + arguments + ["--out", "out-\(command)-\(language)", "--language", language]
            )
            #expect(run.status <= 1, "\(run.errors)")
            said += run.output + run.errors
            let json = try program.run(
                [command] + arguments + ["--out", "json-\(command)-\(language)", "--language", language, "--json"]
            )
            said += json.output + json.errors
        }
        for criterion in ["A1", "P1", "P2", "P3", "P4", "P5"] {
            let run = try program.run(["explain"] + arguments + ["--location", "L3", "--criterion", criterion])
            #expect(run.status == 0, "\(run.errors)")
            said += run.output + run.errors
        }
        var places = ["messages": Array(said.utf8)]
        for folderName in folder.content where folderName.hasPrefix("out-") || folderName.hasPrefix("json-") {
            for (name, bytes) in try folder.files(below: folderName) { places["\(folderName)/\(name)"] = bytes }
        }
        #expect(places.count > 20)
        for (name, bytes) in places {
            // A hash holds any five digits sooner or later.
            let text = String(decoding: bytes, as: UTF8.self).lowercased().replacing(/[0-9a-f]{64}/, with: "")
            for secret in PlantedExport.secrets {
                #expect(!text.contains(secret.lowercased()), "\(secret) stands in \(name)")
            }
        }
    }

    @Test("the privacy report names every column that was found, and what happened to it")
    func report() throws {
        let folder = try TemporaryFolder()
        let arguments = try PlantedExport.write(to: folder)
        let program = try Program(in: folder)
        let run = try program.run(["score"] + arguments + ["--out", "out"])
        #expect(run.errors.contains("[privacy.withheld]"))
        #expect(run.errors.contains("--pseudonym-key"))
        #expect(run.errors.contains("[privacy.quarantined]"))
        #expect(run.errors.contains("[privacy.not-read]"))
        let table = try CSVFile(path: folder["out/intern/data/privacy.csv"])
        let found = Dictionary(
            uniqueKeysWithValues: table.rows.map { row in
                (
                    table.cell("header", of: row),
                    "\(table.cell("kind", of: row)) \(table.cell("action", of: row)) \(table.cell("reason", of: row))"
                )
            }
        )
        #expect(
            found == [
                "formulier": "email withheld no-key", "telefoon": "phone withheld looks-personal",
                "bsn": "bsn withheld looks-personal", "geboren": "birth withheld code-book",
                "breedte": "coordinates withheld code-book", "lengte": "coordinates withheld code-book",
                "opmerking": " quarantined free-text", "e-mail": "email not-read not-in-code-book",
                "inspecteur": "name not-read not-in-code-book",
            ]
        )
        #expect(Set(table["values"]) == ["", "24"])
        let manifest = try text(at: folder["out/manifest.json"])
        #expect(manifest.contains("\"withheld\" : 6"))
        #expect(manifest.contains("\"quarantined\" : 1"))
        #expect(manifest.contains("\"notRead\" : 2"))
    }

    @Test("what is derived counts, and what it was derived from is withheld")
    func derived() throws {
        let folder = try TemporaryFolder()
        let arguments = try PlantedExport.write(to: folder)
        let program = try Program(in: folder)
        #expect(try program.run(["score"] + arguments + ["--out", "out"]).status <= 1)
        let findings = try CSVFile(path: folder["out/intern/data/findings.csv"])
        let outcome = { (criterion: String) in
            Set(
                findings.rows.filter { findings.cell("criterion", of: $0) == criterion }.map {
                    findings.cell("outcome", of: $0)
                }
            )
        }
        #expect(outcome("P3") == ["met"])
        #expect(outcome("P4") == ["met"])
        for criterion in ["P1", "P2", "P5"] {
            #expect(outcome(criterion) == ["unknown"])
        }
        let reasons = findings.rows.filter { findings.cell("criterion", of: $0) == "P5" }.map {
            findings.cell("reason", of: $0)
        }
        #expect(Set(reasons) == ["withheld"])
        let classes = findings.rows.filter { findings.cell("criterion", of: $0) == "P3" }.map {
            findings.cell("observed", of: $0)
        }
        #expect(Set(classes) == ["18-64", "65-plus"])
        let explained = try program.run(["explain"] + arguments + ["--location", "L3", "--criterion", "P5"])
        #expect(explained.output.contains("weggelaten: kan naar een persoon leiden"))
    }

    @Test("with a key the same value gives the same pseudonym, and another key another one")
    func pseudonyms() throws {
        let folder = try TemporaryFolder()
        let arguments = try PlantedExport.write(to: folder)
        try PlantedExport.writeKey(to: folder, "other", byte: 2)
        let program = try Program(in: folder)
        var ids: [[String]] = []
        for (key, out) in [("key", "a"), ("key", "b"), ("other", "c")] {
            #expect(try program.run(["score"] + arguments + ["--pseudonym-key", key, "--out", out]).status <= 1)
            ids.append(try CSVFile(path: folder["\(out)/intern/data/locations.csv"])["assessment_id"])
        }
        #expect(ids[0] == ids[1])
        #expect(Set(ids[0]).isDisjoint(with: ids[2]))
        #expect(ids[0].allSatisfy { $0.count == 26 })
        #expect(Set(ids[0]).count == PlantedExport.rows)
        let manifests = try ["a", "c"].map { try text(at: folder["\($0)/manifest.json"]) }
        #expect(manifests[0].contains("\"key\" : \""))
        #expect(manifests[0] != manifests[1])
        // HMAC-SHA-256 with the bytes 1, 8, 15, …, computed in Python.
        let key = try PseudonymKey(path: folder["key"])
        #expect(key.pseudonym("L1") == "vazljwj7krxdxlgzhtcahe3qpe")
        #expect(key.id == "d62c7160")
    }

    @Test(
        "a key that others can read, that is short or that is no file is refused and not shown",
        arguments: ["open", "short", "same", "folder", "absent"]
    )
    func badKeys(name: String) throws {
        let folder = try TemporaryFolder()
        let arguments = try PlantedExport.write(to: folder)
        try folder.write("open", (0..<32).map { UInt8($0) })
        chmod(folder["open"], 0o640)
        try folder.write("short", "zestien tekens!!")
        try folder.write("same", String(repeating: "a", count: 64))
        for name in ["short", "same"] { chmod(folder[name], 0o600) }
        try folder.write("folder/x", "x")
        let run = try Program(in: folder).run(["score"] + arguments + ["--pseudonym-key", name, "--out", "out"])
        #expect(run.status == 2)
        #expect(run.messages.count == 1, "\(run.errors)")
        #expect(!run.errors.contains("zestien"))
        #expect(!folder.exists("out"))
    }

    @Test("a column that turns out personal behind the rows that were looked at stops the run, and nothing is written")
    func late() throws {
        let folder = try TemporaryFolder()
        let first = "L1;Een;G;1-1-2025;30;3;ja;\n"
        var export = "id;naam;groep;datum;bewoners;douches;slot;melding\n" + String(repeating: first, count: 20_500)
        for row in 0..<30 { export += "L\(row + 2);Een;G;1-1-2025;30;3;ja;bewoner\(row)@planted.example\n" }
        let codeBook = TinyExport.codeBook() + "\n      - { column: melding, variable: notice, type: text }\n"
        let arguments = try TinyExport.write(to: folder, export: export, codeBook: codeBook)
        let run = try Program(in: folder).run(["score"] + arguments + ["--out", "out"])
        #expect(run.status == 2)
        #expect(run.errors.contains("[privacy.found-late]"))
        #expect(!run.errors.contains("planted"))
        #expect(!folder.exists("out"))
    }

    @Test("a file without a header gives no header away")
    func noHeader() throws {
        let folder = try TemporaryFolder()
        let export = "id;naam;groep;iemand@planted.example\nL1;Een;G;x\n"
        let arguments = try TinyExport.write(to: folder, export: export)
        let run = try Program(in: folder).run(["score"] + arguments + ["--out", "out", "--date", "2025-01-01"])
        #expect(!(run.errors + run.output).contains("planted"))
    }

    @Test("records lose the columns that may not be shown, and keep their shape")
    func filter() throws {
        let folder = try TemporaryFolder()
        _ = try PlantedExport.write(to: folder)
        let data = try DataFolder(option: Corpus.data)
        let verdicts = try PrivacyPass.verdicts(
            path: folder["export.csv"],
            displayName: "export.csv",
            options: ExportOptions(),
            marks: try data.personalDataMarks()
        )
        for key in [nil, try PseudonymKey(path: folder["key"])] {
            let filter = PrivacyFilter(verdicts, key: key)
            var reader = try ExportReader(path: folder["export.csv"], displayName: "export.csv")
            let header = filter.kept(reader.header)
            #expect(header.contains("formulier") == (key != nil))
            #expect(!header.contains("geboren"))
            var records = 0
            while let batch = try reader.next() {
                let kept = filter.filter(batch)
                records += kept.recordCount
                for record in 0..<kept.recordCount {
                    #expect(kept.fields(of: record).count == header.count)
                    let cells = kept.fields(of: record).map(kept.text)
                    #expect(cells[0] == "L\(record)")
                    for secret in ["planted", "\(PlantedExport.bsn(record))", PlantedExport.phone(record), "Gjalt"] {
                        #expect(!cells.joined(separator: "|").contains(secret))
                    }
                }
            }
            #expect(records == PlantedExport.rows)
        }
    }
}
