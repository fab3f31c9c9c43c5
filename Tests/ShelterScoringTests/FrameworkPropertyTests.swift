import ShelterModel
import ShelterScoring
import Testing

/// What holds for every framework, with all of the language: combinations, levels, goalposts, conditions, means, floors, caps and
/// limiters.
@Suite struct FrameworkPropertyTests {
    private typealias Draw = ScorePropertyTests.Draw

    /// A framework over number columns, and the answers of one location; `nil` is unknown.
    private struct Drawn {
        var framework: Framework
        var answers: [Double?] = []

        init(_ draw: inout Draw) {
            var themes: [(weight: Double, criteria: [Criterion])] = []
            for _ in 0..<Int.random(in: 1...3, using: &draw) {
                let weight: Double = [0, 0.5, 1, 2].randomElement(using: &draw) ?? 1
                themes.append((weight: weight, criteria: []))
            }
            framework = Example.framework(themes, floor: [0, 0.3, 0.6, 1].randomElement(using: &draw) ?? 0, cap: "low")
            framework.overallCoverageFloor = [nil, 0, 0.5].randomElement(using: &draw) ?? nil
            framework.aggregation = Aggregation(
                criteria: AggregationRule.allCases.randomElement(using: &draw) ?? .arithmetic,
                themes: AggregationRule.allCases.randomElement(using: &draw) ?? .arithmetic
            )
            for theme in framework.themes.indices {
                framework.themes[theme].coverageFloor = [nil, nil, 0, 0.9].randomElement(using: &draw) ?? nil
                for _ in 0..<Int.random(in: 1...4, using: &draw) { add(to: theme, &draw) }
            }
            for _ in 0..<Int.random(in: 0...2, using: &draw) { addLimiter(&draw) }
        }

        mutating func add(to theme: Int, _ draw: inout Draw) {
            let isBasic = Int.random(in: 0..<6, using: &draw) == 0
            let condition = Int.random(in: 0..<4, using: &draw) == 0 ? test(&draw) : nil
            framework.themes[theme].criteria.append(
                Example.criterion(
                    "C\(framework.criteria.count)",
                    requirement(depth: 0, &draw),
                    when: condition,
                    weight: [0, 0.25, 1, 3].randomElement(using: &draw) ?? 1,
                    status: isBasic ? .norm : .guidance,
                    isBasic: isBasic
                )
            )
        }

        private mutating func addLimiter(_ draw: inout Draw) {
            let ids = framework.criteria.map(\.id)
            let places: [[String]] = [[], ["overall"], [framework.themes[0].id], ["overall", framework.themes[0].id]]
            framework.limiters.append(
                Limiter(
                    criteria: (0..<2).compactMap { _ in ids.randomElement(using: &draw) },
                    band: ["low", "middle"].randomElement(using: &draw) ?? "low",
                    scopes: places.randomElement(using: &draw) ?? []
                )
            )
        }

        mutating func variable(_ value: Double?) -> Indicator {
            answers.append(value)
            return .variable("v\(answers.count - 1)")
        }

        private mutating func test(_ draw: inout Draw) -> Requirement {
            let value = Int.random(in: 0..<6, using: &draw)
            let indicator = variable(value > 3 ? nil : Double(value))
            let limit = Double(Int.random(in: 1...3, using: &draw))
            let up = Goalposts(zero: 0, one: Double(Int.random(in: 1...4, using: &draw)))
            switch Int.random(in: 0..<6, using: &draw) {
            case 0: return .test(indicator, .atLeast(limit), nil)
            case 1: return .test(indicator, .atMost(limit), Goalposts(zero: 4, one: 0))
            case 2: return .test(indicator, .atLeast(limit), up)
            case 3: return .levels(indicator, minimum: .atLeast(limit), target: .atLeast(limit + 1), up)
            case 4: return .levels(indicator, minimum: .atMost(limit), target: .atMost(limit - 1), nil)
            default: return .graded(indicator, up)
            }
        }

        private mutating func requirement(depth: Int, _ draw: inout Draw) -> Requirement {
            guard depth < 2, Bool.random(using: &draw) else { return test(&draw) }
            let parts = (0..<Int.random(in: 1...3, using: &draw)).map { _ in requirement(depth: depth + 1, &draw) }
            switch Int.random(in: 0..<4, using: &draw) {
            case 0: return .all(parts)
            case 1: return .any(parts)
            case 2: return .atLeast(Int.random(in: 1...parts.count, using: &draw), parts)
            default: return .cases(parts.map { Requirement.Case(when: test(&draw), then: $0) })
            }
        }

        /// Answers what is unknown, all of it or about half.
        mutating func settle(all: Bool, _ draw: inout Draw) {
            for index in answers.indices where answers[index] == nil && (all || Bool.random(using: &draw)) {
                answers[index] = Double(Int.random(in: 0...3, using: &draw))
            }
        }

