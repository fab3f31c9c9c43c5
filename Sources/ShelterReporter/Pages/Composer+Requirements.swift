import ShelterAnalysis
import ShelterModel

extension Composer {
    /// The level a criterion requires, in words; `nil` where nothing is judged.
    func requirementText(_ criterion: Criterion) -> String? {
        requirementText(criterion.requirement, unit: criterion.unit)
    }

    private func requirementText(_ requirement: Requirement, unit: String?) -> String? {
        switch requirement {
        case .test(let indicator, let standard, _):
            standardText(standard, unit: unit, variable: indicator.variables.first)
        case .levels(let indicator, let minimum, let target, _):
            words(
                "report.standard.levels",
                [
                    "minimum": standardText(minimum, unit: unit, variable: indicator.variables.first),
                    "target": standardText(target, unit: unit, variable: indicator.variables.first),
                ]
            )
        case .graded(_, let posts):
            words(
                posts.zero > posts.one ? "report.standard.at-most" : "report.standard.at-least",
                ["limit": valueText(posts.one, unit: unit)]
            )
        case .all(let parts): words("report.standard.all", ["n": numbers.count(parts.count)])
        case .any(let parts): words("report.standard.any", ["n": numbers.count(parts.count)])
        case .atLeast(let count, let parts):
            words("report.standard.some", ["k": numbers.count(count), "n": numbers.count(parts.count)])
        case .cases: words("report.standard.cases")
        case .report, .pending, .move: nil
        }
    }

    private func standardText(_ standard: Standard, unit: String?, variable: String?) -> String {
        switch standard {
        case .atLeast(let limit): words("report.standard.at-least", ["limit": valueText(limit, unit: unit)])
        case .atMost(let limit): words("report.standard.at-most", ["limit": valueText(limit, unit: unit)])
        case .between(let low, let high):
            words("report.standard.between", ["low": valueText(low, unit: nil), "high": valueText(high, unit: unit)])
        case .isTrue: words("report.standard.is-yes")
        case .isFalse: words("report.standard.is-no")
        case .oneOf(let codes):
            words(
                "report.standard.one-of",
                ["codes": codes.map { codeText($0, variable: variable) }.joined(separator: ", ")]
            )
        }
    }

    private func codeText(_ code: String, variable: String?) -> String {
        let label = variable.flatMap { report.codeBook.codeLabels[$0]?[code] }?[words.language] ?? ""
        return label.isEmpty ? code : label
    }

    /// With one decimal, two under 10, and more where rounding would make it equal to a limit that it is not.
    private func valueText(_ value: Double, unit: String?, apartFrom limit: Double? = nil) -> String {
        let factor = unit == "share" ? 100.0 : 1
        let shown = value * factor
        var decimals = unit == "share" || abs(shown) >= 10 ? 1 : 2
        if let limit, value != limit {
            let other = numbers.number(limit * factor, decimals: 6)
            while decimals < 6, numbers.number(shown, decimals: decimals) == other { decimals += 1 }
        }
        let text = numbers.number(shown, decimals: decimals)
        guard let unit else { return text }
        if unit == "share" { return text + "%" }
        return words("report.value-with-unit", ["value": text, "unit": unitText(unit)])
    }

    /// The name of a unit in the language of the page, else as the framework writes it.
    func unitText(_ unit: String) -> String { words.unit(unit) }

    /// What was measured beside what is required; says so when nothing was.
    func measured(_ finding: LocationFinding?, _ id: String) -> [Inline] {
        let criterion = criteria[id]
        let required = criterion.flatMap { requirementText($0) }
        var content: [Inline] = []
        if finding?.reason == OutcomeReason.noneAvailable.name {
            content.append(.text(words("report.reason.none-available")))
        } else if let text = observedText(finding, criterion) {
            content.append(.text(text))
            if let full = finding?.observedAtCapacity {
                content.append(
                    .text(words("report.measured.at-capacity", ["value": valueText(full, unit: criterion?.unit)]))
                )
            }
        } else if case .test = criterion?.requirement {
            content.append(.text(words("report.unknown")))
        } else {
            content.append(.text(words("report.measured.parts")))
        }
        if let required {
            content += [
                .lineBreak, .secondary(words.inlines("report.measured.standard", ["required": [.text(required)]])),
            ]
        }
        return content
    }

    private func observedText(_ finding: LocationFinding?, _ criterion: Criterion?) -> String? {
        if let code = finding?.observedCode {
            guard case .test(let indicator, _, _) = criterion?.requirement else { return code }
            return codeText(code, variable: indicator.variables.first)
        }
        guard let value = finding?.observed else { return nil }
        switch criterion?.requirement {
        case .test(_, .isTrue, _), .test(_, .isFalse, _):
            return words(value == 0 ? "report.answer.is-no" : "report.answer.is-yes")
        case .test(_, .atLeast(let limit), _), .test(_, .atMost(let limit), _):
            return valueText(value, unit: criterion?.unit, apartFrom: limit)
        default: return valueText(value, unit: criterion?.unit)
        }
    }
}
