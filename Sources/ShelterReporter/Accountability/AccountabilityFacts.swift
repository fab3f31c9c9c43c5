/// What the run knows of itself and no figure tells: versions, and what was done with personal data.
public struct AccountabilityFacts: Hashable, Sendable {
    /// Something that a report was made with.
    public struct Part: Hashable, Sendable {
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            case program, framework
            case codeBook = "code-book"
            case register, sampling, disclosure
        }

        public var kind: Kind
        public var id: String
        public var version: String?
        public var hash: String?

        public init(_ kind: Kind, id: String, version: String? = nil, hash: String? = nil) {
            self.kind = kind
            self.id = id
            self.version = version
            self.hash = hash
        }
    }

    public enum Columns: String, Hashable, Sendable, CaseIterable {
        case withheld, pseudonymised, quarantined, kept
        case notRead = "not-read"
    }

    public var parts: [Part]
    /// Number of columns by what the personal-data guard did with them.
    public var columns: [Columns: Int]
    /// Least answers of residents for a share within a municipality.
    public var leastAnswersWithin: Int
    /// The same in public.
    public var leastAnswersPublic: Int

    public init(parts: [Part], columns: [Columns: Int], leastAnswersWithin: Int, leastAnswersPublic: Int) {
        self.parts = parts
        self.columns = columns
        self.leastAnswersWithin = leastAnswersWithin
        self.leastAnswersPublic = leastAnswersPublic
    }
}