        func scored() throws -> (compiled: CompiledFramework, batch: ScoredBatch) {
            var columns = Array(Example.codeBook.tables[0].columns.prefix(2))
            columns += answers.indices.map {
                ColumnDefinition(headers: ["v\($0)"], variable: "v\($0)", type: .number)
            }
            var book = Example.codeBook
            book.tables[0].columns = columns
            let text = Column.text(TextColumn(bytes: [], ends: [0], status: [.empty]))
            let table = Table(
                file: "drawn.csv",
                lines: [2],
                columns: [text, text]
                    + answers.map { value in
                        .number(NumberColumn(values: [value ?? 0], status: [value == nil ? .empty : .present]))
                    },
                fields: columns.indices.map { $0 + 1 },
                headers: columns.map { $0.headers[0] }
            )
            let compiled = try CompiledFramework(framework, codeBook: book)
            return (compiled, compiled.score(table))
        }

        /// Band of each theme, then of the whole; -1 without one.
        func bands(_ scored: (compiled: CompiledFramework, batch: ScoredBatch)) -> [Int] {
            (0...framework.themes.count).map { scored.compiled.band(of: $0, 0, in: scored.batch).band ?? -1 }
        }
    }

    @Test("One more criterion that is met lowers no score and no band, also where limiters name it", arguments: 0..<400)
    func oneMoreMet(seed: Int) throws {
        var draw = Draw(state: UInt64(seed) &* 6151 &+ 3)
        var drawn = Drawn(&draw)
        let scored = try drawn.scored()
        let before = (scores: scored.batch.scores.map { $0[0] }, bands: drawn.bands(scored))
        let theme = Int.random(in: drawn.framework.themes.indices, using: &draw)
        // A theme without a score may come to one that is lower than those of the others.
        guard before.scores[theme] != ScoredBatch.none else { return }
        let indicator = drawn.variable(4)
        let requirements: [Requirement] = [
            .test(indicator, .atLeast(1), nil), .levels(indicator, minimum: .atLeast(1), target: .atLeast(9), nil),
            .all([.test(indicator, .atLeast(1), Goalposts(zero: 0, one: 2))]),
        ]
        let added = Example.criterion("NEW", requirements.randomElement(using: &draw) ?? requirements[0])
        drawn.framework.themes[theme].criteria.append(added)
        for number in drawn.framework.limiters.indices where Bool.random(using: &draw) {
            drawn.framework.limiters[number].criteria.append("NEW")
        }
        let result = try drawn.scored()
        let after = (scores: result.batch.scores.map { $0[0] }, bands: drawn.bands(result))
        for place in [theme, drawn.framework.themes.count] where before.scores[place] != ScoredBatch.none {
            #expect(after.scores[place] >= before.scores[place] - 1)
            #expect(after.bands[place] >= before.bands[place])
        }
    }

    @Test("However unknown answers turn out, each score stays within the bounds that were printed", arguments: 0..<400)
    func bounds(seed: Int) throws {
        var draw = Draw(state: UInt64(seed) &* 7907 &+ 5)
        var drawn = Drawn(&draw)
        let (compiled, batch) = try drawn.scored()
        let printed = compiled.arithmetic(batch, row: 0)
        for isLast in [false, false, true] {
            drawn.settle(all: isLast, &draw)
            let (compiled, batch) = try drawn.scored()
            for (narrow, wide) in zip(compiled.arithmetic(batch, row: 0), printed)
            where narrow.lowest != ScoredBatch.none {
                #expect(narrow.lowest >= wide.lowest - 4 && narrow.highest <= wide.highest + 4)
            }
            guard isLast else { continue }
            for (number, wide) in printed.enumerated() where batch.scores[number][0] != ScoredBatch.none {
                #expect(batch.scores[number][0] >= wide.lowest - 4 && batch.scores[number][0] <= wide.highest + 4)
            }
        }
    }

    @Test("What is known stays as it is, however unknown answers turn out", arguments: 0..<200)
    func known(seed: Int) throws {
        var draw = Draw(state: UInt64(seed) &* 9241 &+ 7)
        var drawn = Drawn(&draw)
        let before = try drawn.scored().batch
        drawn.settle(all: true, &draw)
        let after = try drawn.scored().batch
        for index in before.outcomes.indices where before.outcome(index, 0) != .unknown {
            #expect(after.outcome(index, 0) == before.outcome(index, 0))
            if [.met, .notMet].contains(before.outcome(index, 0)), before.open[index]?[0] == nil {
                #expect(after.attainments[index][0] == before.attainments[index][0])
            }
        }
    }

