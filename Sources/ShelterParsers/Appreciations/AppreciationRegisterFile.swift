public import ShelterAppreciation
public import ShelterModel

/// Reads registers of recommendations and answers (`docs/annex.md`, `Data/Appreciations/register.schema.json`).
public enum AppreciationRegisterFile {
    static let newestFormat = 1

    /// The keys of each mapping of the file; the published schema knows the same.
    public static let keys: [String: [String]] = [
        "register": [
            "format", "id", "remark", "study", "letter", "ministers", "recommendations", "appreciations", "overrides",
        ],
        "study": ["title", "author", "date", "number"],
        "letter": ["title", "date", "number"],
        "minister": ["id", "title"],
        "recommendation": ["number", "level", "theme", "text", "page", "addressees", "otherAddressee"],
        "appreciation": [
            "recommendations", "position", "minister", "jointly", "reasoning", "partNotAdopted", "answerBy", "actions",
            "cover", "legalBasis", "intention", "commitment", "execution", "links",
        ],
        "action": ["text", "owner", "planning", "execution"],
        "planning": ["words", "from", "until"],
        "commitment": ["text", "reference", "date"],
        "execution": ["status", "date", "evidence"],
        "link": ["kind", "number", "title"],
        "override": ["code", "recommendation", "by", "date", "reason"],
    ]

    /// - Parameter file: Name of the file as messages print it.
    /// - Throws: everything that is wrong with the file, in the order of its lines. What is only not finished is no fault here: `AnnexCheck` tells it.
    public static func register(yaml: String, file: String) throws(Refusal) -> AppreciationRegister {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = YAMLReader(file: file)
        try reader.checkFormat(of: root, kind: "appreciations", newest: newestFormat)
        let register = reader.appreciationRegister(root)
        return try reader.finish(register)
    }
}

/// Reads what may not be public beside a register.
public enum NonPublicPartsFile {
    static let newestFormat = 1

    public static func parts(yaml: String, file: String) throws(Refusal) -> NonPublicParts {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = YAMLReader(file: file)
        try reader.checkFormat(of: root, kind: "appreciations-non-public", newest: newestFormat)
        let parts = reader.nonPublicParts(root)
        return try reader.finish(parts)
    }
}

extension YAMLReader {
    /// The keys of one kind of mapping in a register.
    private mutating func registerMapping(_ value: YAMLValue, _ kind: String) -> YAMLMapping? {
        mapping(value, keys: AppreciationRegisterFile.keys[kind] ?? [])
    }

    /// One value at an optional key.
    private mutating func optional<Result>(
        _ key: String,
        of mapping: YAMLMapping,
        _ kind: String,
        _ read: (inout YAMLReader, YAMLMapping) -> Result?
    ) -> Result? {
        guard let value = mapping[key], let entry = registerMapping(value, kind) else { return nil }
        return read(&self, entry)
    }

    /// The values of an optional list.
    private mutating func list<Result>(
        _ key: String,
        of mapping: YAMLMapping,
        _ kind: String,
        _ read: (inout YAMLReader, YAMLMapping) -> Result?
    ) -> [Result] {
        var results: [Result] = []
        for item in optionalItems(key, of: mapping) {
            guard let entry = registerMapping(item, kind), let result = read(&self, entry) else { continue }
            results.append(result)
        }
        return results
    }

    fileprivate mutating func appreciationRegister(_ root: YAMLValue) -> AppreciationRegister? {
        guard let mapping = registerMapping(root, "register") else { return nil }
        return AppreciationRegister(
            id: id("id", of: mapping),
            remark: optionalText("remark", of: mapping),
            study: optional("study", of: mapping, "study") { reader, entry in
                Study(
                    title: reader.optionalText("title", of: entry),
                    author: reader.optionalText("author", of: entry),
                    date: reader.optionalDate("date", of: entry),
                    number: reader.optionalText("number", of: entry)
                )
            } ?? Study(),
            letter: optional("letter", of: mapping, "letter") { reader, entry in
                Letter(
                    title: reader.text("title", of: entry),
                    date: reader.optionalDate("date", of: entry),
                    number: reader.optionalText("number", of: entry)
                )
            },
            ministers: list("ministers", of: mapping, "minister") { reader, entry in
                Minister(id: reader.id("id", of: entry), title: reader.text("title", of: entry))
            },
            recommendations: list("recommendations", of: mapping, "recommendation") { $0.recommendation($1) },
            appreciations: list("appreciations", of: mapping, "appreciation") { $0.appreciation($1) },
            overrides: list("overrides", of: mapping, "override") { reader, entry in
                FindingOverride(
                    code: reader.text("code", of: entry),
                    recommendation: entry["recommendation"].flatMap { reader.recommendationNumber($0) },
                    by: reader.text("by", of: entry),
                    date: reader.requiredDate("date", of: entry),
                    reason: reader.text("reason", of: entry)
                )
            }
        )
    }

