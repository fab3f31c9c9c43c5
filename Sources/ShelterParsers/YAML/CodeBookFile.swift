public import ShelterModel

/// Reads code book files (`docs/code-book-format.md`).
public enum CodeBookFile {
    /// Newest version of the format that this program knows.
    static let newestFormat = 1

    /// Reads a code book from the text of its file.
    ///
    /// - Parameter file: Name of the file as messages print it.
    /// - Throws: everything that is wrong with the file, in the order of its lines.
    public static func codeBook(yaml: String, file: String) throws(Refusal) -> CodeBook {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = CodeBookReader(file: file)
        try reader.reader.checkFormat(of: root, kind: "codebook", newest: newestFormat)
        let codeBook = reader.codeBook(root)
        return try reader.reader.finish(codeBook)
    }
}

/// Reads the nodes of one code book file.
struct CodeBookReader {
    var reader: YAMLReader
    var decimal = DecimalMark.either
    var dates = DateOrder.either
    var qualified = QualifiedRule()
    /// Written forms of units, by the unit.
    var units: [String: [String]] = [:]
    /// Codes of every boolean column; empty if the file has none.
    var booleans: [Code] = []
    /// Written forms that mean "no value" in columns that do not say so themselves.
    var missing: [CellStatus: [String]] = [:]
    var tables: [TableDefinition] = []
    /// Columns of the table with the assessments.
    var firstColumns: [ColumnDefinition] = []
    /// Places of the variables that frameworks can use.
    var variables: [String: YAMLValue] = [:]

    init(file: String) {
        reader = YAMLReader(file: file)
    }

    mutating func codeBook(_ root: YAMLValue) -> CodeBook? {
        let keys = [
            "format", "id", "version", "label", "source", "assessments", "register", "decimal", "dates", "qualified",
            "units", "booleans", "missing", "tables", "joins", "conditions",
        ]
        guard let mapping = reader.mapping(root, keys: keys) else { return nil }
        if let value = mapping["decimal"] {
            decimal = reader.choice(value, from: [.comma, .point, .either]) ?? .either
        }
        if let value = mapping["dates"] { dates = reader.choice(value, from: DateOrder.allCases) ?? .either }
        if let value = mapping["qualified"] { qualified = qualifiedRule(value, from: qualified) }
        if let value = mapping["units"] { units = unitForms(value) }
        if let value = mapping["booleans"] { booleans = booleanCodes(value) }
        if let value = mapping["missing"] { missing = missingForms(value) }
        for (index, item) in reader.items("tables", of: mapping).enumerated() {
            if let table = table(item, isFirst: index == 0) { tables.append(table) }
        }
        let register = reader.text("register", of: mapping)
        let joinItems = reader.optionalItems("joins", of: mapping)
        let joins = joinItems.compactMap { join($0) }
        if joins.count == joinItems.count { checkPaths(joins, at: joinItems) }
        return CodeBook(
            id: reader.id("id", of: mapping),
            version: reader.text("version", of: mapping),
            label: reader.localized("label", of: mapping),
            source: reader.text("source", of: mapping),
            assessments: reader.choice("assessments", of: mapping, from: [AssessmentRule.each, .newest]) ?? .each,
            register: register == "none" ? nil : register,
            tables: tables,
            joins: joins,
            conditions: conditions(mapping)
        )
    }

    // MARK: Written forms

    private mutating func booleanCodes(_ value: YAMLValue) -> [Code] {
        guard let mapping = reader.mapping(value, keys: ["yes", "no"]) else { return [] }
        var codes: [Code] = []
        var places: [String: YAMLValue] = [:]
        for side in ["yes", "no"] {
            guard let value = reader.required(side, of: mapping) else { continue }
            codes.append(Code(value: side, forms: forms(value, among: &places)))
        }
        return codes
    }

    mutating func missingForms(_ value: YAMLValue) -> [CellStatus: [String]] {
        let reasons: [CellStatus] = [.notAsked, .notApplicable, .dontKnow, .refusedToAnswer]
        guard let mapping = reader.mapping(value, keys: reasons.map(\.name)) else { return [:] }
        var result: [CellStatus: [String]] = [:]
        var places: [String: YAMLValue] = [:]
        for reason in reasons {
            guard let value = mapping[reason.name] else { continue }
            result[reason] = forms(value, among: &places)
        }
        return result
    }

