import ShelterAnalysis
import ShelterModel

/// What to do, in order of obligation and size, each with its evidence.
struct RecommendationsSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    /// Recommendations for the municipality that are written out; the others have a line in a table.
    static let mostEntries = 10
    /// Rows of the tables per location together; the rest stands in `data/recommendations.csv`.
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
        for (index, recommendation) in whole.prefix(Self.mostEntries).enumerated() {
            blocks.append(.entry(entry(recommendation, number: index + 1, names: names)))
        }
        if whole.count > Self.mostEntries {
            blocks.append(.heading(level: 3, anchor: nil, words.inlines("report.heading.more-recommendations")))
            blocks.append(.table(rest(Array(whole.dropFirst(Self.mostEntries)), names: names)))
        }
        if !own.isEmpty { blocks += perLocation(own) }
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
        if let residents = recommendation.residents {
            places.append(.text(", " + words.counted(residents, "report.count.resident")))
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
        if let criterion {
            let checked = words.inlines("report.recommendations.checked", ["how": verification(criterion)])
            facts.append(Fact(words("report.fact.source"), source(criterion) + [.text(". ")] + checked))
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
        if let article = provenance.verifiedArticle {
            content += words.inlines("report.verified.article", ["article": [.name(article)]])
        }
        if let version = provenance.verifiedVersion {
            content += words.inlines("report.verified.version", ["version": [.name(version)]])
        }
        if let date = provenance.verifiedUntil {
            content += words.inlines("report.verified.until", ["date": [.text(words.date(date))]])
        }
        if !provenance.remark.isEmpty { content += [.text(". "), .name(provenance.remark[words.language])] }
        return content
    }

    /// Those after the first, a line each.
    private func rest(_ recommendations: [Recommendation], names: [String: String]) -> DocumentTable {
        DocumentTable(
            caption: words.inlines("report.recommendations.rest-caption"),
            columns: [
                Column(words("report.column.number"), .brief),
                Column(words("report.column.recommendation"), .prose),
                Column(words("report.fact.obligation")),
                Column(composer.unitsName, .number),
                Column(words("report.column.residents"), .number),
            ],
            rows: recommendations.enumerated().map { index, recommendation in
                var which: [Inline] = [.text(words.numbers.count(recommendation.locations.count))]
                if recommendation.locations.count == 1, let id = recommendation.locations.first {
                    let name = names[id] ?? ""
                    which += [.lineBreak, .secondary([.name(name.isEmpty ? id : name)])]
                }
                return [
                    Cell(words.numbers.count(index + 1 + Self.mostEntries)),
                    Cell(title(recommendation) + sourceLine(recommendation)),
                    Cell(words("report.obligation.\(recommendation.obligation.rawValue)")),
                    Cell(which),
                    Cell(recommendation.residents.map(words.numbers.count) ?? words("report.unknown")),
                ]
            }
        )
    }

    private func sourceLine(_ recommendation: Recommendation) -> [Inline] {
        guard let source = composer.criteria[recommendation.criterion]?.provenance.source, !source.isEmpty else {
            return []
        }
        return [.lineBreak, .secondary([.name(source)])]
    }

    private func title(_ recommendation: Recommendation) -> [Inline] {
        var title: [Inline] = [
            .code(recommendation.criterion), .text(" "), .name(composer.criterionName(recommendation.criterion)),
        ]
        if let sentence = shortage(recommendation.shortage) {
            title += [.lineBreak, .strong([.text(sentence.capitalizedFirst)])]
        }
        return title
    }

    // MARK: Per location

    private func perLocation(_ recommendations: [Recommendation]) -> [Block] {
        var blocks: [Block] = [
            .heading(level: 3, anchor: nil, words.inlines("report.heading.per-location")),
            .paragraph(
                words.inlines("report.recommendations.fold", ["file": [.code("data/recommendations.csv")]])
            ),
        ]
        if recommendations.count > Self.mostRows {
            blocks.append(
                .note(
                    words.inlines(
                        "report.recommendations.first",
                        [
                            "shown": [.text(words.numbers.count(Self.mostRows))],
                            "all": [.text(words.numbers.count(recommendations.count))],
                            "file": [.code("data/recommendations.csv")],
                        ]
                    )
                )
            )
        }
        let own = Dictionary(grouping: recommendations, by: { $0.location ?? "" })
        var left = Self.mostRows
        let locations = Dictionary(page.municipality.locations.map { ($0.id, $0) }) { first, _ in first }
        var seen: Set<String> = []
        // One that is assessed more often stands in the list once.
        for id in page.municipality.locations.map(\.id) + recommendations.compactMap(\.location) {
            guard left > 0, seen.insert(id).inserted, let all = own[id] else { continue }
            let known = [all.first?.locationName, locations[id]?.name].compactMap(\.self).first { !$0.isEmpty }
            var name: [Inline] = [.name(known ?? id)]
            // Two with one name are told apart.
            if let known, locations.values.count(where: { $0.name == known }) > 1 {
                name += [.text(" ("), .code(id), .text(")")]
            }
            let summary = name + [.text(": " + words.counted(all.count, "report.count.recommendation"))]
            blocks.append(.folded(summary, table(Array(all.prefix(left)), at: locations[id], name: name)))
            left -= all.count
        }
        return blocks
    }

    private func table(_ recommendations: [Recommendation], at location: LocationReport?, name: [Inline])
        -> DocumentTable
    {
        let findings = Dictionary((location?.notMet ?? []).map { ($0.criterion, $0) }) { first, _ in first }
        return DocumentTable(
            caption: words.inlines("report.recommendations.caption", ["location": name]),
            columns: [
                Column(words("report.column.recommendation"), .prose),
                Column(words("report.column.measured"), .prose),
                Column(words("report.fact.obligation")),
                Column(composer.placeColumn, .text),
            ],
            rows: recommendations.map { recommendation in
                [
                    Cell(title(recommendation)),
                    Cell(composer.measured(findings[recommendation.criterion], recommendation.criterion)),
                    Cell(words("report.obligation.\(recommendation.obligation.rawValue)")),
                    Cell([.secondary(composer.shortPlaces(recommendation.sources, most: 4))]),
                ]
            }
        )
    }

    private func shortage(_ shortage: Shortage?) -> String? { composer.shortages.sentence(shortage) }
}

extension String {
    /// Starts with a capital if it starts with a letter.
    fileprivate var capitalizedFirst: String {
        guard let first else { return self }
        return first.uppercased() + dropFirst()
    }
}
