import ShelterModel
import ShelterScoring
import Testing

@Suite struct OutcomeTests {
    private typealias Row = Example.Row

    @Test(
        "A standard judges its own boundary",
        arguments: [
            (Standard.atLeast(4), 4.0, Outcome.met), (.atLeast(4), 3.99, .notMet),
            (.atMost(10), 10, .met), (.atMost(10), 10.01, .notMet),
            (.between(2, 8), 2, .met), (.between(2, 8), 8, .met), (.between(2, 8), 1.9, .notMet),
            (.between(2, 8), 8.1, .notMet),
        ]
    )
    func boundary(standard: Standard, value: Double, expected: Outcome) throws {
        let criterion = Example.criterion("x", .test(.variable("a"), standard, nil))
        #expect(try Example.outcome(criterion, Row(["a": value])).outcome == expected)
    }

    @Test(
        "A missing value is unknown with its reason, and n.v.t. is not applicable",
        arguments: [
            (CellStatus.empty, Outcome.unknown, OutcomeReason.empty),
            (.notAsked, .unknown, .notAsked), (.dontKnow, .unknown, .dontKnow),
            (.refusedToAnswer, .unknown, .refusedToAnswer), (.invalid, .unknown, .invalid),
            (.columnAbsent, .unknown, .columnAbsent),
            (.notApplicable, .notApplicable, .answeredNotApplicable),
        ]
    )
    func missing(status: CellStatus, outcome: Outcome, reason: OutcomeReason) throws {
        let criterion = Example.criterion("x", .test(.variable("a"), .atLeast(1), nil))
        let result = try Example.outcome(criterion, Row(missing: ["a": status]))
        #expect(result.outcome == outcome)
        #expect(result.reason == reason)
    }

    @Test func yesAndNoAndCodes() throws {
        let yes = Example.criterion("x", .test(.variable("flag"), .isTrue, nil))
        #expect(try Example.outcome(yes, Row(["flag": 1])).outcome == .met)
        #expect(try Example.outcome(yes, Row(["flag": 0])).outcome == .notMet)
        let no = Example.criterion("x", .test(.variable("flag"), .isFalse, nil))
        #expect(try Example.outcome(no, Row(["flag": 0])).outcome == .met)
        let late = Example.criterion("x", .test(.variable("phase"), .oneOf(["late"]), nil))
        #expect(try Example.outcome(late, Row(codes: ["phase": 1])).outcome == .met)
        #expect(try Example.outcome(late, Row(codes: ["phase": 0])).outcome == .notMet)
        #expect(try Example.outcome(late, Row()).outcome == .unknown)
    }

    @Test(
        "Goalposts grade in between, in either direction",
        arguments: [(0.0, 4.0, 1.0, 0.25), (0, 4, 5, 1), (0, 4, -1, 0), (4, 0, 1, 0.75), (4, 0, 6, 0)]
    )
    func graded(zero: Double, one: Double, value: Double, attainment: Double) throws {
        let criterion = Example.criterion("x", .graded(.variable("a"), Goalposts(zero: zero, one: one)))
        let result = try Example.outcome(criterion, Row(["a": value]))
        #expect(result.attainment == attainment)
        #expect(result.outcome == (attainment == 1 ? .met : .notMet))
    }

    @Test("Division by zero: nothing for many is not met, anything for nobody is not applicable")
    func zero() throws {
        let perToilet = Example.criterion("x", .test(.ratio("residents", "a"), .atMost(10), nil))
        #expect(try Example.outcome(perToilet, Row(["residents": 96, "a": 0])).outcome == .notMet)
        let empty = try Example.outcome(perToilet, Row(["residents": 0, "a": 0]))
        #expect(empty.outcome == .notApplicable)
        #expect(empty.reason == .nothingToCount)
        #expect(try Example.outcome(perToilet, Row(["residents": 0, "a": 3])).outcome == .met)
        let perPerson = Example.criterion("x", .test(.ratio("a", "residents"), .atLeast(4), nil))
        #expect(try Example.outcome(perPerson, Row(["residents": 0, "a": 100])).outcome == .notApplicable)
    }

