public import ShelterModel

/// Something that may not go out as final, with the path into the file where it stands.
public struct AnnexFinding: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
        case key(String)
        /// From 0.
        case item(Int)
    }

    public enum Source: Hashable, Sendable {
        case register
        case nonPublic
    }

    /// Errors keep an annex from being final, warnings do not.
    public var severity: Diagnostic.Severity
    public var code: String
    public var recommendation: RecommendationNumber?
    public var source: Source
    public var path: [Step]
    public var arguments: [String: Diagnostic.Argument]
    /// Who lets it pass; `nil` if nobody does.
    public var override: FindingOverride?

    public var isOpen: Bool { override == nil && severity == .error }

    /// As a message; what is let pass becomes a note that says by whom and why.
    public func diagnostic(at place: SourceLocation?) -> Diagnostic {
        var arguments = arguments
        if let recommendation { arguments["number"] = .text(recommendation.text) }
        guard let override else { return Diagnostic(severity, code, at: place, arguments) }
        return Diagnostic(
            .note,
            "annex.overridden",
            at: place,
            [
                "code": .text(code), "by": .text(override.by), "reason": .text(override.reason),
                "date": .date(override.date), "number": .text(recommendation?.text ?? "–"),
            ]
        )
    }
}
