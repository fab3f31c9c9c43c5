import Foundation
import ShelterAnalysis
import ShelterModel
import ShelterReporter
import Testing

@Suite struct PagesTests {
    /// Writes all pages to look at, when `MAATSTAF_PAGES` names a folder.
    @Test(
        "Every page of the sample can be made",
        arguments: Language.allCases
    )
    func everyPage(language: Language) throws {
        let report = SampleReport.make()
        let texts = try Files.texts(language)
        var pages = HTMLReport(report: report, texts: texts, styleSheet: try Files.styleSheet())
        let all = report.municipalities.flatMap { municipality in
            [Audience.intern, .gemeente].map { (municipality, $0, pages.path(of: municipality, audience: $0)) }
        }
        pages.linked = Set(all.map(\.2) + [HTMLReport.indexPath])
        var written = [HTMLReport.indexPath: pages.indexPage()]
        for (municipality, audience, path) in all {
            written[path] = pages.municipalityPage(municipality, audience: audience)
        }
        #expect(written.count == 25)
        for (path, page) in written {
            #expect(!page.contains("⟨"), "\(path) lacks a text")
        }
        guard let folder = ProcessInfo.processInfo.environment["MAATSTAF_PAGES"] else { return }
        for (path, page) in written {
            let file = URL(filePath: folder).appending(path: "\(language.rawValue)/\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(page.utf8).write(to: file)
        }
    }
}
