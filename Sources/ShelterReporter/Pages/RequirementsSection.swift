import ShelterAnalysis
import ShelterModel

/// The basic requirements of all inspected locations, and the norms that are none on the days of the visits.
struct RequirementsSection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    let composer: Composer

    private var words: Words { composer.words }
    private var country: AreaReport { composer.report.country }

    var blocks: [Block] {
        let heading = composer.heading("requirements", "report.heading.requirements")
        guard !composer.basicRequirements.isEmpty else {
            return [heading, .paragraph(words.inlines("report.requirements.none"))]
        }
        var blocks = [heading]
        let binding = composer.requirements(of: country, .binding)
        if binding.isEmpty {
            blocks.append(.paragraph(words.inlines("report.requirements.none-binding")))
        } else {
            let units = words.counted(
                country.capped,
                composer.unitsKey,
                id: composer.id(country, ThemeFigures.overall, "capped")
            )
            blocks.append(.paragraph(words.inlines("report.requirements.text", ["units": units])))
            blocks.append(.table(table(binding)))
        }
        let reserved = composer.requirements(of: country, .reserved)
        if !reserved.isEmpty {
            blocks.append(.heading(level: 3, anchor: nil, words.inlines("report.heading.reserved")))
            blocks.append(.paragraph(composer.reservedSentences(of: country)))
            blocks.append(.table(reservedTable(reserved)))
        }
        let nowhere = composer.requirements(of: country, .nowhere)
        if !nowhere.isEmpty {
            let names = nowhere.map { counts -> [Inline] in
                [.code(counts.criterion), .text(" "), .name(composer.criterionName(counts.criterion))]
            }
            blocks.append(
                .paragraph(words.inlines("report.requirements.nowhere", ["criteria": words.joined(names)]))
            )
        }
        return blocks
    }

    private func table(_ requirements: [CriterionCounts]) -> DocumentTable {
        let units = composer.unitsName.lowercased()
        return DocumentTable(
            caption: words.inlines("report.requirements.caption"),
            columns: [
                Column(words("report.column.requirement"), .prose),
                Column(words("report.column.binding"), unit: units, .number),
                Column([.outcome(.notMet, word: composer.word(.notMet))], unit: units, .number),
                composer.outcomeColumn(.met),
                composer.outcomeColumn(.unknown),
                composer.outcomeColumn(.notApplicable),
            ],
            rows: requirements.map { counts in
                [
                    name(counts), cell(counts, counts.binding, "binding"),
                    cell(counts, counts.capping, "capping"), cell(counts, counts.met, "met"),
                    cell(counts, counts.unknown, "unknown"), cell(counts, counts.notApplicable, "not-applicable"),
                ]
            }
        )
    }

    /// Without the sign of a failure: what is not met here is no basic requirement.
    private func reservedTable(_ requirements: [CriterionCounts]) -> DocumentTable {
        DocumentTable(
            caption: words.inlines("report.reserved.caption"),
            columns: [
                Column(words("report.column.norm"), .prose),
                Column(composer.word(.notMet), .number), Column(composer.word(.met), .number),
                Column(composer.word(.unknown), .number), Column(composer.word(.notApplicable), .number),
            ],
            rows: requirements.map { counts in
                [
                    name(counts), cell(counts, counts.notMet, "not-met"), cell(counts, counts.met, "met"),
                    cell(counts, counts.unknown, "unknown"), cell(counts, counts.notApplicable, "not-applicable"),
                ]
            }
        )
    }

    private func name(_ counts: CriterionCounts) -> Cell {
        var content: [Inline] = [
            .code(counts.criterion), .text(" "), .name(composer.criterionName(counts.criterion)),
        ]
        if let source = composer.criteria[counts.criterion]?.provenance.source {
            content += [.lineBreak, .secondary([.name(source)])]
        }
        let applies = counts.met + counts.notMet + counts.unknown
        if counts.binding > 0, counts.binding < applies {
            let rest = words.inlines(
                "report.requirements.partly",
                ["units": [.text(words.counted(applies - counts.binding, composer.unitsKey))]]
            )
            content += [.lineBreak, .secondary(rest)]
        }
        return Cell(content)
    }

    private func cell(_ counts: CriterionCounts, _ number: Int, _ measure: String) -> Cell {
        Cell([.figure(words.numbers.count(number), id: composer.id(country, counts.criterion, measure))])
    }
}
