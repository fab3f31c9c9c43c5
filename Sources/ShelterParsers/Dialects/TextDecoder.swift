/// Turns bytes of a file into UTF-8, piece by piece.
struct TextDecoder {
    let encoding: TextEncoding
    /// Bytes of a character that the last piece cut off.
    private var rest: [UInt8] = []
    private let table: [UInt16]

    init(_ encoding: TextEncoding) {
        self.encoding = encoding
        table = CodePages.table(of: encoding)
    }

    /// Most bytes that `count` bytes can become, those of a rest from before included.
    static func capacity(for count: Int) -> Int { count * 3 + 8 }

    /// Writes the piece as UTF-8; half a UTF-16 character becomes a byte that is no UTF-8, so that its row is set aside.
    ///
    /// - Returns: The number of bytes written.
    mutating func decode(
        _ bytes: UnsafeBufferPointer<UInt8>,
        to target: UnsafeMutablePointer<UInt8>,
        isLast: Bool
    ) -> Int {
        switch encoding {
        case .utf8:
            if let base = bytes.baseAddress { target.update(from: base, count: bytes.count) }
            return bytes.count
        case .utf16LE, .utf16BE:
            return decodeUTF16(bytes, to: target, isLast: isLast)
        default:
            return decodeSingleBytes(bytes, to: target)
        }
    }

    private func decodeSingleBytes(
        _ bytes: UnsafeBufferPointer<UInt8>,
        to target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var count = 0
        var index = 0
        table.withUnsafeBufferPointer { table in
            while index < bytes.count {
                let plain = TextBytes.plainPrefix(bytes, from: index)
                if plain > 0, let base = bytes.baseAddress {
                    (target + count).update(from: base + index, count: plain)
                    count += plain
                    index += plain
                    continue
                }
                let byte = bytes[index]
                index += 1
                count += Self.write(byte < 0x80 ? UInt32(byte) : UInt32(table[Int(byte) - 0x80]), to: target + count)
            }
        }
        return count
    }

    private mutating func decodeUTF16(
        _ piece: UnsafeBufferPointer<UInt8>,
        to target: UnsafeMutablePointer<UInt8>,
        isLast: Bool
    ) -> Int {
        let bytes = rest + Array(piece)
        rest = []
        let isBig = encoding == .utf16BE
        var count = 0
        var index = 0
        func unit(_ at: Int) -> UInt32 {
            isBig ? UInt32(bytes[at]) << 8 | UInt32(bytes[at + 1]) : UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at])
        }
        while index + 1 < bytes.count {
            let first = unit(index)
            if first & 0xFC00 == 0xD800 {
                guard index + 3 < bytes.count else {
                    if !isLast { break }
                    count += Self.writeDamage(to: target + count)
                    index += 2
                    continue
                }
                let second = unit(index + 2)
                if second & 0xFC00 == 0xDC00 {
                    let scalar = 0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)
                    count += Self.write(scalar, to: target + count)
                    index += 4
                    continue
                }
            }
            count +=
                first & 0xF800 == 0xD800
                ? Self.writeDamage(to: target + count) : Self.write(first, to: target + count)
            index += 2
        }
        if isLast {
            if index < bytes.count { count += Self.writeDamage(to: target + count) }
        } else {
            rest = Array(bytes[index...])
        }
        return count
    }

    private static func writeDamage(to target: UnsafeMutablePointer<UInt8>) -> Int {
        target[0] = 0xFF
        return 1
    }

    @inline(__always)
    private static func write(_ scalar: UInt32, to target: UnsafeMutablePointer<UInt8>) -> Int {
        if scalar < 0x80 {
            target[0] = UInt8(scalar)
            return 1
        }
        if scalar < 0x800 {
            target[0] = 0xC0 | UInt8(scalar >> 6)
            target[1] = 0x80 | UInt8(scalar & 0x3F)
            return 2
        }
        if scalar < 0x10000 {
            target[0] = 0xE0 | UInt8(scalar >> 12)
            target[1] = 0x80 | UInt8(scalar >> 6 & 0x3F)
            target[2] = 0x80 | UInt8(scalar & 0x3F)
            return 3
        }
        target[0] = 0xF0 | UInt8(scalar >> 18)
        target[1] = 0x80 | UInt8(scalar >> 12 & 0x3F)
        target[2] = 0x80 | UInt8(scalar >> 6 & 0x3F)
        target[3] = 0x80 | UInt8(scalar & 0x3F)
        return 4
    }

    /// Without byte-order marks at the start; there may be more than one.
    private static func withoutMarks(_ text: [UInt8]) -> [UInt8] {
        var start = 0
        while text[start...].starts(with: TextBytes.byteOrderMark) { start += TextBytes.byteOrderMark.count }
        return start == 0 ? text : Array(text[start...])
    }

    /// Bytes in memory as UTF-8, without byte-order mark.
    static func text(of bytes: some Collection<UInt8>, _ encoding: TextEncoding, isLast: Bool) -> [UInt8] {
        let bytes = Array(bytes)
        if encoding == .utf8 { return withoutMarks(bytes) }
        var decoder = TextDecoder(encoding)
        let text = [UInt8](unsafeUninitializedCapacity: capacity(for: bytes.count)) { target, count in
            guard let base = target.baseAddress else { return }
            count = bytes.withUnsafeBufferPointer { decoder.decode($0, to: base, isLast: isLast) }
        }
        return withoutMarks(text)
    }
}
