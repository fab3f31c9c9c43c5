/// One stage of a design, with everything that its variance needs per unit.
struct SamplingStage: Sendable {
    /// Unit of each row.
    var units: Grouping
    /// Stratum of each unit, and of the stage before each stratum's unit; 0 at the first stage.
    var stratumOfUnit: [Int32]
    var parentOfStratum: [Int32]
    /// Units of each stratum that were drawn.
    var drawn: [Int32]
    /// The units of every stratum, for a domain of all rows.
    let groups: [UnitSums.Group]
    /// Units of each stratum that there are; `nil` if that does not matter.
    var population: [Double]?

    /// - Parameters:
    ///   - strata: Stratum of each row.
    ///   - parents: Unit of each row at the stage before.
    init(units: Grouping, strata: Grouping, parents: Grouping) {
        self.units = units
        stratumOfUnit = [Int32](repeating: -1, count: units.count)
        parentOfStratum = [Int32](repeating: 0, count: strata.count)
        drawn = [Int32](repeating: 0, count: strata.count)
        for row in units.codes.indices {
            let unit = Int(units.codes[row])
            let stratum = strata.codes[row]
            parentOfStratum[Int(stratum)] = parents.codes[row]
            guard stratumOfUnit[unit] < 0 else { continue }
            stratumOfUnit[unit] = stratum
            drawn[Int(stratum)] += 1
        }
        var groups = (0..<strata.count).map { UnitSums.Group(stratum: $0, units: []) }
        for (unit, stratum) in stratumOfUnit.enumerated() { groups[Int(stratum)].units.append(Int32(unit)) }
        self.groups = groups
    }

    /// Share of a stratum's units that was not drawn: 1 without a population.
    func rest(_ stratum: Int) -> Double {
        guard let size = population?[stratum], size != .infinity else { return 1 }
        return (size - Double(drawn[stratum])) / size
    }
}
