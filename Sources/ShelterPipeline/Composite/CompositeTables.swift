internal import SurveyStatistics

/// The data files of `composite`: every stage of the index, so that a score can be followed back.
struct CompositeTables {
    private let index: CompositeIndex
    private let units: [String]

    init(_ index: CompositeIndex, units: [String]) {
        self.index = index
        self.units = units
    }

    /// Aggregates from the top down, then the indicators as they were normalised.
    var scores: [UInt8] {
        let aggregates = index.design.levels.reversed().flatMap { $0.map(\.code) }
        return table(aggregates + indicators) { index.scores[$0] ?? index.normalised[$0] ?? [] }
    }

    var normalised: [UInt8] { table(indicators) { index.normalised[$0] ?? [] } }

    /// After division and imputation.
    var prepared: [UInt8] { table(indicators) { index.prepared[$0] ?? [] } }

    private var indicators: [String] { index.design.indicators.map(\.code) }

    private func table(_ codes: [String], _ column: (String) -> [Double?]) -> [UInt8] {
        var line = CSVLine()
        line.add("unit")
        for code in codes { line.add(foreign: code) }
        line.end()
        let columns = codes.map(column)
        for (row, unit) in units.enumerated() {
            line.add(foreign: unit)
            for values in columns { line.add(values[row]) }
            line.end()
        }
        return line.bytes
    }

    var structure: [UInt8] {
        var line = CSVLine([
            "code", "type", "level", "parent", "weight", "effective_weight", "direction", "cronbach_alpha",
        ])
        let effective = index.design.effectiveWeights
        let parts = index.design.levels.reversed().flatMap(\.self) + index.design.indicators
        for part in parts {
            line.add(foreign: part.code)
            line.add(part.kind.rawValue)
            line.add(part.level)
            line.add(foreign: part.parent ?? "")
            line.add(part.weight)
            line.add(effective[part.code])
            line.add(part.kind == .indicator ? part.direction.rawValue : nil)
            line.add(index.alphas[part.code])
            line.end()
        }
        return line.bytes
    }

    var treatments: [UInt8] {
        var line = CSVLine([
            "code", "action", "passes", "skewness_before", "kurtosis_before", "skewness_after", "kurtosis_after",
            "units",
        ])
        for code in indicators {
            guard let treatment = index.treatments[code] else { continue }
            line.add(foreign: code)
            line.add(treatment.action.rawValue)
            line.add(treatment.passes ? "yes" : "no")
            line.add(treatment.skewnessBefore)
            line.add(treatment.kurtosisBefore)
            line.add(treatment.skewnessAfter)
            line.add(treatment.kurtosisAfter)
            line.add(foreign: treatment.winsorised.map { units[$0] }.joined(separator: "; "))
            line.end()
        }
        return line.bytes
    }
}
