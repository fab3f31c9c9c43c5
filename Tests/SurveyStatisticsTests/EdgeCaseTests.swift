import SurveyStatistics
import Testing

struct EdgeCaseTests {
    private func simple(_ count: Int, weights: [Double]? = nil, lone: LonePSUPolicy = .fail) throws -> SurveyDesign {
        try SurveyDesign(
            rowCount: count,
            weights: weights ?? [Double](repeating: 1, count: count),
            lonePSU: lone
        )
    }

    @Test("one row has an estimate and no variance, whatever the policy", arguments: LonePSUPolicy.allCases)
    func oneRow(policy: LonePSUPolicy) throws {
        let found = try simple(1, lone: policy).estimate(.mean([7]))
        #expect(found.value == 7 && found.degreesOfFreedom == 0 && found.rows == 1)
        guard case .none = found.interval() else {
            Issue.record("an interval from one row: \(found)")
            return
        }
        if policy == .fail { #expect(found.variance == nil && found.noVariance == .lonePSU(stage: 1)) }
    }

    @Test("one cluster of many rows has no interval")
    func oneCluster() throws {
        let design = try SurveyDesign(
            rowCount: 4,
            weights: [1, 1, 1, 1],
            clusters: [Grouping(["a", "a", "a", "a"])]
        )
        let found = design.estimate(.mean([1, 2, 3, 4]))
        #expect(found.value == 2.5 && found.interval() == .none(.lonePSU(stage: 1)))
    }

    @Test("a constant has no variance, however it is written in binary")
    func constant() throws {
        let design = try simple(7, weights: [0.1, 0.2, 0.3, 1e12, 3.3, 7, 1])
        let found = design.estimate(.mean([Double](repeating: 0.1, count: 7)))
        #expect(found.value == 0.1 && found.variance == 0 && found.designEffect == nil)
        #expect(found.interval() == .interval(low: 0.1, high: 0.1))
    }

    @Test("rows without weight do not count, and all of them give no estimate")
    func zeroWeights() throws {
        let some = try simple(4, weights: [2, 0, 2, 0]).estimate(.mean([1, 100, 3, 100]))
        #expect(some.value == 2 && some.rows == 2 && some.degreesOfFreedom == 1)
        let none = try simple(3, weights: [0, 0, 0]).estimate(.mean([1, 2, 3]))
        #expect(none.value == nil && none.variance == nil && none.noVariance == .tooFewRows)
        #expect(try simple(3, weights: [0, 0, 0]).quantile([1, 2, 3], 0.5).value == nil)
    }

    @Test("all missing gives no estimate, and counts the rows")
    func missing() throws {
        let design = try simple(3)
        let nothing = [Double](repeating: .nan, count: 3)
        let found = design.estimate(.mean(nothing))
        #expect(found.value == nil && found.missing == 3 && found.rows == 0)
        #expect(design.estimate(.total(nothing)).value == nil)
        #expect(design.quantile(nothing, 0.5).missing == 3)
        #expect(design.estimate(.mean([1, 2, 3]), in: []).value == nil)
    }

    @Test("weights over 1e12 give the figures of the same weights divided")
    func largeWeights() throws {
        let weights = [1.5, 2.5, 3, 4.25, 1]
        let y = [10.1, 12.2, 9.3, 14.4, 11.5]
        let small = try simple(5, weights: weights).estimate(.mean(y))
        let large = try simple(5, weights: weights.map { $0 * 0x1p50 }).estimate(.mean(y))
        #expect(large.value == small.value)
        let ratio = (large.standardError ?? 0) / (small.standardError ?? 1)
        #expect((ratio - 1).magnitude < 1e-14)
    }

    @Test("designs that make no sense are refused by name")
    func refused() {
        #expect(throws: DesignProblem.noRows) { try SurveyDesign(rowCount: 0) }
        #expect(throws: DesignProblem.weight(row: 1)) { try SurveyDesign(rowCount: 2, weights: [1, -1]) }
        #expect(throws: DesignProblem.clusterInTwoStrata(row: 1)) {
            try SurveyDesign(rowCount: 2, strata: [Grouping(["a", "b"])], clusters: [Grouping([1, 1])])
        }
        #expect(throws: DesignProblem.populationTooSmall(row: 0, stage: 0)) {
            try SurveyDesign(rowCount: 3, populations: [[2, 2, 2]])
        }
        #expect(throws: DesignProblem.populationVaries(row: 2, stage: 0)) {
            try SurveyDesign(rowCount: 3, populations: [[5, 5, 6]])
        }
        #expect(throws: DesignProblem.populationMixed(row: 1, stage: 0)) {
            try SurveyDesign(rowCount: 3, populations: [[5, 0.5, 5]])
        }
        #expect(throws: DesignProblem.stagesOfPopulation(stages: 1, given: 2)) {
            try SurveyDesign(rowCount: 2, populations: [[5, 5], [3, 3]])
        }
    }

    @Test("everybody visited leaves no sampling error at that stage")
    func census() throws {
        let design = try SurveyDesign(rowCount: 3, populations: [[3, 3, 3]])
        #expect(design.weights == [1, 1, 1])
        #expect(design.estimate(.mean([1, 2, 6])).variance == 0)
    }

    @Test("empty margins and contradictory totals are refused, and what was met is reported")
    func calibration() throws {
        let design = try simple(4, weights: [1, 1, 1, 1])
        let two = Grouping(codes: [0, 0, 1, 1], count: 2)
        #expect(throws: DesignProblem.emptyMargin(margin: 0, category: 2)) {
            try design.postStratified(to: Margin(categories: Grouping(codes: two.codes, count: 3), totals: [1, 2, 3]))
        }
        #expect(throws: DesignProblem.marginWithoutTotal(row: 2)) {
            try design.postStratified(to: Margin(categories: Grouping(codes: [0, 0, -1, 0], count: 1), totals: [4]))
        }
        #expect(throws: DesignProblem.notConverged(difference: 1)) {
            // Margins with other sums never agree.
            do throws(DesignProblem) {
                _ = try design.raked(
                    to: [
                        Margin(categories: two, totals: [2, 2]),
                        Margin(categories: Grouping(codes: [0, 1, 0, 1], count: 2), totals: [4, 4]),
                    ],
                    maximumRounds: 20
                )
            } catch {
                guard case .notConverged = error else { throw error }
                throw DesignProblem.notConverged(difference: 1)
            }
        }
        #expect(throws: DesignProblem.calibrationSingular) {
            try design.calibrated([[1, 1, 1, 1], [2, 2, 2, 2]], totals: [4, 9])
        }
        let (met, report) = try design.calibrated([[1, 1, 1, 1], [1, 2, 3, 4]], totals: [8, 22], bounds: 0.2...4)
        #expect((met.weights.reduce(0, +) - 8).magnitude < 1e-9)
        #expect(report.lowestFactor >= 0.2 && report.highestFactor <= 4 && report.difference < 1e-9)
    }

    /// By hand: 10 is cut to 4, and the excess of 6 goes to the other three.
    @Test("trimmed weights keep their total")
    func trimming() throws {
        let design = try simple(4, weights: [1, 1, 10, 2])
        #expect(design.trimmed(to: 0...4).weights == [3, 3, 4, 4])
        #expect(design.trimmed(to: 0...20).weights == design.weights)
    }

    @Test("replicates of a sample give the variance of its mean, and the same seed the same bootstrap")
    func replicates() throws {
        let y = [4.0, 8, 15, 16, 23, 42, 7, 1]
        let plain = try simple(8)
        let jackknife = try plain.replicated(.jackknife1).estimate(.mean(y))
        let linear = plain.estimate(.mean(y))
        #expect(((jackknife.variance ?? 0) / (linear.variance ?? 1) - 1).magnitude < 1e-12)
        let strata = try SurveyDesign(
            rowCount: 8,
            weights: [Double](repeating: 2, count: 8),
            strata: [Grouping([1, 1, 2, 2, 3, 3, 4, 4])]
        )
        let expected = strata.estimate(.total(y)).variance ?? 1
        for kind in [ReplicateWeights.Kind.jackknifeN, .balanced] {
            let found = try strata.replicated(kind).estimate(.total(y)).variance ?? 0
            #expect((found / expected - 1).magnitude < 1e-12, "\(kind)")
        }
        let once = try strata.replicated(.bootstrap, count: 400, seed: 5).estimate(.total(y))
        let again = try strata.replicated(.bootstrap, count: 400, seed: 5).estimate(.total(y))
        #expect(once == again)
        #expect(((once.variance ?? 0) / expected - 1).magnitude < 0.25)
        #expect(throws: DesignProblem.replicateType) { try plain.replicated(.balanced) }
    }

    @Test("intervals without a design are those of R's binom.test and prop.test")
    func binomial() {
        func near(_ outcome: IntervalOutcome, _ low: Double, _ high: Double) -> Bool {
            guard case .interval(let one, let other) = outcome else { return false }
            return (one - low).magnitude < 1e-9 && (other - high).magnitude < 1e-9
        }
        #expect(near(BinomialInterval.clopperPearson(found: 3, of: 12), 0.0548606445, 0.5718584619))
        #expect(near(BinomialInterval.clopperPearson(found: 0, of: 12), 0, 0.2646484694))
        #expect(near(BinomialInterval.wilson(share: 0.25, of: 12), 0.0889416684, 0.5323053349))
        #expect(near(BinomialInterval.wilson(share: 0, of: 12), 0, 0.2424940067))
    }

    @Test("hypergeometric limits close in as everybody answers, and hold every possible number that is likely enough")
    func hypergeometric() {
        #expect(BinomialInterval.hypergeometric(found: 3, of: 12, population: 12) == .interval(low: 0.25, high: 0.25))
        guard case .interval(let low, let high) = BinomialInterval.hypergeometric(found: 3, of: 12, population: 14)
        else {
            Issue.record("no limits")
            return
        }
        #expect(low == 3.0 / 14 && high == 5.0 / 14)
        #expect(BinomialInterval.hypergeometric(found: 5, of: 3, population: 10) == .none(.tooFewRows))
        #expect(BinomialInterval.worstCase(share: 0.5, responseRate: 0.8) == 0.4...0.6)
    }

    @Test("a proportion of 0 or 1 has no design interval, and exact limits where they are asked for")
    func boundary() throws {
        let nobody = try simple(12).estimate(.mean([Double](repeating: 0, count: 12)))
        for method in ProportionInterval.allCases { #expect(method.interval(nobody) == .none(.boundary)) }
        let (outcome, isExact) = ProportionInterval.xlogit.intervalOrExact(nobody)
        #expect(isExact)
        guard case .interval(let low, let high) = outcome else {
            Issue.record("no limits")
            return
        }
        #expect(low == 0 && (high - 0.2646484694).magnitude < 1e-9)
    }

    @Test("a percentage of few rows is not shown, one of many is")
    func presentation() throws {
        let few = try simple(20).estimate(.mean((0..<20).map { Double($0 % 2) }))
        #expect(PresentationVerdict(few) == .suppress(.sampleSize))
        let many = try simple(400).estimate(.mean((0..<400).map { Double($0 % 2) }))
        #expect(PresentationVerdict(many) == .show)
        let wide = try simple(36).estimate(.mean((0..<36).map { Double($0 % 2) }))
        #expect(PresentationVerdict(wide) == .suppress(.width))
    }

    @Test("the coverage study is the same for the same seed, and exact limits hold at least what they say")
    func coverage() {
        let study = CoverageStudy(samples: 60, seed: 3)
        #expect(study == CoverageStudy(samples: 60, seed: 3))
        #expect(study != CoverageStudy(samples: 60, seed: 4))
        for cell in study.cells where cell.share == 0 || cell.share == 1 { #expect(cell.coverage == 1) }
    }
}
