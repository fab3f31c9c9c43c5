import ShelterModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a look at the whole file tells before it is read: its encoding, and whether it is text at all.
struct FileSurvey {
    /// Bytes at the start of the file in which the dialect is looked for.
    static let headSize = 1 << 20
    /// Bytes at the end of the file in which totals and notes are looked for.
    static let tailSize = 1 << 16

    let displayName: String
    /// The first bytes of the file, or all of it.
    private(set) var head: [UInt8] = []
    /// The last bytes of the file; empty if `isWhole`.
    private var tail: [UInt8] = []
    private(set) var isWhole = true
    private(set) var byteCount = 0
    private(set) var hasByteOrderMark = false
    private(set) var encoding = TextEncoding.utf8
    /// There are bytes that are no UTF-8.
    var hasInvalid: Bool { invalid > 0 }
    /// There are NUL bytes, and each stands before a quote.
    var hasNULEscape: Bool { escapingNULs > 0 }

    private var multibyte = 0
    private var invalid = 0
    private var escapingNULs = 0
    private var otherNUL: Int?
    /// Offset of the first byte that is no UTF-8.
    private var firstInvalid: Int?
    /// Its line, if the encoding was found out from such bytes.
    private var lineOfInvalid: Int?
    /// Whether an encoding that was found out from such bytes makes little sense; `nil` if it was not.
    private var isDoubtful: Bool?
    /// Line of the first NUL in UTF-16.
    private var lineOfNUL: Int?
    /// Units of UTF-16 that are characters of Latin-1; line ends and delimiters are among them.
    private var latinUnits = 0
    private var clues = LegacyClues()
    private var breaks = 0
    private var endsWithCR = false
    private var endsWithBreak = false

