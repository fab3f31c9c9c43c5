public import ShelterAppreciation
public import ShelterModel
internal import Yams

/// Writes a register as `AppreciationRegisterFile` reads it: every character comes back.
public enum AppreciationRegisterWriter {
    /// - Throws: `Refusal` when a text cannot be written as YAML.
    public static func yaml(_ register: AppreciationRegister) throws(Refusal) -> String {
        try YAMLWriter.text(
            YAMLWriter.mapping([
                ("format", YAMLWriter.scalar("maatstaf/appreciations/\(AppreciationRegisterFile.newestFormat)")),
                ("id", text(register.id)),
                ("remark", text(register.remark)),
                ("study", study(register.study)),
                ("letter", register.letter.map(letter)),
                (
                    "ministers",
                    list(register.ministers) { YAMLWriter.mapping([("id", text($0.id)), ("title", text($0.title))]) }
                ),
                ("recommendations", list(register.recommendations, recommendation)),
                ("appreciations", list(register.appreciations, appreciation)),
                ("overrides", list(register.overrides, override)),
            ])
        )
    }

    public static func yaml(_ nonPublic: NonPublicParts) throws(Refusal) -> String {
        try YAMLWriter.text(
            YAMLWriter.mapping([
                (
                    "format",
                    YAMLWriter.scalar("maatstaf/appreciations-non-public/\(NonPublicPartsFile.newestFormat)")
                ),
                ("register", text(nonPublic.register)),
                (
                    "parts",
                    list(nonPublic.parts) { part in
                        YAMLWriter.mapping([
                            ("recommendation", number(part.recommendation)), ("ground", text(part.ground)),
                            ("text", text(part.text)),
                        ])
                    }
                ),
            ])
        )
    }

    private static func text(_ text: String?) -> Node? { text.map { YAMLWriter.scalar($0) } }

    private static func date(_ date: CalendarDate?) -> Node? { date.map { YAMLWriter.scalar($0.iso) } }

    private static func number(_ number: RecommendationNumber) -> Node { YAMLWriter.scalar(number.text) }

    /// `nil` for an empty list: its key is left out.
    private static func list<Item>(_ items: [Item], _ node: (Item) -> Node) -> Node? {
        items.isEmpty ? nil : YAMLWriter.list(items.map(node))
    }

    private static func study(_ study: Study) -> Node? {
        guard study != Study() else { return nil }
        return YAMLWriter.mapping([
            ("title", text(study.title)), ("author", text(study.author)), ("date", date(study.date)),
            ("number", text(study.number)),
        ])
    }

    private static func letter(_ letter: Letter) -> Node {
        YAMLWriter.mapping([
            ("title", text(letter.title)), ("date", date(letter.date)), ("number", text(letter.number)),
        ]
        )
    }

    private static func recommendation(_ recommendation: StudyRecommendation) -> Node {
        YAMLWriter.mapping([
            ("number", number(recommendation.number)),
            ("level", text(recommendation.level.rawValue)),
            ("theme", text(recommendation.theme)),
            ("text", text(recommendation.text)),
            ("page", text(recommendation.page)),
            ("addressees", list(recommendation.addressees) { YAMLWriter.scalar($0.rawValue) }),
            ("otherAddressee", text(recommendation.otherAddressee)),
        ])
    }

    private static func appreciation(_ answer: Appreciation) -> Node {
        YAMLWriter.mapping([
            ("recommendations", list(answer.recommendations, number)),
            ("position", text(answer.position.rawValue)),
            ("minister", text(answer.minister)),
            ("jointly", list(answer.jointly) { YAMLWriter.scalar($0) }),
            ("reasoning", text(answer.reasoning)),
            ("partNotAdopted", text(answer.partNotAdopted)),
            ("answerBy", date(answer.answerBy)),
            ("actions", list(answer.actions, action)),
            ("cover", text(answer.cover)),
            ("legalBasis", text(answer.legalBasis)),
            ("intention", text(answer.intention)),
            ("commitment", answer.commitment.map(commitment)),
            ("execution", answer.execution.map(execution)),
            (
                "links",
                list(answer.links) { link in
                    YAMLWriter.mapping([
                        ("kind", text(link.kind.rawValue)), ("number", text(link.number)), ("title", text(link.title)),
                    ])
                }
            ),
        ])
    }

    private static func action(_ action: PlannedAction) -> Node {
        YAMLWriter.mapping([
            ("text", text(action.text)),
            ("owner", text(action.owner)),
            (
                "planning",
                action.planning.map { planning in
                    YAMLWriter.mapping([
                        ("words", text(planning.words)), ("from", date(planning.from)), ("until", date(planning.until)),
                    ])
                }
            ),
            ("execution", action.execution.map(execution)),
        ])
    }

    private static func commitment(_ commitment: Appreciation.Commitment) -> Node {
        YAMLWriter.mapping([
            ("text", text(commitment.text)), ("reference", text(commitment.reference)),
            ("date", date(commitment.date)),
        ])
    }

    private static func execution(_ execution: Execution) -> Node {
        YAMLWriter.mapping([
            ("status", text(execution.status.rawValue)), ("date", date(execution.date)),
            ("evidence", text(execution.evidence)),
        ])
    }

    private static func override(_ override: FindingOverride) -> Node {
        YAMLWriter.mapping([
            ("code", text(override.code)),
            ("recommendation", override.recommendation.map(number)),
            ("by", text(override.by)),
            ("date", date(override.date)),
            ("reason", text(override.reason)),
        ])
    }
}
