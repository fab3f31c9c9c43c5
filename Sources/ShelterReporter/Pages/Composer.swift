import ShelterAnalysis
import ShelterModel

/// What all pages of a report share: how a figure is written and named, and the parts around the content.
struct Composer: Sendable {
    let report: QualityReport
    let words: Words
    let audience: Audience
    /// Without the figure; `nil` on pages for people without the exports.
    let explainCommand: String?
    let themes: [String: LocalizedText]
    let criteria: [String: Criterion]
    let shortages: ShortageText
    /// Rows of the estimates by the id of their figure.
    let estimates: [String: EstimateRow]

    init(_ report: QualityReport, _ texts: Texts, audience: Audience, explainCommand: String?) {
        self.report = report
        self.explainCommand = explainCommand
        // Without a register areas are groups, not municipalities; a row may be a unit by itself.
        let variants =
            (report.register == nil ? ["group"] : []) + (report.codeBook.assessments == .each ? ["each"] : [])
        words = Words(texts, variants: variants)
        shortages = ShortageText(texts, codeBook: report.codeBook)
        self.audience = audience
        estimates = Dictionary((report.estimates?.rows ?? []).map { ($0.figure, $0) }) { first, _ in first }
        themes = Dictionary(report.framework.themes.map { ($0.id, $0.label) }) { first, _ in first }
        criteria = Dictionary(report.framework.criteria.map { ($0.id, $0) }) { first, _ in first }
    }

    var framework: Framework { report.framework }
    var numbers: NumberFormat { words.numbers }
    var basicRequirements: [Criterion] { framework.criteria.filter(\.isBasicRequirement) }

    // MARK: Names

    func themeName(_ theme: String) -> String {
        if theme == ThemeFigures.overall { return words("report.overall") }
        let label = themes[theme]?[words.language] ?? ""
        return label.isEmpty ? theme : label
    }

    func criterionName(_ id: String) -> String {
        let label = criteria[id]?.label[words.language] ?? ""
        return label.isEmpty ? id : label
    }

    func bandName(_ id: String) -> String {
        let label = framework.bands.first { $0.id == id }?.label[words.language] ?? ""
        return label.isEmpty ? id : label
    }

    /// `locaties`, or `beoordelingen` when every row counts by itself.
    var unitsKey: String {
        report.codeBook.assessments == .each ? "report.count.assessment" : "report.count.location"
    }

    var inspectedKey: String {
        report.codeBook.assessments == .each ? "report.count.inspected-assessment" : "report.count.inspected-location"
    }

    var unitsName: String {
        words(report.codeBook.assessments == .each ? "report.column.assessments" : "report.column.locations")
    }

    // MARK: Figures

    /// Stable id of a printed figure: `<area>.<theme or criterion>.<what>`.
    func id(_ area: AreaReport, _ subject: String, _ what: String) -> String {
        "\(area.code).\(subject).\(framework.isCore ? FigureSet.corePrefix : "")\(what)"
    }

    /// With the words that only the core set was scored, where that is so.
    var frameworkName: [Inline] {
        let name: [Inline] = [.name(framework.label[words.language])]
        return framework.isCore ? words.inlines("report.core.framework", ["framework": name]) : name
    }

    func scoreText(_ score: Double, theme: String) -> String {
        numbers.score(score, cutoff: framework.cutoff(for: theme))
    }

    func cutoffText(_ cutoff: Double) -> String { numbers.number(cutoff * 100) }

    /// The mean of a theme, or why there is none.
    func meanText(_ figures: ThemeFigures?, theme: String) -> String {
        guard let figures else { return words("report.not-applicable") }
        if let mean = figures.mean { return scoreText(mean, theme: theme) }
        return words(figures.coverage == nil ? "report.not-applicable" : "report.unknown")
    }

    func shareText(_ share: Double?) -> String {
        share.map(numbers.share) ?? words("report.not-applicable")
    }

    /// Whether so little is known that the score must not be read without its coverage.
    func isThin(_ coverage: Double?) -> Bool {
        guard let coverage else { return false }
        return coverage < framework.coverageFloor
    }

