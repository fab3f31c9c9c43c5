import Foundation
import ShelterAnalysis
import ShelterModel
import ShelterPipeline
import Testing

@Suite("What a municipality asks")
struct QuestionTests {
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

    // MARK: Lift

    @Test("lift names what is owed first, then the fewest criteria, with what is missing, in both languages")
    func lift() throws {
        let run = try program.run(["lift"] + arguments + ["--location", "A1", "--json"])
        #expect(run.status == 0, "\(run.errors)")
        let answer = try #require(try decode([LiftRun.Answer].self, run).first)
        #expect(answer.lift.obligations.map(\.criterion) == ["S1"])
        #expect(answer.lift.now.band == "low")
        // By hand: privacy (0 + 0.6) / 2 = 0.3, living with S1 1/3, together 0.31667. To 0.5 it takes 0.18333: P2 at 4 m2 adds
        // 0.05, L1 and L2 add 0.16667 each, P1 adds 0.25. So P1 alone does, and nothing else alone.
        #expect(abs((answer.lift.afterObligations.score ?? 0) - (0.3 + 1.0 / 3) / 2) < 1e-9)
        let band = try #require(answer.lift.band)
        #expect(band.status == .found && band.band == "mid")
        #expect(band.steps.map(\.criterion) == ["P1"])
        #expect(band.after?.band == "mid")
        for language in ["nl", "en"] {
            let text = try program.run(["lift"] + arguments + ["--location", "A1", "--language", language])
            #expect(text.status == 0)
            #expect(text.output.contains("S1 ") && !text.output.contains("⟨"), "\(text.output)")
        }
        let unknown = try program.run(["lift"] + arguments + ["--location", "D2", "--to", "band", "--json"])
        let open = try #require(try decode([LiftRun.Answer].self, unknown).first).lift
        #expect(open.band?.status == .noScore && open.peers == nil)
        #expect(open.unknown.first?.isBinding == true)
        #expect(open.obligations.isEmpty)
    }

