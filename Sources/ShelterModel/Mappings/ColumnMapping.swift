/// Says which column of an export answers which variable of a code book.
public struct ColumnMapping: Hashable, Sendable {
    /// How sure the answer for one column is.
    public enum Status: String, Hashable, Sendable, Codable, CaseIterable {
        /// Found by a code of the column, or far ahead of every other answer.
        case certain
        /// A person has to look: it is not used until it is confirmed.
        case proposed
        /// A person said so; without a variable: the column answers none.
        case confirmed

        /// Whether a run may rely on it.
        public var isUsed: Bool { self != .proposed }
    }

    /// A variable that the column could answer too.
    public struct Alternative: Hashable, Sendable {
        public var variable: String
        public var confidence: Double

        public init(variable: String, confidence: Double) {
            self.variable = variable
            self.confidence = confidence
        }
    }

    /// What one column answers.
    public struct Entry: Hashable, Sendable {
        /// As it stands in the export.
        public var header: String
        /// `nil`: none, or nobody knows yet.
        public var variable: String?
        public var status: Status
        /// 0…1.
        public var confidence: Double
        /// Why, in words.
        public var reasons: [String]
        /// The most likely first.
        public var alternatives: [Alternative]

        public init(
            header: String,
            variable: String?,
            status: Status,
            confidence: Double,
            reasons: [String] = [],
            alternatives: [Alternative] = []
        ) {
            self.header = header
            self.variable = variable
            self.status = status
            self.confidence = confidence
            self.reasons = reasons
            self.alternatives = alternatives
        }
    }

    /// Id of the code book whose variables are meant.
    public var codeBook: String
    /// Name of its table.
    public var table: String
    /// Hash of the header, by which the same kind of export is known again.
    public var fingerprint: String
    /// The export that it was made from.
    public var file: String
    /// One per column, in the order of the export.
    public var columns: [Entry]

    public init(codeBook: String, table: String, fingerprint: String, file: String, columns: [Entry]) {
        self.codeBook = codeBook
        self.table = table
        self.fingerprint = fingerprint
        self.file = file
        self.columns = columns
    }

    /// Header of the column that answers each variable, where that is sure.
    public var bound: [String: String] {
        var bound: [String: String] = [:]
        for entry in columns where entry.status.isUsed {
            if let variable = entry.variable { bound[variable] = entry.header }
        }
        return bound
    }
}
