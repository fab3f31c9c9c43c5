import ShelterModel

extension CodeBookReader {
    private static let columnKeys = [
        "column", "variable", "role", "type", "range", "unit", "label", "noun", "codes", "missing", "decimal", "dates",
        "qualified", "option", "separator",
    ]

    mutating func column(_ item: YAMLValue, among names: inout ColumnNames) -> ColumnDefinition? {
        guard let mapping = reader.mapping(item, keys: Self.columnKeys + Self.privacyKeys) else { return nil }
        let option = option(mapping)
        let headers = headers(mapping, option: option, among: &names)
        let type =
            reader.choice(
                "type",
                of: mapping,
                from: [ValueType.number, .integer, .boolean, .date, .choice, .text, .freeText]
            ) ?? .text
        var column = ColumnDefinition(
            headers: headers,
            variable: variable(mapping, headers: headers, among: &names),
            role: role(mapping, type: type, among: &names),
            type: type,
            unit: reader.optionalText("unit", of: mapping),
            range: range(mapping, type: type),
            decimal: decimal,
            dateOrder: dates,
            qualified: qualified,
            option: option,
            missing: missing,
            label: reader.optionalLocalized("label", of: mapping),
            noun: noun(mapping),
            location: reader.place(item)
        )
        if let unit = column.unit { column.unitForms = units[unit] ?? [] }
        writtenForm(mapping, of: &column)
        if let value = mapping["missing"] { column.missing = missingForms(value) }
        column.codes = codes(mapping, type: type)
        checkForms(column, mapping)
        privacy(&column, mapping, among: &names)
        return column
    }

    /// How headers are compared: without regard to case, outer blanks, and blank, hyphen or underscore.
    static func folded(_ header: String) -> String {
        let words = header.lowercased().split { $0.isWhitespace || $0 == "-" || $0 == "_" }
        return words.joined(separator: " ")
    }

    private mutating func headers(
        _ mapping: YAMLMapping,
        option: [String],
        among names: inout ColumnNames
    ) -> [String] {
        guard let value = reader.required("column", of: mapping) else { return [""] }
        let items = value.isList ? reader.nonEmptyItems(value) : [value]
        var headers: [String] = []
        for item in items {
            guard let header = reader.text(item) else { continue }
            // The options of a question share its header.
            let forms = option.isEmpty ? [""] : Set(option.map(Self.folded)).sorted()
            for form in forms {
                let key = form.isEmpty ? Self.folded(header) : Self.folded(header) + "/" + form
                if let first = names.headers[key] {
                    reader.report("codebook.duplicate-column", at: item, repeating: header, first: first)
                } else {
                    names.headers[key] = item
                }
            }
            headers.append(header)
        }
        return headers.isEmpty ? [""] : headers
    }

    private mutating func variable(
        _ mapping: YAMLMapping,
        headers: [String],
        among names: inout ColumnNames
    ) -> String {
        guard let value = mapping["variable"] ?? mapping["column"] else { return "" }
        let name = mapping["variable"] == nil ? headers[0] : reader.text(value) ?? ""
        if mapping["variable"] == nil, mapping["option"] != nil {
            reader.report("codebook.option-without-variable", at: value)
        }
        guard !name.isEmpty else { return "" }
        checkVariableName(name, at: value)
        if let first = names.variables[name] {
            reader.report("codebook.duplicate-variable", at: value, repeating: name, first: first)
        } else {
            names.variables[name] = value
        }
        return name
    }

    /// A variable must be writable as an indicator of a framework.
    mutating func checkVariableName(_ name: String, at value: YAMLValue) {
        if Indicator(simple: name) != .variable(name) {
            reader.report("codebook.bad-variable", at: value, ["value": .text(YAMLReader.shortened(name))])
        }
    }

    // MARK: How cells are written

    private mutating func option(_ mapping: YAMLMapping) -> [String] {
        guard let value = mapping["option"] else { return [] }
        var places: [String: YAMLValue] = [:]
        return forms(value, among: &places)
    }

    /// The keys that say how the cells of this column alone are written.
    private mutating func writtenForm(_ mapping: YAMLMapping, of column: inout ColumnDefinition) {
        let isNumber = column.type == .number || column.type == .integer
        if let value = known("decimal", isNumber, of: mapping, column) {
            column.decimal = reader.choice(value, from: [.comma, .point, .either]) ?? .either
        }
        if let value = known("dates", column.type == .date, of: mapping, column) {
            column.dateOrder = reader.choice(value, from: DateOrder.allCases) ?? .either
        }
        if let value = known("qualified", isNumber, of: mapping, column) {
            column.qualified = qualifiedRule(value, from: qualified)
        }
        _ = known("option", column.type == .boolean, of: mapping, column)
        guard let value = mapping["separator"] else { return }
        if mapping["option"] == nil { reader.report("codebook.separator-without-option", at: value) }
        // A blank can be one.
        if let text = value.scalarText, !text.isEmpty, !value.isNull {
            column.separator = text
        } else {
            reader.report("yaml.no-value", at: value)
        }
    }

