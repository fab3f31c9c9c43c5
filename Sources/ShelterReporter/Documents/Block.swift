/// A part of a document that stands on lines of its own.
public enum Block: Hashable, Sendable {
    /// Level 2 opens a section of the table of contents.
    case heading(level: Int, anchor: String?, [Inline])
    case paragraph([Inline])
    /// The sentences that matter most, at the top.
    case lead([[Inline]])
    case list([[Inline]])
    case facts([Fact])
    /// Numbers to be seen first, each with what it counts.
    case keyFigures([KeyFigure])
    case table(DocumentTable)
    case figure(DocumentFigure)
    /// What a reader must know before using the numbers near it.
    case note([Inline])
    case contents
    /// What the colours of a heat table mean.
    case legend([LegendItem])
    /// One entry of a numbered list, with a number that means something.
    case entry(Entry)
    /// A table behind its summary; on paper only the summary.
    case folded([Inline], DocumentTable)
    /// What the text rests on, numbered from 1; a link to the anchor leads to it.
    case references([Reference])
}

public struct KeyFigure: Hashable, Sendable {
    public var value: [Inline]
    public var label: [Inline]

    public init(value: [Inline], label: [Inline]) {
        self.value = value
        self.label = label
    }
}

/// A numbered entry with a title, a few sentences and its facts.
public struct Entry: Hashable, Sendable {
    public var number: String
    public var title: [Inline]
    public var paragraphs: [[Inline]]
    public var facts: [Fact]

    public init(number: String, title: [Inline], paragraphs: [[Inline]], facts: [Fact]) {
        self.number = number
        self.title = title
        self.paragraphs = paragraphs
        self.facts = facts
    }
}

/// A source that the text names.
public struct Reference: Hashable, Sendable {
    public var anchor: String
    public var content: [Inline]

    public init(anchor: String, content: [Inline]) {
        self.anchor = anchor
        self.content = content
    }
}

/// One colour or hatch with its meaning.
public struct LegendItem: Hashable, Sendable {
    /// `nil` is hatched.
    public var tint: ScoreClass?
    public var text: String

    public init(tint: ScoreClass?, text: String) {
        self.tint = tint
        self.text = text
    }
}
