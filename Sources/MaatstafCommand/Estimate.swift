internal import ArgumentParser
internal import ShelterModel
internal import ShelterParsers
internal import ShelterPipeline
internal import SurveyStatistics

struct Estimate: ParsableCommand, Speaking {
    static let configuration = CommandConfiguration(
        abstract: "Estimate means, totals, ratios, proportions and quantiles of a survey, and test differences.",
        discussion: """
            Variances follow the design as package survey of R does. A name that holds / : = or , goes in backticks. Rows with a \
            missing value are left out as a domain, and counted. Without --fpc the sample is a small part of the population; with \
            it, and without --weights, the weights follow from it. Exit status: 0 done; 1 done, but an estimate or interval is \
            missing, or a row was set aside; 2 nothing could be estimated.
            """
    )

    @Argument(help: "File to read: CSV, XLSX, ODS or SPSS.", completion: .file())
    var file: String

    @Option(help: "Column with the weights.")
    var weights: String?

    @Option(help: "Column with the strata; of later stages after a comma.")
    var strata: String?

    @Option(help: "Columns with the clusters, stage by stage: C1 or C1,C2. Without it every row is a unit.")
    var cluster: String?

    @Flag(help: "Names of clusters begin anew in every stratum.")
    var nest = false

    @Option(help: "Columns with the number of units in each stratum, or the fraction that was drawn: F1 or F1,F2.")
    var fpc: String?

    @Option(help: "Columns with replicate weights: a regular expression, or a pattern such as rw*.")
    var repweights: String?

    @Option(help: "How the replicate weights were made: JK1, JKn, BRR or bootstrap.")
    var reptype: ReplicateWeights.Kind?

    @Option(help: "What a stratum with one unit does: fail, adjust, average, certainty or remove.")
    var lonePsu = LonePSUPolicy.fail

    @Option(help: "Mean of a variable.")
    var mean: [String] = []

    @Option(help: "Total of a variable.")
    var total: [String] = []

    @Option(help: "Ratio of two totals: N/D.")
    var ratio: [String] = []

    @Option(help: "Share of the rows with a value: V=VALUE.")
    var proportion: [String] = []

    @Option(help: "Interval of proportions: xlogit, logit, likelihood, beta, wilson, asin or mean.")
    var interval = ProportionInterval.xlogit

    @Option(help: "Quantile: V:P, with P between 0 and 1.")
    var quantile: [String] = []

    @Option(help: "Test whether the mean of V differs between the two groups of G: V:G.")
    var testDifference: [String] = []

    @Option(help: "Test whether two variables are independent: A,B.")
    var crosstab: [String] = []

    @Option(help: "Estimate in every group of a variable, or of the combinations of several: G or G1,G2.")
    var by: String?

    @Option(help: "Estimate among the rows with a value only: V=VALUE; several times for several conditions.")
    var domain: [String] = []

    @Option(help: "Weight to a population: V=LEVEL:N,LEVEL:N.")
    var poststratify: String?

    @Option(help: "Weight to several populations at once; give it once for each: V=LEVEL:N,LEVEL:N.")
    var rake: [String] = []

    @Option(help: "Weight to totals: V:TOTAL,V:TOTAL; 1 is the number of people, V=LEVEL those of a level.")
    var calibrate: String?

    @Option(help: "With --calibrate: lowest and highest factor of a weight: L,U.")
    var bounds: String?

    @Option(help: "Confidence level.")
    var level = 0.95

    @Flag(help: "Give the design effect.")
    var deff = false

    @Option(help: "Decimal mark of every column: comma or point. Without it the file decides.")
    var decimal: DecimalMark?

    @OptionGroup var dialect: DialectFlags
    @OptionGroup var speech: SpeechOptions

    @Flag(help: "Print the results as JSON.")
    var json = false

    func validate() throws {
        _ = try settings()
    }

    func run() throws {
        let settings = try settings()
        let texts = try speech.folder().texts(speech.language)
        let run = try EstimateRun(settings, texts: texts, onBytes: nil)
        Console.tell(run.diagnostics, speech)
        if json {
            try Console.json(run.results)
        } else {
            for result in run.results { Console.say(EstimateText(texts).line(result)) }
        }
        if run.hasFindings { throw ExitCode(1) }
    }

