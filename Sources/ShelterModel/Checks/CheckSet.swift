/// Quality checks for exports that one code book describes.
public struct CheckSet: Identifiable, Hashable, Sendable {
    public var id: String
    public var label: LocalizedText
    /// Id of the code book that its variables come from.
    public var codeBook: String
    public var checks: [QualityCheck]

    public init(id: String, label: LocalizedText, codeBook: String, checks: [QualityCheck]) {
        self.id = id
        self.label = label
        self.codeBook = codeBook
        self.checks = checks
    }
}

/// One question put to the data, whose hits a person decides on.
public struct QualityCheck: Identifiable, Hashable, Sendable {
    public var id: String
    /// What is wrong with a hit, as its row in the log says.
    public var label: LocalizedText
    /// Why it matters.
    public var why: LocalizedText
    /// Where the rule or the limit comes from.
    public var source: String
    public var status: LegalStatus
    public var severity: Diagnostic.Severity
    /// Name of the table whose rows it looks at; `nil`: the first of the code book.
    public var table: String?
    /// Variable that the row in the log names; `nil`: the first that the check looks at.
    public var variable: String?
    public var kind: Kind
    /// Line and column in the file of checks.
    public var location: SourceLocation?

    /// What is looked for.
    public enum Kind: Hashable, Sendable {
        case rule(RecordRule)
        case range(ValueRange)
        case outlier(OutlierRule)
        case duplicate(DuplicateRule)
        case nearDuplicate(NearDuplicateRule)
        case duration(DurationRule)
        case straightLining(BatteryRule)
        case otherSpecify(OtherRule)
        case totals(TotalRule)
        case inspector(InspectorRule)
    }

    public init(
        id: String,
        label: LocalizedText,
        why: LocalizedText = LocalizedText([:]),
        source: String = "",
        status: LegalStatus = .own,
        severity: Diagnostic.Severity = .warning,
        table: String? = nil,
        variable: String? = nil,
        kind: Kind,
        location: SourceLocation? = nil
    ) {
        self.id = id
        self.label = label
        self.why = why
        self.source = source
        self.status = status
        self.severity = severity
        self.table = table
        self.variable = variable
        self.kind = kind
        self.location = location
    }
}
