import Foundation
import ShelterAnalysis
import ShelterModel
import ShelterReporter
import Testing

/// Whole pages, byte for byte. `UPDATE_GOLDEN=1 swift test` rewrites them and still fails, so that a change is seen.
@Suite struct GoldenTests {
    private func pages(_ language: Language, _ report: QualityReport = SampleReport.make()) throws -> HTMLReport {
        var pages = HTMLReport(report: report, texts: try Files.texts(language), styleSheet: "/* report.css */\n")
        pages.explainCommand = "maatstaf explain inspecties-2024.csv --framework voorbeeld"
        pages.linked = Set(
            [HTMLReport.indexPath] + report.municipalities.map { pages.path(of: $0, audience: .intern) }
        )
        return pages
    }

    private func compare(_ page: String, _ name: String) throws {
        let path = "Tests/ShelterReporterTests/Golden/\(name)"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(page.utf8).write(to: Files.root.appending(path: path))
            Issue.record("\(name) was rewritten: look at the difference, then test without UPDATE_GOLDEN")
            return
        }
        #expect(try Files.text(path) == page, "\(name) differs; UPDATE_GOLDEN=1 swift test rewrites it")
    }

    @Test("The overview is the page that was looked at")
    func index() throws {
        try compare(pages(.dutch).indexPage(), "index.nl.html")
    }

    @Test("A municipality's page is the page that was looked at")
    func municipality() throws {
        let pages = try pages(.dutch)
        try compare(pages.municipalityPage(pages.report.municipalities[2], audience: .intern), "municipality.nl.html")
    }

    @Test("What a municipality receives is the page that was looked at, in English")
    func gemeente() throws {
        let pages = try pages(.english)
        try compare(pages.municipalityPage(pages.report.municipalities[3], audience: .gemeente), "gemeente.en.html")
    }

    @Test("What lifts locations, and residents who say otherwise, stand on the pages that were looked at")
    func beside() throws {
        let report = SampleReport.withAnswers()
        for (language, audience, name) in [
            (Language.dutch, Audience.gemeente, "lift.nl.html"), (.english, .intern, "residents.en.html"),
        ] {
            let pages = try pages(language, report)
            try compare(pages.municipalityPage(report.municipalities[2], audience: audience), name)
        }
    }

    @Test("The same report gives the same bytes")
    func sameBytes() throws {
        #expect(try pages(.dutch).indexPage() == pages(.dutch).indexPage())
    }
}
