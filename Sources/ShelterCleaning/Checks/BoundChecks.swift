public import ShelterModel
internal import ShelterScoring

/// Checks bound to the tables of a code book.
public struct BoundChecks: Sendable {
    /// As many as the code book has tables.
    public let tables: [TableChecks]

    /// - Throws: `Refusal` with every table and variable that is unknown or of a type that the check cannot use.
    public init(_ set: CheckSet, codeBook: CodeBook) throws(Refusal) {
        var problems: [Diagnostic] = []
        var tables: [TableChecks] = []
        for check in set.checks {
            if let name = check.table, !codeBook.tables.contains(where: { $0.name == name }) {
                problems.append(
                    Diagnostic(
                        .error,
                        "checks.unknown-table",
                        at: check.location,
                        ["check": .text(check.id), "table": .text(name), "known": .list(codeBook.tables.map(\.name))]
                    )
                )
            }
        }
        for (number, definition) in codeBook.tables.enumerated() {
            let checks = set.checks.filter { check in
                check.table.map { $0 == definition.name } ?? (number == 0)
            }
            do throws(Refusal) {
                tables.append(try TableChecks(checks, definition: definition, codeBook: codeBook))
            } catch {
                problems += error.diagnostics
            }
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        self.tables = tables
    }
}

/// The checks of one table.
public struct TableChecks: Sendable {
    public let checks: [QualityCheck]
    /// The table's columns, and behind them what joins derive and what is derived from columns, as on the road.
    public let definition: TableDefinition
    /// Number of the columns that stand in the export itself.
    private let ownCount: Int
    /// Per column the one of the export that it is read or derived from; `nil` for what joins derive.
    private let sources: [Int?]
    /// Requirements and measures, one criterion for each check that has one.
    let framework: CompiledFramework
    /// Number of the criterion of each check.
    let criteria: [Int?]
    let columns: [String: Int]

