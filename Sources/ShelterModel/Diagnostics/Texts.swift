/// The sentences of messages and reports in one language, from `Data/Texts/<language>.yaml`.
///
/// Placeholders are written `{name}`. An argument that is itself the key of a text, `term.…`, is shown as that text. A text that is missing shows its key, so that nothing disappears.
public struct Texts: Hashable, Sendable {
    public var language: Language
    /// Text per key; a diagnostic's sentence stands at `diagnostic.<code>`, its hint at `diagnostic.<code>.hint`.
    public var entries: [String: String]

    public init(language: Language, entries: [String: String]) {
        self.language = language
        self.entries = entries
    }

    /// The text at `key`, with `{name}` replaced by the argument of that name.
    public func callAsFunction(_ key: String, _ arguments: [String: String] = [:]) -> String {
        guard let template = entries[key] else { return "⟨\(key)⟩" }
        return arguments.isEmpty ? template : Self.fill(template, arguments)
    }

    /// The sentence that says what is wrong: one line, no full stop.
    public func sentence(for diagnostic: Diagnostic) -> String {
        guard let template = entries["diagnostic." + diagnostic.code] else {
            let details = diagnostic.arguments.sorted { $0.key < $1.key }
                .map { "\($0.key): \(words(for: $0.value))" }.joined(separator: ", ")
            return details.isEmpty ? diagnostic.code : "\(diagnostic.code) (\(details))"
        }
        return Self.fill(template, diagnostic.arguments.mapValues(words))
    }

    /// What to do about it, or `nil` if there is nothing to say.
    public func hint(for diagnostic: Diagnostic) -> String? {
        guard let template = entries["diagnostic.\(diagnostic.code).hint"], !template.isEmpty else { return nil }
        return Self.fill(template, diagnostic.arguments.mapValues(words))
    }

    /// The whole message: place, severity, sentence, code, and the hint on a line of its own.
    public func message(for diagnostic: Diagnostic) -> String {
        var parts: [String] = []
        if let location = diagnostic.location {
            parts.append(location.description)
            if let field = location.field { parts.append(field) }
        }
        parts.append(self("severity.\(diagnostic.severity.rawValue)"))
        parts.append("\(sentence(for: diagnostic)) [\(diagnostic.code)]")
        let line = parts.joined(separator: ": ")
        guard let hint = hint(for: diagnostic) else { return line }
        return "\(line)\n  \(self("severity.hint")): \(hint)"
    }

    private func words(for argument: Diagnostic.Argument) -> String {
        switch argument {
        // A sentence stays one line, whatever came from outside.
        case .text(let text) where text.hasPrefix("term."): entries[text] ?? text
        case .text(let text): text.contains(where: \.isNewline) ? String(text.map { $0.isNewline ? " " : $0 }) : text
        case .integer(let integer): String(integer)
        case .number(let number): Self.plain(number, language)
        case .date(let date): Self.written(date, language)
        case .list(let items): items.joined(separator: ", ")
        }
    }

    /// A number without grouping, with the language's decimal mark: a message quotes data, it does not typeset it.
    private static func plain(_ number: Double, _ language: Language) -> String {
        let text = number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
        return language == .dutch ? text.replacing(".", with: ",") : text
    }

    private static func written(_ date: CalendarDate, _ language: Language) -> String {
        let (year, month, day) = date.components
        return language == .dutch ? "\(day)-\(month)-\(year)" : date.iso
    }

    /// Replaces every `{name}` once, left to right: text that arrives with an argument is never filled again.
    private static func fill(_ template: String, _ arguments: [String: String]) -> String {
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            result += rest[..<open]
            result += arguments[name] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
