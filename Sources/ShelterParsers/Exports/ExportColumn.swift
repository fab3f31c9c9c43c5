/// What an export itself says about one of its columns.
public struct ExportColumn: Hashable, Sendable {
    /// Code and what it stands for.
    public struct ValueLabel: Hashable, Sendable {
        /// As the cells write it.
        public var value: String
        public var label: String

        public init(value: String, label: String) {
            self.value = value
            self.label = label
        }
    }

    /// Codes that the export declares to be no answer.
    public enum Missing: Hashable, Sendable {
        /// As the cells write it.
        case value(String)
        case range(Double, Double)
    }

    /// What may be computed with the values.
    public enum Measure: String, Hashable, Sendable, Codable {
        case nominal, ordinal, scale
    }

    /// As it stands in the header; if the tool that made the export is known, the name that it gives the column in every
    /// style of header.
    public var name: String
    /// Last part of a name that is a path; several columns may have the same one. `nil` for other names.
    public var shortName: String?
    /// Text of the question; empty if the export has none.
    public var label = ""
    /// Whether a code book may name the column by its label: not where the label belongs to several columns, or may be
    /// worded otherwise in the next export.
    public var isKnownByLabel = false
    /// Whether the tool writes out that an option was not chosen, so that an empty cell never says so.
    public var writesNo = false
    /// What the tool puts between the answers, if the column holds several of them in one cell.
    public var separator: String?
    public var valueLabels: [ValueLabel] = []
    public var missing: [Missing] = []
    /// How SPSS shows the column, such as `F8.2`; `nil` for other formats.
    public var format: String?
    /// `nil` if the export does not say.
    public var measure: Measure?
    /// Cell of a row of the file in which the values stand, counted from 1, if that is not the column's own number.
    public var place: Int?

    public init(name: String) {
        self.name = name
    }
}
