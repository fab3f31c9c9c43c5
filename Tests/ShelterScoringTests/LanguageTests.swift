import ShelterModel
import ShelterScoring
import Testing

/// Arithmetic, units, levels, terms of the field, grains and limits.
@Suite struct LanguageTests {
    typealias Node = ShelterModel.Expression.Node

    static let book: CodeBook = {
        var book = Example.codeBook
        for index in book.tables[0].columns.indices {
            switch book.tables[0].columns[index].variable {
            case "residents": book.tables[0].columns[index].unit = "persons"
            case "capacity": book.tables[0].columns[index].unit = "places"
            case "a", "b": book.tables[0].columns[index].unit = "m2"
            case "since": book.tables[0].columns[index].role = .inUseFrom
            default: break
            }
        }
        book.tables.append(
            TableDefinition(
                name: "answers",
                grain: .respondent,
                columns: [ColumnDefinition(headers: ["id"], variable: "place", type: .text)]
            )
        )
        book.joins = [
            Join(
                table: "answers",
                on: "place",
                derivations: [
                    Derivation(
                        variable: "safe",
                        rule: .share,
                        filter: Derivation.Filter(variable: "x", equals: "yes"),
                        minimum: 10
                    )
                ]
            )
        ]
        book.conditions = [
            NamedCondition(
                id: "families",
                kind: .population,
                label: LocalizedText([:]),
                when: .test(.variable("c"), .atLeast(1), nil)
            ),
            NamedCondition(
                id: "catered",
                kind: .service,
                label: LocalizedText([:]),
                when: .test(.variable("flag"), .isTrue, nil)
            ),
        ]
        return book
    }()

    static func variable(_ name: String, _ offset: Int = 0) -> Node { .measured(.variable(name), offset: offset) }

    static func expression(_ root: Node) -> Indicator {
        .expression(
            ShelterModel.Expression(
                text: "x",
                root: root,
                location: SourceLocation(file: "f.yaml", line: 3, column: 10)
            )
        )
    }

    private func compile(_ criterion: Criterion, derived: [DerivedIndicator] = []) throws(Refusal) -> CompiledFramework
    {
        var framework = Example.framework([(1, [criterion])])
        framework.derived = derived
        return try CompiledFramework(framework, codeBook: Self.book)
    }

    /// A table with the columns that the join adds: the share, the known and the unknown answers.
    private func table(_ rows: [Example.Row], answers: [(share: Double, n: Double)?] = []) -> Table {
        var table = Example.table(rows)
        for part in 0..<3 {
            table.columns.append(
                .number(
                    NumberColumn(
                        values: rows.indices.map { row in
                            guard answers.indices.contains(row), let answer = answers[row] else { return 0 }
                            return part == 0 ? answer.share : part == 1 ? answer.n : 0
                        },
                        status: rows.indices.map { row in
                            answers.indices.contains(row) && answers[row] != nil ? .present : .unmatched
                        }
                    )
                )
            )
            table.fields.append(nil)
            table.headers.append("joined")
        }
        return table
    }

    private func judge(
        _ criterion: Criterion,
        _ row: Example.Row,
        derived: [DerivedIndicator] = []
    ) throws -> (outcome: Outcome, reason: OutcomeReason) {
        let batch = try compile(criterion, derived: derived).score(table([row]))
        return (batch.outcome(0, 0), batch.reason(0, 0))
    }

    private func problems(_ criterion: Criterion, derived: [DerivedIndicator] = []) -> [String] {
        do throws(Refusal) {
            _ = try compile(criterion, derived: derived)
            return []
        } catch {
            return error.diagnostics.map { diagnostic in
                let place = diagnostic.location.map { " \($0.line ?? 0):\($0.column ?? 0)" } ?? ""
                let words = diagnostic.arguments.filter { ["first", "second", "unit", "follows"].contains($0.key) }
                    .sorted { $0.key < $1.key }.map { argument in
                        if case .text(let text) = argument.value { text } else { "" }
                    }
                return ([diagnostic.code + place] + words).joined(separator: " ")
            }
        }
    }

