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

    private func location(_ value: YAMLValue) -> SourceLocation {
        YAMLDocument.location(of: value.node, file: file, field: value.path)
    }
}
