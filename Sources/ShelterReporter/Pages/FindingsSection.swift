import ShelterAnalysis
import ShelterModel

/// Per theme and criterion: how often each of the four outcomes was found.
struct FindingsSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    let composer: Composer
    let area: AreaReport

    private var words: Words { composer.words }

    var blocks: [Block] {
        let counts = Dictionary(area.criteria.map { ($0.criterion, $0) }) { first, _ in first }
        var blocks: [Block] = [
            composer.heading("findings", "report.heading.findings"),
            .paragraph(
                words.inlines("report.findings.text", ["units": [.text(composer.unitsName.lowercased())]])
            ),
        ]
        let columns =
            [Column(words("report.column.criterion"), .prose)]
            + [Outcome.met, .notMet, .unknown, .notApplicable].map(composer.outcomeColumn)
        for theme in composer.framework.themes where !theme.criteria.isEmpty {
            blocks.append(
                .table(
                    DocumentTable(
                        caption: [.name(composer.themeName(theme.id))],
                        columns: columns,
                        rows: theme.criteria.map { row($0, counts[$0.id] ?? CriterionCounts(criterion: $0.id)) }
                    )
                )
            )
        }
        return blocks
    }

    /// Its name already says what is required.
    private func isYesOrNo(_ criterion: Criterion) -> Bool {
        switch criterion.requirement {
        case .test(_, .isTrue, _), .test(_, .isFalse, _): true
        default: false
        }
    }

    private func row(_ criterion: Criterion, _ counts: CriterionCounts) -> [Cell] {
        func cell(_ count: Int, _ what: String, isStrong: Bool = false) -> Cell {
            let figure = Inline.figure(words.numbers.count(count), id: composer.id(area, criterion.id, what))
            return Cell([count == 0 ? .secondary([figure]) : isStrong ? .strong([figure]) : figure])
        }
        var remarks = [composer.tags(criterion, counts).joined(separator: ", ")]
        if !isYesOrNo(criterion), let required = composer.requirementText(criterion) {
            remarks.append(words("report.measured.standard", ["required": required]))
        }
        return [
            Cell([
                .code(criterion.id), .text(" "), .name(composer.criterionName(criterion.id)), .lineBreak,
                .secondary([.text(remarks.joined(separator: " · "))]),
            ]),
            cell(counts.met, "met"), cell(counts.notMet, "not-met", isStrong: true), cell(counts.unknown, "unknown"),
            cell(counts.notApplicable, "not-applicable"),
        ]
    }
}
