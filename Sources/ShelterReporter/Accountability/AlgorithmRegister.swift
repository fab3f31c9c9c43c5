import ShelterAnalysis
import ShelterModel

/// A draft for the Dutch register of algorithms: what the program knows is filled in, the rest is left to the organisation.
struct AlgorithmRegister {
    /// Fields in the order of the form, and whether the program knows what belongs there.
    private static let fields: [(id: String, isKnown: Bool)] = [
        ("name", true), ("organisation", false), ("department", false), ("contact", false), ("short", true),
        ("kind", true), ("goal", true), ("considerations", true), ("human", true), ("risk", true), ("law", false),
        ("assessments", false), ("data", true), ("technique", true), ("supplier", true), ("start", false),
        ("status", false),
    ]

    let composer: Composer
    let facts: AccountabilityFacts

    private var words: Words { composer.words }

    private func text(_ key: String, _ arguments: [String: [Inline]] = [:]) -> [Inline] {
        words.inlines("report.accountability.algorithm.\(key)", arguments)
    }

    var document: Document {
        composer.document(
            title: words("report.accountability.algorithm.title"),
            kicker: words("report.accountability.algorithm.kicker"),
            up: "../index.html",
            blocks: [
                .lead((1...2).map { text("lead.\($0)") }),
                .table(
                    DocumentTable(
                        caption: text("caption"),
                        columns: [
                            DocumentTable.Column(text("column.field")),
                            DocumentTable.Column(text("column.content"), .prose),
                        ],
                        rows: Self.fields.map { id, isKnown in
                            [
                                DocumentTable.Cell(text("field.\(id)")),
                                DocumentTable.Cell(
                                    isKnown ? text("content.\(id)", arguments) : [.secondary(text("todo"))]
                                ),
                            ]
                        }
                    )
                ),
            ]
        )
    }

    private var arguments: [String: [Inline]] {
        let framework = composer.framework
        let unverified = framework.criteria.count { framework.unverified.contains($0.id) }
        return [
            "framework": composer.frameworkName, "version": [.name(framework.version)],
            "program": [.name(facts.parts.first { $0.kind == .program }?.id ?? "")],
            "criteria": [.text(words.numbers.count(framework.criteria.count))],
            "unverified": [.text(words.numbers.count(unverified))],
            "inputs": words.joined(composer.report.inputs.map { [.code($0.file)] }),
        ]
    }
}
