import ShelterAppreciation
import ShelterModel
import Testing

@Suite struct FollowUpTests {
    private func day(_ iso: String) throws -> CalendarDate { try #require(CalendarDate(iso: iso)) }

    private func register() throws -> AppreciationRegister {
        let numbers = try ["1", "2", "3"].map { try #require(RecommendationNumber($0)) }
        return AppreciationRegister(
            id: "proef",
            recommendations: numbers.map {
                StudyRecommendation(number: $0, level: .national, theme: "T", text: "t", addressees: [.ministry])
            },
            appreciations: [
                Appreciation(
                    recommendations: [numbers[0]],
                    position: .adopted,
                    minister: "m",
                    actions: [
                        PlannedAction(text: "a", planning: Planning(words: "w", until: try day("2031-06-20"))),
                        PlannedAction(text: "b", planning: Planning(words: "ooit")),
                    ],
                    commitment: Appreciation.Commitment(text: "c", date: try day("2031-02-01")),
                    execution: Execution(status: .done, date: try day("2031-05-01"))
                ),
                Appreciation(
                    recommendations: [numbers[1]],
                    position: .undecided,
                    minister: "m",
                    answerBy: try day("2031-06-20")
                ),
            ]
        )
    }

    @Test func `the two axes do not follow from each other, and unknown is not no action`() throws {
        let register = try register()
        let items = register.followUp(on: try day("2031-12-01"))
        #expect(items.map(\.isCommitted) == [true, false, false])
        #expect(items.map(\.status) == [.done, nil, nil])
        let between = register.followUp(on: try day("2031-03-01"))
        #expect(between.map(\.isCommitted) == [true, false, false])
        #expect(between.map(\.status) == [nil, nil, nil])
        #expect(register.followUp(on: try day("2031-01-01")).allSatisfy { !$0.isCommitted })
        #expect(register.withoutEvidence.map(\.text) == ["1"])
    }

    @Test func `what is due on the day itself is not overdue, what has no day never is`() throws {
        var register = try register()
        #expect(register.overdue(on: try day("2031-06-20")).isEmpty)
        let late = register.overdue(on: try day("2031-06-21"))
        #expect(late.map(\.kind) == [.action(0), .answer])
        register.appreciations[0].actions[0].execution = Execution(status: .done, date: try day("2031-06-21"))
        #expect(register.overdue(on: try day("2031-06-21")).map(\.kind) == [.answer])
    }

    @Test func `changes name what became of each recommendation`() throws {
        let old = try register()
        #expect(old.changes(since: old).isEmpty)
        var new = old
        new.recommendations[1].text = "anders"
        new.recommendations[2].number = try #require(RecommendationNumber("4"))
        new.appreciations[0].position = .endorsed
        new.appreciations[0].cover = "artikel 1"
        new.appreciations.remove(at: 1)
        let changes = new.changes(since: old)
        #expect(changes.map(\.number.text) == ["1", "2", "3", "4"])
        #expect(
            changes.map(\.kinds) == [[.position, .rest], [.recommendation, .unanswered], [.removed], [.added]]
        )
    }
}
