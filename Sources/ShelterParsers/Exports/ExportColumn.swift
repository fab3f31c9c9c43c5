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

    /// As it stands in the header.
    public var name: String
    /// Text of the question; empty if the export has none.
    public var label = ""
    public var valueLabels: [ValueLabel] = []
    public var missing: [Missing] = []
    /// How SPSS shows the column, such as `F8.2`; `nil` for other formats.
    public var format: String?
    /// What stands between the options of a joined cell, as the tool that made the export does it.
    public var separator: String?
    /// Last part of a path, by which a code book may know it; `nil` if the name is no path.
    public var shortName: String?
    /// `nil` if the export does not say.
    public var measure: Measure?

    public init(name: String) {
        self.name = name
    }
}
