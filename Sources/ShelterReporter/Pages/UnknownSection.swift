import ShelterAnalysis
import ShelterModel

/// What could not be judged: by reason and criterion, and how to settle it.
struct UnknownSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    let page: MunicipalityPage

    private struct Group {
        var criterion: String
        var reason: String
        var count = 0
        var locations: [String] = []
        var sources: [SourceLocation] = []
    }

    private var composer: Composer { page.composer }
    private var words: Words { page.words }

    var blocks: [Block] {
        let heading = composer.heading("unknown", "report.heading.unknown")
        let groups = groups
        guard !groups.isEmpty else { return [heading, .paragraph(words.inlines("report.unknowns.none"))] }
        var blocks: [Block] = [heading, .paragraph(words.inlines("report.unknowns.text"))]
        var settled: [Fact] = []
        for reason in OutcomeReason.allCases where groups.contains(where: { $0.reason == reason.name }) {
            settled.append(Fact(reasonText(reason.name), words.inlines("report.settle.\(key(reason.name))")))
        }
        let open = openRequirements
        if !open.isEmpty {
            blocks.append(.paragraph(words.inlines("report.unknowns.requirements")))
            blocks.append(.list(open))
        }
        blocks.append(.heading(level: 3, anchor: nil, words.inlines("report.heading.settle")))
        blocks.append(.facts(settled))
        blocks.append(
            .table(
                DocumentTable(
                    caption: words.inlines("report.unknowns.caption"),
                    columns: [
                        Column(words("report.column.criterion"), .prose),
                        Column(words("report.column.reason")),
                        Column(composer.unitsName, .number),
                        Column(words("report.column.which"), .prose),
                        Column(composer.placeColumn),
                    ],
                    rows: groups.map(row)
                )
            )
        )
        return blocks
    }

    /// Which missing answers would settle a basic requirement, per location.
    private var openRequirements: [[Inline]] {
        page.shown.flatMap { location in
            location.unknown.compactMap { finding -> [Inline]? in
                guard !finding.missing.isEmpty, composer.criteria[finding.criterion]?.isBasicRequirement == true else {
                    return nil
                }
                return words.inlines(
                    "report.unknowns.settles",
                    [
                        "location": [.name(location.name.isEmpty ? location.id : location.name)],
                        "criterion": [
                            .code(finding.criterion), .text(" "), .name(composer.criterionName(finding.criterion)),
                        ],
                        "answers": words.joined(finding.missing.map { [.code($0)] }),
                    ]
                )
            }
        }
    }

    private func row(_ group: Group) -> [Cell] {
        var names: [Inline] = []
        for (index, name) in group.locations.enumerated() {
            if index > 0 { names.append(.text(", ")) }
            names.append(.name(name))
        }
        let more = group.count - group.locations.count
        if more > 0 { names.append(.text(words("report.places.more", ["n": words.numbers.count(more)]))) }
        return [
            Cell([.code(group.criterion), .text(" "), .name(composer.criterionName(group.criterion))]),
            Cell(reasonText(group.reason)),
            Cell(words.numbers.count(group.count)),
            Cell(names),
            Cell([.secondary(composer.shortPlaces(group.sources, most: 4))]),
        ]
    }

    /// In the framework's order, then in the order of the reasons.
    private var groups: [Group] {
        var found: [String: [String: Group]] = [:]
        for location in page.municipality.locations {
            for finding in location.unknown {
                var group =
                    found[finding.criterion]?[finding.reason]
                    ?? Group(criterion: finding.criterion, reason: finding.reason)
                group.count += 1
                if group.locations.count < 5 {
                    group.locations.append(location.name.isEmpty ? location.id : location.name)
                }
                group.sources.append(finding.source)
                found[finding.criterion, default: [:]][finding.reason] = group
            }
        }
        return composer.framework.criteria.flatMap { criterion in
            OutcomeReason.allCases.compactMap { found[criterion.id]?[$0.name] }
        }
    }

    private func reasonText(_ reason: String) -> String {
        words("report.reason.\(key(reason))")
    }

    private func key(_ reason: String) -> String { reason.isEmpty ? "none" : reason }
}
