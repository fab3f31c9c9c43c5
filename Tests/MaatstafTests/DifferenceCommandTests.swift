import Foundation
import ShelterAnalysis
import ShelterModel
import ShelterPipeline
import Testing

@Suite("Differences between frameworks and waves, and explanations")
struct DifferenceCommandTests {
    private let folder: TemporaryFolder
    private let program: Program
    private let arguments: [String]

    init() throws {
        folder = try TemporaryFolder()
        program = try Program(in: folder)
        arguments = try QuestionExport.write(to: folder)
    }

    private func decode<Value: Decodable>(_ type: Value.Type, _ run: Program.Outcome) throws -> Value {
        try JSONDecoder().decode(type, from: Data(run.output.utf8))
    }

    // MARK: Differences

    @Test("framework diff names each change, and which location flips because of which")
    func difference() throws {
        try folder.write("new.yaml", QuestionExport.framework(version: "2", showers: "<= 12", weight: "4"))
        let run = try program.run(
            "framework",
            "diff",
            "questions.framework.yaml",
            "new.yaml",
            "--data",
            "export.csv",
            "--json"
        )
        #expect(run.status == 0, "\(run.errors)")
        let result = try decode(DifferenceRun.self, run)
        #expect(result.changes.map(\.aspect) == [.version, .requirement, .weight])
        let flips = try #require(result.flips)
        let outcomes = flips.flips.filter { $0.subject == "L1" }
        // 40 / 4 and 20 / 2 stand between 8 and 12.
        #expect(outcomes.map(\.location) == ["A1", "C1"])
        #expect(
            outcomes.allSatisfy {
                $0.before == "not_met" && $0.after == "met" && $0.changes == [2] && $0.attribution == .alone
            }
        )
        let bands = flips.flips.filter { $0.kind == .band && $0.subject == "overall" }
        #expect(bands.map(\.location).contains("C1"))
        for language in ["nl", "en"] {
            let text = try program.run(
                "framework",
                "diff",
                "questions.framework.yaml",
                "new.yaml",
                "--data",
                "export.csv",
                "--language",
                language
            )
            #expect(text.status == 0 && text.output.contains("L1") && !text.output.contains("⟨"), "\(text.output)")
        }
        let same = try program.run(
            "framework",
            "diff",
            "questions.framework.yaml",
            "questions.framework.yaml",
            "--json"
        )
        #expect(try decode(DifferenceRun.self, same).changes.isEmpty)
    }

    // MARK: Waves

    @Test("compare counts matched locations and comparable criteria alone, and names all others")
    func waves() throws {
        let later = """
            A1;Haven;A;hotel;1-2-2027;40;5;120;ja;nee;ja
            A3;Kade nieuw;A;schip;1-2-2027;30;5;150;ja;ja;ja
            B1;Bos;B;hotel;2-2-2027;20;4;120;nee;ja;ja
            D1;Duinzicht;D;hotel;4-2-2027;10;2;60;ja;ja;ja
            E1;Nieuw;E;hotel;4-2-2027;10;2;60;ja;ja;ja

            """
        try folder.write("later.csv", QuestionExport.header + later)
        try folder.write(
            "events.yaml",
            """
            format: maatstaf/location-events/1
            events:
              - { event: renamed, on: 2026-06-01, location: A2, into: A3 }
              - { event: merged, on: 2026-07-01, location: D2, into: D1 }
              - { event: opened, on: 2026-08-01, location: E1, municipality: E }
            """
        )
        let common = [
            "compare", "--before", "export.csv", "--after", "later.csv", "--framework", "questions.framework.yaml",
        ]
        let run = try program.run(common + ["--locations", "events.yaml", "--json", "--out", "waves"])
        #expect(run.status == 0, "\(run.errors)")
        let comparison = try decode(WaveComparison.self, run)
        let fates = Dictionary(grouping: comparison.places, by: \.fate).mapValues {
            $0.map { $0.before ?? $0.after ?? "" }
        }
        #expect(
            fates == [
                .matched: ["A1", "B1"], .renamed: ["A2"], .merged: ["D2"], .absorbed: ["D1"], .opened: ["E1"],
                .onlyBefore: ["C1"],
            ]
        )
        let lock = try #require(comparison.criteria.first { $0.criterion == "P1" })
        #expect(lock.improved == 1 && lock.worsened == 1 && lock.stayedMet == 1)
        #expect(lock.stayedNotMet == 0 && lock.unknown == 0 && lock.judged == 3)
        #expect(comparison.scores.last?.scored == 3)
        #expect(try CSVFile(path: folder["waves/locations.csv"]).rows.count == 7)
        let plain = try program.run(common + ["--language", "en"])
        #expect(
            plain.status == 0 && plain.output.contains("Only") == false && !plain.output.contains("⟨"),
            "\(plain.output)"
        )
        #expect(plain.output.contains("C1"))
    }

    @Test("a criterion whose column is missing in one wave is not compared, and says so")
    func absentColumn() throws {
        let later =
            "id;naam;groep;soort;datum;bewoners;douches;m2;slot;melder\nB1;Bos;B;hotel;2-2-2027;20;4;120;nee;ja\n"
        try folder.write("later.csv", later)
        let run = try program.run(
            "compare",
            "--before",
            "export.csv",
            "--after",
            "later.csv",
            "--framework",
            "questions.framework.yaml",
            "--json"
        )
        let comparison = try decode(WaveComparison.self, run)
        #expect(comparison.excluded.map(\.criterion) == ["L2"])
        #expect(comparison.excluded.first?.variables == ["own_cooking"])
        #expect(!comparison.criteria.contains { $0.criterion == "L2" })
    }

    @Test("an event that does not fit the waves is told, and does not count")
    func oddEvents() throws {
        try folder.write("later.csv", QuestionExport.header + QuestionExport.rows)
        try folder.write(
            "events.yaml",
            """
            format: maatstaf/location-events/1
            events:
              - { event: closed, on: 2026-06-01, location: A2 }
              - { event: merged, on: 2026-07-01, location: X9, into: D1 }
            """
        )
        let run = try program.run(
            "compare",
            "--before",
            "export.csv",
            "--after",
            "later.csv",
            "--framework",
            "questions.framework.yaml",
            "--locations",
            "events.yaml",
            "--json"
        )
        #expect(run.status == 1)
        #expect(run.errors.contains("events.does-not-fit-closed") && run.errors.contains("events.does-not-fit-merged"))
        #expect(run.errors.contains("events.yaml:3:"))
        #expect(try decode(WaveComparison.self, run).count(.matched) == 6)
    }

    // MARK: Explain

    @Test("explain leads a joined value to its rule and rows, and a capped band to what caps it")
    func chain() throws {
        let joined = try TinyExport.write(
            to: folder,
            codeBook: TinyExport.codeBook(tables: TinyExport.rooms),
            framework: TinyExport.framework(
                TinyExport.Knobs(more: TinyExport.criterion("A4", "indicator: lockable, standard: \">= 2\""))
            )
        )
        try folder.write("rooms.csv", "id;afsluitbaar;m2\nL1;ja;10\nL2;ja;9\nL1;nee;12\nL1;ja;8\n")
        let run = try program.run(
            ["explain", "rooms.csv"] + joined + ["--location", "L1", "--criterion", "A4", "--language", "en"]
        )
        #expect(run.output.contains("count of rooms where room_lock = yes"), "\(run.output) \(run.errors)")
        #expect(run.output.contains("rooms.csv:2, rooms.csv:4, rooms.csv:5"))
        let plain = try QuestionExport.write(to: folder)
        let capped = try program.run(
            ["explain"] + plain + ["--location", "A1", "--criterion", "P1", "--language", "en"]
        )
        #expect(capped.status == 0 && !capped.output.contains("⟨"), "\(capped.output)")
        #expect(capped.output.contains("P1 1 × 0 + P2 1 × 0.6"))
    }

    @Test("a card is one page that stands by itself, and replaces nothing unasked")
    func card() throws {
        let figure = ["explain"] + arguments + ["--figure", "A.overall.mean", "--card", "card.html"]
        #expect(try program.run(figure).status == 0)
        let page = try text(at: folder["card.html"])
        #expect(page.contains("A.overall.mean") && !page.contains("⟨") && !page.contains("<script"))
        let again = try program.run(figure)
        #expect(again.status == 2 && again.errors.contains("output.exists"))
        #expect(try program.run(figure + ["--replace"]).status == 0)
        let input = try program.run(
            ["explain"] + arguments + ["--figure", "A.overall.mean", "--card", "export.csv", "--replace"]
        )
        #expect(input.status == 2)
        #expect(try text(at: folder["export.csv"]) == QuestionExport.header + QuestionExport.rows)
    }
}