    func meanCell(_ area: AreaReport, theme: String) -> DocumentTable.Cell {
        let figures = area.figures(for: theme)
        let text = meanText(figures, theme: theme)
        let tint = figures?.mean.flatMap { ScoreClass.of($0, theme: theme, in: framework) }
        let isUnknown = figures?.mean == nil && figures?.coverage != nil
        return DocumentTable.Cell(
            [.figure(text, id: id(area, theme, "mean"))],
            tint: tint,
            isHatched: isUnknown || isThin(figures?.coverage)
        )
    }

    func word(_ outcome: Outcome) -> String {
        switch outcome {
        case .met: words("report.outcome.met")
        case .notMet: words("report.outcome.not-met")
        case .unknown: words("report.outcome.unknown")
        case .notApplicable: words("report.outcome.not-applicable")
        }
    }

    func outcomeColumn(_ outcome: Outcome) -> DocumentTable.Column {
        DocumentTable.Column([.outcome(outcome, word: word(outcome))], .number)
    }

    // MARK: Around the content

    func document(title: String, kicker: String, up: String?, blocks: [Block]) -> Document {
        let state = words("report.state.\(report.state.rawValue)")
        return Document(
            language: words.language.rawValue,
            title: title,
            kicker: kicker,
            mark: words("report.mark", ["state": state, "audience": words("report.audience.\(audience.rawValue)")]),
            markRemark: words("report.state.\(report.state.rawValue).remark"),
            facts: [
                Fact(words("report.fact.date"), [.text(words.date(report.date))]),
                Fact(words("report.fact.state"), [.text(state)]),
                Fact(words("report.fact.audience"), [.text(words("report.audience.\(audience.rawValue).long"))]),
                Fact(
                    words("report.fact.framework"),
                    frameworkName + [.text(" "), .name(framework.version)]
                ),
            ],
            blocks: blocks,
            furniture: Document.Furniture(
                words,
                up: up.map { Document.Link(text: words("report.up"), target: $0) },
                closing: words.inlines(
                    "report.closing",
                    ["brand": [.text(words("report.brand"))], "date": [.text(words.date(report.date))]]
                )
            )
        )
    }

    static let methodFile = "method.html"
    static let accessibilityFile = "accessibility.html"
    static let algorithmFile = "accountability/algorithm-register.html"
    static let privacyFile = "accountability/data-protection.html"

    /// Where the rest of the accountability stands, from the index of the audience.
    var accountabilityLinks: [Block] {
        func link(_ key: String, _ target: String) -> [Inline] {
            [.link(words.inlines("report.accountability.link.\(key)"), target: target)]
        }
        let open = audience == .openbaar ? "" : "../openbaar/"
        var text = words.inlines(
            "report.accountability.links",
            [
                "method": link("method", open + Self.methodFile),
                "accessibility": link("accessibility", open + Self.accessibilityFile),
            ]
        )
        if audience == .intern {
            text.append(.text(" "))
            text += words.inlines(
                "report.accountability.links-internal",
                ["algorithm": link("algorithm", Self.algorithmFile), "privacy": link("privacy", Self.privacyFile)]
            )
        }
        return [.paragraph(text)]
    }

    func heading(_ anchor: String, _ key: String) -> Block {
        .heading(level: 2, anchor: anchor, [.text(words(key))])
    }

    /// Where the numbers of a figure come from and how to ask for them.
    func source(example: String) -> [Inline] {
        var arguments: [String: [Inline]] = [
            "framework": frameworkName + [.text(" "), .name(framework.version)],
            "date": [.text(words.date(report.date))],
        ]
        guard let command = explainCommand(figure: example) else {
            arguments["figure"] = [.code(example)]
            return words.inlines("report.figure.source-of-others", arguments)
        }
        arguments["command"] = [.code(command)]
        return words.inlines("report.figure.source", arguments)
    }

    /// What to type for the road back from a figure; `nil` where that is of no use.
    func explainCommand(figure: String) -> String? {
        explainCommand.map { "\($0) --figure \(figure.shellWord)" }
    }
}
