import Foundation
import Testing

@Suite("The command inspect")
struct InspectTests {
    private static func files(_ output: String) throws -> [[String: Any]] {
        let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
        return try #require(object?["files"] as? [[String: Any]])
    }

    private static func inspect(_ content: String) throws -> (status: Int32, file: [String: Any]) {
        let folder = try TemporaryFolder()
        try folder.write("export.csv", content)
        let run = try Program(in: folder).run("inspect", "--json", "export.csv", "--language", "en")
        return (run.status, try #require(try files(run.output).first))
    }

    @Test("the JSON tells everything that was understood")
    func json() throws {
        let (status, file) = try Self.inspect(
            "\u{FEFF}Titel;;\r\nid;naam;score\r\n1;\"Zon \"\"A\"\"\";2,5\r\n2;Maan;3\r\nTotaal;;5,5\r\n"
        )
        #expect(status == 0)
        #expect(file["path"] as? String == "export.csv")
        #expect(file["format"] as? String == "csv")
        #expect(file["tool"] != nil)
        #expect(file["encoding"] as? String == "utf-8")
        #expect(file["bom"] as? Bool == true)
        #expect(file["delimiter"] as? String == ";")
        #expect(file["quote"] as? String == "\"")
        #expect(file["escape"] as? String == "\"")
        #expect(file["lineEnding"] as? String == "crlf")
        #expect(file["preambleRows"] as? Int == 1)
        #expect(file["headerRows"] as? Int == 1)
        #expect(file["footerRows"] as? Int == 1)
        #expect(file["rows"] as? Int == 2)
        #expect(file["columns"] as? [String] == ["id", "naam", "score"])
        let diagnostics = try #require(file["diagnostics"] as? [[String: Any]])
        #expect(diagnostics.map { $0["code"] as? String } == ["dialect.rows-above-header", "dialect.rows-below-data"])
        let first = try #require(diagnostics.first)
        #expect(first["severity"] as? String == "note")
        #expect((first["location"] as? [String: Any])?["line"] as? Int == 1)
        #expect((first["message"] as? String)?.contains("1") == true)
        #expect((first["hint"] as? String)?.isEmpty == false)
    }

    @Test("one column has no delimiter, and that is certain")
    func oneColumn() throws {
        let (status, file) = try Self.inspect("opmerking\nSchoon, maar klein\nVol\nLicht, ruim en stil\n")
        #expect(status == 0)
        #expect(file["delimiter"] is NSNull)
        #expect(try Self.inspect("naam\nZon\nMaan\n").file["confidence"] as? Double == 1)
    }

    @Test("an ambiguous file has no delimiter, its readings, and exit status 1")
    func ambiguous() throws {
        let (status, file) = try Self.inspect("aap;noot,mies\nwim;zus,jet\nteun;vuur,gijs\n")
        #expect(status == 1)
        #expect(file["delimiter"] is NSNull)
        #expect(file["rows"] is NSNull)
        let candidates = try #require(file["candidates"] as? [[String: Any]])
        #expect(Set(candidates.compactMap { $0["delimiter"] as? String }) == [";", ","])
        let folder = try TemporaryFolder()
        try folder.write("two.csv", "aap;noot,mies\nwim;zus,jet\nteun;vuur,gijs\n")
        let text = try Program(in: folder).run("inspect", "two.csv")
        #expect(text.status == 1)
        #expect(text.output.contains("--delimiter ';'") && text.output.contains("--delimiter ','"))
        #expect(try Program(in: folder).run("inspect", "two.csv", "--delimiter", ";").status == 0)
    }

    @Test("of a workbook with several sheets the sheets are listed, and one can be chosen")
    func sheets() throws {
        let workbook = Corpus.root + "/Tests/ShelterParsersTests/Sheets/Fixtures/several.xlsx"
        let program = try Program(in: try TemporaryFolder())
        let run = try program.run("inspect", "--json", workbook)
        #expect(run.status == 1)
        let file = try #require(try Self.files(run.output).first)
        #expect(file["format"] as? String == "xlsx")
        #expect(file["sheets"] as? [String] == ["Locaties", "Kamers & bedden"])
        #expect(file["rows"] is NSNull && file["sheet"] is NSNull)
        let chosen = try program.run("inspect", "--json", workbook, "--sheet", "Locaties")
        // It has no rows, which is something to look at.
        #expect(chosen.status == 1)
        #expect(try Self.files(chosen.output).first?["sheet"] as? String == "Locaties")
    }

    @Test("of several files the others are inspected when one cannot be")
    func several() throws {
        let folder = try TemporaryFolder()
        try folder.write("good.csv", "id;naam\n1;Zon\n2;Maan\n")
        try folder.write("nul.csv", "a;b\n1;\u{0}2\n")
        let program = try Program(in: folder)
        let run = try program.run("inspect", "--json", "good.csv", "absent.csv", "nul.csv")
        #expect(run.status == 1)
        let files = try Self.files(run.output)
        #expect(files.map { $0["path"] as? String } == ["good.csv", "absent.csv", "nul.csv"])
        #expect(files.map { $0["rows"] as? Int } == [2, nil, nil])
        let codes = files.map { file in
            (file["diagnostics"] as? [[String: Any]])?.compactMap { $0["code"] as? String } ?? []
        }
        #expect(codes == [[], ["file.not-found"], ["csv.nul-byte"]])
        #expect(try program.run("inspect", "--json", "absent.csv", "nul.csv").status == 2)
        let text = try program.run("inspect", "good.csv", "absent.csv")
        #expect(text.status == 1)
        #expect(text.output.contains("[file.not-found]"))
    }

    @Test("the text names what was read and groups many messages, in both languages", arguments: ["nl", "en"])
    func plain(language: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("export.csv", "a;b;c\n1;2;3\n" + String(repeating: "1;2\n", count: 4000) + "1;2;3\n")
        let run = try Program(in: folder).run("inspect", "export.csv", "--language", language)
        #expect(run.status == 1)
        #expect(!run.output.contains("⟨"), "\(run.output)")
        #expect(run.output.contains("4002") && run.output.contains("4000"))
        #expect(run.output.split(separator: "\n").count < 25)
    }

    @Test("damaged text is named with its columns")
    func damaged() throws {
        let (status, file) = try Self.inspect("id;land;tekst\n1;OekraÃ¯ne;goed\n2;Polen;?????? ??? ????\n3;Polen;x\n")
        #expect(status == 1)
        let diagnostics = try #require(file["diagnostics"] as? [[String: Any]])
        #expect(diagnostics.map { $0["code"] as? String } == ["encoding.double-encoded", "encoding.lost-text"])
        #expect((diagnostics.first?["message"] as? String)?.contains("land") == true)
    }
}
