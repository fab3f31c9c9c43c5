internal import Foundation
public import ShelterModel
internal import ShelterParsers
internal import SurveyStatistics

/// Reads a file, makes its design, and estimates what is asked.
public struct EstimateRun {
    public private(set) var results: [EstimateResult] = []
    /// What a person should know about the file and the design.
    public private(set) var diagnostics: [Diagnostic] = []
    /// Whether an estimate, a test or an interval is missing, or a row was set aside.
    public private(set) var hasFindings = false

    private let settings: EstimateSettings
    private let texts: Texts

    /// - Throws: `Refusal` when the file, a column, the design or the adjustment of weights cannot be used.
    public init(
        _ settings: EstimateSettings,
        texts: Texts,
        onBytes: ((UnsafeRawBufferPointer) -> Void)? = nil
    ) throws(Refusal) {
        self.settings = settings
        self.texts = texts
        let builder = DesignBuilder(settings)
        let table = try ColumnTable(
            path: settings.file,
            options: settings.reading,
            decimal: settings.decimal,
            onBytes: onBytes
        ) { header, file throws(Refusal) in try builder.columns(in: header, file: file) }
        diagnostics = table.setAside
        hasFindings = !table.setAside.isEmpty
        let (design, notes) = try builder.design(table)
        diagnostics += notes
        let domains = try Self.domains(settings, table)
        if let missing = domains.missing {
            diagnostics.append(
                Diagnostic(
                    .note,
                    "statistics.group-missing",
                    at: SourceLocation(file: table.file),
                    ["rows": .integer(missing), "column": .text(settings.groups.joined(separator: ", "))]
                )
            )
        }
        for request in settings.requests { try run(request, design, table, domains.list) }
    }

    // MARK: - Domains

    private struct Domain {
        var label: String?
        var rows: [Int32]
    }

    private static func domains(
        _ settings: EstimateSettings,
        _ table: ColumnTable
    ) throws(Refusal) -> (list: [Domain], missing: Int?) {
        var rows = (0..<Int32(table.rowCount)).map { $0 }
        for (variable, value) in settings.domain {
            let isIn = try table.indicator(variable, value)
            rows = rows.filter { isIn[Int($0)] == 1 }
        }
        let label = settings.domain.map { "\($0.variable)=\($0.value)" }.joined(separator: ", ")
        guard !settings.groups.isEmpty else {
            return ([Domain(label: label.isEmpty ? nil : label, rows: rows)], nil)
        }
        var columns: [[String?]] = []
        for group in settings.groups { columns.append(try table.texts(group)) }
        var parts: [[String]: [Int32]] = [:]
        var missing = 0
        for row in rows {
            let key = columns.compactMap { $0[Int(row)] }
            if key.count == columns.count { parts[key, default: []].append(row) } else { missing += 1 }
        }
        // Levels in their own order, column by column.
        let orders = columns.indices.map { column in
            let names = ColumnTable.sorted(Set(parts.keys.map { $0[column] }))
            return Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        }
        func order(_ key: [String]) -> [Int] { zip(key, orders).map { $1[$0] ?? 0 } }
        let sorted = parts.sorted { order($0.key).lexicographicallyPrecedes(order($1.key)) }
        let list = sorted.map { key, rows in
            let own = zip(settings.groups, key).map { "\($0)=\($1)" }
            return Domain(label: ((label.isEmpty ? [] : [label]) + own).joined(separator: ", "), rows: rows)
        }
        return (list, missing > 0 ? missing : nil)
    }

    // MARK: - Requests

    private mutating func run(
        _ request: StatisticRequest,
        _ design: SurveyDesign,
        _ table: ColumnTable,
        _ domains: [Domain]
    ) throws(Refusal) {
        switch request {
        case .mean(let name):
            let statistic = Statistic.mean(try table.numbers(name))
            for domain in domains { add(request, "mean", design.estimate(statistic, in: domain.rows), domain, design) }
        case .total(let name):
            let statistic = Statistic.total(try table.numbers(name))
            for domain in domains { add(request, "total", design.estimate(statistic, in: domain.rows), domain, design) }
        case .ratio(let one, let other):
            let statistic = Statistic.ratio(try table.numbers(one), try table.numbers(other))
            for domain in domains { add(request, "ratio", design.estimate(statistic, in: domain.rows), domain, design) }
        case .proportion(let name, let value):
            let statistic = Statistic.mean(try table.indicator(name, value))
            for domain in domains { addProportion(request, design.estimate(statistic, in: domain.rows), domain) }
        case .quantile(let name, let share):
            let values = try table.numbers(name)
            for domain in domains {
                add(request, design.quantile(values, share, in: domain.rows, level: settings.level), domain)
            }
        case .difference(let name, let groups):
            let values = try table.numbers(name)
            let grouping = try Self.grouping(table, groups)
            for domain in domains {
                add(request, .t, design.testDifference(values, grouping, in: domain.rows).test, domain)
            }
        case .crosstab(let one, let other):
            let first = try Self.grouping(table, one)
            let second = try Self.grouping(table, other)
            for domain in domains {
                let tests = design.testIndependence(first, second, in: domain.rows)
                add(request, .raoScott, tests.raoScott, domain)
                add(request, .adjustedWald, tests.adjustedWald, domain)
            }
        }
    }

