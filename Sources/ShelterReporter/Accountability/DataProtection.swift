import ShelterAnalysis
import ShelterModel

/// What was done with personal data in this run, and what the organisation has to decide: input for a data-protection
/// impact assessment.
struct DataProtection {
    typealias Column = DocumentTable.Column
    typealias Cell = DocumentTable.Cell

    private static let places = ["exports", "intern", "gemeente", "openbaar", "quarantine", "key"]
    private static let decisions = ["controller", "ground", "informed", "access", "officer"]

    let composer: Composer
    let facts: AccountabilityFacts

    private var words: Words { composer.words }

    private func text(_ key: String, _ arguments: [String: [Inline]] = [:]) -> [Inline] {
        words.inlines("report.accountability.privacy.\(key)", arguments)
    }

    private func heading(_ key: String) -> Block {
        .heading(level: 2, anchor: key, text("heading.\(key)"))
    }

    var document: Document {
        let answers =
            composer.report.estimates?.hasAnswers == true
            ? text(
                "residents.some",
                [
                    "own": [.text(words.numbers.count(facts.leastAnswersWithin))],
                    "public": [.text(words.numbers.count(facts.leastAnswersPublic))],
                ]
            ) : text("residents.none")
        return composer.document(
            title: words("report.accountability.privacy.title"),
            kicker: words("report.accountability.privacy.kicker"),
            up: "../index.html",
            blocks: [
                .lead((1...2).map { text("lead.\($0)") }),
                heading("run"), .table(columns),
                heading("flow"), .table(flow),
                heading("residents"), .paragraph(answers), .paragraph(text("residents.special")),
                heading("open"), .list(Self.decisions.map { text("open.\($0)") }),
            ]
        )
    }

    private var columns: DocumentTable {
        DocumentTable(
            caption: text("run-caption"),
            columns: [Column(text("column.what"), .prose), Column(text("column.columns"), .number)],
            rows: AccountabilityFacts.Columns.allCases.map { kind in
                [Cell(text("count.\(kind.rawValue)")), Cell(words.numbers.count(facts.columns[kind] ?? 0))]
            }
        )
    }

    private var flow: DocumentTable {
        DocumentTable(
            caption: text("flow-caption"),
            columns: ["place", "content", "period"].map { Column(text("column.\($0)"), .prose) },
            rows: Self.places.map { place in
                ["place", "content", "period"].map { Cell(text("flow.\(place).\($0)")) }
            }
        )
    }
}
