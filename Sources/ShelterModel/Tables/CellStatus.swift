/// What is known about one cell. A cell without a value says why it has none.
public enum CellStatus: UInt8, Hashable, Sendable, Codable, CaseIterable {
    /// There is a value.
    case present = 0
    /// Nothing stands in the cell.
    case empty = 1
    /// The question was not put.
    case notAsked = 2
    /// The answer says that the question does not apply.
    case notApplicable = 3
    /// "Don't know".
    case dontKnow = 4
    /// The respondent would not say.
    case refusedToAnswer = 5
    /// Something stands there that cannot be read or is impossible; a diagnostic tells the place.
    case invalid = 6
    /// The file has no such column.
    case columnAbsent = 7
    /// There is no matching row in a joined file.
    case unmatched = 8
    /// The personal-data guard keeps it out of results.
    case withheld = 9
    /// The question of this wave does not compare with the one the framework means.
    case notComparable = 10
    /// Too few rows of the joined table have a value for a figure to be shown.
    case tooFew = 11

    /// Name in outputs and text keys: `cell.<name>`.
    public var name: String {
        switch self {
        case .present: "present"
        case .empty: "empty"
        case .notAsked: "not-asked"
        case .notApplicable: "not-applicable"
        case .dontKnow: "dont-know"
        case .refusedToAnswer: "refused"
        case .invalid: "invalid"
        case .columnAbsent: "column-absent"
        case .unmatched: "unmatched"
        case .withheld: "withheld"
        case .notComparable: "not-comparable"
        case .tooFew: "too-few"
        }
    }
}
