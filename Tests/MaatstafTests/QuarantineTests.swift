import Foundation
import Testing

@Suite("Free text in quarantine")
struct QuarantineTests {
    private static let header = "key,variable,text,redacted,release,code,decided_by"

    @Test("free text goes to a file of its own that nobody else can read, and the results have none of it")
    func quarantine() throws {
        let folder = try TemporaryFolder()
        let arguments = try PlantedExport.write(to: folder)
        let program = try Program(in: folder)
        let run = try program.run([
            "quarantine", "export.csv", "--code-book", "tiny.codebook.yaml", "--pseudonym-key", "key", "--out", "q.csv",
        ])
        #expect(run.status == 0, "\(run.errors)")
        #expect(!(run.output + run.errors).contains("klaagt"))
        let table = try CSVFile(path: folder["q.csv"])
        #expect(table.header.joined(separator: ",") == Self.header)
        #expect(table.rows.count == PlantedExport.rows)
        #expect(Set(table["variable"]) == ["remark"])
        #expect(table["text"][3] == "Wubbe Tjassing klaagt over de douche 3")
        var status = stat()
        #expect(stat(folder["q.csv"], &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        // The key is the pseudonym of the results.
        let score = try program.run(
            ["score"] + arguments + ["--pseudonym-key", "key", "--out", "out", "--quarantine", "q2.csv"]
        )
        #expect(score.status <= 1, "\(score.errors)")
        #expect(try bytes(at: folder["q2.csv"]) == bytes(at: folder["q.csv"]))
        let ids = try CSVFile(path: folder["out/intern/data/locations.csv"])["assessment_id"]
        #expect(Set(table["key"]) == Set(ids))
    }

    @Test("without a key the row's place stands for an id that may not be shown")
    func place() throws {
        let folder = try TemporaryFolder()
        _ = try PlantedExport.write(to: folder)
        let run = try Program(in: folder).run([
            "quarantine", "export.csv", "--code-book", "tiny.codebook.yaml", "--out", "q.csv",
        ])
        #expect(run.status == 0)
        #expect(try CSVFile(path: folder["q.csv"])["key"].first == "export.csv:2")
    }

    @Test(
        "a quarantine file among the results, over the export, over anything else or without free text is refused",
        arguments: ["out/q.csv", "out/deep/../q.csv", "export.csv", "there.csv", "", "link/q.csv"]
    )
    func refused(place: String) throws {
        let folder = try TemporaryFolder()
        let arguments = try PlantedExport.write(to: folder)
        try folder.write("there.csv", "van iemand anders\n")
        try folder.write("out/deep/x", "")
        try FileManager.default.removeItem(atPath: folder["out/deep/x"])
        symlink(folder["out"], folder["link"])
        let before = try folder.files(below: "")
        let run = try Program(in: folder).run(["score"] + arguments + ["--out", "out", "--quarantine", place])
        #expect(run.status == 2, "\(run.errors)")
        #expect(try folder.files(below: "") == before)
    }

    private static func release(_ folder: TemporaryFolder, _ rows: String, _ more: [String] = []) throws
        -> Program.Outcome
    {
        try folder.write("q.csv", rows)
        return try Program(in: folder).run(["release", "q.csv", "--out", "vrij.csv"] + more)
    }

