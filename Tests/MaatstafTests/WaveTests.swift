import Foundation
import ShelterAnalysis
import ShelterModel
import Testing

/// Two waves with invented locations: what became of each, and what compares.
@Suite("Change between two waves")
struct WaveTests {
    private let folder: TemporaryFolder
    private let program: Program

    init() throws {
        folder = try TemporaryFolder()
        program = try Program(in: folder)
        _ = try QuestionExport.write(to: folder)
    }

    private func compare(
        _ rows: [String],
        events: [String] = [],
        before: String = "export.csv",
        framework: String = "questions.framework.yaml",
        more: [String] = []
    ) throws -> (comparison: WaveComparison, run: Program.Outcome) {
        try folder.write("later.csv", QuestionExport.header + rows.map { $0 + "\n" }.joined())
        var arguments = ["compare", "--before", before, "--after", "later.csv", "--framework", framework, "--json"]
        if !events.isEmpty {
            let list = events.map { "  - { \($0) }\n" }.joined()
            try folder.write("events.yaml", "format: maatstaf/location-events/1\nevents:\n" + list)
            arguments += ["--locations", "events.yaml"]
        }
        let run = try program.run(arguments + more)
        let comparison = try JSONDecoder().decode(WaveComparison.self, from: Data(run.output.utf8))
        return (comparison, run)
    }

    private func fates(_ comparison: WaveComparison) -> [String] {
        comparison.places.map { "\($0.before ?? "-") \($0.fate.rawValue) \($0.after ?? "-")" }.sorted()
    }

    private func row(_ id: String, _ group: String, _ lock: String = "ja", showers: Int = 5, name: String = "X")
        -> String
    {
        "\(id);\(name);\(group);hotel;1-2-2027;40;\(showers);200;\(lock);ja;ja"
    }

    // MARK: What a change says

    @Test("a score that rose almost everywhere is clearly higher, by the sign test corrected over all scores")
    func verdicts() throws {
        // By hand: 12 of 12 rise, p = 2/4096; corrected for two scores that changed alike and nothing else 4/4096 at most.
        let early = (1...12).map { row("A\($0)", "A", "nee") }
        let late = (1...12).map { row("A\($0)", "A", "ja") }
        try folder.write("early.csv", QuestionExport.header + early.map { $0 + "\n" }.joined())
        let (comparison, run) = try compare(late, before: "early.csv", more: ["--out", "waves"])
        #expect(run.status == 0, "\(run.errors)")
        let overall = try #require(comparison.scores.last)
        #expect(overall.higher == 12 && overall.lower == 0 && overall.verdict == .higher)
        let count = Double(comparison.scores.count)
        #expect(overall.p >= 2 / 4096.0 && overall.p <= count * 2 / 4096.0 + 1e-12)
        for score in comparison.scores where score.higher + score.lower == 0 {
            #expect(score.p == 1 && score.verdict == .notDistinguishable)
        }
        let page = try text(at: folder["waves/index.html"])
        #expect(page.contains("duidelijk hoger") && page.contains("id=\"slope0-t\"") && !page.contains("⟨"))
        let table = try CSVFile(path: folder["waves/scores.csv"])
        #expect(table["verdict"].last == "higher")
    }

    @Test("a few rises more than falls are not told apart from chance")
    func chance() throws {
        let early = (1...5).map { row("A\($0)", "A", "nee") }
        let late = (1...5).map { row("A\($0)", "A", $0 > 1 ? "ja" : "nee") }
        try folder.write("early.csv", QuestionExport.header + early.map { $0 + "\n" }.joined())
        let (comparison, _) = try compare(late, before: "early.csv")
        // 4 of 4: p = 2/16.
        #expect(comparison.scores.allSatisfy { $0.verdict == .notDistinguishable && $0.p >= 0.125 })
    }

    // MARK: Locations

