internal import ShelterModel
internal import Yams

/// Builds the nodes of a YAML file and writes them; what needs quotes or escapes is Yams' work.
enum YAMLWriter {
    /// - Parameter remarks: Lines above the file, each of which becomes a comment.
    static func text(_ root: Node, remarks: [String] = []) throws(Refusal) -> String {
        let body: String
        do {
            body = try Yams.serialize(node: root, indent: 2, width: -1, allowUnicode: true, sortKeys: false)
        } catch {
            throw Refusal("output.not-encodable", ["reason": .text(String(describing: error))])
        }
        let comments = remarks.flatMap { $0.split(whereSeparator: \.isNewline) }.map { "# \($0)\n" }
        return comments.joined() + body
    }

    /// Text of any kind: plain where it is a simple word, else in quotes.
    static func scalar(_ text: String) -> Node {
        Node(text, Tag(.str), isPlain(text) ? .plain : .doubleQuoted)
    }

    static func scalar(_ number: Double) -> Node {
        let isWhole = number == number.rounded() && abs(number) < 1e15
        return Node(isWhole ? String(Int(number)) : "\(number)", Tag(.str), .plain)
    }

    static func list(_ items: [Node], isShort: Bool = false) -> Node {
        .sequence(Node.Sequence(items, Tag(.seq), isShort ? .flow : .block))
    }

    static func mapping(_ pairs: [(String, Node?)], isShort: Bool = false) -> Node {
        let present = pairs.compactMap { key, value in value.map { (scalar(key), $0) } }
        return .mapping(Node.Mapping(present, Tag(.map), isShort ? .flow : .block))
    }

    /// `nil` if it has no text in any language that files know.
    static func localized(_ text: LocalizedText) -> Node? {
        let languages = ["nl", "en", "uk"].filter { code in
            text.texts[code].map { !$0.allSatisfy(\.isWhitespace) } ?? false
        }
        guard !languages.isEmpty else { return nil }
        return mapping(languages.map { ($0, scalar(text.texts[$0] ?? "")) }, isShort: true)
    }

    /// Words that other readers of YAML take for something else than text.
    private static let keywords: Set<String> = [
        "y", "n", "yes", "no", "true", "false", "on", "off", "null", "none",
    ]

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, YAMLReader.isLower(first | 0x20) else { return false }
        let isSimple = text.utf8.allSatisfy {
            YAMLReader.isLower($0 | 0x20) || YAMLReader.isDigit($0) || $0 == 0x5F || $0 == 0x2D || $0 == 0x2F
        }
        return isSimple && !keywords.contains(text.lowercased())
    }
}
