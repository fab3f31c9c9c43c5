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
            case "replicates", "waves", "areas": blocks.append(Block(head: cells))
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
}
