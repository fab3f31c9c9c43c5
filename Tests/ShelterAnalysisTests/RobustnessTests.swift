import ShelterModel
import ShelterScoring
import SurveyStatistics
import Testing

@testable import ShelterAnalysis

@Suite struct RobustnessTests {
    private static func criterion(_ number: Int, weight: Double) -> Criterion {
        Criterion(
            id: "c\(number)",
            shortName: "c\(number)",
            label: LocalizedText([:]),
            requirement: .graded(.variable("v\(number)"), Goalposts(zero: 0, one: 1)),
            weight: weight,
            provenance: Provenance(source: "", status: .own, verification: .design)
        )
    }

    /// Four themes of three criteria; the last criterion of each has another weight, one has none.
    private static let framework: Framework = {
        let themes = (0..<4).map { theme in
            Theme(
                id: "t\(theme)",
                label: LocalizedText([:]),
                weight: Double(theme + 1),
                cutoff: 0.5,
                criteria: (0..<3).map { criterion(theme * 3 + $0, weight: theme == 3 && $0 == 0 ? 0 : Double($0 + 1)) }
            )
        }
        return Framework(
            id: "f",
            version: "1",
            label: LocalizedText([:]),
            source: "",
            codeBook: nil,
            coverageFloor: 0.6,
            bands: [("low", 0), ("high", 0.5)].map { Band(id: $0.0, label: LocalizedText([:]), from: $0.1) },
            cap: nil,
            overallCutoff: 0.5,
            themes: themes
        )
    }()

    private static func compiled(_ framework: Framework = framework) throws -> CompiledFramework {
        let codeBook = CodeBook(
            id: "b",
            version: "1",
            label: LocalizedText([:]),
            source: "",
            assessments: .each,
            register: nil,
            tables: [
                TableDefinition(
                    name: "locations",
                    grain: .location,
                    columns: (0..<12).map {
                        ColumnDefinition(headers: ["v\($0)"], variable: "v\($0)", type: .number)
                    }
                )
            ],
            joins: []
        )
        return try CompiledFramework(framework, codeBook: codeBook)
    }

    /// Rows of which every fifth answer or so is missing; `nil` throughout where `isFlat` is a number.
    private static func data(
        rows: Int,
        flat: Double? = nil,
        seed: UInt64 = 3,
        framework: Framework = framework
    ) throws -> (data: ReplayData, batch: ScoredBatch) {
        var numbers = SeededGenerator(seed: seed)
        let columns = (0..<12).map { _ in
            let values = (0..<rows).map { _ in flat ?? Double(numbers.below(5)) / 4 }
            let status = (0..<rows).map { _ -> CellStatus in
                flat == nil && numbers.below(5) == 0 ? .empty : .present
            }
            return Column.number(NumberColumn(values: values, status: status))
        }
        let framework = try compiled(framework)
        let batch = framework.score(
            Table(
                file: "x.csv",
                lines: (0..<rows).map { $0 + 2 },
                columns: columns,
                fields: (0..<12).map { $0 + 1 },
                headers: (0..<12).map { "v\($0)" }
            )
        )
        var data = ReplayData(framework)
        for row in 0..<rows {
            data.add(batch, row: row, as: ReplayData.Row(location: "L\(row)", name: "", area: row % 7))
        }
        return (data, batch)
    }

    private static func plan(samples: Int = 30) -> ReplayPlan {
        var plan = ReplayPlan()
        plan.samples = samples
        plan.seed = 9
        return plan
    }

    @Test("The framework's own choices give the framework's own scores and means, to the last part")
    func ownChoices() throws {
        let (data, batch) = try Self.data(rows: 61)
        let scores = ReplayScorer(data: data).scores([ReplayChoices(data)])[0]
        #expect(scores.overall == batch.scores[4])
        var tallies = [AreaTally](repeating: AreaTally(try Self.compiled()), count: 7)
        for row in 0..<61 { tallies[row % 7].add(batch, row: row, residents: nil, framework: try Self.compiled()) }
        for area in 0..<7 {
            let report = tallies[area].report(code: "", name: "", municipalityCount: 1, framework: Self.framework)
            for theme in 0...4 {
                #expect(scores.mean(area: area, theme: theme, themes: 4) == report.figures[theme].mean)
            }
        }
    }

