import ShelterModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A window on a file, from the start of the current record on, that hands out physical lines.
///
/// A line ends at LF, CRLF or CR alone. Offsets of a line count from the start of the record.
struct LineWindow: ~Copyable {
    /// Bytes behind the window that may be read, so that whole blocks can be; they mean nothing.
    static let slack = FastParser.blockSize

    struct Line {
        var start: Int
        /// End of the text, where the line end begins.
        var textEnd: Int
        /// Start of the next line.
        var end: Int
        /// False for a last line without a line end.
        var isTerminated: Bool { end > textEnd }
        /// CRLF is the only line end of two bytes.
        var isCRLF: Bool { end - textEnd == 2 }
    }

    enum Step {
        case line(Line)
        /// The record would be longer than the limit; nothing has been handed out.
        case tooLong
        case end
    }

    private var file: InputFile
    private let chunkSize: Int
    private let onBytes: ((UnsafeRawBufferPointer) -> Void)?
    /// `nil` for UTF-8, which needs none.
    private var decoder: TextDecoder?
    private var raw: [UInt8] = []
    private var buffer: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    private var end: Int
    private var isAtEnd: Bool
    /// Bytes of the file read so far.
    private(set) var byteCount = 0
    private var recordStart = 0
    /// Start of the next line.
    private var position = 0
    /// First LF from `position` on, or `end`.
    private var lf = 0
    /// First CR from `crSearchedFrom` on, never before `position`, or `end`.
    private var cr = 0
    private var crSearchedFrom = 0

    /// - Parameter chunkSize: Bytes that are read at once.
    init(
        file: consuming InputFile,
        chunkSize: Int,
        encoding: TextEncoding,
        onBytes: ((UnsafeRawBufferPointer) -> Void)?
    ) {
        self.file = file
        self.chunkSize = chunkSize
        self.onBytes = onBytes
        decoder = encoding == .utf8 ? nil : TextDecoder(encoding)
        capacity = 2 * (encoding == .utf8 ? chunkSize : TextDecoder.capacity(for: chunkSize))
        buffer = .allocate(capacity: capacity + Self.slack)
        buffer.initialize(repeating: 0, count: capacity + Self.slack)
        end = 0
        isAtEnd = false
    }

    deinit {
        buffer.deallocate()
    }

    /// First byte of the current record; moves when a line is taken.
    var record: UnsafeMutablePointer<UInt8> { buffer + recordStart }

    /// Bytes of the current record that have been handed out.
    var recordLength: Int { position - recordStart }

    /// First byte that has not been handed out; `slack` bytes behind the last one can be read.
    var rest: UnsafePointer<UInt8> { UnsafePointer(buffer + position) }

    /// How many bytes have been read and not been handed out.
    var restCount: Int { end - position }

    /// Steps over a byte-order mark of UTF-8 at the start of the file.
    mutating func skipByteOrderMark() throws(Refusal) -> Bool {
        // A program that puts one in front of everything does so again when it saves the file once more.
        var start = 0
        while true {
            while end < start + 3, !isAtEnd { try fill() }
            guard TextBytes.isByteOrderMark(UnsafeBufferPointer(start: buffer, count: end), at: start) else { break }
            start += 3
        }
        guard start > 0 else { return false }
        seek(to: start)
        return true
    }

    /// Lets go of everything before the next line.
    mutating func beginRecord() {
        recordStart = position
    }

    /// Hands out the next line, unless the record would then have over `limit` bytes.
    mutating func nextLine(limit: Int) throws(Refusal) -> Step {
        while true {
            let stop = min(lf, cr)
            if stop < end {
                if stop - recordStart > limit { return .tooLong }
                var next = stop + 1
                if stop == cr {
                    if next == end, !isAtEnd {
                        try fill()
                        continue
                    }
                    if next < end, buffer[next] == 0x0A { next += 1 }
                }
                let line = Line(start: position - recordStart, textEnd: stop - recordStart, end: next - recordStart)
                advance(to: next)
                return .line(line)
            }
            if isAtEnd {
                if position == end { return .end }
                if end - recordStart > limit { return .tooLong }
                let line = Line(start: position - recordStart, textEnd: end - recordStart, end: end - recordStart)
                advance(to: end)
                return .line(line)
            }
            // Where the window ends with a line, only reading on tells whether there is another one.
            if position < end, end - recordStart > limit { return .tooLong }
            try fill()
        }
    }

