public import ShelterModel
public import ShelterScoring

/// The findings of all assessments, laid out so that scoring can be repeated many thousands of times.
///
/// 24 bytes per finding; criteria with weight 0 are left out, since no replay counts them.
public struct ReplayData: Sendable {
    /// One criterion for 8 rows.
    struct Cell: Sendable {
        /// Attainment where observed, else 0.
        var attained = SIMD8<Double>.zero
        /// 1 where met or not met.
        var observed = SIMD8<Double>.zero
        /// 1 where met, not met or unknown.
        var applicable = SIMD8<Double>.zero
    }

    /// A unit that was scored.
    public struct Row: Sendable {
        public var location: String
        public var name: String
        /// Number of its area.
        public var area: Int

        public init(location: String, name: String, area: Int) {
            self.location = location
            self.name = name
            self.area = area
        }
    }

    static let lanes = 8

    public let framework: Framework
    /// The criteria that count, as numbers of the framework's criteria.
    public let criteria: [Int]
    /// Per theme a range of `criteria`.
    let themes: [Range<Int>]
    /// Blocks of 8 rows; in a block the criteria in their order.
    private(set) var cells: [Cell] = []
    public private(set) var rows: [Row] = []
    public private(set) var areaCount = 0

    public init(_ framework: CompiledFramework) {
        self.framework = framework.framework
        var criteria: [Int] = []
        var themes: [Range<Int>] = []
        for range in framework.themes {
            let first = criteria.count
            criteria += range.filter { framework.criteria[$0].criterion.weight > 0 }
            themes.append(first..<criteria.count)
        }
        self.criteria = criteria
        self.themes = themes
    }

    var blockCount: Int { (rows.count + Self.lanes - 1) / Self.lanes }

    /// Adds one row of a scored batch.
    public mutating func add(_ batch: ScoredBatch, row: Int, as unit: Row) {
        let lane = rows.count % Self.lanes
        if lane == 0 { cells += [Cell](repeating: Cell(), count: criteria.count) }
        let first = cells.count - criteria.count
        for (place, criterion) in criteria.enumerated() {
            switch batch.outcome(criterion, row) {
            case .met, .notMet:
                cells[first + place].attained[lane] = FixedPoint(parts: batch.attainments[criterion][row]).exact
                cells[first + place].observed[lane] = 1
                cells[first + place].applicable[lane] = 1
            case .unknown:
                cells[first + place].applicable[lane] = 1
            case .notApplicable:
                break
            }
        }
        rows.append(unit)
        areaCount = max(areaCount, unit.area + 1)
    }
}
