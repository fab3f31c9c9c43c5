import Foundation
import ShelterAnalysis
import ShelterModel
import ShelterPipeline
import Testing

@Suite("The road back from a figure")
struct ExplainTests {
    /// A rehearsal export, scored and reported once.
    private struct Sample {
        let folder: TemporaryFolder
        let program: Program
        let settings: RunSettings
        let preparation: Preparation

        init(_ locations: Int) throws {
            folder = try TemporaryFolder()
            program = try Program(in: folder)
            let made = try program.run("rehearse", "--locations", "\(locations)", "--seed", "4", "--out", "export.csv")
            try #require(made.status == 0)
            let run = try program.run("report", "export.csv", "--framework", "nl-opvang", "--out", "out")
            try #require(run.status == 1)
            settings = RunSettings(files: [folder["export.csv"]], framework: "nl-opvang")
            preparation = try Preparation(settings, data: DataFolder(option: Corpus.data))
        }

        func explain(_ figure: String) throws -> FigureExplanation {
            try FigureExplanation.explanation(figure: figure, preparation: preparation, settings: settings)
        }
    }

    @Test("every figure of municipalities.csv has an explanation with the same value, digit for digit")
    func municipalityFigures() throws {
        let sample = try Sample(12)
        let table = try CSVFile(path: sample.folder["out/intern/data/municipalities.csv"])
        #expect(table.rows.count >= 36)
        var compared = 0
        for row in table.rows {
            let id = table.cell("municipality_code", of: row) + "." + table.cell("theme", of: row)
            for (column, measure) in [
                ("mean", "mean"), ("sd", "sd"), ("weighted_mean", "weighted-mean"), ("lowest", "lowest"),
                ("share_below_cutoff", "share-below-cutoff"), ("coverage", "coverage"), ("locations_scored", "scored"),
                ("locations", "locations"), ("residents", "residents"),
            ] {
                let value = try sample.explain("\(id).\(measure)").value
                #expect(value == Double(table.cell(column, of: row)), "\(id).\(measure)")
                compared += 1
            }
        }
        #expect(compared == table.rows.count * 9)
    }

    @Test("every figure of the country and of its criteria is explained as in report.json")
    func countryFigures() throws {
        let sample = try Sample(12)
        let json = try Data(contentsOf: URL(fileURLWithPath: sample.folder["out/intern/data/report.json"]))
        let country = try JSONDecoder().decode(QualityReport.self, from: json).country
        for figures in country.figures {
            let id = "all.\(figures.theme)."
            #expect(try sample.explain(id + "mean").value == figures.mean)
            #expect(try sample.explain(id + "weighted-mean").value == figures.weightedMean)
            #expect(try sample.explain(id + "sd").value == figures.sd)
            #expect(try sample.explain(id + "highest").value == figures.highest)
            #expect(try sample.explain(id + "below-cutoff").value == figures.belowCutoff.map(Double.init))
        }
        for counts in country.criteria.prefix(12) {
            let id = "all.\(counts.criterion)."
            #expect(try sample.explain(id + "met").value == Double(counts.met))
            #expect(try sample.explain(id + "not-met").value == Double(counts.notMet))
            #expect(try sample.explain(id + "not-applicable").value == Double(counts.notApplicable))
            #expect(try sample.explain(id + "unknown").value == Double(counts.unknown))
            let share = try sample.explain(id + "share-not-met")
            #expect(share.denominator == Double(counts.met + counts.notMet))
            #expect(share.rows.count(where: \.leftOut.isEmpty) == counts.met + counts.notMet)
        }
    }

    @Test("every kind of figure that a page prints can be explained")
    func printedFigures() throws {
        let sample = try Sample(12)
        var kinds: [String: String] = [:]
        for (path, bytes) in try sample.folder.files(below: "out") where path.hasSuffix(".html") {
            for match in String(decoding: bytes, as: UTF8.self).matches(of: /data-figure="([^"]*)"/) {
                let id = String(match.1)
                let parts = id.split(separator: ".")
                let level = parts.first == "all" ? "all" : parts.first?.hasPrefix("GM") == true ? "own" : "region"
                kinds["\(level).\(parts.last ?? "")"] = id
            }
        }
        #expect(kinds.count > 30)
        for id in kinds.values {
            let explanation = try sample.explain(id)
            #expect(explanation.value != nil, "\(id)")
            #expect(!explanation.rows.isEmpty)
        }
    }

    @Test("a finding leads to its cells, its rule and its source, as text and as JSON")
    func finding() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        let program = try Program(in: folder)
        let question = ["--location", "L1", "--criterion", "A1"]
        let run = try program.run(["explain"] + arguments + question)
        #expect(run.status == 0)
        for part in [
            "A1 A1 – Een (L1)", "residents / showers <= 8", "residents = 30 (export.csv:2:5 bewoners)",
            "showers = 3 (export.csv:2:6 douches)", "residents / showers = 10", "voldoet niet", "Invented",
        ] {
            #expect(run.output.contains(part), "\(part) in \(run.output)")
        }
        let json = try program.run(["explain"] + arguments + question + ["--json"])
        let found = try JSONDecoder().decode([FindingExplanation].self, from: Data(json.output.utf8))
        #expect(found.map(\.measured) == [10])
        #expect(found.first?.outcome == .notMet)
        #expect(found.first?.cells.map(\.source.column) == [5, 6])
        let figure = try program.run(["explain"] + arguments + ["--figure", "G.A1.not-met", "--json"])
        let explained = try JSONDecoder().decode(FigureExplanation.self, from: Data(figure.output.utf8))
        #expect(explained.value == 1)
        #expect(explained.rows.map(\.source.line) == [2])
        let text = try program.run(["explain"] + arguments + ["--figure", "G.a.mean", "--language", "en"])
        #expect(text.output.hasPrefix("G.a.mean = 0.58333333333\n"), "\(text.output)")
        #expect(!text.output.contains("⟨"))
    }

    @Test(
        "what is in no report is refused by name",
        arguments: [
            (["--figure", "G.a"], "explain.unknown-figure"), (["--figure", "G.b.mean"], "explain.unknown-figure"),
            (["--figure", "G.a.median"], "explain.unknown-figure"),
            (["--figure", "G.A1.mean"], "explain.unknown-figure"),
            (["--figure", "Z.a.mean"], "explain.unknown-area"), (["--figure", ""], "explain.unknown-figure"),
            (["--location", "L9", "--criterion", "A1"], "explain.unknown-location"),
            (["--location", "L1", "--criterion", "Z1"], "explain.unknown-criterion"),
        ]
    )
    func unknown(_ question: [String], _ code: String) throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        let run = try Program(in: folder).run(["explain"] + arguments + question)
        #expect(run.status == 2)
        #expect(run.messages.count == 1 && run.errors.contains("[\(code)]"), "\(run.errors)")
    }
}
