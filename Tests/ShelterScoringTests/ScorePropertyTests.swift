import ShelterModel
import ShelterScoring
import Testing

/// What holds for every framework and every location, tried on many drawn ones.
@Suite struct ScorePropertyTests {
    /// The same numbers for the same seed (SplitMix64, Steele, Lea and Flood 2014).
    struct Draw: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    /// A criterion of its own column, so that its outcome can be chosen.
    struct Drawn {
        var criteria: [[(weight: Double, value: Double?, condition: Double??)]]
        var weights: [Double]
        var rule: AggregationRule
        var floor: Double

        init(_ draw: inout Draw, floor: Double? = nil) {
            rule = AggregationRule.allCases.randomElement(using: &draw) ?? .arithmetic
            self.floor = floor ?? [0, 0.3, 0.6, 1].randomElement(using: &draw) ?? 0
            weights = (0..<Int.random(in: 1...4, using: &draw)).map { _ in
                [0, 0.5, 1, 2, 7].randomElement(using: &draw) ?? 1
            }
            criteria = weights.map { _ in
                (0..<Int.random(in: 1...6, using: &draw)).map { _ in
                    let value = Int.random(in: 0..<5, using: &draw)
                    let condition: Double?? =
                        switch Int.random(in: 0..<8, using: &draw) {
                        case 0: .some(.none)
                        case 1: 0
                        case 2: 1
                        default: nil
                        }
                    return (
                        weight: [0, 0.25, 1, 3].randomElement(using: &draw) ?? 1,
                        value: value == 4 ? nil : Double(value) / 3, condition: condition
                    )
                }
            }
        }

        /// Scores, bounds and outcomes of one location.
        func scored() throws -> (compiled: CompiledFramework, batch: ScoredBatch) {
            var columns = Array(Example.codeBook.tables[0].columns.prefix(2))
            var values: [Double?] = []
            func column(_ value: Double?) -> String {
                let name = "v\(values.count)"
                columns.append(ColumnDefinition(headers: [name], variable: name, type: .number))
                values.append(value)
                return name
            }
            let themes = criteria.map { list in
                list.map { item in
                    let name = column(item.value)
                    let condition = item.condition.map { Requirement.test(.variable(column($0)), .atLeast(1), nil) }
                    return Example.criterion(
                        name,
                        .graded(.variable(name), Goalposts(zero: 0, one: 1)),
                        when: condition,
                        weight: item.weight
                    )
                }
            }
            var framework = Example.framework(zip(weights, themes).map { ($0, $1) }, floor: floor)
            framework.aggregation = Aggregation(criteria: rule, themes: rule)
            var book = Example.codeBook
            book.tables[0].columns = columns
            let text = Column.text(TextColumn(bytes: [], ends: [0], status: [.empty]))
            let table = Table(
                file: "drawn.csv",
                lines: [2],
                columns: [text, text]
                    + values.map { value in
                        .number(NumberColumn(values: [value ?? 0], status: [value == nil ? .empty : .present]))
                    },
                fields: columns.indices.map { $0 + 1 },
                headers: columns.map { $0.headers[0] }
            )
            let compiled = try CompiledFramework(framework, codeBook: book)
            return (compiled, compiled.score(table))
        }
    }

    @Test("One more criterion that is met lowers no score", arguments: 0..<200)
    func onMoreMet(seed: Int) throws {
        var draw = Draw(state: UInt64(seed))
        var drawn = Drawn(&draw, floor: 0)
        let before = try drawn.scored().batch
        let theme = Int.random(in: drawn.weights.indices, using: &draw)
        // A theme without a score may come to one that is lower than those of the others.
        guard before.scores[theme][0] != ScoredBatch.none else { return }
        drawn.criteria[theme].append((weight: 1, value: 1, condition: nil))
        let after = try drawn.scored().batch
        for score in [theme, drawn.weights.count] where before.scores[score][0] != ScoredBatch.none {
            #expect(after.scores[score][0] >= before.scores[score][0] - 1)
        }
    }

    @Test("However the unknowns turn out, the score stays within the bounds that were printed", arguments: 0..<200)
    func bounds(seed: Int) throws {
        var draw = Draw(state: UInt64(seed) &* 7919)
        var drawn = Drawn(&draw)
        let (compiled, batch) = try drawn.scored()
        let printed = compiled.arithmetic(batch, row: 0)
        for _ in 0..<2 {
            // Some are settled, then all.
            for theme in drawn.criteria.indices {
                for index in drawn.criteria[theme].indices where Bool.random(using: &draw) {
                    Self.settle(&drawn.criteria[theme][index], &draw)
                }
            }
            let (compiled, batch) = try drawn.scored()
            for (narrow, wide) in zip(compiled.arithmetic(batch, row: 0), printed)
            where narrow.lowest != ScoredBatch.none {
                #expect(narrow.lowest >= wide.lowest - 2)
                #expect(narrow.highest <= wide.highest + 2)
            }
        }
        for theme in drawn.criteria.indices {
            for index in drawn.criteria[theme].indices { Self.settle(&drawn.criteria[theme][index], &draw) }
        }
        let settled = try drawn.scored().batch
        for (number, wide) in printed.enumerated() where settled.scores[number][0] != ScoredBatch.none {
            #expect(settled.scores[number][0] >= wide.lowest - 2)
            #expect(settled.scores[number][0] <= wide.highest + 2)
        }
    }

    private static func settle(
        _ item: inout (weight: Double, value: Double?, condition: Double??),
        _ draw: inout Draw
    ) {
        if item.value == nil { item.value = Double(Int.random(in: 0...3, using: &draw)) / 3 }
        if case .some(.none) = item.condition { item.condition = .some(Double(Int.random(in: 0...1, using: &draw))) }
    }

    @Test("The order of criteria and themes never matters", arguments: 0..<100)
    func order(seed: Int) throws {
        var draw = Draw(state: UInt64(seed) &* 104_729)
        var drawn = Drawn(&draw)
        let before = try drawn.scored()
        let order = drawn.weights.indices.shuffled(using: &draw)
        drawn.weights = order.map { drawn.weights[$0] }
        drawn.criteria = order.map { drawn.criteria[$0].shuffled(using: &draw) }
        let after = try drawn.scored()
        let pairs = [(drawn.weights.count, drawn.weights.count)] + order.enumerated().map { ($0.offset, $0.element) }
        let arithmetic = (
            before.compiled.arithmetic(before.batch, row: 0), after.compiled.arithmetic(after.batch, row: 0)
        )
        for (new, old) in pairs {
            #expect(abs(after.batch.scores[new][0] - before.batch.scores[old][0]) <= 2)
            #expect(abs(after.batch.coverage[new][0] - before.batch.coverage[old][0]) <= 2)
            #expect(abs(arithmetic.1[new].lowest - arithmetic.0[old].lowest) <= 2)
            #expect(abs(arithmetic.1[new].highest - arithmetic.0[old].highest) <= 2)
        }
    }

    @Test("The effective weights of what was observed add up to one", arguments: 0..<100)
    func effective(seed: Int) throws {
        var draw = Draw(state: UInt64(seed) &* 15_485_863)
        let drawn = Drawn(&draw)
        let (compiled, batch) = try drawn.scored()
        let arithmetic = compiled.arithmetic(batch, row: 0)
        guard batch.scores[drawn.weights.count][0] != ScoredBatch.none else { return }
        let weights = compiled.criteria.indices.map { compiled.effectiveWeight($0, batch, row: 0, arithmetic).overall }
        #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
    }
}
