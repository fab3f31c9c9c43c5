import Foundation
import Testing

@Suite("Numbers that a workbook or SPSS file holds as numbers")
struct TypedCellTests {
    private static let header = TinyExport.header

    private static func rows(_ showers: [String]) -> String {
        header + showers.enumerated().map { "L\($0 + 1);Een;G;1-1-2025;30;\($1);ja\n" }.joined()
    }

    /// What `score` makes of the showers, by location.
    private func observed(_ program: Program, _ file: String, _ more: String...) throws -> [String: String] {
        let arguments = [file, "--framework", "tiny.framework.yaml", "--out", "scored"]
        let run = try program.run(["score"] + arguments + more)
        #expect([0, 1].contains(run.status), "\(run.errors)")
        let findings = try CSVFile(path: #require(program.folder)["scored/intern/data/findings.csv"])
        var found: [String: String] = [:]
        for row in findings.rows where findings.cell("criterion", of: row) == "A3" {
            found[findings.cell("location_id", of: row)] = findings.cell("observed", of: row)
        }
        return found
    }

    private func convert(_ program: Program, _ from: String, _ to: String, _ more: String...) throws {
        let run = try program.run(["convert", from, "--out", to] + more)
        #expect([0, 1].contains(run.status), "\(run.errors)")
    }

    @Test("are read with a point, whatever the code book or an option says of texts", arguments: ["xlsx", "sav"])
    func codeBookWithComma(ending: String) throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let book = TinyExport.codeBook().replacing("decimal: either", with: "decimal: comma")
        _ = try TinyExport.write(to: folder, export: Self.rows(["1.234", "2.345", "2"]), codeBook: book)
        try convert(program, "export.csv", "x.\(ending)", "--decimal", "point")
        #expect(try observed(program, "x.\(ending)") == ["L1": "1.234", "L2": "2.345", "L3": "2"])
        _ = try TinyExport.write(to: folder, export: Self.rows(["1.234", "2.345", "2"]))
        #expect(try observed(program, "x.\(ending)") == ["L1": "1.234", "L2": "2.345", "L3": "2"])
        #expect(
            try observed(program, "x.\(ending)", "--decimal", "comma") == ["L1": "1.234", "L2": "2.345", "L3": "2"]
        )
    }

    @Test("say nothing of the texts beside them, and those nothing of the numbers")
    func besideTexts() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        _ = try TinyExport.write(to: folder, export: Self.rows(["1.234", "12,5", "3,75"]))
        try convert(program, "export.csv", "x.xlsx", "--decimal", "point")
        #expect(try observed(program, "x.xlsx") == ["L1": "1.234", "L2": "12.5", "L3": "3.75"])
    }

    @Test("do not come of texts that may be two numbers", arguments: ["sav", "xlsx"])
    func ambiguousOutput(ending: String) throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        try folder.write("n.csv", "id;bewoners\nL1;1.250\nL2;2.345\nL3;900\n")
        let run = try program.run("convert", "n.csv", "--out", "n.\(ending)")
        #expect(run.status == 1)
        #expect(run.errors.contains("convert.ambiguous-decimals"), "\(run.errors)")
        #expect(
            try program.run("convert", "n.\(ending)", "--out", "-").output.contains("L1,1.250\r\nL2,2.345\r\nL3,900")
        )
        let log = "uuid;line;variable;old_value;new_value;action;reason;check;decided_by\n"
        try folder.write("l.csv", log)
        let clean = try program.run("clean", "n.csv", "l.csv", "--out", "c.\(ending)")
        #expect(clean.status == 1 && clean.errors.contains("convert.ambiguous-decimals"), "\(clean.errors)")
        #expect(try program.run("verify", "n.csv", "l.csv", "c.\(ending)").status == 0)
        let point = try program.run("convert", "n.csv", "--out", "p.\(ending)", "--decimal", "point")
        #expect(point.status == 0, "\(point.errors)")
        #expect(
            try program.run("convert", "p.\(ending)", "--out", "-").output.contains(
                ending == "sav" ? "L1,1.25\r\n" : "L1,1.250\r\n"
            )
        )
        // Another text of the column shows what is meant.
        try folder.write("m.csv", "id;bewoners\nL1;1.250\nL2;12.5\n")
        #expect(try program.run("convert", "m.csv", "--out", "m.\(ending)").status == 0)
    }

    private static let logHeader = "uuid;line;variable;old_value;new_value;action;reason;check;decided_by\n"

    @Test("in a log do not enter a column that writes a comma")
    func logWithNumberCell() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        _ = try TinyExport.write(to: folder, export: Self.rows(["12,5", "2,75"]))
        try folder.write("l.csv", Self.logHeader + ";2;douches;12,5;1.234;change;;;ik\n")
        try convert(program, "l.csv", "l.xlsx", "--decimal", "point")
        for command in [
            ["clean", "export.csv", "l.xlsx", "--out", "c.csv"], ["verify", "export.csv", "l.xlsx", "export.csv"],
        ] {
            let run = try program.run(command)
            #expect(run.status == 2)
            #expect(run.errors.contains("cleaning.number-among-commas"), "\(run.errors)")
            #expect(run.errors.contains("l.xlsx:2") && run.errors.contains("douches"), "\(run.errors)")
        }
        #expect(!folder.exists("c.csv"))
    }

    @Test("come out of clean as the same numbers")
    func cleanedWorkbook() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        _ = try TinyExport.write(to: folder, export: Self.rows(["1.234", "2.345", "2"]))
        try convert(program, "export.csv", "raw.xlsx", "--decimal", "point")
        try folder.write("l.csv", Self.logHeader + ";2;douches;'1.234;'1,5;change;;;ik\n")
        for clean in ["c.csv", "c.xlsx"] {
            let run = try program.run("clean", "raw.xlsx", "l.csv", "--out", clean)
            #expect(run.status == 1)
            #expect(run.errors.contains("cleaning.comma-among-points"), "\(run.errors)")
            #expect(try program.run("verify", "raw.xlsx", "l.csv", clean).status == 0)
            #expect(try observed(program, clean) == ["L1": "1.5", "L2": "2.345", "L3": "2"], "\(clean)")
        }
        try folder.write("p.csv", Self.logHeader + ";2;douches;'1.234;'1.750;change;;;ik\n")
        #expect(try program.run("clean", "raw.xlsx", "p.csv", "--out", "p.clean.csv").status == 0)
        #expect(try program.run("verify", "raw.xlsx", "p.csv", "p.clean.csv").status == 0)
        #expect(try observed(program, "p.clean.csv") == ["L1": "1.75", "L2": "2.345", "L3": "2"])
        // Under a code book with commas it is refused, and not read as thousands.
        _ = try TinyExport.write(
            to: folder,
            codeBook: TinyExport.codeBook().replacing("decimal: either", with: "decimal: comma")
        )
        #expect(try observed(program, "p.clean.csv")["L2"] == "")
    }

    @Test("values of a log in another notation than their column are named")
    func otherNotation() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let export = Self.header + "L1;Een;G;31-1-2025;30;12,5;ja\nL2;Twee;G;13-2-2025;30;2,75;ja\n"
        _ = try TinyExport.write(to: folder, export: export)
        let entries = ";2;douches;12,5;'3.5;change;;;ik\n;3;datum;13-2-2025;'2025-02-14;change;;;ik\n"
        try folder.write("l.csv", Self.logHeader + entries)
        let run = try program.run("clean", "export.csv", "l.csv", "--out", "c.csv")
        #expect(run.status == 1)
        #expect(run.errors.contains("l.csv:2") && run.errors.contains("cleaning.point-among-commas"), "\(run.errors)")
        #expect(run.errors.contains("l.csv:3") && run.errors.contains("cleaning.iso-among-dates"), "\(run.errors)")
        try folder.write(
            "same.csv",
            Self.logHeader + ";2;douches;12,5;'3,5;change;;;ik\n;3;datum;13-2-2025;'14-2-2025;change;;;ik\n"
        )
        #expect(try program.run("clean", "export.csv", "same.csv", "--out", "s.csv").status == 0)
    }
}
