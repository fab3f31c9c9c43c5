import Foundation
import SurveyStatistics
import Testing

/// Figures against R's package survey, on random designs: strata, clusters, stages, populations, calibration, zero weights.
struct ReferenceTests {
    static let folder: URL = {
        // `make test-r` puts figures of new designs in another folder.
        if let path = ProcessInfo.processInfo.environment["MAATSTAF_R_FIGURES"] { return URL(filePath: path) }
        return URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Reference")
    }()

    @Test("every figure of the random designs agrees with R")
    func designs() throws {
        let designs = try ReferenceDesign.load(Self.folder)
        #expect(designs.count >= 40)
        var compared = 0
        for reference in designs {
            let design = try reference.design()
            var check = Comparison(reference)
            for (domain, name, values) in reference.figures {
                check.compare(design, domain, name, values)
            }
            compared += check.compared
            #expect(
                check.differences.isEmpty,
                "seed \(reference.seed) \(reference.settings):\n\(check.differences.joined(separator: "\n"))"
            )
        }
        #expect(compared > 5000, "only \(compared) figures were compared")
    }
}

/// Compares the figures of one design.
private struct Comparison {
    let reference: ReferenceDesign
    let groups: Grouping
    let rowsOfGroup: [String: [Int32]]
    let y: [Double]
    let b: [Double]
    private let isCalibrated: Bool
    private(set) var compared = 0
    private(set) var differences: [String] = []

    init(_ reference: ReferenceDesign) {
        self.reference = reference
        isCalibrated = reference.settings[6] != "none"
        y = reference.numbers(6)
        b = reference.numbers(8)
        groups = Self.grouping(reference.columns[10])
        var rows: [String: [Int32]] = ["": (0..<Int32(y.count)).map { $0 }]
        for (row, name) in reference.columns[9].enumerated() { rows[name, default: []].append(Int32(row)) }
        rowsOfGroup = rows
    }

    /// Groups in the order of their names, as the levels of a factor.
    private static func grouping(_ labels: [String]) -> Grouping {
        let names = Set(labels).subtracting(["NA"]).sorted()
        return Grouping(codes: labels.map { Int32(names.firstIndex(of: $0) ?? -1) }, count: names.count)
    }

    mutating func compare(_ design: SurveyDesign, _ domain: String, _ name: String, _ values: [Double?]) {
        guard let rows = rowsOfGroup[domain] else { return }
        let full = "\(domain)/\(name)"
        func estimate(_ statistic: Statistic) -> Estimate { design.estimate(statistic, in: rows) }
        switch name {
        case "weights": for (one, other) in zip(design.weights, values) { match(full, one, other, 1e-9) }
        case "df": match(full, Double(estimate(.mean(y)).degreesOfFreedom), values[0])
        case "proportion-df": match(full, Double(estimate(.mean(b)).degreesOfFreedom), values[0])
        case "mean": match(full, estimate(.mean(y)), values)
        case "total": match(full, estimate(.total(y)), values)
        case "ratio": match(full, estimate(.ratio(y, reference.numbers(7))), values)
        case "proportion": match(full, estimate(.mean(b)), values)
        case "mean-replace":
            match(full, estimate(.mean(y)).designEffectWithReplacement, values[2])
        case "quantile0.1", "quantile0.5", "quantile0.75":
            let found = design.quantile(y, Double(name.dropFirst(8)) ?? 0, in: rows)
            if values[0] != nil { match(full, found.value, values[0]) }
            // Where there is no design variance, R's limits are those of nothing, and may be missing too.
            if found.degreesOfFreedom > 0, found.noInterval == nil || found.noInterval == .notFinite {
                match(full + " low", found.low, values[1])
                match(full + " high", found.high, values[2])
                match(full + " se", found.standardError, values[3])
            }
        case "t":
            let (test, _) = design.testDifference(y, Self.grouping(reference.columns[8]), in: rows)
            match(full, test, values, numerator: false)
        case "F", "adjWald":
            // After calibration R's table has the categories of the rows outside the domain.
            if isCalibrated, !domain.isEmpty { return }
            let tests = design.testIndependence(groups, Self.grouping(reference.columns[8]), in: rows)
            match(full, name == "F" ? tests.raoScott : tests.adjustedWald, values, numerator: true)
        default:
            guard let method = ProportionInterval(rawValue: String(name.dropFirst(3))) else { return }
            let estimate = estimate(.mean(b))
            // R's `nrow` counts rows without weight, and after calibration those outside the domain.
            if method == .beta, estimate.rows != rows.count - estimate.missing || isCalibrated { return }
            // After calibration R hands its regression the rows outside the domain too.
            if method == .likelihood || method == .logit, isCalibrated { return }
            switch method.interval(estimate) {
            case .interval(let low, let high):
                // Beyond a quarter turn R's sine comes back; at a logit of 36 its numbers end.
                if method == .asin, low == 0 || high == 1 { return }
                if low < 0.01 && high > 0.99 || low < 1e-6 || high > 1 - 1e-6 { return }
                // R's logit and likelihood stop iterating at 1e-8.
                let tolerance = method == .logit || method == .likelihood ? 1e-6 : 1e-9
                match(full + " low", low, values[0], tolerance)
                match(full + " high", high, values[1], tolerance)
            case .none: break
            }
        }
    }

    private mutating func match(_ name: String, _ estimate: Estimate, _ values: [Double?]) {
        // R cannot make a domain of one row in a calibrated design.
        if isCalibrated, estimate.rows == 1, values[0] == nil { return }
        // Where R stops for a lone unit it gives no estimate either.
        if values[0] != nil || estimate.variance != nil { match(name, estimate.value, values[0]) }
        match(name + " se", estimate.standardError, values[1])
        // Of a constant it is the quotient of what rounding left.
        if let effect = values[2], effect > 1e-9, let share = estimate.value, share > 1e-9, (share - 1).magnitude > 1e-9
        {
            match(name + " deff", estimate.designEffect, effect)
        }
    }

    private mutating func match(_ name: String, _ test: TestOutcome, _ values: [Double?], numerator: Bool) {
        guard case .result(let result) = test else { return }
        match(name, result.value, values[0])
        if numerator { match(name + " df1", result.numeratorDegrees, values[1]) }
        match(name + " df2", result.denominatorDegrees, values[numerator ? 2 : 1])
        match(name + " p", result.pValue, values[numerator ? 3 : 2])
    }

    private mutating func match(_ name: String, _ found: Double?, _ expected: Double?, _ tolerance: Double = 1e-9) {
        compared += 1
        guard let found, let expected else {
            if (found == nil) != (expected == nil) {
                differences.append(
                    "\(name): \(found.map { "\($0)" } ?? "none"), R has \(expected.map { "\($0)" } ?? "none")"
                )
            }
            return
        }
        let scale = max(found.magnitude, expected.magnitude)
        if (found - expected).magnitude > tolerance * max(scale, 1e-12) {
            differences.append("\(name): \(found), R has \(expected)")
        }
    }
}
