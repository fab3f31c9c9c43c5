import ShelterAppreciation
import ShelterModel
import ShelterParsers
import Testing

@Suite("Replies brought together with a register")
struct AnswerFormTests {
    private typealias Fields = [RecommendationNumber: [String: String]]

    private static func fields(_ text: String?, _ field: String = "reasoning", _ number: String = "1") throws -> Fields
    {
        [try #require(RecommendationNumber(number)): text.map { [field: $0] } ?? [:]]
    }

    private static func outcomes(_ sent: String?, _ now: String?, _ replies: [String]) throws -> [String] {
        AnswerForm.changes(
            sent: try fields(sent),
            current: try fields(now),
            replies: try replies.map { try fields($0) }
        ).map { change in
            switch change.outcome {
            case .changed: "\(change.reply) changed \(change.to)"
            case .conflict(let other): "\(change.reply) conflict \(change.to) / \(other)"
            }
        }
    }

    @Test("what came back as it was sent is no change, whatever a word processor did to its blanks")
    func unchanged() throws {
        #expect(try Self.outcomes("Een  reden.\nMeer", "Een  reden.\nMeer", ["Een reden. Meer "]).isEmpty)
        // Nor is it one if the register was changed since.
        #expect(try Self.outcomes("oud", "nieuw", ["oud"]).isEmpty)
    }

    @Test("a new text is taken over, one that the register already has is not told again")
    func changed() throws {
        #expect(try Self.outcomes(nil, nil, ["nieuw"]) == ["0 changed nieuw"])
        #expect(try Self.outcomes("oud", "oud", ["nieuw"]) == ["0 changed nieuw"])
        #expect(try Self.outcomes("oud", "nieuw", ["nieuw"]).isEmpty)
        #expect(try Self.outcomes("oud", "oud", [""]) == ["0 changed "])
    }

    @Test("two edits of one field are a conflict for a person, between replies and with the register")
    func conflict() throws {
        #expect(try Self.outcomes("oud", "intussen", ["nieuw"]) == ["0 conflict nieuw / intussen"])
        #expect(
            try Self.outcomes("oud", "oud", ["een", "twee"]) == ["0 conflict een / twee", "1 conflict twee / een"]
        )
        #expect(try Self.outcomes("oud", "oud", ["een", "oud"]) == ["0 changed een"])
        #expect(try Self.outcomes("oud", "oud", ["een", "een "]).count == 2)
    }

    @Test("changed fields stand in the register, new actions and answers too, and everything else is as it was")
    func applied() throws {
        let register = try OddRegister.register(version: 1, texts: OddRegister.texts)
        let number = try #require(RecommendationNumber("7"))
        func change(_ field: String, _ to: String) -> AnswerForm.Change {
            AnswerForm.Change(number: number, field: field, from: "", to: to, reply: 0, outcome: .changed)
        }
        let changed = try RegisterForm.register(
            register,
            changing: [
                change("reasoning", "Anders."), change("action 1: owner", "Directie Bedacht"),
                change("action 2: text", "Erbij"), change("action 2: owner", "VNG"),
            ],
            file: "proef.yaml"
        )
        let answer = try #require(changed.appreciation(of: number))
        #expect(answer.reasoning == "Anders." && answer.actions.count == 2)
        #expect(answer.actions[0].owner == "Directie Bedacht" && answer.actions[1].text == "Erbij")
        #expect(answer.actions[1].owner == "VNG")
        #expect(changed.changes(since: register).map(\.number) == [number])
        var bare = register
        bare.appreciations = []
        let begun = try RegisterForm.register(bare, changing: [change("reasoning", "Eerst.")], file: "proef.yaml")
        #expect(begun.appreciations.count == 1 && begun.appreciation(of: number)?.position == .undecided)
    }

    @Test("a word that is no position is refused, and not taken for one")
    func refused() throws {
        let register = try OddRegister.register(version: 1, texts: OddRegister.texts)
        let change = AnswerForm.Change(
            number: try #require(RecommendationNumber("7")),
            field: "position",
            from: "",
            to: "akkoord",
            reply: 0,
            outcome: .changed
        )
        let thrown = #expect(throws: Refusal.self) {
            try RegisterForm.register(register, changing: [change], file: "proef.yaml")
        }
        #expect(thrown?.diagnostics.map(\.code) == ["yaml.unknown-value"])
    }
}
