import ShelterModel
import Yams

/// Reads typed values from YAML nodes and collects every problem on the way.
///
/// After a problem a stand-in is returned and reading goes on; `finish` throws what was collected, so that a
/// stand-in never leaves a loader.
struct YAMLReader {
    let file: String
    private(set) var diagnostics: [Diagnostic] = []

    init(file: String) {
        self.file = file
    }

    func finish<Result>(_ result: Result?) throws(Refusal) -> Result {
        guard diagnostics.isEmpty, let result else {
            throw Refusal(
                diagnostics.sorted {
                    ($0.location?.line ?? 0, $0.location?.column ?? 0)
                        < ($1.location?.line ?? 0, $1.location?.column ?? 0)
                }
            )
        }
        return result
    }

    // MARK: Problems

    /// The place of a value; `field` is its path, `nil` for the whole file.
    func location(_ value: YAMLValue) -> SourceLocation {
        YAMLDocument.location(of: value.node, file: file, field: value.path.isEmpty ? nil : value.path)
    }

    /// The place of a value without its path, for values that remember where they came from.
    func place(_ value: YAMLValue) -> SourceLocation {
        YAMLDocument.location(of: value.node, file: file)
    }

    mutating func report(_ code: String, at value: YAMLValue, _ arguments: [String: Diagnostic.Argument] = [:]) {
        var arguments = arguments
        if arguments["key"] == nil { arguments["key"] = .text(value.key) }
        diagnostics.append(Diagnostic(.error, code, at: location(value), arguments))
    }

    /// Reports something inside a text, so many characters from its mark.
    mutating func report(
        _ code: String,
        at value: YAMLValue,
        offset: Int,
        _ arguments: [String: Diagnostic.Argument] = [:]
    ) {
        report(code, at: value, arguments)
        let last = diagnostics.count - 1
        diagnostics[last].location?.column? += offset
    }

    /// Reports a second value where each may stand once.
    mutating func report(_ code: String, at value: YAMLValue, repeating name: String, first: YAMLValue) {
        report(code, at: value, ["value": .text(name), "line": .integer(first.line)])
    }

    // MARK: Structure

    /// Reads the header of a file: its `format` must be `maatstaf/<kind>/<version>`, with a known version.
    ///
    /// - Throws: when the format is missing, is of another kind, or is newer than this program.
    func checkFormat(of root: YAMLValue, kind: String, newest: Int) throws(Refusal) {
        let expected = "maatstaf/\(kind)/\(newest)"
        guard case .mapping(let pairs) = root.node else {
            throw Refusal("yaml.not-a-mapping", at: place(root), ["key": .text(file)])
        }
        guard let node = pairs.first(where: { $0.key.scalar?.string == "format" })?.value, let scalar = node.scalar
        else { throw Refusal("yaml.format-missing", at: place(root), ["expected": .text(expected)]) }
        let location = YAMLDocument.location(of: node, file: file, field: "format")
        let parts = scalar.string.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "maatstaf", parts[1] == kind, let version = Int(parts[2]), version >= 1
        else {
            throw Refusal(
                "yaml.format-wrong",
                at: location,
                ["value": .text(Self.shortened(scalar.string)), "expected": .text(expected)]
            )
        }
        guard version <= newest else {
            throw Refusal(
                "yaml.format-newer",
                at: location,
                ["value": .text(scalar.string), "expected": .text(expected)]
            )
        }
    }

    /// The keys and values of a mapping that may have `keys` only; `nil`, and a problem, if it is no mapping.
    mutating func mapping(_ value: YAMLValue, keys known: [String]) -> YAMLMapping? {
        guard let mapping = mapping(value) else { return nil }
        for (name, node) in mapping.keys where !known.contains(name) {
            let key = value.child(node, name)
            if let nearest = NearestName.nearest(to: name, in: known).first {
                report("yaml.misspelt-key", at: key, ["nearest": .text(nearest)])
            } else {
                report("yaml.unknown-key", at: key, ["known": .list(known)])
            }
        }
        return mapping
    }

    /// The keys and values of a mapping with free keys.
    mutating func mapping(_ value: YAMLValue) -> YAMLMapping? {
        guard case .mapping(let pairs) = value.node else {
            report("yaml.not-a-mapping", at: value)
            return nil
        }
        var keys: [(name: String, node: Node)] = []
        var values: [String: YAMLValue] = [:]
        for (key, node) in pairs {
            guard let name = key.scalar?.string else { continue }
            keys.append((name, key))
            values[name] = value.child(node, name)
        }
        return YAMLMapping(value: value, keys: keys, values: values)
    }

