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
    /// Outlines of municipalities, where somebody supplied them.
    public var shapes: MunicipalityShapes?

    /// What everybody may see: of others a municipality sees no more, and nothing without it.
    public var disclosed: PublicReport?
    /// By which answers of residents are hidden; without them no answer leaves the house.
    public var rules: DisclosureRules?

    /// What people decided about the data; `nil` if no log was given.
    public var corrections: Corrections?
    /// What other commands found of the same exports.
    public var robustness: RobustnessSummary?
    public var waves: WaveComparison?
    /// With what municipalities hold against findings.
    public var plan: ImprovementPlan?

    private let names: PageNames
    private let regionNames: PageNames
    /// The estimates of each area, so that a page need not look through those of all.
    private let estimates: [String: [EstimateRow]]

    public init(
        report: QualityReport,
        texts: Texts,
        styleSheet: String,
        linked: Set<String> = [],
        disclosed: PublicReport? = nil,
        rules: DisclosureRules? = nil
    ) {
        self.report = report
        self.texts = texts
        self.styleSheet = styleSheet
        self.linked = linked
        self.disclosed = disclosed
        self.rules = rules
        names = PageNames(codes: report.municipalities.map(\.area.code))
        regionNames = PageNames(codes: report.regions.map(\.code))
        estimates = Dictionary(grouping: report.estimates?.rows ?? [], by: \.area)
    }

    public static let indexPath = "intern/index.html"
    public static let publicIndexPath = "openbaar/index.html"

    /// Where the page of a municipality belongs, relative to the output folder; everybody sees none.
    public func path(of municipality: MunicipalityReport, audience: Audience) -> String {
        let name = names[municipality.area.code]
        return audience == .intern ? "intern/municipalities/\(name).html" : "gemeente/\(name)/index.html"
    }

    /// Overview of all inspected locations, for internal use.
    public func indexPage() -> String {
        string(indexDocument())
    }

    /// What one municipality, or who works with all of them, may see of one municipality.
    public func municipalityPage(_ municipality: MunicipalityReport, audience: Audience) -> String {
        string(municipalityDocument(municipality, audience: audience))
    }

    public func indexDocument() -> Document {
        IndexPage(
            composer: composer(report, .intern),
            register: register,
            shapes: shapes,
            corrections: corrections,
            robustness: robustness,
            waves: waves
        ) {
            municipality in
            let path = path(of: municipality, audience: .intern)
            return linked.contains(path) ? String(path.dropFirst("intern/".count)) : nil
        }.document
    }

    public func municipalityDocument(_ municipality: MunicipalityReport, audience: Audience) -> Document {
        let up = audience == .intern && linked.contains(Self.indexPath) ? "../index.html" : nil
        var municipality = municipality
        if audience != .intern {
            for index in municipality.locations.indices {
                let all = municipality.locations[index].residentsSay
                municipality.locations[index].residentsSay =
                    rules.map { rules in all.map { $0.disclosed(by: rules) } } ?? []
            }
        }
        var report = report
        report.estimates?.rows = estimates[municipality.area.code] ?? []
        if audience != .intern {
            report.estimates = rules.flatMap { report.estimates?.disclosed(to: municipality.area.code, by: $0) }
        }
        return MunicipalityPage(
            composer: composer(report, audience == .intern ? .intern : .gemeente),
            municipality: municipality,
            up: up,
            disclosed: disclosed,
            corrections: corrections,
            points: plan?.items[municipality.area.code] ?? []
        ).document
    }

    /// Two pages for the council of a municipality.
    ///
    /// - Parameter file: Where the improvement plan stands, relative to the document.
    public func memoDocument(_ municipality: MunicipalityReport, plan: ImprovementPlan, file: String) -> Document {
        CouncilMemo(composer: composer(report, .gemeente), municipality: municipality, plan: plan, file: file).document
    }

    /// Where it belongs, relative to the output folder.
    public func memoPath(of municipality: MunicipalityReport) -> String {
        "gemeente/\(names[municipality.area.code])/memo.html"
    }

    /// What residents of each location of a municipality are told of it, in languages of their own, by path relative to the
    /// output folder.
    ///
    /// - Parameters:
    ///   - points: The improvement plan of the municipality.
    ///   - source: What `texts` were translated from.
    public func residentsDocuments(
        of municipality: MunicipalityReport,
        _ points: [ImprovementPlan.Item],
        _ texts: [ResidentsTexts],
        source: ResidentsTexts
    ) -> [(path: String, document: Document)] {
        let folder = "gemeente/\(names[municipality.area.code])/bewoners"
        let locations = PageNames(codes: municipality.locations.map(\.id))
        let open = Dictionary(grouping: points.filter { $0.standing == .open }, by: \.location)
        return texts.flatMap { texts in
            let words = ResidentsWords(texts, source: source, framework: report.framework)
            return municipality.locations.map { location in
                let sheet = ResidentsSheet(
                    words: words,
                    report: report,
                    municipality: municipality.area,
                    location: location,
                    points: open[location.id] ?? []
                )
                return ("\(folder)/\(locations[location.id]).\(texts.language).html", sheet.document)
            }
        }
    }

    /// What a report is answerable for, by path: method and accessibility for everybody, the rest for whoever publishes.
    public func accountabilityDocuments(_ facts: AccountabilityFacts) -> [(path: String, document: Document)] {
        let everybody = Composer(report.withoutFigures, texts, audience: .openbaar, explainCommand: nil)
        let own = composer(report, .intern)
        return [
            (
                "openbaar/\(Composer.methodFile)",
                MethodAppendix(composer: everybody, facts: facts, hasEstimates: hasMargins).document
            ),
            ("openbaar/\(Composer.accessibilityFile)", AccessibilityStatement(composer: everybody).document),
            ("intern/\(Composer.algorithmFile)", AlgorithmRegister(composer: own, facts: facts).document),
            ("intern/\(Composer.privacyFile)", DataProtection(composer: own, facts: facts).document),
        ]
    }

    private var hasMargins: Bool {
        report.estimates.map { $0.hasAnswers || $0.hasSampledLocations } ?? false
    }

    private func composer(_ report: QualityReport, _ audience: Audience) -> Composer {
        Composer(report, texts, audience: audience, explainCommand: audience == .intern ? explainCommand : nil)
    }

    /// The documents for everybody, by path: the country, and each safety region.
    ///
    /// - Parameter reasons: How many cells are hidden for each reason.
    public func publicDocuments(
        _ figures: PublicReport,
        rules: DisclosureRules,
        reasons: [(reason: DisclosurePlan.Reason, cells: Int)]
    ) -> [(path: String, document: Document)] {
        let pages = PublicPages(
            composer: Composer(report.withoutFigures, texts, audience: .openbaar, explainCommand: nil),
            figures: figures,
            rules: rules,
            reasons: reasons,
            register: register,
            shapes: shapes
        ) { "regions/\(regionNames[$0.code]).html" }
        return [(Self.publicIndexPath, pages.index)]
            + figures.regions.map { ("openbaar/regions/\(regionNames[$0.code]).html", pages.region($0)) }
    }

    /// The same as pages.
    public func publicPages(
        _ figures: PublicReport,
        rules: DisclosureRules,
        reasons: [(reason: DisclosurePlan.Reason, cells: Int)]
    ) -> [(path: String, text: String)] {
        publicDocuments(figures, rules: rules, reasons: reasons).map { ($0.path, string($0.document)) }
    }

    private func string(_ document: Document) -> String {
        String(decoding: HTMLRenderer(styleSheet: styleSheet).render(document), as: UTF8.self)
    }
}

extension QualityReport {
    /// Framework, date, state and register, and nothing that was found.
    fileprivate var withoutFigures: QualityReport {
        var report = self
        report.inputs = []
        report.diagnostics = []
        report.regions = []
        report.municipalities = []
        report.estimates = nil
        report.country = AreaReport(
            code: country.code,
            name: "",
            municipalityCount: 0,
            locations: 0,
            residents: 0,
            residentsUnknown: 0,
            capped: 0,
            figures: [],
            criteria: []
        )
        return report
    }
}
