internal import Foundation
internal import ShelterAnalysis
public import ShelterModel
internal import ShelterParsers
internal import ShelterReporter
internal import ShelterScoring

/// The version of the program, as in CHANGELOG.md.
public let programVersion = "0.1.0"

/// What was hidden from everybody, and how it was attacked.
public struct DisclosureSummary: Hashable, Sendable, Codable {
    /// Figures that are shown, hidden, and published before so that nothing hides them.
    public var shown: Int
    public var hidden: Int
    public var givenAway: Int
    /// How often a hidden figure was attacked, always in vain.
    public var attempts: Int
}

/// One run of the main job: exports in, a folder of results out.
public struct Run: Sendable {
    public struct Result: Sendable {
        public var summary: RoadSummary
        /// The first few diagnostics of every code.
        public var examples: [Diagnostic]
        /// Documents that were written, relative to the output folder, in the first format that was asked for.
        public var pages: [String]
        /// What was hidden in `openbaar/`; `nil` if nothing was written there.
        public var disclosure: DisclosureSummary?
        /// What the tools for documents could not make, and what a map lacks.
        public var documents: [Diagnostic]
        /// Date of the report; `nil` if none was asked for and no visit has one.
        public var date: CalendarDate?
    }

    private let settings: RunSettings
    let preparation: Preparation
    let styleSheet: String
    private let data: DataFolder
    private let kept: [ImprovementPlan.Kept]
    private let corrections: [Corrections.Entry]?

    /// - Throws: `Refusal` when framework, code book, register, texts or style sheet cannot be used.
    public init(_ settings: RunSettings, preparation: Preparation, data: DataFolder) throws(Refusal) {
        self.settings = settings
        self.preparation = preparation
        self.data = data
        if settings.detail == .pages { try settings.documents.check() }
        kept = try PlanFile.kept(settings.plans)
        corrections = settings.corrections.isEmpty ? nil : try LogFile.decisions(settings.corrections)
        styleSheet = settings.detail == .pages ? try data.styleSheet() : ""
    }

