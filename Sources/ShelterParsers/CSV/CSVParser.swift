import CLibCSV

/// Owns one libcsv parser; the only place that knows libcsv.
struct CSVParser: ~Copyable {
    /// Why libcsv stopped before the end of its input.
    enum Fault {
        case quoteInUnquotedField
        case textAfterQuote
        case outOfMemory
    }

    /// libcsv's own buffer grows by this many bytes; never less than `FieldSink.stride`.
    private static let blockSize = 4096
    // Without STRICT, stray quotes pass, and STRICT_FINI has no effect; without STRICT_FINI, a quote left open
    // swallows the rest of the file; without EMPTY_IS_NULL, nothing and "" are the same.
    private static let options = UInt8(CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL)

    private let parser: UnsafeMutablePointer<csv_parser>
    private let delimiter: UInt8
    /// Whether libcsv would drop blanks at the edges of fields.
    private var isTrimming = true

    init(delimiter: UInt8) {
        self.delimiter = delimiter
        parser = .allocate(capacity: 1)
        parser.initialize(to: csv_parser())
        start()
    }

    deinit {
        csv_free(parser)
        parser.deallocate()
    }

    private mutating func start() {
        // Fails only for a null pointer.
        _ = csv_init(parser, Self.options)
        csv_set_delim(parser, delimiter)
        csv_set_blk_size(parser, Self.blockSize)
        isTrimming = true
    }

    /// Forgets everything: after a fault, or a quote left open, the next byte begins a record.
    mutating func reset() {
        csv_free(parser)
        start()
    }

    /// Parses bytes that hold at most one end of a record, as one physical line does.
    ///
    /// `sink` must have room for every byte since the record began.
    mutating func parse(_ bytes: UnsafeMutablePointer<UInt8>, count: Int, into sink: inout FieldSink) -> Fault? {
        keepBlanks(bytes, count)
        // A typed pointer to a struct: a class context costs 1.6 times as much in the callback.
        let parsed = withUnsafeMutablePointer(to: &sink) { context in
            csv_parse(parser, bytes, count, takeField, takeRecord, context)
        }
        if parsed == count { return nil }
        guard csv_error(parser) == CSV_EPARSE else { return .outOfMemory }
        return parser.pointee.quoted != 0 ? .textAfterQuote : .quoteInUnquotedField
    }

    /// Switches trimming off if there is something to trim.
    ///
    /// Switched off, libcsv calls a function for nearly every byte, which costs it a third more time.
    @inline(__always)
    private mutating func keepBlanks(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) {
        let mayTrim = !BlankSearch(delimiter: delimiter).hasBlankAtEdge(UnsafePointer(bytes), count)
        if mayTrim == isTrimming { return }
        isTrimming = mayTrim
        // No byte is a space then.
        csv_set_space_func(parser, mayTrim ? nil : { _ in 0 })
    }

    /// Ends a last record that has no line end.
    ///
    /// - Returns: `false` if a quote is still open.
    mutating func finish(into sink: inout FieldSink) -> Bool {
        withUnsafeMutablePointer(to: &sink) { context in
            csv_fini(parser, takeField, takeRecord, context)
        } == 0
    }
}

@inline(__always)
private func takeField(_ text: UnsafeMutableRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    context.assumingMemoryBound(to: FieldSink.self).pointee.take(text, count)
}

private func takeRecord(_ terminator: Int32, _ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    context.assumingMemoryBound(to: FieldSink.self).pointee.recordEnded = true
}
