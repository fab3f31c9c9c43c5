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

    private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    private static let feed: UInt64 = 0x0A0A_0A0A_0A0A_0A0A

    /// Number of leading bytes from 0x01 to 0x7F.
    static func plainPrefix(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int {
        var feeds = 0
        return plainPrefix(bytes, from: start, countingFeeds: &feeds)
    }

    /// Number of leading bytes from 0x01 to 0x7F; 64 bytes at a time, so that most of a file costs next to nothing.
    ///
    /// - Parameter feeds: Is raised by the number of LF among them.
    static func plainPrefix(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int,
        countingFeeds feeds: inout Int
    ) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var index = start
        while index &+ 64 <= raw.count {
            var others: UInt64 = 0
            // How many LF each of eight columns holds: at most 8.
            var lanes: UInt64 = 0
            var offset = index
            while offset < index &+ 64 {
                let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                // A byte of 0 borrows, so that its high bit comes out set.
                others |= (word &- ones) | word
                lanes &+= (~((word ^ feed) &+ low) & highBits) &>> 7
                offset &+= 8
            }
            if others & highBits != 0 { break }
            feeds &+= Int(truncatingIfNeeded: (lanes &* ones) &>> 56)
            index &+= 64
        }
        while index < raw.count, raw[index] != 0, raw[index] < 0x80 {
            if raw[index] == 0x0A { feeds &+= 1 }
            index &+= 1
        }
        return index - start
    }

    /// What a stretch of valid UTF-8 holds.
    struct ValidText {
        /// Bytes of whole characters, none of them NUL.
        var count = 0
        /// Characters of several bytes; byte-order marks are not counted.
        var multibyte = 0
        /// LF.
        var feeds = 0
    }

    /// The valid characters at the begin of `bytes`, or some of them: 16 bytes at a time, whatever the script.
    ///
    /// - Parameter start: Where a character begins.
    static func validPrefix(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int) -> ValidText {
        var text = ValidText()
        var index = start
        // What stands before a block must be known to be whole characters.
        while index < start + 3 {
            guard index < bytes.count, bytes[index] != 0, case .valid(let length) = sequence(bytes, at: index) else {
                text.count = index - start
                return text
            }
            if length > 1, !isByteOrderMark(bytes, at: index) { text.multibyte += 1 }
            if bytes[index] == 0x0A { text.feeds += 1 }
            index += length
        }
        let raw = UnsafeRawBufferPointer(bytes)
        // Each lane is raised once per block, and must not run over.
        let end = min(bytes.count, index + min(limit, 255 * 16))
        var (leads, feeds, marks) = (SIMD16<UInt8>.zero, SIMD16<UInt8>.zero, SIMD16<UInt8>.zero)
        while index + 16 <= end {
            let block = Block(raw, at: index)
            if block.isWrong { break }
            leads &+= block.leads
            feeds &+= block.feeds
            marks &+= block.marks
            index += 16
        }
        for lane in 0..<16 {
            text.multibyte += Int(leads[lane]) - Int(marks[lane])
            text.feeds += Int(feeds[lane])
        }
        // The last block may end within a character.
        for back in 1...3 where bytes[index - back] >= [0xC0, 0xE0, 0xF0][back - 1] {
            index -= back
            text.multibyte -= 1
            break
        }
        text.count = index - start
        return text
    }

    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    static func isByteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        index + 2 < bytes.count && bytes[index] == 0xEF && bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF
    }

    /// 16 bytes of which the three before them are known, by table 3-7 of the Unicode standard.
    private struct Block {
        let isWrong: Bool
        /// 1 for each byte that begins a character of several bytes, is LF, or ends a byte-order mark.
        let leads: SIMD16<UInt8>
        let feeds: SIMD16<UInt8>
        let marks: SIMD16<UInt8>

        @inline(__always)
        init(_ raw: UnsafeRawBufferPointer, at index: Int) {
            typealias Bytes = SIMD16<UInt8>
            let here = raw.loadUnaligned(fromByteOffset: index, as: Bytes.self)
            let before = raw.loadUnaligned(fromByteOffset: index &- 1, as: Bytes.self)
            let second = raw.loadUnaligned(fromByteOffset: index &- 2, as: Bytes.self)
            let third = raw.loadUnaligned(fromByteOffset: index &- 3, as: Bytes.self)
            let continues = (here .>= Bytes(repeating: 0x80)) .& (here .< Bytes(repeating: 0xC0))
            let mustContinue =
                (before .>= Bytes(repeating: 0xC0)) .| (second .>= Bytes(repeating: 0xE0))
                .| (third .>= Bytes(repeating: 0xF0))
            var wrong = continues .^ mustContinue
            wrong .|= (here .== Bytes(repeating: 0)) .| (here .== Bytes(repeating: 0xC0))
                .| (here .== Bytes(repeating: 0xC1)) .| (here .>= Bytes(repeating: 0xF5))
            // Too long a form, surrogates, and what is beyond the last character.
            wrong .|= (before .== Bytes(repeating: 0xE0)) .& (here .< Bytes(repeating: 0xA0))
            wrong .|= (before .== Bytes(repeating: 0xED)) .& (here .>= Bytes(repeating: 0xA0))
            wrong .|= (before .== Bytes(repeating: 0xF0)) .& (here .< Bytes(repeating: 0x90))
            wrong .|= (before .== Bytes(repeating: 0xF4)) .& (here .>= Bytes(repeating: 0x90))
            isWrong = any(wrong)
            let one = Bytes(repeating: 1)
            leads = Bytes.zero.replacing(with: one, where: here .>= Bytes(repeating: 0xC0))
            feeds = Bytes.zero.replacing(with: one, where: here .== Bytes(repeating: 0x0A))
            let isMark =
                (here .== Bytes(repeating: 0xBF)) .& (before .== Bytes(repeating: 0xBB))
                .& (second .== Bytes(repeating: 0xEF))
            marks = Bytes.zero.replacing(with: one, where: isMark)
        }
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
