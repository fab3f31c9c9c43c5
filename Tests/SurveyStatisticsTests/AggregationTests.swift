import SurveyStatistics
import Testing

@Suite struct AggregationTests {
    @Test func meansAreThoseOfTheHandbook() throws {
        let weights = [1.0, 1, 1, 1]
        #expect(try Aggregation.arithmetic.value([1, 2, 3, 4], weights: weights) == 2.5)
        let geometric = try #require(try Aggregation.geometric.value([1, 2, 3, 4], weights: weights))
        #expect(abs(geometric - 2.2133638394) < 1e-10)
        let harmonic = try #require(try Aggregation.harmonic.value([1, 2, 3, 4], weights: weights))
        #expect(abs(harmonic - 1.92) < 1e-12)
        #expect(try Aggregation.worst.value([4, 2, 3], weights: [1, 0, 1]) == 3)
    }

    @Test func missingIsLeftOutWithItsWeight() throws {
        #expect(try Aggregation.arithmetic.value([1, nil, 3], weights: [1, 100, 3]) == 2.5)
        #expect(try Aggregation.arithmetic.value([nil, nil], weights: [1, 1]) == nil)
        #expect(try Aggregation.arithmetic.value([1, nil], weights: [0, 1]) == nil)
    }

    @Test func tooLittleKnownGivesNothing() throws {
        #expect(try Aggregation.arithmetic.value([1, nil, nil], weights: [1, 1, 1], leastShare: 0.5) == nil)
        #expect(try Aggregation.arithmetic.value([1, 3, nil, nil], weights: [1, 1, 1, 1], leastShare: 0.5) == 2)
    }

    @Test func meansOfWhatIsNotPositiveAreRefused() {
        #expect(throws: CompositeProblem.notPositive) { try Aggregation.geometric.value([0, 1], weights: [1, 1]) }
        #expect(throws: CompositeProblem.isZero) { try Aggregation.harmonic.value([0, 1], weights: [1, 1]) }
    }

    @Test func pairsOfTooManyUnitsAreRefused() {
        let column = [Double?](repeating: 1, count: Aggregation.pairLimit + 1)
        #expect(throws: CompositeProblem.tooManyUnits) { try Aggregation.copeland.aggregate([column], weights: [1]) }
        #expect(throws: CompositeProblem.noWeight) { try Aggregation.copeland.aggregate([[1, 2]], weights: [0]) }
    }

    @Test func copelandCountsWinsLessLosses() throws {
        let columns: [[Double?]] = [[3, 2, 1], [1, 2, 3]]
        #expect(try Aggregation.copeland.aggregate(columns, weights: [2, 1]) == [2, 0, -2])
        #expect(try Aggregation.copeland.aggregate([[1, nil, 3]], weights: [1]) == [-1, nil, 1])
    }

    @Test func meansStandInTheirOrder() throws {
        var numbers = SeededGenerator(seed: 4)
        for _ in 0..<200 {
            let values = (0..<5).map { _ in Optional(numbers.uniform() + 0.01) }
            let weights = (0..<5).map { _ in numbers.uniform() + 0.01 }
            let means = try [Aggregation.worst, .harmonic, .geometric, .arithmetic].map {
                try #require(try $0.value(values, weights: weights))
            }
            #expect(zip(means, means.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
        }
    }
}
