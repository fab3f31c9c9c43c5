import Foundation
import Testing

@Suite("Messages quote nothing that leads to a person")
struct QuotedValueTests {
    private static let personal = ["jan@x.nl", "0612345678", "Jan Jansen", "123456782", "NL91ABNA0417164300"]

    private func everything(_ folder: TemporaryFolder, _ run: Program.Outcome) throws -> String {
        let files = try folder.files(below: "out").values.map { String(decoding: $0, as: UTF8.self) }
        return run.output + run.errors + files.joined()
    }

    @Test("shifted columns with something personal in the number of residents", arguments: [0, 1, 3, 4])
    func residents(kind: Int) throws {
        let folder = try TemporaryFolder()
        let value = Self.personal[kind]
        let rows = (1...25).map { "L\($0);Een;G;1-1-2025;\(value);3;ja\n" }.joined()
        let arguments = try TinyExport.write(to: folder, export: TinyExport.header + rows)
        let run = try Program(in: folder).run(["score"] + arguments + ["--out", "out"])
        #expect(run.errors.contains("privacy.withheld"), "\(run.errors)")
        #expect(try !everything(folder, run).contains(value))
    }

    @Test("a single stray item in a column of something else", arguments: personal)
    func stray(value: String) throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let rows =
            "L1;Een;Zeist;1-1-2025;\(value);3;ja\nL2;Twee;\(value);1-1-2025;3;3;\(value)\nL3;Drie;Ede;\(value);3;3;ja\n"
        let arguments = try TinyExport.write(
            to: folder,
            export: TinyExport.header + rows,
            codeBook: TinyExport.codeBook(register: "municipalities-2023")
        )
        let run = try program.run(["score"] + arguments + ["--out", "out"])
        #expect(run.status == 1)
        #expect(run.errors.contains("municipality.unknown"), "\(run.errors)")
        // Nine digits may be a number of residents, and then stand among the results.
        let told = try text(at: folder["out/intern/data/diagnostics.csv"])
        #expect(!(run.output + run.errors + told).contains(value))
        let check = try program.run("check", "export.csv", "--code-book", "tiny.codebook.yaml")
        #expect(!(check.output + check.errors).contains(value), "\(check.errors)")
    }

    @Test("cells of a file without a header")
    func header() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        _ = try TinyExport.write(to: folder, export: "Jan Jansen;jan@x.nl;0612345678;opmerking\nx;y;z;w\n")
        for command in [
            ["score", "export.csv", "--framework", "tiny.framework.yaml", "--out", "out"],
            ["check", "export.csv", "--code-book", "tiny.codebook.yaml"],
        ] {
            let run = try program.run(command)
            #expect(run.status == 2 && run.errors.contains("table.not-recognised"), "\(run.errors)")
            for value in Self.personal { #expect(!run.errors.contains(value), "\(run.errors)") }
        }
        let arguments = try TinyExport.write(
            to: folder,
            export: "Jan Jansen;" + TinyExport.header + "x;" + TinyExport.row
        )
        let run = try program.run(["score"] + arguments + ["--out", "out"])
        #expect(try run.status == 0 && !everything(folder, run).contains("Jan Jansen"), "\(run.errors)")
    }

    @Test("codes of quarantine that are a number or a name stay where they are")
    func codes() throws {
        let folder = try TemporaryFolder()
        let codes = ["0612345678", "123456782", "NL91ABNA0417164300", "jan.jansen"]
        let rows = codes.map { "k1,remark,t,tekst,nee,\($0),ik\n" }.joined()
        let header = "key,variable,text,redacted,release,code,decided_by\n"
        try folder.write("q.csv", header + rows + "k2,remark,t,tekst,nee,sanitair;warmte,ik\n")
        let run = try Program(in: folder).run("release", "q.csv", "--out", "vrij.csv", "--codes", "codes.csv")
        #expect(run.status == 1 && run.errors.contains("release.still-personal"), "\(run.errors)")
        #expect(try CSVFile(path: folder["codes.csv"])["code"] == ["sanitair", "warmte"])
        for code in codes { #expect(!(run.output + run.errors).contains(code)) }
    }
}