    private func settings() throws -> EstimateSettings {
        var settings = EstimateSettings(file: file)
        settings.reading = dialect.exportOptions
        settings.decimal = decimal
        settings.language = speech.language
        settings.weights = weights.map(EstimateSettings.name)
        settings.strata = strata.map(EstimateSettings.names) ?? []
        settings.clusters = cluster.map(EstimateSettings.names) ?? []
        settings.populations = fpc.map(EstimateSettings.names) ?? []
        settings.groups = by.map(EstimateSettings.names) ?? []
        settings.nest = nest
        settings.lonePSU = lonePsu
        settings.interval = interval
        settings.level = level
        settings.showsDesignEffect = deff
        guard level > 0, level < 1 else {
            throw ValidationError("--level takes a number between 0 and 1, such as 0.95.")
        }
        guard (repweights == nil) == (reptype == nil) else {
            throw ValidationError("--repweights and --reptype go together.")
        }
        if repweights != nil, strata != nil || cluster != nil || fpc != nil || nest {
            throw ValidationError("Replicate weights hold the design: leave out --strata, --cluster, --fpc and --nest.")
        }
        settings.replicatePattern = repweights
        settings.replicateKind = reptype
        if reptype == .jackknifeN, weights == nil { throw ValidationError("--reptype JKn needs --weights.") }
        settings.requests = try requests()
        guard !settings.requests.isEmpty else {
            throw ValidationError(
                "Say what to estimate: --mean, --total, --ratio, --proportion, --quantile, --test-difference or --crosstab."
            )
        }
        settings.domain = try domain.map { text in
            guard let condition = EstimateSettings.condition(text) else {
                throw ValidationError("--domain takes V=VALUE, and not '\(text)'.")
            }
            return condition
        }
        settings.adjustment = try adjustment()
        return settings
    }

    private func requests() throws -> [StatisticRequest] {
        let all: [(StatisticRequest.Kind, [String], String)] = [
            (.mean, mean, "V"), (.total, total, "V"), (.ratio, ratio, "N/D"), (.proportion, proportion, "V=VALUE"),
            (.quantile, quantile, "V:P"), (.difference, testDifference, "V:G"), (.crosstab, crosstab, "A,B"),
        ]
        return try all.flatMap { kind, texts, form in
            try texts.map { text in
                guard let request = StatisticRequest(kind, text) else {
                    throw ValidationError(
                        "--\(kind.rawValue) takes \(form), and not '\(text)'. A name that holds / : = or , goes in backticks."
                    )
                }
                return request
            }
        }
    }

    private func adjustment() throws -> EstimateSettings.Adjustment {
        let given = [poststratify != nil, !rake.isEmpty, calibrate != nil].count { $0 }
        guard given <= 1 else { throw ValidationError("Choose one of --poststratify, --rake and --calibrate.") }
        guard bounds == nil || calibrate != nil else { throw ValidationError("--bounds goes with --calibrate.") }
        func margin(_ text: String, _ option: String) throws -> MarginRequest {
            guard let margin = MarginRequest(text) else {
                throw ValidationError("--\(option) takes V=LEVEL:N,LEVEL:N, and not '\(text)'.")
            }
            return margin
        }
        if let poststratify { return .postStratify(try margin(poststratify, "poststratify")) }
        if !rake.isEmpty { return .rake(try rake.map { try margin($0, "rake") }) }
        guard let calibrate else { return .none }
        guard let totals = TotalRequest.list(calibrate) else {
            throw ValidationError("--calibrate takes V:TOTAL,V:TOTAL, and not '\(calibrate)'.")
        }
        guard let bounds else { return .calibrate(totals, bounds: nil) }
        let limits = bounds.split(separator: ",").map { Double($0) }
        guard limits.count == 2, let low = limits[0], let high = limits[1], low < 1, high > 1 else {
            throw ValidationError("--bounds takes two numbers, one under and one above 1, such as 0.5,2.")
        }
        return .calibrate(totals, bounds: low...high)
    }
}
