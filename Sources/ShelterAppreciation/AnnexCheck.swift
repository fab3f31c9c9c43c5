internal import ShelterModel

/// Holds a register against the rules of what may go out as final.
public struct AnnexCheck {
    let register: AppreciationRegister
    let nonPublic: NonPublicParts?
    let sourceText: String?
    var found: [AnnexFinding] = []

    /// - Parameter sourceText: The text of the study, in which each recommendation must stand literally; `nil` if it is not given.
    /// - Returns: All findings in the order of the files, with those that are let pass.
    public static func findings(
        _ register: AppreciationRegister,
        nonPublic: NonPublicParts? = nil,
        sourceText: String? = nil
    ) -> [AnnexFinding] {
        var check = AnnexCheck(register: register, nonPublic: nonPublic, sourceText: sourceText)
        check.checkStudy()
        check.checkNumbers()
        check.checkRecommendations()
        check.checkAnswers()
        check.checkNonPublic()
        check.applyOverrides()
        return check.found
    }

    mutating func report(
        _ code: String,
        _ path: [AnnexFinding.Step],
        of number: RecommendationNumber? = nil,
        source: AnnexFinding.Source = .register,
        severity: Diagnostic.Severity = .error,
        _ arguments: [String: Diagnostic.Argument] = [:]
    ) {
        found.append(
            AnnexFinding(
                severity: severity,
                code: code,
                recommendation: number,
                source: source,
                path: path,
                arguments: arguments
            )
        )
    }

    private mutating func checkStudy() {
        let study = register.study
        let missing = [
            ("title", study.title == nil), ("author", study.author == nil), ("date", study.date == nil),
            ("number", study.number == nil),
        ].filter(\.1).map(\.0)
        if !missing.isEmpty { report("annex.study-incomplete", [.key("study")], ["keys": .list(missing)]) }
        if register.recommendations.isEmpty { report("annex.no-recommendations", [.key("recommendations")]) }
    }

    private mutating func checkRecommendations() {
        let source = sourceText.map(Self.words)
        for (index, recommendation) in register.recommendations.enumerated() {
            let path: [AnnexFinding.Step] = [.key("recommendations"), .item(index)]
            let number = recommendation.number
            if register.appreciation(of: number) == nil { report("annex.no-appreciation", path, of: number) }
            if recommendation.addressees.contains(.other), recommendation.otherAddressee == nil {
                report("annex.addressee-not-named", path + [.key("addressees")], of: number)
            }
            if let source, !source.contains(Self.words(recommendation.text)) {
                report("annex.text-differs", path + [.key("text")], of: number)
            }
        }
    }

    /// A text with one space between words and around it: how its lines are broken says nothing.
    private static func words(_ text: String) -> String {
        " " + text.split(whereSeparator: \.isWhitespace).joined(separator: " ") + " "
    }

    private mutating func checkNonPublic() {
        guard let nonPublic else { return }
        if nonPublic.register != register.id {
            report(
                "annex.other-register",
                [.key("register")],
                source: .nonPublic,
                ["value": .text(nonPublic.register), "register": .text(register.id)]
            )
        }
        let known = Set(register.recommendations.map(\.number))
        for (index, part) in nonPublic.parts.enumerated() {
            let path: [AnnexFinding.Step] = [.key("parts"), .item(index)]
            if part.ground == nil { report("annex.no-ground", path, of: part.recommendation, source: .nonPublic) }
            if !known.contains(part.recommendation) {
                report("annex.unknown-recommendation", path, of: part.recommendation, source: .nonPublic)
            }
        }
    }

    /// What may never be let pass: who answers what would be unknown.
    private static let alwaysOpen: Set<String> = [
        "annex.number-repeated", "annex.answered-twice", "annex.unknown-recommendation", "annex.other-register",
    ]

    private mutating func applyOverrides() {
        for (index, override) in register.overrides.enumerated() {
            let path: [AnnexFinding.Step] = [.key("overrides"), .item(index)]
            if Self.alwaysOpen.contains(override.code) {
                report("annex.override-refused", path, of: override.recommendation, ["code": .text(override.code)])
                continue
            }
            var isUsed = false
            for place in found.indices
            where found[place].code == override.code && found[place].recommendation == override.recommendation {
                found[place].override = override
                isUsed = true
            }
            if !isUsed {
                report(
                    "annex.override-idle",
                    path,
                    of: override.recommendation,
                    severity: .warning,
                    ["code": .text(override.code)]
                )
            }
        }
    }
}
