internal import Foundation
internal import ShelterModel
internal import ShelterParsers
internal import SurveyStatistics

/// Makes the design of a table from what the command line says about its columns.
struct DesignBuilder {
    private let settings: EstimateSettings

    init(_ settings: EstimateSettings) {
        self.settings = settings
    }

    /// The columns that are needed.
    func columns(in header: [String], file: String) throws(Refusal) -> Set<Int> {
        var names = settings.strata + settings.clusters + settings.populations + settings.groups
        names += settings.domain.map(\.variable) + settings.requests.flatMap(\.columns)
        if let weights = settings.weights { names.append(weights) }
        switch settings.adjustment {
        case .none: break
        case .postStratify(let margin): names.append(margin.variable)
        case .rake(let margins): names += margins.map(\.variable)
        case .calibrate(let totals, _): names += totals.filter { !$0.isConstant }.map(\.variable)
        }
        names += try replicateColumns(in: header, file: file)
        var found: Set<Int> = []
        for name in names { found.insert(try ColumnTable.column(name, in: header, file: file)) }
        return found
    }

    /// R takes a regular expression; a shell's pattern is taken as a whole name.
    private func replicateColumns(in header: [String], file: String) throws(Refusal) -> [String] {
        guard let pattern = settings.replicatePattern else { return [] }
        let isShell = pattern.contains { "*?".contains($0) } && !pattern.contains { ".[]()+^$|\\{}".contains($0) }
        let text =
            isShell
            ? "^" + pattern.replacing("*", with: ".*").replacing("?", with: ".") + "$"
            : pattern
        guard let expression = try? Regex(text) else {
            throw Refusal("statistics.pattern", ["pattern": .text(pattern)])
        }
        let found = header.filter { (try? expression.firstMatch(in: $0)) != nil }
        guard found.count > 1 else {
            throw Refusal(
                "statistics.replicates",
                at: SourceLocation(file: file),
                ["pattern": .text(pattern), "columns": .integer(found.count)]
            )
        }
        return found
    }

    // MARK: - Design

    func design(_ table: ColumnTable) throws(Refusal) -> (SurveyDesign, [Diagnostic]) {
        let weights = try settings.weights.map { name throws(Refusal) in try complete(table, name) }
        var strata: [Grouping] = []
        for name in settings.strata { strata.append(try groups(table, name)) }
        var clusters: [Grouping] = []
        for name in settings.clusters { clusters.append(try groups(table, name)) }
        var populations: [[Double]] = []
        for name in settings.populations { populations.append(try complete(table, name)) }
        var replicates: [[Double]] = []
        for name in try replicateColumns(in: table.header, file: table.file) {
            replicates.append(try complete(table, name))
        }
        let design: SurveyDesign
        do throws(DesignProblem) {
            if let kind = settings.replicateKind {
                design = try SurveyDesign(
                    weights: weights ?? [Double](repeating: 1, count: table.rowCount),
                    replicates: ReplicateWeights(
                        kind,
                        weights: replicates,
                        replicateScales: kind == .jackknifeN ? replicateScales(replicates, weights) : nil
                    )
                )
            } else {
                design = try SurveyDesign(
                    rowCount: table.rowCount,
                    weights: weights,
                    strata: strata,
                    clusters: clusters,
                    nest: settings.nest,
                    populations: populations,
                    lonePSU: settings.lonePSU
                )
            }
        } catch {
            throw refusal(error, table, [])
        }
        return try adjust(design, table)
    }

    /// (n − 1)/n of the stratum of each replicate: what its weights grew by is n/(n − 1).
    private func replicateScales(_ replicates: [[Double]], _ weights: [Double]?) -> [Double]? {
        guard let weights else { return nil }
        return replicates.map { list in
            let growth = zip(list, weights).reduce(1.0) { $1.1 > 0 ? max($0, $1.0 / $1.1) : $0 }
            return 1 / growth
        }
    }

    private func complete(_ table: ColumnTable, _ name: String) throws(Refusal) -> [Double] {
        let numbers = try table.numbers(name)
        if let row = numbers.firstIndex(where: \.isNaN) {
            throw Refusal("statistics.design-missing", at: table.place(row, name))
        }
        return numbers
    }

    private func groups(_ table: ColumnTable, _ name: String) throws(Refusal) -> Grouping {
        let texts = try table.texts(name)
        if let row = texts.firstIndex(where: { $0 == nil }) {
            throw Refusal("statistics.design-missing", at: table.place(row, name))
        }
        return Grouping(texts.map { $0 ?? "" })
    }

