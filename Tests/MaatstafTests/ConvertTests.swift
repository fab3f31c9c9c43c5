import Foundation
import MaatstafCommand
import Testing

@Suite("The command convert")
struct ConvertTests {
    private static let export =
        "Overzicht;;\r\nid;naam;score\r\n1;Zon;2,5\r\n2;\"Maan, vol\";3\r\n3;Ster\r\n4;\"a\"b;4\r\nTotaal;;9,5\r\n"

    @Test("table and ledger are written, and rows to look at give exit status 1")
    func whole() throws {
        let folder = try TemporaryFolder()
        try folder.write("export.csv", Self.export)
        let run = try Program(in: folder).run("convert", "export.csv", "--out", "clean.csv")
        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        #expect(
            try text(at: folder["clean.csv"])
                == "id,naam,score\r\n1,Zon,\"2,5\"\r\n2,\"Maan, vol\",3\r\n3,Ster\r\n4,\"\"\"a\"\"b\",4\r\n"
        )
        #expect(
            try text(at: folder["clean.ledger.csv"])
                == "kind,line,column,code,c1,c2,c3\r\npreamble,1,,,Overzicht,,\r\nnote,5,,csv.ragged-row,,,\r\n"
                + "note,6,,csv.stray-quote,,,\r\nfooter,7,,,Totaal,,\"9,5\"\r\n"
        )
        #expect(run.errors.contains("[csv.ragged-row]") && run.errors.contains("[csv.stray-quote]"))
        #expect(folder.content == ["clean.csv", "clean.ledger.csv", "export.csv"])
    }

    @Test("a clean file gives exit status 0, in both languages without a missing text", arguments: ["nl", "en"])
    func clean(language: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("export.csv", "id;naam\n1;Zon\n2;Maan\n")
        let program = try Program(in: folder)
        let run = try program.run("convert", "export.csv", "--out", "clean.csv", "--language", language)
        #expect(run.status == 0)
        #expect(!run.errors.contains("⟨"), "\(run.errors)")
        // Again: what was written before is replaced.
        #expect(try program.run("convert", "export.csv", "--out", "clean.csv").status == 0)
        #expect(try text(at: folder["clean.csv"]) == "id,naam\r\n1,Zon\r\n2,Maan\r\n")
    }

    @Test("--strict writes nothing if a row is not right")
    func strict() throws {
        let folder = try TemporaryFolder()
        try folder.write("export.csv", Self.export)
        try folder.write("clean.csv", "from before")
        let program = try Program(in: folder)
        let run = try program.run("convert", "export.csv", "--out", "clean.csv", "--strict")
        #expect(run.status == 2)
        #expect(run.errors.contains("[convert.strict]"))
        #expect(try text(at: folder["clean.csv"]) == "from before")
        #expect(folder.content == ["clean.csv", "export.csv"])
        let printed = try program.run("convert", "export.csv", "--out", "-", "--strict")
        #expect(printed.status == 2 && printed.output.isEmpty)
        try folder.write("good.csv", "Overzicht;;\nid;naam;score\n1;Zon;2\n2;Maan;3\n")
        #expect(try program.run("convert", "good.csv", "--out", "clean.csv", "--strict").status == 0)
    }

    @Test("--out - prints the table alone; the ledger is written where it is asked for")
    func standardOutput() throws {
        let folder = try TemporaryFolder()
        try folder.write("export.csv", "Titel;;\nid;naam;n\n1;Zon;3\n2;Maan;4\n")
        let program = try Program(in: folder)
        let run = try program.run("convert", "export.csv", "--out", "-")
        #expect(run.status == 0)
        #expect(run.output == "id,naam,n\r\n1,Zon,3\r\n2,Maan,4\r\n")
        #expect(folder.content == ["export.csv"])
        #expect(try program.run("convert", "export.csv", "--out", "-", "--ledger", "rest.csv").status == 0)
        #expect(try text(at: folder["rest.csv"]).contains("preamble,1,,,Titel,,"))
    }

    @Test(
        "what cannot be done is refused, and leaves nothing behind",
        arguments: [
            (["convert", "absent.csv", "--out", "x.csv"], "file.not-found"),
            (["convert", "export.csv", "--out", "export.csv"], "output.is-input"),
            (["convert", "export.csv", "--out", "./link.csv"], "output.is-input"),
            (["convert", "export.csv", "--out", "x.csv", "--ledger", "export.csv"], "output.is-input"),
            (["convert", "export.csv", "--out", "x.csv", "--ledger", "x.csv"], "output.same-place"),
            (["convert", "export.csv", "--out", "x.doc"], "convert.unknown-format"),
            (["convert", "export.csv", "--out", "no/such/x.csv"], "output.cannot-write"),
            (["convert", "export.csv", "--out", "folder.csv"], "output.not-a-file"),
            (["convert", "two.csv", "--out", "x.csv"], "csv.delimiter-ambiguous"),
            (["convert", "empty.csv", "--out", "x.xlsx"], "file.empty"),
            (["convert", "empty.csv", "--out", "x.csv", "--strict"], "file.empty"),
        ]
    )
    func refused(arguments: [String], code: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("export.csv", "id;naam\n1;Zon\n2;Maan\n")
        try folder.write("two.csv", "aap;noot,mies\nwim;zus,jet\nteun;vuur,gijs\n")
        try folder.write("empty.csv", "")
        #expect(link(folder["export.csv"], folder["link.csv"]) == 0)
        try FileManager.default.createDirectory(atPath: folder["folder.csv"], withIntermediateDirectories: true)
        let before = folder.content
        let run = try Program(in: folder).run(arguments)
        #expect(run.status == 2)
        #expect(run.errors.contains("[\(code)]"), "\(run.errors)")
        #expect(folder.content == before)
        #expect(try text(at: folder["export.csv"]) == "id;naam\n1;Zon\n2;Maan\n")
    }

    @Test("a file in which nothing stands gives an empty table and a finding", arguments: ["", "\n\r\n", "\u{FEFF}"])
    func nothing(content: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("empty.csv", content)
        let program = try Program(in: folder)
        let run = try program.run("convert", "empty.csv", "--out", "x.csv")
        #expect(run.status == 1)
        #expect(run.errors.contains("[file.empty]") || run.errors.contains("[csv.only-blank-lines]"))
        let table = try text(at: folder["x.csv"])
        #expect(table.allSatisfy { $0.isNewline || $0 == "\"" })
        #expect(try text(at: folder["x.ledger.csv"]).hasPrefix("kind,line,column,code,c1"))
        #expect(try program.run("convert", "empty.csv", "--out", "-").status == 1)
        #expect(try program.run("inspect", "empty.csv").status == 1)
        // A blank line is a row with an empty cell.
        guard !content.contains(where: \.isNewline) else { return }
        #expect(try program.run("inspect", "empty.csv", "--json").output.contains("\"rows\" : 0"))
    }

    @Test("a file of nothing but a header gives that header and a finding")
    func headerOnly() throws {
        let folder = try TemporaryFolder()
        try folder.write("header.csv", "id;naam;datum\n")
        let program = try Program(in: folder)
        let run = try program.run("convert", "header.csv", "--out", "-")
        #expect(run.status == 1)
        #expect(run.output == "id,naam,datum\r\n")
        #expect(run.errors.contains("[convert.no-rows]"))
        #expect(try program.run("inspect", "header.csv").status == 1)
    }

    @Test("everything about the dialect can be forced")
    func forced() throws {
        let folder = try TemporaryFolder()
        try folder.write("two.csv", "titel\naap;noot,mies\nwim;'zus,jet'\nteun;vuur,gijs\neind\n")
        let program = try Program(in: folder)
        let run = try program.run(
            "convert",
            "two.csv",
            "--out",
            "-",
            "--delimiter",
            ",",
            "--quote",
            "'",
            "--escape",
            "'",
            "--encoding",
            "utf-8",
            "--header-rows",
            "0",
            "--preamble-rows",
            "1",
            "--footer-rows",
            "1"
        )
        #expect(run.output == "c1,c2\r\naap;noot,mies\r\nwim;'zus,jet'\r\nteun;vuur,gijs\r\n")
        #expect(try program.run("convert", "two.csv", "--out", "-", "--header-rows", "101").status == 64)
        #expect(try program.run("convert", "two.csv", "--out", "-", "--delimiter", "komma").status == 64)
        let one = try program.run("convert", "two.csv", "--out", "-", "--delimiter", "none", "--quote", "none")
        #expect(one.output.hasPrefix("titel\r\n\"aap;noot,mies\"\r\n"))
    }

    @Test("a workbook comes out as the same table")
    func workbook() throws {
        let folder = try TemporaryFolder()
        let fixtures = Corpus.root + "/Tests/ShelterParsersTests/Sheets/Fixtures/"
        let program = try Program(in: folder)
        let run = try program.run("convert", fixtures + "by-hand.xlsx", "--out", "x.csv")
        #expect([0, 1].contains(run.status), "\(run.errors)")
        let table = CSVFile(Array(try text(at: folder["x.csv"]).replacing("\r\n", with: "\n").utf8))
        #expect(!table.header.isEmpty && !table.rows.isEmpty)
        let json = try program.run("inspect", "--json", fixtures + "by-hand.xlsx").output
        #expect(json.contains("\"format\" : \"xlsx\""))
    }

    @Test("merged cells are filled only where it is asked for", arguments: ["merged.xlsx", "merged.ods"])
    func merged(name: String) throws {
        let folder = try TemporaryFolder()
        let workbook = Corpus.root + "/Tests/ShelterParsersTests/Sheets/Fixtures/" + name
        let program = try Program(in: folder)
        let plain = try program.run("convert", workbook, "--out", "-")
        #expect(plain.output == "gemeente,locatie,kamer,bed\r\nZeist,Zon,1,\r\n,,2,b\r\n,Maan,3,\r\n")
        let filled = try program.run("convert", workbook, "--out", "-", "--fill-merged")
        #expect(
            filled.output == "gemeente,locatie,kamer,bed\r\nZeist,Zon,1,\r\nZeist,Zon,2,b\r\nZeist,Maan,3,3\r\n"
        )
    }

    @Test("a second answer to one item of an audit stands in the ledger, not in the table")
    func itemTwice() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "audit.csv",
            """
            AuditID,ItemID,ItemType,Label,Response,TemplateID,SortingIndex
            a1,i1,question,Slot,Ja,t1,1
            a1,i1,question,Slot,Nee,t1,2
            a1,,question,Raam,Dicht,t1,3

            """
        )
        let run = try Program(in: folder).run("convert", "audit.csv", "--out", "table.csv")
        #expect(run.status == 1, "\(run.errors)")
        #expect(try text(at: folder["table.csv"]).contains("Ja"))
        #expect(try !text(at: folder["table.csv"]).contains("Nee"))
        let ledger = try CSVFile(path: folder["table.ledger.csv"])
        let aside = ledger.rows.filter { ledger.cell("kind", of: $0) == "set-aside" }
        #expect(Set(aside.map { ledger.cell("line", of: $0) }) == ["3", "4"])
        #expect(aside.contains { $0.joined().contains("i1,Nee") })
        #expect(aside.contains { $0.joined().contains("a1,,question,Raam,Dicht,t1,3") })
        // Told by place and kind alone.
        #expect(!(run.output + run.errors).contains("Nee"))
    }
}
