import Testing

@Suite("Files joined on a number of the export")
struct JoinKeyTests {
    private static let locations = """
        id;naam;groep;datum;bewoners;douches;slot;_index
        L1;Een;G;1-1-2025;4;1;ja;1
        L2;Twee;G;1-1-2025;2;1;nee;2
        L1;Een;G;1-2-2025;4;1;ja;3
        ;Vijf;K;1-1-2025;2;1;nee;4

        """

    private static let rooms = """
        _parent_index;afsluitbaar;m2
        1;ja;10
        1;nee;12
        2;ja;8
        3;ja;20
        4;ja;5
        9;ja;5
        ;ja;5

        """

    private static func codeBook(_ key: String = "integer") -> String {
        TinyExport.codeBook(
            tables: "      - { column: _index, variable: row, type: \(key) }\n"
                + TinyExport.rooms
                .replacing("column: id, variable: room_location", with: "column: _parent_index, variable: parent")
                .replacing("parent, type: text", with: "parent, type: integer")
                .replacing("on: room_location", with: "on: parent\n    to: row")
        )
    }

    private static func write(to folder: TemporaryFolder, codeBook: String = codeBook()) throws -> [String] {
        var knobs = TinyExport.Knobs()
        knobs.more = [
            TinyExport.criterion("A4", "indicator: floor, standard: \">= 5\""),
            TinyExport.criterion("A5", "indicator: lockable, standard: \">= 2\""),
        ].joined(separator: "\n")
        let arguments = try TinyExport.write(
            to: folder,
            export: locations,
            codeBook: codeBook,
            framework: TinyExport.framework(knobs)
        )
        try folder.write("rooms.csv", rooms)
        return arguments
    }

