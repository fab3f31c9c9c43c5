import ShelterModel
import ShelterPipeline
import Testing

@Suite("Same inputs, same bytes")
struct SameBytesTests {
    private static func rehearsal(_ program: Program, _ locations: Int = 40) throws {
        let made = try program.run("rehearse", "--locations", "\(locations)", "--seed", "9", "--out", "export.csv")
        try #require(made.status == 0)
    }

    @Test("two runs in other locales, time zones and working folders give the same bytes")
    func surroundings() throws {
        let folder = try TemporaryFolder()
        var program = try Program(in: folder)
        try Self.rehearsal(program)
        _ = try program.run("report", "export.csv", "--framework", "nl-opvang", "--out", "first")
        let first = try folder.files(below: "first")
        #expect(first.count > 40)

        program.environment = ["LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"]
        _ = try program.run("report", "./export.csv", "--framework", "nl-opvang", "--out", "second/")
        #expect(try folder.files(below: "second") == first)

        let elsewhere = try TemporaryFolder()
        program.folder = elsewhere
        program.environment = ["LANG": "nl_NL", "LC_ALL": "nl_NL", "TZ": "Pacific/Niue", "HOME": "/nonexistent"]
        try elsewhere.write("export.csv", bytes(at: folder["export.csv"]))
        _ = try program.run("report", "export.csv", "--framework", "nl-opvang", "--out", "third")
        #expect(try elsewhere.files(below: "third") == first)
    }

    @Test("a run into an earlier output replaces it whole: nothing of it is left")
    func replaces() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        try Self.rehearsal(program, 20)
        _ = try program.run("report", "export.csv", "--framework", "nl-opvang", "--out", "out")
        #expect(folder.exists("out/intern/index.html"))
        let run = try program.run(
            "score",
            "export.csv",
            "--framework",
            "nl-opvang",
            "--only",
            "municipalities",
            "--out",
            "out"
        )
        #expect(run.status == 1)
        #expect(
            try folder.files(below: "out").keys.sorted() == [
                "intern/data/ledger-totals.csv", "intern/data/municipalities.csv", "manifest.json",
            ]
        )
        #expect(folder.content == ["export.answers.csv", "export.csv", "out"])
    }

    @Test("the number of rows per batch changes no byte")
    func batches() throws {
        let folder = try TemporaryFolder()
        try Self.rehearsal(try Program(in: folder))
        let data = try DataFolder(option: Corpus.data)
        var outputs: [[String: [UInt8]]] = []
        for batchRows in [1, 7, 4096] {
            var settings = RunSettings(files: [folder["export.csv"]], framework: "nl-opvang")
            settings.batchRows = batchRows
            settings.detail = .data
            let preparation = try Preparation(settings, data: data)
            _ = try Run(settings, preparation: preparation, data: data).write(to: folder["\(batchRows)"])
            outputs.append(try folder.files(below: "\(batchRows)"))
        }
        #expect(outputs[0].count == 20)
        #expect(outputs[1] == outputs[0])
        #expect(outputs[2] == outputs[0])
    }

    @Test("the order of two files changes no figure of a municipality")
    func order() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        for (seed, name) in [("1", "a.csv"), ("2", "b.csv")] {
            let made = try program.run("rehearse", "--locations", "30", "--seed", seed, "--clean", "--out", name)
            try #require(made.status == 0)
            // Two inspections of other places: no id may stand in both.
            let renamed = try text(at: folder[name]).replacing("\r\nL0", with: "\r\n\(seed)0")
            try folder.write(name, renamed)
        }
        let settings = ["--framework", "nl-opvang", "--out"]
        #expect(try program.run(["score", "a.csv", "b.csv"] + settings + ["ab"]).status == 0)
        #expect(try program.run(["score", "b.csv", "a.csv"] + settings + ["ba"]).status == 0)
        let figures = try text(at: folder["ab/intern/data/municipalities.csv"])
        #expect(try text(at: folder["ba/intern/data/municipalities.csv"]) == figures)
        #expect(try CSVFile(path: folder["ab/intern/data/ledger.csv"]).rows.count == 60)
    }
}