    private static func grouping(_ table: ColumnTable, _ name: String) throws(Refusal) -> Grouping {
        let cells = try table.texts(name)
        let names = ColumnTable.sorted(Set(cells.compactMap { $0 }))
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
        return Grouping(codes: cells.map { $0.flatMap { places[$0] } ?? -1 }, count: names.count)
    }

    private mutating func add(
        _ request: StatisticRequest,
        _ statistic: String,
        _ estimate: Estimate,
        _ domain: Domain,
        _ design: SurveyDesign
    ) {
        let method = (design.replicates?.kind.rawValue ?? "taylor") + ", t"
        add(figure(request, statistic, estimate, domain, estimate.interval(level: settings.level), method, []))
    }

    private mutating func addProportion(_ request: StatisticRequest, _ estimate: Estimate, _ domain: Domain) {
        let (interval, isExact) = settings.interval.intervalOrExact(estimate, level: settings.level)
        let method = isExact ? "clopper-pearson" : settings.interval.rawValue
        let notes = isExact ? [texts("statistics.note.boundary")] : []
        add(figure(request, "proportion", estimate, domain, interval, method, notes))
    }

    private func figure(
        _ request: StatisticRequest,
        _ statistic: String,
        _ estimate: Estimate,
        _ domain: Domain,
        _ interval: IntervalOutcome,
        _ method: String,
        _ extra: [String]
    ) -> EstimateResult.Figure {
        var notes = extra
        var limits: (low: Double, high: Double)?
        switch interval {
        case .interval(let low, let high): limits = (low, high)
        case .none(let reason): notes.append(sentence(reason))
        }
        if estimate.missing > 0 { notes.append(texts("statistics.note.missing", ["rows": "\(estimate.missing)"])) }
        if settings.showsDesignEffect, estimate.designEffect == nil, estimate.variance != nil {
            notes.append(texts("statistics.note.no-deff"))
        }
        return EstimateResult.Figure(
            statistic: statistic,
            variable: request.variable,
            domain: domain.label,
            estimate: estimate.value,
            se: estimate.standardError,
            df: estimate.degreesOfFreedom,
            low: limits?.low,
            high: limits?.high,
            level: settings.level,
            n: estimate.rows,
            deff: settings.showsDesignEffect ? estimate.designEffect : nil,
            method: method,
            note: notes.isEmpty ? nil : notes.joined(separator: "; ")
        )
    }

    private mutating func add(_ request: StatisticRequest, _ quantile: QuantileEstimate, _ domain: Domain) {
        var notes: [String] = []
        if let reason = quantile.noInterval {
            notes.append(reason == .notFinite ? texts("statistics.note.quantile") : sentence(reason))
        }
        if quantile.missing > 0 { notes.append(texts("statistics.note.missing", ["rows": "\(quantile.missing)"])) }
        add(
            EstimateResult.Figure(
                statistic: "quantile",
                variable: request.variable,
                domain: domain.label,
                estimate: quantile.value,
                se: quantile.standardError,
                df: quantile.degreesOfFreedom,
                low: quantile.low,
                high: quantile.high,
                level: settings.level,
                n: quantile.rows,
                deff: nil,
                method: "qrule=\(QuantileEstimate.rule), woodruff",
                note: notes.isEmpty ? nil : notes.joined(separator: "; ")
            )
        )
    }

    private mutating func add(_ figure: EstimateResult.Figure) {
        if figure.estimate == nil || figure.low == nil || figure.high == nil { hasFindings = true }
        results.append(.estimate(figure))
    }

    private mutating func add(
        _ request: StatisticRequest,
        _ kind: TestResult.Kind,
        _ outcome: TestOutcome,
        _ domain: Domain
    ) {
        var test = EstimateResult.Test(statistic: kind.rawValue, variable: request.variable, domain: domain.label)
        switch outcome {
        case .result(let result):
            test.df1 = result.numeratorDegrees
            test.df2 = result.denominatorDegrees
            test.value = result.value
            test.p = result.pValue
        case .none(.groups(let count)):
            hasFindings = true
            test.note = texts(
                kind == .t ? "statistics.note.two-groups" : "statistics.note.two-rows",
                ["groups": "\(count)"]
            )
        case .none(.variance(let reason)):
            hasFindings = true
            test.note = sentence(reason)
        }
        results.append(.test(test))
    }

    private func sentence(_ reason: NoInterval) -> String {
        switch reason {
        case .lonePSU(let stage): texts("statistics.note.lone-psu", ["stage": "\(stage)"])
        case .degreesOfFreedom: texts("statistics.note.degrees")
        case .tooFewRows: texts("statistics.note.too-few")
        case .boundary: texts("statistics.note.no-variance")
        case .notFinite: texts("statistics.note.not-finite")
        }
    }
}
