import Foundation
import Testing

@Suite("Nothing is left out in silence")
struct NeverSilentTests {
    private static let sheets = Corpus.root + "/Tests/ShelterParsersTests/Sheets/Fixtures/"

    @Test(
        "merged cells that were left empty are told, and filled where that is asked",
        arguments: ["merged.xlsx", "merged.ods"]
    )
    func merged(name: String) throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let workbook = Self.sheets + name
        let convert = try program.run("convert", workbook, "--out", "x.csv")
        #expect(convert.status == 1)
        #expect(convert.errors.contains("sheet.merged-left-empty") && convert.errors.contains("--fill-merged"))
        let inspect = try program.run("inspect", workbook)
        #expect(inspect.status == 1 && inspect.output.contains("sheet.merged-left-empty"), "\(inspect.output)")
        let filled = try program.run("inspect", workbook, "--fill-merged")
        #expect(!filled.output.contains("sheet.merged-left-empty"))
    }

    @Test("score says why rows of a merged block have no municipality, and can fill them")
    func mergedScore() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let book = TinyExport.codeBook(register: "municipalities-2023").replacing(
            "column: groep",
            with: "column: gemeente"
        )
        .replacing("column: id, role", with: "column: kamer, role").replacing("column: naam", with: "column: locatie")
        _ = try TinyExport.write(to: folder, codeBook: book)
        let arguments = [Self.sheets + "merged.xlsx", "--framework", "tiny.framework.yaml", "--date", "2025-01-01"]
        let plain = try program.run(["score"] + arguments + ["--out", "plain"])
        #expect(plain.errors.contains("municipality.missing"), "\(plain.errors)")
        #expect(plain.errors.contains("sheet.merged-left-empty"), "\(plain.errors)")
        let filled = try program.run(["score"] + arguments + ["--fill-merged", "--out", "filled"])
        #expect(!filled.errors.contains("municipality.missing"), "\(filled.errors)")
    }

    @Test("a row that repeats the column names is set aside as that, and nothing else is said of it")
    func repeatedHeader() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let arguments = try TinyExport.write(
            to: folder,
            export: TinyExport.header + TinyExport.row + TinyExport.header + TinyExport.row.replacing("L1", with: "L2")
        )
        let run = try program.run(["score"] + arguments + ["--out", "out"])
        #expect(run.status == 1)
        let ledger = try text(at: folder["out/intern/data/ledger.csv"])
        #expect(ledger.contains("export.csv,3,set_aside,table.repeated-header\n"), "\(ledger)")
        #expect(run.errors.contains("export.csv:3") && !run.errors.contains("cell."), "\(run.errors)")
    }

    @Test("where no row has a date, the reasons are told with it")
    func noDate() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let wrong = TinyExport.row.replacing("1-1-2025", with: "31-2-2025").replacing(";30;", with: ";veel;")
        var arguments = try TinyExport.write(to: folder, export: TinyExport.header + wrong)
        var run = try program.run(["score"] + arguments + ["--out", "out"])
        #expect(run.status == 2 && !folder.exists("out"))
        for code in ["run.no-date", "cell.not-a-date", "cell.not-a-number"] {
            #expect(run.errors.contains(code), "\(run.errors)")
        }
        arguments = try TinyExport.write(
            to: folder,
            export: TinyExport.header + TinyExport.row.replacing(";G;", with: ";Zeistt;"),
            codeBook: TinyExport.codeBook(register: "municipalities-2023")
        )
        run = try program.run(["score"] + arguments + ["--out", "out"])
        #expect(run.status == 2)
        #expect(run.errors.contains("municipality.unknown") && run.errors.contains("run.no-row-used"), "\(run.errors)")
    }

    @Test("--sheet in a file without sheets is told")
    func sheetOfText() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        try folder.write("a.csv", "a;b\n1;2\n3;4\n")
        for command in [
            ["inspect", "a.csv", "--sheet", "Blad1"], ["convert", "a.csv", "--out", "b.csv", "--sheet", "Blad1"],
        ] {
            let run = try program.run(command)
            #expect(run.status == 1 && (run.output + run.errors).contains("tools.sheet-unused"), "\(run.errors)")
        }
    }

    @Test("a closed standard output is told like a full one", arguments: ["", "/dev/full"])
    func noOutput(stream: String) throws {
        let folder = try TemporaryFolder()
        var program = try Program(in: folder)
        try folder.write("a.csv", "a;b\n1;2\n3;4\n")
        program.streams.output = stream
        for command in [["inspect", "a.csv"], ["inspect", "a.csv", "--json"], ["convert", "a.csv", "--out", "-"]] {
            let run = try program.run(command)
            #expect(run.status == 2 && run.errors.contains("output.cannot-print"), "\(command) \(run.errors)")
        }
        #expect(try program.run("inspect", "a.csv", "--language", "en").errors.contains("the output cannot be printed"))
    }

    @Test("answers that a pivoted audit has no cell for stand in the ledger")
    func pivotedAudit() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "audit.csv",
            """
            AuditID,ItemID,ItemType,Label,Response,Comment,Inactive,TemplateID,SortingIndex
            a1,i1,question,Slot,Ja,prima,FALSE,t1,1
            a1,i1,question,Slot,Nee,klemt,FALSE,t1,2
            a1,i2,question,Raam,Dicht,,TRUE,t1,3

            """
        )
        let run = try Program(in: folder).run("convert", "audit.csv", "--out", "table.csv")
        #expect(run.status == 1, "\(run.errors)")
        let ledger = try text(at: folder["table.ledger.csv"])
        #expect(ledger.contains("Nee") && ledger.contains("klemt"), "\(ledger)")
        #expect(ledger.contains("Dicht") && ledger.contains("tools.inactive-answer"), "\(ledger)")
        #expect(!(run.output + run.errors).contains("Dicht"))
    }

    @Test("the folder for confirmed names is made if it is not there")
    func mappingsFolder() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        try folder.write("a.csv", "naam;b\nHotel Zon;1\nDe Maan;2\n")
        try folder.write("list.csv", "id;name\nL1;Hotel Zon\nL2;De Maan\n")
        #expect(
            try program.run("map", "a.csv", "--values", "naam", "--list", "list.csv", "--out", "namen.csv").status <= 1
        )
        let names = try text(at: folder["namen.csv"]).replacing("certain", with: "confirmed")
        try folder.write("namen.csv", names)
        let run = try program.run(
            "map",
            "a.csv",
            "--values",
            "naam",
            "--list",
            "list.csv",
            "--decisions",
            "namen.csv",
            "--mappings",
            "kept/names"
        )
        #expect(run.status <= 1, "\(run.errors)")
        #expect(folder.exists("kept/names"), "\(names)")
    }
}
