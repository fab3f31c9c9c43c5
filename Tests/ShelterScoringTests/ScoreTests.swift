import ShelterModel
import ShelterScoring
import Testing

@Suite struct ScoreTests {
    private typealias Row = Example.Row

    private func test(_ id: String, _ variable: String, weight: Double = 1, isBasic: Bool = false) -> Criterion {
        Example.criterion(
            id,
            .test(.variable(variable), .atLeast(1), nil),
            weight: weight,
            status: .norm,
            isBasic: isBasic
        )
    }

    @Test("Theme scores, coverage and overall, computed by hand")
    func byHand() throws {
        // t0: a met (weight 2), b not met (1), c unknown (1): score 2/3, coverage 3/4.
        // t1 (weight 3): a met, flag not met: score 1/2, coverage 1. Overall: (2/3 + 3·1/2)/4; coverage 5/6.
        let framework = Example.framework([
            (1, [test("1", "a", weight: 2), test("2", "b"), test("3", "c")]),
            (3, [test("4", "a"), Example.criterion("5", .test(.variable("flag"), .isTrue, nil))]),
        ])
        let compiled = try CompiledFramework(framework, codeBook: Example.codeBook)
        let batch = compiled.score(Example.table([Row(["a": 1, "b": 0, "flag": 0])]))
        let scores = batch.scores.map { FixedPoint(parts: $0[0]).value }
        let coverage = batch.coverage.map { FixedPoint(parts: $0[0]).value }
        #expect(scores == [0.66666666667, 0.5, 0.54166666667])
        #expect(coverage == [0.75, 1, 0.83333333333])
    }

    @Test("Under the coverage floor there is no score, at the floor there is")
    func floor() throws {
        let criteria = [test("1", "a"), test("2", "b"), test("3", "c"), test("4", "residents"), test("5", "capacity")]
        let compiled = try CompiledFramework(Example.framework([(1, criteria)]), codeBook: Example.codeBook)
        let batch = compiled.score(
            Example.table([Row(["a": 1, "b": 1, "c": 0]), Row(["a": 1, "b": 1]), Row()])
        )
        #expect(FixedPoint(parts: batch.scores[0][0]).value == 0.66666666667)
        #expect(batch.scores[0][1] == ScoredBatch.none)
        #expect(FixedPoint(parts: batch.coverage[0][1]).value == 0.4)
        #expect(batch.scores[0][2] == ScoredBatch.none)
        #expect(batch.coverage[0][2] == 0)
        #expect(batch.scores[1][1] == ScoredBatch.none)
    }

    @Test func aThemeToWhichNothingAppliesHasNeitherScoreNorCoverage() throws {
        let compiled = try CompiledFramework(
            Example.framework([(1, [test("1", "a")]), (1, [test("2", "b")])]),
            codeBook: Example.codeBook
        )
        let batch = compiled.score(Example.table([Row(["b": 1], missing: ["a": .notApplicable])]))
        #expect(batch.scores[0][0] == ScoredBatch.none)
        #expect(batch.coverage[0][0] == ScoredBatch.none)
        #expect(FixedPoint(parts: batch.scores[2][0]).value == 1)
    }

    @Test("Weight 0 is judged and does not count")
    func benchmark() throws {
        let compiled = try CompiledFramework(
            Example.framework([(1, [test("1", "a"), test("2", "b", weight: 0), test("3", "c", weight: 0)])]),
            codeBook: Example.codeBook
        )
        let batch = compiled.score(Example.table([Row(["a": 1, "b": 0])]))
        #expect(batch.outcome(1, 0) == .notMet)
        #expect(FixedPoint(parts: batch.scores[0][0]).value == 1)
        #expect(FixedPoint(parts: batch.coverage[0][0]).value == 1)
    }

    @Test("A failed basic requirement caps the band, and only the band")
    func cap() throws {
        let criteria = [test("1", "a", isBasic: true)] + (2...20).map { test("\($0)", "b") }
        let compiled = try CompiledFramework(Example.framework([(1, criteria)], cap: "low"), codeBook: Example.codeBook)
        let batch = compiled.score(Example.table([Row(["a": 0, "b": 1]), Row(["a": 1, "b": 1])]))
        #expect(batch.capped == [0: [0]])
        #expect(FixedPoint(parts: batch.scores[0][0]).value == 0.95)
        #expect(compiled.band(of: batch.scores[0][0], isCapped: true) == 0)
        #expect(compiled.band(of: batch.scores[0][0], isCapped: false) == 2)
    }

