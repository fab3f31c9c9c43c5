/// A set of whole numbers from 0, a bit for each; without memory while it is empty.
public struct CellMarks: Hashable, Sendable {
    private var words: [UInt64] = []

    public init() {}

    public var isEmpty: Bool { words.isEmpty }

    @inline(__always)
    public func contains(_ number: Int) -> Bool {
        let word = number >> 6
        return word < words.count && words[word] & (1 << UInt64(number & 63)) != 0
    }

    public mutating func insert(_ number: Int) {
        let word = number >> 6
        while word >= words.count { words.append(0) }
        words[word] |= 1 << UInt64(number & 63)
    }

    public mutating func remove(_ number: Int) {
        let word = number >> 6
        if word < words.count { words[word] &= ~(1 << UInt64(number & 63)) }
    }
}
