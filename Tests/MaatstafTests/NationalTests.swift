import Foundation
import Testing

@Suite("The national comparison tells of waves and robustness")
struct NationalTests {
    private let folder: TemporaryFolder
    private let program: Program

    init() throws {
        folder = try TemporaryFolder()
        program = try Program(in: folder)
        _ = try QuestionExport.write(to: folder)
    }

    private let framework = ["--framework", "questions.framework.yaml"]

    @Test("the overview says what changed, which conclusions stand, and how scores are spread")
    func told() throws {
        let waves = try program.run(
            ["compare", "--before", "export.csv", "--after", "export.csv"] + framework + ["--out", "waves"]
        )
        #expect(waves.status <= 1, "\(waves.errors)")
        let robust = try program.run(
            ["robustness", "export.csv"] + framework + ["--replays", "200", "--out", "robust"]
        )
        #expect(robust.status <= 1, "\(robust.errors)")
        let run = try program.run(
            ["report", "export.csv"] + framework + ["--waves", "waves", "--robustness", "robust", "--out", "out"]
        )
        #expect(run.status <= 1, "\(run.errors)")
        let index = try text(at: folder["out/intern/index.html"])
        for anchor in ["spread", "waves", "robustness"] {
            #expect(index.contains("<h2 id=\"\(anchor)\">"), "\(anchor)")
        }
        #expect(!index.contains("⟨"))
        let table = try CSVFile(path: folder["robust/intern/data/robustness-conclusions.csv"])
        for row in table.rows where table.cell("area_code", of: row) == "all" {
            #expect(index.contains(table.cell("statement", of: row)), "\(row)")
        }
        let manifest = try text(at: folder["out/manifest.json"])
        #expect(manifest.contains("\"results\"") && manifest.contains("waves.json"))
        for (name, bytes) in try folder.files(below: "out/openbaar") where name.hasSuffix(".html") {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("id=\"waves\""), "\(name)")
        }
    }

    @Test("results of other files, or of another kind, are refused, and nothing is written")
    func refused() throws {
        _ = try program.run(
            ["compare", "--before", "export.csv", "--after", "export.csv"] + framework + ["--out", "waves"]
        )
        try folder.write("other.csv", text(at: folder["export.csv"]).replacing("ja", with: "nee"))
        let other = try program.run(["report", "other.csv"] + framework + ["--waves", "waves", "--out", "out"])
        #expect(other.status == 2 && other.errors.contains("[results.of-another-run]"))
        let wrong = try program.run(["report", "export.csv"] + framework + ["--robustness", "waves", "--out", "out"])
        #expect(wrong.status == 2)
        #expect(!folder.exists("out"))
    }
}
