internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterPipeline
internal import ShelterReporter

/// Explanations in words: as lines of text, or as a card.
struct ExplanationText {
    /// Rows of a joined table that are named; the rest is counted.
    private static let mostPlaces = 12

    private let texts: Texts

    init(_ texts: Texts) {
        self.texts = texts
    }

    private func fact(_ key: String, _ value: String) -> FigureCard.Fact {
        FigureCard.Fact(label: texts("explain." + key), value: value)
    }

    /// Full precision, with the language's decimal mark.
    private func number(_ value: Double?) -> String {
        guard let value else { return texts("explain.none") }
        let text = value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
        return texts.language == .dutch ? text.replacing(".", with: ",") : text
    }

    func tell(_ card: FigureCard) {
        Console.say(card.title)
        for fact in card.facts { Console.say("\(fact.label): \(fact.value)") }
        for row in card.rows { Console.say("  " + row.filter { !$0.isEmpty }.joined(separator: "  ")) }
        Console.say("")
    }

    // MARK: Findings

    func card(_ item: FindingExplanation) -> FigureCard {
        let criterion = item.criterion
        var facts = [fact("assessment", item.assessment)]
        if let date = item.visitDate { facts.append(fact("visit-date", date.iso)) }
        facts.append(fact("rule", item.rule))
        if let condition = item.condition { facts.append(fact("condition", condition)) }
        if let appliesTo = item.appliesTo { facts.append(fact("applies-to", appliesTo)) }
        for cell in item.cells { facts += self.facts(cell) }
        if let code = item.measuredCode {
            facts.append(fact("measured", "\(item.indicator ?? "") = \(code)"))
        } else if let indicator = item.indicator {
            facts.append(fact("measured", "\(indicator) = \(number(item.measured))"))
        }
        if item.measuredAtCapacity != nil {
            facts.append(fact("measured-at-capacity", number(item.measuredAtCapacity)))
        }
        let reason = item.reason.isEmpty ? "" : " (\(texts("reason." + item.reason)))"
        facts.append(fact("outcome", texts("outcome." + item.outcome.name) + reason))
        facts.append(fact("attainment", number(item.attainment)))
        if let level = item.level { facts.append(fact("level", texts("level." + level))) }
        if !item.missing.isEmpty { facts.append(fact("missing", item.missing.joined(separator: ", "))) }
        if let residents = item.residents { facts += self.facts(residents, criterion) }
        facts.append(
            fact(
                "weight",
                "\(number(criterion.weight)) (\(texts("explain.effective")) \(number(item.effectiveWeight)), "
                    + "\(texts("explain.overall")) \(number(item.effectiveWeightOverall)))"
            )
        )
        facts.append(
            fact(
                "theme",
                "\(item.theme), \(texts("explain.score")) \(number(item.themeScore)), "
                    + "\(texts("explain.coverage")) \(number(item.themeCoverage)), "
                    + "\(texts("explain.band")) \(item.themeBand ?? texts("explain.none"))"
            )
        )
        if !item.themeParts.isEmpty { facts.append(parts("theme-parts", item.themeParts, item.aggregation.criteria)) }
        if !item.cappedBy.isEmpty { facts.append(fact("capped-by", item.cappedBy.joined(separator: ", "))) }
        facts.append(parts("overall-parts", item.overallParts, item.aggregation.themes))
        if let parts = item.themeArithmetic {
            facts.append(fact("arithmetic", arithmetic(parts, item.aggregation.criteria)))
        }
        facts.append(
            fact(
                "overall",
                "\(texts("explain.score")) \(number(item.overall.score)), "
                    + "\(texts("explain.coverage")) \(number(item.overall.coverage)), "
                    + "\(texts("explain.band")) \(item.overall.band ?? texts("explain.none"))"
            )
        )
        if let parts = item.overall.arithmetic {
            facts.append(fact("arithmetic", arithmetic(parts, item.aggregation.themes)))
        }
        if !item.overall.cappedBy.isEmpty {
            facts.append(
                fact(
                    "overall-capped",
                    texts(
                        "explain.cap",
                        [
                            "before": item.overallBandUncapped ?? texts("explain.none"),
                            "after": item.overall.band ?? texts("explain.none"),
                            "criteria": item.overall.cappedBy.joined(separator: ", "),
                        ]
                    )
                )
            )
        }
        let provenance = criterion.provenance
        facts.append(
            fact("source", [provenance.source, provenance.sourceVersion].compactMap(\.self).joined(separator: ", "))
        )
        facts.append(fact("status", texts("status." + provenance.status.rawValue)))
        if let knower = criterion.knownBy { facts.append(fact("known-by", texts("known-by." + knower.rawValue))) }
        facts.append(fact("verification", texts("verification." + provenance.verification.rawValue)))
        if let by = provenance.verifiedBy {
            facts.append(
                fact(
                    "verified-by",
                    [by, provenance.verifiedOn?.iso, provenance.verifiedArticle, provenance.verifiedVersion]
                        .compactMap(\.self).joined(separator: ", ")
                )
            )
        }
        if let until = provenance.verifiedUntil { facts.append(fact("verified-until", until.iso)) }
        if let from = criterion.validFrom { facts.append(fact("valid-from", from.iso)) }
        if let to = criterion.validTo { facts.append(fact("valid-to", to.iso)) }
        return FigureCard(
            title: "\(criterion.id) \(criterion.label[texts.language]) – \(item.locationName) (\(item.location))",
            facts: facts
        )
    }

