import Foundation
import Testing

@Suite("Commands beside the main job")
struct CommandTests {
    private static let commands = [
        "inspect", "convert", "map", "report", "score", "explain", "lift", "move", "count", "compare", "framework",
        "check", "clean", "verify", "quarantine", "release", "purge", "rehearse", "frameworks", "doctor", "robustness",
        "composite", "estimate", "areas", "coverage",
    ]
    private static let subcommands = ["framework": ["diff", "lint"]]

    @Test("--help names every command, each command has help, and --version gives a version")
    func help() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let help = try program.run("--help")
        #expect(help.status == 0)
        #expect(help.errors.isEmpty)
        for command in Self.commands {
            #expect(help.output.contains("\n  \(command) "), "\(command)")
            let own = try program.run(command, "--help")
            #expect(own.status == 0)
            #expect(own.output.contains("USAGE: maatstaf \(command)"))
        }
        let version = try program.run("--version")
        #expect(version.status == 0)
        #expect(try version.output.wholeMatch(of: Regex("[0-9]+\\.[0-9]+\\.[0-9]+\n")) != nil)
    }

    @Test("every command stands in the README or in docs, and every option that stands there exists")
    func documented() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: Corpus.root + "/docs")) ?? []
        let pages = ["README.md"] + names.filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }
        let documentation = pages.compactMap { try? text(at: Corpus.root + "/" + $0) }.joined(separator: "\n")
        var invented: [String] = []
        for command in Self.commands {
            #expect(documentation.contains("maatstaf \(command)"), "\(command)")
            let own = (Self.subcommands[command] ?? []).map { [command, $0] } + [[command]]
            let help = try own.map { try program.run($0 + ["--help"]).output }.joined()
            for example in documentation.matches(of: try Regex("maatstaf \(command)\\b[^`|\n]*")) {
                for option in documentation[example.range].matches(of: /--[a-z][a-z-]*/)
                where !help.contains(option.0) {
                    invented.append("\(command) \(option.0)")
                }
            }
        }
        #expect(invented.isEmpty)
    }

    @Test("frameworks lists what is shipped, with the number of criteria")
    func frameworks() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let list = try program.run("frameworks", "--json")
        #expect(list.status == 0)
        let items = try #require(try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]])
        let criteria = Dictionary(
            items.compactMap { item in
                (item["id"] as? String).flatMap { id in (item["criteria"] as? Int).map { (id, $0) } }
            },
            uniquingKeysWith: { first, _ in first }
        )
        #expect(criteria["nl-opvang"] == 115)
        #expect(criteria["unhcr-wash"] == 17)
        for language in ["nl", "en"] {
            let plain = try program.run("frameworks", "--language", language)
            #expect(plain.output.contains("nl-opvang") && plain.output.contains("115"))
        }
    }

    @Test("doctor finds everything in the checkout, and says what a broken data folder lacks")
    func doctor() throws {
        let folder = try TemporaryFolder()
        var program = try Program(in: folder)
        for language in ["nl", "en"] {
            let run = try program.run("doctor", "--language", language)
            #expect(run.status == 0, "\(run.output)")
            #expect(!run.output.contains("⟨"))
        }
        try FileManager.default.copyItem(atPath: Corpus.data, toPath: folder["data"])
        try folder.write("data/Frameworks/unhcr-wash.yaml", "format: maatstaf/framework/1\n")
        let broken = try program.run("doctor", "--data", "data", "--language", "en")
        #expect(broken.status == 1)
        #expect(broken.output.contains("unhcr-wash.yaml:1:1"), "\(broken.output)")
        for arguments in [["doctor"], ["frameworks"]] {
            program.environment = ["MAATSTAF_DATA": folder["absent"]]
            let run = try program.run(arguments)
            #expect(run.status == 2)
            #expect(run.errors.contains("[data.not-found]") && run.errors.contains(folder["absent"]), "\(run.errors)")
        }
    }

    @Test("copied with its data to another place, the program uses the data there and not the checkout")
    func relocation() throws {
        let folder = try TemporaryFolder()
        let manager = FileManager.default
        let built = try #require(Program.executable)
        for place in ["tree/bin", "tree/share", "elsewhere"] {
            try manager.createDirectory(atPath: folder[place], withIntermediateDirectories: true)
        }
        // Copied by another process: a file that this one still has open for writing cannot be run.
        let copy = Program(path: "/bin/cp", folder: folder)
        for (from, to) in [
            (built, "tree/bin/maatstaf"), (Corpus.data, "tree/share/maatstaf"),
            (Corpus.root + "/Reports/Templates", "tree/share/maatstaf/Templates"),
        ] {
            let copied = try copy.run("-R", from, to)
            try #require(copied.status == 0, "\(copied.errors)")
        }
        #expect(symlink("../tree/bin/maatstaf", folder["elsewhere/m"]) == 0)
        _ = try TinyExport.write(to: folder)
        for path in [folder["tree/bin/maatstaf"], folder["elsewhere/m"]] {
            let program = Program(path: path, folder: folder)
            let doctor = try program.run("doctor", "--json")
            #expect(doctor.status == 0, "\(doctor.errors)")
            let checks = try #require(
                try JSONSerialization.jsonObject(with: Data(doctor.output.utf8)) as? [[String: Any]]
            )
            let details = checks.compactMap { $0["detail"] as? String }
            #expect(details.contains { $0.hasSuffix("/tree/share/maatstaf") })
            #expect(!doctor.output.contains(Corpus.root), "\(doctor.output)")
        }
        let program = Program(path: folder["tree/bin/maatstaf"], folder: folder)
        let made = try program.run("rehearse", "--locations", "5", "--clean", "--out", "elsewhere/clean.csv")
        #expect(made.status == 0)
        let run = try program.run("report", "elsewhere/clean.csv", "--framework", "nl-opvang", "--out", "elsewhere/out")
        #expect(run.status == 0, "\(run.errors)")
        #expect(folder.exists("elsewhere/out/intern/index.html"))
        // Without its data it says where it looked, and takes nothing from the checkout.
        try manager.removeItem(atPath: folder["tree/share"])
        let lost = try program.run("frameworks")
        #expect(lost.status == 2)
        #expect(
            lost.errors.contains("[data.not-found]") && lost.errors.contains("/tree/share/maatstaf"),
            "\(lost.errors)"
        )
    }

    @Test("--json prints what was done for a program to read, and nothing else on standard output")
    func json() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder, export: TinyExport.header + TinyExport.row + ";x;G;;;;\n")
        let run = try Program(in: folder).run(["score"] + arguments + ["--out", "out", "--json"])
        #expect(run.status == 1)
        let outcome = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(outcome["locations"] as? Int == 1)
        #expect((outcome["diagnostics"] as? [[String: Any]])?.first?["code"] as? String == "location.missing")
    }
}
