import Foundation
import Testing

@Suite("Improvement plan and council memo")
struct ImprovementPlanTests {
    private static let first = """
        A1;Huis A1;A;1-1-2025;20;1;nee
        A2;Huis A2;A;1-1-2025;20;4;nee
        B1;Huis B1;B;1-1-2025;20;4;nee

        """
    /// A1 has showers and a lock now, A2 an unknown lock, A3 is new, and B1 was not visited.
    private static let second = """
        A1;Huis A1;A;1-1-2026;20;4;ja
        A2;Huis A2;A;1-1-2026;20;4;
        A3;Huis A3;A;1-1-2026;20;1;ja
        B2;Huis B2;B;1-1-2026;20;4;ja

        """

    private static func run(
        _ program: Program,
        _ folder: TemporaryFolder,
        _ rows: String,
        _ more: [String] = [],
        out: String
    ) throws -> Program.Outcome {
        let arguments = try TinyExport.write(to: folder, export: TinyExport.header + rows)
        return try program.run(["report"] + arguments + more + ["--out", out])
    }

    private static func plan(_ folder: TemporaryFolder, _ out: String, _ group: String) throws -> String {
        try text(at: folder["\(out)/gemeente/\(group)/data/improvement-plan.csv"])
    }

    /// Fills in a cell as a Dutch spreadsheet gives it back.
    private static func filled(_ plan: String, _ location: String, _ criterion: String, with cells: String) -> String {
        plan.split(separator: "\r\n", omittingEmptySubsequences: false).map { line in
            let parts = line.split(separator: ";", omittingEmptySubsequences: false)
            guard parts.count == 16, parts[1] == location, parts[3] == criterion else { return String(line) }
            return parts[..<9].joined(separator: ";") + ";" + cells
        }.joined(separator: "\r\n")
    }

    @Test("what people decided stays with its point, and each point of before says how it stands now")
    func kept() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        #expect(try Self.run(program, folder, Self.first, out: "een").status <= 1)
        let a = try Self.plan(folder, "een", "A")
        // Of the tiny framework the criterion of the lock.
        let lock = "A2"
        var edited = a
        for location in ["A1", "A2"] {
            edited = Self.filled(
                edited,
                location,
                lock,
                with: "Sloten plaatsen;J. Verzonnen;€ 4.000;1-3-2026;2026-06-01;'=let op;De deur had al een slot"
            )
        }
        try folder.write("A.csv", edited)
        let b = Self.filled(try Self.plan(folder, "een", "B"), "B1", lock, with: "Nog bespreken;;;;;;")
        try folder.write("B.csv", b)
        let run = try Self.run(program, folder, Self.second, ["--plan", "A.csv", "--plan", "B.csv"], out: "twee")
        #expect(run.status <= 1, "\(run.errors)")
        let after = try Self.plan(folder, "twee", "A")
        func row(_ location: String) -> [Substring]? {
            after.split(separator: "\r\n").map { $0.split(separator: ";", omittingEmptySubsequences: false) }
                .first { $0.count == 16 && $0[1] == location && $0[3] == lock }
        }
        let settled = try #require(row("A1"))
        #expect(settled[7] == "closed" && settled[8] == "2025-01-01" && settled[9] == "Sloten plaatsen")
        #expect(settled[10] == "J. Verzonnen" && settled[11] == "€ 4.000")
        #expect(
            settled[12] == "2026-03-01" && settled[13] == "2026-06-01" && settled[14] == "'=let op"
                && settled[15] == "De deur had al een slot"
        )
        #expect(try #require(row("A2"))[7] == "unknown")
        #expect(try Self.plan(folder, "twee", "B").contains("B1;Huis B1;\(lock);"))
        #expect(try Self.plan(folder, "twee", "B").contains(";not-visited;2025-01-01;Nog bespreken;"))
        let memo = try text(at: folder["twee/gemeente/A/memo.html"])
        #expect(memo.contains("Sinds het vorige plan") && memo.contains("Huis A3"))
        #expect(!memo.contains("Huis B") && !memo.contains("Nog bespreken"))
        for place in ["gemeente/A/index.html", "intern/municipalities/A.html"] {
            let page = try text(at: folder["twee/\(place)"])
            #expect(page.contains("Betwist zijn 2 bevindingen"), "\(place)")
            #expect(page.contains("De deur had al een slot") && page.contains("niet meer open"), "\(place)")
        }
        // Nothing of a plan is public.
        for (name, bytes) in try folder.files(below: "twee/openbaar") {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("Verzonnen"), "\(name)")
        }
        let manifest = try text(at: folder["twee/manifest.json"])
        #expect(manifest.contains("\"plans\"") && manifest.contains("A.csv"))
    }

    @Test("without decisions the memo says that they are open, and the same run gives the same plan")
    func without() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        #expect(try Self.run(program, folder, Self.first, out: "een").status <= 1)
        let memo = try text(at: folder["een/gemeente/A/memo.html"])
        #expect(memo.contains("Raadsinformatiebrief") && memo.contains("nog open"))
        #expect(!memo.contains("Sinds het vorige plan"))
        try folder.write("A.csv", try Self.plan(folder, "een", "A"))
        #expect(try Self.run(program, folder, Self.first, ["--plan", "A.csv"], out: "twee").status <= 1)
        #expect(try Self.plan(folder, "een", "A") == Self.plan(folder, "twee", "A"))
    }

    @Test(
        "a plan that cannot be kept is refused at its cell, and nothing is written",
        arguments: [
            ("2026-06-01", "volgend jaar", "plan.no-date"), ("A1;", ";", "plan.no-point"), ("A2;", "A1;", "plan.twice"),
        ]
    )
    func refused(from: String, to: String, code: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "plan.csv",
            "municipality_code;location_id;criterion;due\r\nA;A1;lock;2026-06-01\r\nA;A2;lock;\r\n"
                .replacing(from, with: to)
        )
        let run = try Self.run(try Program(in: folder), folder, Self.first, ["--plan", "plan.csv"], out: "een")
        #expect(run.status == 2 && run.errors.contains("[\(code)]") && run.errors.contains("plan.csv:"))
        #expect(!folder.exists("een"))
    }
}
