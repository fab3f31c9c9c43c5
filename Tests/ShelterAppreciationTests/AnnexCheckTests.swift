import ShelterAppreciation
import ShelterModel
import Testing

/// Each rule: the register that keeps it says nothing, the same register with one thing changed says it.
@Suite struct AnnexCheckTests {
    @Test func `a complete register has nothing to tell`() throws {
        #expect(AnnexCheck.findings(try complete()).isEmpty)
    }

    @Test(arguments: Broken.all) func `a broken rule is told with its place and what it is about`(
        _ broken: Broken
    ) throws {
        var register = try complete()
        try broken.change(&register)
        let found = AnnexCheck.findings(register)
        #expect(found.map(\.code) == [broken.code])
        #expect(found.first?.recommendation?.text == broken.about)
        #expect(found.first?.path.first == .key(broken.key))
        #expect(found.first?.isOpen == broken.isOpen)
    }

    @Test func `an action that was done before the letter needs no planning, one done after it does`() throws {
        var register = try complete()
        register.appreciations[0].actions[0].planning = nil
        let evidence = Execution(status: .done, date: day("2031-03-01"), evidence: "Stcrt. 2031, 1")
        register.appreciations[0].actions[0].execution = evidence
        #expect(AnnexCheck.findings(register).isEmpty)
        register.appreciations[0].actions[0].execution?.date = day("2031-03-02")
        #expect(AnnexCheck.findings(register).map(\.code) == ["annex.no-planning"])
        register.letter = nil
        #expect(AnnexCheck.findings(register).map(\.code) == ["annex.no-planning"])
    }

    @Test func `what is not accepted needs no action`() throws {
        for position in Appreciation.Position.allCases where !position.isAccepted {
            var register = try complete()
            register.appreciations[0].position = position
            register.appreciations[0].actions = []
            register.appreciations[0].reasoning = "Omdat."
            register.appreciations[0].answerBy = day("2031-06-01")
            #expect(AnnexCheck.findings(register).isEmpty, "\(position)")
        }
    }

    @Test func `a literal text is held against the study, whatever its line breaks`() throws {
        let register = try complete()
        let study =
            "Blz. 3\nEerste   verzonnen\naanbeveling.\n Tweede verzonnen aanbeveling. Derde verzonnen aanbeveling.\n"
        #expect(AnnexCheck.findings(register, sourceText: study).isEmpty)
        let other = AnnexCheck.findings(register, sourceText: study.replacing("Eerste", with: "Eerstje"))
        #expect(other.map(\.code) == ["annex.text-differs"])
        #expect(other.first?.recommendation?.text == "1")
    }

    @Test func `a part that is not public needs its ground, a known recommendation and its own register`() throws {
        let register = try complete()
        let number = try #require(RecommendationNumber("1"))
        let good = NonPublicParts.Part(recommendation: number, ground: "5.2 lid 1", text: "Verzonnen.")
        #expect(AnnexCheck.findings(register, nonPublic: NonPublicParts(register: "voorbeeld", parts: [good])).isEmpty)
        var part = good
        part.ground = nil
        func codes(_ parts: NonPublicParts) -> [String] {
            AnnexCheck.findings(register, nonPublic: parts).map(\.code)
        }
        #expect(codes(NonPublicParts(register: "voorbeeld", parts: [part])) == ["annex.no-ground"])
        part = good
        part.recommendation = try #require(RecommendationNumber("9"))
        #expect(codes(NonPublicParts(register: "voorbeeld", parts: [part])) == ["annex.unknown-recommendation"])
        #expect(codes(NonPublicParts(register: "ander", parts: [good])) == ["annex.other-register"])
    }

    @Test func `a named person lets a finding pass, which stays to be seen`() throws {
        var register = try complete()
        register.appreciations[0].actions[0].owner = nil
        let number = try #require(RecommendationNumber("1"))
        register.overrides = [
            FindingOverride(
                code: "annex.no-owner",
                recommendation: number,
                by: "A. Verzonnen",
                date: try #require(day("2031-02-27")),
                reason: "De eigenaar volgt in de brief zelf."
            )
        ]
        let found = AnnexCheck.findings(register)
        #expect(found.map(\.isOpen) == [false])
        let note = try #require(found.first).diagnostic(at: nil)
        #expect(note.severity == .note)
        #expect(note.code == "annex.overridden")
        #expect(note.arguments["by"] == "A. Verzonnen")
        #expect(note.arguments["reason"] == "De eigenaar volgt in de brief zelf.")
    }

    @Test func `an override of nothing is told, and who answers what cannot be overridden`() throws {
        var register = try complete()
        let date = try #require(day("2031-02-27"))
        register.overrides = [
            FindingOverride(code: "annex.no-owner", recommendation: nil, by: "A", date: date, reason: "B")
        ]
        #expect(AnnexCheck.findings(register).map(\.code) == ["annex.override-idle"])
        register.recommendations.append(register.recommendations[0])
        register.overrides[0].code = "annex.number-repeated"
        register.overrides[0].recommendation = RecommendationNumber("1")
        let codes = AnnexCheck.findings(register).map(\.code)
        #expect(codes == ["annex.number-repeated", "annex.override-refused"])
        #expect(AnnexCheck.findings(register).allSatisfy { $0.isOpen })
    }