    init(_ checks: [QualityCheck], definition: TableDefinition, codeBook: CodeBook) throws(Refusal) {
        self.checks = checks
        ownCount = definition.columns.count
        let derived = definition.derivedColumns.map(\.source)
        let own = definition.columns.indices.map(Optional.some)
        let definition = definition.withAllDerived(in: codeBook)
        self.definition = definition
        let joined = definition.columns.count - ownCount - derived.count
        sources = own + [Int?](repeating: nil, count: joined) + derived
        columns = Dictionary(
            definition.columns.enumerated().map { ($1.variable, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var criteria: [Int?] = []
        var list: [Criterion] = []
        for check in checks {
            guard let (requirement, condition) = Self.requirement(of: check) else {
                criteria.append(nil)
                continue
            }
            criteria.append(list.count)
            list.append(
                Criterion(
                    id: check.id,
                    shortName: check.id,
                    label: check.label,
                    condition: condition,
                    requirement: requirement,
                    provenance: Provenance(source: check.source, status: check.status, verification: .design),
                    location: check.location
                )
            )
        }
        self.criteria = criteria
        var book = codeBook
        book.tables = [definition]
        // What joins derive stands among the columns already.
        book.joins = []
        var problems: [Diagnostic] = []
        let theme = Theme(id: "checks", label: LocalizedText([:]), weight: 1, cutoff: nil, criteria: list)
        let set = Framework(
            id: "checks",
            version: "1",
            label: LocalizedText([:]),
            source: "",
            codeBook: codeBook.id,
            coverageFloor: 0,
            bands: [],
            cap: nil,
            overallCutoff: nil,
            themes: [theme]
        )
        var compiled: CompiledFramework?
        do throws(Refusal) {
            compiled = try CompiledFramework(set, codeBook: book)
        } catch {
            problems += error.diagnostics.map(Self.asCheck)
        }
        for check in checks { problems += Self.problems(of: check, definition, columns, ownCount) }
        guard problems.isEmpty, let compiled else { throw Refusal(problems) }
        framework = compiled
    }

    /// The scoring module speaks of criteria of a framework.
    private static func asCheck(_ diagnostic: Diagnostic) -> Diagnostic {
        var diagnostic = diagnostic
        let own = ["unknown-variable", "type-mismatch", "unknown-code", "too-many-parts"]
        if let name = own.first(where: { diagnostic.code == "framework." + $0 }) {
            diagnostic.code = "checks." + name
            diagnostic.arguments["check"] = diagnostic.arguments["criterion"]
        }
        return diagnostic
    }

    private static func requirement(of check: QualityCheck) -> (Requirement, Requirement?)? {
        switch check.kind {
        case .rule(let rule): (rule.requirement, rule.condition)
        case .range(let range): (.report(range.indicator), nil)
        case .outlier(let rule): (.report(rule.indicator), nil)
        default: nil
        }
    }

    /// Columns whose values must be there.
    public var neededColumns: Set<Int> {
        var needed: Set<Int> = []
        for check in checks { needed.formUnion(self.columns(of: check)) }
        return needed
    }

    /// Columns that must be there as text too.
    public var neededTexts: Set<Int> {
        var needed: Set<Int> = []
        for check in checks {
            // Free text is read nowhere else; rows that differ in it are not the same.
            needed.formUnion(columns(of: check).filter { definition.columns[$0].type == .freeText })
            switch check.kind {
            case .duration(let rule):
                if case .interval(let start, let end) = rule.source {
                    needed.formUnion([start, end].compactMap { columns[$0] })
                }
            case .otherSpecify(let rule): needed.formUnion([columns[rule.text]].compactMap(\.self))
            default: break
            }
        }
        return needed
    }

    /// Columns that a check looks at, in its order.
    func columns(of check: QualityCheck) -> [Int] {
        Self.variables(of: check, definition.columns.prefix(ownCount)).compactMap { columns[$0] }
    }

    /// The column of the export from which a column is read or derived; `nil` for what joins derive.
    public func source(of column: Int) -> Int? { sources[column] }

    /// Whether a file has nothing from which the column could be read or derived.
    func isAbsent(_ column: Int, in table: Table) -> Bool {
        guard table.fields[column] == nil else { return false }
        return column < ownCount || table.columns[column].status.allSatisfy { $0 == .columnAbsent }
    }

    /// The column that the log names: the check's own, else the first that the file has.
    func namedColumn(of check: QualityCheck, in table: Table) -> Int? {
        let own = check.variable.flatMap { columns[$0] }.map { [$0] } ?? []
        return (own + columns(of: check)).first { table.fields[$0] != nil }
    }

    private static func variables(of check: QualityCheck, _ own: ArraySlice<ColumnDefinition>) -> [String] {
        func all(_ names: [String], _ except: [String]) -> [String] {
            names.isEmpty ? own.map(\.variable).filter { !except.contains($0) } : names
        }
        switch check.kind {
        case .rule(let rule): return rule.requirement.variables + (rule.condition?.variables ?? [])
        case .range(let range): return range.indicator.variables
        case .outlier(let rule): return rule.indicator.variables + (rule.group.map { [$0] } ?? [])
        case .duplicate(let rule): return all(rule.variables, rule.except)
        case .nearDuplicate(let rule):
            return all(rule.variables, rule.except) + (rule.block.map { [$0] } ?? [])
        case .duration(let rule):
            return switch rule.source {
            case .interval(let start, let end): [start, end]
            case .variable(let name, _): [name]
            }
        case .straightLining(let rule): return rule.variables
        case .otherSpecify(let rule): return [rule.variable, rule.text]
        case .totals(let rule): return [rule.total] + rule.parts
        case .inspector(let rule): return [rule.variable, rule.inspector]
        }
    }

    // MARK: Fitting the code book

    private static func problems(
        of check: QualityCheck,
        _ definition: TableDefinition,
        _ columns: [String: Int],
        _ ownCount: Int
    ) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        func report(_ code: String, _ arguments: [String: Diagnostic.Argument]) {
            problems.append(
                Diagnostic(.error, code, at: check.location, arguments.merging(["check": .text(check.id)]) { $1 })
            )
        }
        func need(_ name: String, _ types: [ValueType]? = nil) {
            guard let column = columns[name] else {
                return report("checks.unknown-variable", ["variable": .text(name)])
            }
            let type = definition.columns[column].type
            guard let types, !types.contains(type) else { return }
            report(
                "checks.type-mismatch",
                [
                    "variable": .text(name), "type": .text(type.rawValue), "use": .text(check.id),
                    "expected": .list(types.map(\.rawValue)),
                ]
            )
        }
        let numbers = [ValueType.number, .integer]
        let words = [ValueType.text, .choice, .boolean]
        /// What is derived has no text of its own.
        func needOwn(_ name: String, _ types: [ValueType]) {
            guard let column = columns[name], column >= ownCount else { return need(name, types) }
            report("checks.unknown-variable", ["variable": .text(name)])
        }
        // An indicator that is a variable alone is not looked at by the compiler: it would only be shown.
        func measured(_ indicator: Indicator) {
            if case .variable(let name) = indicator, columns[name] != nil { need(name, numbers) }
        }
        if let name = check.variable { need(name) }
        switch check.kind {
        case .rule: break
        case .range(let range): measured(range.indicator)
        case .outlier(let rule):
            measured(rule.indicator)
            if let group = rule.group { need(group, words) }
        case .duplicate(let rule):
            for name in rule.variables + rule.except { need(name) }
        case .nearDuplicate(let rule):
            for name in rule.variables + rule.except { need(name) }
            if let block = rule.block { need(block, words + [.date, .integer]) }
        case .duration(let rule):
            switch rule.source {
            case .interval(let start, let end):
                for name in [start, end] { needOwn(name, [.date, .text]) }
            case .variable(let name, _): need(name, numbers)
            }
        case .straightLining(let rule):
            for name in rule.variables { need(name, numbers + [.choice, .boolean]) }
        case .otherSpecify(let rule):
            need(rule.variable, [.choice])
            needOwn(rule.text, [.text, .freeText])
            if let column = columns[rule.variable], definition.columns[column].type == .choice,
                !definition.columns[column].codes.contains(where: { $0.value == rule.option })
            {
                report("checks.unknown-code", ["value": .text(rule.option), "variable": .text(rule.variable)])
            }
        case .totals(let rule):
            for name in [rule.total] + rule.parts { need(name, numbers) }
        case .inspector(let rule):
            need(rule.inspector, words)
            need(rule.variable, numbers + [.boolean])
        }
        return problems
    }
}

extension TableDefinition {
    /// The table with everything behind its own columns that the road derives, in the road's order.
    fileprivate func withAllDerived(in codeBook: CodeBook) -> TableDefinition {
        var table = self
        if name == codeBook.tables.first?.name {
            table.columns += codeBook.joins.flatMap(\.derivations).map { derivation in
                ColumnDefinition(
                    headers: [derivation.variable],
                    variable: derivation.variable,
                    type: .number,
                    unit: derivation.unit,
                    noun: derivation.noun
                )
            }
        }
        table.columns += derivedColumns.map(\.definition)
        // They are there: nobody derives them once more.
        for column in table.columns.indices { table.columns[column].derive = [] }
        return table
    }
}