    /// Reads the file from its begin to its end, and leaves it at its begin.
    ///
    /// - Parameter forced: The encoding, if it is known.
    /// - Throws: If the file is empty, is another format, or holds NUL bytes.
    init(_ file: inout InputFile, encoding forced: TextEncoding?) throws(Refusal) {
        displayName = file.displayName
        let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.headSize + 4)
        defer { buffer.deallocate() }
        var held = 0
        // Offset in the file of the first byte in the buffer.
        var offset = 0
        while true {
            let count = try file.read(into: buffer + held, count: Self.headSize)
            let fresh = UnsafeBufferPointer(start: buffer + held, count: count)
            try begin(fresh, forced)
            countLines(fresh)
            let bytes = UnsafeBufferPointer(start: buffer, count: held + count)
            let scanned = isUTF16 ? bytes.count : scan(bytes, from: offset, isLast: count == 0)
            offset += scanned
            if count == 0 { break }
            held = bytes.count - scanned
            buffer.update(from: buffer + scanned, count: held)
        }
        if let otherNUL {
            let line = try Self.line(ofByte: otherNUL, in: &file, buffer)
            throw Refusal("csv.nul-byte", at: SourceLocation(file: displayName, line: line))
        }
        try finish(forced)
        if isDoubtful != nil, let firstInvalid {
            lineOfInvalid = try Self.line(ofByte: firstInvalid, in: &file, buffer)
        }
        try file.rewind()
    }

    /// The same for bytes in memory.
    init(_ bytes: [UInt8], displayName: String, encoding forced: TextEncoding?) throws(Refusal) {
        self.displayName = displayName
        var failure: Refusal?
        bytes.withUnsafeBufferPointer { all in
            do throws(Refusal) {
                try begin(UnsafeBufferPointer(rebasing: all.prefix(Self.headSize)), forced)
                if all.count > Self.headSize { try begin(UnsafeBufferPointer(rebasing: all[Self.headSize...]), forced) }
            } catch {
                failure = error
            }
            countLines(all)
            if !isUTF16 { _ = scan(all, from: 0, isLast: true) }
        }
        if let failure { throw failure }
        if let otherNUL {
            let line = bytes[..<otherNUL].withUnsafeBufferPointer { Self.lineBreaks($0) } + 1
            throw Refusal("csv.nul-byte", at: SourceLocation(file: displayName, line: line))
        }
        try finish(forced)
        if isDoubtful != nil, let firstInvalid {
            lineOfInvalid = bytes[..<firstInvalid].withUnsafeBufferPointer { Self.lineBreaks($0) } + 1
        }
    }

    /// What a person should know of an encoding that nothing in the file names.
    var encodingNote: Diagnostic? {
        guard let lineOfInvalid, let isDoubtful else { return nil }
        return Diagnostic(
            isDoubtful ? .warning : .note,
            isDoubtful ? "encoding.doubtful" : "encoding.found",
            at: SourceLocation(file: displayName, line: lineOfInvalid),
            ["encoding": .text(encoding.rawValue), "characters": .integer(invalid)]
        )
    }

    private var isUTF16: Bool { encoding == .utf16LE || encoding == .utf16BE }

    /// The last bytes of the file.
    var end: ArraySlice<UInt8> { isWhole ? head.suffix(Self.tailSize) : tail[...] }

    /// Number of lines in the file.
    var lines: Int { breaks + (endsWithBreak ? 0 : 1) }

    private mutating func begin(_ bytes: UnsafeBufferPointer<UInt8>, _ forced: TextEncoding?) throws(Refusal) {
        byteCount += bytes.count
        if head.isEmpty {
            head = Array(bytes)
            try refuseOtherFormats()
            encoding = forced ?? Self.utf16(head) ?? .utf8
            let mark: [UInt8] =
                switch encoding {
                case .utf16LE: [0xFF, 0xFE]
                case .utf16BE: [0xFE, 0xFF]
                default: TextBytes.byteOrderMark
                }
            hasByteOrderMark = head.starts(with: mark)
        } else if !bytes.isEmpty {
            isWhole = false
            if bytes.count >= Self.tailSize {
                tail = Array(bytes.suffix(Self.tailSize))
            } else {
                if tail.isEmpty { tail = Array(head.suffix(Self.tailSize)) }
                tail += bytes
                tail.removeFirst(max(0, tail.count - Self.tailSize))
            }
        }
    }

    private mutating func finish(_ forced: TextEncoding?) throws(Refusal) {
        if isUTF16 {
            if let lineOfNUL {
                throw Refusal("csv.nul-byte", at: SourceLocation(file: displayName, line: lineOfNUL))
            }
            if let forced, !hasByteOrderMark, latinUnits == 0 {
                throw Refusal(
                    "csv.not-in-encoding",
                    at: SourceLocation(file: displayName),
                    ["encoding": .text(forced.rawValue)]
                )
            }
            // A unit must not be cut in two.
            if (byteCount - tail.count) % 2 == 1, !tail.isEmpty { tail.removeFirst() }
            return
        }
        guard forced == nil, hasInvalid, !hasByteOrderMark, multibyte * 6 < invalid else {
            encoding = forced ?? .utf8
            return
        }
        let answer = clues.answer
        encoding = answer.encoding
        isDoubtful = answer.isDoubtful
    }

    /// The line on which a byte of the file stands, counted from 1.
    private static func line(
        ofByte target: Int,
        in file: inout InputFile,
        _ buffer: UnsafeMutablePointer<UInt8>
    ) throws(Refusal) -> Int {
        try file.rewind()
        var line = 1
        var remaining = target
        var afterCR = false
        while remaining > 0 {
            let count = try file.read(into: buffer, count: min(remaining, headSize))
            if count == 0 { break }
            for byte in UnsafeBufferPointer(start: buffer, count: count) {
                if byte == 0x0D || (byte == 0x0A && !afterCR) { line += 1 }
                afterCR = byte == 0x0D
            }
            remaining -= count
        }
        return line
    }

    /// - Returns: How many of the bytes have been looked at; the others are the begin of a character.
    private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int, isLast: Bool) -> Int {
        var index = 0
        let invalidBefore = invalid
        defer { if invalid > invalidBefore { clues.add(bytes) } }
        while true {
            index += TextBytes.plainPrefix(bytes, from: index, countingFeeds: &breaks)
            guard index < bytes.count else { return index }
            let text = TextBytes.validPrefix(bytes, from: index, limit: 512)
            if text.count > 0 {
                multibyte += text.multibyte
                breaks += text.feeds
                index += text.count
                continue
            }
            if bytes[index] == 0 {
                if index + 1 == bytes.count, !isLast { return index }
                let next = index + 1 < bytes.count ? bytes[index + 1] : 0
                if DialectDetector.quotes.contains(next) {
                    escapingNULs += 1
                } else if otherNUL == nil {
                    otherNUL = offset + index
                }
                index += 1
                continue
            }
            // The begin of a character may be cut off by the end of the bytes.
            if TextBytes.sequence(bytes, at: index) == .cutOff, !isLast { return index }
            if firstInvalid == nil { firstInvalid = offset + index }
            invalid += 1
            index += 1
        }
    }

    private mutating func countLines(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let last = bytes.last, let first = bytes.first else { return }
        if isUTF16 {
            let offset = encoding == .utf16BE ? 1 : 0
            var index = 0
            while index + 1 < bytes.count {
                let (low, high) = (bytes[index + offset], bytes[index + 1 - offset])
                if high == 0 {
                    latinUnits += 1
                    if low == 0, lineOfNUL == nil { lineOfNUL = breaks + 1 }
                    if low == 0x0D || (low == 0x0A && !endsWithCR) { breaks += 1 }
                    endsWithCR = low == 0x0D
                    endsWithBreak = low == 0x0D || low == 0x0A
                } else {
                    endsWithCR = false
                    endsWithBreak = false
                }
                index += 2
            }
            return
        }
        // LF are counted while the text is scanned.
        breaks += Self.returnsAlone(bytes)
        if endsWithCR, first == 0x0A { breaks -= 1 }
        endsWithCR = last == 0x0D
        endsWithBreak = last == 0x0D || last == 0x0A
    }

    /// How many line ends there are; CRLF is one.
    static func lineBreaks(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bytes.count { $0 == 0x0A } + returnsAlone(bytes)
    }

    /// How many CR there are without an LF behind them.
    private static func returnsAlone(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        guard let base = raw.baseAddress, memchr(base, 0x0D, raw.count) != nil else { return 0 }
        let ones: UInt64 = 0x0101_0101_0101_0101
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        // A bit for each byte that is 0, and for no other.
        func zeros(_ word: UInt64) -> UInt64 { (~(((word & low) &+ low) | word | low)) &>> 7 }
        var count = 0
        var index = 0
        while index + 9 <= raw.count {
            let here = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let next = raw.loadUnaligned(fromByteOffset: index + 1, as: UInt64.self)
            let alone = zeros(here ^ (ones &* 0x0D)) & ~zeros(next ^ (ones &* 0x0A))
            count += Int(truncatingIfNeeded: (alone &* ones) &>> 56)
            index += 8
        }
        while index < raw.count {
            if raw[index] == 0x0D, index + 1 == raw.count || raw[index + 1] != 0x0A { count += 1 }
            index += 1
        }
        return count
    }

    private func refuseOtherFormats() throws(Refusal) {
        let place = SourceLocation(file: displayName)
        if head.isEmpty { throw Refusal("file.empty", at: place) }
        if let format = Self.otherFormat(head) { throw Refusal("csv.is-\(format)", at: place) }
    }

    /// The format that the first bytes tell, if it is one that people mistake for CSV.
    private static func otherFormat(_ head: [UInt8]) -> String? {
        let signatures: [(bytes: [UInt8], format: String)] = [
            ([0xD0, 0xCF, 0x11, 0xE0], "xls"),
            ([0xFF, 0xFE, 0, 0], "utf-32"),
            ([0, 0, 0xFE, 0xFF], "utf-32"),
            (Array("%PDF-".utf8), "pdf"),
            (Array("$FL2".utf8), "sav"),
            (Array("$FL3".utf8), "sav"),
            ([0x1F, 0x8B], "gzip"),
            ([0x89, 0x50, 0x4E, 0x47], "image"),
            ([0xFF, 0xD8, 0xFF], "image"),
            (Array("GIF8".utf8), "image"),
        ]
        if let known = signatures.first(where: { head.starts(with: $0.bytes) }) { return known.format }
        if let markup = markup(head) { return markup }
        guard head.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return nil }
        let start = String(decoding: head.prefix(4096), as: UTF8.self)
        if start.contains("opendocument.spreadsheet") { return "ods" }
        if start.contains("word/") || start.contains("opendocument.text") { return "document" }
        return ["xl/", "[Content_Types].xml"].contains(where: start.contains) ? "xlsx" : "zip"
    }

    /// Text in which rows and cells are written in another way than with delimiters.
    private static func markup(_ head: [UInt8]) -> String? {
        let bytes = head.prefix(512).drop { $0 <= 0x20 || TextBytes.byteOrderMark.contains($0) }
        let start = String(decoding: bytes, as: UTF8.self).lowercased()
        if ["<!doctype html", "<html", "<table"].contains(where: start.hasPrefix) { return "html" }
        if start.hasPrefix("<?xml") { return "xml" }
        let compact = start.filter { !$0.isWhitespace }.prefix(3)
        return compact.hasPrefix("{\"") || compact.hasPrefix("[{\"") ? "json" : nil
    }

    /// By its byte-order mark, or because every other byte at the start is NUL.
    private static func utf16(_ head: [UInt8]) -> TextEncoding? {
        if head.starts(with: [0xFF, 0xFE]) { return .utf16LE }
        if head.starts(with: [0xFE, 0xFF]) { return .utf16BE }
        var nulsAtEven = 0
        var nulsAtOdd = 0
        let start = head.prefix(4096)
        for (index, byte) in start.enumerated() where byte == 0 {
            if index.isMultiple(of: 2) { nulsAtEven += 1 } else { nulsAtOdd += 1 }
        }
        let (fewer, more) = (min(nulsAtEven, nulsAtOdd), max(nulsAtEven, nulsAtOdd))
        // Text in Latin script has a NUL in nearly every pair.
        guard start.count >= 4, more * 2 >= start.count / 2, fewer * 10 <= more else { return nil }
        return nulsAtOdd > nulsAtEven ? .utf16LE : .utf16BE
    }
}
