public import ShelterModel

/// Diagnostics by code: how many there are, and the first of them.
public struct DiagnosticTally: Hashable, Sendable {
    /// Diagnostics of one code.
    public struct Group: Hashable, Sendable {
        public var severity: Diagnostic.Severity
        public var code: String
        public var count: Int
        /// The first ones, in the order of the file.
        public var examples: [Diagnostic]
    }

    /// Most examples of a code.
    public let limit: Int
    /// In the order in which their first diagnostic came.
    public private(set) var groups: [Group] = []
    private var places: [String: Int] = [:]

    public init(limit: Int = 100) {
        self.limit = limit
    }

    public mutating func add(_ diagnostic: Diagnostic) {
        let key = diagnostic.severity.rawValue + diagnostic.code
        let place = places[key] ?? groups.count
        if place == groups.count {
            places[key] = place
            groups.append(Group(severity: diagnostic.severity, code: diagnostic.code, count: 0, examples: []))
        }
        groups[place].count += 1
        if groups[place].examples.count < limit { groups[place].examples.append(diagnostic) }
    }

    /// The diagnostics themselves, as far as they are kept.
    public var diagnostics: [Diagnostic] { groups.flatMap(\.examples) }

    /// Whether a person should look.
    public var hasFindings: Bool { groups.contains { $0.severity != .note } }
}
