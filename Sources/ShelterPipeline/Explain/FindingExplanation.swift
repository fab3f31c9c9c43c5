public import ShelterModel
internal import ShelterAnalysis
internal import ShelterScoring

/// The road back from one finding to its cells, rule and source.
public struct FindingExplanation: Hashable, Sendable, Codable {
    /// A cell that the criterion looks at.
    public struct Cell: Hashable, Sendable, Codable {
        public var variable: String
        public var source: SourceLocation
        /// As it was read; `nil` without a value.
        public var value: String?
        /// `present`, or why there is no value.
        public var status: String
        /// How it was computed, if it does not stand in the export itself.
        public var rule: String?
        /// The rows of a joined table, or the cell, that it was computed from.
        public var computedFrom: [SourceLocation] = []
    }

    /// What one criterion adds to its theme, or one theme to the overall score.
    public struct Part: Hashable, Sendable, Codable {
        public var id: String
        public var weight: Double
        /// Attainment or score, 0…1; `nil` if it does not count.
        public var value: Double?
        /// Why it does not count; empty if it does.
        public var leftOut: String
    }

    public var location: String
    public var locationName: String
    public var assessment: String
    public var visitDate: CalendarDate?
    public var criterion: Criterion
    public var theme: String
    public var rule: String
    public var condition: String?
    public var cells: [Cell]
    /// What was measured by the part that decided.
    public var indicator: String?
    public var measured: Double?
    public var measuredCode: String?
    public var measuredAtCapacity: Double?
    public var outcome: Outcome
    public var reason: String
    public var attainment: Double?
    public var themeScore: Double?
    public var themeCoverage: Double?
    public var themeBand: String?
    public var cappedBy: [String]
    /// The criteria of the theme with a weight, in the framework's order.
    public var themeParts: [Part]
    /// The themes with a weight, in the framework's order.
    public var overallParts: [Part]
    public var overallScore: Double?
    public var overallCoverage: Double?
    public var overallBand: String?
    public var overallCappedBy: [String]
    /// The band that the score would have without a cap; `nil` without a score or bands.
    public var overallBandUncapped: String?
    /// Least coverage for which there is a score.
    public var coverageFloor: Double

    /// Explains every assessment of a location that counted.
    ///
    /// - Throws: `Refusal` when the framework has no such criterion or no row of the location was used.
    public static func explanations(
        location: String,
        criterion: String,
        preparation: Preparation,
        settings: RunSettings
    ) throws(Refusal) -> [FindingExplanation] {
        let criteria = preparation.compiled.criteria
        guard let number = criteria.firstIndex(where: { $0.criterion.id == criterion }) else {
            throw Refusal(
                "explain.unknown-criterion",
                ["value": .text(criterion), "framework": .text(preparation.framework.id)]
            )
        }
        var visitor = Visitor(preparation: preparation, location: location, criterion: number)
        _ = try Road(preparation, settings).walk(&visitor)
        guard !visitor.found.isEmpty else {
            throw Refusal("explain.unknown-location", ["value": .text(location)])
        }
        return visitor.found
    }

    private struct Visitor: RoadVisitor {
        let preparation: Preparation
        let location: String
        let criterion: Int
        var found: [FindingExplanation] = []

        mutating func row(file: String, line: Int, setAside code: String?) {}
        mutating func diagnostic(_ diagnostic: Diagnostic) {}

        mutating func scored(_ rows: ScoredRows) {
            var rows = rows
            let builder = ReportBuilder(framework: preparation.compiled, codeBook: preparation.codeBook)
            let compiled = preparation.compiled.criteria[criterion]
            let theme = preparation.compiled.themes.firstIndex { $0.contains(criterion) } ?? 0
            for row in 0..<rows.table.rowCount where rows.areas[row] != nil {
                let facts = rows.facts(row)
                guard facts.locationID == location else { continue }
                let observation = rows.observer.observation(
                    criterion: criterion,
                    leaf: Int(rows.batch.leaves[criterion][row]),
                    row: row
                )
                let scores = builder.scores(rows.batch, row: row)
                let score = scores[theme]
                let overall = scores[preparation.framework.themes.count]
                let overallPoints = rows.batch.scores[preparation.framework.themes.count][row]
                let outcome = rows.batch.outcome(criterion, row)
                found.append(
                    FindingExplanation(
                        location: location,
                        locationName: facts.locationName,
                        assessment: facts.assessmentID,
                        visitDate: facts.visitDate,
                        criterion: compiled.criterion,
                        theme: preparation.framework.themes[theme].id,
                        rule: compiled.criterion.requirement.fullText,
                        condition: compiled.criterion.condition?.fullText,
                        cells: compiled.usedColumns.map { cell($0, row: row, rows) },
                        indicator: observation.leaf?.indicator.text,
                        measured: observation.value.flatMap { $0.isFinite ? $0 : nil },
                        measuredCode: observation.code,
                        measuredAtCapacity: observation.valueAtCapacity.flatMap { $0.isFinite ? $0 : nil },
                        outcome: outcome,
                        reason: rows.batch.reason(criterion, row).name,
                        attainment: outcome == .met || outcome == .notMet
                            ? FixedPoint(parts: rows.batch.attainments[criterion][row]).value : nil,
                        themeScore: score.score,
                        themeCoverage: score.coverage,
                        themeBand: score.band,
                        cappedBy: score.cappedBy,
                        themeParts: parts(of: theme, rows.batch, row: row),
                        overallParts: zip(preparation.framework.themes, scores).filter { $0.0.weight > 0 }.map {
                            theme,
                            score in
                            Part(
                                id: theme.id,
                                weight: theme.weight,
                                value: score.score,
                                leftOut: score.score != nil
                                    ? "" : score.coverage == nil ? "nothing-applies" : "coverage-too-low"
                            )
                        },
                        overallScore: overall.score,
                        overallCoverage: overall.coverage,
                        overallBand: overall.band,
                        overallCappedBy: overall.cappedBy,
                        overallBandUncapped: preparation.compiled.band(of: overallPoints, isCapped: false)
                            .map { preparation.framework.bands[$0].id },
                        coverageFloor: preparation.framework.coverageFloor
                    )
                )
            }
        }