    /// Reads the exports and writes everything to `path`, whole or not at all.
    ///
    /// - Parameters:
    ///   - progress: Called with the number of bytes read since the last call.
    ///   - documents: Called from any thread with the number of documents that the tools have made, and will make.
    public func write(
        to path: String,
        progress: @escaping @Sendable (Int) -> Void = { _ in },
        documents: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws(Refusal) -> Result {
        if let quarantine = settings.quarantine {
            try Quarantine.check(quarantine, settings, preparation.codeBook, outside: [path])
        }
        var road = try Road(preparation, settings)
        let estimates = road.hasEstimates && settings.detail != .municipalities
        road.keepsAnswers = estimates
        var folder = try OutputFolder(replacing: path)
        var visitors = VisitorPair(
            first: try DataWriter(preparation, detail: settings.detail, folder: folder, progress: progress),
            second: estimates ? EstimateCollector(preparation) : nil
        )
        let summary = try road.walk(&visitors)
        let writer = visitors.first
        try writer.finish(&folder)
        let date = settings.date ?? writer.newestVisit
        try folder.write(
            DataTables.municipalities(summary.areas, summary.tallies, preparation.framework),
            to: "intern/data/municipalities.csv"
        )
        var pages: [String] = []
        var disclosure: DisclosureSummary?
        var notMade: [Diagnostic] = []
        var lacking: [Diagnostic] = []
        if settings.detail == .municipalities {
            try folder.write(summary.ledgerTotals, to: "intern/data/ledger-totals.csv")
        } else {
            guard let date else { throw noDate(summary, writer.examples) }
            var report = writer.report(summary, date: date, settings, preparation)
            report.estimates = try write(visitors.second, report, &folder)
            try folder.write(recommendations(report.municipalities), to: "intern/data/recommendations.csv")
            if let agreement = writer.agreement {
                try folder.write(DataTables.agreement(agreement, criteria), to: "intern/data/agreement.csv")
            }
            try folder.write(try JSONBytes.of(report), to: "intern/data/report.json")
            let publication = try Publication(report, preparation, settings, data)
            try publication.write(&folder)
            var maker = DocumentMaker(settings.documents, styleSheet: styleSheet, date: date)
            if settings.detail == .pages {
                let results = try EarlierResults(settings, preparation, inputs: summary.inputs)
                try write(report, publication, writer, areas: summary.areas, results, &maker, &folder)
                try writeAccountability(report, summary, &maker, &folder)
                lacking = outlinesMissing(report)
                pages = maker.pages
            }
            let statement = try publication.audit(
                &folder,
                unwritten: maker.unwritten,
                texts: preparation.texts,
                isCore: preparation.framework.isCore
            )
            disclosure = DisclosureSummary(
                shown: statement.shown,
                hidden: statement.hidden,
                givenAway: statement.givenAway,
                attempts: statement.attempts
            )
            // What an attack finds is not typeset first.
            notMade = try maker.finish(&folder, data: data, progress: documents)
        }
        if settings.detail != .municipalities {
            try folder.write(summary.privacy.report, to: "intern/data/privacy.csv")
        }
        var manifest = Manifest(
            summary,
            preparation,
            settings,
            command: settings.detail == .pages ? "report" : "score",
            date: date,
            styleSheet: settings.detail == .pages ? BlockHash.hex(of: styleSheet) : nil,
            outputs: folder.hashes
        )
        for path in settings.plans where settings.detail == .pages {
            let part = Manifest.Part(
                id: path.lastPathName.withoutPathExtension,
                file: path.lastPathName,
                hash: try BlockHash.content(of: path).hash
            )
            manifest.plans = (manifest.plans ?? []) + [part]
        }
        for path in settings.corrections where settings.detail == .pages {
            let part = Manifest.Part(
                id: path.lastPathName.withoutPathExtension,
                file: path.lastPathName,
                hash: try BlockHash.content(of: path).hash
            )
            manifest.corrections = (manifest.corrections ?? []) + [part]
        }
        if settings.detail == .pages {
            manifest.map = preparation.mapFile
            manifest.results = try EarlierResults.parts(settings)
        }
        if settings.detail == .pages, settings.documents.formats != [.html], notMade.isEmpty {
            manifest.documents = try data.documentParts(settings.documents)
        }
        try folder.write(try JSONBytes.of(manifest, isForPeople: true), to: "manifest.json")
        if let quarantine = settings.quarantine {
            _ = try Quarantine.write(
                settings,
                preparation: (preparation.codeBook, preparation.marks, preparation.pseudonymKey),
                to: quarantine,
                outside: [path]
            )
        }
        try folder.finish()
        let order = summary.diagnostics.map(\.code)
        return Result(
            summary: summary,
            examples: order.flatMap { writer.examples[$0] ?? [] },
            pages: pages,
            disclosure: disclosure,
            documents: lacking + notMade,
            date: date
        )
    }

    /// That no row has a date, behind what may be the reason: rows that went out for something else, dates that are none.
    private func noDate(_ summary: RoadSummary, _ examples: [String: [Diagnostic]]) -> Refusal {
        let reasons = summary.diagnostics.flatMap { examples[$0.code] ?? [] }.filter { $0.severity != .note }
        let isUsed = summary.inputs.contains { $0.used > 0 }
        let last = Diagnostic(
            .error,
            isUsed ? "run.no-date" : "run.no-row-used",
            at: SourceLocation(file: summary.inputs[0].file)
        )
        return Refusal(reasons + [last])
    }

    /// Removes what unfinished runs of this process have written; call it when the process is told to stop.
    public static func abandonOutputs() {
        OutputFolder.abandonAll()
    }

    // MARK: - Pages

    private func write(
        _ report: QualityReport,
        _ publication: Publication,
        _ writer: DataWriter,
        areas: [Area],
        _ results: EarlierResults,
        _ maker: inout DocumentMaker,
        _ folder: inout OutputFolder
    ) throws(Refusal) {
        let numbers = Dictionary(areas.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        var chosen = report.municipalities
        if let only = settings.onlyMunicipality {
            chosen = chosen.filter { $0.area.code == only || $0.area.name == only }
            guard !chosen.isEmpty else {
                throw Refusal(
                    "run.municipality-not-inspected",
                    ["value": .text(only), "known": .list(Array(areas.map(\.code).sorted().prefix(12)))]
                )
            }
        }
        try folder.write(lift(report.municipalities), to: "intern/data/lift.csv")
        var html = HTMLReport(
            report: report,
            texts: preparation.texts,
            styleSheet: styleSheet,
            disclosed: publication.figures,
            rules: preparation.disclosure
        )
        html.explainCommand = settings.explainCommand
        html.register = preparation.register
        html.shapes = preparation.shapes
        html.linked = Set([HTMLReport.indexPath] + chosen.map { html.path(of: $0, audience: .intern) })
        let plan = ImprovementPlan(report, kept: kept)
        html.plan = plan
        html.robustness = results.robustness
        html.waves = results.waves
        html.corrections = corrections.map { Corrections(report, $0) }
        try maker.write(html.indexDocument(), to: HTMLReport.indexPath, &folder)
        let shortages = ShortageText(preparation.texts, codeBook: report.codeBook)
        let criteria = criteria
        let composed = html
        // As many at once as memory holds well.
        for start in stride(from: 0, to: chosen.count, by: 64) {
            let part = Array(chosen[start..<min(start + 64, chosen.count)])
            let pages = part.concurrentMap { [maker] in documents($0, composed, plan, maker) }
            for page in pages.joined() { try maker.write(page, &folder) }
        }
        for municipality in chosen {
            guard let number = numbers[municipality.area.code], writer.own.indices.contains(number) else { continue }
            let own = writer.own[number]
            let page = html.path(of: municipality, audience: .gemeente)
            let data = page.replacing("/index.html", with: "/data")
            try folder.write(own.locations.bytes, to: "\(data)/locations.csv")
            try folder.write(own.findings.bytes, to: "\(data)/findings.csv")
            try folder.write(own.diagnostics.bytes, to: "\(data)/diagnostics.csv")
            try folder.write(recommendations([municipality]), to: "\(data)/recommendations.csv")
            try folder.write(lift([municipality]), to: "\(data)/lift.csv")
            let points = plan.items[municipality.area.code] ?? []
            try folder.write(
                PlanFile.bytes(municipality.area, points, criteria, shortages, settings.language),
                to: "\(data)/\(PlanFile.name)"
            )
        }
        let publicPages = html.publicDocuments(
            publication.figures,
            rules: preparation.disclosure,
            reasons: publication.reasons
        )
        for (path, document) in publicPages { try maker.write(document, to: path, &folder) }
    }

    /// Everything that is composed of one municipality.
    private func documents(
        _ municipality: MunicipalityReport,
        _ html: HTMLReport,
        _ plan: ImprovementPlan,
        _ maker: DocumentMaker
    ) -> [DocumentMaker.Prepared] {
        var result = [Audience.intern, .gemeente].map { audience in
            maker.prepared(
                html.municipalityDocument(municipality, audience: audience),
                html.path(of: municipality, audience: audience)
            )
        }
        let points = plan.items[municipality.area.code] ?? []
        if let source = preparation.residentsSource {
            let texts = preparation.residents.map(\.value)
            result += html.residentsDocuments(of: municipality, points, texts, source: source)
                .map { maker.prepared($0.document, $0.path) }
        }
        result.append(
            maker.prepared(
                html.memoDocument(municipality, plan: plan, file: "data/\(PlanFile.name)"),
                html.memoPath(of: municipality)
            )
        )
        return result
    }

    /// Municipalities with locations that the map has no outline for: they would look as if nobody had been there.
    private func outlinesMissing(_ report: QualityReport) -> [Diagnostic] {
        guard let map = settings.map else { return [] }
        let codes = report.municipalities.map(\.area.code).filter(preparation.notOnMap.contains)
        guard !codes.isEmpty else { return [] }
        return [
            Diagnostic(
                .warning,
                "geography.not-on-map",
                at: SourceLocation(file: map.lastPathName),
                ["n": .integer(codes.count), "codes": .list(codes)]
            )
        ]
    }

    // MARK: - Data files

    private var criteria: [String: Criterion] {
        Dictionary(preparation.framework.criteria.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func write(
        _ collector: EstimateCollector?,
        _ report: QualityReport,
        _ folder: inout OutputFolder
    ) throws(Refusal) -> EstimateReport {
        var estimates = try collector?.report() ?? EstimateReport(plan: preparation.sampling.id)
        if !estimates.hasSampledLocations {
            estimates.addInspected(
                report.municipalities.map(\.area).sorted { $0.code < $1.code }
                    + report.regions.sorted { $0.code < $1.code } + [report.country],
                framework: preparation.framework,
                level: preparation.sampling.level
            )
        }
        try folder.write(EstimateTables.estimates(estimates, preparation.texts), to: "intern/data/estimates.csv")
        if !estimates.design.isEmpty {
            try folder.write(EstimateTables.design(estimates), to: "intern/data/design.csv")
        }
        return estimates
    }

    private func recommendations(_ municipalities: [MunicipalityReport]) -> [UInt8] {
        let criteria = criteria
        var line = CSVLine(DataTables.recommendations)
        for municipality in municipalities.sorted(by: { $0.area.code < $1.area.code }) {
            DataTables.recommendations(municipality, criteria, settings.language, into: &line)
        }
        return line.bytes
    }

    private func lift(_ municipalities: [MunicipalityReport]) -> [UInt8] {
        let criteria = criteria
        var line = CSVLine(DataTables.lift)
        for municipality in municipalities.sorted(by: { $0.area.code < $1.area.code }) {
            DataTables.lift(municipality, criteria, into: &line)
        }
        return line.bytes
    }
}
