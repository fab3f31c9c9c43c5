public import ShelterModel

/// Reads the file of words by which columns and names are recognised.
public enum MatchingWordsFile {
    static let newestFormat = 1

    /// - Parameter file: Name of the file as messages print it.
    /// - Throws: everything that is wrong with the file, in the order of its lines.
    public static func words(yaml: String, file: String) throws(Refusal) -> MatchingWords {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = YAMLReader(file: file)
        try reader.checkFormat(of: root, kind: "words", newest: newestFormat)
        let words = reader.matchingWords(root)
        return try reader.finish(words)
    }
}

extension YAMLReader {
    fileprivate mutating func matchingWords(_ root: YAMLValue) -> MatchingWords? {
        let keys = ["format", "stop", "same", "roles", "personal", "languages", "kinds", "fillers", "latin"]
        guard let mapping = mapping(root, keys: keys) else { return nil }
        var words = MatchingWords()
        // First the letters: every other word is folded by them.
        if let value = required("latin", of: mapping), let letters = self.mapping(value) {
            for (name, _) in letters.keys {
                guard let entry = letters[name], let latin = text(entry) else { continue }
                guard let letter = name.first, name.count == 1 else {
                    report("words.not-a-letter", at: entry, ["value": .text(Self.shortened(name))])
                    continue
                }
                words.latin[letter] = latin == "-" ? "" : latin
            }
        }
        words.concepts = groups("same", of: mapping, words)
        words.kinds = groups("kinds", of: mapping, words)
        words.stopWords = Set(lists("stop", of: mapping).flatMap { $0.flatMap(words.words) })
        words.personal = Set(plain("personal", of: mapping).flatMap { [words.words(of: $0).joined()] })
        words.fillers = Set(plain("fillers", of: mapping).flatMap(words.words))
        if let value = required("languages", of: mapping), let languages = self.mapping(value) {
            for (code, _) in languages.keys {
                guard let entry = languages[code] else { continue }
                for name in texts(entry) { words.languages[words.folded(name)] = code }
            }
        }
        if let value = required("roles", of: mapping),
            let roles = self.mapping(value, keys: ColumnRole.allCases.map(\.rawValue))
        {
            for role in ColumnRole.allCases {
                guard let entry = roles[role.rawValue] else { continue }
                words.roles[role] = texts(entry).map { words.words(of: $0) }
            }
        }
        return words
    }

    private mutating func plain(_ key: String, of mapping: YAMLMapping) -> [String] {
        guard let value = required(key, of: mapping) else { return [] }
        return texts(value)
    }

    private mutating func lists(_ key: String, of mapping: YAMLMapping) -> [[String]] {
        guard let value = required(key, of: mapping), let entries = self.mapping(value) else { return [] }
        return entries.keys.compactMap { entries[$0.name] }.map { texts($0) }
    }

    /// Lists of words, each word leading to the first of its list; a word may stand in one list only.
    private mutating func groups(_ key: String, of mapping: YAMLMapping, _ words: MatchingWords) -> [String: String] {
        var result: [String: String] = [:]
        for item in optionalItems(key, of: mapping) {
            let forms = nonEmptyItems(item)
            var first: String?
            for form in forms {
                guard let text = text(form) else { continue }
                let word = words.folded(text).split(separator: " ").joined()
                let leader = first ?? word
                first = leader
                if let other = result.updateValue(leader, forKey: word), other != leader {
                    report("words.two-groups", at: form, ["value": .text(text)])
                }
            }
        }
        return result
    }
}
