import Foundation
import Testing

@Suite("Who receives what")
struct AudienceTests {
    @Test("what one municipality receives names no location, row or lowest score of another")
    func municipalitiesApart() throws {
        let folder = try TemporaryFolder()
        let program = try Program(in: folder)
        let made = try program.run("rehearse", "--locations", "40", "--seed", "12", "--out", "export.csv")
        try #require(made.status == 0)
        let run = try program.run("report", "export.csv", "--framework", "nl-opvang", "--out", "out")
        try #require(run.status == 1)
        let locations = try CSVFile(path: folder["out/intern/data/locations.csv"])
        var owners: [String: String] = [:]
        for row in locations.rows {
            owners[locations.cell("location_id", of: row)] = locations.cell("municipality_code", of: row)
        }
        #expect(owners.count == 40)
        let files = try folder.files(below: "out")
        let open = files.filter { $0.key.hasPrefix("openbaar/") }
        #expect(open.keys.contains("openbaar/index.html") && open.keys.contains("openbaar/data/disclosure.csv"))
        let names = Set(locations["location_name"]).filter { !$0.isEmpty }
        for (path, bytes) in open {
            let content = String(decoding: bytes, as: UTF8.self)
            #expect(content.firstMatch(of: /\bL[0-9]{5}\b/) == nil, "\(path)")
            #expect(!names.contains { content.contains($0) }, "\(path)")
        }
        let received = files.filter { $0.key.hasPrefix("gemeente/") }
        #expect(Set(received.keys.compactMap { $0.split(separator: "/").dropFirst().first }).count > 5)
        for (path, bytes) in received {
            let code = String(path.split(separator: "/")[1])
            let content = String(decoding: bytes, as: UTF8.self)
            let found = Set(content.matches(of: /\bL[0-9]{5}\b/).map { String($0.0) })
            #expect(found.allSatisfy { owners[$0] == code }, "\(path)")
            #expect(!content.contains("all.overall.lowest") && !content.contains(".highest\""), "\(path)")
        }
        for code in Set(owners.values) {
            #expect(files["gemeente/\(code)/index.html"] != nil)
            let own = CSVFile(files["gemeente/\(code)/data/locations.csv"] ?? [])
            #expect(Set(own["location_id"]) == Set(owners.filter { $0.value == code }.keys))
        }
    }

    @Test("every page names its state, leaves no text out and runs no script, in both languages")
    func pages() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(
            to: folder,
            export: TinyExport.header + TinyExport.row + "L2;Twee;H;1-1-2025;veel;0;nee\n;;;;;;\n"
        )
        let program = try Program(in: folder)
        for (language, state, shown) in [
            ("nl", "concept", "concept"), ("nl", "embargo", "embargo"), ("en", "definitief", "final"),
        ] {
            let run = try program.run(
                ["report"] + arguments + ["--language", language, "--state", state, "--out", "out"]
            )
            #expect(run.status == 1, "\(run.errors)")
            let pages = try folder.files(below: "out").filter { $0.key.hasSuffix(".html") }
            #expect(pages.count == 12)
            for (path, bytes) in pages {
                let page = String(decoding: bytes, as: UTF8.self)
                #expect(page.lowercased().contains(shown), "\(path) \(shown)")
                #expect(!page.contains("⟨"), "\(path)")
                #expect(!page.contains("<script") && !page.contains("http-equiv"), "\(path)")
                #expect(page.contains("<html lang=\"\(language)\""), "\(path)")
            }
            #expect(!run.errors.contains("⟨") && !run.output.contains("⟨"))
        }
    }

    @Test("pages for one municipality alone: its own and the overview, with the figures of all")
    func onlyOne() throws {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(
            to: folder,
            export: TinyExport.header + TinyExport.row + "L2;Twee;H;1-1-2025;5;3;nee\n"
        )
        let program = try Program(in: folder)
        #expect(try program.run(["report"] + arguments + ["--out", "all"]).status == 0)
        let run = try program.run(["report"] + arguments + ["--only-municipality", "H", "--out", "one"])
        #expect(run.status == 0)
        let pages = try folder.files(below: "one").keys.filter { $0.hasSuffix(".html") }.sorted()
        #expect(
            pages == [
                "gemeente/H/index.html", "gemeente/H/memo.html", "intern/accountability/algorithm-register.html",
                "intern/accountability/data-protection.html", "intern/index.html", "intern/municipalities/H.html",
                "openbaar/accessibility.html", "openbaar/index.html", "openbaar/method.html",
            ]
        )
        let figures = try text(at: folder["all/intern/data/municipalities.csv"])
        #expect(try text(at: folder["one/intern/data/municipalities.csv"]) == figures)
        let page = try text(at: folder["one/intern/index.html"])
        for match in page.matches(of: /href="([^"#]+)"/) where !match.1.hasPrefix("http") {
            #expect(folder.exists("one/intern/" + match.1), "a link leads nowhere: \(match.1)")
        }
    }
}
