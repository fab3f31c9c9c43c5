/// The level that an indicator must reach.
public enum Standard: Hashable, Sendable, Codable {
    /// `>= 4`
    case atLeast(Double)
    /// `<= 10`
    case atMost(Double)
    /// `between 2 and 8`; both ends count as met.
    case between(Double, Double)
    /// `is yes`
    case isTrue
    /// `is no`
    case isFalse
    /// `one of [a, b]`: codes of a choice.
    case oneOf([String])

    /// Written as in a framework file; what `findings.csv` prints under `required`.
    public var text: String {
        switch self {
        case .atLeast(let limit): ">= \(Self.plain(limit))"
        case .atMost(let limit): "<= \(Self.plain(limit))"
        case .between(let low, let high): "between \(Self.plain(low)) and \(Self.plain(high))"
        case .isTrue: "is yes"
        case .isFalse: "is no"
        case .oneOf(let codes): "one of [\(codes.joined(separator: ", "))]"
        }
    }

    /// Whether everything that meets this meets `other` too; `nil` where the two cannot be compared.
    public func isAtLeastAsStrict(as other: Standard) -> Bool? {
        switch (self, other) {
        case (.atLeast(let own), .atLeast(let limit)): own >= limit
        case (.atMost(let own), .atMost(let limit)): own <= limit
        case (.between(let low, _), .atLeast(let limit)): low >= limit
        case (.between(_, let high), .atMost(let limit)): high <= limit
        case (.between(let low, let high), .between(let least, let most)): low >= least && high <= most
        case (.oneOf(let own), .oneOf(let codes)): Set(own).isSubset(of: codes)
        default: nil
        }
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
    }
}

/// Where graded attainment begins (0) and is complete (1); linear in between.
///
/// `zero` may lie above `one`: then less is better.
public struct Goalposts: Hashable, Sendable, Codable {
    public var zero: Double
    public var one: Double

    public init(zero: Double, one: Double) {
        self.zero = zero
        self.one = one
    }
}

/// What is measured.
public enum Indicator: Hashable, Sendable, Codable {
    case variable(String)
    /// `a / b`, for example persons per toilet or m² per resident.
    case ratio(String, String)
    /// Days from the date variable to the visit.
    case daysSince(String)
    /// Months (of 30.4375 days) from the date variable to the visit.
    case monthsSince(String)
    /// Months (of 30.4375 days) from the visit to the date variable.
    case monthsUntil(String)
    /// Days from the first date variable to the second; negative if the second lies earlier.
    case daysBetween(String, String)
    /// Arithmetic over variables and the indicators above.
    case expression(Expression)

    public var text: String {
        switch self {
        case .variable(let name): name
        case .ratio(let above, let below): "\(above) / \(below)"
        case .daysSince(let name): "days since \(name)"
        case .monthsSince(let name): "months since \(name)"
        case .monthsUntil(let name): "months until \(name)"
        case .daysBetween(let start, let end): "days from \(start) to \(end)"
        case .expression(let expression): expression.text
        }
    }

    public var variables: [String] {
        switch self {
        case .variable(let name), .daysSince(let name), .monthsSince(let name), .monthsUntil(let name): [name]
        case .ratio(let first, let second), .daysBetween(let first, let second): [first, second]
        case .expression(let expression): expression.variables
        }
    }
}

/// What must hold: a test of one indicator, or a combination.
public indirect enum Requirement: Hashable, Sendable, Codable {
    case test(Indicator, Standard, Goalposts?)
    /// A test with a target (streefnorm) above the minimum: the outcome follows the minimum, the target is shown.
    case levels(Indicator, minimum: Standard, target: Standard, Goalposts?)
    /// Goalposts without a standard: the attainment is the result, met when complete.
    case graded(Indicator, Goalposts)
    case all([Requirement])
    case any([Requirement])
    /// At least so many of the parts.
    case atLeast(Int, [Requirement])
    /// The first case whose condition holds.
    case cases([Case])
    /// Shown, never judged.
    case report(Indicator)
    /// Cannot be computed by this version; the reason's text key is `pending.<reason>`.
    case pending(String)
    /// No worse after a move, in these themes: judged when two locations are compared, not applicable to one by itself.
    case move([String])

    public struct Case: Hashable, Sendable, Codable {
        public var when: Requirement
        public var then: Requirement

        public init(when: Requirement, then: Requirement) {
            self.when = when
            self.then = then
        }
    }

    public var text: String {
        switch self {
        case .test(_, let standard, _): standard.text
        case .levels(_, let minimum, let target, _): "\(minimum.text) (target \(target.text))"
        case .graded(_, let posts): "from \(posts.zero) to \(posts.one)"
        case .all(let parts): "all of (" + parts.map(\.fullText).joined(separator: "; ") + ")"
        case .any(let parts): "any of (" + parts.map(\.fullText).joined(separator: "; ") + ")"
        case .atLeast(let count, let parts):
            "at least \(count) of (" + parts.map(\.fullText).joined(separator: "; ") + ")"
        case .cases(let cases):
            cases.map { "\($0.then.text) when \($0.when.fullText)" }.joined(separator: "; ")
        case .report: "report"
        case .pending: "pending"
        case .move(let themes): "no worse after a move (\(themes.joined(separator: ", ")))"
        }
    }

    /// With the indicator in front.
    public var fullText: String {
        switch self {
        case .test(let indicator, let standard, _): "\(indicator.text) \(standard.text)"
        case .graded(let indicator, _), .report(let indicator), .levels(let indicator, _, _, _):
            "\(indicator.text) \(text)"
        default: text
        }
    }
}
