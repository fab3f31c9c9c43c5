import SurveyStatistics
import Testing

/// Numbers from Reference/composite.R.
@Suite struct CompositeIndexTests {
    private let values: [String: [Double?]] = [
        "x1": [2, 4, 4, 5, 7, 9, 11, 12, nil, 300],
        "x2": [50, 40, nil, 35, 30, 22, 20, 18, 12, 10],
        "x3": [0.5, 0.6, 0.55, 0.7, 0.2, 0.9, 0.4, 0.3, 0.65, 0.8],
        "x4": [100, 220, 330, 80, 150, 500, 90, 60, 410, 120],
        "pop": [10, 20, 30, 10, 15, 40, 10, 5, 40, 10],
    ]
    private let groups: [String?] = Array(repeating: "a", count: 5) + Array(repeating: "b", count: 5)
    private let parts = [
        CompositePart(code: "x1", parent: "A"),
        CompositePart(code: "x2", parent: "A", weight: 2, direction: .lowerIsBetter),
        CompositePart(code: "x3", parent: "B"),
        CompositePart(code: "x4", parent: "B", direction: .lowerIsBetter, denominator: "pop", scale: 100),
        CompositePart(code: "pop", kind: .denominator, level: nil),
        CompositePart(code: "A", kind: .aggregate, level: 2, parent: "I", weight: 3),
        CompositePart(code: "B", kind: .aggregate, level: 2, parent: "I"),
        CompositePart(code: "I", kind: .aggregate, level: 3),
    ]

    private func options(_ aggregation: AggregationMethod, low: Double) -> CompositeOptions {
        var options = CompositeOptions()
        options.imputation = .groupMean
        options.treats = true
        options.normalisation = .minMax(low: low, high: 100)
        options.aggregations = [aggregation]
        return options
    }

    private func expect(_ found: [Double?]?, _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(found?.count == expected.count, sourceLocation: sourceLocation)
        for (found, expected) in zip(found ?? [], expected) {
            #expect(abs((found ?? .nan) - expected) < 1e-9, sourceLocation: sourceLocation)
        }
    }

    @Test func anIndexIsThatOfTheReference() throws {
        let index = try CompositeIndex(
            CompositeDesign(parts),
            values: values,
            groups: groups,
            options: options(.arithmetic, low: 0)
        )
        expect(index.treatments["x1"]?.values, [2, 4, 4, 5, 7, 9, 11, 12, 83, 83])
        #expect(index.treatments["x1"]?.winsorised == [9])
        expect(
            index.scores["A"],
            [
                0, 17.4897119341564, 19.5730452674897, 26.2345679012346, 35.3909465020576, 49.5473251028807,
                53.7037037037037, 57.4485596707819, 96.6666666666667, 100,
            ]
        )
        expect(
            index.scores["B"],
            [
                49.2063492063492, 45.2380952380952, 41.6666666666667, 85.7142857142857, 27.7777777777778, 50,
                53.1746031746032, 12.6984126984127, 57.1428571428571, 48.4126984126984,
            ]
        )
        expect(
            index.scores["I"],
            [
                12.3015873015873, 24.4268077601411, 25.0964506172839, 41.1044973544974, 33.4876543209877,
                49.6604938271605, 53.5714285714286, 46.2610229276896, 86.7857142857143, 87.1031746031746,
            ]
        )
    }

    @Test func otherMeansAreThoseOfTheReference() throws {
        let design = try CompositeDesign(parts)
        let geometric = try CompositeIndex(
            design,
            values: values,
            groups: groups,
            options: options(.geometric, low: 1)
        )
        expect(
            geometric.scores["A"],
            [
                1, 13.1691542238705, 14.2038979461069, 18.929631595109, 26.272823016359, 36.145607689231,
                40.8066946434757, 43.9762030793673, 96.6721581633899, 100,
            ]
        )
        let harmonic = try CompositeIndex(design, values: values, groups: groups, options: options(.harmonic, low: 1))
        expect(
            harmonic.scores["A"],
            [
                1, 8.15234042553191, 8.34117189777475, 11.2467076382792, 16.6454935622317, 22.5393314278613,
                27.2947103274559, 29.8305897061888, 96.644636502288, 100,
            ]
        )
    }

