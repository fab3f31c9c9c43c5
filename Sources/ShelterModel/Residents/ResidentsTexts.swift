/// The words of the sheet for residents in one language, each with whether somebody has approved it.
///
/// Residents read more languages than Maatstaf speaks itself: this is the only output in them.
public struct ResidentsTexts: Hashable, Sendable {
    /// Who has held a text against the Dutch one, and which Dutch one that was.
    public struct Approval: Hashable, Sendable {
        public var by: String
        public var on: CalendarDate
        public var source: String

        public init(by: String, on: CalendarDate, source: String) {
            self.by = by
            self.on = on
            self.source = source
        }
    }

    public struct Entry: Hashable, Sendable {
        public var text: String
        /// `nil`: a draft.
        public var approval: Approval?

        public init(_ text: String, approval: Approval? = nil) {
            self.text = text
            self.approval = approval
        }
    }

    /// BCP 47.
    public var language: String
    /// Whether the others are translated from this one, so that it needs no approval.
    public var isSource: Bool
    /// By key, as `sheet.title`.
    public var entries: [String: Entry]
    /// Names of themes and criteria, by framework and id; they come before the framework's own.
    public var labels: [String: [String: Entry]]

    public init(
        language: String,
        isSource: Bool,
        entries: [String: Entry],
        labels: [String: [String: Entry]] = [:]
    ) {
        self.language = language
        self.isSource = isSource
        self.entries = entries
        self.labels = labels
    }

    /// Whether an entry was approved, and against what the source says now.
    public func isApproved(_ entry: Entry, source: String?) -> Bool {
        isSource || (entry.approval != nil && entry.approval?.source == source)
    }
}