    fileprivate mutating func nonPublicParts(_ root: YAMLValue) -> NonPublicParts? {
        guard let mapping = mapping(root, keys: ["format", "register", "parts"]) else { return nil }
        var parts: [NonPublicParts.Part] = []
        for item in optionalItems("parts", of: mapping) {
            guard let entry = self.mapping(item, keys: ["recommendation", "ground", "text"]) else { continue }
            let ground = optionalText("ground", of: entry)
            let text = self.text("text", of: entry)
            guard let value = required("recommendation", of: entry), let number = recommendationNumber(value) else {
                continue
            }
            parts.append(NonPublicParts.Part(recommendation: number, ground: ground, text: text))
        }
        return NonPublicParts(register: id("register", of: mapping), parts: parts)
    }

    private mutating func recommendation(_ entry: YAMLMapping) -> StudyRecommendation? {
        let number = required("number", of: entry).flatMap { recommendationNumber($0) }
        let level = choice("level", of: entry, from: StudyRecommendation.Level.allCases)
        let theme = text("theme", of: entry)
        let literal = text("text", of: entry)
        let page = optionalText("page", of: entry)
        let addressees = items("addressees", of: entry).compactMap {
            choice($0, from: StudyRecommendation.Addressee.allCases)
        }
        let other = optionalText("otherAddressee", of: entry)
        guard let number, let level else { return nil }
        return StudyRecommendation(
            number: number,
            level: level,
            theme: theme,
            text: literal,
            page: page,
            addressees: addressees,
            otherAddressee: other
        )
    }

    private mutating func appreciation(_ entry: YAMLMapping) -> Appreciation? {
        let numbers = items("recommendations", of: entry).compactMap { recommendationNumber($0) }
        let position = choice("position", of: entry, from: Appreciation.Position.allCases)
        let answer = Appreciation(
            recommendations: numbers,
            position: position ?? .undecided,
            minister: text("minister", of: entry),
            jointly: optionalItems("jointly", of: entry).compactMap { text($0) },
            reasoning: optionalText("reasoning", of: entry),
            partNotAdopted: optionalText("partNotAdopted", of: entry),
            answerBy: optionalDate("answerBy", of: entry),
            actions: list("actions", of: entry, "action") { reader, action in
                PlannedAction(
                    text: reader.text("text", of: action),
                    owner: reader.optionalText("owner", of: action),
                    planning: reader.optional("planning", of: action, "planning") { $0.planning($1) },
                    execution: reader.optional("execution", of: action, "execution") { $0.execution($1) }
                )
            },
            cover: optionalText("cover", of: entry),
            legalBasis: optionalText("legalBasis", of: entry),
            intention: optionalText("intention", of: entry),
            commitment: optional("commitment", of: entry, "commitment") { reader, value in
                Appreciation.Commitment(
                    text: reader.text("text", of: value),
                    reference: reader.optionalText("reference", of: value),
                    date: reader.optionalDate("date", of: value)
                )
            },
            execution: optional("execution", of: entry, "execution") { $0.execution($1) },
            links: list("links", of: entry, "link") { reader, value in
                let kind = reader.choice("kind", of: value, from: Appreciation.Link.Kind.allCases)
                let number = reader.text("number", of: value)
                let title = reader.optionalText("title", of: value)
                return kind.map { Appreciation.Link(kind: $0, number: number, title: title) }
            }
        )
        return position == nil ? nil : answer
    }

    private mutating func planning(_ entry: YAMLMapping) -> Planning {
        let planning = Planning(
            words: text("words", of: entry),
            from: optionalDate("from", of: entry),
            until: optionalDate("until", of: entry)
        )
        if let from = planning.from, let until = planning.until, from > until, let value = entry["until"] {
            report("appreciation.planning-order", at: value, ["from": .date(from), "until": .date(until)])
        }
        return planning
    }

    private mutating func execution(_ entry: YAMLMapping) -> Execution? {
        let status = choice("status", of: entry, from: Execution.Status.allCases)
        let date = optionalDate("date", of: entry)
        let evidence = optionalText("evidence", of: entry)
        return status.map { Execution(status: $0, date: date, evidence: evidence) }
    }

    private mutating func recommendationNumber(_ value: YAMLValue) -> RecommendationNumber? {
        guard let text = text(value) else { return nil }
        guard let number = RecommendationNumber(text) else {
            report("appreciation.number", at: value, ["value": .text(Self.shortened(text))])
            return nil
        }
        return number
    }

    private mutating func requiredDate(_ key: String, of mapping: YAMLMapping) -> CalendarDate {
        required(key, of: mapping).flatMap { date($0) } ?? CalendarDate(daysSince1970: 0)
    }
}
