import ShelterModel

/// What a look at the whole file tells before it is read: its encoding, and whether it is text at all.
struct FileSurvey {
    /// Bytes at the start of the file in which the delimiter is looked for.
    static let headSize = 1 << 20

    /// The first bytes of the file, or all of it.
    private(set) var head: [UInt8] = []
    private(set) var isWhole = true
    private(set) var byteCount = 0
    private(set) var hasByteOrderMark = false
    /// There are characters of several bytes in UTF-8.
    private(set) var hasMultibyte = false
    /// There are bytes that are no UTF-8.
    private(set) var hasInvalid = false

    /// Reads the file from its begin to its end, and leaves it at its begin.
    ///
    /// - Throws: If the file is empty, is another format, is UTF-16, or holds NUL bytes.
    init(_ file: inout InputFile) throws(Refusal) {
        let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.headSize + 4)
        defer { buffer.deallocate() }
        var held = 0
        // Offset in the file of the first byte in the buffer.
        var offset = 0
        while true {
            let count = try file.read(into: buffer + held, count: Self.headSize)
            byteCount += count
            if head.isEmpty {
                head = Array(UnsafeBufferPointer(start: buffer, count: count))
                try refuseOtherFormats(file.displayName)
            } else if count > 0 {
                isWhole = false
            }
            let bytes = UnsafeBufferPointer(start: buffer, count: held + count)
            let rest = scan(bytes, isLast: count == 0)
            if let nul = rest.nul {
                let line = try Self.line(ofByte: offset + nul, in: &file, buffer)
                throw Refusal("csv.nul-byte", at: SourceLocation(file: file.displayName, line: line))
            }
            offset += rest.scanned
            if count == 0 { break }
            held = bytes.count - rest.scanned
            buffer.update(from: buffer + rest.scanned, count: held)
        }
        hasByteOrderMark = head.starts(with: [0xEF, 0xBB, 0xBF])
        try file.rewind()
    }

    /// UTF-8 if all bytes are, or most likely should be: a byte-order mark or a character of several bytes hardly comes
    /// about by chance, so that a mixture is UTF-8 with spoilt rows.
    var encoding: TextEncoding {
        hasInvalid && !hasByteOrderMark && !hasMultibyte ? .windows1252 : .utf8
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

    private mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>,
        isLast: Bool
    ) -> (scanned: Int, nul: Int?) {
        var index = 0
        while true {
            index += TextBytes.plainPrefix(bytes, from: index)
            guard index < bytes.count else { return (index, nil) }
            if bytes[index] == 0 { return (index, index) }
            switch TextBytes.sequence(bytes, at: index) {
            case .valid(let length):
                // The byte-order mark is such a character, and is counted apart.
                if bytes[index] != 0xEF || bytes[index + 1] != 0xBB || bytes[index + 2] != 0xBF { hasMultibyte = true }
                index += length
            case .invalid:
                hasInvalid = true
                index += 1
            case .cutOff:
                guard isLast else { return (index, nil) }
                hasInvalid = true
                index += 1
            }
        }
    }

    private func refuseOtherFormats(_ displayName: String) throws(Refusal) {
        let place = SourceLocation(file: displayName)
        if head.isEmpty { throw Refusal("file.empty", at: place) }
        if let format = Self.otherFormat(head) { throw Refusal("csv.is-\(format)", at: place) }
        if Self.isUTF16(head) { throw Refusal("csv.is-utf-16", at: place) }
    }

    /// The format that the first bytes tell, if it is one that people mistake for CSV.
    private static func otherFormat(_ head: [UInt8]) -> String? {
        let signatures: [(bytes: [UInt8], format: String)] = [
            ([0xD0, 0xCF, 0x11, 0xE0], "xls"),
            (Array("%PDF-".utf8), "pdf"),
            (Array("$FL2".utf8), "sav"),
            (Array("$FL3".utf8), "sav"),
            ([0x1F, 0x8B], "gzip"),
        ]
        if let known = signatures.first(where: { head.starts(with: $0.bytes) }) { return known.format }
        guard head.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return nil }
        let start = String(decoding: head.prefix(4096), as: UTF8.self)
        if start.contains("opendocument.spreadsheet") { return "ods" }
        return ["xl/", "[Content_Types].xml"].contains(where: start.contains) ? "xlsx" : "zip"
    }

    /// By its byte-order mark, or because every other byte at the start is NUL.
    private static func isUTF16(_ head: [UInt8]) -> Bool {
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return true }
        var nulsAtEven = 0
        var nulsAtOdd = 0
        let start = head.prefix(4096)
        for (index, byte) in start.enumerated() where byte == 0 {
            if index.isMultiple(of: 2) { nulsAtEven += 1 } else { nulsAtOdd += 1 }
        }
        let (fewer, more) = (min(nulsAtEven, nulsAtOdd), max(nulsAtEven, nulsAtOdd))
        // Text in Latin script has a NUL in nearly every pair.
        return start.count >= 4 && more * 2 >= start.count / 2 && fewer * 10 <= more
    }
}
