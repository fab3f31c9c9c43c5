internal import ShelterAnalysis
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
        if let appliesTo = item.appliesTo { line("applies-to", appliesTo) }
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
        if let level = item.level { line("level", texts("level." + level)) }
        if !item.missing.isEmpty { line("missing", item.missing.joined(separator: ", ")) }
        if let residents = item.residents { tell(residents, criterion) }
        line(
            "weight",
            "\(number(criterion.weight)) (\(texts("explain.effective")) \(number(item.effectiveWeight)), "
                + "\(texts("explain.overall")) \(number(item.effectiveWeightOverall)))"
        )
        line(
            "theme",
            "\(item.theme), \(texts("explain.score")) \(number(item.themeScore)), "
                + "\(texts("explain.coverage")) \(number(item.themeCoverage)), "
                + "\(texts("explain.band")) \(item.themeBand ?? texts("explain.none"))"
        )
        if !item.cappedBy.isEmpty { line("capped-by", item.cappedBy.joined(separator: ", ")) }
        if let parts = item.themeArithmetic { line("arithmetic", arithmetic(parts)) }
        line(
            "overall",
            "\(texts("explain.score")) \(number(item.overall.score)), "
                + "\(texts("explain.coverage")) \(number(item.overall.coverage)), "
                + "\(texts("explain.band")) \(item.overall.band ?? texts("explain.none"))"
                + (item.overall.cappedBy.isEmpty
                    ? "" : ", \(texts("explain.capped-by")) \(item.overall.cappedBy.joined(separator: ", "))")
        )
        if let parts = item.overall.arithmetic { line("arithmetic", arithmetic(parts)) }
        let provenance = criterion.provenance
        line("source", [provenance.source, provenance.sourceVersion].compactMap(\.self).joined(separator: ", "))
        line("status", texts("status." + provenance.status.rawValue))
        if let knower = criterion.knownBy { line("known-by", texts("known-by." + knower.rawValue)) }
        line("verification", texts("verification." + provenance.verification.rawValue))
        if let by = provenance.verifiedBy {
            line(
                "verified-by",
                [by, provenance.verifiedOn?.iso, provenance.verifiedArticle, provenance.verifiedVersion]
                    .compactMap(\.self).joined(separator: ", ")
            )
        }
        if let until = provenance.verifiedUntil { line("verified-until", until.iso) }
        if let from = criterion.validFrom { line("valid-from", from.iso) }
        if let to = criterion.validTo { line("valid-to", to.iso) }
        Console.say("")
    }

    /// What residents say, and whether it goes with the inspection.
    private func tell(_ residents: ResidentsFinding, _ criterion: Criterion) {
        let label = criterion.residents?.label[texts.language] ?? ""
        let reason = residents.reason.isEmpty ? "" : " (\(texts("reason." + residents.reason)))"
        line(
            "residents-say",
            "\(label) \(number(residents.observed)) (n = \(residents.answers.map(String.init) ?? texts("explain.none")), "
                + "\(residents.required)): \(texts("outcome." + residents.outcome.name))\(reason)"
        )
        if let disagreement = residents.disagreement {
            line("disagreement", texts("disagreement." + disagreement.rawValue))
        }
    }

    /// Sums of weights, floor and bounds of one score.
    private func arithmetic(_ parts: ScoreParts) -> String {
        [
            ("attained", parts.attained), ("observed", parts.observed), ("applicable", parts.applicable),
            ("floor", parts.floor), ("if-not-met", parts.lowest), ("if-met", parts.highest),
        ].map { "\(texts("explain.\($0.0)")) \(number($0.1))" }.joined(separator: ", ")
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
