internal import Foundation
public import ShelterModel
public import ShelterParsers
internal import SurveyStatistics

/// What `areas` is asked.
public struct AreasSettings: Sendable {
    public var file: String
    public var reading = ExportOptions()
    public var decimal: DecimalMark?
    public var estimate: String
    public var variance: String
    public var covariates: [String] = []
    /// Column with the names; without it the areas are numbered.
    public var names: String?
    public var level = 0.95
    public var language = Language.dutch

    public init(file: String, estimate: String, variance: String) {
        self.file = file
        self.estimate = estimate
        self.variance = variance
    }
}

/// Areas compared by the model of Fay and Herriot, as `areas --json` prints it.
public struct AreasResult: Codable, Hashable, Sendable {
    public struct Model: Codable, Hashable, Sendable {
        public var method: String
        public var A: Double
        /// Constant first.
        public var beta: [Double]
        public var iterations: Int
        public var converged: Bool
    }

    public struct Area: Codable, Hashable, Sendable {
        public var name: String
        public var direct: Double
        public var variance: Double
        public var eblup: Double
        public var mse: Double
        public var shrinkage: Double
        /// From the top: 1 is the highest.
        public var rankLow: Int
        public var rankHigh: Int
    }

    public var model: Model
    public var areas: [Area]
}

/// Reads direct estimates and compares the areas.
public struct AreasRun {
    public private(set) var result: AreasResult
    public private(set) var diagnostics: [Diagnostic]
    /// Whether rows were set aside or have no estimate.
    public private(set) var hasFindings: Bool

    public init(
        _ settings: AreasSettings,
        onBytes: ((UnsafeRawBufferPointer) -> Void)? = nil
    ) throws(Refusal) {
        let columns =
            [settings.estimate, settings.variance] + settings.covariates + (settings.names.map { [$0] } ?? [])
        let table = try ColumnTable(
            path: settings.file,
            options: settings.reading,
            decimal: settings.decimal,
            onBytes: onBytes
        ) { header, file throws(Refusal) in
            var found: Set<Int> = []
            for name in columns { found.insert(try ColumnTable.column(name, in: header, file: file)) }
            return found
        }
        diagnostics = table.setAside
        var numbers: [[Double]] = []
        for name in columns.prefix(2 + settings.covariates.count) { numbers.append(try table.numbers(name)) }
        let names = try settings.names.map { name throws(Refusal) in try table.texts(name) }
        var used: [Int] = []
        for row in 0..<table.rowCount {
            if let place = numbers.firstIndex(where: { $0[row].isNaN }) {
                diagnostics.append(
                    Diagnostic(.warning, "statistics.area-missing", at: table.place(row, columns[place]))
                )
            } else if numbers[1][row] <= 0 {
                throw Refusal("statistics.area-variance", at: table.place(row, settings.variance))
            } else {
                used.append(row)
            }
        }
        hasFindings = !diagnostics.isEmpty
        let data: AreaEstimates
        do throws(AreaEstimates.Problem) {
            data = try AreaEstimates(
                estimates: used.map { numbers[0][$0] },
                variances: used.map { numbers[1][$0] },
                covariates: numbers.dropFirst(2).map { list in used.map { list[$0] } }
            )
        } catch {
            let code = error == .covariates ? "statistics.area-covariates" : "statistics.area-few"
            throw Refusal(code, at: SourceLocation(file: table.file), ["areas": .integer(used.count)])
        }
        guard let model = FayHerriot(data) else {
            throw Refusal(
                "statistics.area-covariates",
                at: SourceLocation(file: table.file),
                ["areas": .integer(used.count)]
            )
        }
        let region = RankRegion(
            estimates: data.estimates,
            errors: data.variances.map { $0.squareRoot() },
            level: settings.level
        )
        if !model.variance.hasConverged {
            hasFindings = true
            diagnostics.append(
                Diagnostic(.warning, "statistics.area-not-converged", at: SourceLocation(file: table.file))
            )
        }
        if model.variance.value == 0 || region.saysNothing {
            diagnostics.append(Diagnostic(.note, "statistics.area-no-difference", at: SourceLocation(file: table.file)))
        }
        result = AreasResult(
            model: AreasResult.Model(
                method: model.variance.method.rawValue,
                A: model.variance.value,
                beta: model.beta,
                iterations: model.variance.iterations,
                converged: model.variance.hasConverged
            ),
            areas: zip(used, zip(model.areas, region.ranks)).map { row, pair in
                let (area, ranks) = pair
                return AreasResult.Area(
                    name: (names?[row] ?? nil) ?? "\(row + 1)",
                    direct: area.direct,
                    variance: area.variance,
                    eblup: area.eblup,
                    mse: area.meanSquaredError,
                    shrinkage: area.shrinkage,
                    rankLow: ranks.lowerBound,
                    rankHigh: ranks.upperBound
                )
            }
        )
    }
}