    @Test(
        "Means and floors of the framework's own give its own scores too, to the last part",
        arguments: AggregationRule.allCases,
        AggregationRule.allCases
    )
    func ownAggregation(criteria: AggregationRule, themes: AggregationRule) throws {
        var framework = Self.framework
        framework.aggregation = Aggregation(criteria: criteria, themes: themes)
        framework.overallCoverageFloor = 0.8
        framework.themes[0].coverageFloor = 0
        framework.themes[2].coverageFloor = 1
        // No zeros in most rows: else geometric and harmonic means are 0 throughout.
        for theme in framework.themes.indices {
            for number in framework.themes[theme].criteria.indices {
                let id = framework.themes[theme].criteria[number].id.dropFirst()
                framework.themes[theme].criteria[number].requirement = .graded(
                    .variable("v\(id)"),
                    Goalposts(zero: -0.3, one: 1)
                )
            }
        }
        let (data, batch) = try Self.data(rows: 203, framework: framework)
        let scores = ReplayScorer(data: data).scores([ReplayChoices(data)])[0]
        #expect(scores.overall == batch.scores[4])
        #expect(Set(scores.overall).count > (criteria == .worst && themes == .worst ? 2 : 5))
        for theme in 0..<4 {
            let parts = batch.scores[theme].filter { $0 != ScoredBatch.none }
            let own = stride(from: theme, to: scores.sums.count, by: 5).map { scores.sums[$0] }.reduce(0, +)
            #expect(own == parts.reduce(0, +))
        }
    }

    @Test("Other means and other treatment of unknowns, computed by hand")
    func byHand() throws {
        let (data, _) = try Self.data(rows: 1, flat: 0.25)
        var choices = ReplayChoices(data)
        for aggregation in ReplayAggregation.allCases {
            choices.aggregation = aggregation
            let score = ReplayScorer(data: data).scores([choices])[0].overall[0]
            #expect(abs(FixedPoint(parts: score).exact - 0.25) < 1e-11)
        }
        // One theme of which a third is unknown: attainment 1 on 2 of weight 1 + 2, weight 3 unknown.
        var unknown = ReplayData(try Self.compiled())
        var batch = try Self.data(rows: 1, flat: 1).batch
        batch.outcomes[2][0] = Outcome.unknown.rawValue
        unknown.add(batch, row: 0, as: ReplayData.Row(location: "L", name: "", area: 0))
        var only = ReplayChoices(unknown)
        only.themeWeights = [1, 0, 0, 0]
        func score(_ missing: MissingChoice, floor: Double) -> Int64 {
            only.missing = missing
            only.coverageFloors = [Double](repeating: floor, count: 5)
            return ReplayScorer(data: unknown).scores([only])[0].overall[0]
        }
        #expect(score(.leaveOut, floor: 0.5) == FixedPoint.one)
        #expect(score(.leaveOut, floor: 0.6) == ScoredBatch.none)
        #expect(score(.notMet, floor: 0.6) == FixedPoint(0.5).parts)
        #expect(score(.met, floor: 0.6) == FixedPoint.one)
    }

    @Test("A theme with score 0 makes geometric and harmonic means 0, and means stand in their order")
    func order() throws {
        let (data, _) = try Self.data(rows: 80)
        let scores = [ReplayAggregation.worst, .harmonic, .geometric, .arithmetic].map { aggregation in
            var choices = ReplayChoices(data)
            choices.aggregation = aggregation
            return ReplayScorer(data: data).scores([choices])[0].overall
        }
        for (lower, higher) in zip(scores, scores.dropFirst()) {
            #expect(zip(lower, higher).allSatisfy { $0 <= $1 + 1 })
        }
        let (zero, _) = try Self.data(rows: 1, flat: 0)
        var choices = ReplayChoices(zero)
        choices.aggregation = .geometric
        #expect(ReplayScorer(data: zero).scores([choices])[0].overall == [0])
    }

    @Test("Any number of workers gives the same, and another seed does not")
    func workers() throws {
        let (data, _) = try Self.data(rows: 40)
        let one = RobustnessAnalysis(data, plan: Self.plan()).run(workers: 1)
        let three = RobustnessAnalysis(data, plan: Self.plan()).run(workers: 3)
        #expect(one.locations == three.locations)
        #expect(one.areas == three.areas)
        #expect(one.verdicts == three.verdicts)
        #expect(one.scenarios == three.scenarios)
        #expect(one.sensitivities.map(\.first) == three.sensitivities.map(\.first))
        #expect(one.sensitivities.map(\.total) == three.sensitivities.map(\.total))
        var other = Self.plan()
        other.seed = 10
        #expect(RobustnessAnalysis(data, plan: other).run(workers: 2).areas != one.areas)
    }

