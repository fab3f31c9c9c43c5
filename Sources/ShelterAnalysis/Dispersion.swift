internal import ShelterModel

/// How far scores lie apart between municipalities, and between locations of one municipality.
public struct Dispersion: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
        /// Id of the theme, or `overall`.
        public var theme: String
        /// Locations with a score, and municipalities that have one.
        public var scored: Int
        public var municipalities: Int
        /// Standard deviations, 0…1; `nil` where no municipality has two locations with a score, or there is one municipality.
        public var within: Double?
        public var between: Double?

        /// Part of the variance that lies between municipalities.
        public var share: Double? {
            guard let within, let between, within > 0 || between > 0 else { return nil }
            return between * between / (between * between + within * within)
        }
    }

    /// One per theme in the framework's order, then `overall`.
    public let rows: [Row]

    public init(_ report: QualityReport) {
        let themes = report.framework.themes.map(\.id) + [ThemeFigures.overall]
        rows = themes.map { theme in
            let groups = report.municipalities.map { municipality in
                municipality.locations.compactMap { location in
                    location.scores.first { $0.theme == theme }?.score
                }
            }
            return Self.row(theme, groups.filter { !$0.isEmpty })
        }
    }

    /// Components of variance of a one-way layout with groups of any size; a negative one is 0.
    ///
    /// Source: analysis-of-variance estimators; Searle, Casella, McCulloch, Variance Components, 1992, 3.6.
    static func row(_ theme: String, _ groups: [[Double]]) -> Row {
        let n = groups.reduce(0) { $0 + $1.count }
        var row = Row(theme: theme, scored: n, municipalities: groups.count)
        guard groups.count > 1, n > groups.count else { return row }
        let mean = groups.joined().reduce(0, +) / Double(n)
        var between = 0.0
        var within = 0.0
        var squares = 0.0
        for group in groups {
            let own = group.reduce(0, +) / Double(group.count)
            between += Double(group.count) * (own - mean) * (own - mean)
            within += group.reduce(0) { $0 + ($1 - own) * ($1 - own) }
            squares += Double(group.count * group.count)
        }
        let meanWithin = within / Double(n - groups.count)
        let meanBetween = between / Double(groups.count - 1)
        let size = (Double(n) - squares / Double(n)) / Double(groups.count - 1)
        row.within = meanWithin.squareRoot()
        row.between = max(0, (meanBetween - meanWithin) / size).squareRoot()
        return row
    }
}
