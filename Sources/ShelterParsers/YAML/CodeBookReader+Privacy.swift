import ShelterModel

/// What a code book says of personal data: `personal` and `derive` of a column.
extension CodeBookReader {
    /// Keys of a column that are read here.
    static let privacyKeys = ["personal", "derive"]

    /// Reads both keys into `column`.
    mutating func privacy(_ column: inout ColumnDefinition, _ mapping: YAMLMapping, among names: inout ColumnNames) {
        if let value = mapping["personal"] {
            column.personal = reader.choice(value, from: PersonalDataRule.allCases)
            if column.personal == .pseudonymise, column.type != .text {
                reader.report("codebook.pseudonymise-type", at: value, ["type": .text(column.type.rawValue)])
            }
        }
        guard let value = mapping["derive"] else { return }
        for item in reader.nonEmptyItems(value) {
            if let derivation = columnDerivation(item, from: column, among: &names) { column.derive.append(derivation) }
        }
    }

    private enum RuleName: String, CaseIterable {
        case ageClass = "age-class"
        case distance
    }

    private mutating func columnDerivation(
        _ item: YAMLValue,
        from column: ColumnDefinition,
        among names: inout ColumnNames
    ) -> ColumnDerivation? {
        let keys = ["variable", "rule", "at", "from", "longitude", "to", "label"]
        guard let mapping = reader.mapping(item, keys: keys) else { return nil }
        guard let name = reader.choice("rule", of: mapping, from: RuleName.allCases) else { return nil }
        let variable = ownVariable(mapping, among: &names)
        let label = reader.optionalLocalized("label", of: mapping)
        let needed: [ValueType] = name == .ageClass ? [.date] : [.number]
        if let value = mapping["rule"], !needed.contains(column.type) {
            reader.report(
                "codebook.derive-type",
                at: value,
                [
                    "rule": .text(name.rawValue), "type": .text(column.type.rawValue),
                    "needed": .list(needed.map(\.rawValue)),
                ]
            )
        }
        let others = name == .ageClass ? ["longitude", "to"] : ["at", "from"]
        for key in others {
            guard let value = mapping[key] else { continue }
            reader.report("codebook.derive-key", at: value, ["rule": .text(name.rawValue)])
        }
        switch name {
        case .ageClass:
            let at = reader.text("at", of: mapping)
            let from = ageClasses(mapping)
            return ColumnDerivation(variable: variable, rule: .ageClass(at: at, from: from), label: label)
        case .distance:
            let longitude = reader.text("longitude", of: mapping)
            let point = reader.items("to", of: mapping)
            let numbers = point.compactMap { reader.number($0) }
            if numbers.count == point.count, let value = mapping["to"], value.isList,
                numbers.count != 2 || abs(numbers[0]) > 90 || abs(numbers[1]) > 180
            {
                reader.report("codebook.bad-point", at: value)
            }
            guard numbers.count == 2 else { return nil }
            return ColumnDerivation(
                variable: variable,
                rule: .distance(longitude: longitude, toLatitude: numbers[0], toLongitude: numbers[1]),
                label: label
            )
        }
    }

    /// Name of a variable that no other column of the table has.
    private mutating func ownVariable(_ mapping: YAMLMapping, among names: inout ColumnNames) -> String {
        guard let value = reader.required("variable", of: mapping), let name = reader.text(value) else { return "" }
        checkVariableName(name, at: value)
        if let first = names.variables[name] {
            reader.report("codebook.duplicate-variable", at: value, repeating: name, first: first)
        } else {
            names.variables[name] = value
        }
        return name
    }

    /// Lowest age of each class, ascending.
    private mutating func ageClasses(_ mapping: YAMLMapping) -> [Int] {
        let items = reader.items("from", of: mapping)
        let numbers = items.compactMap { reader.number($0) }
        guard numbers.count == items.count, let value = mapping["from"], value.isList else { return [0] }
        let isAscending = zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
        guard !numbers.isEmpty, isAscending, numbers.allSatisfy({ $0 == $0.rounded() && (0...150).contains($0) }) else {
            reader.report("codebook.bad-age-classes", at: value)
            return [0]
        }
        return numbers.map { Int($0) }
    }

    /// A derivation may only name columns of its own table, of the type that it needs.
    mutating func checkDerivations(of table: TableDefinition, at value: YAMLValue) {
        for column in table.columns {
            for derivation in column.derive {
                let (name, type): (String, ValueType) =
                    switch derivation.rule {
                    case .ageClass(let at, _): (at, .date)
                    case .distance(let longitude, _, _): (longitude, .number)
                    }
                guard !name.isEmpty, table.columns.first(where: { $0.variable == name })?.type != type else { continue }
                let known = table.columns.filter { $0.type == type }.map(\.variable)
                reader.report(
                    "codebook.derive-other",
                    at: value,
                    [
                        "variable": .text(derivation.variable), "value": .text(name), "type": .text(type.rawValue),
                        "known": .list(
                            NearestName.nearest(to: name, in: known).isEmpty
                                ? known : NearestName.nearest(to: name, in: known)
                        ),
                    ]
                )
            }
        }
    }
}