    // MARK: - Adjustment

    private func adjust(_ design: SurveyDesign, _ table: ColumnTable) throws(Refusal) -> (SurveyDesign, [Diagnostic]) {
        var requests: [MarginRequest] = []
        switch settings.adjustment {
        case .none: return (design, [])
        case .postStratify(let request): requests = [request]
        case .rake(let list): requests = list
        case .calibrate: break
        }
        var margins: [Margin] = []
        for request in requests { margins.append(try margin(table, request)) }
        var variables: [[Double]] = []
        if case .calibrate(let totals, _) = settings.adjustment {
            for total in totals {
                if total.isConstant {
                    variables.append([Double](repeating: 1, count: table.rowCount))
                } else if let level = total.level {
                    variables.append(try table.indicator(total.variable, level))
                } else {
                    variables.append(try table.numbers(total.variable))
                }
            }
        }
        do throws(DesignProblem) {
            let adjusted: (SurveyDesign, CalibrationReport)
            switch settings.adjustment {
            case .none: return (design, [])
            case .postStratify: adjusted = try design.postStratified(to: margins[0])
            case .rake: adjusted = try design.raked(to: margins)
            case .calibrate(let totals, let bounds):
                adjusted = try design.calibrated(variables, totals: totals.map(\.total), bounds: bounds)
            }
            return (adjusted.0, [note(adjusted.1, table)])
        } catch {
            throw refusal(error, table, requests)
        }
    }

    private func margin(_ table: ColumnTable, _ request: MarginRequest) throws(Refusal) -> Margin {
        var places: [String: Int32] = [:]
        for (index, level) in request.levels.enumerated() {
            for spelling in try table.matching(request.variable, level) { places[spelling] = Int32(index) }
        }
        let codes = try table.texts(request.variable).map { $0.flatMap { places[$0] } ?? -1 }
        return Margin(categories: Grouping(codes: codes, count: request.levels.count), totals: request.totals)
    }

    private func note(_ report: CalibrationReport, _ table: ColumnTable) -> Diagnostic {
        Diagnostic(
            report.negativeWeights > 0 ? .warning : .note,
            "statistics.adjusted",
            at: SourceLocation(file: table.file),
            [
                "rounds": .integer(report.iterations), "low": .number(report.lowestFactor),
                "high": .number(report.highestFactor), "lowest": .number(report.lowestWeight),
                "highest": .number(report.highestWeight), "loss": .number(report.kishLoss),
                "negative": .integer(report.negativeWeights),
            ]
        )
    }

    private func refusal(_ problem: DesignProblem, _ table: ColumnTable, _ margins: [MarginRequest]) -> Refusal {
        let file = SourceLocation(file: table.file)
        func name(_ list: [String], _ index: Int) -> String? { list.indices.contains(index) ? list[index] : nil }
        switch problem {
        case .weight(let row): return Refusal("statistics.weight", at: table.place(row, settings.weights))
        case .clusterInTwoStrata(let row):
            return Refusal("statistics.cluster-strata", at: table.place(row, settings.clusters.first))
        case .stagesOfPopulation(let stages, let given):
            return Refusal("statistics.fpc-stages", at: file, ["stages": .integer(stages), "given": .integer(given)])
        case .populationMixed(let row, let stage):
            return Refusal("statistics.fpc-mixed", at: table.place(row, name(settings.populations, stage)))
        case .populationTooSmall(let row, let stage):
            return Refusal("statistics.fpc-small", at: table.place(row, name(settings.populations, stage)))
        case .populationVaries(let row, let stage):
            return Refusal("statistics.fpc-varies", at: table.place(row, name(settings.populations, stage)))
        case .replicates, .replicateType, .differentLengths, .noRows:
            return Refusal("statistics.replicate-weights", at: file)
        case .marginWithoutTotal(let row):
            return Refusal(
                "statistics.margin-without-total",
                at: table.place(row, margins.map(\.variable).joined(separator: ", "))
            )
        case .emptyMargin(let margin, let category):
            return Refusal(
                "statistics.margin-empty",
                at: file,
                ["column": .text(margins[margin].variable), "value": .text(margins[margin].levels[category])]
            )
        case .total: return Refusal("statistics.calibration", at: file)
        case .calibrationSingular: return Refusal("statistics.calibration", at: file)
        case .notConverged(let difference):
            return Refusal("statistics.not-converged", at: file, ["difference": .number(difference)])
        case .bounds: return Refusal("statistics.bounds", at: file)
        }
    }
}
