/// A chart with its finding in words and its data as a table.
public struct DocumentFigure: Hashable, Sendable {
    /// One drawing; several stand side by side as small multiples.
    public struct Panel: Hashable, Sendable {
        /// A whole `<svg>` element with its title and description.
        public var svg: String
        /// The same for a narrow screen; `nil` if the first serves both.
        public var narrow: String?

        public init(svg: String, narrow: String? = nil) {
            self.svg = svg
            self.narrow = narrow
        }
    }

    public var anchor: String
    /// Says the finding.
    public var title: [Inline]
    /// Says what is drawn: unit, number, date.
    public var subtitle: [Inline]
    public var panels: [Panel]
    /// Where the numbers come from and how to ask for them.
    public var source: [Inline]
    public var data: DocumentTable

    public init(
        anchor: String,
        title: [Inline],
        subtitle: [Inline],
        panels: [Panel],
        source: [Inline],
        data: DocumentTable
    ) {
        self.anchor = anchor
        self.title = title
        self.subtitle = subtitle
        self.panels = panels
        self.source = source
        self.data = data
    }
}
