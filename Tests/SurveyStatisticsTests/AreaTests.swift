import SurveyStatistics
import Testing

struct AreaTests {
    @Test("the mean squared error is g1 + g2 + 2 g3, worked out by hand for equal variances")
    func meanSquaredError() throws {
        // Variance of 1, 3, 5, 7 is 20/3; with D = 1, A = 20/3 - 1.
        let data = try AreaEstimates(estimates: [1, 3, 5, 7], variances: [1, 1, 1, 1])
        let model = try #require(FayHerriot(data))
        let a = 20.0 / 3 - 1
        #expect((model.variance.value - a).magnitude < 1e-12)
        let gamma = a / (a + 1)
        let g1 = gamma
        let g2 = (1 - gamma) * (1 - gamma) * (a + 1) / 4
        let g3 = 1 / ((a + 1) * (a + 1) * (a + 1)) * 2 / (4 / ((a + 1) * (a + 1)))
        for (area, direct) in zip(model.areas, [1.0, 3, 5, 7]) {
            #expect((area.meanSquaredError - (g1 + g2 + 2 * g3)).magnitude < 1e-12)
            #expect((area.eblup - (gamma * direct + (1 - gamma) * 4)).magnitude < 1e-12)
            #expect((area.shrinkage - gamma).magnitude < 1e-12)
        }
    }

    @Test("the restricted likelihood is highest at the variance that is found")
    func optimum() throws {
        let data = try AreaEstimates(
            estimates: [4.1, 7.9, 5.5, 6.3, 9.8, 3.2],
            variances: [0.4, 1.9, 0.7, 2.5, 0.3, 5],
            covariates: [[1, 2, 2, 1, 3, 0]]
        )
        let found = data.variance(.reml)
        #expect(found.hasConverged && found.value >= 0)
    }

    @Test("equal areas have no variance between them")
    func none() throws {
        let data = try AreaEstimates(estimates: [5, 5.1, 4.9, 5], variances: [1, 1, 1, 1])
        for method in AreaVarianceMethod.allCases { #expect(data.variance(method).value == 0) }
    }

    @Test("what makes no sense is refused by name")
    func refused() {
        #expect(throws: AreaEstimates.Problem.tooFewAreas) { try AreaEstimates(estimates: [1], variances: [1]) }
        #expect(throws: AreaEstimates.Problem.value(area: 1)) {
            try AreaEstimates(estimates: [1, 2, 3], variances: [1, 0, 1])
        }
        #expect(throws: AreaEstimates.Problem.covariates) {
            try AreaEstimates(estimates: [1, 2, 3, 4], variances: [1, 1, 1, 1], covariates: [[2, 2, 2, 2]])
        }
    }

    /// Joint level of k intervals: z = Φ⁻¹(1 − (1 − 0.95^(1/k)) / 2).
    @Test("ranks are certain only where intervals do not overlap")
    func ranks() {
        #expect(RankRegion(estimates: [10, 20, 30], errors: [1, 1, 1]).ranks == [3...3, 2...2, 1...1])
        let overlapping = RankRegion(estimates: [10, 11, 30], errors: [1, 1, 1])
        #expect(overlapping.ranks == [2...3, 2...3, 1...1])
        #expect(RankRegion(estimates: [10, 11, 12], errors: [5, 5, 5]).saysNothing)
        // z for k = 3 is 2.387…: a gap of 4.7 overlaps with errors of 1, one of 4.8 does not.
        #expect(RankRegion(estimates: [0, 4.7, 100], errors: [1, 1, 1]).ranks[0] == 2...3)
        #expect(RankRegion(estimates: [0, 4.8, 100], errors: [1, 1, 1]).ranks[0] == 3...3)
        #expect(RankRegion(estimates: [], errors: []).ranks.isEmpty)
    }

    @Test("a wrong band is as likely as the tails beyond its cutoffs")
    func bands() throws {
        let data = try AreaEstimates(estimates: [1, 3, 5, 7], variances: [1, 1, 1, 1])
        let area = try #require(FayHerriot(data)).areas[1]
        #expect(area.probability(under: area.eblup) == 0.5)
        let wide = area.chanceOfWrongBand(cutoffs: [-100, 100])
        #expect(wide < 1e-9)
        // On a cutoff half of the chance lies under it.
        #expect((area.chanceOfWrongBand(cutoffs: [area.eblup, 100]) - 0.5).magnitude < 1e-9)
    }

    @Test("funnel limits are those of the binomial, and widen with over-dispersion")
    func funnel() throws {
        let even = try #require(Funnel((0..<10).map { Funnel.Area(found: 50 + Double($0 % 2), size: 100) }))
        #expect(even.betweenVariance == 0)
        let limits = even.limits(size: 100)
        let half = 1.959963984540054 * (even.target * (1 - even.target) / 100).squareRoot()
        #expect((limits.low - (even.target - half)).magnitude < 1e-12)
        let spread = try #require(Funnel((0..<10).map { Funnel.Area(found: $0 % 2 == 0 ? 20 : 80, size: 100) }))
        #expect(spread.overdispersion > 1 && spread.betweenVariance > 0)
        #expect(spread.limits(size: 100).low < even.limits(size: 100).low)
        #expect(Funnel([Funnel.Area(found: 0, size: 10), Funnel.Area(found: 0, size: 10)]) == nil)
        let exact = even.exactLimits(size: 100)
        #expect((exact.low - limits.low).magnitude < 0.02 && (exact.high - limits.high).magnitude < 0.02)
    }
}
