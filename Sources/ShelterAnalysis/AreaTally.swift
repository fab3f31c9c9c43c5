public import ShelterModel
public import ShelterScoring

/// Exact counts and sums of the assessments of one area; adding is the same in any order.
public struct AreaTally: Hashable, Sendable {
    public private(set) var locations = 0
    public private(set) var residents = 0
    public private(set) var residentsUnknown = 0
    public private(set) var capped = 0
    /// Per theme, then overall.
    public private(set) var themes: [ThemeTally]
    /// Counts per criterion and raw `Outcome`.
    public private(set) var outcomes: [[Int]]
    /// Units for which each criterion is binding, and that fail it.
    private var binding: [Int]
    private var capping: [Int]

    public init(_ framework: CompiledFramework) {
        themes = (framework.framework.themes.map(\.cutoff) + [framework.framework.overallCutoff])
            .map { ThemeTally(cutoff: $0, bands: framework.framework.bands.count) }
        outcomes = framework.criteria.map { _ in [Int](repeating: 0, count: Outcome.allCases.count) }
        binding = framework.criteria.map { _ in 0 }
        capping = binding
    }

    /// Adds one row of a scored batch.
    public mutating func add(_ batch: ScoredBatch, row: Int, residents: Int?, framework: CompiledFramework) {
        locations += 1
        if let residents { self.residents += residents } else { residentsUnknown += 1 }
        let caps = batch.capped[row] ?? []
        if !caps.isEmpty { capped += 1 }
        for theme in themes.indices {
            themes[theme].add(
                score: batch.scores[theme][row],
                coverage: batch.coverage[theme][row],
                residents: residents,
                band: framework.band(of: theme, row, in: batch).band
            )
        }
        for criterion in outcomes.indices {
            outcomes[criterion][Int(batch.outcomes[criterion][row])] += 1
        }
        for criterion in batch.binding.keys where batch.isBinding(criterion, row) { binding[criterion] += 1 }
        for criterion in caps { capping[criterion] += 1 }
    }

    public mutating func merge(_ other: AreaTally) {
        locations += other.locations
        residents += other.residents
        residentsUnknown += other.residentsUnknown
        capped += other.capped
        for theme in themes.indices { themes[theme].merge(other.themes[theme]) }
        for criterion in outcomes.indices {
            binding[criterion] += other.binding[criterion]
            capping[criterion] += other.capping[criterion]
            for outcome in outcomes[criterion].indices {
                outcomes[criterion][outcome] += other.outcomes[criterion][outcome]
            }
        }
    }

    /// The figures of this area.
    public func report(code: String, name: String, municipalityCount: Int, framework: Framework) -> AreaReport {
        AreaReport(
            code: code,
            name: name,
            municipalityCount: municipalityCount,
            locations: locations,
            residents: residents,
            residentsUnknown: residentsUnknown,
            capped: capped,
            figures: zip(framework.themes.map(\.id) + [ThemeFigures.overall], themes).map { $1.figures(theme: $0) },
            criteria: framework.criteria.enumerated().map { index, criterion in
                let counts = outcomes[index]
                return CriterionCounts(
                    criterion: criterion.id,
                    met: counts[Int(Outcome.met.rawValue)],
                    notMet: counts[Int(Outcome.notMet.rawValue)],
                    notApplicable: counts[Int(Outcome.notApplicable.rawValue)],
                    unknown: counts[Int(Outcome.unknown.rawValue)],
                    binding: binding[index],
                    capping: capping[index]
                )
            }
        )
    }
}

/// Exact sums of the scores of one theme, in parts of 2^-40.
public struct ThemeTally: Hashable, Sendable {
    private let cutoff: Int64?
    private var scored = 0
    private var sum: Int128 = 0
    private var squares: Int128 = 0
    private var weighted: Int128 = 0
    private var weight = 0
    private var lowest = Int64.max
    private var highest = Int64.min
    private var below = 0
    private var coverage: Int128 = 0
    private var covered = 0
    private var histogram = [Int](repeating: 0, count: ThemeFigures.histogramBins)
    private var bands: [Int]

    init(cutoff: Double?, bands: Int) {
        self.cutoff = cutoff.map { FixedPoint($0).parts }
        self.bands = [Int](repeating: 0, count: bands)
    }

    mutating func add(score: Int64, coverage: Int64, residents: Int?, band: Int?) {
        if coverage != ScoredBatch.none {
            self.coverage += Int128(coverage)
            covered += 1
        }
        guard score != ScoredBatch.none else { return }
        scored += 1
        sum += Int128(score)
        squares += Int128(score) * Int128(score)
        if let residents {
            weighted += Int128(score) * Int128(residents)
            weight += residents
        }
        lowest = min(lowest, score)
        highest = max(highest, score)
        if let cutoff, score < cutoff { below += 1 }
        histogram[
            min(Int(score * Int64(ThemeFigures.histogramBins) / FixedPoint.one), ThemeFigures.histogramBins - 1)
        ] += 1
        if let band { bands[band] += 1 }
    }

    mutating func merge(_ other: ThemeTally) {
        scored += other.scored
        sum += other.sum
        squares += other.squares
        weighted += other.weighted
        weight += other.weight
        lowest = min(lowest, other.lowest)
        highest = max(highest, other.highest)
        below += other.below
        coverage += other.coverage
        covered += other.covered
        for bin in histogram.indices { histogram[bin] += other.histogram[bin] }
        for band in bands.indices { bands[band] += other.bands[band] }
    }

    func figures(theme: String) -> ThemeFigures {
        func share(_ sum: Double, of count: Int) -> Double? {
            count > 0 ? FixedPoint.readable(sum / Double(count) / Double(FixedPoint.one)) : nil
        }
        return ThemeFigures(
            theme: theme,
            scored: scored,
            mean: share(Double(sum), of: scored),
            sd: sampleVariance.map { FixedPoint.readable($0.squareRoot() / Double(FixedPoint.one)) },
            weightedMean: share(Double(weighted), of: weight),
            lowest: scored > 0 ? FixedPoint(parts: lowest).value : nil,
            highest: scored > 0 ? FixedPoint(parts: highest).value : nil,
            belowCutoff: cutoff == nil ? nil : below,
            coverage: share(Double(coverage), of: covered),
            histogram: histogram,
            bands: bands
        )
    }

    /// In squared parts; `nil` under two scores.
    ///
    /// Deviations are taken from the whole part of the mean, in integers: nothing overflows up to 2^60 scores, and equal
    /// scores have a variance of exactly 0.
    private var sampleVariance: Double? {
        guard scored > 1 else { return nil }
        let (centre, rest) = sum.quotientAndRemainder(dividingBy: Int128(scored))
        let deviations = squares - 2 * centre * sum + Int128(scored) * centre * centre
        let correction = Double(rest) * Double(rest) / Double(scored)
        return max(0, Double(deviations) - correction) / Double(scored - 1)
    }
}
