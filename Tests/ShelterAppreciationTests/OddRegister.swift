import ShelterAppreciation
import ShelterModel
import Testing

/// A register of 200 recommendations with texts that files like to lose.
enum OddRegister {
    static let texts = [
        " begin en eind ", "regel\nregel\r\nregel\r", "'\"\\#: - [x] {y} & *z | >", "é e\u{301} \u{FEFF}\u{202E}",
        "😀 \u{2028}\u{2029}\u{85}", "no", "~", "=1+1", "<script>alert(1)</script>", "\t\u{1}\u{7F}\u{A0}",
    ]

    static func register(version: Int, texts: [String]) throws -> AppreciationRegister {
        var register = AppreciationRegister(
            id: "proef",
            ministers: [Minister(id: "m", title: texts[version])]
        )
        for main in 1...200 {
            let number = try #require(RecommendationNumber("\(main)"))
            let text = "\(texts[main % texts.count])\(version)\(texts[(main + version) % texts.count])"
            register.recommendations.append(
                StudyRecommendation(
                    number: number,
                    level: main.isMultiple(of: 2) ? .national : .municipalities,
                    theme: texts[(main + 1) % texts.count] + "x",
                    text: text,
                    page: "\(main)",
                    addressees: [.ministry, .other],
                    otherAddressee: text
                )
            )
            register.appreciations.append(
                Appreciation(
                    recommendations: [number],
                    position: Appreciation.Position.allCases[main % Appreciation.Position.allCases.count],
                    minister: "m",
                    jointly: ["m"],
                    reasoning: text + "r",
                    partNotAdopted: text + "p",
                    answerBy: CalendarDate(daysSince1970: 22_000 + main),
                    actions: [
                        PlannedAction(
                            text: text + "a",
                            owner: text + "o",
                            planning: Planning(
                                words: text + "w",
                                from: CalendarDate(daysSince1970: 22_000),
                                until: CalendarDate(daysSince1970: 22_000 + version)
                            ),
                            execution: Execution(status: .inProgress)
                        )
                    ],
                    cover: text + "c",
                    legalBasis: text + "l",
                    intention: text + "i",
                    commitment: Appreciation.Commitment(text: text, reference: text, date: nil),
                    execution: Execution(status: .otherAction, date: nil, evidence: text),
                    links: [Appreciation.Link(kind: .motion, number: text, title: text)]
                )
            )
        }
        return register
    }
}