    /// What residents say, and whether it goes with the inspection.
    private func facts(_ residents: ResidentsFinding, _ criterion: Criterion) -> [FigureCard.Fact] {
        let label = criterion.residents?.label[texts.language] ?? ""
        let reason = residents.reason.isEmpty ? "" : " (\(texts("reason." + residents.reason)))"
        var facts = [
            fact(
                "residents-say",
                "\(label) \(number(residents.observed)) (n = \(residents.answers.map(String.init) ?? texts("explain.none")), "
                    + "\(residents.required)): \(texts("outcome." + residents.outcome.name))\(reason)"
            )
        ]
        if let disagreement = residents.disagreement {
            facts.append(fact("disagreement", texts("disagreement." + disagreement.rawValue)))
        }
        return facts
    }

    /// Sums of weights, floor and bounds of one score; what was attained is a sum for the arithmetic mean alone.
    private func arithmetic(_ parts: ScoreParts, _ rule: AggregationRule) -> String {
        [
            ("attained", parts.attained), ("observed", parts.observed), ("applicable", parts.applicable),
            ("floor", parts.floor), ("if-not-met", parts.lowest), ("if-met", parts.highest),
        ].filter { rule == .arithmetic || $0.0 != "attained" }.map { "\(texts("explain.\($0.0)")) \(number($0.1))" }
            .joined(separator: ", ")
    }

    /// The cell, and where it does not stand in the export what it was computed from.
    private func facts(_ cell: FindingExplanation.Cell) -> [FigureCard.Fact] {
        let place = [cell.source.description, cell.source.field].compactMap(\.self).joined(separator: " ")
        var facts = [fact("cell", "\(cell.variable) = \(cell.value ?? texts("cell." + cell.status)) (\(place))")]
        guard let rule = cell.rule else { return facts }
        let places = cell.computedFrom.prefix(Self.mostPlaces).map { place in
            [place.description, place.field].compactMap(\.self).joined(separator: " ")
        }
        let more = cell.computedFrom.count - places.count
        let list = places.joined(separator: ", ") + (more > 0 ? " " + texts("convert.more", ["n": "\(more)"]) : "")
        facts.append(fact("computed", "\(rule) (\(list.isEmpty ? texts("explain.none") : list))"))
        return facts
    }

    /// `A1 2 × 0,5 + A2 1 × 1; A3 (unknown)`; for other means than the arithmetic `A1 0,5 (weight 2), …`.
    private func parts(
        _ key: String,
        _ parts: [FindingExplanation.Part],
        _ rule: AggregationRule
    ) -> FigureCard.Fact {
        let isSum = rule == .arithmetic
        let counted = parts.filter { $0.value != nil }.map {
            isSum
                ? "\($0.id) \(number($0.weight)) × \(number($0.value))"
                : "\($0.id) \(number($0.value)) (\(texts("explain.weight")) \(number($0.weight)))"
        }
        let groups = Dictionary(grouping: parts.filter { $0.value == nil }, by: \.leftOut).sorted { $0.key < $1.key }
        let others = groups.map { reason, parts in
            "\(parts.map(\.id).joined(separator: ", ")): \(texts("left-out." + reason))"
        }
        let list = counted.isEmpty ? texts("explain.none") : counted.joined(separator: isSum ? " + " : ", ")
        return fact(
            isSum ? key : key + "-other",
            ([texts("explain.mean." + rule.rawValue) + ": " + list] + others).joined(separator: "; ")
        )
    }

