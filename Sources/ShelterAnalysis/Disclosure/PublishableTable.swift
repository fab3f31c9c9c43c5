public import ShelterModel
public import SurveyStatistics

/// Figures that hang together and may leave the house once the plan has decided which of them are hidden.
///
/// Whatever publishes a figure adds a table; the plan, the audit and the list of hidden cells follow by themselves. The lines are
/// those of `PublishableAreas`: the country, its safety regions, their municipalities.
public struct PublishableTable: Hashable, Sendable {
    /// What kind of figure it is; decides the rules.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// Mean score: parts are the sum and what is missing to the number scored.
        case score
        /// Mean coverage, in the same way.
        case coverage
        /// Scored locations under the cutoff, and the others.
        case below
        /// Locations with a failed basic requirement, and the others.
        case capped
        /// Locations that meet a criterion, do not, are unknown, or to which it does not apply.
        case criterion
        /// Number of residents.
        case residents
        /// Share of the answers of residents: the sum, and what is missing to their number.
        case answers

        /// Whether parts are published as a mean over the line's total.
        public var isMean: Bool { self == .score || self == .coverage || self == .answers }

        /// Names of what is published, in the order of the parts; what is missing to a total needs no name.
        public var measures: [String] {
            switch self {
            case .score: ["mean"]
            case .coverage: ["coverage"]
            case .below: ["below-cutoff"]
            case .capped: ["capped"]
            case .criterion: ["met", "not-met", "unknown", "not-applicable"]
            case .residents: ["residents"]
            case .answers: ["residents-share"]
            }
        }

        /// Figures of different tables that are hidden together: one would tell of the other.
        var isHiddenWithScores: Bool { self == .score || self == .coverage || self == .below }
    }

    public var kind: Kind
    /// Theme, `overall`, or criterion.
    public var subject: String
    public var table: GroupedTable

    public init(kind: Kind, subject: String, table: GroupedTable) {
        self.kind = kind
        self.subject = subject
        self.table = table
    }

    /// Stable and unique.
    public var id: String { "\(kind.rawValue)/\(subject)" }

    /// The rules that hold for the table.
    public func rules(_ rules: DisclosureRules) -> GroupedRules {
        var result = GroupedRules()
        result.minimum = rules.count(.locationsMinimum)
        result.sensitiveParts = Set(0..<table.partCount)
        result.hidesWholeLines = kind != .criterion
        switch kind {
        case .score, .coverage, .answers:
            result.isShare = true
            result.width = rules[.scoreProtection]
            result.rowWidth = rules[.scoreProtection]
            // How much is known says nothing of a location; it is hidden with its score.
            if kind == .coverage { result.sensitiveParts = [] }
            if kind == .score { result.percentage = rules[.percentage] }
            if kind == .answers {
                result.minimum = rules.count(.respondentsPublicMinimum)
                // A share of none or all says something about everybody.
                result.smallest = rules[.zeroAndFull] > 0 ? Double(rules.count(.respondentsMinimum)).nextDown : nil
                result.zeroParts = [0, 1]
            }
        case .residents:
            result.isShare = true
            result.width = rules[.residentsProtection]
            result.rowWidth = rules[.residentsProtection]
            result.percentage = rules[.percentage]
        case .below, .capped, .criterion:
            result.smallest = Double(rules.count(.countMinimum))
            result.width = rules[.countProtection]
            // What is unknown or does not apply says nothing about the location.
            if kind == .criterion { result.sensitiveParts = [0, 1] }
            if rules[.zeroAndFull] > 0 { result.zeroParts = result.sensitiveParts }
        }
        return result
    }

    /// What a published value of a line is rounded to, as a sum.
    public func rounding(_ line: GroupedTable.Line, _ rules: DisclosureRules) -> Double {
        kind.isMean ? rules[.meanRounding] * (line.total ?? 1) : 0
    }
}

/// The lines of all tables: country, safety regions, municipalities.
public struct PublishableAreas: Hashable, Sendable {
    public struct Area: Hashable, Sendable {
        public var code: String
        public var name: String
        /// Municipalities with an inspected location.
        public var municipalities: Int
        public var locations: Int
        public var residentsUnknown: Int
    }

    public var country: Area
    /// Regions; the last one has no code where municipalities are in none.
    public var regions: [Area]
    /// In the order of the report.
    public var municipalities: [Area]
    public var regionOfMunicipality: [Int]

    public func area(_ place: GroupedTable.Place) -> Area {
        switch place {
        case .all: country
        case .group(let index): regions[index]
        case .row(let index): municipalities[index]
        }
    }

    init(_ report: QualityReport) {
        func area(_ area: AreaReport) -> Area {
            Area(
                code: area.code,
                name: area.name,
                municipalities: area.municipalityCount,
                locations: area.locations,
                residentsUnknown: area.residentsUnknown
            )
        }
        country = area(report.country)
        regions = report.regions.map(area)
        municipalities = report.municipalities.map { area($0.area) }
        let numbers = Dictionary(regions.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        let none = regions.count
        regionOfMunicipality = report.municipalities.map { $0.region.flatMap { numbers[$0] } ?? none }
        let without = zip(report.municipalities, regionOfMunicipality).filter { $0.1 == none }.map(\.0.area)
        if !without.isEmpty {
            regions.append(
                Area(
                    code: "",
                    name: "",
                    municipalities: without.count,
                    locations: without.reduce(0) { $0 + $1.locations },
                    residentsUnknown: without.reduce(0) { $0 + $1.residentsUnknown }
                )
            )
        }
    }

    /// A table over the areas, from what each municipality has.
    ///
    /// - Parameter content: Of a municipality by its number: the total, the parts, the contributors and the largest contributions.
    func table(
        isCount: Bool,
        parts: Int,
        content: (Int) -> (total: Double?, parts: [Double], contributors: Int, largest: [Double])
    ) -> GroupedTable {
        var all = GroupedTable.Line(
            id: country.code,
            total: 0,
            parts: [Double](repeating: 0, count: parts),
            contributors: 0
        )
        var groups = regions.map { GroupedTable.Line(id: $0.code, total: 0, parts: all.parts, contributors: 0) }
        var rows: [GroupedTable.Line] = []
        for (index, municipality) in municipalities.enumerated() {
            let found = content(index)
            let row = GroupedTable.Line(
                id: municipality.code,
                total: found.total,
                parts: found.parts,
                contributors: found.contributors,
                largest: found.largest
            )
            all.add(row)
            groups[regionOfMunicipality[index]].add(row)
            rows.append(row)
        }
        return GroupedTable(all: all, groups: groups, rows: rows, groupOfRow: regionOfMunicipality, isCount: isCount)
    }
}

extension GroupedTable.Line {
    fileprivate mutating func add(_ row: GroupedTable.Line) {
        total = row.total.flatMap { own in total.map { $0 + own } }
        for part in parts.indices { parts[part] += row.parts[part] }
        contributors += row.contributors
        largest = Array((largest + row.largest).sorted(by: >).prefix(2))
    }
}
