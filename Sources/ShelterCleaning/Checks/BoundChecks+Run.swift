internal import ShelterModel
internal import ShelterScoring

extension TableChecks {
    /// Puts every check to the rows of one table, which may come from several files.
    ///
    /// The same rows give the same hits, whatever the machine.
    public func run(_ input: CheckInput) -> [CheckResult] {
        var table = input.table
        for (column, cells) in input.texts where definition.columns[column].type == .freeText {
            table.columns[column] = .text(cells)
        }
        let scored = criteria.contains { $0 != nil } ? framework.score(table, forBounds: false) : nil
        var observer = Observer(framework, table: table, codes: [:])
        return checks.enumerated().map { number, check in
            var result = CheckResult(check)
            result.absent = columns(of: check).filter { isAbsent($0, in: table) }.map { table.headers[$0] }
            let named = namedColumn(of: check, in: table)
            func values(_ criterion: Int?) -> [Double?] {
                guard let criterion, let leaf = framework.criteria[criterion].leaves.first else { return [] }
                return (0..<table.rowCount).map { row in
                    observer.value(leaf.measurement, row).flatMap { $0.isFinite ? $0 : nil }
                }
            }
            switch check.kind {
            case .rule:
                if let criterion = criteria[number], let scored {
                    let headers = columns(of: check).filter { !isAbsent($0, in: table) }.map { table.headers[$0] }
                    judge(scored.outcomes[criterion], headers, column: named, into: &result)
                }
            case .range(let range):
                RangeCheck(range).run(values(criteria[number]), column: named, into: &result)
            case .outlier(let rule):
                let groups = rule.group.flatMap { columns[$0] }.map { keys(table, $0) }
                OutlierCheck(rule).run(values(criteria[number]), groups: groups, column: named, into: &result)
            case .duplicate(let rule):
                let own = check.variable.flatMap { columns[$0] }
                DuplicateCheck(isNamed: !rule.variables.isEmpty, columns: columns(of: check))
                    .run(table, column: own, into: &result)
            case .nearDuplicate(let rule):
                let block = rule.block.flatMap { columns[$0] }
                let compared = columns(of: check).dropLast(block == nil ? 0 : 1)
                NearDuplicateCheck(rule, columns: Array(compared), definition: definition)
                    .run(table, blocks: block.map { keys(table, $0) }, into: &result)
            case .duration(let rule):
                DurationCheck(rule).run(durations(rule, input), column: named, into: &result)
            case .straightLining(let rule):
                straightLines(rule, table, column: named, into: &result)
            case .otherSpecify(let rule):
                otherAnswers(rule, input, into: &result)
            case .totals(let rule):
                totals(rule, table, column: named, into: &result)
            case .inspector(let rule):
                inspectors(rule, table, into: &result)
            }
            return result
        }
    }

    private func judge(_ outcomes: [UInt8], _ headers: [String], column: Int?, into result: inout CheckResult) {
        for (row, outcome) in outcomes.enumerated() {
            switch Outcome(rawValue: outcome) {
            case .notMet: result.hit(row, column, "check.rule", ["columns": .list(headers)])
            case .unknown, nil: result.unknown += 1
            case .met, .notApplicable: break
            }
        }
    }

    private func totals(_ rule: TotalRule, _ table: Table, column: Int?, into result: inout CheckResult) {
        guard let total = columns[rule.total] else { return }
        let parts = rule.parts.compactMap { columns[$0] }
        for row in 0..<table.rowCount {
            let values = parts.map { table.number($0, row) }
            guard let whole = table.number(total, row), values.allSatisfy({ $0 != nil }) else {
                result.unknown += 1
                continue
            }
            let sum = values.compactMap(\.self).reduce(0, +)
            // Sums of decimals are off in the last digit.
            guard abs(sum - whole) > rule.tolerance + 1e-9 * max(abs(sum), abs(whole)) else { continue }
            result.hit(row, column, "check.totals", ["sum": .number(sum), "total": .number(whole)])
        }
    }

    /// The value of a cell as a name for a group; `nil` without a value.
    func keys(_ table: Table, _ column: Int) -> [String?] {
        let codes = definition.columns[column].codes
        switch table.columns[column] {
        case .number(let cells):
            return cells.status.indices.map { cells.status[$0] == .present ? "\(cells.values[$0])" : nil }
        case .coded(let cells):
            return cells.status.indices.map { row in
                let code = Int(cells.codes[row])
                return cells.status[row] == .present && codes.indices.contains(code) ? codes[code].value : nil
            }
        case .text(let cells): return cells.status.indices.map { cells[$0] }
        }
    }
}

extension CheckResult {
    mutating func hit(
        _ row: Int?,
        _ column: Int?,
        _ code: String,
        _ arguments: [String: Diagnostic.Argument] = [:],
        proposal: String? = nil,
        subject: String? = nil,
        other: Int? = nil
    ) {
        let reason = Diagnostic(check.severity, code, at: nil, arguments)
        hits.append(
            CheckHit(row: row, column: column, proposal: proposal, subject: subject, other: other, reason: reason)
        )
    }
}

extension Table {
    /// The number in a cell, or `nil` without one.
    func number(_ column: Int, _ row: Int) -> Double? {
        guard case .number(let cells) = columns[column], cells.status[row] == .present else { return nil }
        return cells.values[row]
    }
}
