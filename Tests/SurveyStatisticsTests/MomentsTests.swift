import SurveyStatistics
import Testing

@Suite struct MomentsTests {
    @Test func skewnessAndKurtosisAreThoseOfTypeTwo() throws {
        #expect(abs(try #require(Moments.skewness([1, 2, 3, 10])) - 1.76363261480389) < 1e-13)
        #expect(abs(try #require(Moments.excessKurtosis([1, 2, 3, 10])) - 3.228) < 1e-12)
    }

    @Test func whatDoesNotExistIsNoNumber() {
        #expect(Moments.skewness([1, 2]) == nil)
        #expect(Moments.excessKurtosis([1, 2, 3]) == nil)
        #expect(Moments.skewness([2, 2, 2, 2]) == nil)
        #expect(Moments.excessKurtosis([2, 2, 2, 2]) == nil)
        #expect(Moments.standardDeviation([1]) == nil)
        #expect(Moments.median([]) == nil)
    }

    @Test func quantilesLieBetweenTheirNeighbours() {
        #expect(Moments.quantile(0.5, ofSorted: [1, 2, 3, 10]) == 2.5)
        #expect(Moments.quantile(0, ofSorted: [1, 2]) == 1)
        #expect(Moments.quantile(1, ofSorted: [1, 2]) == 2)
        #expect(Moments.median([3, 1, 2]) == 2)
    }
}