    @Test func aShareAboveOneIsImpossibleAndUnknown() throws {
        let share = Example.criterion("x", .test(.ratio("a", "b"), .atLeast(1), nil), unit: "share")
        let result = try Example.outcome(share, Row(["a": 5, "b": 4]))
        #expect(result.outcome == .unknown)
        #expect(result.reason == .impossibleShare)
        #expect(try Example.outcome(share, Row(["a": 4, "b": 4])).outcome == .met)
    }

    @Test("Days and months run from the date to the visit; a date after the visit cannot be")
    func intervals() throws {
        let recent = Example.criterion("x", .test(.daysSince("since"), .atMost(28), nil))
        let visit = Example.day("2026-03-01")
        let row = { (since: String) in Row(["visit": visit, "since": Example.day(since)]) }
        #expect(try Example.outcome(recent, row("2026-02-01")).outcome == .met)
        #expect(try Example.outcome(recent, row("2026-01-31")).outcome == .notMet)
        #expect(try Example.outcome(recent, row("2026-03-02")).reason == .afterVisit)
        #expect(try Example.outcome(recent, Row(["since": visit])).reason == .noVisitDate)
        let months = Example.criterion("x", .test(.monthsUntil("since"), .atLeast(6), nil))
        #expect(try Example.outcome(months, row("2026-09-01")).outcome == .met)
        #expect(try Example.outcome(months, row("2026-08-15")).outcome == .notMet)
        #expect(try Example.outcome(months, row("2025-01-01")).outcome == .notMet)
    }

