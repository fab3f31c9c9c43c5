internal import Foundation
internal import ShelterModel

/// Values as JSON with keys in alphabetical order, so that the same value gives the same bytes.
enum JSONBytes {
    /// - Parameter isForPeople: Whether it is laid out over lines.
    static func of(_ value: some Encodable, isForPeople: Bool = false) throws(Refusal) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isForPeople { encoder.outputFormatting.insert(.prettyPrinted) }
        do {
            return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
        } catch {
            throw Refusal("output.not-encodable", ["reason": .text(String(describing: error))])
        }
    }
}
