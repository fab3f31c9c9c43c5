import ShelterAnalysis
import ShelterModel

/// What to do, in order of obligation and size, each with its evidence.
struct RecommendationsSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    /// Rows of the table per location; the rest stands in `data/findings.csv`.
    static let mostRows = 500

    let page: MunicipalityPage

    private var composer: Composer { page.composer }
    private var words: Words { page.words }

    var blocks: [Block] {
        let all = page.municipality.recommendations.sorted { $0.priority < $1.priority }
        let heading = composer.heading("recommendations", "report.heading.recommendations")
        guard !all.isEmpty else { return [heading, .paragraph(words.inlines("report.recommendations.none"))] }
        let whole = all.filter { $0.location == nil }
        let own = all.filter { $0.location != nil }
        var blocks: [Block] = [heading, .paragraph(words.inlines("report.recommendations.text"))]
        let names = Dictionary(page.municipality.locations.map { ($0.id, $0.name) }) { first, _ in first }
        for (index, recommendation) in whole.enumerated() {
            blocks.append(.entry(entry(recommendation, number: index + 1, names: names)))
        }
        if !own.isEmpty {
            blocks.append(.heading(level: 3, anchor: nil, words.inlines("report.heading.per-location")))
            if own.count > Self.mostRows {
                blocks.append(
                    .note(
                        words.inlines(
                            "report.recommendations.first",
                            [
                                "shown": [.text(words.numbers.count(Self.mostRows))],
                                "all": [.text(words.numbers.count(own.count))], "file": [.code("data/findings.csv")],
                            ]
                        )
                    )
                )
            }
            blocks.append(.table(table(Array(own.prefix(Self.mostRows)))))
        }
        return blocks
    }

    // MARK: For the municipality as a whole

    private func entry(_ recommendation: Recommendation, number: Int, names: [String: String]) -> Entry {
        let criterion = composer.criteria[recommendation.criterion]
        var paragraphs: [[Inline]] = []
        if let sentence = shortage(recommendation.shortage) {
            paragraphs.append([.strong([.text(sentence.capitalizedFirst + ".")])])
        }
        if let advice = criterion?.advice[words.language], !advice.isEmpty { paragraphs.append([.name(advice)]) }
        var facts = [Fact(words("report.fact.obligation"), obligation(recommendation))]
        if let required = criterion.flatMap({ composer.requirementText($0) }) {
            facts.append(Fact(words("report.fact.standard"), [.text(required)]))
        }
        var places: [Inline] = [.text(words.counted(recommendation.locations.count, composer.unitsKey))]
        let named = recommendation.locations.prefix(5).map { id -> [Inline] in
            let name = names[id] ?? ""
            return [.name(name.isEmpty ? id : name)]
        }
        if !named.isEmpty {
            places.append(.text(": "))
            for (index, name) in named.enumerated() {
                if index > 0 { places.append(.text(", ")) }
                places += name
            }
            let more = recommendation.locations.count - named.count
            if more > 0 { places.append(.text(words("report.places.more", ["n": words.numbers.count(more)]))) }
        }
        facts.append(Fact(words("report.fact.where"), places))
        if let residents = recommendation.residents {
            facts.append(
                Fact(words("report.fact.concerned"), [.text(words.counted(residents, "report.count.resident"))])
            )
        }
        if let criterion {
            facts.append(Fact(words("report.fact.source"), source(criterion)))
            facts.append(Fact(words("report.fact.verification"), verification(criterion)))
        }
        facts.append(Fact(words("report.fact.evidence"), composer.places(recommendation.sources)))
        return Entry(
            number: "\(number)",
            title: [
                .name(composer.criterionName(recommendation.criterion)), .text(" "), .code(recommendation.criterion),
            ],
            paragraphs: paragraphs,
            facts: facts
        )
    }

    /// What the criterion is worth, with the reservation where there is one.
    private func obligation(_ recommendation: Recommendation) -> [Inline] {
        var content: [Inline] = [
            .strong([.text(words("report.obligation.\(recommendation.obligation.rawValue)"))])
        ]
        if recommendation.obligation == .unverifiedNorm {
            content.append(.text(". " + words("report.obligation.2.remark")))
        }
        return content
    }

    private func source(_ criterion: Criterion) -> [Inline] {
        var content: [Inline] = [.name(criterion.provenance.source)]
        if let version = criterion.provenance.sourceVersion { content += [.text(" ("), .name(version), .text(")")] }
        return content
    }

    private func verification(_ criterion: Criterion) -> [Inline] {
        let provenance = criterion.provenance
        var content: [Inline] = [.text(words("report.verification.\(provenance.verification.rawValue)"))]
        if let by = provenance.verifiedBy { content += words.inlines("report.verified.by", ["by": [.name(by)]]) }
        if let date = provenance.verifiedOn {
            content += words.inlines("report.verified.on", ["date": [.text(words.date(date))]])
        }
        if let date = provenance.verifiedUntil {
            content += words.inlines("report.verified.until", ["date": [.text(words.date(date))]])
        }
        if !provenance.remark.isEmpty { content += [.text(". "), .name(provenance.remark[words.language])] }
        return content
    }

    // MARK: Per location

    private func table(_ recommendations: [Recommendation]) -> DocumentTable {
        let locations = Dictionary(page.municipality.locations.map { ($0.id, $0) }) { first, _ in first }
        return DocumentTable(
            caption: words.inlines("report.recommendations.caption"),
            columns: [
                Column(words("report.column.location")),
                Column(words("report.column.recommendation"), .prose),
                Column(words("report.column.measured"), .prose),
                Column(words("report.fact.obligation")),
                Column(words("report.column.place")),
            ],
            rows: recommendations.map { recommendation in
                let location = recommendation.location.flatMap { locations[$0] }
                let name = recommendation.locationName ?? location?.name ?? ""
                var what: [Inline] = [
                    .code(recommendation.criterion), .text(" "),
                    .name(composer.criterionName(recommendation.criterion)),
                ]
                if let sentence = shortage(recommendation.shortage) {
                    what += [.lineBreak, .strong([.text(sentence.capitalizedFirst)])]
                }
                let finding = location?.notMet.first { $0.criterion == recommendation.criterion }
                return [
                    Cell([.name(name.isEmpty ? recommendation.location ?? "" : name)]),
                    Cell(what),
                    Cell(composer.measured(finding, recommendation.criterion)),
                    Cell(words("report.obligation.\(recommendation.obligation.rawValue)")),
                    Cell(composer.places(recommendation.sources, most: 4)),
                ]
            }
        )
    }

    // MARK: Shortages

    /// `3 douches te weinig voor 96 bewoners, 5 bij volle bezetting`.
    private func shortage(_ shortage: Shortage?) -> String? {
        guard let shortage else { return nil }
        let quantity = quantityText(shortage.quantity, of: shortage.variable, unit: shortage.unit)
        let kind = shortage.isExcess ? "excess" : "short"
        var sentence: String
        if let basis = shortage.basis, let variable = shortage.basisVariable {
            sentence = words(
                "report.shortage.\(kind)-for",
                ["quantity": quantity, "basis": quantityText(basis, of: variable, unit: nil)]
            )
        } else {
            sentence = words("report.shortage.\(kind)", ["quantity": quantity])
        }
        if let full = shortage.quantityAtCapacity {
            sentence += words("report.shortage.at-capacity", ["quantity": words.numbers.number(full)])
        }
        return sentence
    }

    private func quantityText(_ quantity: Double, of variable: String, unit: String?) -> String {
        let number = words.numbers.number(quantity)
        if let noun = composer.report.codeBook.nouns[variable] {
            let one = noun.one[words.language]
            let name = quantity == 1 && !one.isEmpty ? one : noun.many[words.language]
            return "\(number) \(name)"
        }
        return "\(number) \(unit ?? variable)"
    }
}

extension String {
    /// Starts with a capital if it starts with a letter.
    fileprivate var capitalizedFirst: String {
        guard let first else { return self }
        return first.uppercased() + dropFirst()
    }
}
