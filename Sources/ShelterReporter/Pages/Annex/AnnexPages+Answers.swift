import ShelterAppreciation
import ShelterModel

/// What parliament reads.
extension AnnexPages {
    private typealias Column = DocumentTable.Column
    private typealias Cell = DocumentTable.Cell

    /// By number; of a number that stands there twice both.
    private var ordered: [StudyRecommendation] {
        register.recommendations.enumerated().sorted { ($0.element.number, $0.offset) < ($1.element.number, $1.offset) }
            .map(\.element)
    }

    var annexBlocks: [Block] {
        var blocks: [Block] = [heading(2, "introduction", [.text(words("heading.introduction"))])]
        blocks += [.paragraph(introduction), .paragraph(words.inlines("structure")), .contents]
        guard !ordered.isEmpty else { return blocks + [.paragraph(words.inlines("empty"))] }
        blocks += [heading(2, "summary", [.text(words("heading.summary"))]), .table(summary)]
        var printed: Set<RecommendationNumber> = []
        for level in StudyRecommendation.Level.allCases {
            let here = ordered.filter { $0.level == level }
            guard !here.isEmpty else { continue }
            blocks.append(heading(2, level.rawValue, [.text(words.level(level))]))
            var themes: [String] = []
            for recommendation in here where !themes.contains(recommendation.theme) {
                themes.append(recommendation.theme)
            }
            for (index, theme) in themes.enumerated() {
                blocks.append(heading(3, "\(level.rawValue)-\(index + 1)", [.name(theme)]))
                for recommendation in here where recommendation.theme == theme {
                    blocks.append(.entry(entry(recommendation, &printed)))
                }
            }
        }
        return blocks + [heading(2, "planning", [.text(words("heading.planning"))])] + planning
    }

    private var introduction: [Inline] {
        words.inlines(
            "introduction",
            [
                "title": [.name(register.study.title ?? words("unknown"))],
                "author": [.name(register.study.author ?? words("unknown"))],
                "date": words.date(register.study.date),
                "number": [.name(register.study.number ?? words("unknown"))],
                "count": [.text(words.words.numbers.count(register.recommendations.count))],
            ]
        )
    }

    private var summary: DocumentTable {
        DocumentTable(
            caption: words.inlines("caption.summary"),
            columns: [
                Column(words("column.number"), .brief), Column(words("column.recommendation"), .prose),
                Column(words("column.addressees")), Column(words("column.answer")),
            ],
            rows: ordered.map { recommendation in
                [
                    Cell(recommendation.number.text), Cell([.name(recommendation.text)]),
                    Cell(words.addressees(recommendation)),
                    Cell(words.position(register.appreciation(of: recommendation.number)?.position)),
                ]
            }
        )
    }

    /// An answer to several recommendations stands at the first of them; the others lead there.
    private func entry(_ recommendation: StudyRecommendation, _ printed: inout Set<RecommendationNumber>) -> Entry {
        let answer = register.appreciation(of: recommendation.number)
        var facts = [Fact(words("fact.addressees"), words.addressees(recommendation))]
        if let page = recommendation.page { facts.append(Fact(words("fact.page"), [.name(page)])) }
        facts.append(Fact(words("fact.answer"), [.strong([.text(words.position(answer?.position))])]))
        var paragraphs: [[Inline]] = []
        if let answer {
            let earlier = answer.recommendations.first { printed.contains($0) && $0 != recommendation.number }
            if let earlier {
                paragraphs = [words.inlines("see", ["number": [.text(earlier.text)]])]
            } else {
                paragraphs = self.paragraphs(answer)
                facts += self.facts(answer, except: recommendation.number)
            }
        }
        printed.insert(recommendation.number)
        return Entry(
            number: recommendation.number.text,
            title: [.name(recommendation.text)],
            paragraphs: paragraphs,
            facts: facts
        )
    }

    private func paragraphs(_ answer: Appreciation) -> [[Inline]] {
        // A blank line divides paragraphs; other line breaks are the file's own.
        let lines = (answer.reasoning ?? "").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var paragraphs: [[Inline]] = lines.split { $0.allSatisfy(\.isWhitespace) }
            .map { [.name($0.joined(separator: "\n"))] }
        if let part = answer.partNotAdopted {
            paragraphs.append(words.inlines("part-not-adopted", ["part": [.name(part)]]))
        }
        return paragraphs
    }

    private func facts(_ answer: Appreciation, except number: RecommendationNumber) -> [Fact] {
        var facts = [Fact(words("fact.minister"), words.minister(answer.minister))]
        func add(_ key: String, _ content: [Inline]?) {
            if let content { facts.append(Fact(words("fact.\(key)"), content)) }
        }
        if !answer.jointly.isEmpty { add("jointly", words.words.joined(answer.jointly.map(words.minister))) }
        let others = answer.recommendations.filter { $0 != number }
        if !others.isEmpty { add("also", words.numbers(others)) }
        add("answer-by", answer.answerBy.map { words.date($0) })
        for action in answer.actions {
            var content: [Inline] = [.name(action.text)]
            content += [.text(" "), .secondary(owner(action) + [.text("; ")] + words.planning(action))]
            add("action", content)
        }
        add("cover", answer.cover.map { [.name($0)] })
        add("legal-basis", answer.legalBasis.map { [.name($0)] })
        add("intention", answer.intention.map { [.name($0)] })
        if let commitment = answer.commitment {
            var content: [Inline] = [.name(commitment.text)]
            if let reference = commitment.reference { content += [.text(" ("), .name(reference), .text(")")] }
            if let date = commitment.date { content.append(.text(", \(words.words.date(date))")) }
            add("commitment", content)
        }
        add("execution", answer.execution.map(words.execution))
        for link in answer.links {
            var content: [Inline] = [.name(link.number)]
            if let title = link.title { content += [.text(", "), .name(title)] }
            add("link-\(link.kind.rawValue)", content)
        }
        return facts
    }

    private func owner(_ action: PlannedAction) -> [Inline] { [.name(action.owner ?? words("no-owner"))] }

    private var planning: [Block] {
        let rows = register.appreciations.flatMap { answer in
            answer.actions.map { action in
                [
                    Cell(words.numbers(answer.recommendations)), Cell([.name(action.text)]), Cell(owner(action)),
                    Cell(words.planning(action)),
                ]
            }
        }
        guard !rows.isEmpty else { return [.paragraph(words.inlines("no-actions"))] }
        return [
            .table(
                DocumentTable(
                    caption: words.inlines("caption.planning"),
                    columns: [
                        Column(words("column.number"), .brief), Column(words("column.action"), .prose),
                        Column(words("column.owner")), Column(words("column.planning")),
                    ],
                    rows: rows
                )
            )
        ]
    }
}
