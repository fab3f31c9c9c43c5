public import ShelterModel

/// Reads the rules by which figures are hidden (`docs/disclosure.md`).
public enum DisclosureRulesFile {
    /// Newest version of the format that this program knows.
    static let newestFormat = 1

    /// - Parameter file: Name of the file as messages print it.
    /// - Throws: everything that is wrong with the file, in the order of its lines.
    public static func rules(yaml: String, file: String) throws(Refusal) -> DisclosureRules {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = YAMLReader(file: file)
        try reader.checkFormat(of: root, kind: "disclosure", newest: newestFormat)
        let rules = reader.disclosureRules(root)
        return try reader.finish(rules)
    }
}

extension YAMLReader {
    fileprivate mutating func disclosureRules(_ root: YAMLValue) -> DisclosureRules? {
        guard let mapping = mapping(root, keys: ["format", "id", "version", "rules"]) else { return nil }
        var rules: [DisclosureRules.Rule] = []
        for item in items("rules", of: mapping) {
            guard let entry = self.mapping(item, keys: ["id", "value", "label", "source", "status", "verified"]),
                let id = choice("id", of: entry, from: DisclosureRules.Key.allCases)
            else { continue }
            if rules.contains(where: { $0.id == id }) {
                report("disclosure.rule-twice", at: item, ["rule": .text(id.rawValue)])
            }
            let value = number("value", of: entry)
            if value < 0 { report("disclosure.rule-negative", at: item, ["rule": .text(id.rawValue)]) }
            rules.append(
                DisclosureRules.Rule(
                    id: id,
                    value: value,
                    label: localized("label", of: entry),
                    source: text("source", of: entry),
                    status: choice("status", of: entry, from: LegalStatus.allCases) ?? .own,
                    verification: choice("verified", of: entry, from: Verification.allCases) ?? .design
                )
            )
        }
        // A rule that is not there would hide nothing.
        let missing = DisclosureRules.Key.allCases.filter { key in !rules.contains { $0.id == key } }
        if !missing.isEmpty {
            report("disclosure.rules-missing", at: root, ["rules": .list(missing.map(\.rawValue))])
        }
        return DisclosureRules(id: id("id", of: mapping), version: text("version", of: mapping), rules: rules)
    }
}