    /// The items of a list; none, and a problem, if it is no list.
    mutating func items(_ value: YAMLValue) -> [YAMLValue] {
        guard case .sequence(let nodes) = value.node else {
            report("yaml.not-a-list", at: value)
            return []
        }
        return nodes.enumerated().map { value.item($1, $0) }
    }

    /// The items of a list that must have one.
    mutating func nonEmptyItems(_ value: YAMLValue) -> [YAMLValue] {
        let items = self.items(value)
        if items.isEmpty, value.isList { report("yaml.empty-list", at: value) }
        return items
    }

    /// The value of a key that must be there.
    mutating func required(_ key: String, of mapping: YAMLMapping) -> YAMLValue? {
        guard let value = mapping[key] else {
            report("yaml.missing-key", at: mapping.value, ["key": .text(key)])
            return nil
        }
        return value
    }

    // MARK: Single values

    mutating func text(_ value: YAMLValue) -> String? {
        guard let scalar = value.node.scalar else {
            report("yaml.not-a-text", at: value)
            return nil
        }
        guard !value.isNull, !scalar.string.allSatisfy(\.isWhitespace) else {
            report("yaml.no-value", at: value)
            return nil
        }
        return scalar.string
    }

    mutating func number(_ value: YAMLValue) -> Double? {
        guard let scalar = value.node.scalar, scalar.style == .plain, let number = Self.number(scalar.string) else {
            report("yaml.not-a-number", at: value, ["value": .text(Self.words(value))])
            return nil
        }
        return number
    }

    mutating func boolean(_ value: YAMLValue) -> Bool? {
        switch value.scalarText {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            report("yaml.not-a-boolean", at: value, ["value": .text(Self.words(value))])
            return nil
        }
    }

    mutating func date(_ value: YAMLValue) -> CalendarDate? {
        guard let text = value.scalarText, let date = CalendarDate(iso: text) else {
            report("yaml.not-a-date", at: value, ["value": .text(Self.words(value))])
            return nil
        }
        return date
    }

    /// One of the raw values of an enumeration.
    mutating func choice<Choice: RawRepresentable<String>>(_ value: YAMLValue, from all: [Choice]) -> Choice? {
        guard let text = value.scalarText, let choice = Choice(rawValue: text),
            all.contains(where: {
                $0.rawValue == text
            })
        else {
            report(
                "yaml.unknown-value",
                at: value,
                ["value": .text(Self.words(value)), "known": .list(all.map(\.rawValue))]
            )
            return nil
        }
        return choice
    }

    /// A text in Dutch, English or both; in Ukrainian too, by which questions in that language are recognised.
    mutating func localized(_ value: YAMLValue) -> LocalizedText? {
        let languages = Language.allCases.map(\.rawValue) + ["uk"]
        guard let mapping = mapping(value, keys: languages) else { return nil }
        var texts: [String: String] = [:]
        for language in languages {
            if let entry = mapping[language], let text = text(entry) { texts[language] = text }
        }
        if mapping.keys.isEmpty { report("yaml.no-value", at: value) }
        return LocalizedText(texts)
    }

    /// A text, or a list of texts.
    mutating func texts(_ value: YAMLValue) -> [String] {
        guard case .sequence = value.node else { return text(value).map { [$0] } ?? [] }
        return items(value).compactMap { text($0) }
    }

    // MARK: Forms of text

    /// A finite number in digits, with a decimal point and perhaps an exponent.
    static func number(_ text: some StringProtocol) -> Double? {
        guard !text.isEmpty,
            text.utf8.allSatisfy({ byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
            }), let number = Double(text), number.isFinite
        else { return nil }
        return number
    }

    /// A value as a message quotes it.
    static func words(_ value: YAMLValue) -> String {
        switch value.node {
        case .scalar(let scalar): shortened(scalar.string)
        case .sequence: "[…]"
        case .mapping: "{…}"
        case .alias: "*"
        }
    }

    static func shortened(_ text: String) -> String {
        let line = text.prefix { !$0.isNewline }
        return line.count == text.count && line.count <= 60 ? text : "\(line.prefix(60))…"
    }
}
