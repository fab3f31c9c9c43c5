internal import ShelterAnalysis
internal import ShelterModel

extension DataWriter {
    /// Everything that pages show, once all rows are in.
    func report(
        _ summary: RoadSummary,
        date: CalendarDate,
        _ settings: RunSettings,
        _ preparation: Preparation
    ) -> QualityReport {
        builder.report(
            areas: summary.areas,
            tallies: summary.tallies,
            date: date,
            state: settings.state,
            register: preparation.register,
            inputs: summary.inputs,
            diagnostics: summary.diagnostics
        )
    }
}
