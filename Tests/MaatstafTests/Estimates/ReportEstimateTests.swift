import Foundation
import ShelterModel
import Testing

@Suite("Estimates in a report")
struct ReportEstimateTests {
    /// Invented inspections and answers of residents, reported once.
    private struct Sample {
        let folder: TemporaryFolder
        let program: Program

        init(_ locations: Int, plan: String? = nil, command: String = "report") throws {
            folder = try TemporaryFolder()
            program = try Program(in: folder)
            let made = try program.run(
                "rehearse",
                "--locations",
                "\(locations)",
                "--seed",
                "5",
                "--clean",
                "--out",
                "export.csv",
                "--residents",
                "answers.csv"
            )
            try #require(made.status == 0)
            if let plan { try folder.write("plan.yaml", plan) }
            let run = try program.run(
                [command] + files + (plan == nil ? [] : ["--sampling", "plan.yaml"]) + ["--out", "out"]
            )
            try #require(run.status <= 1, "\(run.errors)")
        }

        var files: [String] { ["export.csv", "answers.csv", "--framework", "nl-opvang"] }

        func table(_ name: String) throws -> CSVFile { try CSVFile(path: folder["out/intern/data/\(name)"]) }

        func pages(_ place: String) throws -> [(name: String, text: String)] {
            let names =
                FileManager.default.enumerator(atPath: folder["out/\(place)"])?.compactMap { $0 as? String } ?? []
            return try names.filter { $0.hasSuffix(".html") }.map { ($0, try text(at: folder["out/\(place)/\($0)"])) }
        }
    }

    private static let sampled = """
        format: maatstaf/sampling/1
        id: proef
        label: { nl: Proef, en: Trial }
        source: Invented
        inspections: { strata: none, locations: { all: 60 }, loneUnit: adjust }
        residents: { locations: sampled, loneUnit: adjust }
        """

