import Foundation
import ShelterModel
import ShelterPipeline
import Testing

@Suite("check")
struct CheckTests {
    private static let checks = """
        format: maatstaf/checks/1
        id: tiny
        label: { nl: Klein, en: Tiny }
        code_book: tiny
        checks:
          - id: many
            kind: range
            label: { nl: Veel bewoners, en: Many residents }
            why: { nl: Daarom, en: Because }
            source: Invented
            status: own
            indicator: residents
            high: 100
          - id: twice
            kind: duplicate
            label: { nl: Dubbel, en: Double }
            why: { nl: Daarom, en: Because }
            source: Invented
            status: own
            variables: [id]
        """

    private static let export = """
        id;naam;groep;datum;bewoners;douches;slot
        L1;Een;G;1-1-2025;30;3;ja
        L2;"Twee
        regels";G;1-1-2025;140;drie;ja
        L1;=Drie;G;1-1-2025;;3;misschien
        L4;Vier;G;1-1-2025;20;3;ja;te;veel

        """

    private func folder(_ export: String = export, codeBook: String = TinyExport.codeBook()) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        _ = try TinyExport.write(to: folder, export: export, codeBook: codeBook)
        try folder.write("checks.yaml", Self.checks)
        return folder
    }

    private static let arguments = ["export.csv", "--code-book", "tiny.codebook.yaml", "--checks", "checks.yaml"]

    @Test("Hits and unreadable cells stand in the log, by line, with the value as it stands there")
    func log() throws {
        let folder = try folder()
        let run = try Program(in: folder).run(["check"] + Self.arguments + ["--out", "log.csv", "--language", "en"])
        #expect(run.status == 1, "\(run.errors)")
        let log = try bytes(at: folder["log.csv"])
        #expect(log.starts(with: [0xEF, 0xBB, 0xBF]))
        let rows = String(decoding: log.dropFirst(3), as: UTF8.self).split(separator: "\r\n")
        let shown = rows.dropFirst().map { row in
            let cells = row.split(separator: ";", omittingEmptySubsequences: false)
            return ([0, 1, 2, 3, 4, 5] + [cells.count - 2, cells.count - 1]).map { cells[$0] }.joined(separator: "|")
        }
        #expect(rows.first == "uuid;line;variable;old_value;new_value;action;reason;check;decided_by")
        #expect(
            shown == [
                "|3|bewoners|140|||many|", "|3|douches|drie|||ingest:cell.not-a-number|", "|5|||||twice|",
                "|5|slot|misschien|||ingest:cell.unknown-answer|", "|6|||||ingest:csv.too-many-cells|",
            ]
        )
        #expect(run.output.contains("many: Many residents"))
        #expect(
            folder.content == ["checks.yaml", "export.csv", "log.csv", "tiny.codebook.yaml", "tiny.framework.yaml"]
        )
        // Its own log fits the file, and changes nothing.
        let clean = try Program(in: folder).run("clean", "export.csv", "log.csv", "--out", "clean.csv")
        #expect(clean.status == 1, "\(clean.errors)")
        let verify = try Program(in: folder).run("verify", "export.csv", "log.csv", "clean.csv")
        #expect(verify.status == 0, "\(verify.errors)")
    }

    @Test("A file without anything odd gives 0 and an empty log; a log that is there is not replaced unasked")
    func nothing() throws {
        let folder = try folder(TinyExport.header + TinyExport.row)
        let program = try Program(in: folder)
        let command = ["check"] + Self.arguments + ["--out", "log.csv"]
        #expect(try program.run(command).status == 0)
        #expect(try text(at: folder["log.csv"]).split(separator: "\r\n").count == 1)
        let again = try program.run(command)
        #expect(again.status == 2 && again.errors.contains("output.exists"))
        #expect(try program.run(command + ["--replace"]).status == 0)
        let onto = ["check"] + Self.arguments + ["--out", "export.csv", "--replace"]
        #expect(try program.run(onto).errors.contains("output.is-input"))
        #expect(try text(at: folder["export.csv"]) == TinyExport.header + TinyExport.row)
    }

    @Test("Of respondents no value stands on the terminal or in JSON, and every value stands in the log")
    func respondents() throws {
        let codeBook = TinyExport.codeBook().replacing("grain: location", with: "grain: respondent")
        let secret = Self.export.replacing("drie", with: "geheim").replacing("misschien", with: "vertrouwelijk")
        let folder = try folder(secret, codeBook: codeBook)
        for more in [["--out", "a.csv"], ["--json"]] {
            let run = try Program(in: folder).run(["check"] + Self.arguments + more)
            #expect(run.status == 1)
            for word in ["geheim", "vertrouwelijk", "140"] {
                #expect(!(run.output + run.errors).contains(word), "\(word)")
            }
        }
        #expect(try text(at: folder["a.csv"]).contains("geheim"))
    }

    @Test("Several exports get a log each in a folder, and a broken one stops all of them")
    func several() throws {
        let folder = try folder()
        try folder.write("b/export.csv", Self.export)
        let program = try Program(in: folder)
        let files = ["check", "b/export.csv"] + Self.arguments
        #expect(try program.run(files + ["--out", "logs"]).status == 1)
        let logs = try FileManager.default.contentsOfDirectory(atPath: folder["logs"]).sorted()
        #expect(logs.count == 2 && logs.allSatisfy { $0.hasSuffix(".log.csv") })
        #expect(try program.run(files + ["none.csv", "--out", "more"]).status == 2)
        #expect(!folder.exists("more"))
    }

    @Test("A row that stands in another file too is a hit, with the file and the line of the first")
    func acrossFiles() throws {
        let folder = try folder(TinyExport.header + TinyExport.row + "L2;Twee;G;1-1-2025;20;3;ja\n")
        try folder.write("later.csv", TinyExport.header + "L3;Drie;G;1-1-2025;10;3;ja\n" + TinyExport.row)
        let program = try Program(in: folder)
        let run = try program.run(["check"] + Self.arguments + ["later.csv", "--out", "logs", "--language", "en"])
        #expect(run.status == 1, "\(run.errors)")
        #expect(try text(at: folder["logs/export.log.csv"]).split(separator: "\r\n").count == 1)
        let log = try text(at: folder["logs/later.log.csv"])
        #expect(log.contains(";3;;;;;Double: the same stands on line 2 of 'export.csv';twice;"), "\(log)")
        #expect(run.output.contains("later.csv:3"))
    }

    @Test("Checks see what joins derive, and the rows of a joined file")
    func joined() throws {
        let codeBook = TinyExport.codeBook(tables: TinyExport.rooms)
        let export = TinyExport.header + TinyExport.row + "L2;Twee;G;1-1-2025;20;3;ja\n"
        let folder = try folder(export, codeBook: codeBook)
        let more = """

              - id: little-floor
                kind: rule
                label: { nl: Weinig vloer, en: Little floor }
                why: { nl: Daarom, en: Because }
                source: Invented
                status: own
                variable: residents
                indicator: floor / residents
                standard: ">= 1"
              - id: large-room
                kind: range
                table: rooms
                label: { nl: Grote kamer, en: Large room }
                why: { nl: Daarom, en: Because }
                source: Invented
                status: own
                indicator: area
                high: 50
            """
        try folder.write("checks.yaml", Self.checks + more)
        try folder.write("rooms.csv", "id;afsluitbaar;m2\nL1;ja;12,5\nL2;ja;60\nL2;ja;10\n")
        let program = try Program(in: folder)
        let run = try program.run(["check", "rooms.csv"] + Self.arguments + ["--out", "logs", "--language", "en"])
        #expect(run.status == 1, "\(run.errors)")
        #expect(try text(at: folder["logs/export.log.csv"]).contains(";2;bewoners;30;;;"))
        #expect(try text(at: folder["logs/rooms.log.csv"]).contains(";3;m2;60;;;"))
        #expect(run.output.contains("little-floor: Little floor\n    1 times"))
        // Without the joined file it cannot be said, and the terminal says what lacks.
        let alone = try program.run(["check"] + Self.arguments + ["--language", "en"])
        #expect(alone.status == 0 && alone.output.contains("floor"), "\(alone.output)")
        // The rooms alone can be checked too.
        let rooms = try program.run(["check", "rooms.csv"] + Self.arguments.dropFirst() + ["--language", "en"])
        #expect(rooms.status == 1 && rooms.output.contains("large-room"), "\(rooms.errors)")
    }

    @Test("The decimal mark can be forced, as for every command that reads by a code book")
    func forced() throws {
        let folder = try folder(TinyExport.header + "L1;Een;G;1-1-2025;30;1.250;ja\nL2;Twee;G;1-1-2025;30;2.500;ja\n")
        let program = try Program(in: folder)
        let open = try program.run(["check"] + Self.arguments)
        #expect(open.status == 1 && open.output.contains("ingest:cell.ambiguous-number"), "\(open.output)")
        #expect(try program.run(["check"] + Self.arguments + ["--decimal", "point"]).status == 0)
    }

    @Test("Free text counts when rows are compared, and stands in no message")
    func freeText() throws {
        let codeBook = TinyExport.codeBook().replacing(
            "      - { column: naam, role: location-name, type: text }",
            with: "      - { column: naam, variable: remark, type: free-text }"
        )
        let rows =
            "L1;geheim een;G;1-1-2025;30;3;ja\nL1;geheim twee;G;1-1-2025;30;3;ja\nL1;geheim een;G;1-1-2025;30;3;ja\n"
        let folder = try folder(TinyExport.header + rows, codeBook: codeBook)
        try folder.write("checks.yaml", Self.checks.replacing("    variables: [id]", with: ""))
        let run = try Program(in: folder).run(["check"] + Self.arguments + ["--json"])
        #expect(run.status == 1, "\(run.errors)")
        #expect(run.output.contains("\"hits\":1") || run.output.contains("\"hits\" : 1"), "\(run.output)")
        #expect(!(run.output + run.errors).contains("geheim"))
    }

    @Test("Wrong usage is 64; checks for another code book, and no code book, are refused")
    func refusals() throws {
        let folder = try folder()
        let program = try Program(in: folder)
        #expect(try program.run("check", "export.csv").status == 64)
        let other = try program.run("check", "export.csv", "--code-book", "nl-opvang", "--checks", "checks.yaml")
        #expect(other.status == 2 && other.errors.contains("checks.other-code-book"))
        #expect(try program.run("clean", "export.csv", "none.csv", "--out", "c.csv").status == 2)
        #expect(try program.run("verify", "export.csv").status == 64)
    }
}
