/// How a sample was drawn, and its weights: what an estimate needs to know besides the answers.
///
/// A value: adjusting weights gives another design. Equals R's `svydesign` or `svrepdesign` of package survey 4.1.
public struct SurveyDesign: Sendable {
    public let rowCount: Int
    /// Sampling weight of each row, after any adjustment.
    public internal(set) var weights: [Double]
    public var lonePSU: LonePSUPolicy
    public internal(set) var replicates: ReplicateWeights?
    let stages: [SamplingStage]
    let hasStrata: Bool
    /// In the order in which they were made.
    var adjustments: [WeightAdjustment] = []

    /// Takes a sample of one or more stages.
    ///
    /// - Parameters:
    ///   - weights: One per row; without them they follow from `populations`, and without both every row counts once.
    ///   - strata: Of the first stage and further ones; may be empty. A later stage is always stratified by the units before.
    ///   - clusters: Units of each stage; empty if every row is a unit.
    ///   - nest: Whether names of clusters begin anew in every stratum.
    ///   - populations: Per stage, per row: number of units in the stratum, or the fraction that was drawn (all at most 1).
    public init(
        rowCount: Int,
        weights: [Double]? = nil,
        strata: [Grouping] = [],
        clusters: [Grouping] = [],
        nest: Bool = false,
        populations: [[Double]] = [],
        lonePSU: LonePSUPolicy = .fail
    ) throws(DesignProblem) {
        guard rowCount > 0 else { throw .noRows }
        let lengths = strata.map(\.codes.count) + clusters.map(\.codes.count) + populations.map(\.count)
        guard lengths.allSatisfy({ $0 == rowCount }), (weights ?? []).count == (weights == nil ? 0 : rowCount) else {
            throw .differentLengths
        }
        let ids = try Self.units(rowCount, strata: strata, clusters: clusters, nest: nest)
        var stages: [SamplingStage] = []
        for (index, units) in ids.enumerated() {
            let parents = index == 0 ? Grouping.single(rowCount) : ids[index - 1]
            var layers = strata.isEmpty ? Grouping.single(rowCount) : strata[min(index, strata.count - 1)]
            if index > 0 { layers = layers.crossed(with: parents) }
            stages.append(SamplingStage(units: units, strata: layers, parents: parents))
        }
        if !populations.isEmpty {
            guard populations.count == stages.count else {
                throw .stagesOfPopulation(stages: stages.count, given: populations.count)
            }
            try Self.addPopulations(populations, to: &stages)
        }
        if let weights {
            if let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) { throw .weight(row: row) }
            self.weights = weights
        } else {
            self.weights = Self.weights(rowCount, stages)
        }
        self.rowCount = rowCount
        self.stages = stages
        self.lonePSU = lonePSU
        hasStrata = !strata.isEmpty
        replicates = nil
    }

    /// Takes replicate weights that came with the data.
    public init(weights: [Double], replicates: ReplicateWeights) throws(DesignProblem) {
        guard !weights.isEmpty else { throw .noRows }
        guard replicates.weights.allSatisfy({ $0.count == weights.count }) else { throw .differentLengths }
        if let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) { throw .weight(row: row) }
        rowCount = weights.count
        self.weights = weights
        self.replicates = replicates
        stages = []
        hasStrata = false
        lonePSU = .fail
    }

    /// Whether rows outside a domain still count in its variance.
    var isAdjusted: Bool { !adjustments.isEmpty }

    /// All rows of the design as a domain.
    public var allRows: [Int32] { (0..<Int32(rowCount)).map { $0 } }

    // MARK: - Parts of a new design

    private static func units(
        _ rowCount: Int,
        strata: [Grouping],
        clusters: [Grouping],
        nest: Bool
    ) throws(DesignProblem) -> [Grouping] {
        guard let first = clusters.first else { return [.rows(rowCount)] }
        var ids = [Grouping(first.codes)]
        for cluster in clusters.dropFirst() { ids.append(ids[ids.count - 1].crossed(with: cluster)) }
        if nest {
            for index in ids.indices {
                for stratum in strata.prefix(index + 1) { ids[index] = ids[index].crossed(with: stratum) }
            }
        } else if let stratum = strata.first {
            var known = [Int32](repeating: -1, count: ids[0].count)
            for row in 0..<rowCount {
                let unit = Int(ids[0].codes[row])
                if known[unit] < 0 { known[unit] = stratum.codes[row] }
                if known[unit] != stratum.codes[row] { throw .clusterInTwoStrata(row: row) }
            }
        }
        return ids
    }

    private static func addPopulations(
        _ populations: [[Double]],
        to stages: inout [SamplingStage]
    ) throws(DesignProblem) {
        let areSizes = populations.contains { $0.contains { $0 > 1 } }
        for (index, values) in populations.enumerated() {
            var sizes = [Double](repeating: .nan, count: stages[index].drawn.count)
            for (row, value) in values.enumerated() {
                guard value > 0, areSizes ? value >= 1 : value <= 1 else {
                    throw .populationMixed(row: row, stage: index)
                }
                let stratum = Int(stages[index].stratumOfUnit[Int(stages[index].units.codes[row])])
                let drawn = Double(stages[index].drawn[stratum])
                let size = areSizes ? value : drawn / value
                if size < drawn { throw .populationTooSmall(row: row, stage: index) }
                if sizes[stratum].isNaN { sizes[stratum] = size }
                if sizes[stratum] != size { throw .populationVaries(row: row, stage: index) }
            }
            stages[index].population = sizes
        }
    }

    private static func weights(_ rowCount: Int, _ stages: [SamplingStage]) -> [Double] {
        var weights = [Double](repeating: 1, count: rowCount)
        for stage in stages {
            guard let population = stage.population else { continue }
            for row in 0..<rowCount {
                let stratum = Int(stage.stratumOfUnit[Int(stage.units.codes[row])])
                weights[row] *= population[stratum] / Double(stage.drawn[stratum])
            }
        }
        return weights
    }
}
