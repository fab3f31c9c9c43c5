public import ShelterModel
internal import Yams

/// Reads and writes files with confirmed names (`docs/mapping.md`).
public enum ValueMatchesFile {
    static let newestFormat = 1

    /// - Parameter file: Name of the file as messages print it.
    /// - Throws: everything that is wrong with the file, in the order of its lines.
    public static func matches(yaml: String, file: String) throws(Refusal) -> ValueMatches {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = YAMLReader(file: file)
        try reader.checkFormat(of: root, kind: "values", newest: newestFormat)
        let matches = reader.valueMatches(root)
        return try reader.finish(matches)
    }

    /// The same matches give the same bytes.
    public static func yaml(_ matches: ValueMatches) throws(Refusal) -> String {
        let names = matches.confirmed.sorted { ($0.key.value, $0.key.place) < ($1.key.value, $1.key.place) }
        return try YAMLWriter.text(
            YAMLWriter.mapping([
                ("format", YAMLWriter.scalar("maatstaf/values/\(newestFormat)")),
                ("column", YAMLWriter.scalar(matches.column)),
                ("municipality", matches.placeColumn.map { YAMLWriter.scalar($0) }),
                ("list", YAMLWriter.scalar(matches.list)),
                (
                    "values",
                    YAMLWriter.list(
                        names.map { name, id in
                            YAMLWriter.mapping([
                                ("value", YAMLWriter.scalar(name.value)),
                                ("municipality", name.place.isEmpty ? nil : YAMLWriter.scalar(name.place)),
                                ("id", YAMLWriter.scalar(id)),
                            ])
                        }
                    )
                ),
            ])
        )
    }
}

extension YAMLReader {
    fileprivate mutating func valueMatches(_ root: YAMLValue) -> ValueMatches? {
        let keys = ["format", "column", "municipality", "list", "values"]
        guard let mapping = mapping(root, keys: keys) else { return nil }
        var matches = ValueMatches(
            column: text("column", of: mapping),
            placeColumn: optionalText("municipality", of: mapping),
            list: text("list", of: mapping)
        )
        var items: [ValueMatches.Name: YAMLValue] = [:]
        for item in self.items("values", of: mapping) {
            guard let entry = self.mapping(item, keys: ["value", "municipality", "id"]) else { continue }
            let name = ValueMatches.Name(
                value: text("value", of: entry),
                place: optionalText("municipality", of: entry) ?? ""
            )
            if let first = items.updateValue(item, forKey: name) {
                report("mapping.name-twice", at: item, repeating: "", first: first)
            }
            matches.confirmed[name] = text("id", of: entry)
        }
        return matches
    }
}
