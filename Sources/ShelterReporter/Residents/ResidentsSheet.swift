import ShelterAnalysis
import ShelterModel

/// What residents of one location are told in their own language: what was found there, and what happens now.
///
/// It holds nothing of a resident, no name of whoever decides, and no address.
struct ResidentsSheet {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    let words: ResidentsWords
    let report: QualityReport
    let municipality: AreaReport
    let location: LocationReport
    /// Points of this location that are open.
    let points: [ImprovementPlan.Item]

    var document: Document {
        Document(
            language: words.language,
            title: words("sheet.title"),
            kicker: words("sheet.kicker"),
            mark: words("sheet.mark", ["state": words("sheet.state.\(report.state.rawValue)")]),
            markRemark: words("sheet.remark.\(report.state.rawValue)"),
            facts: [
                Fact(words("sheet.fact.location"), [.foreign([.name(name)], language: "nl")]),
                Fact(words("sheet.fact.municipality"), [.foreign([.name(municipality.name)], language: "nl")]),
                Fact(
                    words("sheet.fact.visit"),
                    [.text(location.visitDate.map(words.date) ?? words("sheet.not-known"))]
                ),
            ],
            blocks: blocks,
            furniture: Document.Furniture(
                brand: words("sheet.furniture.brand"),
                skip: words("sheet.furniture.skip"),
                contents: words("sheet.furniture.contents"),
                figureData: words("sheet.furniture.figures"),
                scrollArea: words("sheet.furniture.area"),
                scrollHint: words("sheet.furniture.scroll"),
                notes: words("sheet.furniture.notes"),
                up: nil,
                closing: words.inlines(
                    "sheet.furniture.closing",
                    ["brand": [.text(words("sheet.furniture.brand"))], "date": [.text(words.date(report.date))]]
                )
            )
        )
    }

    /// The id where the name tells where the location is.
    private var name: String {
        location.name.isEmpty || AddressForm.isFound(in: location.name) ? location.id : location.name
    }

    private var known: Int { location.metCount + location.notMet.count }

    private var blocks: [Block] {
        var blocks: [Block] = []
        if !words.isApproved { blocks.append(.note(words.inlines("sheet.draft"))) }
        blocks.append(.lead(lead))
        blocks.append(
            .keyFigures(
                [
                    ("met", location.metCount), ("not-met", location.notMet.count),
                    ("unknown", location.unknown.count),
                ].map { key, number in
                    KeyFigure(value: [.text(words.count(number))], label: words.inlines("sheet.number.\(key)"))
                }
            )
        )
        if !location.notMet.isEmpty {
            blocks.append(heading("not-met"))
            blocks.append(.table(table))
        }
        blocks += [heading("next"), .list(next), heading("unknown")]
        if location.unknown.isEmpty {
            blocks.append(.paragraph(words.inlines("sheet.unknown.none")))
        } else {
            let items = location.unknown.map { words.label($0.criterion) }
            blocks.append(.paragraph(words.inlines("sheet.unknown.list", ["items": joined(items)])))
            blocks.append(.paragraph(words.inlines("sheet.unknown.meaning")))
        }
        blocks += [
            heading("questions"),
            .list([words.inlines("sheet.questions.ask"), words.inlines("sheet.questions.complain")]),
            heading("about"),
            .list([
                words.inlines("sheet.about.place"), words.inlines("sheet.about.answers"),
                words.inlines("sheet.about.unknown"),
                words.inlines(
                    "sheet.about.framework",
                    ["framework": words.label("framework") + [.text(" "), .name(report.framework.version)]]
                ),
            ]),
        ]
        return blocks
    }

    private func heading(_ key: String) -> Block {
        .heading(level: 2, anchor: key, words.inlines("sheet.heading.\(key)"))
    }

    private var lead: [[Inline]] {
        let visit =
            location.visitDate.map { words.inlines("sheet.lead.visit", ["date": [.text(words.date($0))]]) }
            ?? words.inlines("sheet.lead.visit-no-date")
        return [
            visit,
            words.inlines("sheet.lead.known", ["points": words.counted(known, "sheet.points")]) + [.text(" ")]
                + (location.notMet.isEmpty
                    ? words.inlines("sheet.lead.all-met")
                    : words.inlines(
                        "sheet.lead.not-met",
                        ["number": [.strong([.text(words.count(location.notMet.count))])]]
                    )),
        ]
    }