    @Test("each row has its own joined rows, also two visits of one location", arguments: ["integer", "text"])
    func joins(type: String) throws {
        let folder = try TemporaryFolder()
        let arguments = try Self.write(to: folder, codeBook: Self.codeBook(type))
        let run = try Program(in: folder).run(["score"] + arguments + ["rooms.csv", "--out", "out"])
        #expect(run.status == 1, "\(run.errors)")
        let findings = try CSVFile(path: folder["out/intern/data/findings.csv"])
        #expect(
            findings.rows.filter { ["A4", "A5"].contains(findings.cell("criterion", of: $0)) }.map { row in
                ["line", "criterion", "observed"].map { findings.cell($0, of: row) }.joined(separator: " ")
            } == ["2 A4 22", "2 A5 1", "3 A4 8", "3 A5 1", "4 A4 20", "4 A5 1"]
        )
        #expect(
            try text(at: folder["out/intern/data/ledger.csv"]).split(separator: "\n").filter { $0.hasPrefix("rooms") }
                == [
                    "rooms.csv,2,used,", "rooms.csv,3,used,", "rooms.csv,4,used,", "rooms.csv,5,used,",
                    // Its row of the main file is set aside.
                    "rooms.csv,6,set_aside,join.unmatched", "rooms.csv,7,set_aside,join.unmatched",
                    "rooms.csv,8,set_aside,location.missing",
                ]
        )
    }

    @Test("a number that stands twice is refused with both places")
    func twice() throws {
        let folder = try TemporaryFolder()
        let arguments = try Self.write(to: folder)
        try folder.write("export.csv", Self.locations.replacing("ja;3\n", with: "ja;1\n"))
        let program = try Program(in: folder)
        let run = try program.run(["score"] + arguments + ["rooms.csv", "--out", "out", "--language", "en"])
        #expect(run.status == 2)
        #expect(run.errors.contains("export.csv:4:8"))
        #expect(run.errors.contains("'1' also stands at export.csv:2"))
        #expect(run.errors.contains("[join.key-twice]"))
        #expect(!folder.exists("out"))
        // Without the joined file nothing refers to it.
        #expect(try program.run(["score"] + arguments + ["--out", "out"]).status == 1)
    }

    @Test("numbers of two main files are refused unless they stay unique together")
    func twoFiles() throws {
        let folder = try TemporaryFolder()
        let arguments = try Self.write(to: folder)
        try folder.write("more.csv", "id;naam;groep;datum;bewoners;douches;slot;_index\nL7;Zes;G;1-1-2025;4;1;ja;2\n")
        let program = try Program(in: folder)
        let run = try program.run(["score"] + arguments + ["more.csv", "rooms.csv", "--out", "out"])
        #expect(run.status == 2)
        #expect(run.errors.contains("[join.key-in-two-files]"))
        #expect(run.errors.contains("export.csv:3"))
        try folder.write("more.csv", "id;naam;groep;datum;bewoners;douches;slot;_index\nL7;Zes;G;1-1-2025;4;1;ja;9\n")
        let unique = try program.run(["score"] + arguments + ["more.csv", "rooms.csv", "--out", "out"])
        #expect(unique.status == 1, "\(unique.errors)")
        #expect(try text(at: folder["out/intern/data/ledger.csv"]).contains("rooms.csv,7,used,"))
    }

    @Test("a main file without the number that the joined file refers to is refused")
    func absent() throws {
        let folder = try TemporaryFolder()
        let arguments = try Self.write(to: folder)
        try folder.write("export.csv", Self.locations.replacing(";_index", with: ";nummer"))
        let run = try Program(in: folder).run(["score"] + arguments + ["rooms.csv", "--out", "out"])
        #expect(run.status == 2)
        #expect(run.errors.contains("[join.column-absent]"))
        #expect(run.errors.contains("_index"))
    }

    /// Beds stand in rooms, which stand in locations.
    private static let nested =
        codeBook()
        .replacing(
            "      - { column: afsluitbaar,",
            with: "      - { column: _index, variable: room, type: text }\n      - { column: afsluitbaar,"
        )
        .replacing(
            "joins:\n",
            with: """
                  - name: beds
                    grain: room
                    columns:
                      - { column: _parent_index, variable: bed_room, type: text }
                      - { column: _index, variable: bed, type: text }
                      - { column: soort, variable: bed_kind, type: text }
                  - name: blankets
                    grain: room
                    columns:
                      - { column: _parent_index, variable: blanket_bed, type: text }
                      - { column: kleur, variable: colour, type: text }
                joins:
                  - { table: blankets, within: beds, on: blanket_bed, to: bed, derive: [{ variable: blankets, rule: count }] }
                  - { table: beds, within: rooms, on: bed_room, to: room, derive: [{ variable: beds, rule: count }] }

                """
        )

    private static let nestedRooms =
        rooms.replacing("_parent_index;", with: "_index;_parent_index;")
        .split(separator: "\n").enumerated().map { $0 == 0 ? String($1) : "\($0);\($1)" }.joined(separator: "\n") + "\n"

    @Test("rows in rows in rows are joined to any depth, each of them accounted for, in whatever order the files come")
    func nested() throws {
        let folder = try TemporaryFolder()
        let arguments = try Self.write(to: folder, codeBook: Self.nested)
        var knobs = TinyExport.Knobs()
        knobs.more = [
            TinyExport.criterion("A4", "indicator: beds, standard: \">= 2\""),
            TinyExport.criterion("A5", "indicator: blankets, standard: \">= 2\""),
        ].joined(separator: "\n")
        try folder.write("tiny.framework.yaml", TinyExport.framework(knobs))
        try folder.write("rooms.csv", Self.nestedRooms)
        // Rooms 1 and 2 are those of line 2, room 3 that of line 3, room 5 of a row set aside, room 6 of none.
        try folder.write(
            "beds.csv",
            "soort;_parent_index;_index\nlos;1;1\nlos;1;2\nlos;2;3\nlos;3;4\nlos;5;5\nlos;6;6\nlos;99;7\nlos;;8\n"
        )
        try folder.write("blankets.csv", "kleur;_parent_index\nrood;1\nrood;4\nrood;7\nrood;99\n")
        let run = try Program(in: folder).run(
            ["score"] + arguments + ["blankets.csv", "beds.csv", "rooms.csv", "--out", "out"]
        )
        #expect(run.status == 1, "\(run.errors)")
        let findings = try CSVFile(path: folder["out/intern/data/findings.csv"])
        #expect(
            findings.rows.filter { ["A4", "A5"].contains(findings.cell("criterion", of: $0)) }.map { row in
                ["line", "criterion", "observed"].map { findings.cell($0, of: row) }.joined(separator: " ")
            } == ["2 A4 3", "2 A5 1", "3 A4 1", "3 A5 1", "4 A4 ", "4 A5 "]
        )
        let ledger = try text(at: folder["out/intern/data/ledger.csv"]).split(separator: "\n").map(String.init)
        #expect(
            ledger.filter { $0.hasPrefix("beds") || $0.hasPrefix("blankets") } == [
                "blankets.csv,2,used,", "blankets.csv,3,used,", "blankets.csv,4,set_aside,join.unmatched",
                "blankets.csv,5,set_aside,join.unmatched", "beds.csv,2,used,", "beds.csv,3,used,", "beds.csv,4,used,",
                "beds.csv,5,used,", "beds.csv,6,set_aside,join.unmatched", "beds.csv,7,set_aside,join.unmatched",
                "beds.csv,8,set_aside,join.unmatched", "beds.csv,9,set_aside,location.missing",
            ]
        )
    }

    @Test("rows that stand in those of a file that was not given are refused")
    func withinAbsent() throws {
        let folder = try TemporaryFolder()
        let arguments = try Self.write(to: folder, codeBook: Self.nested)
        try folder.write("beds.csv", "soort;_parent_index;_index\nlos;1;1\n")
        let run = try Program(in: folder).run(["score"] + arguments + ["beds.csv", "--out", "out"])
        #expect(run.status == 2)
        #expect(run.errors.contains("[join.within-absent]"))
        #expect(!folder.exists("out"))
    }

    @Test("a number that stands twice among the rows in which others stand is refused with both places")
    func twiceWithin() throws {
        let folder = try TemporaryFolder()
        let arguments = try Self.write(to: folder, codeBook: Self.nested)
        try folder.write("rooms.csv", Self.nestedRooms.replacing("\n2;1;", with: "\n1;1;"))
        try folder.write("beds.csv", "soort;_parent_index;_index\nlos;1;1\n")
        let run = try Program(in: folder).run(["score"] + arguments + ["rooms.csv", "beds.csv", "--out", "out"])
        #expect(run.status == 2)
        #expect(run.errors.contains("[join.key-twice]"))
        #expect(run.errors.contains("rooms.csv:3"))
    }

    @Test("a table within one that leads nowhere is refused", arguments: ["locations", "beds", "blankets", "nergens"])
    func withinNowhere(above: String) throws {
        let folder = try TemporaryFolder()
        let arguments = try Self.write(
            to: folder,
            codeBook: Self.nested.replacing("within: rooms", with: "within: \(above)")
        )
        let run = try Program(in: folder).run(["score"] + arguments + ["rooms.csv", "--out", "out"])
        #expect(run.status == 2)
        #expect(run.errors.contains("[codebook.within-not-joined]"))
    }

    @Test("rows of two joined files are added up together")
    func twoJoinedFiles() throws {
        let folder = try TemporaryFolder()
        let arguments = try Self.write(to: folder)
        try folder.write("more-rooms.csv", "_parent_index;afsluitbaar;m2\n2;ja;30\n")
        let run = try Program(in: folder).run(["score"] + arguments + ["rooms.csv", "more-rooms.csv", "--out", "out"])
        #expect(run.status == 1)
        let findings = try CSVFile(path: folder["out/intern/data/findings.csv"])
        let floor = findings.rows.first {
            findings.cell("criterion", of: $0) == "A4" && findings.cell("line", of: $0) == "3"
        }
        #expect(floor.map { findings.cell("observed", of: $0) } == "38")
    }
}
