import Testing

@Suite("Joined files")
struct JoinTests {
    private static let locations = """
        id;naam;groep;datum;bewoners;douches;slot
        L1;Een;G;1-1-2025;4;1;ja
        L2;Twee;G;1-1-2025;2;1;nee
        L3;Drie;K;1-1-2025;2;1;misschien
        L4;Vier;K;1-1-2025;2;1;nee
        ;Vijf;K;1-1-2025;2;1;nee

        """

    private static let rooms = """
        id;afsluitbaar;m2
        L1;ja;10
        L1;ja;12,5
        L2;nee;8
        L2;;9
        L3;ja;900
        L9;ja;10
        ;ja;3
        L1

        """

    private static func write(to folder: TemporaryFolder) throws -> [String] {
        var knobs = TinyExport.Knobs()
        knobs.more = [
            TinyExport.criterion("A4", "indicator: floor / residents, standard: \">= 5\""),
            TinyExport.criterion("A5", "indicator: lockable, standard: \">= 2\""),
        ].joined(separator: "\n")
        let arguments = try TinyExport.write(
            to: folder,
            export: locations,
            codeBook: TinyExport.codeBook(tables: TinyExport.rooms),
            framework: TinyExport.framework(knobs)
        )
        try folder.write("rooms.csv", rooms)
        return arguments
    }

    @Test("rooms are added up per location; what does not match is set aside, what is unknown stays unknown")
    func rooms() throws {
        let folder = try TemporaryFolder()
        let arguments = try Self.write(to: folder)
        let program = try Program(in: folder)
        let run = try program.run(["score", "rooms.csv"] + arguments + ["--out", "out"])
        #expect(run.status == 1)
        #expect(
            try text(at: folder["out/intern/data/ledger.csv"]).split(separator: "\n").sorted() == [
                "export.csv,2,used,", "export.csv,3,used,", "export.csv,4,used,", "export.csv,5,used,",
                "export.csv,6,set_aside,location.missing", "file,line,status,code", "rooms.csv,2,used,",
                "rooms.csv,3,used,", "rooms.csv,4,used,", "rooms.csv,5,used,", "rooms.csv,6,used,",
                "rooms.csv,7,set_aside,join.unmatched", "rooms.csv,8,set_aside,location.missing",
                "rooms.csv,9,set_aside,csv.too-few-cells",
            ]
        )
        let findings = try CSVFile(path: folder["out/intern/data/findings.csv"])
        let joined = findings.rows.filter { ["A4", "A5"].contains(findings.cell("criterion", of: $0)) }
        #expect(
            joined.map { row in
                ["location_id", "criterion", "outcome", "observed", "reason"].map { findings.cell($0, of: row) }
                    .joined(separator: " ")
            } == [
                // 22.5 m² for 4 residents; two rooms with a lock.
                "L1 A4 met 5.625 ", "L1 A5 met 2 ",
                // One room says nothing of its lock.
                "L2 A4 met 8.5 ", "L2 A5 unknown  empty",
                // 900 m² is impossible, so the sum is unknown: missing is never zero.
                "L3 A4 unknown  empty", "L3 A5 not_met 1 ",
                // No room at all.
                "L4 A4 unknown  unmatched", "L4 A5 unknown  unmatched",
            ]
        )
    }

    @Test("the order in which the files are named changes no finding")
    func order() throws {
        let folder = try TemporaryFolder()
        let arguments = try Self.write(to: folder)
        let program = try Program(in: folder)
        _ = try program.run(["score", "rooms.csv"] + arguments + ["--out", "first"])
        _ = try program.run(["score"] + arguments + ["rooms.csv", "--out", "last"])
        for name in ["findings.csv", "locations.csv", "municipalities.csv"] {
            #expect(
                try text(at: folder["first/intern/data/\(name)"]) == text(at: folder["last/intern/data/\(name)"]),
                "\(name)"
            )
        }
    }

    @Test("rooms without locations are refused; locations without rooms leave the joined values unknown")
    func oneFile() throws {
        let folder = try TemporaryFolder()
        let arguments = try Self.write(to: folder)
        let program = try Program(in: folder)
        let refused = try program.run("score", "rooms.csv", "--framework", "tiny.framework.yaml", "--out", "out")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("[run.no-assessments]"))
        #expect(try program.run(["score"] + arguments + ["--out", "out"]).status == 1)
        let findings = try CSVFile(path: folder["out/intern/data/findings.csv"])
        let reasons = findings.rows.filter { findings.cell("criterion", of: $0) == "A4" }
            .map { findings.cell("reason", of: $0) }
        #expect(reasons == [String](repeating: "column-absent", count: 4))
    }

    @Test("a municipality receives the diagnostics of its own rows, and of nobody else's")
    func ownDiagnostics() throws {
        let folder = try TemporaryFolder()
        let arguments = try Self.write(to: folder)
        // Line 6 of the rooms is impossible; so that line 6 of the locations belongs to G.
        try folder.write("export.csv", try text(at: folder["export.csv"]).replacing("\n;Vijf;K", with: "\nL5;Vijf;G"))
        _ = try Program(in: folder).run(["report"] + arguments + ["rooms.csv", "--out", "out"])
        let all = try CSVFile(path: folder["out/intern/data/diagnostics.csv"])
        #expect(all.rows.contains { $0.prefix(3) == ["rooms.csv", "6", "3"] })
        #expect(try CSVFile(path: folder["out/gemeente/G/data/diagnostics.csv"]).rows.isEmpty)
        let own = try CSVFile(path: folder["out/gemeente/K/data/diagnostics.csv"])
        #expect(own.rows.map { Array($0.prefix(3)) } == [["export.csv", "4", "7"]])
        #expect(
            try CSVFile(path: folder["out/gemeente/K/data/locations.csv"])["location_id"] == ["L3", "L3", "L4", "L4"]
        )
    }
}
