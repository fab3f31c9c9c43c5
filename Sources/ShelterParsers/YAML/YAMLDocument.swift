import ShelterModel
import Yams

/// Turns the text of a YAML file into nodes, within limits that keep a hostile file harmless.
enum YAMLDocument {
    /// Largest size of a file, in bytes.
    static let largestSize = 4 << 20
    /// Deepest nesting of mappings and lists.
    static let deepestNesting = 64

    /// - Throws: when the text is too large or too deep, is not YAML, repeats a key, or uses anchors and aliases.
    static func root(of yaml: String, file: String) throws(Refusal) -> YAMLValue {
        guard yaml.utf8.count <= largestSize else {
            throw Refusal(
                "yaml.too-large",
                at: SourceLocation(file: file),
                ["size": .integer(yaml.utf8.count), "limit": .integer(largestSize)]
            )
        }
        // Before the nodes are made: comparing keys that are aliases of aliases would never end.
        if let place = YAMLAliases.firstAnchor(in: yaml) {
            throw Refusal("yaml.alias", at: SourceLocation(file: file, line: place.line, column: place.column))
        }
        let parser: Parser
        let root: Node?
        do {
            // Without rules every scalar is text: its meaning follows from the key, and `no` stays `no`.
            parser = try Parser(yaml: yaml, resolver: .basic)
            root = try parser.singleRoot()
        } catch {
            throw refusal(for: error, yaml: yaml, file: file)
        }
        guard let root else { throw Refusal("yaml.no-content", at: SourceLocation(file: file, line: 1, column: 1)) }
        // The parser owns the anchors; nodes only refer to them.
        let problem = withExtendedLifetime(parser) { Self.problem(in: root, file: file, depth: 1) }
        if let problem { throw Refusal([problem]) }
        return YAMLValue(node: root, path: "", key: "")
    }

    static func location(of node: Node, file: String, field: String? = nil) -> SourceLocation {
        SourceLocation(file: file, line: node.mark?.line, column: node.mark?.column, field: field)
    }

    private static func problem(in node: Node, file: String, depth: Int) -> Diagnostic? {
        if node.anchor != nil { return Diagnostic(.error, "yaml.alias", at: location(of: node, file: file)) }
        if depth > deepestNesting {
            return Diagnostic(
                .error,
                "yaml.too-deep",
                at: location(of: node, file: file),
                ["limit": .integer(deepestNesting)]
            )
        }
        switch node {
        case .scalar:
            return nil
        case .alias:
            return Diagnostic(.error, "yaml.alias", at: location(of: node, file: file))
        case .sequence(let items):
            for item in items {
                if let problem = Self.problem(in: item, file: file, depth: depth + 1) { return problem }
            }
            return nil
        case .mapping(let pairs):
            for (key, value) in pairs {
                guard key.scalar != nil else {
                    return Diagnostic(.error, "yaml.key-not-text", at: location(of: key, file: file))
                }
                if let problem = Self.problem(in: key, file: file, depth: depth + 1) { return problem }
                if let problem = Self.problem(in: value, file: file, depth: depth + 1) { return problem }
            }
            return nil
        }
    }

    private static func refusal(for error: any Error, yaml: String, file: String) -> Refusal {
        guard let error = error as? YamlError else {
            return Refusal("yaml.syntax", at: SourceLocation(file: file), ["problem": .text("\(error)")])
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let code =
                if problem.contains("undefined alias") {
                    "yaml.alias"
                } else if problem.contains("Maximum nesting level") {
                    "yaml.too-deep"
                } else if problem.contains("another document") {
                    "yaml.several-documents"
                } else {
                    "yaml.syntax"
                }
            return Refusal(
                code,
                at: SourceLocation(file: file, line: mark.line, column: mark.column),
                ["problem": .text(problem), "limit": .integer(deepestNesting)]
            )
        case .reader(let problem, let offset, _, _):
            let (line, column) = place(ofByte: offset ?? 0, in: yaml)
            return Refusal(
                "yaml.character",
                at: SourceLocation(file: file, line: line, column: column),
                ["problem": .text(problem)]
            )
        case .duplicatedKeysInMapping(let duplicates, let context):
            return Refusal(
                duplicates.map { key in
                    Diagnostic(
                        .error,
                        "yaml.duplicate-key",
                        at: SourceLocation(
                            file: file,
                            line: context.mark.line,
                            column: context.mark.column,
                            field: key
                        ),
                        ["key": .text(key)]
                    )
                }
            )
        default:
            return Refusal("yaml.syntax", at: SourceLocation(file: file), ["problem": .text(error.description)])
        }
    }

    private static func place(ofByte offset: Int, in yaml: String) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        for scalar in String(decoding: yaml.utf8.prefix(max(0, offset)), as: UTF8.self).unicodeScalars {
            if scalar == "\n" {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        return (line, column)
    }
}
