public import ShelterAnalysis
public import ShelterModel

/// The pages of a report. Computes no figure: it formats, orders for display, and puts into words.
public struct HTMLReport: Sendable {
    public var report: QualityReport
    public var texts: Texts
    /// `Reports/Templates/report.css`, put into every page.
    public var styleSheet: String
    /// Paths of the pages that are written, relative to the output folder: links lead to no other.
    public var linked: Set<String>
    /// What leads back to a figure whose id comes behind `--figure`; `nil`: pages give the ids of figures alone.
    ///
    /// Only those who have the exports can use it: it stands on internal pages alone.
    public var explainCommand: String?
    /// With the tiles of its map, if there is to be one.
    public var register: MunicipalityRegister?

    private let names: PageNames

    public init(report: QualityReport, texts: Texts, styleSheet: String, linked: Set<String> = []) {
        self.report = report
        self.texts = texts
        self.styleSheet = styleSheet
        self.linked = linked
        names = PageNames(codes: report.municipalities.map(\.area.code))
    }

    public static let indexPath = "intern/index.html"

    /// Where the page of a municipality belongs, relative to the output folder.
    public func path(of municipality: MunicipalityReport, audience: Audience) -> String {
        let name = names[municipality.area.code]
        return switch audience {
        case .intern: "intern/municipalities/\(name).html"
        case .gemeente: "gemeente/\(name)/index.html"
        case .openbaar: "openbaar/municipalities/\(name).html"
        }
    }

    /// Overview of all inspected locations, for internal use.
    public func indexPage() -> String {
        string(indexDocument())
    }

    /// What one audience may see of one municipality.
    ///
    /// For `openbaar` the page only says that nothing has been released: that takes a disclosure plan.
    public func municipalityPage(_ municipality: MunicipalityReport, audience: Audience) -> String {
        string(municipalityDocument(municipality, audience: audience))
    }

    public func indexDocument() -> Document {
        IndexPage(composer: composer(.intern), register: register) { municipality in
            let path = path(of: municipality, audience: .intern)
            return linked.contains(path) ? String(path.dropFirst("intern/".count)) : nil
        }.document
    }

    public func municipalityDocument(_ municipality: MunicipalityReport, audience: Audience) -> Document {
        let up = audience == .intern && linked.contains(Self.indexPath) ? "../index.html" : nil
        return MunicipalityPage(
            composer: composer(audience),
            municipality: municipality,
            up: up
        ).document
    }

    private func composer(_ audience: Audience) -> Composer {
        Composer(report, texts, audience: audience, explainCommand: audience == .intern ? explainCommand : nil)
    }

    private func string(_ document: Document) -> String {
        String(decoding: HTMLRenderer(styleSheet: styleSheet).render(document), as: UTF8.self)
    }
}
