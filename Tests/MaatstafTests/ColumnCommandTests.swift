import Testing

@Suite("Columns through the whole program")
struct ColumnCommandTests {
    private static let header = "id;naam;groep;datum;bewoners;douches;slot\n"

    private static func messages(_ folder: TemporaryFolder, _ output: String = "out") throws -> [String] {
        let file = try CSVFile(path: folder["\(output)/intern/data/diagnostics.csv"])
        return file.rows.map { row in ["line", "column", "code"].map { file.cell($0, of: row) }.joined(separator: ":") }
    }

    /// Observed values of a criterion, in the order of the rows.
    private static func observed(_ criterion: String, _ folder: TemporaryFolder, _ output: String = "out") throws
        -> [String]
    {
        let file = try CSVFile(path: folder["\(output)/intern/data/findings.csv"])
        return file.rows.filter { file.cell("criterion", of: $0) == criterion }.map { file.cell("observed", of: $0) }
    }

    @Test("a number with two readings follows its column, and a note says so; a forced mark goes above it")
    func decimals() throws {
        let folder = try TemporaryFolder()
        let export = Self.header + "L1;Een;G;1-1-2025;30;1.250;ja\nL2;Twee;G;1-1-2025;30;2,5;ja\n"
        let arguments = try TinyExport.write(to: folder, export: export)
        let program = try Program(in: folder)
        let run = try program.run(["score"] + arguments + ["--out", "out"])
        #expect(run.status == 0, "\(run.errors)")
        #expect(try Self.messages(folder) == ["1:6:column.decided-comma"])
        #expect(try Self.observed("A3", folder) == ["1250", "2.5"])
        #expect(run.errors.contains("'1.250'"))

        let forced = try program.run(["score"] + arguments + ["--out", "out", "--decimal", "point"])
        #expect(forced.status == 1)
        #expect(try Self.messages(folder) == ["3:6:cell.not-a-number"])
        #expect(try Self.observed("A3", folder) == ["1.25", ""])
        #expect(try text(at: folder["out/manifest.json"]).contains("\"decimal\" : \"point\""))
    }

    @Test("a forced mark goes above the code book's own, with a note that names the columns")
    func overruled() throws {
        let folder = try TemporaryFolder()
        let codeBook = TinyExport.codeBook().replacing("decimal: either", with: "decimal: point\ndates: dmy")
        let export = Self.header + "L1;Een;G;2/1/2025;30;1,250;ja\n"
        let arguments = try TinyExport.write(to: folder, export: export, codeBook: codeBook)
        let program = try Program(in: folder)
        let options = ["--out", "out", "--language", "en"]
        #expect(try program.run(["score"] + arguments + options).status == 0)
        #expect(try Self.observed("A3", folder) == ["1250"])
        let forced = try program.run(
            ["score"] + arguments + options + ["--decimal", "comma", "--date-order", "mdy"]
        )
        #expect(forced.status == 0)
        #expect(try Self.observed("A3", folder) == ["1.25"])
        #expect(try Self.messages(folder) == ["1::column.forced"])
        #expect(forced.errors.contains("go above the code book here: datum, bewoners, douches"))
        #expect(try CSVFile(path: folder["out/intern/data/locations.csv"])["visit_date"].first == "2025-02-01")
    }

