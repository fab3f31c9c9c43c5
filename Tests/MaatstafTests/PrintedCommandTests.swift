import Foundation
import ShelterParsers
import ShelterPipeline
import Testing

@Suite("Commands that are printed under figures")
struct PrintedCommandTests {
    private let folder: TemporaryFolder
    private let program: Program

    init() throws {
        folder = try TemporaryFolder()
        program = try Program(in: folder)
    }

    /// Types a command as it stands, in the folder of the run.
    private func type(_ command: String) throws -> Program.Outcome {
        var shell = Program(path: "/bin/sh", folder: folder)
        let place = URL(fileURLWithPath: program.path).deletingLastPathComponent().path
        shell.environment = ["PATH": place + ":/usr/bin:/bin"]
        return try shell.run("-c", command)
    }

    /// The commands on a page, as a reader copies them.
    private func commands(on page: String) -> Set<String> {
        var found: Set<String> = []
        for part in page.components(separatedBy: "<code>").dropFirst() {
            guard let code = part.components(separatedBy: "</code>").first else { continue }
            let text = code.replacing("<bdi>", with: "").replacing("</bdi>", with: "").replacing("&lt;", with: "<")
                .replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
                .replacing("&amp;", with: "&").replacing("\u{00AD}", with: "")
            if text.hasPrefix("maatstaf ") { found.insert(text) }
        }
        return found
    }

    /// Framework, code book and export in folders of their own whose names a shell would take apart.
    private func write() throws -> [String] {
        try folder.write("mijn kader/o'kader.yaml", QuestionExport.framework())
        try folder.write("boeken/eigen.codebook.yaml", QuestionExport.codeBook)
        try folder.write("data/in $HOME.csv", QuestionExport.header + QuestionExport.rows)
        return [
            "./data/in $HOME.csv", "--framework", "mijn kader/o'kader.yaml", "--code-book",
            "boeken/eigen.codebook.yaml", "--register", "none", "--delimiter", ";", "--decimal", "comma",
            "--date-order", "dmy", "--language", "en",
        ]
    }

    @Test("every command on an internal page leads back to its figure when it is typed as it stands")
    func pages() throws {
        let arguments = try write()
        let run = try program.run(["report"] + arguments + ["--out", "out"])
        #expect(run.status == 0, "\(run.errors)")
        // What a report is answerable for prints no figure.
        let pages = try folder.files(below: "out/intern").filter {
            $0.key.hasSuffix(".html") && !$0.key.hasPrefix("accountability/")
        }
        #expect(pages.count > 1)
        var figures = 0
        for (name, bytes) in pages {
            let found = commands(on: String(decoding: bytes, as: UTF8.self))
            #expect(!found.isEmpty, "\(name)")
            for command in found where !command.hasSuffix("--figure") {
                let answer = try type(command)
                #expect(answer.status == 0, "\(command): \(answer.errors)")
                let figure = command.components(separatedBy: "--figure ").last ?? "?"
                #expect(answer.output.contains(figure), "\(command): \(answer.output)")
                figures += 1
            }
            for command in found where command.hasSuffix("--figure") {
                let answer = try type(command + " all.privacy.mean")
                #expect(answer.status == 0 && answer.output.contains("all.privacy.mean"), "\(command)")
            }
        }
        #expect(figures > 2)
    }

    @Test("what a municipality receives holds no command and no path of whoever made it")
    func municipalities() throws {
        let arguments = try write()
        #expect(try program.run(["report"] + arguments + ["--out", "out"]).status == 0)
        for (name, bytes) in try folder.files(below: "out/gemeente") where name.hasSuffix(".html") {
            let page = String(decoding: bytes, as: UTF8.self)
            #expect(commands(on: page).isEmpty, "\(name)")
            #expect(!page.contains("mijn kader") && !page.contains("boeken/"), "\(name)")
        }
    }

    @Test("the command on a card gives the same again, for a figure and for a finding")
    func cards() throws {
        let arguments = try write()
        let subjects = [["--figure", "A.overall.mean"], ["--location", "A1", "--criterion", "L1"]]
        for (number, subject) in subjects.enumerated() {
            let card = "card\(number).html"
            let run = try program.run(["explain"] + arguments + subject + ["--card", card])
            #expect(run.status == 0, "\(run.errors)")
            let found = commands(on: try text(at: folder[card]))
            #expect(found.count == 1)
            let again = try type(try #require(found.first))
            #expect(again.status == 0 && again.output == run.output, "\(found) \(again.errors)")
        }
    }

    @Test("a card says the state of the report that it belongs to")
    func state() throws {
        let arguments = try write()
        for (state, words) in [("concept", "draft"), ("embargo", "embargo"), ("definitief", "final")] {
            let run = try program.run(
                ["explain"] + arguments + ["--figure", "A.overall.mean", "--card", "\(state).html", "--state", state]
            )
            #expect(run.status == 0, "\(run.errors)")
            #expect(try text(at: folder["\(state).html"]).lowercased().contains(words))
        }
        let plain = try program.run(["explain"] + arguments + ["--figure", "A.overall.mean", "--card", "plain.html"])
        #expect(plain.status == 0)
        #expect(try text(at: folder["plain.html"]) == text(at: folder["concept.html"]))
        let wrong = try program.run(["explain"] + arguments + ["--figure", "A.overall.mean", "--state", "klaar"])
        #expect(wrong.status == 64)
    }

    @Test("a path is written alike however it was typed, and nothing in it is taken for an option or by the shell")
    func words() {
        var settings = RunSettings(files: ["./a.csv", "././-b.csv", "c d.csv", "it's.csv"], framework: "./kader")
        settings.codeBook = "./eigen.yaml"
        settings.dialect.delimiter = "-"
        settings.dialect.quote = ""
        settings.core = true
        #expect(
            settings.explainCommand
                == "maatstaf explain a.csv ./-b.csv 'c d.csv' 'it'\\''s.csv' --framework ./kader --code-book eigen.yaml "
                + "--delimiter=- --quote none --core"
        )
    }
}