    @Test("A norm whose wording is verified until a date caps nothing after it, nor without a visit date")
    func verifiedUntil() throws {
        let criterion = Example.criterion(
            "1",
            .test(.variable("a"), .atLeast(1), nil),
            status: .norm,
            isBasic: true,
            until: CalendarDate(iso: "2024-12-31")
        )
        let compiled = try CompiledFramework(
            Example.framework([(1, [criterion])], cap: "low"),
            codeBook: Example.codeBook
        )
        let batch = compiled.score(
            Example.table([
                Row(["a": 0, "visit": Example.day("2024-12-31")]), Row(["a": 0, "visit": Example.day("2025-01-01")]),
                Row(["a": 0]),
            ])
        )
        #expect(batch.capped == [0: [0]])
        #expect(batch.binding == [0: [0]])
        #expect((0..<3).allSatisfy { batch.outcome(0, $0) == .notMet })
    }

    @Test("What cannot be bound is refused with every fault")
    func binding() throws {
        let framework = Example.framework([
            (
                1,
                [
                    test("1", "nowhere"), Example.criterion("2", .test(.variable("phase"), .atLeast(1), nil)),
                    Example.criterion("3", .test(.variable("phase"), .oneOf(["never"]), nil)),
                    Example.criterion("4", .test(.daysSince("a"), .atMost(1), nil)),
                ]
            )
        ])
        let refusal = #expect(throws: Refusal.self) {
            try CompiledFramework(framework, codeBook: Example.codeBook)
        }
        #expect(
            refusal?.diagnostics.map(\.code) == [
                "framework.unknown-variable", "framework.type-mismatch", "framework.unknown-code",
                "framework.type-mismatch",
            ]
        )
    }

    @Test("The same rows in any split give the same findings and scores")
    func batches() throws {
        let framework = Example.framework([(1, [test("1", "a"), test("2", "b", weight: 0.3), test("3", "c")])])
        let compiled = try CompiledFramework(framework, codeBook: Example.codeBook)
        let rows = (0..<50).map { number in
            Row(["a": Double(number % 3), "b": Double(number % 2), "c": Double(number % 5)])
        }
        let whole = compiled.score(Example.table(rows))
        let parts = [
            compiled.score(Example.table(Array(rows[..<17]))), compiled.score(Example.table(Array(rows[17...]))),
        ]
        for theme in whole.scores.indices {
            #expect(whole.scores[theme] == parts[0].scores[theme] + parts[1].scores[theme])
        }
    }

    @Test("Observations name value, twin at capacity and the deciding cell")
    func observation() throws {
        let criterion = Example.criterion(
            "1",
            .all([.test(.variable("flag"), .isTrue, nil), .test(.ratio("residents", "a"), .atMost(10), nil)])
        )
        let compiled = try CompiledFramework(Example.framework([(1, [criterion])]), codeBook: Example.codeBook)
        let table = Example.table([Row(["flag": 1, "residents": 96, "capacity": 120, "a": 8])])
        let batch = compiled.score(table)
        var observer = Observer(compiled, table: table, codes: [:])
        let observation = observer.observation(criterion: 0, leaf: Int(batch.leaves[0][0]), row: 0)
        #expect(observation.value == 12)
        #expect(observation.valueAtCapacity == 15)
        #expect(observation.source == SourceLocation(file: "example.csv", line: 2, column: 4, field: "bewoners"))
    }

    @Test("A cap or limiter whose band does not exist is refused: it never falls back to another band")
    func bandThatIsNotThere() throws {
        let criterion = Example.criterion("A", .test(.variable("a"), .atLeast(1), nil))
        func codes(_ edit: (inout Framework) -> Void) -> [String] {
            var framework = Example.framework([(1, [criterion])])
            edit(&framework)
            do {
                _ = try CompiledFramework(framework, codeBook: Example.codeBook)
                return []
            } catch {
                return error.diagnostics.map(\.code)
            }
        }
        #expect(codes { $0.limiters = [Limiter(criteria: ["A"], band: "gone")] } == ["framework.cap-not-a-band"])
        #expect(codes { $0.cap = "gone" } == ["framework.cap-not-a-band"])
        #expect(
            codes {
                $0.limiters = [Limiter(criteria: ["A"], band: "low")]
                $0.bands = []
            } == ["framework.cap-not-a-band"]
        )
        #expect(codes { $0.limiters = [Limiter(criteria: ["A"], band: "low")] }.isEmpty)
    }
}
