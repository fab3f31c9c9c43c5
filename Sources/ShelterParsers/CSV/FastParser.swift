import ShelterModel

/// Parses records that nothing is special about, several times as fast as libcsv.
///
/// libcsv stays the parser that says what a file means. This one takes what both understand alike: delimiters of one
/// byte, doubled quotes, LF and CRLF, blank lines, cells of several lines. Everything else it leaves where it begins:
/// quotes in unquoted cells, text after quotes, CR alone, quotes left open, records that are cut off or very long.
///
/// It looks at 64 bytes at a time and steps from special byte to special byte (delimiter, quote, CR, LF); whatever is
/// between two of them is copied in one piece.
struct FastParser {
    /// Bytes that are looked at in one step; so many behind the last one must be readable.
    static let blockSize = 64
    /// A record of at most so many bytes is waited for, however little is read at once.
    static let leastRest = 4096

    private static let lf = UInt8(ascii: "\n")
    private static let cr = UInt8(ascii: "\r")

    let delimiter: UInt8
    /// LF, which is looked at first, if there are no quotes.
    private let quote: UInt8

    /// - Parameters:
    ///   - delimiter: No quote and no line end.
    ///   - quote: `nil` if quotes are plain text.
    init(delimiter: UInt8, quote: UInt8?) {
        self.delimiter = delimiter
        self.quote = quote ?? Self.lf
    }

    /// Why a run ended.
    enum Stop {
        /// As many records or bytes as were asked for have been taken.
        case full
        /// A record stands in the sink, and somebody has to look at it: see `Run.record`.
        case record
        /// The bytes end before the record does.
        case incomplete
        /// The next record is not for this parser.
        case odd
    }

    /// What a run is told, and what it came to.
    struct Run {
        /// Most records that are taken.
        var rows: Int
        /// No further record is begun once the sink holds this many bytes.
        var byteLimit: Int
        /// Records that begin on this line or below it are not taken.
        var endLine: Int
        /// Longer records are not taken.
        var recordLimit: Int
        /// Records with another number of cells have to be looked at.
        var cells: Int
        /// Records whose cells have so many bytes, or those of a byte-order mark more, have to be looked at; -1 for none.
        var headerBytes = -1
        var markedHeaderBytes: Int { headerBytes < 0 ? -1 : headerBytes &+ 3 }
        /// Whether every record has to be looked at.
        var looksAtAll = false
        /// Whether a blank line is a record.
        var keepsBlankLines = false

        /// Lines up to the end of what was taken.
        var line: Int
        /// Bytes of the records and blank lines that were taken.
        var taken = 0
        /// The record to look at follows them, with its bytes; its lines are not counted yet.
        var record = 0
        /// For each line break inside that record: the number of its cells that end before.
        var breaks: [Int32] = []
        /// The line ends of what was taken, the record to look at included.
        var hasLF = false
        var hasCRLF = false
    }

    /// Where the parser is in a cell.
    private enum State {
        /// Outside quotes.
        case plain
        case quoted
        /// After a quote that either ends the cell or is the first of two.
        case closed
    }

