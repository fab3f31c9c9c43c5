public import ShelterModel
internal import SurveyStatistics

/// What an earlier publication said, by area and subject, as its data files have it.
public struct EarlierPublication: Hashable, Sendable {
    public struct Key: Hashable, Sendable {
        public var kind: PublishableTable.Kind
        public var subject: String
        public var area: String

        public init(kind: PublishableTable.Kind, subject: String, area: String) {
            self.kind = kind
            self.subject = subject
            self.area = area
        }
    }

    public struct Line: Hashable, Sendable {
        /// Locations, scores or answers behind it.
        public var total: Int
        /// Means, or counts; `nil` where hidden.
        public var values: [Double?]

        public init(total: Int, values: [Double?]) {
            self.total = total
            self.values = values
        }
    }

    /// Framework, and whether the core set alone was scored: means of others do not compare.
    public var framework: String
    public var lines: [Key: Line]

    public init(framework: String, lines: [Key: Line]) {
        self.framework = framework
        self.lines = lines
    }

    /// How a framework is named in data files.
    public static func name(of framework: Framework) -> String {
        "\(framework.id) \(framework.version)" + (framework.isCore ? " core" : "")
    }
}

/// What earlier publications mean for this one.
///
/// An attacker is given that locations of before have not changed: then the difference of two publications is a table of the
/// locations that came in between.
struct EarlierComparison {
    /// Cells whose difference with an earlier one is a group that is too small, by table.
    private(set) var differences: [Int: Set<GroupedTable.Cell>] = [:]
    /// What is known of cells that were published before of the same locations, by table.
    private(set) var known: [GroupedKnowledge?]

    init(
        _ tables: [PublishableTable],
        _ earlier: [EarlierPublication],
        rules: DisclosureRules,
        framework: Framework
    ) {
        known = tables.map { _ in nil }
        guard !earlier.isEmpty else { return }
        for (index, table) in tables.enumerated() {
            var knowledge = GroupedKnowledge(table.table)
            var hasLearnt = false
            let minimum = table.rules(rules).minimum
            for publication in earlier {
                let isComparable =
                    table.kind == .residents || publication.framework == EarlierPublication.name(of: framework)
                guard isComparable else { continue }
                for place in table.table.places {
                    let line = table.table.line(place)
                    let key = EarlierPublication.Key(kind: table.kind, subject: table.subject, area: line.id)
                    guard let before = publication.lines[key], line.contributors > 0 else { continue }
                    let change = abs(line.contributors - before.total)
                    for (part, value) in before.values.enumerated() {
                        guard let value else { continue }
                        let cell = GroupedTable.Cell(place, part)
                        if change > 0, change < minimum {
                            differences[index, default: []].insert(cell)
                        } else if change == 0 {
                            hasLearnt = Self.learn(cell, value, table, line, rules, &knowledge) || hasLearnt
                        }
                    }
                }
            }
            if hasLearnt { known[index] = knowledge }
        }
    }

    /// Only if it is still true: a value that has changed tells nothing of the new one.
    private static func learn(
        _ cell: GroupedTable.Cell,
        _ value: Double,
        _ table: PublishableTable,
        _ line: GroupedTable.Line,
        _ rules: DisclosureRules,
        _ knowledge: inout GroupedKnowledge
    ) -> Bool {
        let total = table.kind.isMean ? line.total ?? 1 : 1
        let step = table.rounding(line, rules)
        guard abs(value * total - line.parts[cell.part]) <= step / 2 + 1e-9 else { return false }
        knowledge.learn(cell, value: value * total, rounding: step)
        if table.kind != .criterion, line.parts.count == 2, let all = line.total {
            knowledge.learn(GroupedTable.Cell(cell.place, 1), value: all - value * total, rounding: step)
        }
        return true
    }
}
