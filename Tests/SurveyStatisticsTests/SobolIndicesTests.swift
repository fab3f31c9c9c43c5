import SurveyStatistics
import Testing

@Suite struct SobolIndicesTests {
    private func lattice(_ steps: [Double]) -> [[Double]] {
        (0..<64).map { row in steps.map { (Double(row) * $0).truncatingRemainder(dividingBy: 1) } }
    }

    private func model(_ x: [Double]) -> Double { x[0] + 2 * x[1] + 3 * x[0] * x[1] }

    @Test func estimatesAreThoseOfTheReference() throws {
        let a = lattice([0.618033988749895, 0.414213562373095])
        let b = lattice([0.732050807568877, 0.236067977499790])
        let mixed = (0..<2).map { group in
            zip(a, b).map { a, b in
                var row = a
                row[group] = b[group]
                return model(row)
            }
        }
        let found = try SobolIndices(a: a.map(model), b: b.map(model), mixed: mixed, isCentred: false)
        for (found, expected) in zip(found.first, [0.103067143864400, 0.744115275272811]) {
            #expect(abs(found.value - expected) < 1e-10)
        }
        for (found, expected) in zip(found.total, [0.317204577475931, 0.629855536805945]) {
            #expect(abs(found.value - expected) < 1e-10)
        }
    }

    private func additive(samples: Int, seed: UInt64, offset: Double) throws -> SobolIndices {
        func rows(_ key: UInt64) -> [[Double]] {
            (0..<samples).map { row in
                var numbers = SeededGenerator(seed: seed, keys: key, UInt64(row))
                return (0..<3).map { _ in numbers.uniform() }
            }
        }
        func result(_ x: [Double]) -> Double { offset + x[0] + 2 * x[1] }
        let a = rows(0)
        let b = rows(1)
        let mixed = (0..<3).map { group in
            zip(a, b).map { a, b in
                var row = a
                row[group] = b[group]
                return result(row)
            }
        }
        return try SobolIndices(a: a.map(result), b: b.map(result), mixed: mixed, replicates: 200, seed: seed)
    }

    /// y = x1 + 2 x2 with uniform x has shares 1/5 and 4/5, whatever is added to it.
    @Test func sharesOfASumAreThoseOfItsVariances() throws {
        let found = try additive(samples: 20_000, seed: 11, offset: 1000)
        for (index, expected) in zip(found.first, [0.2, 0.8, 0]) { #expect(abs(index.value - expected) < 0.03) }
        for (index, expected) in zip(found.total, [0.2, 0.8, 0]) { #expect(abs(index.value - expected) < 0.03) }
        #expect(found.first[2].value == 0)
        #expect(found.total[2].value == 0)
        for index in found.first[..<2] {
            #expect(try #require(index.low) < index.value)
            #expect(index.value < (try #require(index.high)))
        }
    }

    @Test func theSameSeedGivesTheSameNumbers() throws {
        let one = try additive(samples: 200, seed: 5, offset: 0)
        #expect(one == (try additive(samples: 200, seed: 5, offset: 0)))
        #expect(one != (try additive(samples: 200, seed: 6, offset: 0)))
        var numbers = SeededGenerator(seed: 1_234_567)
        // The first numbers of SplitMix64 as its authors' own program prints them for this seed.
        #expect(
            (0..<3).map { _ in numbers.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ]
        )
    }

    @Test func whatCannotBeEstimatedSaysWhy() {
        #expect(throws: SobolIndices.Problem.tooManyGroups) {
            try SobolIndices(a: [1, 2], b: [1, 2], mixed: Array(repeating: [1, 2], count: 9))
        }
        #expect(throws: SobolIndices.Problem.noVariance) { try SobolIndices(a: [1, 1], b: [1, 1], mixed: [[1, 1]]) }
        #expect(throws: SobolIndices.Problem.tooFewSamples) { try SobolIndices(a: [1], b: [1], mixed: [[1]]) }
        #expect(throws: SobolIndices.Problem.unequalSamples) { try SobolIndices(a: [1, 2], b: [1], mixed: []) }
    }
}