    @Test("Days between two dates count from the first to the second, and a missing one is unknown")
    func daysBetween() throws {
        let order = Example.criterion("x", .test(.daysBetween("since", "visit"), .atLeast(0), nil))
        let visit = Example.day("2026-03-01")
        #expect(try Example.outcome(order, Row(["visit": visit, "since": visit])).outcome == .met)
        #expect(
            try Example.outcome(order, Row(["visit": visit, "since": Example.day("2026-03-02")])).outcome == .notMet
        )
        #expect(try Example.outcome(order, Row(["visit": visit])).outcome == .unknown)
        #expect(try Example.outcome(order, Row(["since": visit])).outcome == .unknown)
    }

    private static let met = Requirement.test(.variable("a"), .atLeast(0), nil)
    private static let notMet = Requirement.test(.variable("a"), .atLeast(9), nil)
    private static let unknown = Requirement.test(.variable("b"), .atLeast(0), nil)
    private static let notApplicable = Requirement.test(.variable("c"), .atLeast(0), nil)

    @Test(
        "all: any not met wins, then unknown; not applicable parts drop out",
        arguments: [
            ([met, met], Outcome.met), ([met, notMet], .notMet), ([unknown, notMet], .notMet),
            ([met, unknown], .unknown),
            ([met, notApplicable], .met), ([notApplicable, notApplicable], .notApplicable),
            ([notApplicable, unknown], .unknown),
        ]
    )
    func all(parts: [Requirement], expected: Outcome) throws {
        #expect(try combined(.all(parts)) == expected)
    }

    @Test(
        "any: any met wins, then unknown; not applicable parts drop out",
        arguments: [
            ([met, notMet], Outcome.met), ([unknown, met], .met), ([notMet, unknown], .unknown),
            ([notMet, notMet], .notMet), ([notMet, notApplicable], .notMet),
            ([notApplicable, notApplicable], .notApplicable),
        ]
    )
    func any(parts: [Requirement], expected: Outcome) throws {
        #expect(try combined(.any(parts)) == expected)
    }

    @Test(
        "k of n is unknown while both ends are possible",
        arguments: [
            (2, [met, met, notMet], Outcome.met), (2, [met, unknown, notMet], .unknown),
            (2, [unknown, notMet, notMet], .notMet), (2, [met, notApplicable, notApplicable], .met),
        ]
    )
    func atLeast(count: Int, parts: [Requirement], expected: Outcome) throws {
        #expect(try combined(.atLeast(count, parts)) == expected)
    }

    private func combined(_ requirement: Requirement) throws -> Outcome {
        let row = Row(["a": 1], missing: ["b": .empty, "c": .notApplicable])
        return try Example.outcome(Example.criterion("x", requirement), row).outcome
    }

    @Test("Attainment of all is the least, of any the greatest")
    func attainment() throws {
        let half = Requirement.graded(.variable("a"), Goalposts(zero: 0, one: 2))
        let quarter = Requirement.graded(.variable("a"), Goalposts(zero: 0, one: 4))
        let row = Row(["a": 1])
        #expect(try Example.outcome(Example.criterion("x", .all([half, quarter])), row).attainment == 0.25)
        #expect(try Example.outcome(Example.criterion("x", .any([half, quarter])), row).attainment == 0.5)
    }

    @Test("Cases: the first that holds; an unknown condition is unknown; none holding is not applicable")
    func cases() throws {
        let requirement = Requirement.cases([
            .init(
                when: .test(.variable("phase"), .oneOf(["early"]), nil),
                then: .test(.variable("a"), .atMost(50), nil)
            ),
            .init(
                when: .test(.variable("a"), .atLeast(100), nil),
                then: .test(.variable("a"), .atMost(20), nil)
            ),
        ])
        let criterion = Example.criterion("x", requirement)
        #expect(try Example.outcome(criterion, Row(["a": 50], codes: ["phase": 0])).outcome == .met)
        #expect(try Example.outcome(criterion, Row(["a": 100], codes: ["phase": 1])).outcome == .notMet)
        #expect(try Example.outcome(criterion, Row(["a": 5], codes: ["phase": 1])).outcome == .notApplicable)
        let unknown = try Example.outcome(criterion, Row(["a": 50]))
        #expect(unknown.outcome == .unknown)
        #expect(unknown.reason == .conditionUnknown)
    }

    @Test("A false condition gives not applicable, an unknown one unknown")
    func conditions() throws {
        let condition = Requirement.test(.variable("b"), .atLeast(1), nil)
        let criterion = Example.criterion("x", .test(.variable("a"), .atLeast(1), nil), when: condition)
        #expect(try Example.outcome(criterion, Row(["a": 1, "b": 1])).outcome == .met)
        #expect(try Example.outcome(criterion, Row(["a": 1, "b": 0])).reason == .conditionFalse)
        #expect(try Example.outcome(criterion, Row(["b": 0])).outcome == .notApplicable)
        #expect(try Example.outcome(criterion, Row(["a": 1])).reason == .conditionUnknown)
    }

    @Test("Both days of validity are in force; without a visit date nobody can tell")
    func validity() throws {
        let criterion = Example.criterion(
            "x",
            .test(.variable("a"), .atLeast(1), nil),
            from: CalendarDate(iso: "2022-04-01"),
            to: CalendarDate(iso: "2023-12-31")
        )
        for (day, expected) in [
            ("2022-03-31", Outcome.notApplicable), ("2022-04-01", .met), ("2023-12-31", .met),
            ("2024-01-01", .notApplicable),
        ] {
            #expect(try Example.outcome(criterion, Row(["a": 1, "visit": Example.day(day)])).outcome == expected)
        }
        #expect(try Example.outcome(criterion, Row(["a": 1])).reason == .noVisitDate)
    }

    @Test func reportedAndPendingAreNeverJudged() throws {
        let report = try Example.outcome(Example.criterion("x", .report(.variable("a"))), Row(["a": 1]))
        #expect(report.outcome == .notApplicable)
        #expect(report.reason == .reportOnly)
        let pending = try Example.outcome(Example.criterion("x", .pending("later")), Row(["a": 1]))
        #expect(pending.outcome == .unknown)
        #expect(pending.reason == .pending)
    }
}
