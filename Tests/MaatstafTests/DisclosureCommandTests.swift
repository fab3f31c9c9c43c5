import Foundation
import ShelterAnalysis
import ShelterModel
import Testing

@testable import ShelterPipeline

@Suite("What leaves the house")
struct DisclosureCommandTests {
    /// Locations of eight groups: three with six, the others with one or two.
    private static func export() -> String {
        var rows = ""
        for (group, count) in [("A", 6), ("B", 6), ("C", 6), ("D", 1), ("E", 2), ("F", 1), ("G", 2), ("H", 1)] {
            for number in 1...count {
                let showers = 1 + (number * 7 + group.utf8.reduce(0) { $0 + Int($1) }) % 5
                let lock = (number + count) % 3 == 0 ? "nee" : "ja"
                rows += "\(group)\(number);Huis \(group)\(number);\(group);1-1-2025;\(20 + number);\(showers);\(lock)\n"
            }
        }
        return TinyExport.header + rows
    }

    private struct Made {
        var folder: TemporaryFolder
        var files: [String: [UInt8]]
        var plan: DisclosurePlan
        var report: PublicReport
        var texts: Texts

        /// Attacks the files of the run, with some of them changed.
        func attack(_ changed: [String: [UInt8]] = [:]) throws -> PublicationAudit.Statement {
            var audit = PublicationAudit(plan, texts: texts, isCore: false)
            for (path, bytes) in files.merging(changed, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key })
            where path.hasPrefix("openbaar/") && !path.hasSuffix("audit.json") || path.hasPrefix("gemeente/") {
                try audit.read(path, bytes)
            }
            return try audit.attack()
        }
    }

    private func make() throws -> Made {
        let folder = try TemporaryFolder()
        let arguments = try TinyExport.write(to: folder, export: Self.export())
        let run = try Program(in: folder).run(["report"] + arguments + ["--out", "out"])
        try #require(run.status == 0, "\(run.errors)")
        let files = try folder.files(below: "out")
        let report = try JSONDecoder().decode(QualityReport.self, from: Data(files["intern/data/report.json"] ?? []))
        let data = try DataFolder(option: Corpus.data)
        let plan = DisclosurePlan(report, rules: try data.disclosureRules().value)
        return Made(
            folder: folder,
            files: files,
            plan: plan,
            report: PublicReport(plan, report),
            texts: try data.texts(.dutch)
        )
    }

    @Test("what is hidden is hidden in tables, JSON and pages alike, and the attack on the files fails")
    func alike() throws {
        let made = try make()
        let themes = CSVFile(made.files["openbaar/data/themes.csv"] ?? [])
        #expect(Set(themes["level"]) == ["country"] && Set(themes["state"]) == ["concept"])
        let json = try JSONDecoder().decode(
            PublicReport.self,
            from: Data(made.files["openbaar/data/report.json"] ?? [])
        )
        #expect(json == made.report)
        for (number, theme) in json.country.themes.enumerated() {
            let row = themes.rows[number]
            #expect(themes.cell("mean", of: row).isEmpty == (theme.mean.value == nil))
            #expect(themes.cell("hidden", of: row).split(separator: ";").contains("mean") == theme.mean.hidden)
        }
        let statement = try made.attack()
        #expect(statement.recomputed == 0 && statement.attempts > 0 && statement.hidden > 0)
    }

    @Test("a figure that is hidden for the sake of others, once shown, is found by what it tells of them")
    func leak() throws {
        let made = try make()
        let page = String(decoding: made.files["openbaar/index.html"] ?? [], as: UTF8.self)
        // Groups stand on no public page; a page that had one of a hidden group all the same would tell its score.
        let own = CSVFile(made.files["intern/data/municipalities.csv"] ?? [])
        let row = try #require(
            own.rows.first {
                own.cell("municipality_code", of: $0) == "D" && own.cell("theme", of: $0) == "overall"
            }
        )
        let score = try #require(Double(own.cell("mean", of: row)))
        let planted = page.replacing(
            "</main>",
            with: "<span data-figure=\"D.overall.mean\">\(Int((score * 100).rounded()))</span></main>"
        )
        #expect(planted != page)
        let refusal = #expect(throws: Refusal.self) {
            try made.attack(["openbaar/index.html": Array(planted.utf8)])
        }
        #expect(refusal?.diagnostics.first?.code == "disclosure.exposed")
    }

    @Test("a figure that the plan does not know refuses the run, and so does a table of another municipality")
    func outside() throws {
        let made = try make()
        let page = String(decoding: made.files["openbaar/index.html"] ?? [], as: UTF8.self)
            .replacing("</main>", with: "<span data-figure=\"all.overall.lowest\">12</span></main>")
        let refusal = #expect(throws: Refusal.self) { try made.attack(["openbaar/index.html": Array(page.utf8)]) }
        #expect(refusal?.diagnostics.first?.code == "disclosure.outside-plan")
        let own = try #require(made.files["gemeente/A/data/locations.csv"])
        let other = try #require(made.files["gemeente/B/data/locations.csv"])
        let both = own + Array(other[((other.firstIndex(of: 0x0A) ?? 0) + 1)...])
        let mixed = #expect(throws: Refusal.self) { try made.attack(["gemeente/A/data/locations.csv": both]) }
        #expect(mixed?.diagnostics.first?.code == "disclosure.outside-plan")
    }

    @Test("a later publication with one location more hides what the difference would tell")
    func earlier() throws {
        let made = try make()
        let arguments = try TinyExport.write(
            to: made.folder,
            export: Self.export() + "A7;Huis A7;A;1-1-2025;30;2;ja\n"
        )
        let program = try Program(in: made.folder)
        #expect(try program.run(["score"] + arguments + ["--out", "second"]).status == 0)
        let free = try CSVFile(path: made.folder["second/openbaar/data/themes.csv"])
        #expect(free["mean"].allSatisfy { !$0.isEmpty })
        let run = try program.run(["score"] + arguments + ["--earlier", "out", "--out", "third"])
        #expect(run.status == 0, "\(run.errors)")
        let careful = try CSVFile(path: made.folder["third/openbaar/data/themes.csv"])
        #expect(careful["mean"].allSatisfy { $0.isEmpty })
        let list = try CSVFile(path: made.folder["third/openbaar/data/disclosure.csv"])
        #expect(list["reason"].contains("earlier"))
        let none = try program.run(["score"] + arguments + ["--earlier", "nergens", "--out", "fourth"])
        #expect(none.status == 2 && !made.folder.exists("fourth"))
    }
}
