public import ShelterModel

/// A run of text within a line.
public enum Inline: Hashable, Sendable {
    /// Words of the report itself.
    case text(String)
    /// Text that came with the data: shown as it is, and kept apart from the direction of the line.
    case name(String)
    /// Code, place or identifier that came with the data.
    case code(String)
    /// Where something stands in a file, in words; `at` is the same as `file:line:column`.
    case place(String, at: String)
    case strong([Inline])
    /// Less important than its line.
    case secondary([Inline])
    /// A printed number with its stable id.
    case figure(String, id: String)
    case link([Inline], target: String)
    /// Words in another language than the document (BCP 47), so that they are read out in it.
    case foreign([Inline], language: String)
    /// A remark that stands below the text; its place in the line has a number.
    case footnote([Inline])
    /// An outcome as a mark; the word stands behind it.
    case outcome(Outcome, word: String)
    case lineBreak
}

extension [Inline] {
    /// The words without their marks.
    public var plainText: String {
        map { inline in
            switch inline {
            case .text(let text), .name(let text), .code(let text), .figure(let text, _), .place(let text, _),
                .outcome(_, let text):
                text
            case .strong(let parts), .secondary(let parts), .link(let parts, _), .foreign(let parts, _): parts.plainText
            case .footnote: ""
            case .lineBreak: " "
            }
        }.joined()
    }
}
