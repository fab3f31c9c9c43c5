/// The characters of a cell one by one, without making a string.
struct ScalarCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The next character; U+FFFD for bytes that are no UTF-8.
    mutating func next() -> UInt32? {
        guard index < bytes.count else { return nil }
        let first = bytes[index]
        index += 1
        if first < 0x80 { return UInt32(first) }
        let length = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0
        guard length > 0, index + length <= bytes.count else { return 0xFFFD }
        var value = UInt32(first) & (0x3F >> UInt32(length))
        for offset in 0..<length {
            let byte = bytes[index + offset]
            guard byte & 0xC0 == 0x80 else { return 0xFFFD }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        index += length
        return value
    }
}

/// Letters as they are compared: without case, with one kind of apostrophe.
enum Folding {
    static func folded(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x41...0x5A: scalar + 32
        case 0...0x7F: scalar
        case 0xD7: scalar
        case 0xC0...0xDE: scalar + 32
        case 0x178: 0xFF
        case 0x139...0x148, 0x179...0x17E: scalar % 2 == 1 ? scalar + 1 : scalar
        case 0x100...0x137, 0x14A...0x177: scalar % 2 == 0 ? scalar + 1 : scalar
        case 0x400...0x40F: scalar + 0x50
        case 0x410...0x42F: scalar + 0x20
        case 0x460...0x4BF: scalar % 2 == 0 ? scalar + 1 : scalar
        case 0x2018, 0x2019, 0x2BC, 0x60, 0xB4: 0x27
        default: scalar
        }
    }

    static func isUpper(_ scalar: UInt32) -> Bool { isLetter(scalar) && folded(scalar) != scalar }

    /// Letters of any script; symbols and emoji are none.
    static func isLetter(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x41...0x5A, 0x61...0x7A: true
        case 0xD7, 0xF7: false
        case 0xC0...0x2AF, 0x370...0x1FFF: true
        case 0x3040...0xD7FF: true
        default: false
        }
    }
}

/// A set of words that cells are compared with, by hash: nothing is allocated when it is asked.
struct WordSet: Hashable, Sendable {
    private var hashes: Set<UInt64> = []

    init(_ words: some Sequence<String>) {
        for word in words { hashes.insert(Self.hash(of: word)) }
    }

    var isEmpty: Bool { hashes.isEmpty }

    func contains(_ scalars: some Sequence<UInt32>) -> Bool {
        var hash = Self.start
        for scalar in scalars { Self.add(scalar, to: &hash) }
        return hashes.contains(hash)
    }

    /// Whether the whole cell is one of the words, without regard to case.
    func contains(cell: UnsafeBufferPointer<UInt8>) -> Bool {
        var cursor = ScalarCursor(cell)
        var hash = Self.start
        while let scalar = cursor.next() { Self.add(Folding.folded(scalar), to: &hash) }
        return hashes.contains(hash)
    }

    // FNV-1a over whole characters.
    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325

    private static func add(_ scalar: UInt32, to hash: inout UInt64) {
        hash = (hash ^ UInt64(scalar)) &* 0x0000_0100_0000_01b3
    }

    private static func hash(of word: String) -> UInt64 {
        var hash = start
        for scalar in word.unicodeScalars { add(Folding.folded(scalar.value), to: &hash) }
        return hash
    }
}
