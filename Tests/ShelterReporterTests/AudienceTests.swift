import ShelterAnalysis
import ShelterModel
import ShelterParsers
import ShelterReporter
import Testing

@Suite struct AudienceTests {
    private let report = SampleReport.make()

    private func page(_ index: Int, _ audience: Audience, _ report: QualityReport? = nil) throws -> String {
        let report = report ?? self.report
        let pages = HTMLReport(
            report: report,
            texts: try Files.texts(.dutch),
            styleSheet: "",
            linked: [HTMLReport.indexPath]
        )
        return pages.municipalityPage(report.municipalities[index], audience: audience)
    }

    @Test("What a municipality receives names no other municipality and no location of another")
    func namesNoOther() throws {
        for (index, municipality) in report.municipalities.enumerated() {
            let page = try page(index, .gemeente)
            for other in report.municipalities where other.area.code != municipality.area.code {
                #expect(!page.contains(other.area.code))
                #expect(!page.contains(other.area.name))
            }
            #expect(page.contains(municipality.area.name))
        }
    }

    @Test("Lowest and highest scores are for internal use")
    func extremes() throws {
        let intern = try page(2, .intern)
        #expect(intern.contains("data-figure=\"GM9003.overall.lowest\""))
        #expect(intern.contains("data-figure=\"GM9003.privacy.highest\""))
        let gemeente = try page(2, .gemeente)
        #expect(!gemeente.contains("lowest"))
        #expect(!gemeente.contains("highest"))
        #expect(!gemeente.contains("laagste"))
    }

    @Test(
        "Of others a municipality sees nothing that not everybody may see, and the page says so; internally it is there"
    )
    func othersHidden() throws {
        let gemeente = try page(3, .gemeente)
        #expect(!gemeente.contains("VR93.") && !gemeente.contains("\"all."))
        #expect(gemeente.contains("zouden die van andere gemeenten te herleiden zijn"))
        #expect(gemeente.contains("Heel Nederland staat er niet bij"))
        #expect(try page(3, .intern).contains("data-figure=\"VR93.privacy.mean\""))
    }

    @Test("Where everybody may see the country, a municipality is compared with the rounded mean that everybody sees")
    func countryShown() throws {
        let rules = try disclosureRules()
        let plan = DisclosurePlan(report, rules: rules)
        var shown = PublicReport(plan, report)
        for theme in shown.country.themes.indices {
            shown.country.themes[theme].mean = PublicFigure(value: 0.123)
            shown.country.themes[theme].coverage = PublicFigure(value: 0.9)
        }
        let pages = HTMLReport(
            report: report,
            texts: try Files.texts(.dutch),
            styleSheet: "",
            disclosed: shown,
            rules: rules
        )
        let page = pages.municipalityPage(report.municipalities[3], audience: .gemeente)
        #expect(page.contains("data-figure=\"all.privacy.mean\">12<"))
        #expect(!page.contains("VR93."))
    }

    private func disclosureRules() throws -> DisclosureRules {
        try DisclosureRulesFile.rules(yaml: Files.text("Data/Disclosure/default.yaml"), file: "default.yaml")
    }

    @Test(
        "Public pages name no location, show no lowest score and no command, and mark what is hidden",
        arguments: Language.allCases
    )
    func publicPages(language: Language) throws {
        let rules = try disclosureRules()
        let plan = DisclosurePlan(report, rules: rules)
        let figures = PublicReport(plan, report)
        let pages = HTMLReport(report: report, texts: try Files.texts(language), styleSheet: "")
            .publicPages(figures, rules: rules, reasons: [(.few, 3)])
        #expect(pages.map(\.path).first == HTMLReport.publicIndexPath)
        #expect(pages.count == 1 + figures.regions.count)
        for (path, page) in pages {
            #expect(!page.contains("⟨"), "\(path)")
            #expect(!page.contains("maatstaf explain") && !page.contains("lowest") && !page.contains("inspecties-2024"))
            for location in report.municipalities.flatMap(\.locations) where !location.name.isEmpty {
                #expect(!page.contains(location.name), "\(path)")
            }
            #expect(page.contains(language == .dutch ? "verborgen" : "hidden"))
        }
    }

    @Test("Numbers of rows of all municipalities together stay inside")
    func rows() throws {
        #expect(try page(0, .intern).contains("Apart gezet"))
        let gemeente = try page(0, .gemeente)
        #expect(!gemeente.contains("Apart gezet"))
        #expect(!gemeente.contains("csv.quote-left-open"))
        #expect(gemeente.contains("inspecties-2024.csv"))
    }

    @Test("A page for a municipality has no way to the internal overview")
    func links() throws {
        #expect(try page(0, .intern).contains("href=\"../index.html\""))
        let gemeente = try page(0, .gemeente)
        #expect(gemeente.split(separator: "href=\"").dropFirst().allSatisfy { $0.hasPrefix("#") })
    }

    @Test("State and audience stand on every page, also on paper", arguments: PublicationState.allCases)
    func state(state: PublicationState) throws {
        var report = report
        report.state = state
        let words = ["concept": "Concept", "embargo": "Embargo", "definitief": "Definitief"][state.rawValue] ?? ""
        let gemeente = try page(0, .gemeente, report)
        #expect(gemeente.contains("<strong>\(words) · voor de gemeente</strong>"))
        #expect(gemeente.contains("@bottom-left { content: \"\(words) · voor de gemeente\"; }"))
    }
}
