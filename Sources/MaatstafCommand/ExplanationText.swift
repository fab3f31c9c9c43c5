internal import ShelterModel
internal import ShelterPipeline

/// Explanations as lines of text.
struct ExplanationText {
    private let texts: Texts

    init(_ texts: Texts) {
        self.texts = texts
    }

    private func line(_ key: String, _ value: String) {
        Console.say("\(texts("explain." + key)): \(value)")
    }

    /// Full precision, with the language's decimal mark.
    private func number(_ value: Double?) -> String {
        guard let value else { return texts("explain.none") }
        let text = value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
        return texts.language == .dutch ? text.replacing(".", with: ",") : text
    }

    func tell(_ item: FindingExplanation) {
        let criterion = item.criterion
        let language = texts.language
        Console.say("\(criterion.id) \(criterion.label[language]) – \(item.locationName) (\(item.location))")
        line("assessment", item.assessment)
        if let date = item.visitDate { line("visit-date", date.iso) }
        line("rule", item.rule)
        if let condition = item.condition { line("condition", condition) }
        for cell in item.cells {
            let place = [cell.source.description, cell.source.field].compactMap(\.self).joined(separator: " ")
            line("cell", "\(cell.variable) = \(cell.value ?? texts("cell." + cell.status)) (\(place))")
        }
        if let code = item.measuredCode {
            line("measured", "\(item.indicator ?? "") = \(code)")
        } else if let indicator = item.indicator {
            line("measured", "\(indicator) = \(number(item.measured))")
        }
        if item.measuredAtCapacity != nil { line("measured-at-capacity", number(item.measuredAtCapacity)) }
        let reason = item.reason.isEmpty ? "" : " (\(texts("reason." + item.reason)))"
        line("outcome", texts("outcome." + item.outcome.name) + reason)
        line("attainment", number(item.attainment))
        line("weight", number(criterion.weight))
        line(
            "theme",
            "\(item.theme), \(texts("explain.score")) \(number(item.themeScore)), "
                + "\(texts("explain.coverage")) \(number(item.themeCoverage)), "
                + "\(texts("explain.band")) \(item.themeBand ?? texts("explain.none"))"
        )
        if !item.cappedBy.isEmpty { line("capped-by", item.cappedBy.joined(separator: ", ")) }
        let provenance = criterion.provenance
        line("source", [provenance.source, provenance.sourceVersion].compactMap(\.self).joined(separator: ", "))
        line("status", texts("status." + provenance.status.rawValue))
        line("verification", texts("verification." + provenance.verification.rawValue))
        if let until = provenance.verifiedUntil { line("verified-until", until.iso) }
        if let from = criterion.validFrom { line("valid-from", from.iso) }
        if let to = criterion.validTo { line("valid-to", to.iso) }
        Console.say("")
    }

    func tell(_ item: FigureExplanation) {
        Console.say("\(item.id) = \(number(item.value))")
        line("measure", texts("measure." + item.measure.rawValue))
        if let numerator = item.numerator, let denominator = item.denominator {
            line("fraction", "\(number(numerator)) / \(number(denominator))")
        }
        line("rounding", texts("explain.rounding-rule"))
        for (reason, count) in item.leftOut.sorted(by: { $0.key < $1.key }) {
            line("left-out", "\(count) × \(texts("left-out." + reason))")
        }
        for row in item.rows {
            var parts = [row.source.description, row.location, row.locationName]
            if let outcome = row.outcome { parts.append(texts("outcome." + outcome.name)) }
            if row.score != nil || row.coverage != nil {
                parts.append("\(texts("explain.score")) \(number(row.score))")
                parts.append("\(texts("explain.coverage")) \(number(row.coverage))")
            }
            if let residents = row.residents { parts.append("\(residents) \(texts("explain.residents"))") }
            if !row.leftOut.isEmpty { parts.append("(\(texts("left-out." + row.leftOut)))") }
            Console.say("  " + parts.joined(separator: "  "))
        }
    }
}
