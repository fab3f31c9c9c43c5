internal import ArgumentParser
internal import ShelterModel
internal import ShelterParsers
internal import ShelterPipeline
internal import SurveyStatistics

struct CompositeCommand: ParsableCommand, Speaking {
    enum Method: String, ExpressibleByArgument, CaseIterable {
        case goalposts, scaled, minmax, zscore, prank, rank, borda, dist2max, dist2targ, fracmax, none
    }

    static let configuration = CommandConfiguration(
        commandName: "composite",
        abstract: "Build a composite index from a table of units and a table of indicators.",
        discussion: """
            The metadata have a row per indicator and aggregate, with columns code, level and parent, and where they are \
            needed weight, direction (1 or -1), low and high (goalposts), target, type, denominator and scale. Exit status: \
            0 done; 1 done, but rows were set aside; 2 nothing was written.
            """
    )

    @Argument(help: "Table with a row per unit.", completion: .file())
    var table: String

    @Option(help: "Table with a row per indicator and aggregate.", completion: .file())
    var metadata: String

    @Option(help: "Column with the unit. Without it uCode, code, id or unit.")
    var unit: String?

    @Option(
        help:
            "Common scale: goalposts, scaled, minmax, zscore, prank, rank, borda, dist2max, dist2targ, fracmax or none."
    )
    var normalise = Method.goalposts

    @Option(help: "Lower end of minmax, mean of zscore.")
    var from: Double?

    @Option(help: "Upper end of goalposts and minmax (100), standard deviation of zscore (1).")
    var to: Double?

    @Flag(help: "Winsorise outliers, or take logarithms where that is not enough.")
    var treat = false

    @Option(
        help: "What stands in for missing values: none, mean, median, group-mean or group-median.",
        transform: { text in
            guard let found = Imputation(rawValue: text) else {
                throw ValidationError("--impute takes \(Imputation.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            return found
        }
    )
    var impute = Imputation.none

    @Option(help: "Column with groups. Without it the part of type Group.")
    var group: String?

    @Option(
        help:
            "How scores become one: arithmetic, geometric, harmonic, worst, copeland or outranking; one for all levels, or one per level from 2 up with commas between."
    )
    var aggregate = "arithmetic"

    @Option(help: "Least share of the parts that must be known, in percent.")
    var leastKnown = Percentage(share: 0)

    @Option(help: "Decimal mark of the data: comma or point. Without it each column decides.")
    var decimal: DecimalMark?

    @OptionGroup var reading: DialectFlags
    @OptionGroup var speech: SpeechOptions

    @Option(name: .customLong("out"), help: "Folder to write; an earlier result in it is replaced.")
    var folder: String

    @Flag(help: "Print what was done as JSON.")
    var json = false

    private var aggregations: [AggregationMethod]? {
        let found = aggregate.split(separator: ",", omittingEmptySubsequences: false).map {
            AggregationMethod(rawValue: String($0))
        }
        return found.contains(nil) ? nil : found.compactMap(\.self)
    }

    func validate() throws {
        guard aggregations != nil else {
            throw ValidationError(
                "--aggregate takes \(AggregationMethod.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        }
        if let to, let from, to <= from, normalise == .minmax { throw ValidationError("--to must lie above --from.") }
    }

    func run() throws {
        var settings = CompositeSettings(data: table, metadata: metadata)
        settings.unit = unit
        settings.group = group
        settings.decimal = decimal
        settings.reading = reading.exportOptions
        settings.options.treats = treat
        settings.options.imputation = impute
        settings.options.aggregations = aggregations ?? [.arithmetic]
        settings.options.leastShare = leastKnown.share
        settings.options.normalisation =
            switch normalise {
            case .goalposts: .goalposts(scale: to ?? 100)
            case .scaled: .scaled
            case .minmax: .minMax(low: from ?? 0, high: to ?? 100)
            case .zscore: .zScore(mean: from ?? 0, deviation: to ?? 1)
            case .prank: .percentileRank
            case .rank: .rank
            case .borda: .borda
            case .dist2max: .distanceToMaximum
            case .dist2targ: .distanceToTarget(cutsOff: false)
            case .fracmax: .fractionOfMaximum
            case .none: .none
            }
        let texts = try speech.folder().texts(speech.language)
        let result = try CompositeRun(settings).write(to: folder)
        if json {
            try Console.json(result)
        } else {
            for diagnostic in result.diagnostics { Console.note(texts.message(for: diagnostic)) }
            Console.say(
                texts(
                    "composite.done",
                    [
                        "units": "\(result.units)", "indicators": "\(result.indicators)",
                        "aggregates": "\(result.aggregates)", "output": folder,
                    ]
                )
            )
        }
        if result.setAside > 0 { throw ExitCode(1) }
    }
}