        private func parts(of theme: Int, _ batch: ScoredBatch, row: Int) -> [Part] {
            preparation.compiled.themes[theme].filter { preparation.compiled.criteria[$0].criterion.weight > 0 }.map {
                let outcome = batch.outcome($0, row)
                let counts = outcome == .met || outcome == .notMet
                return Part(
                    id: preparation.compiled.criteria[$0].criterion.id,
                    weight: preparation.compiled.criteria[$0].criterion.weight,
                    value: counts ? FixedPoint(parts: batch.attainments[$0][row]).value : nil,
                    leftOut: counts ? "" : outcome.name
                )
            }
        }

        private func cell(_ column: Int, row: Int, _ rows: ScoredRows) -> Cell {
            let table = rows.table
            let own = preparation.codeBook.tables[0].columns
            let definition = own.indices.contains(column) ? own[column] : nil
            let derived = preparation.derivedColumns.map(\.variable)
            let computed = preparation.codeBook.tables[0].derivedColumns.map(\.definition)
            let names = derived + computed.map(\.variable)
            let variable =
                definition?.variable ?? (names.indices.contains(column - own.count) ? names[column - own.count] : "")
            let coded = definition?.codes ?? computed.first { $0.variable == variable }?.codes ?? []
            let status = table.columns[column].status[row]
            var value: String?
            switch table.columns[column] {
            case .text(let cells): value = cells[row]
            case .coded(let cells):
                let code = Int(cells.codes[row])
                value = coded.indices.contains(code) ? coded[code].value : nil
            case .number(let cells):
                value =
                    switch definition?.type {
                    case .boolean: cells.values[row] == 1 ? "yes" : "no"
                    case .date: CalendarDate(daysSince1970: Int(cells.values[row])).iso
                    default: plainText(of: cells.values[row])
                    }
            }
            let (rule, places) = computation(of: column, row: row, rows)
            return Cell(
                variable: variable,
                source: table.location(row: row, column: column),
                value: status == .present ? value : nil,
                status: status.name,
                rule: rule,
                computedFrom: places
            )
        }

        /// How a derived column came about; nothing for one of the export itself.
        private func computation(of column: Int, row: Int, _ rows: ScoredRows) -> (String?, [SourceLocation]) {
            let codeBook = preparation.codeBook
            var number = column - codeBook.tables[0].columns.count
            guard number >= 0 else { return (nil, []) }
            for (index, join) in codeBook.joins.enumerated() {
                guard number >= join.derivations.count else {
                    return (join.derivations[number].text(of: join.table), rows.sources(ofJoin: index, row))
                }
                number -= join.derivations.count
            }
            let derived = codeBook.tables[0].derivedColumns
            guard derived.indices.contains(number) else { return (nil, []) }
            let sources = [derived[number].source, derived[number].other].compactMap(\.self)
            let names = sources.map { codeBook.tables[0].columns[$0].variable }.joined(separator: ", ")
            return (
                "\(derived[number].derivation.variable) from \(names)",
                sources.map { rows.table.location(row: row, column: $0) }
            )
        }
    }
}

extension Derivation {
    /// In the words of the code book: `count of rooms where room_lock = yes`.
    fileprivate func text(of table: String) -> String {
        let what = of.map { "\($0) of \(table)" } ?? table
        return "\(rule.rawValue) of \(what)" + (filter.map { " where \($0.variable) = \($0.equals)" } ?? "")
    }
}
