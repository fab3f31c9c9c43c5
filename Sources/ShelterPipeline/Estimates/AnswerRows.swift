internal import ShelterAnalysis
internal import ShelterModel

/// The answers of a table of respondents, row by row, as estimates need them.
struct AnswerRows {
    /// What a row answers to one derived variable.
    enum Answer {
        case value(Double)
        /// Asked, and not known.
        case unknown
        /// The row is not meant.
        case notMeant
    }

    let table: String
    private let derivations: [Derivation]
    private let plan: SamplingPlan.Residents
    private let codes: [String: [Code]]
    private(set) var keys: [String?] = []
    private(set) var weights: [Double] = []
    private(set) var strata: [String?] = []
    private(set) var clusters: [String?] = []
    private(set) var values: [[Double]]
    private(set) var applies: [[Bool]]

    /// `nil` for a table that is not one of respondents.
    init?(_ preparation: Preparation, join: Int) {
        let join = preparation.codeBook.joins[join]
        guard let definition = preparation.codeBook.tables.first(where: { $0.name == join.table }),
            definition.grain == .respondent
        else { return nil }
        table = join.table
        derivations = join.derivations
        plan = preparation.sampling.residents
        codes = Dictionary(
            definition.withDerivedColumns.columns.map { ($0.variable, $0.codes) },
            uniquingKeysWith: { first, _ in first }
        )
        values = join.derivations.map { _ in [] }
        applies = values.map { _ in [] }
    }

    /// Begins a row; without a key it belongs to no location, and nothing is asked of it.
    mutating func add(
        key: String?,
        row: Int,
        _ table: Table,
        _ columns: [String: Int],
        _ definition: TableDefinition
    ) {
        keys.append(key)
        if let name = plan.weights {
            if let column = columns[name], case .number(let cells) = table.columns[column],
                cells.status[row] == .present
            {
                weights.append(cells.values[row])
            } else {
                weights.append(.nan)
            }
        }
        if let name = plan.strata { strata.append(columns[name].flatMap { label(table, $0, name, row) }) }
        if let name = plan.clusters { clusters.append(columns[name].flatMap { label(table, $0, name, row) }) }
        guard key == nil else { return }
        for index in values.indices { add(.unknown, derivation: index) }
    }

    mutating func add(_ answer: Answer, derivation: Int) {
        switch answer {
        case .value(let value): values[derivation].append(value)
        case .unknown, .notMeant: values[derivation].append(.nan)
        }
        if case .notMeant = answer { applies[derivation].append(false) } else { applies[derivation].append(true) }
    }

    private func label(_ table: Table, _ column: Int, _ name: String, _ row: Int) -> String? {
        guard table.columns[column].status[row] == .present else { return nil }
        switch table.columns[column] {
        case .text(let cells): return cells[row]
        case .number(let cells): return plainText(of: cells.values[row])
        case .coded(let cells): return codes[name].map { $0[Int(cells.codes[row])].value }
        }
    }

    /// - Parameter locations: The location that each key stands for.
    func data(locations: [String: Int?]) -> SampleData.Answers {
        SampleData.Answers(
            table: table,
            locations: keys.map { key in key.flatMap { locations[$0] ?? nil } },
            weights: weights,
            strata: strata,
            clusters: clusters,
            columns: derivations.indices.compactMap { index in
                let derivation = derivations[index]
                guard derivation.keepsUnknownApart, derivation.rule == .share || derivation.rule == .mean else {
                    return nil
                }
                return SampleData.Column(
                    variable: derivation.variable,
                    isShare: derivation.rule == .share,
                    minimum: derivation.minimum ?? 1,
                    values: values[index],
                    applies: applies[index]
                )
            }
        )
    }
}

extension JoinedRows.Contribution {
    /// As the answer of one row: of a share 1 or 0.
    func answer(_ rule: Derivation.Rule) -> AnswerRows.Answer {
        switch self {
        case .value(let value): .value(value)
        case .unknown: .unknown
        case .nothing: rule == .share ? .value(0) : .notMeant
        }
    }
}
