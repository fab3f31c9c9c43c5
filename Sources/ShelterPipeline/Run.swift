internal import Foundation
internal import ShelterAnalysis
public import ShelterModel
internal import ShelterParsers
internal import ShelterReporter
internal import ShelterScoring

/// The version of the program, as in CHANGELOG.md.
public let programVersion = "0.1.0"

/// One run of the main job: exports in, a folder of results out.
public struct Run {
    public struct Result: Sendable {
        public var summary: RoadSummary
        /// The first few diagnostics of every code.
        public var examples: [Diagnostic]
        /// Pages that were written, relative to the output folder.
        public var pages: [String]
        /// Date of the report; `nil` if none was asked for and no visit has one.
        public var date: CalendarDate?
    }

    private let settings: RunSettings
    private let preparation: Preparation
    private let styleSheet: String

    /// - Throws: `Refusal` when framework, code book, register, texts or style sheet cannot be used.
    public init(_ settings: RunSettings, preparation: Preparation, data: DataFolder) throws(Refusal) {
        self.settings = settings
        self.preparation = preparation
        styleSheet = settings.detail == .pages ? try data.styleSheet() : ""
    }

    /// Reads the exports and writes everything to `path`, whole or not at all.
    ///
    /// - Parameter progress: Called with the number of bytes read since the last call.
    public func write(to path: String, progress: @escaping @Sendable (Int) -> Void = { _ in }) throws(Refusal) -> Result
    {
        if let quarantine = settings.quarantine {
            try Quarantine.check(quarantine, settings, preparation.codeBook, outside: [path])
        }
        let road = try Road(preparation, settings)
        var folder = try OutputFolder(replacing: path)
        var writer = try DataWriter(preparation, detail: settings.detail, folder: folder, progress: progress)
        let summary = try road.walk(&writer)
        try writer.finish(&folder)
        let date = settings.date ?? writer.newestVisit
        try folder.write(
            DataTables.municipalities(summary.areas, summary.tallies, preparation.framework),
            to: "intern/data/municipalities.csv"
        )
        var pages: [String] = []
        if settings.detail == .municipalities {
            try folder.write(ledgerTotals(summary), to: "intern/data/ledger-totals.csv")
        } else {
            guard let date else { throw Refusal("run.no-date", at: SourceLocation(file: summary.inputs[0].file)) }
            let report = writer.builder.report(
                areas: summary.areas,
                tallies: summary.tallies,
                date: date,
                state: settings.state,
                register: preparation.register,
                inputs: summary.inputs,
                diagnostics: summary.diagnostics
            )
            try folder.write(recommendations(report.municipalities), to: "intern/data/recommendations.csv")
            if let agreement = writer.agreement {
                try folder.write(DataTables.agreement(agreement), to: "intern/data/agreement.csv")
            }
            try folder.write(try json(report), to: "intern/data/report.json")
            if settings.detail == .pages {
                pages = try write(report, writer, areas: summary.areas, &folder)
            }
        }
        if settings.detail != .municipalities {
            try folder.write(summary.privacy.report, to: "intern/data/privacy.csv")
        }
        try folder.write(try json(manifest(summary, date: date, folder.hashes)), to: "manifest.json")
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
            date: date
        )
    }

    /// Removes what unfinished runs of this process have written; call it when the process is told to stop.
    public static func abandonOutputs() {
        OutputFolder.abandonAll()
    }

    // MARK: - Pages

    private func write(
        _ report: QualityReport,
        _ writer: DataWriter,
        areas: [Area],
        _ folder: inout OutputFolder
    ) throws(Refusal) -> [String] {
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
        var html = HTMLReport(report: report, texts: preparation.texts, styleSheet: styleSheet)
        html.linked = Set([HTMLReport.indexPath] + chosen.map { html.path(of: $0, audience: .intern) })
        var pages = [HTMLReport.indexPath]
        try folder.write(html.indexPage(), to: HTMLReport.indexPath)
        for municipality in chosen {
            for audience in [Audience.intern, .gemeente] {
                let path = html.path(of: municipality, audience: audience)
                try folder.write(html.municipalityPage(municipality, audience: audience), to: path)
                pages.append(path)
            }
            guard let number = numbers[municipality.area.code], writer.own.indices.contains(number) else { continue }
            let own = writer.own[number]
            let page = html.path(of: municipality, audience: .gemeente)
            let data = page.replacing("/index.html", with: "/data")
            try folder.write(own.locations.bytes, to: "\(data)/locations.csv")
            try folder.write(own.findings.bytes, to: "\(data)/findings.csv")
            try folder.write(own.diagnostics.bytes, to: "\(data)/diagnostics.csv")
            try folder.write(recommendations([municipality]), to: "\(data)/recommendations.csv")
        }
        return pages
    }

    // MARK: - Data files

    private func recommendations(_ municipalities: [MunicipalityReport]) -> [UInt8] {
        let criteria = Dictionary(
            preparation.framework.criteria.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var line = CSVLine(DataTables.recommendations)
        for municipality in municipalities.sorted(by: { $0.area.code < $1.area.code }) {
            DataTables.recommendations(municipality, criteria, settings.language, into: &line)
        }
        return line.bytes
    }

    private func ledgerTotals(_ summary: RoadSummary) -> [UInt8] {
        var line = CSVLine(DataTables.ledgerTotals)
        for entry in summary.ledger {
            line.add(foreign: entry.file)
            line.add(entry.code == nil ? "used" : "set_aside")
            line.add(entry.code ?? "")
            line.add(entry.rows)
            line.end()
        }
        return line.bytes
    }

    private func manifest(_ summary: RoadSummary, date: CalendarDate?, _ outputs: [String: String]) -> Manifest {
        Manifest(
            program: "maatstaf \(programVersion)",
            framework: Manifest.Part(
                id: preparation.framework.id,
                version: preparation.framework.version,
                file: preparation.frameworkFile.name,
                hash: preparation.frameworkFile.hash
            ),
            codeBook: Manifest.Part(
                id: preparation.codeBook.id,
                version: preparation.codeBook.version,
                file: preparation.codeBookFile.name,
                hash: preparation.codeBookFile.hash
            ),
            register: preparation.register.flatMap { register in
                preparation.registerFile.map {
                    Manifest.Part(id: register.id, version: register.date.iso, file: $0.name, hash: $0.hash)
                }
            },
            mappings: mappings(summary),
            crosswalk: preparation.crosswalk.map {
                Manifest.Part(id: $0.value.id, file: $0.file.name, hash: $0.file.hash)
            },
            texts: BlockHash.hex(
                of: preparation.texts.entries.sorted { $0.key < $1.key }.map { "\($0.key)\u{0}\($0.value)\u{0}" }
                    .joined()
            ),
            styleSheet: settings.detail == .pages ? BlockHash.hex(of: styleSheet) : nil,
            inputs: summary.inputs.map {
                Manifest.Input(
                    file: $0.file,
                    hash: $0.hash,
                    bytes: $0.bytes,
                    rows: $0.rows,
                    used: $0.used,
                    setAside: $0.setAside
                )
            },
            privacy: summary.privacy.summary,
            settings: Manifest.Settings(
                command: settings.detail == .pages ? "report" : "score",
                language: settings.language,
                date: date,
                state: settings.state.rawValue,
                onlyMunicipality: settings.onlyMunicipality,
                onlyMunicipalities: settings.detail == .municipalities,
                core: settings.core ? true : nil,
                decimal: settings.decimal?.rawValue,
                dateOrder: settings.dateOrder?.rawValue
            ),
            outputs: outputs
        )
    }

    /// Each mapping once, however many inputs have its header.
    private func mappings(_ summary: RoadSummary) -> [Manifest.Part]? {
        var seen: Set<String> = []
        let parts = summary.mappings.filter { seen.insert($0.name).inserted }
            .map { Manifest.Part(id: $0.name.withoutPathExtension, file: $0.name, hash: $0.hash) }
        return parts.isEmpty ? nil : parts
    }

    private func json(_ value: some Encodable) throws(Refusal) -> [UInt8] {
        let encoder = JSONEncoder()
        // A manifest is read by people, a report by programs.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if value is Manifest { encoder.outputFormatting.insert(.prettyPrinted) }
        do {
            return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
        } catch {
            throw Refusal("output.not-encodable", ["reason": .text(String(describing: error))])
        }
    }
}
