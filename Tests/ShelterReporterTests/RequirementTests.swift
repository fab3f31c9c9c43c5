import Foundation
import ShelterAnalysis
import ShelterModel
import ShelterReporter
import Testing

/// A basic requirement is shown as failed only where it holds on the day of the visit.
@Suite struct RequirementTests {
    private static let red = "fill=\"#A63A1B\"/><text"

    private func report(_ counts: CriterionCounts..., until: CalendarDate? = nil) -> QualityReport {
        var report = SampleReport.make(municipalities: 1, locationsPerMunicipality: 5)
        report.framework.themes[0].criteria[1].provenance.verifiedUntil = until
        func put(_ area: inout AreaReport) {
            for own in counts {
                for index in area.criteria.indices where area.criteria[index].criterion == own.criterion {
                    area.criteria[index] = own
                }
            }
            area.capped = counts.map(\.capping).max() ?? 0
        }
        put(&report.country)
        put(&report.municipalities[0].area)
        return report
    }

    private func pages(_ report: QualityReport) throws -> (index: String, municipality: String) {
        let pages = HTMLReport(report: report, texts: try Files.texts(.dutch), styleSheet: "")
        return (
            pages.indexPage(),
            pages.municipalityPage(try #require(report.municipalities.first), audience: .gemeente)
        )
    }

    /// What stands before the table of contents: the lead and the profile.
    private func opening(_ page: String) -> String {
        page.components(separatedBy: "<nav").first ?? ""
    }

    @Test("What fails where it does not hold is reserved: no red, no number as if it counted, and a sentence why")
    func reserved() throws {
        let report = report(
            CriterionCounts(criterion: "A1", met: 5, binding: 5),
            CriterionCounts(criterion: "A2", met: 2, notMet: 3),
            until: CalendarDate(year: 2024, month: 12, day: 31)
        )
        let pages = try pages(report)
        for page in [pages.index, pages.municipality] {
            let opening = opening(page)
            #expect(!opening.contains(Self.red))
            #expect(opening.contains("data-figure=\"\(page == pages.index ? "all" : "GM9001").A2.binding\""))
            #expect(opening.contains(">A1 voldoet</text>"))
            #expect(opening.contains(">A2 onder voorbehoud</text>"))
            #expect(opening.contains("</strong> van 5 locaties voldoen niet aan een of meer basiseisen."))
            #expect(page.contains("geldt tot en met 31 december 2024"))
            #expect(page.contains(".A2.not-met\">3</span> van 5 locaties."))
            #expect(!page.contains(".A2.capping"))
        }
        #expect(pages.municipality.contains("<br><small>norm, onder voorbehoud</small>"))
    }

    @Test("What fails where it holds is red, with the number of units that it caps")
    func failing() throws {
        let pages = try pages(
            report(
                CriterionCounts(criterion: "A1", met: 5, binding: 5),
                CriterionCounts(criterion: "A2", met: 1, notMet: 3, unknown: 1, binding: 4, capping: 2)
            )
        )
        for page in [pages.index, pages.municipality] {
            let opening = opening(page)
            #expect(opening.contains(Self.red))
            #expect(opening.contains(".A2.capping\">A2 voldoet niet (2)</text>"))
            #expect(!page.contains("staat onder voorbehoud"))
        }
        #expect(pages.index.contains("Bij 1 locatie onder voorbehoud"))
        #expect(pages.index.contains("<span data-figure=\"all.A2.binding\">4</span>"))
    }

    @Test("A requirement is met only where nothing about it is unknown, and is not at issue where it applies nowhere")
    func unknown() throws {
        let page = try pages(
            report(
                CriterionCounts(criterion: "A1", met: 3, unknown: 2, binding: 5),
                CriterionCounts(criterion: "A2", notApplicable: 5)
            )
        ).index
        #expect(opening(page).contains(">A1 onbekend (2)</text>"))
        #expect(opening(page).contains(">A2 n.v.t.</text>"))
        #expect(page.contains("Nergens van toepassing: <code><bdi>A2</bdi></code>"))
    }

    @Test("Where no basic requirement holds, the page does not say that all are met")
    func noneBinding() throws {
        let pages = try pages(
            report(
                CriterionCounts(criterion: "A1", met: 2, notMet: 3),
                CriterionCounts(criterion: "A2", met: 2, notMet: 3)
            )
        )
        for page in [pages.index, pages.municipality] {
            #expect(page.contains("Geen van de 2 basiseisen van dit kader geldt op de dag van het bezoek."))
            #expect(!page.contains("overall.capped"))
        }
    }
}
