import Foundation
import Testing

@Suite("export-r")
struct ExportRTests {
    /// R with package survey, or `nil`.
    private static let rscript: String? = {
        for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
            let path = "\(folder)/Rscript"
            guard FileManager.default.isExecutableFile(atPath: path) else { continue }
            let run = try? Program(path: path, folder: nil).run("-e", "suppressPackageStartupMessages(library(survey))")
            if run?.status == 0 { return path }
        }
        return nil
    }()

    private static func skipped() -> Bool {
        if rscript == nil {
            print("skipped: R with package survey is not on this machine (make test-r installs it)")
        }
        return rscript == nil
    }

    private static let plans = [
        "default": "",
        "sampled": """
        format: maatstaf/sampling/1
        id: proef
        label: { nl: Proef, en: Trial }
        source: Invented
        level: 0.9
        sizeClasses: [400]
        inspections: { strata: region, locations: { REGIONS }, loneUnit: adjust }
        residents: { locations: sampled, loneUnit: average }
        """,
        "lone": """
        format: maatstaf/sampling/1
        id: proef
        label: { nl: Proef, en: Trial }
        source: Invented
        sizeClasses: []
        residents: { loneUnit: fail }
        """,
    ]

    private static func made(_ plan: String, in folder: TemporaryFolder) throws -> Program {
        let program = try Program(in: folder)
        let run = try program.run(
            "rehearse",
            "--locations",
            "12",
            "--seed",
            "5",
            "--out",
            "export.csv",
            "--residents",
            "answers.csv"
        )
        try #require(run.status == 0)
        var sampling: [String] = []
        if !plan.isEmpty {
            // Every region that can be there, with more locations than were drawn.
            let regions = (1...25).map { "VR\($0 < 10 ? "0" : "")\($0): 9" }.joined(separator: ", ")
            try folder.write("plan.yaml", plan.replacing("REGIONS", with: regions))
            sampling = ["--sampling", "plan.yaml"]
        }
        let files = ["export.csv", "answers.csv", "--framework", "nl-opvang"] + sampling
        let report = try program.run(["score"] + files + ["--out", "out"])
        try #require(report.status <= 1, "\(report.errors)")
        let export = try program.run(["export-r"] + files + ["--report", "out", "--out", "script.R"])
        try #require(export.status == 0, "\(export.errors)")
        return program
    }

    @Test("R finds the figures of the report, whatever the design", arguments: ["default", "sampled", "lone"])
    func same(name: String) throws {
        if Self.skipped() { return }
        let rscript = try #require(Self.rscript)
        let folder = try TemporaryFolder()
        _ = try Self.made(try #require(Self.plans[name]), in: folder)
        let run = try Program(path: rscript, folder: folder).run("script.R")
        #expect(run.status == 0, "\(run.output) \(run.errors)")
        #expect(run.output.contains("R finds the same figures"))
        let rows = try CSVFile(path: folder["out/intern/data/estimates.csv"]).rows.count
        #expect(run.output.contains("estimates.csv: \(rows) of \(rows) rows recomputed"))
        #expect(run.output.contains("openbaar/data: "))
        #expect(!run.output.contains("openbaar/data: 0 figures"))
    }

    /// Weights, households and means: 3 groups, 6 locations, answers that follow from their number.
    private static func writeWeighted(in folder: TemporaryFolder) throws {
        try folder.write(
            "tiny.codebook.yaml",
            TinyExport.codeBook(
                tables: """
                      - name: people
                        grain: respondent
                        columns:
                          - { column: plek, variable: place, type: text }
                          - { column: gewicht, variable: weight, type: number }
                          - { column: huishouden, variable: household, type: text }
                          - { column: cijfer, variable: grade, type: number, range: [1, 10] }
                          - { column: veilig, variable: safe, type: boolean }
                    joins:
                      - table: people
                        on: place
                        derive:
                          - { variable: mean_grade, rule: mean, of: grade, minimum: 5 }
                          - { variable: grade_of_safe, rule: mean, of: grade, where: { variable: safe, equals: "yes" }, minimum: 5 }
                          - { variable: share_safe, rule: share, where: { variable: safe, equals: "yes" }, minimum: 5 }
                    """
            )
        )
        func criterion(_ id: String, _ rule: String) -> String { TinyExport.criterion(id, rule) }
        try folder.write(
            "tiny.yaml",
            TinyExport.framework(
                TinyExport.Knobs(
                    more: [
                        criterion("R1", "indicator: mean_grade, standard: \">= 6\", grain: respondent"),
                        criterion("R2", "indicator: share_safe, standard: \"<= 0.9\", grain: respondent"),
                        criterion("R3", "indicator: grade_of_safe, standard: report, weight: 0, grain: respondent"),
                    ].joined(separator: "\n")
                )
            )
        )
        try folder.write(
            "plan.yaml",
            """
            format: maatstaf/sampling/1
            id: huishoudens
            label: { nl: Huishoudens, en: Households }
            source: Invented
            residents: { weights: weight, clusters: household, loneUnit: adjust }
            """
        )
        var locations = TinyExport.header
        var people = "plek;gewicht;huishouden;cijfer;veilig\n"
        for place in 0..<6 {
            locations += "L\(place);Plek \(place);G\(place % 3);1-1-2026;\(60 + place);6;ja\n"
            for person in 0..<(20 + place) {
                let grade = [4, 9, 6, 7, 3, 8, 10, 5, 6][(person * 5 + place * 2) % 9]
                let safe = ["ja", "nee", "ja", "ja", "", "nee", "ja"][(person + place * 3) % 7]
                let weight = ["1,5", "2", "0,75", "3,25"][(person + place) % 4]
                people += "L\(place);\(weight);h\(person / 2);\(person == 3 ? "NA" : "\(grade)");\(safe)\n"
            }
        }
        try folder.write("export.csv", locations)
        try folder.write("people.csv", people)
    }

    @Test("R finds weighted means and shares of households too")
    func weighted() throws {
        if Self.skipped() { return }
        let rscript = try #require(Self.rscript)
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        try Self.writeWeighted(in: folder)
        let files = [
            "export.csv", "people.csv", "--framework", "tiny.yaml", "--code-book", "tiny.codebook.yaml", "--sampling",
            "plan.yaml",
        ]
        let report = try program.run(["report"] + files + ["--out", "out"])
        try #require(report.status <= 1, "\(report.errors)")
        let table = try CSVFile(path: folder["out/intern/data/estimates.csv"])
        #expect(Set(table["measure"]).isSuperset(of: ["residents-mean", "residents-share"]))
        let export = try program.run(["export-r"] + files + ["--report", "out", "--out", "script.R"])
        try #require(export.status == 0, "\(export.errors)")
        let run = try Program(path: rscript, folder: folder).run("script.R")
        #expect(run.status == 0, "\(run.output) \(run.errors)")
    }

    @Test("A changed figure makes the script fail and is named", arguments: ["estimates.csv", "municipalities.csv"])
    func changed(file: String) throws {
        if Self.skipped() { return }
        let rscript = try #require(Self.rscript)
        let folder = try TemporaryFolder()
        _ = try Self.made("", in: folder)
        let path = folder["out/intern/data/\(file)"]
        let table = try text(at: path)
        let mark = file == "estimates.csv" ? "all.A5.residents-share," : "GM"
        let start = try #require(table.range(of: mark))
        let number = try #require(table[start.upperBound...].firstMatch(of: /0\.\d{6,}/))
        let value = try #require(Double(number.output))
        try folder.write(
            "out/intern/data/\(file)",
            table.replacingCharacters(in: number.range, with: "\(value + 0.0001)")
        )
        let run = try Program(path: rscript, folder: folder).run("script.R")
        #expect(run.status != 0)
        #expect(run.output.contains("1 differ"))
        #expect(run.output.contains(file == "estimates.csv" ? "all.A5.residents-share" : "municipalities.csv GM"))
    }

    @Test("Another file than the report was made from is refused, and no script is written")
    func otherInput() throws {
        let folder = try TemporaryFolder()
        let program = try Self.made("", in: folder)
        let answers = try text(at: folder["answers.csv"])
        try folder.write("answers.csv", answers + "L00001;ja;ja;ja;ja;ja\r\n")
        let run = try program.run(
            "export-r",
            "export.csv",
            "answers.csv",
            "--framework",
            "nl-opvang",
            "--report",
            "out",
            "--out",
            "again.R"
        )
        #expect(run.status == 2)
        #expect(run.errors.contains("[export-r.other-inputs]"))
        #expect(!FileManager.default.fileExists(atPath: folder["again.R"]))
    }

    @Test("A workbook of residents is refused with the way out")
    func workbook() throws {
        let folder = try TemporaryFolder()
        let program = try Self.made("", in: folder)
        try #require(try program.run("convert", "answers.csv", "--out", "answers.xlsx").status <= 1)
        let files = ["export.csv", "answers.xlsx", "--framework", "nl-opvang"]
        try #require(try program.run(["score"] + files + ["--out", "other"]).status <= 1)
        let run = try program.run(["export-r"] + files + ["--report", "other", "--out", "again.R"])
        #expect(run.status == 2)
        #expect(run.errors.contains("[export-r.not-csv]"))
    }

    @Test("Another setting than that of the report is refused; so is a folder that holds none")
    func otherSettings() throws {
        let folder = try TemporaryFolder()
        let program = try Self.made("", in: folder)
        let files = ["export.csv", "answers.csv", "--framework", "nl-opvang"]
        let core = try program.run(["export-r"] + files + ["--core", "--report", "out", "--out", "again.R"])
        #expect(core.status == 2)
        #expect(core.errors.contains("[export-r.other-settings]"))
        let none = try program.run(["export-r"] + files + ["--report", "nowhere", "--out", "again.R"])
        #expect(none.status == 2)
        #expect(none.errors.contains("[export-r.not-a-report]"))
    }
}