    /// Takes records as long as nothing is special about them.
    ///
    /// Records that need no look go to `batch` and the sink; the one to look at goes to the sink alone.
    ///
    /// - Parameters:
    ///   - source: Begins with a record.
    ///   - available: Bytes of `source`; `blockSize` more can be read.
    func take(
        _ source: UnsafePointer<UInt8>,
        _ available: Int,
        to sink: inout FieldSink,
        _ batch: inout RecordBatch,
        _ run: inout Run
    ) -> Stop {
        // Cells never have more bytes than the text they are read from; copying in blocks writes a little past them.
        sink.reserve(forFurther: available)
        let raw = UnsafeRawPointer(source)
        let target = UnsafeMutableRawPointer(sink.bytes)
        var ends = sink.ends
        // A block adds at most one cell for each of its bytes.
        var lastBlockField = sink.endCapacity - Self.blockSize
        let (delimiter, quote) = (delimiter, quote)
        let columns = sink.columns
        var out = sink.byteCount
        var field = sink.fieldCount
        // Of the current record.
        var recordStart = 0
        var recordOut = out
        var firstField = field
        // Begin of the current cell, of the part of a quoted cell that is not copied, and the place after its quote.
        var start = 0
        var part = 0
        var afterQuote = 0
        var state = State.plain
        var rows = run.rows
        var stop = Stop.incomplete
        let specials = SpecialBytes(delimiter, quote, Self.lf, Self.cr)
        var base = 0
        reading: while base < available {
            var bits = specials.bits(raw + base)
            let left = available &- base
            if left < Self.blockSize { bits &= (1 &<< UInt64(left)) &- 1 }
            if field > lastBlockField {
                sink.growEnds(keeping: field)
                ends = sink.ends
                lastBlockField = sink.endCapacity - Self.blockSize
            }
            while bits != 0 {
                let position = base &+ bits.trailingZeroBitCount
                bits &= bits &- 1
                let byte = source[position]
                if byte == delimiter {
                    switch state {
                    case .plain:
                        Self.copy(raw + start, position &- start, to: target + out)
                        out &+= position &- start
                    case .quoted:
                        continue
                    case .closed:
                        guard position == afterQuote else {
                            stop = .odd
                            break reading
                        }
                        let count = position &- 1 &- part
                        Self.copy(raw + part, count, to: target + out)
                        out &+= count
                        if position &- start == 2 { sink.noteQuotedEmpty(field) }
                        state = .plain
                    }
                    ends[field] = out
                    field &+= 1
                    start = position &+ 1
                } else if byte == Self.lf {
                    let next = position &+ 1
                    let isCRLF = position > start && source[position &- 1] == Self.cr
                    switch state {
                    case .quoted:
                        run.breaks.append(Int32(truncatingIfNeeded: field &- firstField))
                        continue
                    case .plain:
                        let end = isCRLF ? position &- 1 : position
                        if end == recordStart {
                            if run.keepsBlankLines {
                                stop = .odd
                                break reading
                            }
                            run.line += 1
                            recordStart = next
                            start = next
                            continue
                        }
                        Self.copy(raw + start, end &- start, to: target + out)
                        out &+= end &- start
                    case .closed:
                        guard position == afterQuote else {
                            stop = .odd
                            break reading
                        }
                        let end = isCRLF ? position &- 1 : position
                        let count = end &- 1 &- part
                        Self.copy(raw + part, count, to: target + out)
                        out &+= count
                        if end &- start == 2 { sink.noteQuotedEmpty(field) }
                        state = .plain
                    }
                    ends[field] = out
                    field &+= 1
                    start = next
                    let cells = field &- firstField
                    if cells > columns || run.line + 1 >= run.endLine || next &- recordStart > run.recordLimit {
                        stop = .odd
                        break reading
                    }
                    if isCRLF { run.hasCRLF = true } else { run.hasLF = true }
                    if cells != run.cells || out == recordOut || out &- recordOut == run.headerBytes
                        || out &- recordOut == run.markedHeaderBytes || run.looksAtAll
                        || !run.breaks.isEmpty
                    {
                        run.record = next &- recordStart
                        stop = .record
                        break reading
                    }
                    run.line += 1
                    batch.lines.append(run.line)
                    batch.recordEnds.append(field)
                    recordStart = next
                    recordOut = out
                    firstField = field
                    rows &-= 1
                    if rows <= 0 || out >= run.byteLimit {
                        stop = .full
                        break reading
                    }
                } else if byte == quote {
                    switch state {
                    case .plain:
                        guard position == start else {
                            stop = .odd
                            break reading
                        }
                        state = .quoted
                        part = position &+ 1
                    case .quoted:
                        state = .closed
                        afterQuote = position &+ 1
                    case .closed:
                        guard position == afterQuote else {
                            stop = .odd
                            break reading
                        }
                        // Two quotes are one.
                        Self.copy(raw + part, position &- part, to: target + out)
                        out &+= position &- part
                        part = position &+ 1
                        state = .quoted
                    }
                } else {
                    // CR, which is for libcsv if it stands alone.
                    guard position &+ 1 < available else { break reading }
                    guard source[position &+ 1] == Self.lf, state != .closed || position == afterQuote else {
                        stop = .odd
                        break reading
                    }
                    afterQuote = position &+ 1
                }
            }
            base &+= Self.blockSize
        }
        run.taken = recordStart
        run.rows = rows
        if stop == .record {
            sink.setRecord(start: recordOut, firstField: firstField, byteCount: out, fieldCount: field)
        } else {
            sink.setRecord(start: recordOut, firstField: firstField, byteCount: recordOut, fieldCount: firstField)
        }
        return stop
    }

    /// Copies a cell; up to `FieldSink.stride` bytes past it are read and written as well.
    @inline(__always)
    private static func copy(_ source: UnsafeRawPointer, _ count: Int, to target: UnsafeMutableRawPointer) {
        target.storeBytes(of: source.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
        if count > FieldSink.stride { target.copyMemory(from: source, byteCount: count) }
    }
}

/// Looks for four bytes at once.
struct SpecialBytes {
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

    init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
        self.first = UInt64(first) &* Self.ones
        self.second = UInt64(second) &* Self.ones
        self.third = UInt64(third) &* Self.ones
        self.fourth = UInt64(fourth) &* Self.ones
    }

    /// One bit for each of 64 bytes, the first one lowest: whether it is one of the four.
    @inline(__always)
    func bits(_ bytes: UnsafeRawPointer) -> UInt64 {
        eight(bytes, 0) | eight(bytes, 8) | eight(bytes, 16) | eight(bytes, 24) | eight(bytes, 32) | eight(bytes, 40)
            | eight(bytes, 48) | eight(bytes, 56)
    }

    /// The bits of eight bytes, where they belong among the 64.
    @inline(__always)
    private func eight(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
        // The high bit of each byte that is none of the four.
        let others =
            Self.nonzero(word ^ first) & Self.nonzero(word ^ second) & Self.nonzero(word ^ third)
            & Self.nonzero(word ^ fourth)
        let found = ~(others | Self.low) &>> 7
        // Bit 0 of byte k comes to bit 56 + k: no two of the shifted bits meet, so that nothing is carried.
        return ((found &* 0x0102_0408_1020_4080) &>> 56) &<< UInt64(offset)
    }

    /// The high bit of each byte that is not 0; the other bits mean nothing.
    @inline(__always)
    private static func nonzero(_ word: UInt64) -> UInt64 {
        ((word & low) &+ low) | word
    }
}
