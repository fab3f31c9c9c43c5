public import ShelterAnalysis
public import ShelterModel
internal import ShelterScoring

/// Compares two locations as the old and the new one of a move.
public struct MoveRun: Sendable, Codable {
    public struct Place: Hashable, Sendable, Codable {
        public var location: String
        public var name: String
        public var municipality: String
        public var visitDate: CalendarDate?
        public var source: SourceLocation
    }

    public var framework: String
    public var from: Place
    public var to: Place
    public var comparison: MoveComparison

    /// Of several assessments of a location the newest counts; of two on one day the later row.
    ///
    /// - Throws: `Refusal` when no row of one of the two was used, or two municipalities have a location of that id.
    public init(
        from: LocationReference,
        to: LocationReference,
        preparation: Preparation,
        settings: RunSettings
    ) throws(Refusal) {
        var visitor = Visitor(preparation: preparation, references: [from, to])
        let summary = try Road(preparation, settings).walk(&visitor)
        for (reference, found) in zip([from, to], visitor.found) {
            try reference.check(found.map { summary.areas[$0.area] })
        }
        guard let old = Self.newest(visitor.found[0]), let new = Self.newest(visitor.found[1]) else {
            throw Refusal("explain.unknown-location", ["value": .text(from.id)])
        }
        framework = preparation.framework.id
        self.from = old.place
        self.to = new.place
        comparison = MoveComparison(
            preparation.framework,
            from: old.sides,
            to: new.sides,
            guardedThemes: preparation.framework.moveThemes
        )
    }

    private static func newest(_ found: [Visitor.Found]) -> Visitor.Found? {
        var newest: Visitor.Found?
        for item in found {
            let isOlder = newest.map {
                ($0.place.visitDate?.daysSince1970 ?? .min) > (item.place.visitDate?.daysSince1970 ?? .min)
            }
            if isOlder != true { newest = item }
        }
        return newest
    }

    private struct Visitor: RoadVisitor {
        struct Found {
            var area: Int
            var place: Place
            var sides: [MoveComparison.Side]
        }

        let preparation: Preparation
        let references: [LocationReference]
        var found: [[Found]] = [[], []]

        mutating func row(file: String, line: Int, setAside code: String?) {}
        mutating func diagnostic(_ diagnostic: Diagnostic) {}

        mutating func scored(_ scored: ScoredRows) {
            var scored = scored
            for row in 0..<scored.table.rowCount {
                guard let number = scored.areas[row] else { continue }
                let area = scored.area(number)
                let facts = scored.facts(row)
                for (index, reference) in references.enumerated() where reference.matches(facts.locationID, area) {
                    found[index].append(
                        Found(
                            area: number,
                            place: Place(
                                location: facts.locationID,
                                name: facts.locationName,
                                municipality: area.code,
                                visitDate: facts.visitDate,
                                source: facts.source
                            ),
                            sides: preparation.compiled.criteria.indices.map { criterion in
                                let observation = scored.observer.observation(
                                    criterion: criterion,
                                    leaf: Int(scored.batch.leaves[criterion][row]),
                                    row: row
                                )
                                return MoveComparison.Side(scored.batch, row: row, criterion: criterion, observation)
                            }
                        )
                    )
                }
            }
        }
    }
}
