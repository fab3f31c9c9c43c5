internal import Foundation
public import ShelterAnalysis
public import ShelterModel
internal import ShelterParsers
internal import ShelterScoring

/// What a run of `robustness` is asked to do besides reading.
public struct RobustnessSettings: Sendable {
    public var plan = ReplayPlan()
    /// File with other weights: a column with ids and one column per set.
    public var weights: String?
    /// How many replays are made at a time; no result depends on it.
    public var workers = ProcessInfo.processInfo.activeProcessorCount

    public init() {}
}

/// Reads as `score` does, replays the scoring under other choices and writes what is left of its results.
public struct RobustnessRun {
    public struct Result: Sendable {
        public var summary: RoadSummary
        public var robustness: Robustness
        /// Sentences of the conclusions over all municipalities together, with the share of the replays.
        public var conclusions: [(sentence: String, share: Double)]
        public var examples: [Diagnostic]
    }

    private let settings: RunSettings
    private let preparation: Preparation
    private let robustness: RobustnessSettings

    public init(_ settings: RunSettings, _ robustness: RobustnessSettings, preparation: Preparation) {
        self.settings = settings
        self.robustness = robustness
        self.preparation = preparation
    }

    /// - Throws: `Refusal` when nothing can be said; then nothing is written.
    public func write(
        to path: String,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(Refusal) -> Result {
        var plan = robustness.plan
        var sets: Manifest.Part?
        if let file = robustness.weights {
            let (found, part) = try WeightSetFile.read(file, framework: preparation.framework)
            plan.variation = .sets(found)
            sets = part
        }
        let road = try Road(preparation, settings)
        var folder = try OutputFolder(replacing: path)
        var collector = ReplayCollector(preparation, progress: progress)
        let summary = try road.walk(&collector)
        guard !collector.data.rows.isEmpty else {
            throw Refusal("robustness.nothing-scored", at: SourceLocation(file: summary.inputs[0].file))
        }
        let result = RobustnessAnalysis(collector.data, plan: plan).run(workers: robustness.workers)
        let tables = RobustnessTables(
            result,
            collector.data,
            areas: summary.areas,
            tallies: summary.tallies,
            texts: preparation.texts,
            language: settings.language
        )
        try folder.write(tables.locations, to: "intern/data/robustness-locations.csv")
        try folder.write(tables.municipalities, to: "intern/data/robustness-municipalities.csv")
        try folder.write(tables.conclusions, to: "intern/data/robustness-conclusions.csv")
        try folder.write(tables.sensitivity, to: "intern/data/robustness-sensitivity.csv")
        try folder.write(tables.scenarios, to: "intern/data/robustness-scenarios.csv")
        try folder.write(summary.ledgerTotals, to: "intern/data/ledger-totals.csv")
        try folder.write(summary.privacy.report, to: "intern/data/privacy.csv")
        var manifest = Manifest(
            summary,
            preparation,
            settings,
            command: "robustness",
            date: nil,
            outputs: folder.hashes
        )
        manifest.robustness = part(plan, sets)
        try folder.write(try JSONBytes.of(manifest, isForPeople: true), to: "manifest.json")
        try folder.finish()
        return Result(
            summary: summary,
            robustness: result,
            conclusions: result.verdicts.filter { $0.conclusion.area == nil }
                .map { (tables.sentence(of: $0.conclusion), $0.share) },
            examples: summary.diagnostics.map(\.code).flatMap { collector.examples[$0] ?? [] }
        )
    }

    private func part(_ plan: ReplayPlan, _ sets: Manifest.Part?) -> Manifest.RobustnessPart {
        var part = Manifest.RobustnessPart(
            replays: plan.replays,
            seed: plan.seed,
            groups: plan.groups.map(\.rawValue),
            aggregations: plan.aggregations.map(\.rawValue),
            weights: "sets",
            weightSets: sets,
            limitSpread: plan.limitSpread
        )
        switch plan.variation {
        case .sets: break
        case .dirichlet: part.weights = "dirichlet"
        case .spread(let spread):
            part.weights = "spread"
            part.weightSpread = spread
        }
        return part
    }
}

/// Keeps the findings of every scored row.
struct ReplayCollector: RoadVisitor {
    private(set) var data: ReplayData
    /// The first diagnostics of every code.
    private(set) var examples: [String: [Diagnostic]] = [:]
    private let progress: @Sendable (Int) -> Void

    init(_ preparation: Preparation, progress: @escaping @Sendable (Int) -> Void) {
        data = ReplayData(preparation.compiled)
        self.progress = progress
    }

    mutating func row(file: String, line: Int, setAside code: String?) {}

    mutating func diagnostic(_ diagnostic: Diagnostic) {
        if examples[diagnostic.code, default: []].count < 3 {
            examples[diagnostic.code, default: []].append(diagnostic)
        }
    }

    mutating func read(bytes: Int) { progress(bytes) }

    mutating func scored(_ rows: ScoredRows) throws(Refusal) {
        for row in 0..<rows.table.rowCount {
            guard let area = rows.areas[row] else { continue }
            let facts = rows.facts(row)
            data.add(
                rows.batch,
                row: row,
                as: ReplayData.Row(location: facts.locationID, name: facts.locationName, area: area)
            )
        }
        guard data.rows.count <= RobustnessAnalysis.unitLimit else {
            throw Refusal("robustness.too-many-units", ["limit": .integer(RobustnessAnalysis.unitLimit)])
        }
    }
}
