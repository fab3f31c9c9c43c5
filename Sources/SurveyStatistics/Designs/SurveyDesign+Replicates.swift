extension SurveyDesign {
    /// The same sample with replicate weights of its first stage; R's `as.svrepdesign`.
    ///
    /// - Parameters:
    ///   - kind: JK1 takes a design without strata, JKn and BRR one with them; BRR two units in each stratum.
    ///   - count: Number of bootstrap replicates.
    ///   - seed: Of the bootstrap (Canty and Davison 1999); the same seed gives the same replicates.
    /// - Throws: `replicateType` if the kind does not fit, `replicates` if a stratum has too few units.
    public func replicated(
        _ kind: ReplicateWeights.Kind,
        count: Int = 50,
        seed: UInt64 = 1
    ) throws(DesignProblem) -> SurveyDesign {
        guard let stage = stages.first, !isAdjusted else { throw .replicateType }
        let factors: UnitFactors
        switch kind {
        case .jackknife1:
            guard !hasStrata else { throw .replicateType }
            factors = try jackknife(stage, isStratified: false)
        case .jackknifeN:
            guard hasStrata else { throw .replicateType }
            factors = try jackknife(stage, isStratified: true)
        case .balanced:
            guard hasStrata else { throw .replicateType }
            factors = try balanced(stage)
        case .bootstrap: factors = try bootstrap(stage, count, seed)
        }
        let lists = factors.replicates.map { list in
            weights.indices.map { weights[$0] * list[Int(stage.units.codes[$0])] }
        }
        return try SurveyDesign(
            weights: weights,
            replicates: ReplicateWeights(
                kind,
                weights: lists,
                scale: factors.scale,
                replicateScales: factors.replicateScales
            )
        )
    }

    /// Per replicate what the weight of each unit is multiplied by.
    private struct UnitFactors {
        var replicates: [[Double]] = []
        var scale = 1.0
        var replicateScales: [Double] = []
    }

    /// Leaves out one unit after the other.
    private func jackknife(_ stage: SamplingStage, isStratified: Bool) throws(DesignProblem) -> UnitFactors {
        var factors = UnitFactors()
        let strata = Double(stage.groups.count)
        for group in stage.groups {
            let drawn = Double(stage.drawn[group.stratum])
            let rest = stage.rest(group.stratum)
            if drawn == 1, rest != 0 {
                switch lonePSU {
                case .fail: throw .replicates
                case .remove, .certainty, .average: continue
                case .adjust:
                    guard strata > 1 else { throw .replicates }
                    var list = [Double](repeating: strata / (strata - 1), count: stage.units.count)
                    for unit in group.units { list[Int(unit)] = 0 }
                    factors.replicates.append(list)
                    factors.replicateScales.append((strata - 1) / strata)
                    continue
                }
            }
            for left in group.units {
                var list = [Double](repeating: 1, count: stage.units.count)
                for unit in group.units { list[Int(unit)] = unit == left ? 0 : drawn / (drawn - 1) }
                factors.replicates.append(list)
                factors.replicateScales.append(rest * (drawn - 1) / drawn)
            }
        }
        if isStratified {
            if lonePSU == .average { factors.scale = Double(stage.units.count) / Double(factors.replicates.count) }
        } else {
            factors.scale = factors.replicateScales.first ?? 1
            factors.replicateScales = [Double](repeating: 1, count: factors.replicates.count)
        }
        return factors
    }

    /// One unit of each stratum, chosen by the rows of a Hadamard matrix, so that all pairs of strata are balanced.
    private func balanced(_ stage: SamplingStage) throws(DesignProblem) -> UnitFactors {
        guard stage.groups.allSatisfy({ $0.units.count == 2 }) else { throw .replicateType }
        var order = 2
        while order <= stage.groups.count { order *= 2 }
        var factors = UnitFactors(scale: 1 / Double(order))
        for replicate in 0..<order {
            var list = [Double](repeating: 0, count: stage.units.count)
            for (place, group) in stage.groups.enumerated() {
                // Sylvester's matrix: the sign is the parity of the common bits. Column 0, all alike, is not used.
                let isFirst = (replicate & (place + 1)).nonzeroBitCount.isMultiple(of: 2)
                list[Int(group.units[isFirst ? 0 : 1])] = 2
            }
            factors.replicates.append(list)
        }
        factors.replicateScales = [Double](repeating: 1, count: order)
        return factors
    }

    /// As many units as were drawn, drawn again: from the sample, or from the sample repeated to the size of the population.
    private func bootstrap(_ stage: SamplingStage, _ count: Int, _ seed: UInt64) throws(DesignProblem) -> UnitFactors {
        guard count > 1 else { throw .replicates }
        var random = SplitMix(seed: seed)
        var factors = UnitFactors()
        for _ in 0..<count {
            var list = [Double](repeating: 0, count: stage.units.count)
            for group in stage.groups {
                let shuffled = group.units.shuffled(using: &random)
                if let size = stage.population?[group.stratum], size.isFinite, size <= 100 * Double(shuffled.count) {
                    var pool = (0..<Int(size.rounded())).map { shuffled[$0 % shuffled.count] }
                    for place in shuffled.indices {
                        pool.swapAt(place, place + random.index(below: pool.count - place))
                        list[Int(pool[place])] += 1
                    }
                } else {
                    for _ in shuffled { list[Int(shuffled[random.index(below: shuffled.count)])] += 1 }
                }
            }
            factors.replicates.append(list)
        }
        // Harmonic mean of the units per stratum.
        let inverse = stage.groups.reduce(0) { $0 + 1 / Double($1.units.count) } / Double(stage.groups.count)
        let units = 1 / inverse
        guard units > 1 else { throw .replicates }
        factors.scale = units / ((units - 1) * Double(count - 1))
        factors.replicateScales = [Double](repeating: 1, count: count)
        return factors
    }
}
