public import ShelterModel

/// Reads files with the texts of messages and reports.
public enum TextsFile {
    /// The texts of a file of nested mappings, by their path of keys joined with dots.
    ///
    /// A key may itself contain dots.
    ///
    /// - Parameter file: Name of the file as messages print it.
    /// - Throws: everything that is wrong with the file, in the order of its lines.
    public static func entries(yaml: String, file: String) throws(Refusal) -> [String: String] {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = TextsReader(file: file)
        reader.read(root)
        return try reader.reader.finish(reader.entries.mapValues(\.text))
    }
}

private struct TextsReader {
    var reader: YAMLReader
    var entries: [String: (text: String, place: YAMLValue)] = [:]

    init(file: String) {
        reader = YAMLReader(file: file)
    }

    mutating func read(_ value: YAMLValue) {
        guard let mapping = reader.mapping(value) else { return }
        for (name, _) in mapping.keys {
            guard let child = mapping[name] else { continue }
            guard child.scalarText != nil else {
                read(child)
                continue
            }
            guard let text = reader.text(child) else { continue }
            if let first = entries[child.path] {
                reader.report("texts.duplicate-key", at: child, repeating: child.path, first: first.place)
            } else {
                entries[child.path] = (text, child)
            }
        }
    }
}