    @Test("Arithmetic is computed row by row, and its last division follows the rule for ratios")
    func arithmetic() throws {
        let sum = Node.quotient(
            .sum(Self.variable("a"), Self.variable("b"), offset: 2),
            Self.variable("residents"),
            offset: 4
        )
        let least = Example.criterion("x", .test(Self.expression(sum), .atLeast(4), nil), unit: "m2/person")
        #expect(try judge(least, .init(["a": 30, "b": 10, "residents": 10])).outcome == .met)
        #expect(try judge(least, .init(["a": 30, "b": 9, "residents": 10])).outcome == .notMet)
        #expect(try judge(least, .init(["a": 30, "b": 9, "residents": 0])) == (.notApplicable, .nothingToCount))
        #expect(try judge(least, .init(["a": 30, "residents": 10])) == (.unknown, .empty))
        #expect(
            try judge(least, .init(["residents": 10], missing: ["a": .dontKnow, "b": .notApplicable]))
                == (.notApplicable, .answeredNotApplicable)
        )
        let most = Example.criterion("x", .test(Self.expression(sum), .atMost(4), nil))
        #expect(try judge(most, .init(["a": 30, "b": 9, "residents": 0])) == (.notMet, .noneAvailable))
    }

    @Test("A division by zero inside, and a number too large, are unknown")
    func withoutResult() throws {
        let inner = Node.sum(
            .quotient(Self.variable("a"), Self.variable("b"), offset: 2),
            .number(1, unit: nil, offset: 6),
            offset: 4
        )
        let divides = Example.criterion("x", .test(Self.expression(inner), .atLeast(1), nil))
        #expect(try judge(divides, .init(["a": 1, "b": 0])) == (.unknown, .divisionByZero))
        #expect(try judge(divides, .init(["a": 0, "b": 0])) == (.unknown, .divisionByZero))
        #expect(try judge(divides, .init(["a": 1, "b": 2])).outcome == .met)
        let product = Node.product(Self.variable("a"), Self.variable("b"), offset: 2)
        let grows = Example.criterion("x", .test(Self.expression(product), .atLeast(1), nil))
        #expect(try judge(grows, .init(["a": 1e200, "b": 1e200])) == (.unknown, .notFinite))
    }

    @Test("min and max take the least and the greatest, and need all their parts")
    func extremes() throws {
        let greatest = Node.greatest([Self.variable("a"), Self.variable("b", 6)], offset: 0)
        let criterion = Example.criterion("x", .test(Self.expression(greatest), .atLeast(5), nil), unit: "m2")
        #expect(try judge(criterion, .init(["a": 1, "b": 5])).outcome == .met)
        #expect(try judge(criterion, .init(["a": 9])) == (.unknown, .empty))
    }

    @Test("Units that do not go together are refused with place and units")
    func units() {
        let sum = Node.sum(Self.variable("a"), Self.variable("residents", 4), offset: 2)
        #expect(
            problems(Example.criterion("x", .test(Self.expression(sum), .atLeast(1), nil)))
                == ["framework.units-differ 3:12 m2 person"]
        )
        let quotient = Node.quotient(Self.variable("a"), Self.variable("residents", 4), offset: 2)
        #expect(
            problems(Example.criterion("x", .test(Self.expression(quotient), .atLeast(1), nil), unit: "persons/m2"))
                == ["framework.unit-mismatch 3:10 m2/person persons/m2"]
        )
        #expect(
            problems(Example.criterion("x", .test(.ratio("a", "residents"), .atLeast(1), nil), unit: "m2"))
                == ["framework.unit-mismatch m2/person m2"]
        )
        #expect(
            problems(
                Example.criterion(
                    "x",
                    .test(Self.expression(.sum(Self.variable("c"), Self.variable("c", 4), offset: 2)), .atLeast(1), nil)
                )
            )
                == ["framework.unit-missing 3:10", "framework.unit-missing 3:14"]
        )
        #expect(problems(Example.criterion("x", .test(.ratio("a", "b"), .atLeast(1), nil), unit: "share")).isEmpty)
        #expect(problems(Example.criterion("x", .test(.daysSince("since"), .atLeast(1), nil), unit: "days")).isEmpty)
        #expect(
            problems(Example.criterion("x", .test(.daysSince("since"), .atLeast(1), nil), unit: "months"))
                == ["framework.unit-mismatch day months"]
        )
    }

    @Test("A unit is what its nouns say, in singular or plural")
    func unitText() {
        #expect(UnitOfMeasure("m2 per person") == UnitOfMeasure("m2") / UnitOfMeasure("persons"))
        #expect(UnitOfMeasure("litres per person per day") == UnitOfMeasure("Litres/persons/days"))
        #expect(UnitOfMeasure("families") == UnitOfMeasure("family"))
        #expect(UnitOfMeasure("share") == .none)
        #expect(UnitOfMeasure("persons/person") == .none)
        #expect(UnitOfMeasure("%") != .none)
        #expect(UnitOfMeasure("persons*hours").text == "hour*person")
        #expect((UnitOfMeasure.none / UnitOfMeasure("persons")).text == "1/person")
    }

    @Test("A named indicator is used like a variable, whatever the order, and its unit is checked")
    func derived() throws {
        let space = DerivedIndicator(variable: "space", indicator: .ratio("area", "residents"), unit: "m2/person")
        let area = DerivedIndicator(
            variable: "area",
            indicator: Self.expression(.sum(Self.variable("a"), Self.variable("b", 4), offset: 2))
        )
        let criterion = Example.criterion("x", .test(.variable("space"), .atLeast(4), nil), unit: "m2/person")
        let row = Example.Row(["a": 30, "b": 10, "residents": 10])
        #expect(try judge(criterion, row, derived: [space, area]).outcome == .met)
        #expect(try judge(criterion, row, derived: [area, space]).outcome == .met)
        var wrong = space
        wrong.unit = "m2"
        #expect(problems(criterion, derived: [wrong, area]).first == "framework.unit-mismatch m2/person m2")
        let taken = DerivedIndicator(variable: "a", indicator: .variable("b"))
        #expect(problems(criterion, derived: [space, area, taken]).contains("framework.derived-is-variable"))
    }

    @Test("Names that double at every step are refused, not written out")
    func explosion() {
        var derived = [DerivedIndicator(variable: "d0", indicator: .variable("a"))]
        for step in 1...60 {
            derived.append(
                DerivedIndicator(
                    variable: "d\(step)",
                    indicator: Self.expression(
                        .sum(Self.variable("d\(step - 1)"), Self.variable("d\(step - 1)", 4), offset: 2)
                    )
                )
            )
        }
        let criterion = Example.criterion("x", .test(.variable("d60"), .atLeast(4), nil))
        #expect(problems(criterion, derived: derived) == ["framework.expression-written-out"])
        // A long chain is no explosion, but too long too.
        let chain = (1...20_000).map { step in
            DerivedIndicator(variable: "d\(step)", indicator: .variable(step == 1 ? "a" : "d\(step - 1)"))
        }
        #expect(
            problems(Example.criterion("x", .test(.variable("d20000"), .atLeast(4), nil)), derived: chain)
                == ["framework.expression-written-out"]
        )
    }

    @Test("The outcome follows the minimum, the level tells whether the target is reached")
    func levels() throws {
        let simple = Requirement.levels(.variable("a"), minimum: .atLeast(4), target: .atLeast(6), nil)
        let compiled = try compile(Example.criterion("x", simple))
        let batch = compiled.score(table([3, 4, 6].map { Example.Row(["a": $0]) } + [Example.Row()]))
        #expect((0..<4).map { batch.outcome(0, $0) } == [.notMet, .met, .met, .unknown])
        #expect((0..<4).map { batch.level(0, $0) } == [.belowMinimum, .minimum, .target, nil])
        #expect(batch.attainments[0][..<3].map { $0 } == [0, FixedPoint.one, FixedPoint.one])
        let both = Requirement.all([simple, .test(.variable("b"), .atLeast(1), nil)])
        let pair = try compile(Example.criterion("x", both)).score(
            table([.init(["a": 6, "b": 1]), .init(["a": 5, "b": 1]), .init(["a": 6, "b": 0])])
        )
        #expect((0..<3).map { pair.level(0, $0) } == [.target, .minimum, .belowMinimum])
        let either = Requirement.any([simple, .test(.variable("b"), .atLeast(1), nil)])
        let any = try compile(Example.criterion("x", either)).score(
            table([.init(["a": 5, "b": 0]), .init(["a": 5, "b": 1]), .init(["a": 5])])
        )
        #expect((0..<3).map { any.level(0, $0) } == [.minimum, .target, .minimum])
        #expect(
            try compile(Example.criterion("x", .test(.variable("a"), .atLeast(1), nil))).score(table([.init()])).levels
                .isEmpty
        )
    }

    @Test("Terms of the field decide where a criterion applies; false goes before unknown")
    func appliesTo() throws {
        var criterion = Example.criterion("x", .test(.variable("a"), .atLeast(1), nil))
        criterion.appliesTo = AppliesTo(
            daysInUse: .atLeast(29),
            groups: [
                AppliesTo.Group(kind: .population, names: ["families"]),
                AppliesTo.Group(kind: nil, names: ["catered"]),
            ]
        )
        let visit = Example.day("2025-01-31")
        func outcome(_ families: Double?, _ catered: Double?, _ since: String) throws -> Outcome {
            var row = Example.Row(["a": 1, "visit": visit, "since": Example.day(since)])
            row.numbers["c"] = families
            row.numbers["flag"] = catered
            return try judge(criterion, row).outcome
        }
        #expect(try outcome(2, 1, "2024-01-01") == .met)
        #expect(try outcome(0, 1, "2024-01-01") == .notApplicable)
        #expect(try outcome(2, 0, "2024-01-01") == .notApplicable)
        #expect(try outcome(2, 1, "2025-01-03") == .notApplicable)
        #expect(try outcome(2, 1, "2025-01-02") == .met)
        #expect(try outcome(nil, 1, "2024-01-01") == .unknown)
        #expect(try outcome(nil, 0, "2024-01-01") == .notApplicable)
        #expect(try outcome(0, nil, "2024-01-01") == .notApplicable)
        criterion.appliesTo = AppliesTo(groups: [AppliesTo.Group(kind: .service, names: ["families"])])
        #expect(problems(criterion) == ["framework.unknown-condition"])
        criterion.appliesTo = AppliesTo(groups: [AppliesTo.Group(kind: nil, names: ["families", "catered"])])
        #expect(try outcome(0, 1, "2024-01-01") == .met)
    }

    @Test("Residents' answers are never put together with inspected things in silence")
    func grains() {
        let share = Requirement.test(.variable("safe"), .atLeast(0.8), nil)
        #expect(problems(Example.criterion("x", share)) == ["framework.grain-unsaid"])
        var said = Example.criterion("x", share)
        said.grain = .respondent
        #expect(problems(said).isEmpty)
        said.grain = .room
        #expect(problems(said) == ["framework.grain-mismatch"])
        let mixed = Requirement.all([share, .test(.variable("a"), .atLeast(1), nil)])
        #expect(problems(Example.criterion("x", mixed)) == ["framework.grains-mixed"])
        let ratio = Example.criterion("x", .test(.ratio("safe.n", "residents"), .atLeast(1), nil))
        #expect(problems(ratio).contains("framework.grains-mixed"))
        var beside = Example.criterion("x", .test(.variable("a"), .atLeast(1), nil))
        beside.residents = ResidentsView(variable: "a", standard: .atLeast(1), minimum: 10, label: LocalizedText([:]))
        #expect(problems(beside) == ["framework.not-of-residents"])
    }

    @Test("What residents say stands beside the outcome, and needs enough answers")
    func residents() throws {
        var criterion = Example.criterion("x", .test(.variable("a"), .atLeast(1), nil))
        criterion.residents = ResidentsView(
            variable: "safe",
            standard: .atLeast(0.8),
            minimum: 10,
            label: LocalizedText([:])
        )
        let rows = [1.0, 1, 0, 1].map { Example.Row(["a": $0]) } + [Example.Row(["a": 1])]
        let batch = try compile(criterion).score(
            table(rows, answers: [(0.6, 25), (0.9, 10), (0.9, 12), (0.2, 9), nil])
        )
        #expect(rows.indices.map { batch.outcome(0, $0) } == [.met, .met, .notMet, .met, .met])
        let ratings = try #require(batch.residents[0])
        let outcomes = ratings.outcomes.compactMap { Outcome(rawValue: $0) }
        #expect(outcomes == [.notMet, .met, .met, .unknown, .unknown])
        #expect(OutcomeReason(rawValue: ratings.reasons[3]) == .tooFew)
        let disagreements = rows.indices.map { Disagreement(inspection: batch.outcome(0, $0), residents: outcomes[$0]) }
        #expect(disagreements == [.residentsWorse, nil, .residentsBetter, nil, nil])
    }

    @Test("A limiter lowers the band of what it caps, and never the score")
    func limiters() throws {
        let criteria = ["p", "q"].map {
            Example.criterion($0, .test(.variable($0 == "p" ? "a" : "b"), .atLeast(1), nil))
        }
        var framework = Example.framework([(1, [criteria[0]]), (9, [criteria[1]])])
        framework.limiters = [Limiter(criteria: ["p"], band: "low", scopes: ["overall"])]
        let compiled = try CompiledFramework(framework, codeBook: Self.book)
        let batch = compiled.score(table([.init(["a": 0, "b": 1]), .init(["a": 1, "b": 1])]))
        #expect(compiled.band(of: 2, 0, in: batch).band == 0)
        #expect(compiled.band(of: 2, 0, in: batch).cappedBy == [0])
        #expect(compiled.band(of: 1, 0, in: batch).band == 2)
        #expect(compiled.band(of: 0, 0, in: batch).cappedBy.isEmpty)
        #expect(compiled.band(of: 2, 1, in: batch).band == 2)
        #expect(FixedPoint(parts: batch.scores[2][0]).value == 0.9)
    }

    @Test(
        "Each rule of aggregation gives its mean, and 0 as its rule says",
        arguments: [
            (AggregationRule.arithmetic, 0.625, 0.5), (.geometric, 0.5946035575, 0), (.harmonic, 0.5714285714, 0),
            (.worst, 0.5, 0),
        ]
    )
    func aggregation(rule: AggregationRule, mean: Double, withZero: Double) throws {
        // Attainments 1 and 0.5 with weights 1 and 3; then 1 and 0 with equal weights.
        func score(_ weights: [Double], _ values: [Double]) throws -> Double {
            let criteria = weights.indices.map {
                Example.criterion(
                    "c\($0)",
                    .graded(.variable($0 == 0 ? "a" : "b"), Goalposts(zero: 0, one: 1)),
                    weight: weights[$0]
                )
            }
            var framework = Example.framework([(1, criteria)])
            framework.aggregation = Aggregation(criteria: rule)
            let batch = try CompiledFramework(framework, codeBook: Self.book)
                .score(table([.init(["a": values[0], "b": values[1]])]))
            return FixedPoint(parts: batch.scores[0][0]).value
        }
        #expect(abs(try score([1, 3], [1, 0.5]) - mean) < 1e-9)
        #expect(try score([1, 1], [1, 0]) == withZero)
        #expect(try score([1, 0], [0.75, 0]) == 0.75)
    }
}
