import ShelterAnalysis
import ShelterModel
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

    @Test("A region with three other municipalities is compared with")
    func regionShown() throws {
        let page = try page(0, .gemeente)
        #expect(report.regions.first { $0.code == "VR91" }?.municipalityCount == 6)
        #expect(page.contains("data-figure=\"VR91.privacy.mean\""))
        #expect(page.contains("data-figure=\"all.privacy.mean\""))
    }

    @Test("A region with two other municipalities is not, and the page says why; internally it is")
    func regionHidden() throws {
        let gemeente = try page(3, .gemeente)
        #expect(report.regions.first { $0.code == "VR93" }?.municipalityCount == 3)
        #expect(!gemeente.contains("VR93."))
        #expect(gemeente.contains("minder dan 3 andere gemeenten"))
        #expect(try page(3, .intern).contains("data-figure=\"VR93.privacy.mean\""))
    }

    @Test("The country is hidden too when it has too few other municipalities")
    func countryHidden() throws {
        let few = SampleReport.make(municipalities: 3)
        let page = try page(0, .gemeente, few)
        #expect(!page.contains("\"all."))
        #expect(page.contains("Heel Nederland staat er niet bij"))
        #expect(!page.contains("heel Nederland "))
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

    @Test("Nothing goes to the public before there is a disclosure plan")
    func openbaar() throws {
        let page = try page(0, .openbaar)
        #expect(page.contains("nog niets vrijgegeven"))
        #expect(!page.contains("data-figure"))
        #expect(!page.contains("Hotel De Brug"))
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
