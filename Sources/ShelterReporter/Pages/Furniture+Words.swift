extension Document.Furniture {
    /// What every page says around its content, in the language of `words`.
    init(_ words: Words, up: Document.Link?, closing: [Inline]) {
        self.init(
            brand: words("report.brand"),
            skip: words("report.skip"),
            contents: words("report.contents"),
            figureData: words("report.figure.data"),
            scrollArea: words("report.table.area"),
            scrollHint: words("report.table.scroll"),
            notes: words("report.notes"),
            up: up,
            closing: closing
        )
    }
}
