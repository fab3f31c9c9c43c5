import ShelterModel

extension CodeBookReader {
    mutating func join(_ item: YAMLValue) -> Join? {
        guard let mapping = reader.mapping(item, keys: ["table", "within", "on", "to", "derive"]) else { return nil }
        let name = reader.text("table", of: mapping)
        let joinable = tables.dropFirst()
        let table = joinable.first { $0.name == name }
        if let value = mapping["table"], !name.isEmpty, table == nil {
            report("codebook.unknown-table", at: value, name, among: joinable.map(\.name))
        }
        let on = variable("on", of: mapping, in: table)
        if let column = on?.column, let value = mapping["on"] { checkKey(column, at: value) }
        return Join(
            table: name,
            within: reader.optionalText("within", of: mapping),
            on: on?.name ?? "",
            to: key(mapping),
            derivations: reader.items("derive", of: mapping).compactMap { derivation($0, from: table) }
        )
    }

    /// Makes sure that there is one way from every joined table to the first one.
    mutating func checkPaths(_ joins: [Join], at items: [YAMLValue]) {
        let within = Dictionary(joins.map { ($0.table, $0.within) }, uniquingKeysWith: { first, _ in first })
        for (join, item) in zip(joins, items) {
            guard let above = join.within, let mapping = reader.mapping(item), let value = mapping["within"] else {
                continue
            }
            var steps = 0
            var next: String? = above
            while let name = next, let found = within[name], steps <= joins.count {
                next = found
                steps += 1
            }
            let isReached = next == nil
            guard !isReached || joins.count(where: { $0.table == above }) != 1 else { continue }
            reader.report("codebook.within-not-joined", at: value, ["value": .text(above)])
        }
    }

    /// The variable of the first table, or of the one that `within` names, that the joined rows refer to.
    private mutating func key(_ mapping: YAMLMapping) -> String? {
        let above = mapping["within"].flatMap { reader.text($0) }
        let value = above == nil ? mapping["to"] : reader.required("to", of: mapping)
        guard let value, let name = reader.text(value) else { return nil }
        let columns =
            above.map { above in tables.dropFirst().first { $0.name == above }?.columns ?? [] } ?? firstColumns
        // A table that is not there has been told of.
        if columns.isEmpty { return name }
        guard let column = columns.first(where: { $0.variable == name }) else {
            report("codebook.unknown-variable", at: value, name, among: columns.map(\.variable))
            return name
        }
        checkKey(column, at: value)
        return name
    }

    private mutating func checkKey(_ column: ColumnDefinition, at value: YAMLValue) {
        guard column.type != .text, column.type != .integer else { return }
        reader.report(
            "codebook.key-type",
            at: value,
            ["value": .text(column.variable), "type": .text(column.type.rawValue)]
        )
    }

    private mutating func derivation(_ item: YAMLValue, from table: TableDefinition?) -> Derivation? {
        let keys = ["variable", "rule", "of", "where", "unit", "noun", "minimum"]
        guard let mapping = reader.mapping(item, keys: keys) else { return nil }
        let rules: [Derivation.Rule] = [.count, .sum, .mean, .least, .greatest, .share]
        let rule = reader.choice("rule", of: mapping, from: rules)
        if rule == .share, mapping["where"] == nil { reader.report("codebook.share-of-what", at: mapping.value) }
        return Derivation(
            variable: derivedVariable(mapping),
            rule: rule ?? .count,
            of: rule.flatMap { operand(mapping, rule: $0, table: table) },
            filter: mapping["where"].flatMap { filter($0, table: table) },
            unit: reader.optionalText("unit", of: mapping),
            noun: noun(mapping),
            minimum: minimum(mapping, rule, table)
        )
    }

    /// Of respondents a figure rests on ten answers at least, unless the code book says otherwise.
    private mutating func minimum(
        _ mapping: YAMLMapping,
        _ rule: Derivation.Rule?,
        _ table: TableDefinition?
    ) -> Int? {
        guard let value = mapping["minimum"] else {
            if table?.grain == .respondent, rule == .share || rule == .mean { return ResidentsView.defaultMinimum }
            return rule == .share ? 1 : nil
        }
        guard let number = reader.number(value) else { return nil }
        guard rule == .share || rule == .mean, number == number.rounded(), number >= 1, number <= 1_000_000 else {
            reader.report("codebook.bad-minimum", at: value, ["value": .number(number)])
            return nil
        }
        return Int(number)
    }

    private mutating func derivedVariable(_ mapping: YAMLMapping) -> String {
        guard let value = reader.required("variable", of: mapping), let name = reader.text(value) else { return "" }
        checkVariableName(name, at: value)
        if let first = variables[name] {
            reader.report("codebook.duplicate-variable", at: value, repeating: name, first: first)
        } else {
            variables[name] = value
        }
        return name
    }

    private mutating func operand(
        _ mapping: YAMLMapping,
        rule: Derivation.Rule,
        table: TableDefinition?
    ) -> String? {
        if rule == .count || rule == .share {
            if let value = mapping["of"] { reader.report("codebook.count-of", at: value) }
            return nil
        }
        guard let (name, column) = variable("of", of: mapping, in: table) else { return nil }
        if let column, let value = mapping["of"], ![.number, .integer, .boolean].contains(column.type) {
            reader.report(
                "codebook.rule-of-type",
                at: value,
                ["rule": .text(rule.rawValue), "variable": .text(name), "type": .text(column.type.rawValue)]
            )
        }
        return name
    }

    private mutating func filter(_ value: YAMLValue, table: TableDefinition?) -> Derivation.Filter? {
        guard let mapping = reader.mapping(value, keys: ["variable", "equals"]) else { return nil }
        let equals = reader.text("equals", of: mapping)
        guard let (name, column) = variable("variable", of: mapping, in: table) else { return nil }
        if let column, let place = mapping["equals"], !equals.isEmpty {
            let codes = column.codes.map(\.value)
            if codes.isEmpty, let variable = mapping["variable"] {
                reader.report("codebook.filter-without-codes", at: variable, ["variable": .text(name)])
            } else if !codes.contains(equals) {
                report("codebook.unknown-code", at: place, equals, among: codes)
            }
        }
        return Derivation.Filter(variable: name, equals: equals)
    }

    /// The variable of `table` that a key names; without the table there is nothing to check.
    private mutating func variable(
        _ key: String,
        of mapping: YAMLMapping,
        in table: TableDefinition?
    ) -> (name: String, column: ColumnDefinition?)? {
        guard let value = reader.required(key, of: mapping), let name = reader.text(value) else { return nil }
        guard let table else { return (name, nil) }
        let columns = table.columns + table.derivedColumns.map(\.definition)
        let column = columns.first { $0.variable == name }
        if column == nil {
            report("codebook.unknown-variable", at: value, name, among: columns.map(\.variable))
        }
        return (name, column)
    }

    private mutating func report(_ code: String, at value: YAMLValue, _ name: String, among known: [String]) {
        let nearest = NearestName.nearest(to: name, in: known)
        reader.report(
            code,
            at: value,
            ["value": .text(name), "known": .list(nearest.isEmpty ? known : nearest)]
        )
    }
}
