public import ShelterModel

/// The answer to a condition: how many locations meet it, per group, with everything that is not counted beside it.
public struct ConditionCount: Hashable, Sendable, Codable {
    /// What the locations are divided by.
    public enum Division: String, Hashable, Sendable, Codable, CaseIterable {
        case municipality, safetyRegion = "safety_region", province, kind
    }

    /// Why a group has no numbers.
    public enum Hidden: String, Hashable, Sendable, Codable {
        /// It is another's, or too few other municipalities are in it.
        case municipalities
        /// Too few answers of residents.
        case respondents
        /// With it, the number of a hidden group could be worked out.
        case difference
    }

    public struct Group: Hashable, Sendable, Codable {
        /// Code of the group; `all` for the total, empty where a location has no such group.
        public var code: String
        public var name: String
        /// `nil` where the numbers are hidden.
        public var counts: Counts?
        public var hidden: Hidden?
    }

    public struct Counts: Hashable, Sendable, Codable {
        public var met = 0
        public var notMet = 0
        public var notApplicable = 0
        public var unknown = 0

        /// The denominator of the share: met and not met.
        public var judged: Int { met + notMet }
        public var total: Int { judged + notApplicable + unknown }
        /// Share of the judged that meet it; `nil` if none are judged.
        public var share: Double? { judged > 0 ? Double(met) / Double(judged) : nil }

        public init() {}

        mutating func add(_ outcome: Outcome) {
            switch outcome {
            case .met: met += 1
            case .notMet: notMet += 1
            case .notApplicable: notApplicable += 1
            case .unknown: unknown += 1
            }
        }

        private enum CodingKeys: String, CodingKey {
            case met, notMet, notApplicable, unknown, judged, total, share
        }

        public init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            met = try values.decode(Int.self, forKey: .met)
            notMet = try values.decode(Int.self, forKey: .notMet)
            notApplicable = try values.decode(Int.self, forKey: .notApplicable)
            unknown = try values.decode(Int.self, forKey: .unknown)
        }

        public func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(met, forKey: .met)
            try values.encode(notMet, forKey: .notMet)
            try values.encode(notApplicable, forKey: .notApplicable)
            try values.encode(unknown, forKey: .unknown)
            try values.encode(judged, forKey: .judged)
            try values.encode(total, forKey: .total)
            try values.encodeIfPresent(share, forKey: .share)
        }
    }

    public var condition: String
    public var by: Division?
    /// Locations, or assessments where every row is a unit of its own.
    public var unit: String
    /// In the order of their names.
    public var groups: [Group]
    public var total: Group
    /// Criteria that the condition names and that nobody has verified.
    public var unverified: [String] = []
}

/// Counts the outcomes of a condition, and hides what the audience may not see.
public struct ConditionTally: Sendable {
    private let leastRespondents: Int
    private let leastOthers: Int

    private struct Cell: Sendable {
        var name = ""
        var counts = ConditionCount.Counts()
        var municipalities: Set<String> = []
    }

    private var cells: [String: Cell] = [:]
    private var all = Cell()

    /// - Parameter rules: As for reports: the least answers of residents, and the least other municipalities.
    public init(_ rules: DisclosureRules) {
        leastRespondents = rules.count(.respondentsMinimum)
        leastOthers = rules.count(.otherMunicipalities)
    }

    public mutating func add(_ outcome: Outcome, group: (code: String, name: String)?, municipality: String) {
        all.counts.add(outcome)
        all.municipalities.insert(municipality)
        guard let group else { return }
        cells[group.code, default: Cell()].name = group.name
        cells[group.code]?.counts.add(outcome)
        cells[group.code]?.municipalities.insert(municipality)
    }

    /// - Parameters:
    ///   - receiver: The municipality that the answer is for; `nil` for internal use, where nothing is another's.
    ///   - isOfRespondents: Whether answers of residents are counted.
    public func count(
        _ condition: String,
        by: ConditionCount.Division?,
        unit: String,
        receiver: String?,
        isOfRespondents: Bool
    ) -> ConditionCount {
        func isTooFew(_ municipalities: Set<String>) -> Bool {
            guard let receiver else { return false }
            let others = municipalities.subtracting([receiver]).count
            return others > 0 && others < leastOthers
        }
        func isTooFew(_ counts: ConditionCount.Counts) -> Bool {
            isOfRespondents
                && [counts.met, counts.notMet, counts.notApplicable, counts.unknown].contains {
                    (1..<leastRespondents).contains($0)
                }
        }
        var groups: [ConditionCount.Group] = []
        var hidden = Cell()
        var hiddenGroups = 0
        for (code, cell) in cells.sorted(by: { ($0.value.name, $0.key) < ($1.value.name, $1.key) }) {
            let reason: ConditionCount.Hidden? =
                isTooFew(cell.municipalities) ? .municipalities : isTooFew(cell.counts) ? .respondents : nil
            if reason != nil {
                hiddenGroups += 1
                hidden.municipalities.formUnion(cell.municipalities)
                hidden.counts.merge(cell.counts)
            }
            groups.append(
                ConditionCount.Group(
                    code: code,
                    name: cell.name,
                    counts: reason == nil ? cell.counts : nil,
                    hidden: reason
                )
            )
        }
        // The total less what is shown is what is hidden.
        let leaks =
            hiddenGroups > 0
            && (isTooFew(hidden.municipalities) || isTooFew(hidden.counts) || isOfRespondents && hiddenGroups == 1)
        let reason: ConditionCount.Hidden? =
            isTooFew(all.municipalities)
            ? .municipalities : isTooFew(all.counts) ? .respondents : leaks ? .difference : nil
        return ConditionCount(
            condition: condition,
            by: by,
            unit: unit,
            groups: groups,
            total: ConditionCount.Group(
                code: "all",
                name: "",
                counts: reason == nil ? all.counts : nil,
                hidden: reason
            )
        )
    }
}

extension ConditionCount.Counts {
    fileprivate mutating func merge(_ other: Self) {
        met += other.met
        notMet += other.notMet
        notApplicable += other.notApplicable
        unknown += other.unknown
    }
}