    @Test func allPairsAreThoseOfTheReference() throws {
        var index = try CompositeIndex(
            CompositeDesign(parts),
            values: values,
            groups: groups,
            options: options(.arithmetic, low: 0)
        )
        let columns = ["x1", "x2", "x3", "x4"].map { index.normalised[$0] ?? [] }
        expect(
            try AggregationMethod.outranking.aggregate(columns, weights: [1, 2, 1, 3]),
            [
                3.21428571428571, 2.71428571428571, 2.85714285714286, 6.14285714285714, 4.5, 3.42857142857143,
                6.28571428571429, 3.78571428571429, 6.5, 5.57142857142857,
            ]
        )
        expect(
            try AggregationMethod.copeland.aggregate(columns, weights: [1, 2, 1, 3]),
            [-7, -5, -3, 5, -3, 1, 3, -5, 6, 8]
        )
        expect([CronbachAlpha.alpha(["x1", "x2", "x3", "x4"].map { index.prepared[$0] ?? [] })], [0.238051047625862])
        // The table of the design says the weights; what is left is how they work through.
        #expect(
            index.design.effectiveWeights == [
                "I": 1, "A": 0.75, "B": 0.25, "x1": 0.25, "x2": 0.5, "x3": 0.125, "x4": 0.125,
            ]
        )
        index = try CompositeIndex(
            CompositeDesign(parts),
            values: values,
            options: {
                var options = options(.arithmetic, low: 0)
                options.imputation = .none
                options.treats = false
                return options
            }()
        )
        #expect(index.normalised["x1"]?[8] == nil)
        #expect(index.scores["A"]?[8] != nil)
    }

    @Test func outliersBecomeLogarithmsWhereWinsorisingIsNotEnough() throws {
        let heavy: [Double?] = (1...60).map { Double($0) / 10 } + [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
        let treatment = OutlierTreatment(heavy)
        #expect(treatment.action == .log)
        #expect(treatment.winsorised.isEmpty)
        let places = [0, 1, 59, 60, 66]
        expect(
            places.map { treatment.values[$0] },
            [16.1180956508583, 16.1180956608583, 16.1180962408581, 16.1181956358597, 20.7332161676996]
        )
        #expect(abs(try #require(treatment.skewnessAfter) - 6.27716103432062) < 1e-6)
        #expect(!treatment.passes)
    }

    @Test func columnsThatCannotBeJudgedAreLeftAlone() {
        #expect(OutlierTreatment([1, 2, nil]).action == .undecided)
        #expect(OutlierTreatment([2, 2, 2, 2, 2]).action == .undecided)
        #expect(OutlierTreatment([1, 2, 3, 4, 5]).action == .untouched)
        #expect(OutlierTreatment([1, 2, 3, 4, 5]).values == [1, 2, 3, 4, 5])
    }

    @Test func imputationFillsOnlyWhatIsMissing() {
        let values: [Double?] = [1, nil, 3, nil, 8]
        #expect(Imputation.none.impute(values) == values)
        #expect(Imputation.mean.impute(values) == [1, 4, 3, 4, 8])
        #expect(Imputation.median.impute(values) == [1, 3, 3, 3, 8])
        #expect(Imputation.groupMean.impute(values, groups: ["a", "a", "b", "c", nil]) == [1, 1, 3, nil, 8])
        #expect(Imputation.groupMedian.impute(values, groups: ["a", nil, "b", "b", "b"]) == [1, nil, 3, 5.5, 8])
        #expect(Imputation.mean.impute([nil, nil]) == [nil, nil])
    }

    @Test func divisionByNothingGivesNothing() throws {
        let design = try CompositeDesign([
            CompositePart(code: "x", parent: "I", limits: NormalisationLimits(low: 0, high: 10), denominator: "d"),
            CompositePart(code: "d", kind: .denominator, level: nil),
            CompositePart(code: "I", kind: .aggregate, level: 2),
        ])
        let index = try CompositeIndex(design, values: ["x": [10, 10, nil], "d": [2, 0, 1]])
        #expect(index.scores["I"] == [0.5, nil, nil])
    }

    @Test func everyFaultOfADesignIsNamed() {
        func faults(_ parts: [CompositePart]) -> [CompositeDesign.Problem] {
            do throws(CompositeDesign.Problems) {
                _ = try CompositeDesign(parts)
                return []
            } catch {
                return error.problems
            }
        }
        #expect(
            faults([
                CompositePart(code: "x", parent: "Q"), CompositePart(code: "x", parent: "I", weight: -1),
                CompositePart(code: "y", level: 2, parent: "I", denominator: "d"),
                CompositePart(code: "I", kind: .aggregate, level: 2),
                CompositePart(code: "J", kind: .aggregate, level: 2),
            ]) == [
                .init(code: "x", fault: .codeTwice), .init(code: "x", fault: .noSuchParent),
                .init(code: "x", fault: .badWeight), .init(code: "y", fault: .wrongLevel),
                .init(code: "y", fault: .parentLevel), .init(code: "y", fault: .noSuchDenominator),
                .init(code: "J", fault: .noChildren), .init(code: "J", fault: .severalTops),
            ]
        )
        #expect(faults([]) == [.init(code: "", fault: .noIndicators)])
        #expect(
            faults([
                CompositePart(code: "x", parent: "I", weight: 0), CompositePart(code: "I", kind: .aggregate, level: 2),
            ]) == [.init(code: "I", fault: .allWeightsZero)]
        )
    }
}
