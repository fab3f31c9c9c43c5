public import ShelterModel
public import ShelterAnalysis
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
    /// How the scores of the theme and of the whole came about.
    public var themeArithmetic: ScoreParts?
    public var overall: LocationScore
    /// What the criterion counts for: in its theme, and in the overall score.
    public var effectiveWeight: Double
    public var effectiveWeightOverall: Double
    /// `none`, `minimum` or `target`; `nil` without a target.
    public var level: String?
    /// Whom and what it is about.
    public var appliesTo: String?
    /// Variables without a value on which an unknown outcome depends.
    public var missing: [String]
    public var residents: ResidentsFinding?
    /// The criteria of the theme with a weight, in the framework's order.
    public var themeParts: [Part]
    /// How parts become the score of the theme, and themes the overall score.
    public var aggregation: Aggregation
    /// The themes with a weight, in the framework's order.
    public var overallParts: [Part]
    /// The band that the overall score would have without a cap; `nil` without a score or bands.
    public var overallBandUncapped: String?

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
                let arithmetic = preparation.compiled.arithmetic(rows.batch, row: row)
                let weight = preparation.compiled.effectiveWeight(criterion, rows.batch, row: row, arithmetic)
                let missing =
                    rows.batch.outcome(criterion, row) == .unknown
                    ? rows.observer.openColumns(criterion: criterion, row: row) : []
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
                        themeArithmetic: score.arithmetic,
                        overall: scores[scores.count - 1],
                        effectiveWeight: FixedPoint.readable(weight.inTheme),
                        effectiveWeightOverall: FixedPoint.readable(weight.overall),
                        level: rows.batch.level(criterion, row)?.name,
                        appliesTo: compiled.criterion.appliesTo?.text,
                        missing: missing.map { preparation.codeBook.columnVariables[$0] },
                        residents: builder.residentsSay(criterion, rows.batch, row: row, observer: &rows.observer),
                        themeParts: parts(of: theme, rows.batch, row: row),
                        aggregation: preparation.framework.aggregation,
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
                        overallBandUncapped: preparation.compiled.band(of: overallPoints, isCapped: false)
                            .map { preparation.framework.bands[$0].id }
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
            let computed = preparation.codeBook.tables[0].derivedColumns.map(\.definition)
            let variable = preparation.codeBook.columnVariables[column]
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
                let columns = join.derivations.flatMap { $0.columns(of: join.table) }
                guard number >= columns.count else { return (columns[number].text, rows.sources(ofJoin: index, row)) }
                number -= columns.count
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

extension JoinedColumn {
    /// In the words of the code book: `count of rooms where room_lock = yes`.
    fileprivate var text: String {
        let what = derivation.of.map { "\($0) of \(table)" } ?? table
        let filter = derivation.filter.map { " where \($0.variable) = \($0.equals)" } ?? ""
        let rule = "\(derivation.rule.rawValue) of \(what)\(filter)"
        return switch content {
        case .value: rule
        case .known: "number of known values in: \(rule)"
        case .unknown: "number of unknown values in: \(rule)"
        }
    }
}
