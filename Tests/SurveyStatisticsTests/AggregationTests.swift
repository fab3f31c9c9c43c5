import SurveyStatistics
import Testing

@Suite struct AggregationTests {
    @Test func meansAreThoseOfTheHandbook() throws {
        let weights = [1.0, 1, 1, 1]
        #expect(try AggregationMethod.arithmetic.value([1, 2, 3, 4], weights: weights) == 2.5)
        let geometric = try #require(try AggregationMethod.geometric.value([1, 2, 3, 4], weights: weights))
        #expect(abs(geometric - 2.2133638394) < 1e-10)
        let harmonic = try #require(try AggregationMethod.harmonic.value([1, 2, 3, 4], weights: weights))
        #expect(abs(harmonic - 1.92) < 1e-12)
        #expect(try AggregationMethod.worst.value([4, 2, 3], weights: [1, 0, 1]) == 3)
    }

    @Test func missingIsLeftOutWithItsWeight() throws {
        #expect(try AggregationMethod.arithmetic.value([1, nil, 3], weights: [1, 100, 3]) == 2.5)
        #expect(try AggregationMethod.arithmetic.value([nil, nil], weights: [1, 1]) == nil)
        #expect(try AggregationMethod.arithmetic.value([1, nil], weights: [0, 1]) == nil)
    }

    @Test func tooLittleKnownGivesNothing() throws {
        #expect(try AggregationMethod.arithmetic.value([1, nil, nil], weights: [1, 1, 1], leastShare: 0.5) == nil)
        #expect(try AggregationMethod.arithmetic.value([1, 3, nil, nil], weights: [1, 1, 1, 1], leastShare: 0.5) == 2)
    }

    @Test func meansOfWhatIsNotPositiveAreRefused() {
        #expect(throws: CompositeProblem.notPositive) {
            try AggregationMethod.geometric.value([0, 1], weights: [1, 1])
        }
        #expect(throws: CompositeProblem.isZero) { try AggregationMethod.harmonic.value([0, 1], weights: [1, 1]) }
    }

    @Test func pairsOfTooManyUnitsAreRefused() {
        let column = [Double?](repeating: 1, count: AggregationMethod.pairLimit + 1)
        #expect(throws: CompositeProblem.tooManyUnits) {
            try AggregationMethod.copeland.aggregate([column], weights: [1])
        }
        #expect(throws: CompositeProblem.noWeight) { try AggregationMethod.copeland.aggregate([[1, 2]], weights: [0]) }
    }

    @Test func copelandCountsWinsLessLosses() throws {
        let columns: [[Double?]] = [[3, 2, 1], [1, 2, 3]]
        #expect(try AggregationMethod.copeland.aggregate(columns, weights: [2, 1]) == [2, 0, -2])
        #expect(try AggregationMethod.copeland.aggregate([[1, nil, 3]], weights: [1]) == [-1, nil, 1])
    }

    @Test func meansStandInTheirOrder() throws {
        var numbers = SeededGenerator(seed: 4)
        for _ in 0..<200 {
            let values = (0..<5).map { _ in Optional(numbers.uniform() + 0.01) }
            let weights = (0..<5).map { _ in numbers.uniform() + 0.01 }
            let means = try [AggregationMethod.worst, .harmonic, .geometric, .arithmetic].map {
                try #require(try $0.value(values, weights: weights))
            }
            #expect(zip(means, means.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
        }
    }
}
