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

    private func index(_ report: QualityReport, linked: Set<String> = []) throws -> String {
        HTMLReport(
            report: report,
            texts: try Files.texts(.dutch),
            styleSheet: try Files.styleSheet(),
            linked: linked
        ).indexPage()
    }

    private func first(_ report: QualityReport) throws -> String {
        let pages = HTMLReport(report: report, texts: try Files.texts(.dutch), styleSheet: "p { }")
        return pages.municipalityPage(try #require(report.municipalities.first), audience: .intern)
    }

    @Test("Links lead only to pages that are written")
    func links() throws {
        let page = try index(SampleReport.make(), linked: ["intern/municipalities/GM9002.html"])
        #expect(page.contains("<a href=\"municipalities/GM9002.html\"><bdi>Berkenrode</bdi></a>"))
        #expect(!page.contains("municipalities/GM9001.html"))
    }

    @Test("Hostile text stays text, wherever it comes from")
    func hostile() throws {
        let evil = "</style></title><script>alert(1)</script>\" onload=\"x\u{202E}\u{0} & '"
        var report = SampleReport.make()
        report.municipalities[0].area.name = evil
        report.municipalities[0].area.code = evil
        report.municipalities[0].locations[0].name = evil
        report.municipalities[0].locations[0].kind = LocalizedText(nl: evil, en: evil)
        report.municipalities[0].recommendations[0].locationName = evil
        report.municipalities[0].recommendations[0].sources = [SourceLocation(file: evil, line: 1)]
        report.framework.themes[0].label = LocalizedText(nl: evil, en: evil)
        report.framework.themes[0].criteria[0].label = LocalizedText(nl: evil, en: evil)
        report.framework.source = evil
        report.inputs[0].file = evil
        report.register?.source = evil
        for page in [try index(report), try first(report)] {
            #expect(!page.contains("<script"))
            #expect(!page.contains("onload=\""))
            #expect(!page.unicodeScalars.contains("\u{0}"))
            #expect(page.components(separatedBy: "</style>").count == 2)
            let drawings = page.components(separatedBy: "<svg xmlns").count - 1
            #expect(page.components(separatedBy: "</title>").count - 1 == drawings + 1)
            #expect(page.contains("&lt;/style&gt;&lt;/title&gt;&lt;script&gt;alert(1)"))
        }
    }

    @Test("A name that turns the direction of text is kept apart")
    func isolation() throws {
        var report = SampleReport.make()
        report.municipalities[0].area.name = "\u{202E}Aalmeer"
        let page = try first(report)
        #expect(page.contains("<h1><bdi>\u{202E}Aalmeer</bdi></h1>"))
        #expect(page.contains("<title>\u{2068}\u{202E}Aalmeer\u{2069} · Concept"))
    }

    @Test("A style sheet cannot end its own element")
    func styleSheet() throws {
        let report = SampleReport.make(municipalities: 1)
        let page = HTMLReport(report: report, texts: try Files.texts(.dutch), styleSheet: "p{}</style><b>").indexPage()
        #expect(page.components(separatedBy: "</style>").count == 2)
    }

    @Test("A page stands on its own: no scripts, nothing loaded, one h1, landmarks, a way past the head")
    func selfContained() throws {
        for page in [try index(SampleReport.make()), try first(SampleReport.make())] {
            for never in ["<script", "<link", "<img", "@import", "url(", "src="] { #expect(!page.contains(never)) }
            #expect(page.components(separatedBy: "<h1").count == 2)
            for needed in ["<html lang=\"nl\"", "<header", "<main id=\"main\"", "<nav", "<footer", "href=\"#main\""] {
                #expect(page.contains(needed))
            }
            let tables = page.components(separatedBy: "<table").count
            #expect(tables > 5)
            #expect(page.components(separatedBy: "<caption>").count == tables)
            let drawings = page.components(separatedBy: "<svg xmlns").count
            #expect(page.components(separatedBy: "<desc id=").count == drawings)
        }
    }

    @Test("No id is given twice on a page")
    func ids() throws {
        for page in [try index(SampleReport.make()), try first(SampleReport.make())] {
            let ids = page.components(separatedBy: " id=\"").dropFirst().compactMap { $0.split(separator: "\"").first }
            #expect(ids.count > 10)
            #expect(Set(ids).count == ids.count)
        }
    }

    @Test("Municipalities stand in the order of the report; no page ranks them")
    func order() throws {
        let page = try index(SampleReport.make())
        var last = page.startIndex
        for (code, _) in SampleReport.names {
            let place = try #require(page.range(of: "data-figure=\"\(code).overall.locations\""))
            #expect(place.lowerBound > last)
            last = place.lowerBound
        }
    }

    @Test("A score under its cutoff, near it and above it have different classes; nothing known is hatched")
    func classes() throws {
        var report = SampleReport.make()
        for (index, mean) in [0.2, 0.5, 0.6, 0.7, 0.9].enumerated() {
            report.municipalities[index].area.figures[1].mean = mean
        }
        report.municipalities[5].area.figures[1].mean = nil
        let page = try index(report)
        for (index, text) in ["20", "50", "60", "70", "90"].enumerated() {
            #expect(
                page.contains(
                    "<td class=\"score class-\(index)\"><span data-figure=\"GM900\(index + 1).privacy.mean\">\(text)</span>"
                )
            )
        }
        #expect(
            page.contains(
                "<td class=\"score hatched\"><span><span data-figure=\"GM9006.privacy.mean\">onbekend</span></span></td>"
            )
        )
    }

    @Test("A shortage says what is missing, for how many, and at full capacity")
    func shortage() throws {
        var report = SampleReport.make()
        report.municipalities[0].recommendations = [
            Recommendation(
                priority: 1,
                criterion: "C1",
                location: nil,
                locationName: nil,
                obligation: .guidance,
                gap: 1,
                residents: 96,
                shortage: Shortage(
                    variable: "showers",
                    unit: nil,
                    quantity: 3,
                    quantityAtCapacity: 5,
                    basis: 96,
                    basisVariable: "residents",
                    isExcess: false
                ),
                locations: ["L1-1"],
                sources: [SourceLocation(file: "a.csv", line: 7, column: 12)]
            )
        ]
        let page = try first(report)
        #expect(page.contains("3 douches te weinig voor 96 bewoners, 5 bij volle bezetting."))
        #expect(
            page.contains(
                "<bdi>a.csv</bdi>, kolom L, regel <span class=\"place\" data-place=\"a.csv:7:12\"><bdi>7</bdi></span>"
            )
        )
        report.municipalities[0].recommendations[0].shortage?.quantity = 1
        #expect(try first(report).contains("1 douche te weinig"))
    }

    @Test(
        "Ten recommendations are written out, the others have a line; those of a location fold, and no location is left out"
    )
    func manyRecommendations() throws {
        var report = SampleReport.make(municipalities: 1, locationsPerMunicipality: 4)
        let locations = report.municipalities[0].locations.map(\.id)
        func advise(_ priority: Int, _ location: String?) -> Recommendation {
            Recommendation(
                priority: priority,
                criterion: "A3",
                location: location,
                locationName: nil,
                obligation: .own,
                gap: 1,
                residents: 12,
                shortage: nil,
                locations: location.map { [$0] } ?? locations,
                sources: (1...20).map { SourceLocation(file: "a.csv", line: $0, column: 28, field: "meldpunt") }
            )
        }
        report.municipalities[0].recommendations =
            (1...14).map { advise($0, nil) } + (locations + ["elders"]).map { advise(1, $0) }
        let page = try first(report)
        #expect(page.components(separatedBy: "<article class=\"entry\">").count - 1 == 10)
        let rest = try #require(
            page.components(separatedBy: "Andere verbeterpunten, in volgorde van belang").last?
                .components(separatedBy: "</table>").first
        )
        #expect(rest.components(separatedBy: "<tr>").count - 1 == 5, "a header and 4 rows")
        #expect(rest.contains("<th scope=\"row\" class=\"brief\">14</th>"))
        #expect(page.components(separatedBy: "<details class=\"fold\">").count - 1 == 5)
        #expect(page.contains("<summary><bdi>elders</bdi>: 1 verbeterpunt</summary>"))
        #expect(page.contains("kolom AB (<bdi>meldpunt</bdi>), regel <span class=\"place\" data-place=\"a.csv:1:28\">"))
        #expect(page.contains("<bdi>8</bdi></span> en nog 12"))
    }

    @Test("Long words in the header of a heat table may break, and stay whole elsewhere")
    func softHyphens() throws {
        let page = try index(SampleReport.make())
        #expect(page.contains("<bdi>Zelfstan\u{AD}dig\u{AD}heid</bdi> <small>"))
        #expect(page.contains("<bdi>Zelfstandigheid</bdi>"))
        #expect(page.contains("<section aria-labelledby=\"municipalities\" class=\"landscape\">"))
        #expect(page.contains("<section aria-labelledby=\"distribution\">"))
    }

    @Test(
        "A measured value is never rounded to the limit that it misses",
        arguments: [(10.04, "10,04 bewoners"), (56.667, "56,7 bewoners"), (10.0004, "10,0004 bewoners")]
    )
    func measured(value: Double, text: String) throws {
        var report = SampleReport.make(municipalities: 1)
        var location = report.municipalities[0].locations[0]
        location.notMet = [
            LocationFinding(
                criterion: "C1",
                observed: value,
                observedCode: nil,
                observedAtCapacity: nil,
                reason: "",
                source: location.source
            )
        ]
        report.municipalities[0].locations[0] = location
        report.municipalities[0].recommendations = [
            Recommendation(
                priority: 1,
                criterion: "C1",
                location: location.id,
                locationName: nil,
                obligation: .guidance,
                gap: 1,
                residents: nil,
                shortage: nil,
                locations: [location.id],
                sources: [location.source]
            )
        ]
        let page = try first(report)
        #expect(page.contains("<td class=\"prose\">\(text)<br><small>nodig: ten hoogste 10 bewoners</small></td>"))
    }

    @Test("Of more than 200 locations the first 200 are shown, and where the rest is")
    func manyLocations() throws {
        let page = try first(SampleReport.make(municipalities: 1, locationsPerMunicipality: 230))
        #expect(page.contains("Hier staan de eerste 200 van 230 locaties."))
        #expect(page.contains("data/locations.csv"))
        let table = try #require(
            page.components(separatedBy: "Scores per locatie").last?.components(separatedBy: "</table>").first
        )
        #expect(table.components(separatedBy: "<tr>").count - 1 == 201, "a header and 200 rows")
    }

    @Test("A municipality whose region is not known is told so")
    func noRegion() throws {
        var report = SampleReport.make()
        report.municipalities[0].region = nil
        #expect(try first(report).contains("Er is geen vergelijking met een veiligheidsregio"))
    }

    @Test("Without a register areas are groups, and where every row is a unit no page calls it a location")
    func groups() throws {
        var report = SampleReport.make()
        report.register = nil
        report.regions = []
        report.codeBook.assessments = .each
        for index in report.municipalities.indices { report.municipalities[index].region = nil }
        for audience in [Audience.intern, .gemeente] {
            let pages = HTMLReport(report: report, texts: try Files.texts(.dutch), styleSheet: "")
            let page = pages.municipalityPage(report.municipalities[0], audience: audience)
            for text in [page, pages.indexPage()] {
                let words = text.lowercased().replacing("register van gemeenten", with: "")
                #expect(!words.contains("gemeente ") && !words.contains("gemeenten ") && !words.contains("nederland"))
                #expect(!words.contains("veiligheidsregio") && !words.contains("geïnspecteerde locatie"))
                #expect(words.contains("deze groep") || words.contains("alle groepen"))
            }
        }
    }

    @Test("Where nothing has a score the overview says so instead of drawing nothing")
    func nothingScored() throws {
        var report = SampleReport.make(municipalities: 1)
        for index in report.country.figures.indices {
            report.country.figures[index].scored = 0
            report.country.figures[index].mean = nil
            report.country.figures[index].belowCutoff = 0
        }
        let page = try index(report)
        #expect(page.contains("Er zijn geen scores: over geen enkel thema is genoeg bekend."))
        #expect(page.contains("Over geen enkel thema is genoeg bekend voor een score</strong>"))
        #expect(!page.contains("below-cutoff\">0</span></dd>"))
    }

    @Test(
        "Where no theme lies below its cutoff the profile names the two lowest, if they stand apart",
        arguments: [
            ([0.9, 0.8, 0.7, 0.95], "Privacy en Sanitair en wassen scoren het laagst, boven de grenswaarde"),
            ([0.9, 0.8, 0.8, 0.8], "Geen thema ligt onder de grenswaarde"),
        ]
    )
    func lowest(means: [Double], title: String) throws {
        var report = SampleReport.make()
        for (index, mean) in means.enumerated() { report.country.figures[index].mean = mean }
        #expect(try index(report).contains("<title id=\"pw-t\">\(title)</title>"))
    }

    @Test("A report without register, regions, cutoffs, bands, residents or findings still has its pages")
    func bare() throws {
        var report = SampleReport.make(municipalities: 1, locationsPerMunicipality: 1)
        report.register = nil
        report.regions = []
        report.framework.bands = []
        report.framework.cap = nil
        report.framework.overallCutoff = nil
        for index in report.framework.themes.indices {
            report.framework.themes[index].cutoff = nil
            for place in report.framework.themes[index].criteria.indices {
                report.framework.themes[index].criteria[place].isBasicRequirement = false
            }
        }
        func empty(_ area: inout AreaReport) {
            area.residents = 0
            area.residentsUnknown = area.locations
            for index in area.figures.indices {
                area.figures[index].mean = nil
                area.figures[index].coverage = nil
                area.figures[index].belowCutoff = nil
                area.figures[index].histogram = []
            }
            for index in area.criteria.indices { area.criteria[index].notMet = 0 }
        }
        empty(&report.country)
        empty(&report.municipalities[0].area)
        report.municipalities[0].region = nil
        report.municipalities[0].locations[0].scores = []
        report.municipalities[0].recommendations = []
        let index = try index(report)
        let page = try first(report)
        #expect(index.contains("te weinig bekend voor een totaalscore"))
        #expect(index.contains("Dit kader heeft geen basiseisen."))
        for text in [index, page] { #expect(!text.contains("veiligheidsregio")) }
        #expect(page.contains("Er zijn geen verbeterpunten"))
        for text in [index, page] { #expect(!text.contains("⟨") && !text.contains("nan") && !text.contains("><</")) }
    }
}
