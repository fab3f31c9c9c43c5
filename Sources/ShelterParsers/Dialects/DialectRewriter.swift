/// Rewrites lines of any dialect to the one that libcsv reads: a delimiter of one byte, and doubled double quotes.
///
/// Lines stay lines, so that places stay what they are. What is wrong stays wrong, so that libcsv says so.
struct DialectRewriter {
    /// The delimiter of what is written, unless another is asked for.
    static let delimiter = UInt8(ascii: ",")
    private static let doubleQuote = UInt8(ascii: "\"")

    private let delimiter: [UInt8]
    private let written: UInt8
    private let quote: UInt8?
    /// `nil`: quotes are doubled.
    private let escape: UInt8?
    private let skipsBlanks: Bool
    private let merges: Bool
    private let keepsStrayQuotes: Bool
    private var isQuoted = false
    /// Quotes of the current record that were kept as text though they should have been doubled or enclosed.
    private(set) var strayQuotes = 0

    /// - Parameter written: The delimiter of what is written.
    init(
        delimiter: [UInt8],
        quote: UInt8?,
        escape: UInt8?,
        skipsBlanks: Bool,
        merges: Bool = false,
        keepsStrayQuotes: Bool,
        written: UInt8 = Self.delimiter
    ) {
        self.delimiter = delimiter
        self.written = written
        self.quote = quote
        self.escape = escape
        self.skipsBlanks = skipsBlanks && delimiter != [0x20]
        self.merges = merges
        self.keepsStrayQuotes = keepsStrayQuotes
    }

    /// Most bytes that a line of `count` bytes can become.
    static func capacity(for count: Int) -> Int { count * 4 + 8 }

    /// Forgets the record under way.
    mutating func beginRecord() {
        isQuoted = false
        strayQuotes = 0
    }

    /// Rewrites one line with its line end.
    ///
    /// - Parameter textEnd: Where the line end begins.
    /// - Returns: The number of bytes written.
    mutating func rewrite(
        _ line: UnsafeBufferPointer<UInt8>,
        textEnd: Int,
        to target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var out = 0
        var index = 0
        // A quote further on that ends its cell; looked for once, lest long lines take forever.
        var knownClose = -1
        func put(_ byte: UInt8) {
            target[out] = byte
            out += 1
        }
        func putContent(_ byte: UInt8) {
            if byte == Self.doubleQuote { put(byte) }
            put(byte)
        }
        if merges, !isQuoted { while index < textEnd, line[index] == 0x20 { index += 1 } }
        while true {
            if !isQuoted {
                var start = index
                if skipsBlanks { while start < textEnd, line[start] == 0x20 { start += 1 } }
                if let quote, start < textEnd, line[start] == quote {
                    put(Self.doubleQuote)
                    isQuoted = true
                    index = start + 1
                } else {
                    index = start
                }
            }
            if isQuoted {
                while index < line.count {
                    let byte = line[index]
                    if let escape, byte == escape, index + 1 < textEnd {
                        let next = line[index + 1]
                        if next == quote || next == escape {
                            putContent(next)
                            index += 2
                            continue
                        }
                    }
                    guard byte == quote else {
                        putContent(byte)
                        index += 1
                        continue
                    }
                    if escape == nil, index + 1 < textEnd, line[index + 1] == quote {
                        putContent(byte)
                        index += 2
                        continue
                    }
                    if let after = end(line, after: index, textEnd) {
                        put(Self.doubleQuote)
                        isQuoted = false
                        index = after
                        break
                    }
                    if knownClose <= index { knownClose = laterClose(line, after: index, textEnd) ?? index }
                    guard knownClose > index else {
                        // Text after the closing quote: libcsv refuses it.
                        put(Self.doubleQuote)
                        isQuoted = false
                        put(UInt8(ascii: "x"))
                        return out
                    }
                    let isApostrophe =
                        byte == 0x27 && index > 0 && index + 1 < line.count && CellShape.isLetter(line[index - 1])
                        && CellShape.isLetter(line[index + 1])
                    if !isApostrophe { strayQuotes += 1 }
                    putContent(byte)
                    index += 1
                }
                if isQuoted { return out }
            } else {
                var stop = index
                var mustQuote = false
                var hasQuote = false
                while stop < textEnd, !isDelimiter(line, stop, textEnd) {
                    let byte = line[stop]
                    if byte == written || byte == Self.doubleQuote { mustQuote = true }
                    if byte == quote { hasQuote = true }
                    stop += 1
                }
                if hasQuote, quote == Self.doubleQuote {
                    if keepsStrayQuotes { strayQuotes += 1 } else { mustQuote = false }
                }
                if mustQuote { put(Self.doubleQuote) }
                while index < stop {
                    if mustQuote { putContent(line[index]) } else { put(line[index]) }
                    index += 1
                }
                if mustQuote { put(Self.doubleQuote) }
            }
            if index >= textEnd {
                while index < line.count {
                    put(line[index])
                    index += 1
                }
                return out
            }
            var next = index + delimiter.count
            if merges {
                while next < textEnd, line[next] == 0x20 { next += 1 }
                if next >= textEnd {
                    for byte in line[textEnd...] { put(byte) }
                    return out
                }
            }
            put(written)
            index = next
        }
    }

    @inline(__always)
    private func isDelimiter(_ line: UnsafeBufferPointer<UInt8>, _ index: Int, _ textEnd: Int) -> Bool {
        guard let first = delimiter.first, line[index] == first, index + delimiter.count <= textEnd else {
            return false
        }
        for step in 1..<max(1, delimiter.count) where line[index + step] != delimiter[step] { return false }
        return true
    }

    /// Where the delimiter or line end stands, if the quote at `index` is the last of its cell.
    private func end(_ line: UnsafeBufferPointer<UInt8>, after index: Int, _ textEnd: Int) -> Int? {
        var after = index + 1
        if skipsBlanks { while after < textEnd, line[after] == 0x20 { after += 1 } }
        return after >= textEnd || isDelimiter(line, after, textEnd) ? after : nil
    }

    private func laterClose(_ line: UnsafeBufferPointer<UInt8>, after index: Int, _ textEnd: Int) -> Int? {
        var next = index + 1
        while next < textEnd {
            if line[next] == quote, end(line, after: next, textEnd) != nil { return next }
            next += 1
        }
        return nil
    }
}
