/// A table with a caption, one header row and typed cells; its first column names the rows.
public struct DocumentTable: Hashable, Sendable {
    public enum Style: Hashable, Sendable {
        case plain
        /// Cells carry the class of a score as background.
        case heat
    }

    public var caption: [Inline]
    public var style: Style
    public var columns: [Column]
    public var rows: [[Cell]]

    public init(caption: [Inline], style: Style = .plain, columns: [Column], rows: [[Cell]]) {
        self.caption = caption
        self.style = style
        self.columns = columns
        self.rows = rows
    }

    public struct Column: Hashable, Sendable {
        public enum Kind: Hashable, Sendable {
            case text
            /// Short and kept on one line, as a date.
            case brief
            /// Long text that may take most of the width.
            case prose
            case number
            case score
        }

        public var label: [Inline]
        /// Unit or explanation under the label.
        public var unit: String?
        public var kind: Kind

        public init(_ label: [Inline], unit: String? = nil, _ kind: Kind = .text) {
            self.label = label
            self.unit = unit
            self.kind = kind
        }

        public init(_ label: String, unit: String? = nil, _ kind: Kind = .text) {
            self.init([.text(label)], unit: unit, kind)
        }
    }

    public struct Cell: Hashable, Sendable {
        public var content: [Inline]
        public var tint: ScoreClass?
        /// Too little is known.
        public var isHatched: Bool
        /// Length of a bar behind the content, in hundredths of the cell, written as a number with a point.
        public var bar: String?

        public init(_ content: [Inline], tint: ScoreClass? = nil, isHatched: Bool = false, bar: String? = nil) {
            self.content = content
            self.tint = tint
            self.isHatched = isHatched
            self.bar = bar
        }

        public init(_ text: String) {
            self.init([.text(text)])
        }
    }
}
