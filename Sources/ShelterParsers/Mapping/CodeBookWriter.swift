public import ShelterModel
internal import Yams

/// Writes a code book in the format of `docs/code-book-format.md`.
///
/// Reading the text back gives the same value, places in files aside. The same value gives the same bytes.
public enum CodeBookWriter {
    /// - Parameter remarks: Lines that stand above the file as comments.
    public static func yaml(_ codeBook: CodeBook, remarks: [String] = []) throws(Refusal) -> String {
        let columns = codeBook.tables.flatMap(\.columns)
        let shared = Shared(columns)
        let root = YAMLWriter.mapping([
            ("format", YAMLWriter.scalar("maatstaf/codebook/\(CodeBookFile.newestFormat)")),
            ("id", YAMLWriter.scalar(codeBook.id)),
            ("version", YAMLWriter.scalar(codeBook.version)),
            ("label", YAMLWriter.localized(codeBook.label)),
            ("source", YAMLWriter.scalar(codeBook.source)),
            ("assessments", YAMLWriter.scalar(codeBook.assessments.rawValue)),
            ("register", YAMLWriter.scalar(codeBook.register ?? "none")),
            ("decimal", YAMLWriter.scalar(shared.decimal.rawValue)),
            ("dates", shared.dates == .either ? nil : YAMLWriter.scalar(shared.dates.rawValue)),
            ("qualified", shared.qualified == QualifiedRule() ? nil : qualified(shared.qualified)),
            ("units", units(columns)),
            ("booleans", shared.booleans.isEmpty ? nil : booleans(shared.booleans)),
            ("missing", shared.missing.isEmpty ? nil : missing(shared.missing)),
            ("tables", YAMLWriter.list(codeBook.tables.map { table($0, shared) })),
            ("joins", codeBook.joins.isEmpty ? nil : YAMLWriter.list(codeBook.joins.map(join))),
            (
                "conditions",
                codeBook.conditions.isEmpty ? nil : YAMLWriter.list(codeBook.conditions.map(condition))
            ),
        ])
        return try YAMLWriter.text(root, remarks: remarks)
    }

    /// What most columns have in common, and is said once for the whole file.
    private struct Shared {
        var decimal: DecimalMark
        var dates: DateOrder
        var qualified: QualifiedRule
        var booleans: [Code]
        var missing: [CellStatus: [String]]

        init(_ columns: [ColumnDefinition]) {
            // A column that is no number has the file's own rule for numbers, and so with dates.
            let (numbers, others) = (
                columns.filter(CodeBookWriter.isNumber), columns.filter { !CodeBookWriter.isNumber($0) }
            )
            decimal = Self.mostFrequent(others.map(\.decimal)) ?? Self.mostFrequent(numbers.map(\.decimal)) ?? .either
            qualified =
                Self.mostFrequent(others.map(\.qualified)) ?? Self.mostFrequent(numbers.map(\.qualified))
                ?? QualifiedRule()
            dates =
                Self.mostFrequent(columns.filter { $0.type != .date }.map(\.dateOrder))
                ?? Self.mostFrequent(columns.map(\.dateOrder)) ?? .either
            booleans = Self.mostFrequent(columns.filter { $0.type == .boolean }.map(\.codes)) ?? []
            missing = Self.mostFrequent(columns.map { Self.written($0.missing) }) ?? [:]
        }

        /// The first of those that occur most.
        private static func mostFrequent<Value: Hashable>(_ values: [Value]) -> Value? {
            var counts: [Value: Int] = [:]
            for value in values { counts[value, default: 0] += 1 }
            let most = counts.values.max() ?? 0
            return values.first { counts[$0] == most }
        }

        /// The reasons that a file can give.
        static func written(_ missing: [CellStatus: [String]]) -> [CellStatus: [String]] {
            missing.filter { reasons.contains($0.key) && !$0.value.isEmpty }
        }
    }

    private static func isNumber(_ column: ColumnDefinition) -> Bool {
        column.type == .number || column.type == .integer
    }

    private static let reasons: [CellStatus] = [.notAsked, .notApplicable, .dontKnow, .refusedToAnswer]

    // MARK: Columns

    private static func table(_ table: TableDefinition, _ shared: Shared) -> Node {
        YAMLWriter.mapping([
            ("name", YAMLWriter.scalar(table.name)),
            ("grain", YAMLWriter.scalar(table.grain.rawValue)),
            ("columns", YAMLWriter.list(table.columns.map { column($0, shared) })),
        ])
    }

