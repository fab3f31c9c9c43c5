/// The result of holding one location against one criterion.
public enum Outcome: UInt8, Hashable, Sendable, CaseIterable {
    case met = 0
    case notMet = 1
    case notApplicable = 2
    /// Asked, but missing or unreadable: counted neither as met nor as not met.
    case unknown = 3

    /// As in `findings.csv`.
    public var name: String {
        switch self {
        case .met: "met"
        case .notMet: "not_met"
        case .notApplicable: "not_applicable"
        case .unknown: "unknown"
        }
    }

    public init?(name: String) {
        guard let outcome = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = outcome
    }
}

extension Outcome: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let outcome = Outcome(name: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an outcome")
        }
        self = outcome
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}

/// Why an outcome is what it is, where `met` and `not met` do not say it all.
public enum OutcomeReason: UInt8, Hashable, Sendable, CaseIterable {
    case none = 0
    /// Nothing stands in the cell.
    case empty, notAsked, answeredNotApplicable, dontKnow, refusedToAnswer
    /// The cell was refused; see the diagnostics.
    case invalid
    case columnAbsent, unmatched
    case conditionFalse, conditionUnknown
    /// The rule does not hold on the visit date.
    case notInForce
    /// The rule's validity or a duration depends on a visit date that is missing.
    case noVisitDate
    case reportOnly
    /// Division by zero persons or things: there is nothing to judge.
    case nothingToCount
    /// There is nothing at all of what is shared: 96 residents, 0 showers.
    case noneAvailable
    /// A share above 100% or below 0%.
    case impossibleShare
    /// A date that lies after the visit cannot have been seen at the visit.
    case afterVisit
    /// This version cannot compute it yet.
    case pending
    /// It compares two locations, and this is one.
    case noMove
    /// The personal-data guard keeps the answer out of results.
    case withheld
    /// The question of this wave does not compare with the one that is meant.
    case notComparable
    /// Too few answers for a figure to be shown.
    case tooFew
    /// A part of the arithmetic divides by zero.
    case divisionByZero
    /// The result is too large for a number.
    case notFinite

    /// As in `findings.csv`; empty for `none`. Text key: `reason.<name>`.
    public var name: String {
        switch self {
        case .none: ""
        case .empty: "empty"
        case .notAsked: "not-asked"
        case .answeredNotApplicable: "answered-not-applicable"
        case .dontKnow: "dont-know"
        case .refusedToAnswer: "refused"
        case .invalid: "invalid"
        case .columnAbsent: "column-absent"
        case .unmatched: "unmatched"
        case .conditionFalse: "condition-false"
        case .conditionUnknown: "condition-unknown"
        case .notInForce: "not-in-force"
        case .noVisitDate: "no-visit-date"
        case .reportOnly: "report-only"
        case .nothingToCount: "nothing-to-count"
        case .noneAvailable: "none-available"
        case .impossibleShare: "impossible-share"
        case .afterVisit: "after-visit"
        case .pending: "pending"
        case .noMove: "no-move"
        case .withheld: "withheld"
        case .notComparable: "not-comparable"
        case .tooFew: "too-few"
        case .divisionByZero: "division-by-zero"
        case .notFinite: "not-finite"
        }
    }

    /// The reason that belongs to a cell without a value.
    public init(_ status: CellStatus) {
        self =
            switch status {
            case .present: .none
            case .empty: .empty
            case .notAsked: .notAsked
            case .notApplicable: .answeredNotApplicable
            case .dontKnow: .dontKnow
            case .refusedToAnswer: .refusedToAnswer
            case .invalid: .invalid
            case .columnAbsent: .columnAbsent
            case .unmatched: .unmatched
            case .withheld: .withheld
            case .notComparable: .notComparable
            case .tooFew: .tooFew
            }
    }
}
