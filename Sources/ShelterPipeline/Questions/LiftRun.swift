public import ShelterAnalysis
public import ShelterModel
internal import ShelterScoring

/// What one location owes and what would lift it, among all that were read.
public struct LiftRun {
    /// One assessment of the location.
    public struct Answer: Sendable, Codable {
        public var municipality: String
        public var municipalityName: String
        public var location: String
        public var locationName: String
        public var assessment: String
        public var visitDate: CalendarDate?
        public var framework: String
        public var lift: LiftReport
    }

    /// - Throws: `Refusal` when no row of the location was used, or when two municipalities have a location of that id.
    public static func answers(
        _ reference: LocationReference,
        preparation: Preparation,
        settings: RunSettings
    ) throws(Refusal) -> [Answer] {
        var visitor = Visitor(preparation: preparation)
        let summary = try Road(preparation, settings).walk(&visitor)
        let found = visitor.rows.enumerated().filter { reference.matches($1.facts.locationID, summary.areas[$1.area]) }
        try reference.check(found.map { summary.areas[$0.element.area] })
        return found.map { number, row in
            Answer(
                municipality: summary.areas[row.area].code,
                municipalityName: summary.areas[row.area].name,
                location: row.facts.locationID,
                locationName: row.facts.locationName,
                assessment: row.facts.assessmentID,
                visitDate: row.facts.visitDate,
                framework: preparation.framework.id,
                lift: visitor.builder.lifts.plan(number, areas: summary.areas)
            )
        }
    }

    private struct Visitor: RoadVisitor {
        let preparation: Preparation
        var builder: ReportBuilder
        var rows: [(area: Int, facts: AssessmentFacts)] = []

        init(preparation: Preparation) {
            self.preparation = preparation
            builder = ReportBuilder(
                framework: preparation.compiled,
                codeBook: preparation.codeBook,
                disclosure: preparation.disclosure
            )
        }

        mutating func row(file: String, line: Int, setAside code: String?) {}
        mutating func diagnostic(_ diagnostic: Diagnostic) {}

        mutating func scored(_ scored: ScoredRows) {
            var scored = scored
            let attainable = preparation.compiled.attainable(scored.table, scored.batch)
            for row in 0..<scored.table.rowCount {
                guard let area = scored.areas[row] else { continue }
                let facts = scored.facts(row)
                builder.add(
                    facts,
                    area: area,
                    batch: scored.batch,
                    row: row,
                    observer: &scored.observer,
                    attainable: attainable
                )
                rows.append((area, facts))
            }
        }
    }
}