    // MARK: Figures

    func card(_ item: FigureExplanation) -> FigureCard {
        var facts = [fact("measure", texts("measure." + item.measure.rawValue))]
        if let numerator = item.numerator, let denominator = item.denominator {
            facts.append(fact("fraction", "\(number(numerator)) / \(number(denominator))"))
        }
        facts.append(fact("rounding", texts("explain.rounding-rule")))
        for (reason, count) in item.leftOut.sorted(by: { $0.key < $1.key }) {
            facts.append(fact("left-out", "\(count) × \(texts("left-out." + reason))"))
        }
        return FigureCard(
            title: "\(item.id) = \(number(item.value))",
            facts: facts,
            rows: item.rows.map { row in
                var parts = [row.outcome.map { texts("outcome." + $0.name) } ?? ""]
                if row.score != nil || row.coverage != nil {
                    parts.append(
                        "\(texts("explain.score")) \(number(row.score)), \(texts("explain.coverage")) \(number(row.coverage))"
                    )
                }
                if let residents = row.residents { parts.append("\(residents) \(texts("explain.residents"))") }
                if !row.leftOut.isEmpty { parts.append("(\(texts("left-out." + row.leftOut)))") }
                return [row.source.description, row.location, row.locationName]
                    + [parts.filter { !$0.isEmpty }.joined(separator: "; ")]
            }
        )
    }

    // MARK: Estimates

    func card(_ item: EstimateExplanation) -> FigureCard {
        let row = item.figure
        let measure = texts("measure." + row.measure.rawValue)
        var facts = [
            fact(
                "measure",
                row.reference.map { measure + ", " + texts("estimates.reference.\($0.rawValue)") } ?? measure
            )
        ]
        if !row.referenceValue.isEmpty { facts.append(fact("reference", row.referenceValue)) }
        facts.append(fact("plan", "\(item.plan): \(item.planSource)"))
        facts.append(fact("method", row.method))
        if let se = row.se { facts.append(fact("standard-error", number(se))) }
        if let low = row.low, let high = row.high {
            facts.append(fact("interval", "\(number(low)) – \(number(high)) (\(number(row.level)))"))
        }
        if let n = row.n { facts.append(fact("n", "\(n), df \(row.df.map(String.init) ?? texts("explain.none"))")) }
        if let rate = row.responseRate { facts.append(fact("response", number(rate))) }
        if let low = row.worstLow, let high = row.worstHigh {
            facts.append(fact("worst-case", "\(number(low)) – \(number(high))"))
        }
        if let chance = row.chanceUnderCutoff {
            facts.append(fact("chance", "\(number(chance)) (\(number(row.cutoff)))"))
        }
        if let p = row.p { facts.append(fact("p", "\(number(p)), Holm \(number(row.pHolm))")) }
        if let verdict = row.verdict {
            facts.append(fact("verdict", texts("report.estimates.verdict.\(verdict.rawValue)")))
        }
        let reason = row.reason.isEmpty ? "" : " (\(texts("estimates.thin.\(row.reason)")))"
        facts.append(fact("presentation", texts("estimates.presentation.\(row.presentation.rawValue)") + reason))
        for note in row.notes {
            let parts = note.split(separator: ":").map(String.init)
            facts.append(fact("note", texts("estimates.note.\(parts[0])", ["n": parts.count > 1 ? parts[1] : ""])))
        }
        return FigureCard(
            title: "\(item.id) = \(number(row.estimate))",
            facts: facts,
            rows: item.rows.map { row in
                var parts: [String] = []
                if row.score != nil { parts.append("\(texts("explain.score")) \(number(row.score))") }
                if let answers = row.answers { parts.append("\(answers) \(texts("explain.answers"))") }
                if let population = row.population { parts.append("\(texts("explain.of")) \(population)") }
                if !row.stratum.isEmpty { parts.append("\(texts("explain.stratum")) \(row.stratum)") }
                if !row.leftOut.isEmpty { parts.append("(\(texts("left-out." + row.leftOut)))") }
                return [row.source.description, row.location, row.locationName, parts.joined(separator: "; ")]
            }
        )
    }
}