    @Test(
        "The order of themes, criteria, parts and limiters changes no outcome, score, bound or band",
        arguments: 0..<200
    )
    func order(seed: Int) throws {
        var draw = Draw(state: UInt64(seed) &* 104_729 &+ 9)
        var drawn = Drawn(&draw)
        let first = try drawn.scored()
        let bands = drawn.bands(first)
        let arithmetic = first.compiled.arithmetic(first.batch, row: 0)
        let outcomes = Dictionary(
            uniqueKeysWithValues: first.compiled.criteria.enumerated().map {
                ($1.criterion.id, first.batch.outcome($0, 0))
            }
        )
        let order = drawn.framework.themes.indices.shuffled(using: &draw)
        drawn.framework.themes = order.map { drawn.framework.themes[$0] }
        for theme in drawn.framework.themes.indices {
            drawn.framework.themes[theme].criteria.shuffle(using: &draw)
            for index in drawn.framework.themes[theme].criteria.indices {
                let requirement = drawn.framework.themes[theme].criteria[index].requirement
                drawn.framework.themes[theme].criteria[index].requirement = Self.shuffled(requirement, &draw)
            }
        }
        drawn.framework.limiters.shuffle(using: &draw)
        let second = try drawn.scored()
        let bandsAfter = drawn.bands(second)
        let arithmeticAfter = second.compiled.arithmetic(second.batch, row: 0)
        for (number, compiled) in second.compiled.criteria.enumerated() {
            #expect(outcomes[compiled.criterion.id] == second.batch.outcome(number, 0))
        }
        for (new, old) in Array(order.enumerated()) + [(order.count, order.count)] {
            #expect(abs(second.batch.scores[new][0] - first.batch.scores[old][0]) <= 4)
            #expect(abs(second.batch.coverage[new][0] - first.batch.coverage[old][0]) <= 4)
            #expect(abs(arithmeticAfter[new].lowest - arithmetic[old].lowest) <= 4)
            #expect(abs(arithmeticAfter[new].highest - arithmetic[old].highest) <= 4)
            #expect(bandsAfter[new] == bands[old])
        }
    }

    /// Of cases the first that holds counts: their order is meant.
    private static func shuffled(_ requirement: Requirement, _ draw: inout Draw) -> Requirement {
        func parts(_ parts: [Requirement]) -> [Requirement] {
            var parts = parts.map { shuffled($0, &draw) }
            parts.shuffle(using: &draw)
            return parts
        }
        switch requirement {
        case .all(let own): return .all(parts(own))
        case .any(let own): return .any(parts(own))
        case .atLeast(let count, let own): return .atLeast(count, parts(own))
        default: return requirement
        }
    }

    @Test("A target changes no outcome and no score; what reaches it has reached the minimum", arguments: 0..<200)
    func levels(seed: Int) throws {
        var draw = Draw(state: UInt64(seed) &* 15_485_863 &+ 11)
        var drawn = Drawn(&draw)
        let with = try drawn.scored().batch
        for theme in drawn.framework.themes.indices {
            for index in drawn.framework.themes[theme].criteria.indices {
                let requirement = drawn.framework.themes[theme].criteria[index].requirement
                drawn.framework.themes[theme].criteria[index].requirement = Self.withoutTargets(requirement)
            }
        }
        let without = try drawn.scored().batch
        #expect(with.outcomes == without.outcomes && with.attainments == without.attainments)
        #expect(with.scores == without.scores)
        for (index, levels) in with.levels {
            let isMet = with.outcome(index, 0) == .met
            #expect(levels[0] == Level.target.rawValue || levels[0] == Level.minimum.rawValue ? isMet : !isMet)
        }
        #expect(without.levels.isEmpty)
    }

    private static func withoutTargets(_ requirement: Requirement) -> Requirement {
        switch requirement {
        case .levels(let indicator, let minimum, _, let posts): .test(indicator, minimum, posts)
        case .all(let parts): .all(parts.map(withoutTargets))
        case .any(let parts): .any(parts.map(withoutTargets))
        case .atLeast(let count, let parts): .atLeast(count, parts.map(withoutTargets))
        case .cases(let cases):
            .cases(cases.map { Requirement.Case(when: $0.when, then: withoutTargets($0.then)) })
        default: requirement
        }
    }

    @Test("What is drawn comes by every part of the language")
    func variety() throws {
        var seen: Set<String> = []
        for seed in 0..<400 {
            var draw = Draw(state: UInt64(seed) &* 6151 &+ 3)
            let drawn = Drawn(&draw)
            let scored = try drawn.scored()
            let overall = drawn.framework.themes.count
            let band = scored.compiled.band(of: overall, 0, in: scored.batch)
            if !band.cappedBy.isEmpty { seen.insert(scored.batch.limited[0] == nil ? "capped" : "limited") }
            if scored.batch.scores[overall][0] == ScoredBatch.none { seen.insert("under the floor") }
            if scored.batch.open.values.contains(where: { !$0.isEmpty }) { seen.insert("open attainment") }
            for levels in scored.batch.levels.values { seen.insert("level \(levels[0])") }
            seen.insert(drawn.framework.aggregation.themes.rawValue)
        }
        let all = [
            "capped", "limited", "under the floor", "open attainment", "level 0", "level 1", "level 2", "level 255",
        ]
        #expect(seen.isSuperset(of: all + AggregationRule.allCases.map(\.rawValue)))
    }
}
