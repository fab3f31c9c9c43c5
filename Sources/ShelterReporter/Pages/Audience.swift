/// For whom a document is made; decides what it may hold.
public enum Audience: String, Hashable, Sendable, Codable, CaseIterable {
    /// Everything.
    case intern
    /// What one municipality may receive: nothing from which another municipality's figures follow.
    case gemeente
    /// Everybody: what the disclosure plan leaves.
    case openbaar
}
