public import ShelterModel

/// One row of a cleaning log.
public struct LogEntry: Hashable, Sendable {
    /// The nine columns, in their order.
    public static let columns = [
        "uuid", "line", "variable", "old_value", "new_value", "action", "reason", "check", "decided_by",
    ]

    /// Id of the record; empty if the export has none.
    public var uuid: String
    /// Line or row on which the record begins in the raw file, counted from 1.
    public var line: Int?
    /// Header of the column in the raw file; empty if the entry is about the whole record.
    public var variable: String
    public var oldValue: String
    public var newValue: String
    /// Whether the log is a workbook that holds the new value as a number, which then has a decimal point.
    public var newValueIsNumber = false
    public var action: CleaningAction
    public var reason: String
    public var check: String
    /// Who decided; a change without a name is refused.
    public var decidedBy: String
    /// Where the entry stands in the log.
    public var location: SourceLocation?

    public init(
        uuid: String = "",
        line: Int? = nil,
        variable: String = "",
        oldValue: String = "",
        newValue: String = "",
        action: CleaningAction = .open,
        reason: String = "",
        check: String = "",
        decidedBy: String = "",
        location: SourceLocation? = nil
    ) {
        self.uuid = uuid
        self.line = line
        self.variable = variable
        self.oldValue = oldValue
        self.newValue = newValue
        self.action = action
        self.reason = reason
        self.check = check
        self.decidedBy = decidedBy
        self.location = location
    }

    /// The cells of its row.
    public var cells: [String] {
        [
            LogText.encode(uuid), line.map(String.init) ?? "", LogText.encode(variable), LogText.encode(oldValue),
            LogText.encode(newValue), action.rawValue, LogText.neutral(reason), LogText.neutral(check),
            LogText.neutral(decidedBy),
        ]
    }

    /// Whether it is about the file, not about a record.
    public var isAboutFile: Bool { uuid.isEmpty && line == nil }
}
