import SurveyStatistics
import Testing

@Suite struct NormalisationTests {
    private let values: [Double?] = [3, 1, 4, 1, 5]
    private let posts = NormalisationLimits(low: 2, high: 4)

    @Test func goalpostsCutOffAtBothEnds() throws {
        #expect(try Normalisation.goalposts(scale: 1).normalise(values, limits: posts) == [0.5, 0, 1, 0, 1])
        #expect(
            try Normalisation.goalposts(scale: 100).normalise(values, direction: .lowerIsBetter, limits: posts)
                == [50, 100, 0, 100, 0]
        )
    }

    @Test func percentileRanksShareTheLowestRank() throws {
        #expect(try Normalisation.percentileRank.normalise(values) == [0.5, 0, 0.75, 0, 1])
        #expect(try Normalisation.borda.normalise(values) == [2, 0, 3, 0, 4])
        #expect(try Normalisation.rank.normalise(values, direction: .lowerIsBetter) == [3, 4, 2, 4, 1])
    }

    @Test func missingStaysMissing() throws {
        let some: [Double?] = [1, nil, 3]
        #expect(try Normalisation.minMax(low: 0, high: 100).normalise(some) == [0, nil, 100])
        #expect(try Normalisation.percentileRank.normalise(some) == [0, nil, 1])
        #expect(try Normalisation.goalposts(scale: 1).normalise([nil, nil]) == [nil, nil])
    }

    @Test func zScoresAreThoseOfR() throws {
        let x3 = [0.5, 0.6, 0.55, 0.7, 0.2, 0.9, 0.4, 0.3, 0.65, 0.8]
        let expected = [
            -0.2748171674486070, 0.1832114449657374, -0.0458028612414345, 0.6412400573800818, -1.6489030046916404,
            1.5572972822087712, -0.7328457798629513, -1.1908743922772960, 0.4122257511729099, 1.0992686697944267,
        ]
        let found = try Normalisation.zScore(mean: 0, deviation: 1).normalise(x3)
        for (found, expected) in zip(found, expected) { #expect(abs(try #require(found) - expected) < 1e-12) }
    }

    @Test func distancesRunToMaximumTargetOrReference() throws {
        #expect(try Normalisation.distanceToMaximum.normalise([1, 2, 5]) == [0, 0.25, 1])
        let target = NormalisationLimits(target: 3)
        #expect(
            try Normalisation.distanceToTarget(cutsOff: false).normalise([1, 2, 5], limits: target) == [0, 0.5, 2]
        )
        #expect(try Normalisation.distanceToTarget(cutsOff: true).normalise([1, 2, 5], limits: target) == [0, 0.5, 1])
        #expect(try Normalisation.distanceToReference(unit: 1, cutsOff: false).normalise([1, 3, 5]) == [0, 1, 2])
        #expect(try Normalisation.fractionOfMaximum.normalise([1, 2, 4]) == [0.25, 0.5, 1])
    }

    @Test func goalpostsOfAUnitDoNotMoveWithOthers() throws {
        let one = try Normalisation.goalposts(scale: 1).normalise([3, 1], limits: posts)
        let other = try Normalisation.goalposts(scale: 1).normalise([3, 1000], limits: posts)
        #expect(one[0] == other[0])
        #expect(!Normalisation.goalposts(scale: 1).isSampleBased)
        #expect(Normalisation.minMax(low: 0, high: 1).isSampleBased)
    }

    @Test func whatCannotBeScaledIsRefused() {
        #expect(throws: CompositeProblem.noGoalposts) { try Normalisation.goalposts(scale: 1).normalise([1, 2]) }
        #expect(throws: CompositeProblem.noGoalposts) {
            try Normalisation.goalposts(scale: 1).normalise([1], limits: NormalisationLimits(low: 4, high: 2))
        }
        #expect(throws: CompositeProblem.noSpread) { try Normalisation.minMax(low: 0, high: 1).normalise([2, 2]) }
        #expect(throws: CompositeProblem.noSpread) {
            try Normalisation.zScore(mean: 0, deviation: 1).normalise([2, 2])
        }
        #expect(throws: CompositeProblem.tooFewValues) { try Normalisation.percentileRank.normalise([2, nil]) }
        #expect(throws: CompositeProblem.noTarget) { try Normalisation.distanceToTarget(cutsOff: true).normalise([2]) }
        #expect(throws: CompositeProblem.noReference) {
            try Normalisation.distanceToReference(unit: 1, cutsOff: true).normalise([2, nil])
        }
        #expect(throws: CompositeProblem.maximumIsZero) { try Normalisation.fractionOfMaximum.normalise([-1, 0]) }
    }
}
