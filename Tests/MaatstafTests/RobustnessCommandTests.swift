import Foundation
import Testing

@Suite("robustness")
struct RobustnessCommandTests {
    private static let files = ["locations", "municipalities", "conclusions", "sensitivity", "scenarios"]

    private func rehearsed(_ folder: TemporaryFolder, _ program: Program) throws {
        let made = try program.run("rehearse", "--locations", "40", "--seed", "5", "--clean", "--out", "in.csv")
        try #require(made.status == 0, "\(made.errors)")
    }

    private func robustness(_ program: Program, _ more: [String], out: String = "out") throws -> Program.Outcome {
        try program.run(["robustness", "in.csv", "--framework", "nl-opvang", "--replays", "200", "--out", out] + more)
    }

    @Test("The same seed gives the same bytes, another seed others; every rank has its interval")
    func sameBytes() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        try rehearsed(folder, program)
        #expect(try robustness(program, []).status == 0)
        #expect(try robustness(program, [], out: "again").status == 0)
        #expect(try robustness(program, ["--seed", "2"], out: "other").status == 0)
        for file in Self.files {
            let place = "/intern/data/robustness-\(file).csv"
            let first = try bytes(at: folder.path + "/out" + place)
            #expect(first == (try bytes(at: folder.path + "/again" + place)), "\(file)")
            // Scenarios change one thing at a time and draw nothing.
            #expect((first == (try bytes(at: folder.path + "/other" + place))) == (file == "scenarios"), "\(file)")
        }
        let lines = try text(at: folder.path + "/out/intern/data/robustness-municipalities.csv").split(separator: "\n")
        #expect(lines.count > 2)
        #expect(
            lines[0]
                == "municipality_code,municipality,locations,score,score_low,score_median,score_high,rank,rank_low,rank_high,ranked,scored_share"
        )
        for line in lines.dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            guard !cells[7].isEmpty else { continue }
            let (rank, low, high) = (Int(cells[7]), Int(cells[8]), Int(cells[9]))
            #expect(rank != nil && low != nil && high != nil && low ?? 0 <= high ?? 0)
        }
        let manifest = try text(at: folder.path + "/out/manifest.json")
        #expect(manifest.contains("\"command\" : \"robustness\""))
        #expect(manifest.contains("\"seed\" : 1"))
    }

    @Test("Own scores are those of score")
    func scores() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        try rehearsed(folder, program)
        #expect(try robustness(program, ["--groups", "themes"]).status == 0)
        #expect(try program.run("score", "in.csv", "--framework", "nl-opvang", "--out", "score").status == 0)
        let ours = try text(at: folder.path + "/out/intern/data/robustness-locations.csv").split(separator: "\n")
        let theirs = try text(at: folder.path + "/score/intern/data/locations.csv").split(separator: "\n")
        let header = try #require(theirs.first).split(separator: ",", omittingEmptySubsequences: false)
        let theme = try #require(header.firstIndex(of: "theme"))
        let score = try #require(header.firstIndex(of: "score"))
        let expected = theirs.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            .filter { $0[theme] == "overall" }.map { $0[score] }
        #expect(expected.count == 40)
        #expect(ours.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false)[4] } == expected)
    }

    @Test("Weights of others are read, and what is wrong with them is named with its place")
    func weights() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        try rehearsed(folder, program)
        try Data("id,a,b\nprivacy,3,1\nsafety,1,2\nnergens,1,1\n".utf8)
            .write(to: URL(fileURLWithPath: folder.path + "/w.csv"))
        let refused = try robustness(program, ["--weights", "w.csv", "--language", "en"])
        #expect(refused.status == 2)
        #expect(refused.errors.contains("'nergens' is no theme or criterion of the framework 'nl-opvang'"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/out"))
        try Data("id,a,b\nprivacy,3,1\n".utf8).write(to: URL(fileURLWithPath: folder.path + "/w.csv"))
        #expect(try robustness(program, ["--weights", "w.csv"]).status == 0)
        let scenarios = try text(at: folder.path + "/out/intern/data/robustness-scenarios.csv")
        #expect(scenarios.contains("\nweights,a,"))
        #expect(scenarios.contains("\nweights,b,"))
        let rows = scenarios.split(separator: "\n").dropFirst()
        let without = rows.filter { $0.hasPrefix("without-criterion,") }
        #expect(
            !without.isEmpty && without.allSatisfy { ["S", "S2", "K", "D"].contains($0.split(separator: ",").last) }
        )
        #expect(without.contains { $0.hasSuffix(",K") })
        let manifest = try text(at: folder.path + "/out/manifest.json")
        #expect(manifest.contains("\"unverified\""))
    }

    @Test(
        "Wrong use says what is wrong",
        arguments: [
            ["--groups", "themes,themes"], ["--groups", "nothing"], ["--replays", "5"], ["--spread", "120"],
            ["--spread", "10", "--dirichlet"], ["--aggregations", ""],
        ]
    )
    func wrongUse(_ options: [String]) throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        try rehearsed(folder, program)
        #expect(try robustness(program, options).status == 64)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/out"))
    }
}
