import ShelterAnalysis
import ShelterModel

/// What each location owes, and the fewest criteria that would lift it; on the pages of its own municipality alone.
struct LiftSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    /// Locations shown; the rest stands in `data/lift.csv`.
    static let mostLocations = 50

    let page: MunicipalityPage

    private var composer: Composer { page.composer }
    private var words: Words { page.words }

    /// Empty if nobody reckoned what would lift the locations.
    var blocks: [Block] {
        let all = page.municipality.locations.compactMap { location in location.lift.map { (location, $0) } }
        guard !all.isEmpty else { return [] }
        var blocks: [Block] = [
            composer.heading("lift", "report.heading.lift"),
            .paragraph(words.inlines("report.lift.text")),
        ]
        if all.count > Self.mostLocations {
            blocks.append(
                .note(
                    words.inlines(
                        "report.locations.first",
                        [
                            "shown": [.text(words.numbers.count(Self.mostLocations))],
                            "all": [.text(words.counted(all.count, composer.unitsKey))],
                            "file": [.code("data/lift.csv")],
                        ]
                    )
                )
            )
        }
        blocks.append(.table(table(Array(all.prefix(Self.mostLocations)))))
        blocks.append(.paragraph([.secondary(words.inlines("report.lift.reading"))]))
        return blocks
    }

    private func table(_ locations: [(LocationReport, LiftReport)]) -> DocumentTable {
        let hasBands = !composer.framework.bands.isEmpty
        var columns = [
            Column(words("report.column.location")),
            Column(words("report.lift.column.obligations"), .prose),
        ]
        if hasBands { columns.append(Column(words("report.lift.column.band"), .prose)) }
        columns.append(Column(words("report.lift.column.peers"), .prose))
        return DocumentTable(
            caption: words.inlines("report.lift.caption"),
            columns: columns,
            rows: locations.map { location, lift in
                var cells = [Cell(name(location, lift)), Cell(obligations(lift))]
                if hasBands { cells.append(Cell(goal(lift.band))) }
                cells.append(Cell(goal(lift.peers)))
                return cells
            }
        )
    }

    private func name(_ location: LocationReport, _ lift: LiftReport) -> [Inline] {
        [
            .name(location.name.isEmpty ? location.id : location.name), .lineBreak,
            .secondary(words.inlines("report.lift.now", ["standing": standing(lift.now)])),
        ]
    }

    private func standing(_ standing: LiftStanding) -> [Inline] {
        guard let score = standing.score else { return [.text(words("report.lift.no-score"))] }
        let text = composer.scoreText(score, theme: ThemeFigures.overall)
        guard let band = standing.band else { return [.text(text)] }
        return [.text(text + " ("), .name(composer.bandName(band)), .text(")")]
    }

    private func obligations(_ lift: LiftReport) -> [Inline] {
        var content = lift.obligations.isEmpty ? words.inlines("report.lift.no-obligations") : steps(lift.obligations)
        let open = lift.unknown.filter(\.isBinding)
        if !open.isEmpty {
            content += [.lineBreak]
            content += words.inlines(
                "report.lift.unknown-obligations",
                ["criteria": words.joined(open.map { criterion($0.criterion) })]
            )
        }
        if !lift.reserved.isEmpty {
            content += [.lineBreak]
            content += [
                .secondary(
                    words.inlines(
                        "report.lift.reserved",
                        ["criteria": words.joined(lift.reserved.map { criterion($0.criterion) })]
                    )
                )
            ]
        }
        return content
    }

    private func goal(_ goal: LiftGoal?) -> [Inline] {
        guard let goal else { return [.text(words("report.not-applicable"))] }
        var target: [Inline] = []
        if let band = goal.band {
            target = words.inlines("report.lift.to-band", ["band": [.name(composer.bandName(band))]])
        } else if let peers = goal.peers {
            target = words.inlines(
                "report.lift.to-peers.\(peers.basis.rawValue)",
                [
                    "score": [.text(composer.scoreText(peers.median, theme: ThemeFigures.overall))],
                    "n": [.text(words.numbers.count(peers.count))], "name": [.name(peers.name)],
                ]
            )
        }
        let reached = goal.after.map(standing) ?? []
        let state = "\(goal.kind.rawValue).\(goal.status.rawValue)"
        let status = words.inlines(
            "report.lift.status.\(state)",
            ["after": reached]
        )
        let head: [Inline] = target.isEmpty ? [] : [.strong(target), .lineBreak]
        guard !goal.steps.isEmpty else { return head + status }
        return head + steps(goal.steps) + [.lineBreak, .secondary(status)]
    }

    private func steps(_ steps: [LiftStep]) -> [Inline] {
        var content: [Inline] = []
        for (number, step) in steps.enumerated() {
            if number > 0 { content.append(.lineBreak) }
            content += criterion(step.criterion)
            if let sentence = composer.shortages.sentence(step.shortage) { content.append(.text(": \(sentence)")) }
            if step.needsAnswer { content.append(.text(" " + words("report.lift.needs-answer"))) }
        }
        return content
    }

    private func criterion(_ id: String) -> [Inline] {
        let isUnverified = composer.criteria[id]?.provenance.verification == .knowledge
        return [.code(id), .text(" "), .name(composer.criterionName(id))]
            + (isUnverified ? [.text(" (\(words("report.verification.K")))")] : [])
    }
}
