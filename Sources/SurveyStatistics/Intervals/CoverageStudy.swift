/// How often an interval holds the true proportion, by simulation: the same seed gives the same figures.
public struct CoverageStudy: Hashable, Sendable {
    public enum Sample: String, Hashable, Sendable, CaseIterable {
        /// Every row on its own.
        case simple
        /// Clusters of five, correlation 0.1 within them (beta-binomial).
        case clustered
    }

    public struct Cell: Hashable, Sendable {
        public var sample: Sample
        public var rows: Int
        public var share: Double
        public var method: ProportionInterval
        /// Share of the samples that have an interval.
        public var given: Double
        /// Share of those with an interval whose interval holds the true share; `nil` if none has one.
        public var coverage: Double?
        /// Mean width of the intervals; `nil` if there are none.
        public var width: Double?
    }

    public static let sizes = [5, 10, 20, 30, 50]
    public static let shares = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1]
    public static let methods = [ProportionInterval.xlogit, .beta, .wilson, .mean]
    private static let clusterSize = 5
    private static let correlation = 0.1

    public var cells: [Cell] = []

    /// - Parameter samples: Per sample size and share.
    public init(samples: Int, seed: UInt64, level: Double = 0.95) {
        var random = SplitMix(seed: seed)
        for sample in Sample.allCases {
            for rows in Self.sizes where sample == .simple || rows >= 2 * Self.clusterSize {
                for share in Self.shares {
                    let found = (0..<samples).map { _ in Self.draw(sample, rows, share, &random) }
                    for method in Self.methods {
                        cells.append(Self.cell(sample, rows, share, method, found, level))
                    }
                }
            }
        }
    }

    /// The number of successes in each cluster, or in each row.
    private static func draw(_ sample: Sample, _ rows: Int, _ share: Double, _ random: inout SplitMix) -> [Int] {
        switch sample {
        case .simple: return [(0..<rows).count { _ in random.unit() < share }]
        case .clustered:
            return (0..<(rows / clusterSize)).map { _ in
                // Pólya's urn: the next one is drawn from what was drawn before, with weight 1, and the share.
                let prior = (1 - correlation) / correlation
                var found = 0
                for drawn in 0..<clusterSize {
                    let chance = (prior * share + Double(found)) / (prior + Double(drawn))
                    if random.unit() < chance { found += 1 }
                }
                return found
            }
        }
    }

    private static func cell(
        _ sample: Sample,
        _ rows: Int,
        _ share: Double,
        _ method: ProportionInterval,
        _ samples: [[Int]],
        _ level: Double
    ) -> Cell {
        var known: [[Int]: IntervalOutcome] = [:]
        var given = 0
        var held = 0
        var width = 0.0
        for found in samples {
            // The order of clusters does not matter.
            let key = found.sorted()
            let outcome = known[key] ?? interval(sample, rows, key, method, level)
            known[key] = outcome
            guard case .interval(let low, let high) = outcome else { continue }
            given += 1
            width += high - low
            if low <= share + 1e-12, share <= high + 1e-12 { held += 1 }
        }
        return Cell(
            sample: sample,
            rows: rows,
            share: share,
            method: method,
            given: Double(given) / Double(max(samples.count, 1)),
            coverage: given > 0 ? Double(held) / Double(given) : nil,
            width: given > 0 ? width / Double(given) : nil
        )
    }

    private static func interval(
        _ sample: Sample,
        _ rows: Int,
        _ found: [Int],
        _ method: ProportionInterval,
        _ level: Double
    ) -> IntervalOutcome {
        var values: [Double] = []
        var clusters: [Int] = []
        let size = sample == .simple ? rows : clusterSize
        for (cluster, count) in found.enumerated() {
            for row in 0..<size {
                values.append(row < count ? 1 : 0)
                clusters.append(cluster)
            }
        }
        let design = try? SurveyDesign(
            rowCount: rows,
            weights: [Double](repeating: 1, count: rows),
            clusters: sample == .simple ? [] : [Grouping(clusters)]
        )
        guard let estimate = design?.estimate(.mean(values)) else { return .none(.tooFewRows) }
        return method.intervalOrExact(estimate, level: level).outcome
    }
}
