import Testing

/// Levels, residents' answers, bounds and the core set, from export to output.
@Suite("The language of frameworks")
struct LanguageCommandTests {
    private static let answers = """
          - name: answers
            grain: respondent
            columns:
              - { column: id, variable: place, type: text }
              - { column: veilig, variable: feels_safe, type: boolean }
        joins:
          - table: answers
            on: place
            derive:
              - { variable: safe, rule: share, where: { variable: feels_safe, equals: "yes" }, minimum: 3 }
        conditions:
          - { id: busy, kind: scope, label: { nl: Druk, en: Busy }, when: { indicator: residents, standard: ">= 10" } }
        """

    private static func framework() -> String {
        var knobs = TinyExport.Knobs()
        knobs.bands =
            "bands: [{ id: low, from: 0, label: { nl: laag, en: low } }, { id: high, from: 0.5, label: { nl: hoog, en: high } }]\n"
            + "limiters: [{ criteria: [A2], band: low }]"
        knobs.more = [
            TinyExport.criterion(
                "A4",
                "core: true, indicator: lock, standard: \"is yes\", residents: { indicator: safe, standard: \">= 0.8\", minimum: 3, "
                    + "label: { nl: voelt zich veilig, en: feels safe } }"
            ),
            TinyExport.criterion("A5", "indicator: showers, standard: { minimum: \">= 2\", target: \">= 3\" }"),
            TinyExport.criterion("A6", "appliesTo: { scope: busy }, indicator: showers, standard: \">= 1\""),
        ].joined(separator: "\n")
        return TinyExport.framework(knobs)
    }

    private static let export = """
        id;naam;groep;datum;bewoners;douches;slot
        L1;Een;G;1-1-2025;30;3;ja
        L2;Twee;G;1-1-2025;5;2;nee
        L3;Drie;G;1-1-2025;;2;

        """

    private static let respondents = """
        id;veilig
        L1;ja
        L1;nee
        L1;nee
        L1;
        L1;nee
        L2;ja
        L2;ja
        L2;ja
        L3;ja
        L3;nee

        """

    private func folder() throws -> (TemporaryFolder, [String]) {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(
            to: folder,
            export: Self.export,
            codeBook: TinyExport.codeBook(tables: Self.answers),
            framework: Self.framework()
        )
        try folder.write("answers.csv", Self.respondents)
        return (folder, ["answers.csv"] + arguments)
    }