    /// Written forms, each of which may stand once among `places`; case does not count.
    mutating func forms(_ value: YAMLValue, among places: inout [String: YAMLValue]) -> [String] {
        let items = value.isList ? reader.nonEmptyItems(value) : [value]
        var forms: [String] = []
        for item in items {
            guard let form = reader.text(item) else { continue }
            if let first = places[form.lowercased()] {
                reader.report("codebook.duplicate-form", at: item, repeating: form, first: first)
            } else {
                places[form.lowercased()] = item
            }
            forms.append(form)
        }
        return forms
    }

    private mutating func unitForms(_ value: YAMLValue) -> [String: [String]] {
        guard let mapping = reader.mapping(value) else { return [:] }
        var result: [String: [String]] = [:]
        for (name, _) in mapping.keys {
            guard let forms = mapping[name] else { continue }
            var places: [String: YAMLValue] = [:]
            result[name] = self.forms(forms, among: &places)
        }
        return result
    }

    /// What numbers with something around them count for; what is left out stays as it is in `rule`.
    mutating func qualifiedRule(_ value: YAMLValue, from rule: QualifiedRule) -> QualifiedRule {
        guard let mapping = reader.mapping(value, keys: ["approximate", "interval", "bound", "unit"]) else {
            return rule
        }
        var rule = rule
        if let value = mapping["approximate"] {
            rule.approximate = reader.choice(value, from: QualifiedRule.Approximate.allCases) ?? .refuse
        }
        if let value = mapping["interval"] {
            rule.interval = reader.choice(value, from: QualifiedRule.Interval.allCases) ?? .refuse
        }
        if let value = mapping["bound"] {
            rule.bound = reader.choice(value, from: QualifiedRule.Approximate.allCases) ?? .refuse
        }
        if let value = mapping["unit"] {
            rule.unit = reader.choice(value, from: QualifiedRule.Approximate.allCases) ?? .refuse
        }
        return rule
    }

    // MARK: Terms of the field

    private mutating func conditions(_ mapping: YAMLMapping) -> [NamedCondition] {
        var places: [String: YAMLValue] = [:]
        // A condition is written as in a framework, and read by the same code.
        var rules = FrameworkReader(file: reader.file)
        return reader.optionalItems("conditions", of: mapping).compactMap { item in
            guard let entry = reader.mapping(item, keys: ["id", "kind", "label", "when"]) else { return nil }
            let id = reader.id("id", of: entry)
            if let value = entry["id"] {
                if let first = places[id] {
                    reader.report("codebook.duplicate-condition", at: value, repeating: id, first: first)
                } else {
                    places[id] = value
                }
            }
            let kind = reader.choice("kind", of: entry, from: NamedCondition.Kind.allCases)
            let label = reader.localized("label", of: entry)
            guard let value = reader.required("when", of: entry) else { return nil }
            swap(&rules.reader, &reader)
            let when = rules.requirement(value)
            swap(&rules.reader, &reader)
            return kind.map { NamedCondition(id: id, kind: $0, label: label, when: when) }
        }
    }

    // MARK: Tables

    private mutating func table(_ item: YAMLValue, isFirst: Bool) -> TableDefinition? {
        guard let mapping = reader.mapping(item, keys: ["name", "grain", "columns"]) else { return nil }
        let name = reader.id("name", of: mapping)
        if let value = mapping["name"], tables.contains(where: { $0.name == name }) {
            reader.report("codebook.duplicate-table", at: value, ["value": .text(name)])
        }
        let grain = reader.choice("grain", of: mapping, from: [Grain.location, .room, .respondent]) ?? .location
        let table = TableDefinition(name: name, grain: grain, columns: columns(mapping))
        if isFirst { firstColumns = table.columns }
        if isFirst, let value = mapping["columns"] {
            for role in [ColumnRole.locationID, .municipality] where table.index(of: role) == nil {
                reader.report("codebook.role-missing", at: value, ["role": .text(role.rawValue), "table": .text(name)])
            }
            for (column, item) in zip(table.columns, value.isList ? reader.items(value) : []) {
                variables[column.variable] = item
                for derivation in column.derive { variables[derivation.variable] = item }
            }
        }
        if let value = mapping["columns"] { checkDerivations(of: table, at: value) }
        return table
    }

    private mutating func columns(_ mapping: YAMLMapping) -> [ColumnDefinition] {
        var names = ColumnNames()
        return reader.items("columns", of: mapping).compactMap { column($0, among: &names) }
    }
}

/// What the columns of one table may have only once.
struct ColumnNames {
    var headers: [String: YAMLValue] = [:]
    var variables: [String: YAMLValue] = [:]
    var roles: [ColumnRole: YAMLValue] = [:]
}
