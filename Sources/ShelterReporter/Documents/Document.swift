/// What is said, in order and without a file format; each renderer turns it into the bytes of one format.
///
/// Every number in it is already written out: a renderer computes and rounds nothing.
public struct Document: Hashable, Sendable {
    /// BCP 47.
    public var language: String
    public var title: String
    /// What kind of document it is, above the title.
    public var kicker: String
    /// State and audience in a few words: stands on every page, also on paper.
    public var mark: String
    /// The mark in a sentence.
    public var markRemark: String
    /// Date, audience, framework and the like.
    public var facts: [Fact]
    public var blocks: [Block]
    /// Words that a renderer itself needs, in the language of the document.
    public var furniture: Furniture

    public init(
        language: String,
        title: String,
        kicker: String,
        mark: String,
        markRemark: String,
        facts: [Fact],
        blocks: [Block],
        furniture: Furniture
    ) {
        self.language = language
        self.title = title
        self.kicker = kicker
        self.mark = mark
        self.markRemark = markRemark
        self.facts = facts
        self.blocks = blocks
        self.furniture = furniture
    }

    /// Headings, labels and notices that belong to no block.
    public struct Furniture: Hashable, Sendable {
        public var brand: String
        public var skip: String
        public var contents: String
        /// Opens the table behind a figure.
        public var figureData: String
        /// Name of a table's scroll area, before the caption.
        public var scrollArea: String
        /// Says above a wide table, on a screen where it does not fit, that there is more.
        public var scrollHint: String
        /// Above the footnotes.
        public var notes: String
        /// The way back to the overview, if there is one.
        public var up: Link?
        public var closing: [Inline]

        public init(
            brand: String,
            skip: String,
            contents: String,
            figureData: String,
            scrollArea: String,
            scrollHint: String,
            notes: String,
            up: Link?,
            closing: [Inline]
        ) {
            self.brand = brand
            self.skip = skip
            self.contents = contents
            self.figureData = figureData
            self.scrollArea = scrollArea
            self.scrollHint = scrollHint
            self.notes = notes
            self.up = up
            self.closing = closing
        }
    }

    public struct Link: Hashable, Sendable {
        public var text: String
        /// Relative to the document.
        public var target: String

        public init(text: String, target: String) {
            self.text = text
            self.target = target
        }
    }
}

/// One label with what belongs to it.
public struct Fact: Hashable, Sendable {
    public var label: String
    public var content: [Inline]

    public init(_ label: String, _ content: [Inline]) {
        self.label = label
        self.content = content
    }
}