    private var next: [[Inline]] {
        guard !location.notMet.isEmpty else { return [words.inlines("sheet.next.nothing")] }
        let decided = points.count(where: \.decision.isTaken)
        let state =
            decided == 0
            ? words.inlines("sheet.next.none")
            : words.inlines(
                "sheet.next.some",
                ["decided": [.text(words.count(decided))], "all": [.text(words.count(points.count))]]
            )
        return [state, words.inlines("sheet.next.plan")]
    }

    // MARK: - What is not in order

    private var table: DocumentTable {
        let decisions = Dictionary(points.map { ($0.criterion, $0) }) { first, _ in first }
        let themes = Dictionary(
            report.framework.themes.flatMap { theme in theme.criteria.map { ($0.id, theme.id) } }
        ) { first, _ in first }
        return DocumentTable(
            caption: words.inlines("sheet.caption"),
            columns: [
                Column(words.inlines("sheet.column.point"), .prose), Column(words.inlines("sheet.column.theme")),
                Column(words.inlines("sheet.column.now"), .prose),
            ],
            rows: location.notMet.map { finding in
                let point = decisions[finding.criterion]
                return [
                    Cell(title(finding, point)), Cell(themes[finding.criterion].map(words.label) ?? []),
                    Cell(now(point?.decision ?? ImprovementPlan.Decision())),
                ]
            }
        )
    }

    private func title(_ finding: LocationFinding, _ point: ImprovementPlan.Item?) -> [Inline] {
        var title = words.label(finding.criterion)
        var remarks: [[Inline]] = []
        if let shortage = point?.shortage, let quantity = words.quantity(shortage.quantity, unit: shortage.unit) {
            let key = shortage.isExcess ? "sheet.excess" : "sheet.short"
            remarks.append(words.inlines(key, ["quantity": [.text(quantity)]]))
        }
        if point?.obligation == .basicRequirement { remarks.append(words.inlines("sheet.law")) }
        if !remarks.isEmpty {
            title += [.lineBreak, .secondary(Array(remarks.joined(separator: [.text("; ")])))]
        }
        return title
    }

    /// That there is a decision and its days; what was decided and by whom is for the municipality to tell.
    private func now(_ decision: ImprovementPlan.Decision) -> [Inline] {
        var parts: [[Inline]] = []
        if let due = decision.due {
            parts.append(words.inlines("sheet.now.due", ["date": [.text(words.date(due))]]))
        }
        if let recheck = decision.recheck {
            parts.append(words.inlines("sheet.now.recheck", ["date": [.text(words.date(recheck))]]))
        }
        if parts.isEmpty {
            parts = [words.inlines(decision.isTaken ? "sheet.now.decided" : "sheet.now.none")]
        }
        return Array(parts.joined(separator: [.text("; ")]))
    }

    private func joined(_ items: [[Inline]]) -> [Inline] {
        var result: [Inline] = []
        for (index, item) in items.enumerated() {
            if index > 0 {
                result += index == items.count - 1 ? words.inlines("sheet.list.and") : [.text("; ")]
            }
            result += item
        }
        return result
    }
}

/// Text that looks like an address: a postal code, or a word with a house number behind it at the end.
enum AddressForm {
    static func isFound(in text: String) -> Bool {
        let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "/" }
        for (index, word) in words.enumerated() {
            if isPostalCode(word) { return true }
            let next = index + 1 < words.count ? words[index + 1] : ""
            if word.count == 4, word.allSatisfy(\.isWholeNumber), next.count == 2, next.allSatisfy(\.isUppercase) {
                return true
            }
            if index > 0, isHouseNumber(word), words[index - 1].first?.isLetter == true { return true }
        }
        return false
    }

    private static func isPostalCode(_ word: Substring) -> Bool {
        word.count == 6 && word.prefix(4).allSatisfy(\.isWholeNumber) && word.suffix(2).allSatisfy(\.isUppercase)
    }

    /// `12`, `12a`, `12-14`, `12bis`.
    private static func isHouseNumber(_ word: Substring) -> Bool {
        guard let first = word.first, first.isWholeNumber else { return false }
        let rest = word.drop(while: \.isWholeNumber)
        return rest.count <= 4 && rest.allSatisfy { $0.isLetter || $0.isWholeNumber || $0 == "-" || $0 == "/" }
    }
}