    @Test("only decided and redacted rows in which nothing is found leave quarantine")
    func release() throws {
        let folder = try TemporaryFolder()
        let run = try Self.release(
            folder,
            Self.header + "\n"
                + "A1,remark,Wubbe klaagt,De douche is stuk,ja,sanitair;onderhoud,M. K.\n"
                + "A2,remark,geheime tekst,,ja,,M. K.\n"
                + "A3,remark,geheime tekst,Alles in orde,yes,,\n"
                + "A4,remark,geheime tekst,Bel Sanne Veldkamp op 06-55550010,ja,,M. K.\n"
                + "A5,remark,geheime tekst,Niets,nee,,M. K.\n"
                + "A6,remark,geheime tekst,Niets,,,\n"
                + "A7,remark,geheime tekst,,nee,warmte,M. K.\n"
                + "A8,remark,geheime tekst,\"'=Regel een; met, tekens\",JA,,M. K.\n",
            ["--codes", "codes.csv"]
        )
        #expect(run.status == 1)
        #expect(
            try text(at: folder["vrij.csv"])
                == "key,variable,text\nA1,remark,De douche is stuk\nA8,remark,\"'=Regel een; met, tekens\"\n"
        )
        #expect(
            try text(at: folder["codes.csv"])
                == "key,variable,code\nA1,remark,sanitair\nA1,remark,onderhoud\nA7,remark,warmte\n"
        )
        for code in ["q.csv:3:4: redacted: fout", "q.csv:4:7: decided_by: fout", "q.csv:5:4: redacted: fout"] {
            #expect(run.errors.contains(code), "\(run.errors)")
        }
        #expect(run.errors.contains("namen van personen"))
        #expect(run.errors.contains("telefoonnummers"))
        for secret in ["geheim", "Veldkamp", "5555", "Wubbe"] {
            #expect(!(run.errors + run.output).contains(secret))
        }
    }

    @Test("the file may come back from a Dutch Excel")
    func excel() throws {
        let folder = try TemporaryFolder()
        let rows =
            "\u{FEFF}key;variable;text;redacted;release;code;decided_by\r\n"
            + "A1;remark;Wubbe klaagt;De douche is \"stuk\", al weken;ja;sanitair;M. K.\r\n"
        let run = try Self.release(folder, rows.replacing("\"stuk\", al weken", with: "stuk, al weken"))
        #expect(run.status == 0, "\(run.errors)")
        #expect(try CSVFile(path: folder["vrij.csv"])["text"] == ["De douche is stuk, al weken"])
        // It may be released again in the same place.
        #expect(try Self.release(folder, rows.replacing("\"stuk\", al weken", with: "nu heel")).status == 0)
        #expect(try CSVFile(path: folder["vrij.csv"])["text"] == ["De douche is nu heel"])
    }

    @Test("text cannot leave as a code")
    func codes() throws {
        let folder = try TemporaryFolder()
        let run = try Self.release(
            folder,
            Self.header + "\nA1,remark,x,,,dit is geen code,M. K.\nA2,remark,x,,,goed,\n",
            ["--codes", "codes.csv"]
        )
        #expect(run.status == 1)
        #expect(run.errors.contains("[release.bad-code]"))
        #expect(run.errors.contains("[release.nobody]"))
        #expect(!run.errors.contains("geen code,"))
        #expect(try text(at: folder["codes.csv"]) == "key,variable,code\n")
    }

    @Test(
        "coded answers are joined back by the id of the assessment, with and without pseudonyms",
        arguments: [false, true]
    )
    func joinedBack(hasKey: Bool) throws {
        let folder = try TemporaryFolder()
        let tables = """
                  - { column: formulier, variable: form, role: assessment-id, type: text\(hasKey ? ", personal: pseudonymise" : "") }
                  - { column: opmerking, variable: remark, type: free-text }
              - name: codes
                grain: location
                columns:
                  - { column: key, variable: code_key, type: text }
                  - column: code
                    type: choice
                    codes: [{ value: sanitair, forms: [sanitair] }, { value: warmte, forms: [warmte] }]
            joins:
              - table: codes
                on: code_key
                to: form
                derive:
                  - { variable: on_sanitation, rule: count, where: { variable: code, equals: sanitair } }
            """
        var knobs = TinyExport.Knobs()
        knobs.more = TinyExport.criterion("C1", "indicator: on_sanitation, standard: \"<= 0\"")
        let export =
            "id;naam;groep;datum;bewoners;douches;slot;formulier;opmerking\n"
            + "L1;Een;G;1-1-2025;30;3;ja;F1;De douche lekt\nL2;Twee;G;1-1-2025;30;3;ja;F2;Het is koud\n"
        let arguments = try TinyExport.write(
            to: folder,
            export: export,
            codeBook: TinyExport.codeBook(tables: tables),
            framework: TinyExport.framework(knobs)
        )
        try PlantedExport.writeKey(to: folder, "key", byte: 1)
        let key = hasKey ? ["--pseudonym-key", "key"] : []
        let program = try Program(in: folder)
        let taken = try program.run(
            ["quarantine", "export.csv", "--code-book", "tiny.codebook.yaml", "--out", "q.csv"] + key
        )
        #expect(taken.status == 0, "\(taken.errors)")
        let filled = try text(at: folder["q.csv"])
            .replacing("lekt;;;;", with: "lekt;;;sanitair;M. K.").replacing("koud;;;;", with: "koud;;;warmte;M. K.")
        try folder.write("filled.csv", filled)
        let released = try program.run("release", "filled.csv", "--out", "vrij.csv", "--codes", "codes.csv")
        #expect(released.status == 0, "\(released.errors)")
        let run = try program.run(["score"] + arguments + ["codes.csv", "--out", "out"] + key)
        #expect(run.status == 0, "\(run.errors)")
        let findings = try CSVFile(path: folder["out/intern/data/findings.csv"])
        let coded = findings.rows.filter { findings.cell("criterion", of: $0) == "C1" }
        #expect(coded.map { findings.cell("outcome", of: $0) } == ["not_met", "met"])
        #expect(coded.map { findings.cell("observed", of: $0) } == ["1", "0"])
    }

    @Test("a file that is no quarantine, or a place that is taken, is refused")
    func badFiles() throws {
        let folder = try TemporaryFolder()
        #expect(try Self.release(folder, "a,b\n1,2\n").status == 2)
        try folder.write("vrij.csv", "van iemand anders\n")
        #expect(try Self.release(folder, Self.header + "\nA1,r,x,y,ja,,M\n").status == 2)
        #expect(try text(at: folder["vrij.csv"]) == "van iemand anders\n")
        let same = try Program(in: folder).run("release", "q.csv", "--out", "q.csv")
        #expect(same.status == 2)
        #expect(try text(at: folder["q.csv"]).hasPrefix(Self.header))
    }
}

