/// Tests and conversions of bytes of text.
enum TextBytes {
    /// What stands at one place in UTF-8.
    enum Sequence: Equatable {
        case valid(length: Int)
        case invalid
        /// The bytes end before the sequence does.
        case cutOff
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Number of leading bytes from 0x01 to 0x7F; eight bytes at a time, so that most of a file costs next to nothing.
    static func plainPrefix(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var index = start
        while index + 32 <= raw.count {
            var found: UInt64 = 0
            for step in stride(from: 0, to: 32, by: 8) {
                let word = raw.loadUnaligned(fromByteOffset: index + step, as: UInt64.self)
                // A byte of 0 borrows, so that its high bit comes out set.
                found |= (word &- ones) | word
            }
            if found & highBits != 0 { break }
            index += 32
        }
        while index < raw.count, raw[index] != 0, raw[index] < 0x80 { index += 1 }
        return index - start
    }

    /// The UTF-8 sequence that begins at `start`, by table 3-7 of the Unicode standard.
    static func sequence(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Sequence {
        let first = bytes[start]
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        let length: Int
        switch first {
        case 0x00...0x7F: return .valid(length: 1)
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if first == 0xE0 { low = 0xA0 }
            if first == 0xED { high = 0x9F }
        case 0xF0...0xF4:
            length = 4
            if first == 0xF0 { low = 0x90 }
            if first == 0xF4 { high = 0x8F }
        default: return .invalid
        }
        for step in 1..<length {
            guard start + step < bytes.count else { return .cutOff }
            guard (low...high).contains(bytes[start + step]) else { return .invalid }
            low = 0x80
            high = 0xBF
        }
        return .valid(length: length)
    }

    static func isValidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            index += plainPrefix(bytes, from: index)
            guard index < bytes.count else { return true }
            guard case .valid(let length) = sequence(bytes, at: index) else { return false }
            index += length
        }
        return true
    }

    /// Whether text that came from a code page of Windows holds one of its undefined bytes, now U+0080 to U+009F.
    static func holdsUndefinedByte(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = plainPrefix(bytes)
        while index + 1 < bytes.count {
            if bytes[index] == 0xC2, (0x80...0x9F).contains(bytes[index + 1]) { return true }
            index += 1
        }
        return false
    }
}
