public import ShelterModel

/// What municipalities do about their improvement points: what people decided stays with a point from wave to wave.
///
/// A point is a criterion at a location. Nothing of it is an answer of the inspection; nothing in it changes a score.
public struct ImprovementPlan: Hashable, Sendable {
    /// How a point stands by the newest inspection.
    public enum Standing: String, Hashable, Sendable, CaseIterable {
        /// Not met.
        case open
        /// It was open before, and is met now or no longer applies.
        case closed
        /// It was open before, and is not known now.
        case unknown
        /// The location is not in this inspection.
        case notVisited = "not-visited"
        /// The framework has no such criterion any more.
        case noCriterion = "no-criterion"
    }

    /// What people filled in, as they wrote it.
    public struct Decision: Hashable, Sendable {
        public var decision: String
        public var owner: String
        public var cost: String
        public var due: CalendarDate?
        public var recheck: CalendarDate?
        public var remark: String
        /// What the municipality holds against the finding; empty if nothing.
        public var contested: String

        public init(
            decision: String = "",
            owner: String = "",
            cost: String = "",
            due: CalendarDate? = nil,
            recheck: CalendarDate? = nil,
            remark: String = "",
            contested: String = ""
        ) {
            self.decision = decision
            self.owner = owner
            self.cost = cost
            self.due = due
            self.recheck = recheck
            self.remark = remark
            self.contested = contested
        }

        /// Whether something is to be done, or is planned; a remark or an objection is no decision.
        public var isTaken: Bool {
            !decision.isEmpty || !owner.isEmpty || !cost.isEmpty || due != nil || recheck != nil
        }
    }

    /// A point of an earlier plan.
    public struct Kept: Hashable, Sendable {
        public var municipality: String
        public var location: String
        public var locationName: String
        public var criterion: String
        public var since: CalendarDate?
        public var decision: Decision

        public init(
            municipality: String,
            location: String,
            locationName: String,
            criterion: String,
            since: CalendarDate?,
            decision: Decision
        ) {
            self.municipality = municipality
            self.location = location
            self.locationName = locationName
            self.criterion = criterion
            self.since = since
            self.decision = decision
        }
    }

    public struct Item: Hashable, Sendable {
        public var location: String
        public var locationName: String
        public var criterion: String
        public var standing: Standing
        /// `nil` unless it is open.
        public var obligation: Recommendation.Obligation?
        public var shortage: Shortage?
        /// First visit at which it was found, as far as plans tell.
        public var since: CalendarDate?
        public var decision: Decision
    }

    /// Points by code of the municipality: those that are open by priority, then those of before.
    public private(set) var items: [String: [Item]] = [:]
    /// Whether an earlier plan was given.
    public let hasEarlier: Bool

    public init(_ report: QualityReport, kept: [Kept]) {
        hasEarlier = !kept.isEmpty
        let criteria = Set(report.framework.criteria.map(\.id))
        var earlier: [Point: Kept] = [:]
        for point in kept { earlier[Point(point.location, point.criterion, point.municipality)] = point }
        for municipality in report.municipalities {
            let code = municipality.area.code
            let locations = Dictionary(municipality.locations.map { ($0.id, $0) }) { first, _ in first }
            var own: [Item] = []
            for recommendation in municipality.recommendations.sorted(by: { $0.priority < $1.priority }) {
                guard let id = recommendation.location else { continue }
                let before = earlier.removeValue(forKey: Point(id, recommendation.criterion, code))
                own.append(
                    Item(
                        location: id,
                        locationName: locations[id]?.name ?? recommendation.locationName ?? "",
                        criterion: recommendation.criterion,
                        standing: .open,
                        obligation: recommendation.obligation,
                        shortage: recommendation.shortage,
                        since: before?.since ?? locations[id]?.visitDate,
                        decision: before?.decision ?? Decision()
                    )
                )
            }
            for point in kept where point.municipality == code {
                guard let before = earlier[Point(point.location, point.criterion, code)] else { continue }
                let location = locations[before.location]
                let standing: Standing =
                    if !criteria.contains(before.criterion) {
                        .noCriterion
                    } else if let location {
                        location.unknown.contains { $0.criterion == before.criterion } ? .unknown : .closed
                    } else {
                        .notVisited
                    }
                own.append(
                    Item(
                        location: before.location,
                        locationName: location?.name ?? before.locationName,
                        criterion: before.criterion,
                        standing: standing,
                        obligation: nil,
                        shortage: nil,
                        since: before.since,
                        decision: before.decision
                    )
                )
            }
            items[code] = own
        }
    }

    private struct Point: Hashable {
        let location: String
        let criterion: String
        let municipality: String

        init(_ location: String, _ criterion: String, _ municipality: String) {
            self.location = location
            self.criterion = criterion
            self.municipality = municipality
        }
    }
}
