/// What was tested of the documents' accessibility and how, and what was not.
struct AccessibilityStatement {
    private static let tests = ["html-axe", "html-structure", "pdf", "office"]
    private static let open = ["people", "manual", "rows", "validator", "maps"]

    let composer: Composer

    private var words: Words { composer.words }

    private func text(_ key: String) -> [Inline] {
        words.inlines("report.accountability.accessibility.\(key)")
    }

    private func heading(_ key: String) -> Block {
        .heading(level: 2, anchor: key, text("heading.\(key)"))
    }

    var document: Document {
        composer.document(
            title: words("report.accountability.accessibility.title"),
            kicker: words("report.accountability.accessibility.kicker"),
            up: "index.html",
            blocks: [
                .lead((1...2).map { text("lead.\($0)") }),
                heading("tested"), .paragraph(text("tested")),
                .table(
                    DocumentTable(
                        caption: text("tested-caption"),
                        columns: [
                            DocumentTable.Column(text("column.format")),
                            DocumentTable.Column(text("column.test"), .prose),
                            DocumentTable.Column(text("column.how"), .prose),
                        ],
                        rows: Self.tests.map { test in
                            ["format", "what", "how"].map { DocumentTable.Cell(text("test.\(test).\($0)")) }
                        }
                    )
                ),
                heading("open"), .list(Self.open.map { text("open.\($0)") }),
                heading("contact"), .paragraph(text("contact")), .paragraph(text("statement")),
            ]
        )
    }
}