@Suite("Destroying what was made")
struct PurgeTests {
    private static let arguments = ["--reason", "bewaartermijn voorbij", "--by", "M. K.", "--date", "2026-11-23"]

    private static func results(_ folder: TemporaryFolder) throws -> Program {
        let arguments = try PlantedExport.write(to: folder)
        let program = try Program(in: folder)
        let run = try program.run(["score"] + arguments + ["--out", "out", "--quarantine", "q.csv"])
        #expect(run.status <= 1)
        return program
    }

    @Test("results and quarantine go, and the record says what went, when, by whom and why")
    func destroy() throws {
        let folder = try TemporaryFolder()
        let program = try Self.results(folder)
        let hash = try text(at: folder["out/manifest.json"])
        let run = try program.run(["purge", "out", "q.csv", "--record", "verklaring.csv"] + Self.arguments)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("Verwijderen is niet overschrijven"))
        #expect(!folder.exists("out"))
        #expect(!folder.exists("q.csv"))
        #expect(folder.exists("export.csv"))
        let record = try CSVFile(path: folder["verklaring.csv"])
        #expect(record.rows.count > 6)
        #expect(Set(record["state"]) == ["destroyed"])
        #expect(Set(record["date"]) == ["2026-11-23"])
        #expect(Set(record["by"]) == ["M. K."])
        #expect(Set(record["reason"]) == ["bewaartermijn voorbij"])
        let findings = try #require(record.rows.first { record.cell("path", of: $0) == "out/intern/data/findings.csv" })
        #expect(hash.contains(record.cell("hash", of: findings)))
    }

    @Test("a dry run says what would go and touches nothing")
    func dryRun() throws {
        let folder = try TemporaryFolder()
        let program = try Self.results(folder)
        let before = try folder.files(below: "")
        let run = try program.run(["purge", "out", "q.csv", "--dry-run"] + Self.arguments)
        #expect(run.status == 0)
        #expect(run.output.contains("zou verdwijnen: q.csv"))
        #expect(try folder.files(below: "") == before)
    }

    @Test("what Maatstaf did not make stays, and so does everything that was named with it")
    func notOurs() throws {
        let folder = try TemporaryFolder()
        let program = try Self.results(folder)
        try folder.write("mijn/brief.txt", "van mij")
        symlink(folder["out"], folder["link"])
        let before = try folder.files(below: "")
        for path in ["export.csv", "mijn", "mijn/brief.txt", "link", "absent", "/", ".", ""] {
            let run = try program.run(["purge", "out", path] + Self.arguments)
            #expect(run.status == 2, "\(path): \(run.output)")
            #expect(try folder.files(below: "") == before, "\(path)")
        }
        // A folder of results in which somebody put something else is no longer ours alone.
        try folder.write("out/notitie.txt", "van mij")
        #expect(try program.run(["purge", "out"] + Self.arguments).status == 2)
        #expect(folder.exists("out/manifest.json"))
    }

    @Test("a raw file goes only when it is named as one")
    func raw() throws {
        let folder = try TemporaryFolder()
        let program = try Self.results(folder)
        #expect(try program.run(["purge", "--raw", "out"] + Self.arguments).status == 2)
        let run = try program.run(["purge", "--raw", "export.csv"] + Self.arguments)
        #expect(run.status == 0, "\(run.errors)")
        #expect(!folder.exists("export.csv"))
        let record = try CSVFile(path: folder["destruction-2026-11-23.csv"])
        #expect(record["kind"] == ["raw"])
        #expect(record["bytes"] == ["\(PlantedExport.export.utf8.count)"])
    }

    @Test("the record neither disappears with the results nor replaces anything")
    func record() throws {
        let folder = try TemporaryFolder()
        let program = try Self.results(folder)
        #expect(try program.run(["purge", "out", "--record", "out/intern/r.csv"] + Self.arguments).status == 2)
        try folder.write("r.csv", "iets anders")
        #expect(try program.run(["purge", "out", "--record", "r.csv"] + Self.arguments).status == 2)
        #expect(try text(at: folder["r.csv"]) == "iets anders")
        #expect(folder.exists("out/manifest.json"))
    }

    @Test("a path that is named twice is destroyed and recorded once")
    func twice() throws {
        let folder = try TemporaryFolder()
        let program = try Self.results(folder)
        let whole = try program.run(["purge", "q.csv", "q.csv", "--record", "r.csv"] + Self.arguments)
        #expect(whole.status == 0)
        #expect(try CSVFile(path: folder["r.csv"]).rows.count == 1)
    }
}
