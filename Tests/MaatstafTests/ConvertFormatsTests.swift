import Foundation
import MaatstafCommand
import Testing

@Suite("convert to other formats, and under the guard")
struct ConvertFormatsTests {
    private static let export =
        "nummer,naam,datum,score\n007,Зон,2026-01-31,2.5\n8,\"a, b\",2026-02-01,3\n9,=1+1,,-0.25\n"

    @Test("a table comes back the same from a workbook and from SPSS, labels of neither needed")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        try folder.write("raw.csv", Self.export)
        let program = try Program(in: folder)
        #expect(try program.run("convert", "raw.csv", "--out", "a.csv").status == 0)
        #expect(try program.run("convert", "raw.csv", "--out", "b.xlsx").status == 0)
        #expect(try program.run("convert", "b.xlsx", "--out", "c.sav").status == 0)
        #expect(try program.run("convert", "c.sav", "--out", "d.csv").status == 0)
        #expect(try text(at: folder["a.csv"]) == text(at: folder["d.csv"]))
        // The same input gives the same bytes, and nothing is left behind.
        #expect(try program.run("convert", "raw.csv", "--out", "e.xlsx").status == 0)
        #expect(
            FileManager.default.contents(atPath: folder["b.xlsx"])
                == FileManager.default.contents(atPath: folder["e.xlsx"])
        )
        #expect(!folder.content.contains { $0.hasPrefix(".") })
    }

    @Test("--guard leaves personal columns out of table and ledger; without it everything stands there")
    func guarded() throws {
        let folder = try TemporaryFolder()
        var rows = "id,mail,score\n"
        for number in 1...25 { rows += "\(number),bewoner\(number)@voorbeeld.example,\(number % 5)\n" }
        try folder.write("raw.csv", rows + "26,bewoner26@voorbeeld.example,1,te veel\n")
        let program = try Program(in: folder)
        let inspected = try program.run("inspect", "raw.csv", "--guard")
        #expect(inspected.status == 1 && inspected.output.contains("[privacy.looks-personal]"))
        for output in ["x.csv", "x.xlsx", "x.sav"] {
            let run = try program.run("convert", "raw.csv", "--guard", "--out", output)
            #expect(run.status == 1, "\(run.errors)")
            #expect(!run.errors.contains("@voorbeeld"))
        }
        #expect(try text(at: folder["x.csv"]).hasPrefix("id,score\r\n1,1\r\n"))
        #expect(try !text(at: folder["x.csv"]).contains("@"))
        #expect(try !text(at: folder["x.ledger.csv"]).contains("@"))
        #expect(try program.run("convert", "raw.csv", "--out", "y.csv").status == 1)
        #expect(try text(at: folder["y.csv"]).contains("bewoner26@voorbeeld.example"))
    }
}