    private static func column(_ column: ColumnDefinition, _ shared: Shared) -> Node {
        let own = Shared.written(column.missing)
        let separator = column.separator.map { Node($0, Tag(.str), .doubleQuoted) }
        return YAMLWriter.mapping([
            ("column", texts(column.headers)),
            ("variable", column.variable == column.headers.first ? nil : YAMLWriter.scalar(column.variable)),
            ("role", column.role.map { YAMLWriter.scalar($0.rawValue) }),
            ("type", YAMLWriter.scalar(column.type.rawValue)),
            ("range", column.range.map { range($0) }),
            ("decimal", decimal(column, shared)),
            (
                "dates",
                column.type != .date || column.dateOrder == shared.dates
                    ? nil : YAMLWriter.scalar(column.dateOrder.rawValue)
            ),
            (
                "qualified",
                !isNumber(column) || column.qualified == shared.qualified ? nil : qualified(column.qualified)
            ),
            ("option", column.option.isEmpty ? nil : texts(column.option)),
            ("separator", separator),
            ("personal", column.personal.map { YAMLWriter.scalar($0.rawValue) }),
            ("derive", column.derive.isEmpty ? nil : YAMLWriter.list(column.derive.map(derivation))),
            ("unit", column.unit.map { YAMLWriter.scalar($0) }),
            ("label", YAMLWriter.localized(column.label)),
            ("noun", noun(column.noun)),
            ("codes", column.type == .choice ? YAMLWriter.list(column.codes.map(code)) : nil),
            ("missing", own == shared.missing ? nil : missing(own)),
        ])
    }

    private static func decimal(_ column: ColumnDefinition, _ shared: Shared) -> Node? {
        guard isNumber(column), column.decimal != shared.decimal else { return nil }
        return YAMLWriter.scalar(column.decimal.rawValue)
    }

    /// Written forms of each unit, in alphabetical order.
    private static func units(_ columns: [ColumnDefinition]) -> Node? {
        var units: [String: [String]] = [:]
        for column in columns where !column.unitForms.isEmpty { units[column.unit ?? ""] = column.unitForms }
        guard !units.isEmpty else { return nil }
        return YAMLWriter.mapping(units.sorted { $0.key < $1.key }.map { ($0.key, texts($0.value)) })
    }

    /// One text as itself, several as a list.
    private static func texts(_ texts: [String]) -> Node {
        texts.count == 1
            ? YAMLWriter.scalar(texts[0]) : YAMLWriter.list(texts.map { YAMLWriter.scalar($0) }, isShort: true)
    }

    private static func range(_ range: ClosedRange<Double>) -> Node {
        YAMLWriter.list([YAMLWriter.scalar(range.lowerBound), YAMLWriter.scalar(range.upperBound)], isShort: true)
    }

    private static func qualified(_ rule: QualifiedRule) -> Node {
        YAMLWriter.mapping(
            [
                ("approximate", YAMLWriter.scalar(rule.approximate.rawValue)),
                ("interval", YAMLWriter.scalar(rule.interval.rawValue)),
                ("bound", YAMLWriter.scalar(rule.bound.rawValue)),
                ("unit", YAMLWriter.scalar(rule.unit.rawValue)),
            ],
            isShort: true
        )
    }

    private static func derivation(_ derivation: ColumnDerivation) -> Node {
        var pairs: [(String, Node?)] = [("variable", YAMLWriter.scalar(derivation.variable))]
        switch derivation.rule {
        case .ageClass(let date, let from):
            pairs += [
                ("rule", YAMLWriter.scalar("age-class")), ("at", YAMLWriter.scalar(date)),
                ("from", YAMLWriter.list(from.map { YAMLWriter.scalar(Double($0)) }, isShort: true)),
            ]
        case .distance(let longitude, let latitude, let toLongitude):
            let point = [latitude, toLongitude].map { YAMLWriter.scalar($0) }
            pairs += [
                ("rule", YAMLWriter.scalar("distance")), ("longitude", YAMLWriter.scalar(longitude)),
                ("to", YAMLWriter.list(point, isShort: true)),
            ]
        }
        return YAMLWriter.mapping(pairs + [("label", YAMLWriter.localized(derivation.label))])
    }

    private static func noun(_ noun: Noun) -> Node? {
        guard let one = YAMLWriter.localized(noun.one), let many = YAMLWriter.localized(noun.many) else { return nil }
        return YAMLWriter.mapping([("one", one), ("many", many)])
    }

