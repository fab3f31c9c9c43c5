internal import Foundation

/// A value of JSON; objects are written with their keys in alphabetical order, so that equal values give equal bytes.
public enum JSONNode: Hashable, Sendable, Encodable {
    case text(String)
    case whole(Int)
    case decimal(Double)
    case flag(Bool)
    case list([JSONNode])
    case object([String: JSONNode])
    case nothing

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let value): try container.encode(value)
        case .whole(let value): try container.encode(value)
        case .decimal(let value): try container.encode(value)
        case .flag(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        case .object(let values): try container.encode(values)
        case .nothing: try container.encodeNil()
        }
    }

    /// The value in UTF-8.
    ///
    /// - Throws: Only if a number is not finite.
    public func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}

extension JSONNode: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    public init(stringLiteral value: String) { self = .text(value) }
    public init(arrayLiteral elements: JSONNode...) { self = .list(elements) }
    public init(dictionaryLiteral elements: (String, JSONNode)...) {
        self = .object(Dictionary(elements) { first, _ in first })
    }
}
