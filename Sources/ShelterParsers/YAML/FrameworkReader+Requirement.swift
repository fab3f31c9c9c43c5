import ShelterModel

extension FrameworkReader {
    static let requirementKeys = [
        "indicator", "standard", "graded", "all", "any", "atLeast", "cases", "pending", "move",
    ]

    /// What stands in for a requirement that could not be read.
    private static let standIn = Requirement.all([])

    /// A part: of a combination, or behind `when`.
    mutating func requirement(_ value: YAMLValue, inheriting inherited: Indicator? = nil) -> Requirement {
        guard let mapping = reader.mapping(value, keys: Self.requirementKeys) else { return Self.standIn }
        return requirement(mapping, inheriting: inherited)
    }

    /// The requirement among the keys of a criterion, part or case.
    mutating func requirement(_ mapping: YAMLMapping, inheriting inherited: Indicator? = nil) -> Requirement {
        let tests = ["standard", "graded"].filter { mapping[$0] != nil }
        let combinations = ["all", "any", "atLeast", "cases", "pending", "move"].filter { mapping[$0] != nil }
        if combinations.count + (tests.isEmpty ? 0 : 1) > 1 {
            reader.report(
                "framework.several-requirements",
                at: mapping.value,
                ["found": .list(tests + combinations)]
            )
            return Self.standIn
        }
        let own = mapping["indicator"].flatMap { self.indicator($0) }
        guard let combination = combinations.first, let value = mapping[combination] else {
            guard !tests.isEmpty else {
                reader.report("framework.no-requirement", at: mapping.value)
                return Self.standIn
            }
            return test(mapping, own ?? inherited)
        }
        if let indicator = mapping["indicator"], combination != "cases" {
            reader.report("framework.indicator-beside-combination", at: indicator, ["found": .text(combination)])
        }
        switch combination {
        case "all": return .all(parts(value, inherited))
        case "any": return .any(parts(value, inherited))
        case "atLeast": return atLeast(value, inherited)
        case "cases": return .cases(cases(value, own ?? inherited))
        case "move": return .move(moveThemes(value))
        default: return .pending(reader.text(value) ?? "")
        }
    }

    /// Ids of themes; whether they are there is known when all themes are read.
    private mutating func moveThemes(_ value: YAMLValue) -> [String] {
        reader.nonEmptyItems(value).compactMap { item in
            guard let id = reader.text(item) else { return nil }
            guardedThemes.append((id, item))
            return id
        }
    }

    private mutating func parts(_ value: YAMLValue, _ inherited: Indicator?) -> [Requirement] {
        reader.nonEmptyItems(value).map { requirement($0, inheriting: inherited) }
    }

    private mutating func atLeast(_ value: YAMLValue, _ inherited: Indicator?) -> Requirement {
        guard let mapping = reader.mapping(value, keys: ["count", "of"]) else { return Self.standIn }
        let parts = reader.required("of", of: mapping).map { self.parts($0, inherited) } ?? []
        guard let countValue = reader.required("count", of: mapping), let count = reader.number(countValue) else {
            return Self.standIn
        }
        guard count == count.rounded(), count >= 1, count <= Double(max(1, parts.count)) else {
            reader.report(
                "framework.bad-count",
                at: countValue,
                ["value": .number(count), "parts": .integer(parts.count)]
            )
            return Self.standIn
        }
        return .atLeast(Int(count), parts)
    }

    private mutating func cases(_ value: YAMLValue, _ inherited: Indicator?) -> [Requirement.Case] {
        var cases: [Requirement.Case] = []
        for item in reader.nonEmptyItems(value) {
            guard let mapping = reader.mapping(item, keys: ["when"] + Self.requirementKeys),
                let condition = reader.required("when", of: mapping)
            else { continue }
            cases.append(
                Requirement.Case(
                    when: requirement(condition),
                    then: requirement(mapping, inheriting: inherited)
                )
            )
        }
        return cases
    }

    // MARK: Tests

