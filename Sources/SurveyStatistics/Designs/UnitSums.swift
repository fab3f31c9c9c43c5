/// Influence values added up per sampling unit, and the units grouped by stratum; only units with rows in the domain.
struct UnitSums {
    struct Group {
        var stratum: Int
        /// Places in the sums.
        var units: [Int32]
    }

    let statistics: Int
    let groups: [Group]
    private let sums: [Double]

    init(_ influence: [[Double]], rows: [Int32], stage: SamplingStage) {
        statistics = influence.count
        // All rows, as after calibration: every unit has its place already.
        if rows.count == stage.units.codes.count {
            var sums = [Double](repeating: 0, count: stage.units.count * influence.count)
            for (statistic, values) in influence.enumerated() {
                for (row, value) in values.enumerated() {
                    sums[Int(stage.units.codes[row]) * influence.count + statistic] += value
                }
            }
            self.sums = sums
            groups = stage.groups
            return
        }
        var placeOfUnit = [Int32](repeating: -1, count: stage.units.count)
        var placeOfStratum = [Int32](repeating: -1, count: stage.drawn.count)
        var sums: [Double] = []
        var groups: [Group] = []
        for (index, row) in rows.enumerated() {
            let unit = Int(stage.units.codes[Int(row)])
            var place = Int(placeOfUnit[unit])
            if place < 0 {
                place = sums.count / statistics
                placeOfUnit[unit] = Int32(place)
                for _ in 0..<statistics { sums.append(0) }
                let stratum = Int(stage.stratumOfUnit[unit])
                if placeOfStratum[stratum] < 0 {
                    placeOfStratum[stratum] = Int32(groups.count)
                    groups.append(Group(stratum: stratum, units: []))
                }
                groups[Int(placeOfStratum[stratum])].units.append(Int32(place))
            }
            for statistic in 0..<statistics { sums[place * statistics + statistic] += influence[statistic][index] }
        }
        self.sums = sums
        self.groups = groups
    }

    subscript(unit: Int32, statistic: Int) -> Double { sums[Int(unit) * statistics + statistic] }
}
