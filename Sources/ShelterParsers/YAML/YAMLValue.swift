import Yams

/// A value in a YAML file, with the path that leads to it.
struct YAMLValue {
    let node: Node
    /// As `themes[1].criteria[2].standard`; items count from 1.
    let path: String
    /// The last key of the path.
    let key: String

    func item(_ node: Node, _ index: Int) -> YAMLValue {
        YAMLValue(node: node, path: "\(path)[\(index + 1)]", key: key)
    }

    func child(_ node: Node, _ key: String) -> YAMLValue {
        YAMLValue(node: node, path: path.isEmpty ? key : "\(path).\(key)", key: key)
    }

    /// The text of a single value, quoted or not.
    var scalarText: String? { node.scalar?.string }

    var isList: Bool { node.sequence != nil }
    var isMapping: Bool { node.mapping != nil }
    /// Whether the text stands in quotes, so that its mark is the quote.
    var isQuoted: Bool { node.scalar.map { $0.style != .plain } ?? false }

    /// The line on which it begins; 0 if unknown.
    var line: Int { node.mark?.line ?? 0 }

    /// Whether nothing stands behind the key.
    var isNull: Bool {
        guard case .scalar(let scalar) = node else { return false }
        return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
    }
}

/// The keys and values of a mapping.
struct YAMLMapping {
    let value: YAMLValue
    /// Keys in the order of the file, with their own nodes.
    let keys: [(name: String, node: Node)]
    private let values: [String: YAMLValue]

    init(value: YAMLValue, keys: [(name: String, node: Node)], values: [String: YAMLValue]) {
        self.value = value
        self.keys = keys
        self.values = values
    }

    subscript(key: String) -> YAMLValue? { values[key] }
}