    @Test("the pages and data of a municipality hold what would lift its locations, and no other page does")
    func liftPages() throws {
        let run = try program.run(["report"] + arguments + ["--out", "out"])
        #expect(run.status == 0, "\(run.errors)")
        let files = try folder.files(below: "out")
        for (path, bytes) in files where path.hasSuffix(".html") {
            let holds = String(decoding: bytes, as: UTF8.self).contains("id=\"lift\"")
            let isOfMunicipality =
                path.hasPrefix("intern/municipalities/")
                || (path.hasPrefix("gemeente/") && path.hasSuffix("/index.html"))
            #expect(holds == isOfMunicipality, "\(path)")
        }
        let own = try CSVFile(path: folder["out/gemeente/A/data/lift.csv"])
        #expect(Set(own["location_id"]) == ["A1", "A2"])
        #expect(Set(own["part"]).isSuperset(of: ["obligation", "band", "peers"]))
        #expect(
            own.rows.filter { own.cell("part", of: $0) == "obligation" }.map { own.cell("criterion", of: $0) } == ["S1"]
        )
        #expect(!files.keys.contains { $0.hasPrefix("openbaar") && $0.hasSuffix("lift.csv") })
        let scored = try program.run(["score"] + arguments + ["--out", "scored"])
        #expect(scored.status == 0)
        #expect(!folder.exists("scored/intern/data/lift.csv"))
    }

    // MARK: Move

    @Test("move flags a step backward in a guarded theme, and nothing else")
    func move() throws {
        let guarded = QuestionExport.framework(
            more: QuestionExport.criterion("M1", "move: [privacy], weight: 0", "own")
        )
        let arguments = try QuestionExport.write(to: folder, framework: guarded)
        let back = try program.run(["move"] + arguments + ["--from", "B1", "--to", "A1", "--json"])
        #expect(back.status == 1, "\(back.errors)")
        let worse = try decode(MoveRun.self, back).comparison
        #expect(worse.outcome == .notMet)
        #expect(worse.flagged.map(\.criterion) == ["P1", "P2"])
        #expect(worse.lines.filter { $0.verdict == .worse }.map(\.criterion) == ["P1", "P2", "L1", "L2", "S1"])
        #expect(!worse.lines.contains { $0.criterion == "M1" })
        // 6 m2 became 4.5 m2: less, and still enough.
        let less = try program.run(["move"] + arguments + ["--from", "B1", "--to", "C1", "--json"])
        #expect(less.status == 0)
        let enough = try decode(MoveRun.self, less).comparison
        #expect(enough.lines.first { $0.criterion == "P2" }?.verdict == .worse)
        #expect(enough.flagged.isEmpty && enough.outcome == .met)
        let open = try decode(
            MoveRun.self,
            try program.run(["move"] + arguments + ["--from", "B1", "--to", "D2", "--json"])
        )
        #expect(open.comparison.outcome == .unknown)
        let forward = try decode(
            MoveRun.self,
            try program.run(["move"] + arguments + ["--from", "A1", "--to", "B1", "--json"])
        )
        #expect(forward.comparison.lines.allSatisfy { $0.verdict == .better })
        for language in ["nl", "en"] {
            let text = try program.run(["move"] + arguments + ["--from", "B1", "--to", "A1", "--language", language])
            #expect(text.status == 1 && !text.output.contains("⟨"), "\(text.output)")
        }
        let finding = try program.run(["explain"] + arguments + ["--location", "A1", "--criterion", "M1"])
        #expect(finding.status == 0 && finding.output.contains("maatstaf move"))
    }

    @Test("a move that guards a theme which is not there is refused with its place")
    func unknownTheme() throws {
        let arguments = try QuestionExport.write(
            to: folder,
            framework: QuestionExport.framework(more: QuestionExport.criterion("M1", "move: [privcy]", "own"))
        )
        let run = try program.run(["move"] + arguments + ["--from", "A1", "--to", "B1"])
        #expect(run.status == 2 && run.errors.contains("framework.unknown-theme"), "\(run.errors)")
    }

    // MARK: Count

    @Test("count keeps the four outcomes apart, per group and with the denominator")
    func count() throws {
        let run = try program.run(["count", "own_cooking is no"] + arguments + ["--by", "municipality", "--json"])
        #expect(run.status == 0, "\(run.errors)")
        let count = try decode(ConditionCount.self, run)
        #expect(count.total.counts.map { [$0.met, $0.notMet, $0.notApplicable, $0.unknown] } == [2, 2, 0, 2])
        #expect(count.total.counts?.share == 0.5)
        #expect(count.groups.map(\.code) == ["A", "B", "C", "D"])
        #expect(count.groups.map { $0.counts?.met } == [2, 0, 0, 0])
        let kinds = try program.run(
            ["count", "L1 not met or kind one of [schip]"] + arguments + ["--by", "kind", "--csv"]
        )
        let table = CSVFile(Array(kinds.output.utf8))
        #expect(table["group_code"] == ["", "hotel", "schip", "all"])
        #expect(table["met"] == ["0", "2", "1", "3"])
        for language in ["nl", "en"] {
            let text = try program.run(["count", "S1 unknown"] + arguments + ["--language", language])
            #expect(text.status == 0 && !text.output.contains("⟨"), "\(text.output)")
        }
    }

    @Test("an answer for one municipality hides what it may not see, and what would give that away")
    func countFor() throws {
        let run = try program.run(
            ["count", "lock is yes"] + arguments + ["--by", "municipality", "--for", "A", "--json"]
        )
        let count = try decode(ConditionCount.self, run)
        #expect(count.groups.map { $0.counts != nil } == [true, false, false, false])
        // Three others are in the total, and three in what is hidden: neither gives one of them away.
        #expect(count.total.counts?.total == 6)
        let kinds = try decode(
            ConditionCount.self,
            try program.run(["count", "lock is yes"] + arguments + ["--by", "kind", "--for", "A", "--json"])
        )
        // One other municipality has a location of unknown kind: hidden, and the total with it.
        #expect(kinds.groups.map(\.hidden) == [.municipalities, nil, nil])
        #expect(kinds.total.hidden == .difference)
    }

    @Test("a group that rests on fewer than ten answers of residents is hidden from the start")
    func respondents() throws {
        let codeBook = TinyExport.codeBook(
            tables: TinyExport.rooms.replacingOccurrences(of: "grain: room", with: "grain: respondent")
        )
        let export = TinyExport.header + (1...12).map { "L\($0);N;\($0 < 12 ? "G" : "H");1-1-2025;30;3;ja\n" }.joined()
        let rooms = "id;afsluitbaar;m2\n" + (1...12).map { "L\($0);ja;10\n" }.joined()
        let arguments = try TinyExport.write(to: folder, export: export, codeBook: codeBook)
        try folder.write("answers.csv", rooms)
        let run = try program.run(
            ["count", "lockable >= 1", "answers.csv"] + arguments + ["--by", "municipality", "--json"]
        )
        #expect(run.status == 0, "\(run.errors)")
        let count = try decode(ConditionCount.self, run)
        #expect(count.groups.map(\.hidden) == [nil, .respondents])
        #expect(count.total.hidden == .difference)
    }

    // MARK: Refusals

    @Test(
        "what cannot be answered is refused with its exit status, and nothing is written",
        arguments: [
            (["lift", "--location", "Z9"], 2, "explain.unknown-location"),
            (["lift"], 64, "--location"),
            (["lift", "--location", "A1", "--to", "top"], 64, "--to"),
            (["count", "own_cookin is no"], 2, "own_cooking"),
            (["count", "P9 met"], 2, "condition.unknown-criterion"),
            (["count", "lock >= 3"], 2, "framework.type-mismatch"),
            (["count", "lock is yes and"], 2, "condition.unexpected"),
            (["count", "lock is yes", "--by", "colour"], 64, "--by"),
            (["count", "lock is yes", "--for", "Z"], 2, "run.municipality-not-inspected"),
            (["count", "lock is yes", "--csv", "--json"], 64, "--csv"),
            (["move", "--from", "A1", "--to", "A1"], 64, "--from"),
            (["move", "--from", "A1", "--to", "Z9"], 2, "explain.unknown-location"),
        ]
    )
    func refused(command: [String], status: Int32, words: String) throws {
        let before = folder.content
        let position = command[0] == "count" ? 2 : 1
        let run = try program.run(Array(command.prefix(position)) + arguments + Array(command.dropFirst(position)))
        #expect(run.status == status, "\(run.output) \(run.errors)")
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(folder.content == before)
    }

    @Test("a location that two municipalities have must be named with its municipality")
    func twoMunicipalities() throws {
        let arguments = try QuestionExport.write(
            to: folder,
            export: QuestionExport.header + QuestionExport.rows + "A1;Ander;B;hotel;1-2-2026;10;2;60;ja;ja;ja\n"
        )
        let run = try program.run(["lift"] + arguments + ["--location", "A1"])
        #expect(run.status == 2 && run.errors.contains("location.which-municipality"))
        let elsewhere = try program.run(["lift"] + arguments + ["--location", "A1", "--municipality", "C"])
        #expect(elsewhere.status == 2 && elsewhere.errors.contains("location.not-there"))
        let named = try program.run(["lift"] + arguments + ["--location", "A1", "--municipality", "B", "--json"])
        #expect(named.status == 0)
        #expect(try decode([LiftRun.Answer].self, named).first?.locationName == "Ander")
    }

    @Test(
        "a file with events that is wrong is refused with every place",
        arguments: [
            ("events:\n  - { event: closed, on: 2026-01-01, location: A1 }", "yaml.format-missing"),
            ("format: maatstaf/location-events/2\nevents: []", "yaml.format-newer"),
            ("format: maatstaf/location-events/1\nevents: []", "yaml.empty-list"),
            (
                "format: maatstaf/location-events/1\nevents:\n  - { event: moved, on: 2026-01-01, location: A1 }",
                "yaml.unknown-value"
            ),
            (
                "format: maatstaf/location-events/1\nevents:\n  - { event: merged, on: 2026-01-01, location: A1 }",
                "events.into-missing"
            ),
            (
                "format: maatstaf/location-events/1\nevents:\n  - { event: closed, on: 2026-01-01, location: A1, into: B }",
                "events.into-unexpected"
            ),
            (
                "format: maatstaf/location-events/1\nevents:\n  - { event: renamed, on: soon, location: A1, into: A1 }",
                "events.into-itself"
            ),
            ("format: maatstaf/location-events/1\nevents: &a [*a]", "yaml.alias"),
        ]
    )
    func badEvents(yaml: String, code: String) throws {
        try folder.write("later.csv", QuestionExport.header + QuestionExport.rows)
        try folder.write("events.yaml", yaml + "\n")
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
            "--out",
            "waves"
        )
        #expect(run.status == 2 && run.errors.contains(code), "\(run.errors)")
        #expect(!folder.exists("waves"))
    }
}
