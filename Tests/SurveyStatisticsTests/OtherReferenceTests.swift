import Foundation
import SurveyStatistics
import Testing

/// Replicate weights, waves and areas against R's packages survey and metafor; data and figures by `Reference/others.R`.
struct OtherReferenceTests {
    private struct Block {
        var head: [String]
        var rows: [[String]] = []
        var lines: [[String]] = []
    }

    private static func blocks(_ kind: String) throws -> [Block] {
        let file = ReferenceTests.folder.appending(path: "others.tsv")
        var blocks: [Block] = []
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            switch cells[0] {
            case "row": blocks[blocks.count - 1].rows.append(Array(cells.dropFirst()))
            case "replicates", "waves", "areas", "trim", "small", "funnel", "printed": blocks.append(Block(head: cells))
            default: blocks[blocks.count - 1].lines.append(cells)
            }
        }
        return blocks.filter { $0.head[0] == kind }
    }

    private static func numbers(_ cells: some Sequence<String>) -> [Double?] { cells.map { Double($0) } }

    private func expect(_ found: Double?, _ expected: Double?, _ tolerance: Double = 1e-9, _ what: String) {
        guard let expected else { return }
        guard let found else {
            Issue.record("\(what): none, R has \(expected)")
            return
        }
        let scale = max(found.magnitude, expected.magnitude, 1e-12)
        #expect((found - expected).magnitude <= tolerance * scale, "\(what): \(found), R has \(expected)")
    }

    @Test("replicate weights give the figures of R, for every kind")
    func replicates() throws {
        for block in try Self.blocks("replicates") {
            let kind = try #require(ReplicateWeights.Kind(rawValue: block.head[2]))
            let count = try #require(Int(block.head[4]))
            let scales = Self.numbers(block.head[5...]).map { $0 ?? .nan }
            func column(_ index: Int) -> [Double] { block.rows.map { Double($0[index]) ?? .nan } }
            let design = try SurveyDesign(
                weights: column(0),
                replicates: ReplicateWeights(
                    kind,
                    weights: (0..<count).map { column(5 + $0) },
                    replicateScales: kind == .jackknifeN ? scales : nil
                )
            )
            let y = column(1)
            let groups = Grouping(codes: column(3).map { Int32($0) }, count: 2)
            for line in block.lines where line[0] == "figure" {
                let rows =
                    line[1].isEmpty
                    ? nil : block.rows.indices.filter { block.rows[$0][4] == line[1] }.map { Int32($0) }
                let values = Self.numbers(line[3...])
                let what = "\(block.head[2]) seed \(block.head[1]) \(line[1])/\(line[2])"
                switch line[2] {
                case "quantile":
                    let found = design.quantile(y, 0.5, in: rows)
                    expect(found.value, values[0], what)
                    expect(found.low, values[1], what + " low")
                    expect(found.high, values[2], what + " high")
                case "t":
                    guard case .result(let test) = design.testDifference(y, groups, in: rows).test else { continue }
                    expect(test.value, values[0], what)
                    expect(test.denominatorDegrees, values[1], what + " df")
                    expect(test.pValue, values[2], what + " p")
                default:
                    let statistic: Statistic =
                        line[2] == "mean" ? .mean(y) : line[2] == "total" ? .total(y) : .ratio(y, column(2))
                    let found = design.estimate(statistic, in: rows)
                    expect(found.value, values[0], what)
                    expect(found.standardError, values[1], what + " se")
                    expect(found.designEffect, values[2], what + " deff")
                    expect(Double(found.degreesOfFreedom), values[3], what + " df")
                }
            }
        }
    }

    private func expect(_ found: Double?, _ expected: Double?, _ what: String) { expect(found, expected, 1e-9, what) }

    @Test("change between waves counts the overlap of clusters, as a regression on the wave does in R")
    func waves() throws {
        for block in try Self.blocks("waves") {
            func column(_ index: Int) -> [Double] { block.rows.map { Double($0[index]) ?? .nan } }
            let design = try SurveyDesign(
                rowCount: block.rows.count,
                weights: column(3),
                strata: [Grouping(block.rows.map { $0[2] })],
                clusters: [Grouping(block.rows.map { $0[1] })]
            )
            let y = Statistic.mean(column(4))
            let waves = ["1", "2"].map { wave in
                (statistic: y, rows: block.rows.indices.filter { block.rows[$0][0] == wave }.map { Int32($0) })
            }
            let change = design.estimates(waves).contrast([-1, 1])
            let values = Self.numbers(block.lines[0][1...])
            expect(change.value, values[0], "change")
            expect(change.standardError, values[1], "change se")
            expect(Double(change.degreesOfFreedom), values[2], "change df")
            // Without the overlap it would be another figure.
            let apart = waves.map { design.estimate($0.statistic, in: $0.rows).variance ?? .nan }
            #expect((change.variance ?? 0) != apart[0] + apart[1])
        }
    }

    @Test("the variance between areas, its line and the shrunken estimates are those of R's metafor")
    func areas() throws {
        for block in try Self.blocks("areas") {
            func column(_ index: Int) -> [Double] { block.rows.map { Double($0[index]) ?? .nan } }
            for line in block.lines {
                let method = try #require(AreaVarianceMethod(rawValue: line[1]))
                let hasCovariate = line[0] == "figure" && line[2] == "x"
                let data = try AreaEstimates(
                    estimates: column(0),
                    variances: column(1),
                    covariates: hasCovariate ? [column(2)] : []
                )
                let model = try #require(FayHerriot(data, method: method))
                let what = "seed \(block.head[1]) \(line[1]) \(line[2])"
                if line[0] == "blup" {
                    for (area, value) in zip(model.areas, Self.numbers(line[2...])) {
                        expect(area.eblup, value, 1e-6, what + " eblup")
                    }
                    continue
                }
                let values = Self.numbers(line[3...])
                // R stops at a tolerance of its own, and at 0 it stays a little above.
                let expected = values[0] ?? .nan
                #expect(
                    (model.variance.value - expected).magnitude <= 1e-6 * max(expected, 0.1),
                    "\(what): \(model.variance.value), R has \(expected)"
                )
                for (beta, value) in zip(model.beta, values[1...]) { expect(beta, value, 1e-6, what + " beta") }
            }
        }
    }

    @Test("trimmed weights are those of R, once and until none is outside, and so is what they lose in precision")
    func trimming() throws {
        for block in try Self.blocks("trim") {
            let limits = Self.numbers(block.head[2...]).compactMap(\.self)
            let weights = block.rows.map { Double($0[0]) ?? .nan }
            for line in block.lines {
                let trimmed = try SurveyDesign(rowCount: weights.count, weights: weights).trimmed(
                    to: limits[0]...limits[1],
                    isStrict: line[1] == "TRUE"
                )
                let expected = Self.numbers(line[2...])
                let found = trimmed.weights + [SurveyDesign.kishLoss(trimmed.weights)]
                #expect(found.count == expected.count)
                for (one, other) in zip(found, expected) { expect(one, other, "seed \(block.head[1]) \(line[1])") }
            }
        }
    }

    @Test("exact limits of a small population are those that R finds by trying every number")
    func smallPopulations() throws {
        let blocks = try Self.blocks("small")
        #expect(blocks.count == 40)
        for block in blocks {
            let numbers = block.head[1...3].compactMap { Int($0) }
            let outcome = BinomialInterval.hypergeometric(
                found: numbers[0],
                of: numbers[1],
                population: numbers[2],
                level: try #require(Double(block.head[4]))
            )
            guard case .interval(let low, let high) = outcome else {
                Issue.record("no interval for \(block.head)")
                continue
            }
            let expected = Self.numbers(block.lines[0][1...])
            expect(low, expected[0], "\(block.head) low")
            expect(high, expected[1], "\(block.head) high")
        }
    }

    @Test("funnel limits are those of Spiegelhalter's formulas, as R computes them")
    func funnels() throws {
        for block in try Self.blocks("funnel") {
            let areas = block.rows.map { Funnel.Area(found: Double($0[0]) ?? .nan, size: Double($0[1]) ?? .nan) }
            let funnel = try #require(Funnel(areas))
            for (score, row) in zip(funnel.scores, block.rows) { expect(score, Double(row[2]), "score") }
            for line in block.lines {
                let values = Self.numbers(line[1...])
                if line[0] == "figure" {
                    expect(funnel.target, values[0], "target")
                    expect(funnel.overdispersion, values[1], "overdispersion")
                    expect(funnel.betweenVariance, values[2], "variance between areas")
                } else {
                    let size = Int(try #require(values[0]))
                    let (normal, exact) = (funnel.limits(size: Double(size)), funnel.exactLimits(size: size))
                    let (low, high) = (try #require(values[1]), try #require(values[2]))
                    expect(normal.low, max(0, low), "low")
                    expect(normal.high, min(1, high), "high")
                    expect(exact.low, values[3], "exact low")
                    expect(exact.high, values[4], "exact high")
                }
            }
        }
    }

    @Test("a percentage is too thin to print where the standard says so")
    func printed() throws {
        let blocks = try Self.blocks("printed")
        #expect(Set(blocks.map { $0.head[2] }).count >= 4)
        for block in blocks {
            let design = try SurveyDesign(
                rowCount: block.rows.count,
                weights: block.rows.map { Double($0[1]) ?? .nan },
                strata: [],
                clusters: [Grouping(block.rows.map { $0[0] })]
            )
            let estimate = design.estimate(.mean(block.rows.map { Double($0[2]) ?? .nan }))
            let verdict =
                switch PresentationVerdict(estimate) {
                case .show: "show"
                case .review: "review"
                case .suppress(let reason): reason.rawValue
                }
            #expect(verdict == block.head[2], "seed \(block.head[1])")
        }
    }
}
