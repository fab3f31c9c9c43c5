internal import ShelterModel
internal import SurveyStatistics

extension TableChecks {
    /// Inspectors whose answers differ from those of the others.
    func inspectors(_ rule: InspectorRule, _ table: Table, into result: inout CheckResult) {
        guard let inspector = columns[rule.inspector], let column = columns[rule.variable] else { return }
        let names = keys(table, inspector)
        var answers: [String: [Double]] = [:]
        for row in 0..<table.rowCount {
            guard let name = names[row], let value = table.number(column, row) else { continue }
            answers[name, default: []].append(value)
        }
        let isBoolean = definition.columns[column].type == .boolean
        let all = answers.values.flatMap(\.self).sorted()
        var tested: [(name: String, p: Double, own: Double, others: Double, count: Int)] = []
        for (name, values) in answers.sorted(by: { $0.key < $1.key }) {
            guard values.count >= rule.atLeast, all.count - values.count >= rule.atLeast else {
                result.unknown += 1
                continue
            }
            let sum = values.sorted().reduce(0, +)
            let p =
                isBoolean
                ? ExactTest.fisher(
                    successes: Int(sum),
                    draws: values.count,
                    allSuccesses: Int(all.reduce(0, +)),
                    all: all.count
                )
                : ExactTest.permutation(
                    sum: sum,
                    count: values.count,
                    pooled: all,
                    permutations: rule.permutations,
                    seed: rule.seed
                )
            let others = (all.reduce(0, +) - sum) / Double(all.count - values.count)
            tested.append((name, p, sum / Double(values.count), others, values.count))
        }
        for (one, p) in zip(tested, ExactTest.holm(tested.map(\.p))) where p <= rule.level {
            result.hit(
                nil,
                inspector,
                "check.inspector",
                [
                    "own": .number((isBoolean ? 100 * one.own : one.own).short),
                    "others": .number((isBoolean ? 100 * one.others : one.others).short),
                    "count": .integer(one.count), "p": .number(p.short), "variable": .text(table.headers[column]),
                ],
                subject: one.name
            )
        }
    }
}

/// Tests that count possibilities instead of trusting a curve.
enum ExactTest {
    /// Two-sided probability of Fisher's exact test: of all tables with the same margins, those that are no likelier.
    ///
    /// Source: as `fisher.test` of R; tables count as equally likely within a relative 10^-7.
    static func fisher(successes: Int, draws: Int, allSuccesses: Int, all: Int) -> Double {
        let low = max(0, draws + allSuccesses - all)
        let high = min(draws, allSuccesses)
        guard low < high, (low...high).contains(successes) else { return 1 }
        // Weights relative to the likeliest table, so that none overflows.
        let mode = min(high, max(low, Int(Double(draws + 1) * Double(allSuccesses + 1) / Double(all + 2))))
        var weights = [Double](repeating: 0, count: high - low + 1)
        weights[mode - low] = 1
        func ratio(_ number: Int) -> Double {
            Double(allSuccesses - number) * Double(draws - number)
                / (Double(number + 1) * Double(all - allSuccesses - draws + number + 1))
        }
        for number in stride(from: mode, to: high, by: 1) {
            weights[number + 1 - low] = weights[number - low] * ratio(number)
        }
        for number in stride(from: mode - 1, through: low, by: -1) {
            weights[number - low] = weights[number + 1 - low] / ratio(number)
        }
        let limit = weights[successes - low] * (1 + 1e-7)
        return min(1, weights.filter { $0 <= limit }.reduce(0, +) / weights.reduce(0, +))
    }

    /// Share of random draws of `count` from all values whose mean is at least as far from that of the rest.
    ///
    /// The observed draw counts as one of them, so that the probability is never 0 (Phipson and Smyth 2010, SAGMB 9:39).
    ///
    /// - Parameter pooled: All values in ascending order, so that the order of the rows does not matter.
    static func permutation(sum: Double, count: Int, pooled: [Double], permutations: Int, seed: UInt64) -> Double {
        let total = pooled.reduce(0, +)
        let rest = pooled.count - count
        guard count > 0, rest > 0 else { return 1 }
        func difference(_ sum: Double) -> Double { abs(sum / Double(count) - (total - sum) / Double(rest)) }
        let scale = max(abs(pooled.first ?? 0), abs(pooled.last ?? 0))
        let observed = difference(sum) - 1e-12 * scale
        // Drawing the smaller side is less work.
        let drawn = min(count, rest)
        var generator = SeededGenerator(seed: seed)
        var values = pooled
        var asFar = 1
        for _ in 0..<permutations {
            var drawnSum = 0.0
            for place in 0..<drawn {
                values.swapAt(place, place + generator.below(values.count - place))
                drawnSum += values[place]
            }
            if difference(drawn == count ? drawnSum : total - drawnSum) >= observed { asFar += 1 }
        }
        return Double(asFar) / Double(permutations + 1)
    }

    /// Probabilities, corrected for how many there are; in the order given.
    static func holm(_ values: [Double]) -> [Double] {
        var corrected = values
        var greatest = 0.0
        for (rank, index) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
            greatest = max(greatest, min(1, Double(values.count - rank) * values[index]))
            corrected[index] = greatest
        }
        return corrected
    }
}