    @Test("Without a survey and a plan the rows describe the inspected locations, without any margin")
    func inspectedOnly() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        _ = try program.run("rehearse", "--locations", "8", "--seed", "5", "--clean", "--out", "export.csv")
        let run = try program.run("score", "export.csv", "--framework", "nl-opvang", "--out", "out")
        try #require(run.status <= 1)
        let table = try CSVFile(path: folder["out/intern/data/estimates.csv"])
        let municipalities = try CSVFile(path: folder["out/intern/data/municipalities.csv"])
        #expect(!table.rows.isEmpty)
        for column in ["se", "low", "high", "p", "rank_low", "chance_under_cutoff", "verdict"] {
            #expect(table[column].allSatisfy { $0.isEmpty })
        }
        #expect(Set(table["note"]) == ["no-design"])
        let means = Dictionary(uniqueKeysWithValues: zip(table["figure"], table["estimate"]))
        for row in municipalities.rows {
            let id = municipalities.cell("municipality_code", of: row) + "." + municipalities.cell("theme", of: row)
            #expect(means[id + ".mean"] ?? "" == municipalities.cell("mean", of: row))
        }
        #expect(!FileManager.default.fileExists(atPath: folder["out/intern/data/design.csv"]))
    }

    @Test("Shares of residents are those of the answers, weighed by who lives there; counted without the product")
    func residents() throws {
        let sample = try Sample(10, command: "score")
        let answers = try text(at: sample.folder["answers.csv"]).dropFirst().split(whereSeparator: \.isNewline)
            .map { $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init) }
        let design = try sample.table("design.csv")
        let table = try sample.table("estimates.csv")
        let row = try #require(table.rows.first { table.cell("figure", of: $0) == "all.A5.residents-share" })
        var weighted = 0.0
        var weight = 0.0
        for location in design.rows where design.cell("left_out", of: location).isEmpty {
            let own = answers.filter { $0[0] == design.cell("location_id", of: location) }
            let population = try #require(Double(design.cell("population", of: location)))
            for answer in own where answer[1] == "ja" || answer[1] == "nee" {
                weight += population / Double(own.count)
                weighted += answer[1] == "ja" ? population / Double(own.count) : 0
            }
        }
        let estimate = try #require(Double(table.cell("estimate", of: row)))
        #expect(abs(estimate - weighted / weight) < 1e-12)
        #expect(table["words"].contains("niet te onderscheiden"))
    }

    @Test("Every figure of estimates.csv can be explained, with the same value")
    func explained() throws {
        let sample = try Sample(6, plan: Self.sampled, command: "score")
        let table = try sample.table("estimates.csv")
        var seen: Set<String> = []
        for row in table.rows {
            // One of each kind.
            let kind = table.cell("measure", of: row) + table.cell("reference", of: row)
            guard seen.insert(kind).inserted else { continue }
            let id = table.cell("figure", of: row)
            let run = try sample.program.run(
                ["explain"] + sample.files + ["--sampling", "plan.yaml", "--figure", id, "--json"]
            )
            try #require(run.status == 0, "\(id) \(run.errors)")
            let found = try JSONDecoder().decode(Explained.self, from: Data(run.output.utf8))
            #expect(found.figure.estimate == Double(table.cell("estimate", of: row)), "\(id)")
            #expect(!found.rows.isEmpty)
            let words = try sample.program.run(
                ["explain"] + sample.files + ["--sampling", "plan.yaml", "--figure", id]
            )
            #expect(words.output.hasPrefix(id))
            #expect(!words.output.contains("estimates."))
        }
        #expect(seen.count >= 8)
    }

    private struct Explained: Decodable {
        struct Row: Decodable { var location: String }
        struct Figure: Decodable { var estimate: Double? }
        var figure: Figure
        var rows: [Row]
    }

    @Test("An estimate cannot be explained where nothing was estimated, and the refusal says so")
    func nothingEstimated() throws {
        let sample = try Sample(3, command: "score")
        let run = try sample.program.run(
            "explain",
            "export.csv",
            "--framework",
            "nl-opvang",
            "--figure",
            "all.A5.residents-share"
        )
        #expect(run.status == 2)
        #expect(run.errors.contains("[explain.nothing-estimated]"))
    }

    @Test("Pages print intervals, answers and response, and say it in words; models stay internal")
    func pages() throws {
        let sample = try Sample(14)
        let index = try text(at: sample.folder["out/intern/index.html"])
        #expect(index.contains("Wat bewoners zeggen, met marges"))
        #expect(index.contains("niet te onderscheiden"))
        #expect(index.contains("id=\"funnel0-t\""))
        #expect(index.contains("id=\"funnel0-d\""))
        #expect(index.contains("Modelschatting"))
        let given = try sample.pages("gemeente")
        #expect(given.count > 3)
        for page in given {
            #expect(!page.text.lowercased().contains("modelschatting"), "\(page.name)")
            #expect(!page.text.contains("residents-share-model"), "\(page.name)")
            // The memo for the council is two pages and has no room for margins of answers.
            #expect(page.text.contains("Uiterste grenzen") || page.name.hasSuffix("memo.html"), "\(page.name)")
        }
        for page in given + (try sample.pages("intern")) {
            #expect(!page.text.lowercased().contains("ranglijst van"), "\(page.name)")
        }
    }

    @Test("A percentage that is too thin is printed on no page")
    func thin() throws {
        let sample = try Sample(14)
        let table = try sample.table("estimates.csv")
        let thin = table.rows.filter {
            table.cell("presentation", of: $0) == "too-thin" && table.cell("reference", of: $0).isEmpty
        }
        try #require(!thin.isEmpty)
        let pages = try sample.pages("intern") + sample.pages("gemeente")
        for row in thin {
            let id = table.cell("figure", of: row)
            #expect(!pages.contains { $0.text.contains("data-figure=\"\(id)\"") }, "\(id)")
        }
        let shown = table.rows.filter {
            table.cell("presentation", of: $0) != "too-thin" && table.cell("measure", of: $0) == "residents-share"
                && table.cell("reference", of: $0).isEmpty && table.cell("area", of: $0).hasPrefix("GM")
        }
        for row in shown {
            let id = table.cell("figure", of: row)
            #expect(pages.contains { $0.text.contains("data-figure=\"\(id)\"") }, "\(id)")
        }
    }

    @Test("A page of a municipality holds no figure of another one")
    func ownFigures() throws {
        let sample = try Sample(14)
        let codes = Set(try sample.table("municipalities.csv")["municipality_code"])
        for page in try sample.pages("gemeente") {
            let own = String(page.name.split(separator: "/")[0])
            for other in codes where other != own {
                #expect(!page.text.contains("\(other).A5.residents"), "\(page.name)")
            }
        }
    }

    @Test("A plan that does not fit is refused, and nothing is written")
    func refused() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        _ = try program.run("rehearse", "--locations", "5", "--seed", "5", "--clean", "--out", "export.csv")
        try folder.write("plan.yaml", Self.sampled.replacing("all: 60", with: "all: 3"))
        let run = try program.run(
            "report",
            "export.csv",
            "--framework",
            "nl-opvang",
            "--sampling",
            "plan.yaml",
            "--out",
            "out"
        )
        #expect(run.status == 2)
        #expect(run.errors.contains("[sampling.stratum-too-small]"))
        #expect(!FileManager.default.fileExists(atPath: folder["out"]))
    }

    @Test("Invented answers are the same bytes again, of the same locations, and no more than live there")
    func rehearsal() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        for name in ["one", "two"] {
            let run = try program.run(
                "rehearse",
                "--locations",
                "20",
                "--seed",
                "9",
                "--clean",
                "--out",
                "\(name).csv",
                "--residents",
                "\(name).answers.csv"
            )
            try #require(run.status == 0)
        }
        let plain = try program.run("rehearse", "--locations", "20", "--seed", "9", "--clean", "--out", "plain.csv")
        try #require(plain.status == 0)
        let answers = try bytes(at: folder["one.answers.csv"])
        let again = try bytes(at: folder["two.answers.csv"])
        #expect(answers == again)
        let inspections = [try bytes(at: folder["one.csv"]), try bytes(at: folder["plain.csv"])]
        #expect(inspections[0] == inspections[1])
        var counts: [String: Int] = [:]
        for line in try text(at: folder["one.answers.csv"]).split(whereSeparator: \.isNewline).dropFirst() {
            counts[String(line.split(separator: ";")[0]), default: 0] += 1
        }
        let run = try program.run("score", "one.csv", "one.answers.csv", "--framework", "nl-opvang", "--out", "out")
        #expect(run.status <= 1)
        let design = try CSVFile(path: folder["out/intern/data/design.csv"])
        for row in design.rows {
            let id = design.cell("location_id", of: row)
            #expect(counts[id] ?? 0 <= Int(design.cell("population", of: row)) ?? 0)
            counts[id] = nil
        }
        #expect(counts.isEmpty)
    }

    @Test("A code book without respondents makes no answers, and says so")
    func noRespondents() throws {
        let folder = try TemporaryFolder()
        let run = try Program(in: folder).run(
            "rehearse",
            "--locations",
            "2",
            "--code-book",
            "unhcr-wash",
            "--out",
            "a.csv",
            "--residents",
            "b.csv"
        )
        #expect(run.status == 2)
        #expect(run.errors.contains("[rehearsal.no-respondents]"))
        #expect(!folder.exists("a.csv"))
    }

    @Test("The manifest names the sampling plan")
    func manifest() throws {
        let sample = try Sample(5, plan: Self.sampled, command: "score")
        let manifest = try text(at: sample.folder["out/manifest.json"])
        #expect(manifest.contains("\"plan.yaml\""))
    }
}