    /// The value of a key that only columns of some types have.
    private mutating func known(
        _ key: String,
        _ isOfType: Bool,
        of mapping: YAMLMapping,
        _ column: ColumnDefinition
    ) -> YAMLValue? {
        guard let value = mapping[key] else { return nil }
        // An unknown type has been reported already.
        if !isOfType, mapping["type"]?.scalarText == column.type.rawValue {
            reader.report("codebook.key-of-type", at: value, ["type": .text(column.type.rawValue)])
        }
        return value
    }

    private mutating func role(
        _ mapping: YAMLMapping,
        type: ValueType,
        among names: inout ColumnNames
    ) -> ColumnRole? {
        guard let value = mapping["role"], let role = reader.choice(value, from: ColumnRole.allCases) else {
            return nil
        }
        if let first = names.roles[role] {
            reader.report("codebook.duplicate-role", at: value, repeating: role.rawValue, first: first)
        } else {
            names.roles[role] = value
        }
        let types: [ValueType] =
            switch role {
            case .locationID, .assessmentID, .locationName, .municipality: [.text]
            case .visitDate, .inUseFrom: [.date]
            case .kind: [.choice]
            case .capacity, .residents: [.integer]
            }
        if let typeValue = mapping["type"], typeValue.scalarText == type.rawValue, !types.contains(type) {
            reader.report(
                "codebook.role-type",
                at: typeValue,
                ["role": .text(role.rawValue), "value": .text(type.rawValue), "known": .list(types.map(\.rawValue))]
            )
        }
        return role
    }

    private mutating func range(_ mapping: YAMLMapping, type: ValueType) -> ClosedRange<Double>? {
        guard let value = mapping["range"] else { return nil }
        let items = reader.items(value)
        guard items.count == 2 else {
            if value.isList { reader.report("codebook.bad-range", at: value) }
            return nil
        }
        guard let low = reader.number(items[0]), let high = reader.number(items[1]) else { return nil }
        if mapping["type"]?.scalarText == type.rawValue, type != .number, type != .integer {
            reader.report("codebook.range-of-type", at: value, ["type": .text(type.rawValue)])
        }
        guard low <= high else {
            reader.report("codebook.range-reversed", at: value, ["low": .number(low), "high": .number(high)])
            return nil
        }
        return low...high
    }

    mutating func noun(_ mapping: YAMLMapping) -> Noun {
        guard let value = mapping["noun"], let entry = reader.mapping(value, keys: ["one", "many"]) else {
            return Noun()
        }
        return Noun(one: reader.localized("one", of: entry), many: reader.localized("many", of: entry))
    }

    // MARK: Codes

    private mutating func codes(_ mapping: YAMLMapping, type: ValueType) -> [Code] {
        let isTypeKnown = mapping["type"]?.scalarText == type.rawValue
        switch (type, mapping["codes"]) {
        case (.choice, let value?):
            return choiceCodes(value)
        case (.choice, nil):
            reader.report("codebook.choice-without-codes", at: mapping.value)
            return []
        case (_, let value?):
            if isTypeKnown { reader.report("codebook.codes-of-type", at: value, ["type": .text(type.rawValue)]) }
            return type == .boolean ? booleans : []
        case (.boolean, nil):
            if booleans.isEmpty { reader.report("codebook.booleans-missing", at: mapping.value) }
            return booleans
        case (_, nil):
            return []
        }
    }

    /// Most codes of one column: a table numbers them with 16 bits.
    private static let codeLimit = 10_000

    private mutating func choiceCodes(_ value: YAMLValue) -> [Code] {
        var values: [String: YAMLValue] = [:]
        var places: [String: YAMLValue] = [:]
        var codes: [Code] = []
        let items = reader.nonEmptyItems(value)
        guard items.count <= Self.codeLimit else {
            reader.report("codebook.too-many-codes", at: value, ["limit": .integer(Self.codeLimit)])
            return []
        }
        for item in items {
            guard let entry = reader.mapping(item, keys: ["value", "forms", "label"]) else { continue }
            let name = reader.text("value", of: entry)
            if let place = entry["value"], !name.isEmpty {
                if let first = values[name] {
                    reader.report("codebook.duplicate-code", at: place, repeating: name, first: first)
                } else {
                    values[name] = place
                }
                // `one of [a, b]` must be able to name it.
                if Standard(parsing: "one of [\(name)]") != .oneOf([name]) {
                    reader.report("codebook.bad-code", at: place, ["value": .text(YAMLReader.shortened(name))])
                }
            }
            codes.append(
                Code(
                    value: name,
                    forms: (entry["forms"] ?? entry["value"]).map { forms($0, among: &places) } ?? [],
                    label: reader.optionalLocalized("label", of: entry)
                )
            )
        }
        return codes
    }

    /// A written form cannot be an answer and mean that there is none.
    private mutating func checkForms(_ column: ColumnDefinition, _ mapping: YAMLMapping) {
        let answers = Set(column.codes.flatMap(\.forms).map { $0.lowercased() })
        guard !answers.isEmpty else { return }
        for form in column.missing.values.joined().sorted() where answers.contains(form.lowercased()) {
            reader.report(
                "codebook.form-is-answer",
                at: mapping["missing"] ?? mapping["codes"] ?? mapping.value,
                ["value": .text(form)]
            )
        }
    }
}
