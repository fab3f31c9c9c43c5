/// One line of the table that says how an index is built: an indicator, a group of them, or something to divide by.
public struct CompositePart: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case indicator = "Indicator"
        case aggregate = "Aggregate"
        case denominator = "Denominator"
        /// A column that says to which group a unit belongs.
        case group = "Group"
        case other = "Other"
    }

    public var code: String
    public var kind: Kind
    /// 1 for indicators; `nil` for what is no part of the tree.
    public var level: Int?
    /// `nil` for the top.
    public var parent: String?
    public var weight: Double
    public var direction: IndicatorDirection
    public var limits: NormalisationLimits
    /// Code of the column to divide by.
    public var denominator: String?
    /// What the quotient is multiplied by.
    public var scale: Double

    public init(
        code: String,
        kind: Kind = .indicator,
        level: Int? = 1,
        parent: String? = nil,
        weight: Double = 1,
        direction: IndicatorDirection = .higherIsBetter,
        limits: NormalisationLimits = NormalisationLimits(),
        denominator: String? = nil,
        scale: Double = 1
    ) {
        self.code = code
        self.kind = kind
        self.level = level
        self.parent = parent
        self.weight = weight
        self.direction = direction
        self.limits = limits
        self.denominator = denominator
        self.scale = scale
    }
}

/// How an index is built, checked: a tree in which every indicator leads to one top.
public struct CompositeDesign: Hashable, Sendable {
    public enum Fault: String, Hashable, Sendable {
        case codeTwice = "code-twice"
        case noIndicators = "no-indicators"
        /// An indicator stands at level 1, an aggregate above it.
        case wrongLevel = "wrong-level"
        /// The parent is no aggregate of this table.
        case noSuchParent = "no-such-parent"
        /// The parent must stand one level higher.
        case parentLevel = "parent-level"
        case noParent = "no-parent"
        /// An aggregate of nothing.
        case noChildren = "no-children"
        case severalTops = "several-tops"
        case noSuchDenominator = "no-such-denominator"
        /// A weight must be a number that is not negative.
        case badWeight = "bad-weight"
        /// All parts of an aggregate have weight 0.
        case allWeightsZero = "all-weights-zero"
    }

    public struct Problem: Hashable, Sendable {
        public var code: String
        public var fault: Fault

        public init(code: String, fault: Fault) {
            self.code = code
            self.fault = fault
        }
    }

    public struct Problems: Error, Hashable, Sendable {
        public var problems: [Problem]
    }

    public let parts: [CompositePart]
    /// In the order of the table.
    public let indicators: [CompositePart]
    /// Per level from 2 up the aggregates in the order of the table.
    public let levels: [[CompositePart]]

    public init(_ parts: [CompositePart]) throws(Problems) {
        var problems: [Problem] = []
        var byCode: [String: CompositePart] = [:]
        for part in parts where byCode.updateValue(part, forKey: part.code) != nil {
            problems.append(Problem(code: part.code, fault: .codeTwice))
        }
        let tree = parts.filter { $0.kind == .indicator || $0.kind == .aggregate }
        if !tree.contains(where: { $0.kind == .indicator }) { problems.append(Problem(code: "", fault: .noIndicators)) }
        let children = Dictionary(grouping: tree.filter { $0.parent != nil }) { $0.parent ?? "" }
        let top = tree.compactMap(\.level).max() ?? 1
        for part in tree {
            func report(_ fault: Fault) { problems.append(Problem(code: part.code, fault: fault)) }
            let level = part.level ?? 0
            if part.kind == .indicator ? level != 1 : level < 2 { report(.wrongLevel) }
            if !(part.weight >= 0) || part.weight.isInfinite { report(.badWeight) }
            if let parent = part.parent {
                if let found = byCode[parent], found.kind == .aggregate {
                    if found.level != level + 1 { report(.parentLevel) }
                } else {
                    report(.noSuchParent)
                }
            } else if level < top {
                report(.noParent)
            }
            if part.kind == .aggregate {
                let below = children[part.code] ?? []
                if below.isEmpty {
                    report(.noChildren)
                } else if below.allSatisfy({ $0.weight == 0 }) {
                    report(.allWeightsZero)
                }
            }
            if let denominator = part.denominator, byCode[denominator] == nil || denominator == part.code {
                report(.noSuchDenominator)
            }
        }
        let tops = tree.filter { $0.level == top && $0.kind == .aggregate }
        for extra in tops.dropFirst() { problems.append(Problem(code: extra.code, fault: .severalTops)) }
        guard problems.isEmpty else { throw Problems(problems: problems) }
        self.parts = parts
        indicators = tree.filter { $0.kind == .indicator }
        levels = top < 2 ? [] : (2...top).map { level in tree.filter { $0.kind == .aggregate && $0.level == level } }
    }

    /// The parts that make up an aggregate, in the order of the table.
    public func children(of code: String) -> [CompositePart] {
        parts.filter { $0.parent == code && ($0.kind == .indicator || $0.kind == .aggregate) }
    }

    /// The share of each part in the index: its weight among its siblings, times the share of its parent.
    public var effectiveWeights: [String: Double] {
        var weights: [String: Double] = [:]
        for part in levels.last ?? [] { weights[part.code] = 1 }
        for level in levels.reversed() {
            for parent in level {
                let children = children(of: parent.code)
                let sum = children.reduce(0) { $0 + $1.weight }
                for child in children { weights[child.code] = child.weight / sum * (weights[parent.code] ?? 0) }
            }
        }
        return weights
    }
}
