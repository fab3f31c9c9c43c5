import ShelterModel
import ShelterParsers
import Testing

@Suite("Conditions as they are typed")
struct ConditionTextTests {
    private static func test(_ text: String, _ indicator: Indicator, _ standard: Standard) -> LocationCondition {
        .test(.test(indicator, standard, nil), text: text)
    }

    @Test("and binds before or, not before and, and brackets before all")
    func grammar() throws {
        let a = LocationCondition.met(criterion: "A")
        let b = LocationCondition.met(criterion: "B")
        let c = LocationCondition.met(criterion: "C")
        #expect(try ConditionText.condition("A met or B met and C met") == .any([a, .all([b, c])]))
        #expect(try ConditionText.condition("(A met or B met) and C met") == .all([.any([a, b]), c]))
        #expect(try ConditionText.condition("not A met and B met") == .all([.not(a), b]))
        #expect(try ConditionText.condition("NOT (A met OR B not met)") == .not(.any([a, .not(b)])))
        #expect(
            try ConditionText.condition("A unknown or B not applicable")
                == .any([.has(criterion: "A", .unknown), .has(criterion: "B", .notApplicable)])
        )
    }

    @Test("tests are those of frameworks, with or without blanks")
    func tests() throws {
        #expect(
            try ConditionText.condition("own_cooking is no")
                == Self.test("own_cooking is no", .variable("own_cooking"), .isFalse)
        )
        #expect(
            try ConditionText.condition("residents/showers<=8")
                == Self.test("residents/showers <= 8", .ratio("residents", "showers"), .atMost(8))
        )
        #expect(
            try ConditionText.condition("beds between 2 and 8 and lock is yes")
                == .all([
                    Self.test("beds between 2 and 8", .variable("beds"), .between(2, 8)),
                    Self.test("lock is yes", .variable("lock"), .isTrue),
                ])
        )
        #expect(
            try ConditionText.condition("kind one of [hotel or inn, ship]")
                == Self.test("kind one of [hotel or inn, ship]", .variable("kind"), .oneOf(["hotel or inn", "ship"]))
        )
    }

    @Test(
        "what is no condition is refused, with its place",
        arguments: [
            ("", "condition.unexpected", 1), ("A met and", "condition.unexpected", 10),
            ("A met B", "condition.not-a-test", 1),
            ("(A met", "condition.bracket-open", 1), ("A met)", "condition.unexpected", 6),
            ("lock", "condition.not-a-test", 1),
            ("and A met", "condition.unexpected", 1), ("lock is maybe", "condition.not-a-test", 1),
            ("A met or beds >= many", "condition.not-a-test", 10), ("not", "condition.unexpected", 4),
        ]
    )
    func refused(text: String, code: String, column: Int) {
        let refusal = #expect(throws: Refusal.self) { try ConditionText.condition(text) }
        #expect(refusal?.diagnostics.map(\.code) == [code])
        #expect(refusal?.diagnostics.first?.arguments["column"] == .integer(column))
    }

    @Test("a condition without end or bottom is refused, and nothing runs away")
    func hostile() {
        let deep = String(repeating: "(", count: 2000) + "A met" + String(repeating: ")", count: 2000)
        let nots = String(repeating: "not ", count: 1000) + "A met"
        let long = [String](repeating: "A met", count: 2000).joined(separator: " or ")
        for (text, code) in [(deep, "condition.too-deep"), (nots, "condition.too-deep"), (long, "condition.too-long")] {
            let refusal = #expect(throws: Refusal.self) { try ConditionText.condition(text) }
            #expect(refusal?.diagnostics.first?.code == code)
        }
        let odd = [
            "\u{0}", "[", "]", "a [", ">=", "<= 4", "a / / b <= 3", "🏠 is yes and", "x >= 1e999", "x between 8 and 2",
        ]
        for text in odd { #expect(throws: Refusal.self) { try ConditionText.condition(text) } }
    }

    @Test("three-valued: what does not apply is dropped, one decisive part decides, one unknown leaves it open")
    func logic() throws {
        let outcomes: [String: Outcome] = ["M": .met, "N": .notMet, "U": .unknown, "X": .notApplicable]
        for (text, expected) in [
            ("M met and U met", Outcome.unknown), ("N met and U met", .notMet), ("M met or U met", .met),
            ("N met or U met", .unknown), ("X met and M met", .met), ("X met or N met", .notMet),
            ("X met and X met", .notApplicable),
            ("not U met", .unknown), ("not X met", .notApplicable), ("U unknown", .met), ("M unknown", .notMet),
            ("X not applicable and M met", .met), ("N not met", .met), ("U not met or M met", .met),
        ] {
            let condition = try ConditionText.condition(text)
            #expect(
                condition.outcome(test: { _ in .unknown }, criterion: { outcomes[$0] ?? .unknown }) == expected,
                "\(text)"
            )
        }
    }
}
