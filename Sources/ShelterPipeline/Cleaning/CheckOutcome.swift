public import ShelterModel

/// What checks found, counted.
public struct CheckOutcome: Sendable, Codable {
    /// One file, or one part of it.
    public struct File: Sendable, Codable {
        public var file: String
        public var table: String
        /// Rows that could be read.
        public var rows: Int
        public var hits: Int
        /// Where the proposed log was written.
        public var log: String?
        /// What a person should know of the file as a whole.
        public var notices: [Diagnostic]
    }

    /// The rows of one table, of all files together.
    public struct Table: Sendable, Codable {
        public var table: String
        public var rows: Int
        public var checks: [Check]
    }

    /// One check of one table.
    public struct Check: Sendable, Codable {
        /// Id of the check; `ingest:<code>` for what could not be read.
        public var check: String
        public var label: LocalizedText
        public var severity: Diagnostic.Severity
        public var hits: Int
        /// Rows of which it cannot be said.
        public var unknown: Int
        /// Columns that it needs and no file has.
        public var absent: [String]
        /// Place of the first hit.
        public var example: SourceLocation?
    }

    public var codeBook: String
    /// Id of the checks; `nil` if there are none for the code book.
    public var checks: String?
    public var files: [File]
    /// Tables of which there is a file, in the order of the code book.
    public var tables: [Table]
    public var notices: [Diagnostic]

    public var hasHits: Bool { files.contains { $0.hits > 0 } }
}
