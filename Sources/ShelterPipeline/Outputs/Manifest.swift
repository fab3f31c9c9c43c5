public import ShelterModel

/// What an output was made from: the same manifest gives the same bytes.
public struct Manifest: Hashable, Sendable, Codable {
    public static let formatName = "maatstaf/manifest/1"

    /// A file by name and hash (SHA-256 over the SHA-256 of each block of 8 MiB).
    public struct Part: Hashable, Sendable, Codable {
        public var id: String
        public var version: String?
        public var file: String
        public var hash: String
    }

    public struct Input: Hashable, Sendable, Codable {
        public var file: String
        public var hash: String
        public var bytes: Int
        public var rows: Int
        public var used: Int
        public var setAside: Int
    }

    public struct Settings: Hashable, Sendable, Codable {
        public var command: String
        public var language: Language
        /// `nil` when nothing was dated.
        public var date: CalendarDate?
        public var state: String
        public var onlyMunicipality: String?
        public var onlyMunicipalities: Bool
        /// `true` where the core set alone was scored, else left out.
        public var core: Bool?
        /// `nil` where the columns decide.
        public var decimal: String?
        public var dateOrder: String?
        /// What pages print to ask for a figure again; `nil` where there are no pages.
        public var explain: String?
    }

    public struct RobustnessPart: Hashable, Sendable, Codable {
        public var replays: Int
        public var seed: UInt64
        public var groups: [String]
        public var aggregations: [String]
        /// `spread`, `dirichlet` or `sets`.
        public var weights: String
        public var weightSpread: Double?
        public var weightSets: Part?
        public var limitSpread: Double
    }

    public var format: String = formatName
    public var program: String
    public var framework: Part
    /// Criteria of the framework whose rule nobody has verified; left out if there are none.
    public var unverified: [String]?
    public var codeBook: Part
    /// Who publishes the open data; `nil` where nobody was named.
    public var publisher: Part?
    public var register: Part?
    /// Confirmed mappings by which columns of the inputs were found; `nil` if there are none.
    public var mappings: [Part]?
    /// Under which exports of an older questionnaire were read.
    public var crosswalk: Part?
    /// How samples were drawn; `nil` where nothing is estimated.
    public var sampling: Part?
    /// Rules by which figures were hidden; `nil` where nothing was published.
    public var disclosure: Part?
    /// Improvement plans whose decisions were kept; `nil` if there were none.
    public var plans: [Part]?
    /// Results of other commands that pages tell of; `nil` if there were none.
    public var results: [Part]?
    /// Outlines of municipalities on the maps; `nil` if there were none.
    public var map: Part?
    /// Cleaning logs that pages tell of; `nil` if there were none.
    public var corrections: [Part]?
    /// Words of the sheets for residents; `nil` where there are none.
    public var residents: [Part]?
    /// Hash over the texts of the language, and of the style sheet where pages were written.
    public var texts: String
    public var styleSheet: String?
    /// What PDF, DOCX and ODT were made with: versions of the tools, hashes of template and reference documents; `nil`
    /// where there are none.
    public var documents: [String: String]?
    public var inputs: [Input]
    /// What the personal-data guard did.
    public var privacy: PrivacySummary
    public var settings: Settings
    /// Which choices were varied; `nil` for anything but `robustness`.
    public var robustness: RobustnessPart?
    /// Hash of every file of this output but the manifest, by path.
    public var outputs: [String: String]
}
