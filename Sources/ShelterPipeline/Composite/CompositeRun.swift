public import ShelterModel
public import ShelterParsers
public import SurveyStatistics

/// What a run of `composite` is asked to do.
public struct CompositeSettings: Sendable {
    /// Table with a row per unit.
    public var data: String
    /// Table with a row per indicator and aggregate.
    public var metadata: String
    /// Column with the unit; `nil` takes `uCode`, `code`, `id` or `unit`.
    public var unit: String?
    /// Column with the group, for imputation by group; `nil` takes the part of type `Group`.
    public var group: String?
    public var options = CompositeOptions()
    public var decimal: DecimalMark?
    public var reading = ExportOptions()

    public init(data: String, metadata: String) {
        self.data = data
        self.metadata = metadata
    }
}

/// A composite index from a table of data and a table that says how it is built.
public struct CompositeRun {
    public struct Result: Hashable, Sendable, Codable {
        public var units: Int
        public var indicators: Int
        public var aggregates: Int
        /// Columns that were treated for outliers.
        public var treated: Int
        public var setAside: Int
        /// Whether the score of one unit moves when another does.
        public var isSampleBased: Bool
        public var diagnostics: [Diagnostic]
    }

    struct Record: Codable {
        struct Settings: Codable {
            var command = "composite"
            var normalisation: String
            var imputation: String
            var treats: Bool
            var aggregations: [String]
            var leastShare: Double
            var unit: String?
            var group: String?
            var decimal: String?
            var isSampleBased: Bool
        }

        var format = Manifest.formatName
        var program = "maatstaf \(programVersion)"
        var inputs: [Manifest.Input]
        var settings: Settings
        var outputs: [String: String]
    }

    private let settings: CompositeSettings

    public init(_ settings: CompositeSettings) {
        self.settings = settings
    }

    /// - Throws: `Refusal` with every problem found; then nothing is written.
    public func write(to path: String) throws(Refusal) -> Result {
        let input = try CompositeInput(settings)
        let index: CompositeIndex
        do throws(CompositeIndex.Failure) {
            index = try CompositeIndex(
                input.design,
                values: input.values,
                groups: input.groups,
                options: settings.options
            )
        } catch {
            throw Refusal(
                "composite.\(error.problem.rawValue)",
                at: SourceLocation(file: input.metadata.name),
                ["code": .text(error.code), "limit": .integer(AggregationMethod.pairLimit)]
            )
        }
        let tables = CompositeTables(index, units: input.units)
        var folder = try OutputFolder(replacing: path)
        try folder.write(tables.scores, to: "scores.csv")
        try folder.write(tables.normalised, to: "normalised.csv")
        try folder.write(tables.prepared, to: "prepared.csv")
        try folder.write(tables.structure, to: "structure.csv")
        if settings.options.treats { try folder.write(tables.treatments, to: "treatment.csv") }
        let record = Record(
            inputs: [
                Manifest.Input(
                    file: input.data.name,
                    hash: input.data.hash,
                    bytes: input.data.bytes,
                    rows: input.units.count + input.setAside,
                    used: input.units.count,
                    setAside: input.setAside
                ),
                Manifest.Input(
                    file: input.metadata.name,
                    hash: input.metadata.hash,
                    bytes: input.metadata.bytes,
                    rows: input.metadata.rows.count,
                    used: input.metadata.rows.count,
                    setAside: 0
                ),
            ],
            settings: Record.Settings(
                normalisation: settings.options.normalisation.text,
                imputation: settings.options.imputation.rawValue,
                treats: settings.options.treats,
                aggregations: settings.options.aggregations.map(\.rawValue),
                leastShare: settings.options.leastShare,
                unit: settings.unit,
                group: settings.group,
                decimal: settings.decimal?.rawValue,
                isSampleBased: settings.options.isSampleBased
            ),
            outputs: folder.hashes
        )
        try folder.write(try JSONBytes.of(record, isForPeople: true), to: "manifest.json")
        try folder.finish()
        var diagnostics = input.diagnostics
        if settings.options.isSampleBased { diagnostics.append(Diagnostic(.warning, "composite.sample-based")) }
        return Result(
            units: input.units.count,
            indicators: input.design.indicators.count,
            aggregates: input.design.levels.reduce(0) { $0 + $1.count },
            treated: index.treatments.values.count { $0.action == .winsorised || $0.action == .log },
            setAside: input.setAside,
            isSampleBased: settings.options.isSampleBased,
            diagnostics: diagnostics
        )
    }
}

extension Normalisation {
    /// As the manifest and `--normalise` write it.
    var text: String {
        switch self {
        case .goalposts(let scale): "goalposts \(plainText(of: scale))"
        case .scaled: "scaled"
        case .minMax(let low, let high): "minmax \(plainText(of: low)) \(plainText(of: high))"
        case .zScore(let mean, let deviation): "zscore \(plainText(of: mean)) \(plainText(of: deviation))"
        case .percentileRank: "prank"
        case .rank: "rank"
        case .borda: "borda"
        case .distanceToMaximum: "dist2max"
        case .distanceToTarget(let cutsOff): "dist2targ" + (cutsOff ? " cut" : "")
        case .distanceToReference(let unit, let cutsOff): "dist2ref \(unit)" + (cutsOff ? " cut" : "")
        case .fractionOfMaximum: "fracmax"
        case .none: "none"
        }
    }
}