    @Test("Levels, residents' answers and missing answers stand in the findings, bounds beside the scores")
    func outputs() throws {
        let (folder, arguments) = try folder()
        let run = try Program(in: folder).run(["report"] + arguments + ["--date", "2025-02-01", "--out", "out"])
        #expect(run.status <= 1, "\(run.errors)")
        let findings = try CSVFile(path: folder["out/intern/data/findings.csv"])
        func cells(_ criterion: String, _ names: [String]) -> [String] {
            findings.rows.filter { findings.cell("criterion", of: $0) == criterion }
                .map { row in names.map { findings.cell($0, of: row) }.joined(separator: " ") }
        }
        #expect(cells("A5", ["outcome", "level"]) == ["met target", "met minimum", "met minimum"])
        #expect(
            cells(
                "A4",
                [
                    "outcome", "residents_observed", "residents_answers", "residents_unknown", "residents_outcome",
                    "disagreement",
                ]
            )
                == [
                    "met 0.25 4 1 not_met residents-worse", "not_met 1 3 0 met residents-better",
                    // Too few answers: no figure is shown, nor how many there are.
                    "unknown    unknown ",
                ]
        )
        #expect(cells("A6", ["outcome", "missing"]) == ["met ", "not_applicable ", "unknown residents"])
        let locations = try CSVFile(path: folder["out/intern/data/locations.csv"])
        let overall = locations.rows.filter { locations.cell("theme", of: $0) == "overall" }
        #expect(overall.map { locations.cell("band", of: $0) } == ["high", "low", "high"])
        #expect(overall.map { locations.cell("capped_by", of: $0) } == ["", "A2", ""])
        for row in overall {
            let numbers = ["score_if_not_met", "score", "score_if_met"].compactMap {
                Double(locations.cell($0, of: row))
            }
            #expect(numbers.count == 3 && numbers == numbers.sorted())
        }
        let page = try text(at: folder["out/intern/municipalities/G.html"])
        for word in ["Bewoners zien het anders", "voelt zich veilig", "Streefnormen die nog niet zijn gehaald"] {
            #expect(page.contains(word), "\(word)")
        }
    }

    @Test("The core set is scored alone, says so, and its figures have ids of their own")
    func core() throws {
        let (folder, arguments) = try folder()
        let program = try Program(in: folder)
        let run = try program.run(["report", "--core"] + arguments + ["--date", "2025-02-01", "--out", "core"])
        #expect(run.status <= 1, "\(run.errors)")
        #expect(run.output.contains("kernset"))
        #expect(try text(at: folder["core/manifest.json"]).contains("\"core\" : true"))
        #expect(try CSVFile(path: folder["core/intern/data/findings.csv"])["criterion"] == ["A4", "A4", "A4"])
        #expect(try text(at: folder["core/intern/index.html"]).contains("core-mean"))
        let explained = try program.run(["explain", "--core"] + arguments + ["--figure", "G.a.core-mean"])
        #expect(explained.status == 0, "\(explained.errors)")
        for (option, figure, code) in [
            ([], "G.a.core-mean", "explain.figure-of-core"), (["--core"], "G.a.mean", "explain.figure-of-whole"),
        ] {
            let refused = try program.run(["explain"] + option + arguments + ["--figure", figure])
            #expect(refused.status == 2)
            #expect(refused.errors.contains(code))
        }
        let without = try Program(in: folder).run(
            ["score", "--core"] + TinyExport.write(to: folder) + ["--out", "none"]
        )
        #expect(without.status == 2)
        #expect(without.errors.contains("run.no-core-set"))
        #expect(!folder.exists("none"))
    }

    @Test("An explanation shows the arithmetic, the effective weight and what residents say")
    func explanation() throws {
        let (folder, arguments) = try folder()
        let run = try Program(in: folder).run(["explain"] + arguments + ["--location", "L1", "--criterion", "A4"])
        #expect(run.status == 0, "\(run.errors)")
        for words in ["voelt zich veilig 0,25 (n = 4", "bewoners zien het anders", "behaald", "telt in het thema voor"]
        {
            #expect(run.output.contains(words), "\(words)")
        }
    }

    @Test("Rows of residents are never scored as if they were locations")
    func grain() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(
            to: folder,
            codeBook: TinyExport.codeBook().replacing("grain: location", with: "grain: respondent")
        )
        let run = try Program(in: folder).run(["score"] + arguments + ["--out", "out"])
        #expect(run.status == 2)
        #expect(run.errors.contains("run.grain-of-first-table"))
        #expect(!folder.exists("out"))
    }

    @Test("All visits are kept for agreement, and the newest counts")
    func agreement() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(
            to: folder,
            export: TinyExport.header
                + "L1;Een;G;1-1-2025;30;3;ja\nL1;Een;G;1-2-2025;30;3;nee\nL2;Twee;G;1-1-2025;9;3;ja\n",
            codeBook: TinyExport.codeBook(assessments: "newest")
        )
        _ = try Program(in: folder).run(["score"] + arguments + ["--out", "out"])
        let table = try CSVFile(path: folder["out/intern/data/agreement.csv"])
        #expect(table["criterion"] == ["A1", "A2", "A3"])
        #expect(table["pairs"] == ["1", "1", "1"])
        #expect(table["same"] == ["1", "0", "1"])
        #expect(table["met_then_not"] == ["0", "1", "0"])
    }

    @Test("explain names the rule of the column that is asked for, also behind shares that have columns of their own")
    func explainJoined() throws {
        let folder = try TemporaryFolder()
        let counted = Self.answers.replacing(
            "minimum: 3 }\n",
            with: "minimum: 3 }\n      - { variable: forms, rule: count }\n"
        )
        let arguments = try TinyExport.write(
            to: folder,
            export: Self.export,
            codeBook: TinyExport.codeBook(tables: counted),
            framework: TinyExport.framework(
                TinyExport.Knobs(
                    more: TinyExport.criterion("A4", "grain: respondent, indicator: forms, standard: \">= 2\"")
                )
            )
        )
        try folder.write("answers.csv", Self.respondents)
        let run = try Program(in: folder).run(
            ["explain", "answers.csv"] + arguments + ["--location", "L1", "--criterion", "A4", "--language", "en"]
        )
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("forms = 5") && run.output.contains("count of answers"), "\(run.output)")
        #expect(!run.output.contains("share of"))
    }
}