    @Test("what others became part of is not compared, under its own id or a new one, in any order of the events")
    func merging() throws {
        let events = [
            "event: renamed, on: 2026-03-01, location: A1, into: A9",
            "event: merged, on: 2026-04-01, location: A2, into: A9",
            "event: merged, on: 2026-05-01, location: D2, into: D1",
        ]
        for order in [events, events.reversed()] {
            let (comparison, run) = try compare(
                [row("A9", "A"), row("B1", "B"), row("C1", "C"), row("D1", "D")],
                events: order
            )
            #expect(run.status == 0, "\(run.errors)")
            #expect(
                fates(comparison) == [
                    "A1 absorbed A9", "A2 merged -", "B1 renamed B1", "C1 renamed C1", "D1 absorbed D1", "D2 merged -",
                ]
            )
            #expect(comparison.scores.last?.scored == 2)
            #expect(comparison.criteria.first { $0.criterion == "P1" }?.judged == 2)
        }
    }

    @Test("two that merge into one that is new are named, and the new one once")
    func mergedIntoNew() throws {
        let (comparison, run) = try compare(
            [row("A3", "A"), row("B1", "B", name: "Bos")],
            events: [
                "event: merged, on: 2026-04-01, location: A1, into: A3",
                "event: merged, on: 2026-04-01, location: A2, into: A3",
                "event: opened, on: 2026-04-01, location: A3", "event: closed, on: 2026-05-01, location: C1",
                "event: closed, on: 2026-05-01, location: D1",
            ]
        )
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            fates(comparison) == [
                "- opened A3", "A1 merged -", "A2 merged -", "B1 matched B1", "C1 closed -", "D1 closed -",
                "D2 only-before -",
            ]
        )
    }

    @Test(
        "ids that change places are compared each with its own; an id that stood for another is not taken over unasked"
    )
    func renaming() throws {
        let rows = [row("A2", "A", "ja"), row("A1", "A", "nee")]
        let swapped = try compare(
            rows,
            events: [
                "event: renamed, on: 2026-04-01, location: A1, into: A2",
                "event: renamed, on: 2026-04-01, location: A2, into: A1",
            ]
        )
        #expect(swapped.run.status == 0, "\(swapped.run.errors)")
        // A1 had no lock, A2 had.
        let lock = try #require(swapped.comparison.criteria.first { $0.criterion == "P1" })
        #expect((lock.improved, lock.worsened, lock.judged) == (1, 1, 2))
        let taken = try compare(rows, events: ["event: renamed, on: 2026-04-01, location: A1, into: A2"])
        #expect(taken.run.status == 1)
        #expect(taken.run.errors.contains("events.renamed-to-another") && taken.run.errors.contains("events.yaml:3:"))
        #expect(taken.comparison.criteria.first { $0.criterion == "P1" }?.judged == 2)
        let twice = try compare(
            [row("A9", "A")],
            events: [
                "event: renamed, on: 2026-04-01, location: A1, into: A9",
                "event: renamed, on: 2026-04-01, location: A2, into: A9",
            ]
        )
        #expect(twice.run.status == 1 && twice.run.errors.contains("events.renamed-to-another"))
        #expect(twice.comparison.scores.last?.scored == 1)
    }

    @Test("a location in a municipality that merged is the same location; the event may name the old municipality")
    func mergedMunicipalities() throws {
        try folder.write(
            "register.yaml",
            """
            format: maatstaf/register/1
            id: verzonnen
            date: 2026-01-01
            source: Invented
            licence: Invented
            safetyRegions: { VR91: Midden }
            municipalities:
              - [GM9001, Aalmeer, [], VR91, Voorbeeld, 5.1, 52.1]
              - [GM9002, Berkenrode, [], VR91, Voorbeeld, 5.2, 52.2]
            former:
              - [GM9003, Dijkwoude, GM9001, 2026-01-01]
            """
        )
        let before = """
            K1;Kade;Dijkwoude;schip;1-2-2026;30;5;150;nee;ja;ja
            K2;Brug;Dijkwoude;hotel;1-2-2026;30;5;150;ja;ja;ja
            H1;Haven;GM9002;hotel;1-2-2026;40;4;120;nee;nee;nee

            """
        try folder.write("old.csv", QuestionExport.header + before)
        let (comparison, run) = try compare(
            [
                row("K1", "Aalmeer", "ja", name: "Kade"), row("K3", "GM9001"),
                row("H1", "Berkenrode", "nee", name: "Haven"),
            ],
            events: ["event: renamed, on: 2026-04-01, location: K2, into: K3, municipality: GM9003"],
            before: "old.csv",
            more: ["--register", "register.yaml"]
        )
        #expect(fates(comparison) == ["H1 matched H1", "K1 matched K1", "K2 renamed K3"], "\(run.errors)")
        #expect(Set(comparison.places.map(\.municipality)) == ["GM9001", "GM9002"])
        let lock = try #require(comparison.criteria.first { $0.criterion == "P1" })
        #expect((lock.improved, lock.stayedMet, lock.stayedNotMet) == (1, 1, 1))
    }

    @Test("locations of two municipalities that merged and bear one id are refused, with what to do")
    func sameID() throws {
        try folder.write(
            "register.yaml",
            """
            format: maatstaf/register/1
            id: verzonnen
            date: 2026-01-01
            source: Invented
            licence: Invented
            safetyRegions: { VR91: Midden }
            municipalities:
              - [GM9001, Aalmeer, [], VR91, Voorbeeld, 5.1, 52.1]
            former:
              - [GM9003, Dijkwoude, GM9001, 2026-01-01]
            """
        )
        let rows =
            "K1;Kade;Dijkwoude;schip;1-2-2026;30;5;150;nee;ja;ja\nK1;Brug;Aalmeer;hotel;2-2-2026;30;5;150;ja;ja;ja\n"
        try folder.write("old.csv", QuestionExport.header + rows)
        try folder.write("later.csv", QuestionExport.header + row("K1", "Aalmeer") + "\n")
        try folder.write(
            "each.codebook.yaml",
            QuestionExport.codeBook.replacing("assessments: newest", with: "assessments: each")
        )
        let run = try program.run(
            "compare",
            "--before",
            "old.csv",
            "--after",
            "later.csv",
            "--framework",
            "questions.framework.yaml",
            "--code-book",
            "each.codebook.yaml",
            "--register",
            "register.yaml",
            "--language",
            "en"
        )
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.contains("waves.location-twice") && run.errors.contains("municipalities merged"))
    }

    // MARK: What compares

    private static func crosswalk(_ entries: String) -> String {
        """
        format: maatstaf/crosswalk/1
        id: waves
        label: { nl: Metingen, en: Waves }
        source: Invented
        from: { codeBook: questions, version: "0" }
        to: { codeBook: questions, version: "1" }
        others: same
        variables:
        \(entries)
        """
    }

    @Test(
        "under a crosswalk renamed and recoded questions compare; changed and new ones do not, nor what is made of them"
    )
    func crosswalk() throws {
        let framework = QuestionExport.framework(
            more: QuestionExport.criterion("D1", "indicator: per_shower, standard: \"<= 8\"", "own") + "\n"
                + QuestionExport.criterion("K1", "indicator: kind, standard: \"one of [hotel]\"", "own")
        ).replacing(
            "themes:\n",
            with:
                "derived:\n  - { variable: per_shower, indicator: \"max(residents, 1 [persons]) / showers\" }\nthemes:\n"
        )
        let book = QuestionExport.codeBook.replacing(
            "role: residents, type: integer",
            with: "role: residents, type: integer, unit: persons"
        ).replacing("variable: showers, type: integer", with: "variable: showers, type: integer, unit: showers")
        try folder.write("questions.codebook.yaml", book)
        try folder.write("derived.framework.yaml", framework)
        try folder.write(
            "walk.yaml",
            Self.crosswalk(
                """
                  - { variable: area, is: renamed, from: [oppervlak] }
                  - { variable: kind, is: recoded, codes: { pension: hotel }, withoutMatch: [tent] }
                  - { variable: showers, is: changed, reason: { nl: Anders gevraagd, en: Asked otherwise } }
                  - { variable: own_cooking, is: new, reason: { nl: Nieuw, en: New } }
                """
            )
        )
        try folder.write(
            "old.csv",
            """
            id;naam;groep;soort;datum;bewoners;douches;oppervlak;slot;melder
            A1;Haven;A;pension;1-2-2026;40;40;120;nee;nee
            A2;Kade;A;tent;1-2-2026;30;30;150;ja;ja

            """
        )
        let (comparison, run) = try compare(
            [row("A1", "A", name: "Haven"), row("A2", "A", name: "Kade")],
            before: "old.csv",
            framework: "derived.framework.yaml",
            more: ["--crosswalk", "walk.yaml"]
        )
        #expect(run.status < 2, "\(run.errors)")
        let excluded = Dictionary(comparison.excluded.map { ($0.criterion, $0) }) { first, _ in first }
        #expect(Set(excluded.keys) == ["L1", "L2", "D1"])
        #expect(excluded["D1"]?.reason == "not-comparable" && excluded["D1"]?.variables == ["showers"])
        #expect(excluded["L2"]?.variables == ["own_cooking"])
        let kind = try #require(comparison.criteria.first { $0.criterion == "K1" })
        // The pension of then is a hotel; the tent has no counterpart and is unknown.
        #expect((kind.stayedMet, kind.unknown, kind.judged) == (1, 1, 1))
        let area = try #require(comparison.criteria.first { $0.criterion == "P2" })
        #expect(area.judged == 2)
        // Scores of before are made of the same criteria: A1 had no lock, 3 of 5 m2 and no alarm.
        #expect(comparison.scores.first { $0.theme == "privacy" }?.scored == 2)
        #expect(comparison.scores.first { $0.theme == "privacy" }?.before == (0.6 / 2 + 2.0 / 2) / 2)
    }

    @Test("without dates in one wave nothing that counts from the visit, or holds from a day on, is compared")
    func withoutDates() throws {
        try folder.write(
            "dated.framework.yaml",
            QuestionExport.framework(
                more: QuestionExport.criterion(
                    "V1",
                    "indicator: lock, standard: \"is yes\", validFrom: 2025-01-01",
                    "own"
                )
            )
        )
        let old = QuestionExport.rows.split(separator: "\n").map { line -> String in
            var cells = line.split(separator: ";", omittingEmptySubsequences: false)
            cells.remove(at: 4)
            return cells.joined(separator: ";")
        }
        let header = QuestionExport.header.replacing("datum;", with: "")
        try folder.write("old.csv", header + old.joined(separator: "\n") + "\n")
        let (comparison, _) = try compare([row("A1", "A")], before: "old.csv", framework: "dated.framework.yaml")
        #expect(comparison.excluded.map(\.criterion) == ["V1"])
        #expect(comparison.excluded.first?.variables == ["datum"])
    }

    @Test("the order of rows and of events changes no byte")
    func order() throws {
        let events = [
            "event: renamed, on: 2026-03-01, location: A1, into: A9", "event: closed, on: 2026-03-01, location: C1",
            "event: merged, on: 2026-05-01, location: D2, into: D1",
        ]
        let rows = [row("A9", "A"), row("A2", "A"), row("B1", "B"), row("D1", "D")]
        let first = try compare(rows, events: events)
        let second = try compare(rows.reversed(), events: events.reversed())
        #expect(first.run.status == 0 && first.run.output == second.run.output)
    }
}
