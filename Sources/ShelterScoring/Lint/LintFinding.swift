public import ShelterModel

/// Something about a framework that a person should look at; the place is a path into its file.
public struct LintFinding: Hashable, Sendable {
    /// `warning`: a fault. `note`: what could not be decided.
    public var severity: Diagnostic.Severity
    public var code: String
    public var path: FrameworkPath
    /// The path leads into the file of the code book.
    public var isInCodeBook = false
    public var arguments: [String: Diagnostic.Argument]

    public init(
        _ code: String,
        at path: FrameworkPath,
        _ arguments: [String: Diagnostic.Argument] = [:],
        severity: Diagnostic.Severity = .warning
    ) {
        self.severity = severity
        self.code = code
        self.path = path
        self.arguments = arguments
    }
}
