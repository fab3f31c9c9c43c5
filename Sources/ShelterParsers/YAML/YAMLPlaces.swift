public import ShelterModel
import Yams

/// Finds the places of nodes in a YAML file.
public struct YAMLPlaces {
    public enum Step: Hashable, Sendable {
        case key(String)
        /// From 0.
        case item(Int)
    }

    private let root: YAMLValue
    private let file: String

    /// - Throws: `Refusal` if the text cannot be read as YAML.
    public init(yaml: String, file: String) throws(Refusal) {
        root = try YAMLDocument.root(of: yaml, file: file)
        self.file = file
    }

    /// The place that the steps lead to, or of the deepest node on the way that is there.
    public func place(of steps: [Step]) -> SourceLocation {
        var value = root
        for step in steps {
            switch step {
            case .key(let key):
                guard let pair = value.node.mapping?.first(where: { $0.key.scalar?.string == key }) else {
                    return location(value)
                }
                value = value.child(pair.value, key)
            case .item(let index):
                guard let items = value.node.sequence, items.indices.contains(index) else { return location(value) }
                value = value.item(items[index], index)
            }
        }
        return location(value)
    }

    /// The first value that has `name` as a word, in the item or mapping that begins at `location`.
    public func place(mentioning name: String, below location: SourceLocation) -> SourceLocation? {
        guard let start = find(in: root, where: { self.location($0).isSamePlace(as: location) }) else { return nil }
        return find(in: start) { $0.scalarText?.hasWord(name) ?? false }.map(self.location)
    }

    /// The value of a key of the mapping that begins at `location`.
    public func place(ofKey key: String, below location: SourceLocation) -> SourceLocation? {
        let start = find(in: root) { $0.node.mapping != nil && self.location($0).isSamePlace(as: location) }
        return start?.node.mapping?.first { $0.key.scalar?.string == key }.map { pair in
            YAMLDocument.location(of: pair.value, file: file, field: location.field)
        }
    }

    private func find(in value: YAMLValue, where isWanted: (YAMLValue) -> Bool) -> YAMLValue? {
        if isWanted(value) { return value }
        switch value.node {
        case .mapping(let pairs):
            for (key, child) in pairs {
                if let found = find(in: value.child(child, key.scalar?.string ?? ""), where: isWanted) { return found }
            }
        case .sequence(let items):
            for (index, child) in items.enumerated() {
                if let found = find(in: value.item(child, index), where: isWanted) { return found }
            }
        case .scalar, .alias: break
        }
        return nil
    }

    private func location(_ value: YAMLValue) -> SourceLocation {
        YAMLDocument.location(of: value.node, file: file, field: value.path)
    }
}

extension SourceLocation {
    fileprivate func isSamePlace(as other: SourceLocation) -> Bool { line == other.line && column == other.column }
}

extension String {
    /// Whether `name` stands in it, not as a part of a longer name.
    fileprivate func hasWord(_ name: String) -> Bool {
        split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == ".") }.contains { $0 == name }
    }
}
