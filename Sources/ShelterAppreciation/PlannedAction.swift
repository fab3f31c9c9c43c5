public import ShelterModel

/// Something that is done about a recommendation.
public struct PlannedAction: Hashable, Sendable {
    public var text: String
    /// Minister, directorate or partner who does it.
    public var owner: String?
    public var planning: Planning?
    public var execution: Execution?

    public init(text: String, owner: String? = nil, planning: Planning? = nil, execution: Execution? = nil) {
        self.text = text
        self.owner = owner
        self.planning = planning
        self.execution = execution
    }
}

/// When: in the literal words ("voor de zomer") and as the days that these are taken to mean.
public struct Planning: Hashable, Sendable {
    public var words: String
    public var from: CalendarDate?
    /// The last day on which it is in time.
    public var until: CalendarDate?

    public init(words: String, from: CalendarDate? = nil, until: CalendarDate? = nil) {
        self.words = words
        self.from = from
        self.until = until
    }
}

/// How far it is, on a day, with what shows it.
public struct Execution: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable, CaseIterable {
        case done = "uitgevoerd"
        case inProgress = "in-uitvoering"
        case otherAction = "andere-actie"
        case noAction = "geen-actie"
    }

    public var status: Status
    /// Of `done` the day on which it was, else the day of which this is true.
    public var date: CalendarDate?
    public var evidence: String?

    public init(status: Status, date: CalendarDate? = nil, evidence: String? = nil) {
        self.status = status
        self.date = date
        self.evidence = evidence
    }
}