    /// Hands out bytes of the rest, which end with a line.
    mutating func take(_ count: Int) {
        advance(to: position + count)
    }

    /// Reads more of the file behind the rest, unless the rest would then be longer than a record that is looked at as
    /// a whole.
    ///
    /// - Returns: Whether there is more to look at.
    mutating func readMore() throws(Refusal) -> Bool {
        guard !isAtEnd, restCount <= max(chunkSize, FastParser.leastRest) else { return false }
        recordStart = position
        try fill()
        return !isAtEnd
    }

    /// Steps over the next line however long it is, without keeping it.
    mutating func skipLine() throws(Refusal) {
        while true {
            let stop = min(lf, cr)
            if stop < end {
                var next = stop + 1
                if stop == cr {
                    if next == end, !isAtEnd {
                        try fill()
                        continue
                    }
                    if next < end, buffer[next] == 0x0A { next += 1 }
                }
                advance(to: next)
                return
            }
            advance(to: end)
            recordStart = end
            if isAtEnd { return }
            try fill()
        }
    }

    /// Goes back to a line of the current record.
    mutating func rewind(to offset: Int) {
        let target = recordStart + offset
        guard target < position else { return }
        position = target
        lf = firstIndex(of: 0x0A, from: target)
        if target < crSearchedFrom {
            cr = firstIndex(of: 0x0D, from: target)
            crSearchedFrom = target
        }
    }

    private mutating func seek(to target: Int) {
        recordStart = target
        position = target
        lf = firstIndex(of: 0x0A, from: target)
        cr = firstIndex(of: 0x0D, from: target)
        crSearchedFrom = target
    }

    @inline(__always)
    private mutating func advance(to next: Int) {
        position = next
        if lf < next { lf = firstIndex(of: 0x0A, from: next) }
        if cr < next {
            cr = firstIndex(of: 0x0D, from: next)
            crSearchedFrom = next
        }
    }

    @inline(__always)
    private func firstIndex(of byte: UInt8, from start: Int) -> Int {
        guard start < end, let found = memchr(buffer + start, Int32(byte), end - start) else { return end }
        return found - UnsafeMutableRawPointer(buffer)
    }

    /// Reads more of the file behind what is in the window.
    private mutating func fill() throws(Refusal) {
        let room = decoder == nil ? chunkSize : TextDecoder.capacity(for: chunkSize)
        if capacity - end < room, recordStart > 0 { moveToFront() }
        if capacity - end < room { grow() }
        let old = end
        if decoder == nil {
            let count = try file.read(into: buffer + end, count: chunkSize)
            if count == 0 {
                isAtEnd = true
                return
            }
            onBytes?(UnsafeRawBufferPointer(start: buffer + end, count: count))
            byteCount += count
            end += count
        } else {
            try fillDecoded()
        }
        if lf == old { lf = firstIndex(of: 0x0A, from: old) }
        if cr == old { cr = firstIndex(of: 0x0D, from: old) }
    }

    private mutating func fillDecoded() throws(Refusal) {
        if raw.isEmpty { raw = [UInt8](repeating: 0, count: chunkSize) }
        var result: Result<Int, Refusal> = .success(0)
        raw.withUnsafeMutableBufferPointer { raw in
            guard let base = raw.baseAddress else { return }
            do throws(Refusal) {
                result = .success(try file.read(into: base, count: chunkSize))
            } catch {
                result = .failure(error)
            }
        }
        let count = try result.get()
        isAtEnd = count == 0
        let target = buffer + end
        let written = raw.withUnsafeBufferPointer { raw in
            let piece = UnsafeBufferPointer(rebasing: raw[..<count])
            if count > 0 { onBytes?(UnsafeRawBufferPointer(piece)) }
            return decoder?.decode(piece, to: target, isLast: isAtEnd) ?? 0
        }
        byteCount += count
        end += written
    }

    private mutating func moveToFront() {
        memmove(buffer, buffer + recordStart, end - recordStart)
        end -= recordStart
        position -= recordStart
        lf -= recordStart
        cr -= recordStart
        crSearchedFrom -= recordStart
        recordStart = 0
    }

    private mutating func grow() {
        capacity *= 2
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + Self.slack)
        larger.initialize(from: buffer, count: end)
        (larger + end).initialize(repeating: 0, count: capacity + Self.slack - end)
        buffer.deallocate()
        buffer = larger
    }
}
