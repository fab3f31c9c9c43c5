/// One finding about data: what is wrong where.
///
/// The sentence and the hint are not part of it: `Texts` renders them from `Data/Texts` in the reader's language.
public struct Diagnostic: Hashable, Sendable, Codable {
    public enum Severity: String, Hashable, Sendable, Codable {
        /// The value, row or file cannot be used.
        case error
        /// Usable, but a person should look.
        case warning
        /// Good to know.
        case note
    }

    /// A value that a message mentions.
    public enum Argument: Hashable, Sendable, Codable {
        case text(String)
        case integer(Int)
        case number(Double)
        case date(CalendarDate)
        case list([String])
    }

    public var severity: Severity
    /// `area.kebab-case`; each code has a sentence and a hint in `Data/Texts`.
    public var code: String
    public var location: SourceLocation?
    public var arguments: [String: Argument]

    public init(
        _ severity: Severity,
        _ code: String,
        at location: SourceLocation? = nil,
        _ arguments: [String: Argument] = [:]
    ) {
        self.severity = severity
        self.code = code
        self.location = location
        self.arguments = arguments
    }
}

extension Diagnostic.Argument: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
}

/// Thrown when nothing can be done: unusable or ambiguous input.
///
/// Carries every problem found, not just the first.
public struct Refusal: Error, Hashable, Sendable {
    public var diagnostics: [Diagnostic]

    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    public init(_ code: String, at location: SourceLocation? = nil, _ arguments: [String: Diagnostic.Argument] = [:]) {
        diagnostics = [Diagnostic(.error, code, at: location, arguments)]
    }
}
