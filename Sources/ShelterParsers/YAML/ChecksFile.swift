public import ShelterModel

/// Reads files of quality checks (`docs/cleaning.md`).
public enum ChecksFile {
    /// Newest version of the format that this program knows.
    static let newestFormat = 1

    /// Reads the checks from the text of their file.
    ///
    /// Whether the variables exist is not asked here: that needs the code book.
    ///
    /// - Parameter file: Name of the file as messages print it.
    /// - Throws: everything that is wrong with the file, in the order of its lines.
    public static func checks(yaml: String, file: String) throws(Refusal) -> CheckSet {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = ChecksReader(file: file)
        try reader.reader.checkFormat(of: root, kind: "checks", newest: newestFormat)
        let checks = reader.checks(root)
        return try reader.reader.finish(checks)
    }
}

/// Reads the nodes of one file of checks.
struct ChecksReader {
    /// Conditions are written as in a framework, and read by the same code.
    var rules: FrameworkReader
    private var ids: [String: YAMLValue] = [:]

    var reader: YAMLReader {
        get { rules.reader }
        set { rules.reader = newValue }
    }

    init(file: String) {
        rules = FrameworkReader(file: file)
    }

    mutating func checks(_ root: YAMLValue) -> CheckSet? {
        guard let mapping = reader.mapping(root, keys: ["format", "id", "label", "code_book", "checks"]) else {
            return nil
        }
        return CheckSet(
            id: reader.id("id", of: mapping),
            label: reader.localized("label", of: mapping),
            codeBook: reader.text("code_book", of: mapping),
            checks: reader.items("checks", of: mapping).compactMap { check($0) }
        )
    }

    private static let commonKeys = [
        "id", "kind", "label", "why", "source", "status", "severity", "table", "variable",
    ]

    private enum KindName: String, CaseIterable {
        case rule, range, outlier, duplicate, totals, inspector, duration
        case nearDuplicate = "near-duplicate"
        case straightLining = "straight-lining"
        case otherSpecify = "other-specify"

        var keys: [String] {
            switch self {
            case .rule: FrameworkReader.requirementKeys + ["when"]
            case .range: ["indicator", "low", "high"]
            case .outlier: ["indicator", "fences", "factor", "scale", "group", "at_least"]
            case .duplicate: ["variables", "except"]
            case .nearDuplicate: ["variables", "except", "distance", "at_least", "block", "limit"]
            case .duration:
                ["start", "end", "duration", "unit", "shortest", "longest", "share_of_median", "at_least"]
            case .straightLining: ["variables", "at_least"]
            case .otherSpecify: ["option", "text"]
            case .totals: ["total", "parts", "tolerance"]
            case .inspector: ["inspector", "at_least", "level", "permutations", "seed"]
            }
        }
    }

    private mutating func check(_ item: YAMLValue) -> QualityCheck? {
        guard let free = reader.mapping(item) else { return nil }
        guard let name = reader.choice("kind", of: free, from: KindName.allCases),
            let mapping = reader.mapping(item, keys: Self.commonKeys + name.keys)
        else { return nil }
        let kind = kind(name, mapping)
        let id = reader.id("id", of: mapping)
        if let value = mapping["id"] {
            if let first = ids[id] {
                reader.report("checks.duplicate-id", at: value, repeating: id, first: first)
            } else {
                ids[id] = value
            }
        }
        let severity = mapping["severity"].flatMap {
            reader.choice($0, from: [Diagnostic.Severity.error, .warning, .note])
        }
        let check = QualityCheck(
            id: id,
            label: reader.localized("label", of: mapping),
            why: reader.localized("why", of: mapping),
            source: reader.text("source", of: mapping),
            status: reader.choice("status", of: mapping, from: LegalStatus.allCases) ?? .own,
            severity: severity ?? .warning,
            table: reader.optionalText("table", of: mapping),
            variable: reader.optionalText("variable", of: mapping),
            kind: kind ?? .duplicate(DuplicateRule()),
            location: reader.place(item)
        )
        return kind == nil ? nil : check
    }

    private mutating func kind(_ name: KindName, _ mapping: YAMLMapping) -> QualityCheck.Kind? {
        switch name {
        case .rule:
            return .rule(RecordRule(rules.requirement(mapping), when: mapping["when"].map { rules.requirement($0) }))
        case .range: return range(mapping).map { .range($0) }
        case .outlier: return outlier(mapping).map { .outlier($0) }
        case .duplicate:
            return .duplicate(DuplicateRule(variables: names("variables", mapping), except: names("except", mapping)))
        case .nearDuplicate: return .nearDuplicate(nearDuplicate(mapping))
        case .duration: return duration(mapping).map { .duration($0) }
        case .straightLining:
            let variables = names("variables", mapping, least: 2)
            let atLeast = count("at_least", mapping, 2...100_000) ?? max(2, variables.count)
            if let value = mapping["at_least"], atLeast > variables.count {
                reader.report("checks.more-than-there-are", at: value, ["parts": .integer(variables.count)])
            }
            return .straightLining(BatteryRule(variables: variables, atLeast: atLeast))
        case .otherSpecify:
            return .otherSpecify(
                OtherRule(
                    variable: reader.text("variable", of: mapping),
                    option: reader.text("option", of: mapping),
                    text: reader.text("text", of: mapping)
                )
            )
        case .totals:
            return .totals(
                TotalRule(
                    total: reader.text("total", of: mapping),
                    parts: names("parts", mapping, least: 1),
                    tolerance: positive("tolerance", mapping) ?? 0
                )
            )
        case .inspector:
            return .inspector(
                InspectorRule(
                    inspector: reader.text("inspector", of: mapping),
                    variable: reader.text("variable", of: mapping),
                    atLeast: count("at_least", mapping, 2...1_000_000) ?? 10,
                    level: reader.optionalFraction("level", of: mapping) ?? 0.05,
                    permutations: count("permutations", mapping, 99...1_000_000) ?? 9999,
                    seed: UInt64(count("seed", mapping, 0...Int(Int32.max)) ?? 1)
                )
            )
        }
    }
}