    @Test func `numbers are ordered as a reader expects, and odd ones are none`() {
        let texts = ["10", "1b", "2", "1", "1a"]
        #expect(texts.compactMap { RecommendationNumber($0) }.sorted().map(\.text) == ["1", "1a", "1b", "2", "10"])
        for text in ["", "0", "01", "a", "1A", "1ab", "1.", "1000", "-1", " 1", "١"] {
            #expect(RecommendationNumber(text) == nil, "\(text)")
        }
    }
}

/// One change to the complete register, and what it must tell.
struct Broken: Sendable, CustomTestStringConvertible {
    var code: String
    var about: String?
    var key = "appreciations"
    var isOpen = true
    var change: @Sendable (inout AppreciationRegister) throws -> Void

    var testDescription: String { code }

    static let all: [Broken] = [
        Broken(code: "annex.study-incomplete", about: nil, key: "study") { $0.study.number = nil },
        Broken(code: "annex.no-recommendations", about: nil, key: "recommendations") {
            $0.recommendations = []
            $0.appreciations = []
        },
        Broken(code: "annex.no-appreciation", about: "2a", key: "recommendations") {
            $0.appreciations[1].recommendations.removeFirst()
        },
        Broken(code: "annex.no-reasoning", about: "1") {
            $0.appreciations[0].position = .partlyAdopted
            $0.appreciations[0].partNotAdopted = "Het tweede deel."
        },
        Broken(code: "annex.no-reasoning", about: "1") { $0.appreciations[0].position = .notAdopted },
        Broken(code: "annex.part-not-named", about: "1") {
            $0.appreciations[0].position = .partlyAdopted
            $0.appreciations[0].reasoning = "Omdat."
        },
        Broken(code: "annex.not-to-adopt", about: "1") {
            $0.recommendations[0].addressees = [.municipalities, .asylumAgency]
        },
        Broken(code: "annex.addressee-not-named", about: "1", key: "recommendations") {
            $0.recommendations[0].addressees = [.ministry, .other]
        },
        Broken(code: "annex.no-action", about: "1") { $0.appreciations[0].actions = [] },
        Broken(code: "annex.no-owner", about: "1") { $0.appreciations[0].actions[0].owner = nil },
        Broken(code: "annex.no-planning", about: "1") { $0.appreciations[0].actions[0].planning = nil },
        Broken(code: "annex.no-done-date", about: "1") {
            $0.appreciations[0].execution = Execution(status: .done, evidence: "Stcrt. 2031, 1")
        },
        Broken(code: "annex.no-evidence", about: "1", isOpen: false) {
            $0.appreciations[0].execution = Execution(status: .done, date: CalendarDate(iso: "2031-01-01"))
        },
        Broken(code: "annex.no-reference", about: "1", isOpen: false) {
            $0.appreciations[0].commitment = Appreciation.Commitment(text: "Verzonnen toezegging.")
        },
        Broken(code: "annex.no-answer-date", about: "2a") { $0.appreciations[1].position = .undecided },
        Broken(code: "annex.unknown-minister", about: "2a") { $0.appreciations[1].jointly = ["onbekend"] },
        Broken(code: "annex.answered-twice", about: "1") {
            $0.appreciations[1].recommendations.append($0.appreciations[0].recommendations[0])
        },
        Broken(code: "annex.unknown-recommendation", about: "7") {
            $0.appreciations[1].recommendations.append(try #require(RecommendationNumber("7")))
        },
        Broken(code: "annex.number-repeated", about: "1", key: "recommendations") {
            $0.recommendations.append($0.recommendations[0])
        },
        Broken(code: "annex.number-missing", about: nil, key: "recommendations") {
            let number = try #require(RecommendationNumber("4"))
            $0.recommendations[2].number = number
            $0.appreciations[1].recommendations[1] = number
        },
        Broken(code: "annex.number-missing", about: nil, key: "recommendations") {
            let number = try #require(RecommendationNumber("2c"))
            $0.recommendations[2].number = number
            $0.appreciations[1].recommendations[1] = number
        },
    ]
}

private func day(_ iso: String) -> CalendarDate? { CalendarDate(iso: iso) }

/// Three recommendations, the last two answered together, with nothing to tell.
private func complete() throws -> AppreciationRegister {
    let numbers = try ["1", "2a", "2b"].map { try #require(RecommendationNumber($0)) }
    let texts = ["Eerste", "Tweede", "Derde"].map { "\($0) verzonnen aanbeveling." }
    return AppreciationRegister(
        id: "voorbeeld",
        study: Study(title: "Verzonnen", author: "Verzonnen bureau", date: day("2031-01-01"), number: "verzonnen-1"),
        letter: Letter(title: "Verzonnen brief", date: day("2031-03-01")),
        ministers: [Minister(id: "m", title: "de verzonnen minister")],
        recommendations: zip(numbers, texts).map { number, text in
            StudyRecommendation(number: number, level: .national, theme: "Thema", text: text, addressees: [.ministry])
        },
        appreciations: [
            Appreciation(
                recommendations: [numbers[0]],
                position: .adopted,
                minister: "m",
                actions: [
                    PlannedAction(
                        text: "Doen.",
                        owner: "de verzonnen directie",
                        planning: Planning(words: "voor de zomer", until: day("2031-06-20"))
                    )
                ]
            ),
            Appreciation(recommendations: [numbers[1], numbers[2]], position: .standingPolicy, minister: "m"),
        ]
    )
}
