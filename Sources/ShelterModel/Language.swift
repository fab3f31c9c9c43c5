/// A language in which Maatstaf writes its messages and reports.
public enum Language: String, Hashable, Sendable, Codable, CaseIterable {
    case dutch = "nl"
    case english = "en"
}

/// One text in every language that the data gives it in.
public struct LocalizedText: Hashable, Sendable, Codable {
    /// Text per language code (`nl`, `en`).
    public var texts: [String: String]

    public init(_ texts: [String: String]) {
        self.texts = texts
    }

    public init(nl: String, en: String) {
        texts = ["nl": nl, "en": en]
    }

    /// The text in `language`, else in Dutch, else in English, else empty.
    public subscript(language: Language) -> String {
        texts[language.rawValue] ?? texts["nl"] ?? texts["en"] ?? ""
    }

    public var isEmpty: Bool { texts.values.allSatisfy(\.isEmpty) }

    // Written as a plain object, so that JSON reads {"nl": "…", "en": "…"}.
    public init(from decoder: any Decoder) throws {
        texts = try decoder.singleValueContainer().decode([String: String].self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(texts)
    }
}
