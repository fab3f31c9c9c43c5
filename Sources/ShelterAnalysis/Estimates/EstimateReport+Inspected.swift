public import ShelterModel

extension EstimateReport {
    /// Adds the figures of the inspected locations themselves: without a design there is no margin of error.
    public mutating func addInspected(_ areas: [AreaReport], framework: Framework, level: Double) {
        let core = framework.isCore ? FigureSet.corePrefix : ""
        var added: [EstimateRow] = []
        for subject in framework.themes.map(\.id) + [ThemeFigures.overall] {
            for measure in [EstimateMeasure.mean, .shareBelowCutoff] {
                for area in areas {
                    guard let figures = area.figures(for: subject),
                        let value = measure == .mean ? figures.mean : figures.shareBelowCutoff
                    else { continue }
                    var row = EstimateRow(
                        figure: "\(area.code).\(subject).\(core)\(measure.rawValue)",
                        area: area.code,
                        areaName: area.name,
                        subject: subject,
                        measure: measure,
                        level: level,
                        method: "inspected"
                    )
                    row.estimate = value
                    row.n = figures.scored
                    row.cutoff = measure == .mean ? framework.cutoff(for: subject) : nil
                    row.notes = ["no-design"]
                    if area.locations > 0 {
                        let rate = Double(figures.scored) / Double(area.locations)
                        row.responseRate = rate
                        row.worstLow = rate * value
                        row.worstHigh = min(1, rate * value + 1 - rate)
                    }
                    added.append(row)
                }
            }
        }
        rows = added + rows
    }
}