    private mutating func test(_ mapping: YAMLMapping, _ indicator: Indicator?) -> Requirement {
        let posts = mapping["graded"].flatMap { self.goalposts($0) }
        let standard = mapping["standard"]
        guard let indicator else {
            // An indicator that could not be read has a message of its own.
            if mapping["indicator"] == nil {
                reader.report("yaml.missing-key", at: mapping.value, ["key": "indicator"])
            }
            _ = standard.map { self.standard($0) }
            return Self.standIn
        }
        guard let standard else { return posts.map { Requirement.graded(indicator, $0) } ?? Self.standIn }
        if standard.scalarText == "report" {
            if let graded = mapping["graded"] { reader.report("framework.graded-report", at: graded) }
            return .report(indicator)
        }
        if standard.isMapping {
            guard let levels = levels(standard) else { return Self.standIn }
            checkGoalposts(posts, mapping, against: levels.minimum)
            return .levels(indicator, minimum: levels.minimum, target: levels.target, posts)
        }
        guard let parsed = self.standard(standard) else { return Self.standIn }
        checkGoalposts(posts, mapping, against: parsed)
        return .test(indicator, parsed, posts)
    }

    private mutating func checkGoalposts(_ posts: Goalposts?, _ mapping: YAMLMapping, against standard: Standard) {
        guard let posts, let graded = mapping["graded"], Self.runsAgainst(standard, posts) else { return }
        reader.report("framework.graded-against-standard", at: graded, ["standard": .text(standard.text)])
    }

    /// A minimum, and a target that asks more.
    private mutating func levels(_ value: YAMLValue) -> (minimum: Standard, target: Standard)? {
        guard let mapping = reader.mapping(value, keys: ["minimum", "target"]) else { return nil }
        let minimum = reader.required("minimum", of: mapping).flatMap { self.standard($0) }
        let target = reader.required("target", of: mapping).flatMap { self.standard($0) }
        guard let minimum, let target else { return nil }
        if target.isAtLeastAsStrict(as: minimum) != true, let value = mapping["target"] {
            reader.report(
                "framework.target-below-minimum",
                at: value,
                ["target": .text(target.text), "minimum": .text(minimum.text)]
            )
        }
        return (minimum, target)
    }

    /// Whether attainment would rise where the standard is further from being met.
    private static func runsAgainst(_ standard: Standard, _ posts: Goalposts) -> Bool {
        switch standard {
        case .atLeast, .isTrue: posts.zero > posts.one
        case .atMost, .isFalse: posts.zero < posts.one
        case .between, .oneOf: false
        }
    }

    mutating func standard(_ value: YAMLValue) -> Standard? {
        guard let text = value.scalarText, let standard = Standard(parsing: text) else {
            reader.report("framework.bad-standard", at: value, ["value": .text(YAMLReader.words(value))])
            return nil
        }
        return standard
    }

    mutating func indicator(_ value: YAMLValue) -> Indicator? {
        guard let text = reader.text(value) else { return nil }
        if Expression.isMeant(by: text) { return expression(text, at: value) }
        guard let indicator = Indicator(simple: text) else {
            reader.report("framework.bad-indicator", at: value, ["value": .text(YAMLReader.words(value))])
            return nil
        }
        return indicator
    }

    private mutating func expression(_ text: String, at value: YAMLValue) -> Indicator? {
        var place = reader.place(value)
        // The mark of a text in quotes is the quote.
        if value.isQuoted { place.column = place.column.map { $0 + 1 } }
        do throws(Expression.Problem) {
            var expression = try Expression(parsing: text)
            expression.location = place
            return Indicator(expression)
        } catch {
            let code =
                switch error.kind {
                case .tooLong, .tooDeep: "framework.expression-too-long"
                case .noVariable: "framework.expression-of-nothing"
                case .unfinished: "framework.expression-unfinished"
                case .number, .unexpected: "framework.bad-expression"
                }
            reader.report(
                code,
                at: value,
                offset: error.offset + (value.isQuoted ? 1 : 0),
                [
                    "value": .text(YAMLReader.words(value)), "found": .text(error.found),
                    "limit": .integer(Expression.stepLimit), "nesting": .integer(Expression.nestingLimit),
                ]
            )
            return nil
        }
    }

    private mutating func goalposts(_ value: YAMLValue) -> Goalposts? {
        guard let mapping = reader.mapping(value, keys: ["zero", "one"]) else { return nil }
        let goalposts = Goalposts(zero: reader.number("zero", of: mapping), one: reader.number("one", of: mapping))
        if goalposts.zero == goalposts.one, mapping["zero"] != nil, mapping["one"] != nil {
            reader.report("framework.equal-goalposts", at: value, ["value": .number(goalposts.zero)])
        }
        return goalposts
    }
}