    @Test("Where nothing is chosen otherwise, nothing moves and every conclusion stands")
    func nothingVaries() throws {
        let (data, batch) = try Self.data(rows: 40)
        var plan = Self.plan()
        plan.groups = [.themeWeights]
        plan.variation = .spread(0)
        let result = RobustnessAnalysis(data, plan: plan).run(workers: 2)
        #expect(result.replays == 90)
        #expect(!result.verdicts.isEmpty)
        #expect(result.verdicts.allSatisfy { $0.share == 1 })
        #expect(result.sensitivities.allSatisfy { $0.first == nil && $0.total == nil })
        for unit in result.areas {
            #expect(unit.low == unit.score)
            #expect(unit.high == unit.score)
            #expect(unit.rankLow == unit.rank)
            #expect(unit.rankHigh == unit.rank)
        }
        for (row, unit) in result.locations.enumerated() {
            #expect((unit.score == nil) == (batch.scores[4][row] == ScoredBatch.none))
            guard let score = unit.score, let low = unit.low, let high = unit.high else { continue }
            #expect(low <= score && score <= high && high - low < 0.0011)
            #expect(unit.rankLow == unit.rank)
            #expect(unit.rankHigh == unit.rank)
        }
    }

    @Test("Weights, unknowns and means move scores; cutoffs move conclusions alone")
    func groups() throws {
        let (data, _) = try Self.data(rows: 60)
        var plan = Self.plan(samples: 200)
        plan.groups = [.missing, .cutoffs]
        let result = RobustnessAnalysis(data, plan: plan).run(workers: 2)
        let mean = try #require(result.sensitivities.first { $0.output == .mean })
        #expect(try #require(mean.total)[0].value > 0.9)
        #expect(try #require(mean.total)[1].value == 0)
        let conclusions = try #require(result.sensitivities.first { $0.output == .conclusions })
        #expect(try #require(conclusions.total)[1].value > 0)
        // The exact sums of the locations give the same indices as the estimator over all replays.
        let location = try #require(result.sensitivities.first { $0.output == .location(0) })
        #expect(try #require(location.total)[1].value == 0)
    }

    @Test("The sums per location give the indices of the estimator")
    func moments() throws {
        var numbers = SeededGenerator(seed: 8)
        var moments = LocationMoments(units: 1, groups: 2)
        var samples = [[Double]](repeating: [], count: 4)
        for _ in 0..<50 {
            let parts = (0..<4).map { _ in FixedPoint(numbers.uniform()).parts }
            moments.add(parts.map { [$0] })
            for matrix in 0..<4 { samples[matrix].append(FixedPoint(parts: parts[matrix]).exact) }
        }
        let expected = try SobolIndices(a: samples[0], b: samples[1], mixed: [samples[2], samples[3]])
        let found = try #require(moments.indices(unit: 0))
        for group in 0..<2 {
            #expect(abs(found.first[group] - expected.first[group].value) < 1e-9)
            #expect(abs(found.total[group] - expected.total[group].value) < 1e-9)
        }
    }

    @Test("A criterion or theme is left out alone, and weights of others are taken as they stand")
    func scenarios() throws {
        let (data, _) = try Self.data(rows: 40)
        var plan = Self.plan()
        plan.variation = .sets([WeightSet(name: "theirs", weights: ["t0": 0, "t1": 0, "t2": 0])])
        let result = RobustnessAnalysis(data, plan: plan).run(workers: 1)
        let changes = result.scenarios.map(\.change)
        #expect(changes.contains(.withoutTheme(3)))
        #expect(changes.count { if case .withoutCriterion = $0 { true } else { false } } == 11)
        let theirs = try #require(result.scenarios.first { $0.change == .weights("theirs") })
        var choices = ReplayChoices(data)
        choices.themeWeights = [0, 0, 0, 4]
        let scores = ReplayScorer(data: data).scores([choices])[0]
        #expect(theirs.mean == scores.mean(theme: 4, themes: 4))
    }

    @Test("Equal scores share the best rank")
    func ranks() {
        #expect(RobustnessAnalysis.ranks([0.5, nil, 0.7, 0.5, 0.1]) == [2, nil, 1, 2, 4])
    }
}
