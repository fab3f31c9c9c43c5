public import ShelterModel

/// The answer to one or several recommendations.
public struct Appreciation: Hashable, Sendable {
    /// The closed list of what can be answered.
    public enum Position: String, Hashable, Sendable, CaseIterable {
        case adopted = "overgenomen"
        case partlyAdopted = "deels-overgenomen"
        case notAdopted = "niet-overgenomen"
        /// Of what others decide.
        case endorsed = "onderschreven"
        case standingPolicy = "reeds-staand-beleid"
        case underStudy = "nader-onderzoek"
        case undecided = "nog-in-beraad"

        /// Whether something is promised to be done.
        public var isAccepted: Bool { self == .adopted || self == .partlyAdopted }
    }

    /// What the Kamer was promised.
    public struct Commitment: Hashable, Sendable {
        public var text: String
        /// Of the Kamer's register, as `TZ202512-001`.
        public var reference: String?
        public var date: CalendarDate?

        public init(text: String, reference: String? = nil, date: CalendarDate? = nil) {
            self.text = text
            self.reference = reference
            self.date = date
        }
    }

    /// A letter, motion or commitment that the answer stands in relation to.
    public struct Link: Hashable, Sendable {
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            case letter = "brief"
            case motion = "motie"
            case commitment = "toezegging"
        }

        public var kind: Kind
        public var number: String
        public var title: String?

        public init(kind: Kind, number: String, title: String? = nil) {
            self.kind = kind
            self.number = number
            self.title = title
        }
    }

    public var recommendations: [RecommendationNumber]
    public var position: Position
    /// Id of the minister who answers.
    public var minister: String
    /// Ids of ministers on whose behalf, too.
    public var jointly: [String]
    public var reasoning: String?
    /// Which part is not adopted.
    public var partNotAdopted: String?
    /// When an answer follows that is still undecided.
    public var answerBy: CalendarDate?
    public var actions: [PlannedAction]
    /// Out of which budget.
    public var cover: String?
    /// Law or regulation that must change, or that it rests on.
    public var legalBasis: String?
    /// *Voornemen*: less than a commitment.
    public var intention: String?
    public var commitment: Commitment?
    public var execution: Execution?
    public var links: [Link]

    public init(
        recommendations: [RecommendationNumber],
        position: Position,
        minister: String,
        jointly: [String] = [],
        reasoning: String? = nil,
        partNotAdopted: String? = nil,
        answerBy: CalendarDate? = nil,
        actions: [PlannedAction] = [],
        cover: String? = nil,
        legalBasis: String? = nil,
        intention: String? = nil,
        commitment: Commitment? = nil,
        execution: Execution? = nil,
        links: [Link] = []
    ) {
        self.recommendations = recommendations
        self.position = position
        self.minister = minister
        self.jointly = jointly
        self.reasoning = reasoning
        self.partNotAdopted = partNotAdopted
        self.answerBy = answerBy
        self.actions = actions
        self.cover = cover
        self.legalBasis = legalBasis
        self.intention = intention
        self.commitment = commitment
        self.execution = execution
        self.links = links
    }
}