    private static func code(_ code: Code) -> Node {
        YAMLWriter.mapping(
            [
                ("value", YAMLWriter.scalar(code.value)),
                ("forms", code.forms == [code.value] || code.forms.isEmpty ? nil : texts(code.forms)),
                ("label", YAMLWriter.localized(code.label)),
            ],
            isShort: true
        )
    }

    // MARK: Written forms

    private static func booleans(_ codes: [Code]) -> Node {
        YAMLWriter.mapping(codes.map { ($0.value, texts($0.forms)) })
    }

    private static func missing(_ forms: [CellStatus: [String]]) -> Node {
        YAMLWriter.mapping(reasons.map { ($0.name, forms[$0].map { texts($0) }) }, isShort: forms.isEmpty)
    }

    // MARK: Joins

    private static func join(_ join: Join) -> Node {
        YAMLWriter.mapping([
            ("table", YAMLWriter.scalar(join.table)),
            ("within", join.within.map { YAMLWriter.scalar($0) }),
            ("on", YAMLWriter.scalar(join.on)),
            ("to", join.to.map { YAMLWriter.scalar($0) }),
            ("derive", YAMLWriter.list(join.derivations.map(derivation))),
        ])
    }

    private static func derivation(_ derivation: Derivation) -> Node {
        let filter = derivation.filter.map { filter in
            YAMLWriter.mapping(
                [("variable", YAMLWriter.scalar(filter.variable)), ("equals", YAMLWriter.scalar(filter.equals))],
                isShort: true
            )
        }
        return YAMLWriter.mapping([
            ("variable", YAMLWriter.scalar(derivation.variable)),
            ("rule", YAMLWriter.scalar(derivation.rule.rawValue)),
            ("of", derivation.of.map { YAMLWriter.scalar($0) }),
            ("where", filter),
            ("unit", derivation.unit.map { YAMLWriter.scalar($0) }),
            ("noun", noun(derivation.noun)),
            ("minimum", derivation.minimum.map { YAMLWriter.scalar(Double($0)) }),
        ])
    }

    // MARK: Terms of the field

    private static func condition(_ condition: NamedCondition) -> Node {
        YAMLWriter.mapping([
            ("id", YAMLWriter.scalar(condition.id)),
            ("kind", YAMLWriter.scalar(condition.kind.rawValue)),
            ("label", YAMLWriter.localized(condition.label)),
            ("when", requirement(condition.when)),
        ])
    }

    private static func requirement(_ requirement: Requirement) -> Node {
        YAMLWriter.mapping(keys(of: requirement))
    }

    /// The keys that say what is required, as a part or a case has them.
    private static func keys(of requirement: Requirement) -> [(String, Node?)] {
        func indicator(_ indicator: Indicator) -> (String, Node?) { ("indicator", YAMLWriter.scalar(indicator.text)) }
        func graded(_ posts: Goalposts?) -> (String, Node?) {
            let pairs = posts.map { [("zero", $0.zero), ("one", $0.one)].map { ($0, YAMLWriter.scalar($1)) } }
            return ("graded", pairs.map { YAMLWriter.mapping($0, isShort: true) })
        }
        func parts(_ parts: [Requirement]) -> Node { YAMLWriter.list(parts.map(Self.requirement)) }
        switch requirement {
        case .test(let measured, let standard, let posts):
            return [indicator(measured), ("standard", YAMLWriter.scalar(standard.text)), graded(posts)]
        case .levels(let measured, let minimum, let target, let posts):
            let levels = [("minimum", minimum), ("target", target)].map { ($0, YAMLWriter.scalar($1.text)) }
            return [indicator(measured), ("standard", YAMLWriter.mapping(levels, isShort: true)), graded(posts)]
        case .graded(let measured, let posts): return [indicator(measured), graded(posts)]
        case .report(let measured): return [indicator(measured), ("standard", YAMLWriter.scalar("report"))]
        case .all(let list): return [("all", parts(list))]
        case .any(let list): return [("any", parts(list))]
        case .atLeast(let count, let list):
            return [
                ("atLeast", YAMLWriter.mapping([("count", YAMLWriter.scalar(Double(count))), ("of", parts(list))]))
            ]
        case .cases(let cases):
            let items = cases.map { YAMLWriter.mapping([("when", Self.requirement($0.when))] + keys(of: $0.then)) }
            return [("cases", YAMLWriter.list(items))]
        case .pending(let reason): return [("pending", YAMLWriter.scalar(reason))]
        case .move(let themes): return [("move", YAMLWriter.list(themes.map { YAMLWriter.scalar($0) }))]
        }
    }
}