    @Test("without evidence cells are refused and the column names the option that settles it")
    func ambiguous() throws {
        let folder = try TemporaryFolder()
        let export = Self.header + "L1;Een;G;3/4/2025;30;1.250;ja\nL2;Twee;G;5/6/2025;30;2;ja\n"
        let arguments = try TinyExport.write(to: folder, export: export)
        let program = try Program(in: folder)
        let run = try program.run(["score"] + arguments + ["--out", "out", "--date", "2025-12-31"])
        #expect(run.status == 1)
        #expect(
            try Self.messages(folder) == [
                "1:4:column.ambiguous-dates", "1:6:column.ambiguous-decimals", "2:4:cell.ambiguous-date",
                "2:6:cell.ambiguous-number", "3:4:cell.ambiguous-date",
            ]
        )
        #expect(run.errors.contains("--date-order"))
        #expect(run.errors.contains("--decimal comma"))
        let settled = try program.run(
            ["score"] + arguments + ["--out", "out", "--date-order", "mdy", "--decimal", "comma"]
        )
        #expect(settled.status == 0, "\(settled.errors)")
        #expect(
            try Set(CSVFile(path: folder["out/intern/data/locations.csv"])["visit_date"]) == [
                "2025-03-04", "2025-05-06",
            ]
        )
    }

    @Test("the newest visit is chosen with the order of dates that the whole column shows")
    func newest() throws {
        let folder = try TemporaryFolder()
        // Read as day-month the first row would be the newest.
        let export =
            Self.header
            + "L1;Een;G;1/12/2025;30;1;ja\nL1;Een;G;2/11/2025;30;2;ja\nL2;Twee;G;12/31/2024;30;3;ja\n"
        let arguments = try TinyExport.write(
            to: folder,
            export: export,
            codeBook: TinyExport.codeBook(assessments: "newest")
        )
        let run = try Program(in: folder).run(["score"] + arguments + ["--out", "out"])
        #expect(run.status == 1)
        #expect(try Self.observed("A3", folder) == ["2", "3"])
        #expect(
            try Self.messages(folder) == ["1:4:column.decided-month-first", "2:4:assessment.superseded"]
        )
    }

    @Test("--decimal and --date-order take what the help says and nothing else")
    func options() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder)
        let program = try Program(in: folder)
        for wrong in [
            ["--decimal", "either"], ["--decimal", ","], ["--date-order", "either"], ["--date-order", "ydm"],
        ] {
            #expect(try program.run(["score"] + arguments + ["--out", "out"] + wrong).status == 64, "\(wrong)")
        }
        #expect(try program.run("explain", "--help").output.contains("--date-order"))
    }

    @Test("numbers with something around them count by the code book's rule, and are counted")
    func qualified() throws {
        let folder = try TemporaryFolder()
        let codeBook = TinyExport.codeBook()
            .replacing(
                "decimal: either",
                with: "decimal: either\nqualified: { approximate: value, unit: value }\nunits: { x: [douches] }"
            )
            .replacing("showers, type: number", with: "showers, type: number, unit: x, qualified: { interval: lowest }")
        let export =
            Self.header
            + "L1;Een;G;1-1-2025;30;ca. 3;ja\nL2;Twee;G;1-1-2025;30;4-6 douches;ja\nL3;Drie;G;1-1-2025;30;>5;ja\n"
        let arguments = try TinyExport.write(to: folder, export: export, codeBook: codeBook)
        let run = try Program(in: folder).run(["score"] + arguments + ["--out", "out", "--language", "en"])
        #expect(run.status == 1)
        #expect(try Self.observed("A3", folder) == ["3", "4", ""])
        #expect(try Self.messages(folder) == ["4:6:cell.qualified-number", "1:6:column.qualified"])
        #expect(
            run.errors.contains("1 approximate, 1 from-to, 0 bounds (more or less than), 1 with a unit (first: line 2)")
        )
        #expect(run.errors.contains("'qualified: { bound: value }'"))
    }

    @Test("an option of a question with several answers is a yes/no variable of its own")
    func optionColumn() throws {
        let folder = try TemporaryFolder()
        let codeBook = TinyExport.codeBook().replacing(
            "{ column: slot, variable: lock, type: boolean }",
            with: "{ column: voorzieningen, variable: lock, type: boolean, option: [slot, lock], separator: \";\" }"
        )
        let export =
            Self.header.replacing("slot", with: "voorzieningen")
            + "L1;Een;G;1-1-2025;30;3;\"wifi;slot;\"\nL2;Twee;G;1-1-2025;30;3;\"wifi;\"\nL3;Drie;G;1-1-2025;30;3;\n"
        let arguments = try TinyExport.write(to: folder, export: export, codeBook: codeBook)
        let run = try Program(in: folder).run(["score"] + arguments + ["--out", "out"])
        #expect(run.status == 0, "\(run.errors)")
        let findings = try CSVFile(path: folder["out/intern/data/findings.csv"])
        let outcomes = findings.rows.filter { findings.cell("criterion", of: $0) == "A2" }
            .map { "\(findings.cell("outcome", of: $0)) \(findings.cell("reason", of: $0))" }
        #expect(outcomes == ["met ", "not_met ", "unknown empty"])
    }
}
