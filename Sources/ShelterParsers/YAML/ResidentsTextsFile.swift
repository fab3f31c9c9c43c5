public import ShelterModel

/// Reads the words of the sheet for residents in one language (`docs/residents.md`).
public enum ResidentsTextsFile {
    /// Newest version of the format that this program knows.
    static let newestFormat = 1

    /// - Parameter file: Name of the file as messages print it.
    /// - Throws: everything that is wrong with the file, in the order of its lines.
    public static func texts(yaml: String, file: String) throws(Refusal) -> ResidentsTexts {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = YAMLReader(file: file)
        try reader.checkFormat(of: root, kind: "residents-sheet", newest: newestFormat)
        let texts = reader.residentsTexts(root)
        return try reader.finish(texts)
    }
}

extension YAMLReader {
    fileprivate mutating func residentsTexts(_ root: YAMLValue) -> ResidentsTexts? {
        guard let mapping = mapping(root, keys: ["format", "language", "source", "texts", "labels"]) else { return nil }
        var texts = ResidentsTexts(language: text("language", of: mapping), isSource: false, entries: [:])
        if mapping["source"] != nil { texts.isSource = boolean("source", of: mapping) }
        if let value = required("texts", of: mapping) { entries(value, below: "", into: &texts.entries) }
        if let value = mapping["labels"], let frameworks = self.mapping(value) {
            for (id, _) in frameworks.keys {
                guard let labels = frameworks[id] else { continue }
                var own: [String: ResidentsTexts.Entry] = [:]
                entries(labels, below: "", into: &own)
                texts.labels[id] = own
            }
        }
        return texts
    }

    private mutating func entries(
        _ value: YAMLValue,
        below path: String,
        into entries: inout [String: ResidentsTexts.Entry]
    ) {
        guard let mapping = mapping(value) else { return }
        for (name, _) in mapping.keys {
            guard let child = mapping[name] else { continue }
            let key = path.isEmpty ? name : "\(path).\(name)"
            if child.scalarText != nil {
                if let text = text(child) { entries[key] = ResidentsTexts.Entry(text) }
            } else if let parts = self.mapping(child), parts["text"] != nil {
                entries[key] = approved(child)
            } else {
                self.entries(child, below: key, into: &entries)
            }
        }
    }

    /// A text that somebody has approved: who, when, and held against which Dutch one.
    private mutating func approved(_ value: YAMLValue) -> ResidentsTexts.Entry? {
        guard let mapping = mapping(value, keys: ["text", "approved-by", "approved-on", "of"]) else { return nil }
        let words = text("text", of: mapping)
        let by = text("approved-by", of: mapping)
        let source = text("of", of: mapping)
        guard let day = required("approved-on", of: mapping), let date = date(day) else { return nil }
        return ResidentsTexts.Entry(words, approval: ResidentsTexts.Approval(by: by, on: date, source: source))
    }
}
