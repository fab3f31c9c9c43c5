/// What a release bundle was made from and consists of.
public struct BundleManifest: Hashable, Sendable, Codable {
    public static let formatName = "maatstaf/bundle/1"
    /// The report inside a bundle.
    static let report = "dossier/report"

    public var format = formatName
    public var program: String
    /// What stands behind `maatstaf report`, typed in the folder of the bundle.
    public var arguments: [String]
    /// Whether pseudonyms were made with a key, which is in no bundle.
    public var usesKey: Bool
    /// Hash of every other file, by path.
    public var outputs: [String: String]
}

/// What everybody may see of a bundle: `openbaar/hashes.json`.
///
/// Names of exports are not public; their hashes prove all the same from what the figures were made.
public struct PublicHashes: Hashable, Sendable, Codable {
    public static let formatName = "maatstaf/public-hashes/1"

    public struct Settings: Hashable, Sendable, Codable {
        public var date: String?
        public var state: String
        public var language: String
        /// `true` where the core set alone was scored.
        public var core: Bool
    }

    public var format = formatName
    public var program: String
    public var framework: Manifest.Part
    public var codeBook: Manifest.Part
    public var register: Manifest.Part?
    public var settings: Settings
    /// Of the exports, in the order of the hashes.
    public var inputs: [String]
    /// Of the manifest of the whole report, which has the hash of everything in it.
    public var report: String
    /// Of every other file beside this one, by path.
    public var files: [String: String]
}
