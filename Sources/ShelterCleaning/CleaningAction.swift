/// What an entry of a cleaning log does to the raw file.
public enum CleaningAction: String, Hashable, Sendable, Codable, CaseIterable {
    /// Puts `new_value` in the place of `old_value`.
    case change
    /// Empties the cell: its value is not to be trusted.
    case blank
    /// Takes the whole row out.
    case delete
    /// Somebody looked, and it stays as it is.
    case keep
    /// Proposed by a check, and still to be decided.
    case open = ""

    /// Whether the entry alters the file.
    public var changesData: Bool {
        switch self {
        case .change, .blank, .delete: true
        case .keep, .open: false
        }
    }
}
