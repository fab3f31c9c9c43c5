import ShelterModel

/// Takes one record at a time from a window of lines, and judges it.
///
/// The parser is given one physical line at a time. So it is known after each line whether the record has ended, where
/// it began, and, after a fault, where the line after its first one begins: reading goes on there. No line is parsed
/// more than twice: a line that turns "inside quotes" on from outside turns it off from inside, so a second scan from
/// the next line cannot run past the line where the first one stopped.
///
/// Records that nothing is special about are taken by `FastParser` before libcsv sees them, many at a time. Which of the
/// two parsers read a record cannot be told from what comes out.
struct RecordScanner: ~Copyable {
    enum Step {
        case record
        /// The row is in `rejected`.
        case setAside
        case end
    }

    struct Limits {
        var field: Int
        var row: Int
    }

    /// The bytes that the file may hold although its encoding has no meaning for them.
    enum Suspicion {
        case none
        case invalidUTF8
        case undefinedByte
    }

    let displayName: String
    let limits: Limits
    /// Tested in every record; `none` if the whole file is known to be good.
    let suspicion: Suspicion
    /// Header of each column, for the places of messages; empty while the header itself is read.
    var header: [String] = []
    /// Whether records may have any number of cells.
    var keepsRaggedRows = false
    /// Whether a blank line is a record with one empty cell.
    var keepsBlankLines = false
    /// Cells that a row should have, for `repair`.
    var expectedCells = 0
    /// Whether rows whose quotes make no sense are divided into the expected number of cells, if that can be done.
    var repairsQuotes = false
    let repair: QuoteRepair?
    /// Fewest cells that a record must have.
    var required = 0

    var sink: FieldSink
    var window: LineWindow
    var parser: CSVParser
    /// `nil` if it does not understand the dialect, or only libcsv is wanted.
    let fastParser: FastParser?
    /// Bytes of the record that `FastParser` left in the sink to be looked at.
    private var recordToJudge: Int?
    /// Bytes of the records that each parser read.
    private(set) var parsed = ParsedBytes()
    /// Bytes of the header, if rows like it are looked for; -1 if not.
    var headerBytes = -1
    var scratch: [UInt8] = []
    /// Rewrites every line; `nil` if libcsv reads the dialect as it is.
    private var rewriter: DialectRewriter?
    /// Rewrites the lines that libcsv refuses for a quote in an unquoted field, if such quotes are text.
    private var strayRewriter: DialectRewriter?
    private var isRewritingStray = false
    /// Quotes of the record that were kept as text although they should have been doubled or enclosed.
    var strayQuotes = 0

    /// Line on which the current record begins.
    private(set) var line = 0
    var lastLine = 0
    /// For a record with line breaks: how many lines below its first each field begins.
    var lineOffsets: [Int32] = []
    var rejected: SetAsideRow?
    /// The second line of the record under way.
    var second: LineWindow.Line?
    /// Whether the row was set aside because of its quotes.
    var isAbandoned = false
    var endings = Endings()

    /// The line ends that records had so far.
    struct Endings {
        var lf = false
        var crlf = false
        var cr = false

        var kind: LineEnding {
            switch (lf, crlf, cr) {
            case (_, false, false): .lf
            case (false, true, false): .crlf
            case (false, false, true): .cr
            default: .mixed
            }
        }
    }

    init(
        window: consuming LineWindow,
        displayName: String,
        dialect: Dialect,
        suspicion: Suspicion,
        limits: Limits,
        columns: Int,
        parsers: CSVOptions.Parsers
    ) {
        self.window = window
        self.displayName = displayName
        self.suspicion = suspicion
        self.limits = limits
        sink = FieldSink(columns: columns)
        let delimiter = Array((dialect.delimiter ?? "").utf8)
        let quote = dialect.quote?.utf8.first
        let escape = dialect.escape?.utf8.first
        let isPlain =
            delimiter.count <= 1 && quote == UInt8(ascii: "\"") && escape == quote && !dialect.skipsBlanks
            && !dialect.mergesBlanks && delimiter.first != quote
        func rewriter(quote: UInt8?, keepsStrayQuotes: Bool, written: UInt8) -> DialectRewriter {
            DialectRewriter(
                delimiter: delimiter,
                quote: quote,
                escape: escape == quote ? nil : escape,
                skipsBlanks: dialect.skipsBlanks,
                merges: dialect.mergesBlanks,
                keepsStrayQuotes: keepsStrayQuotes,
                written: written
            )
        }
        // Columns of padded text are too easily taken for others.
        repair =
            dialect.mergesBlanks
            ? nil
            : quote.map {
                QuoteRepair(
                    delimiter: delimiter,
                    quote: $0,
                    escape: escape == $0 ? nil : escape,
                    skipsBlanks: dialect.skipsBlanks,
                    written: isPlain && !delimiter.isEmpty ? delimiter[0] : DialectRewriter.delimiter
                )
            }
        // What `FastParser` takes means the same with and without the rewriting.
        let isDoubled = quote == nil || escape == quote
        fastParser =
            parsers == .both && isDoubled && delimiter.count == 1 && !dialect.skipsBlanks && !dialect.mergesBlanks
                && delimiter[0] < 0x80
                && delimiter[0] != quote && delimiter[0] != 0x0A && delimiter[0] != 0x0D
            ? FastParser(delimiter: delimiter[0], quote: quote) : nil
        // One column has no delimiter; libcsv must have one.
        if isPlain, let only = delimiter.first {
            parser = CSVParser(delimiter: only)
            if dialect.keepsStrayQuotes {
                strayRewriter = rewriter(quote: quote, keepsStrayQuotes: true, written: only)
            }
        } else {
            parser = CSVParser(delimiter: DialectRewriter.delimiter)
            self.rewriter = rewriter(
                quote: quote,
                keepsStrayQuotes: dialect.keepsStrayQuotes,
                written: DialectRewriter.delimiter
            )
        }
    }

    /// Steps over one line before the first record.
    mutating func skipLine() throws(Refusal) {
        try window.skipLine()
        lastLine += 1
    }

    /// Takes records into `sink` and `batch` as long as nothing is special about them; `next` gives the one after them.
    ///
    /// - Parameters:
    ///   - rows: Most records that are taken.
    ///   - bytes: No further record is begun once the sink holds this many bytes.
    ///   - endLine: The first line whose record is left to `next`.
    /// - Returns: The number of records taken.
    mutating func takePlainRecords(
        into batch: inout RecordBatch,
        rows: Int,
        bytes: Int,
        endLine: Int
    ) throws(Refusal) -> Int {
        guard let fastParser, recordToJudge == nil else { return 0 }
        var run = FastParser.Run(
            rows: rows,
            byteLimit: bytes,
            endLine: endLine,
            recordLimit: min(limits.field, limits.row),
            cells: header.count,
            headerBytes: headerBytes,
            looksAtAll: suspicion != .none,
            keepsBlankLines: keepsBlankLines,
            line: lastLine
        )
        while true {
            run.breaks.removeAll(keepingCapacity: true)
            let stop = fastParser.take(window.rest, window.restCount, to: &sink, &batch, &run)
            window.take(run.taken)
            parsed.fast += run.taken
            lastLine = run.line
            switch stop {
            case .incomplete:
                if try window.readMore() { continue }
            case .record:
                beginRecordToJudge(run)
            case .full, .odd:
                break
            }
            if run.hasLF { endings.lf = true }
            if run.hasCRLF { endings.crlf = true }
            return rows - run.rows
        }
    }

    private mutating func beginRecordToJudge(_ run: FastParser.Run) {
        window.beginRecord()
        window.take(run.record)
        parsed.fast += run.record
        recordToJudge = run.record
        line = run.line + 1
        lastLine = line + run.breaks.count
        strayQuotes = 0
        second = nil
        isAbandoned = false
        if !lineOffsets.isEmpty { lineOffsets.removeAll() }
        guard !run.breaks.isEmpty else { return }
        for (number, cells) in run.breaks.enumerated() {
            // The cell in which the line breaks has begun before.
            while lineOffsets.count <= Int(cells) { lineOffsets.append(Int32(number)) }
        }
        while lineOffsets.count < sink.cells { lineOffsets.append(Int32(run.breaks.count)) }
        trimLineOffsets()
    }

    /// Reads the next record into `sink`; blank lines are no records.
    mutating func next() throws(Refusal) -> Step {
        if let bytes = recordToJudge {
            recordToJudge = nil
            return keepingText(of: judge(bytes))
        }
        while true {
            window.beginRecord()
            switch try window.nextLine(limit: limits.row) {
            case .end:
                return .end
            case .tooLong:
                try window.skipLine()
                lastLine += 1
                line = lastLine
                sink.beginRecord()
                return reject("csv.row-too-long", cell: nil, ["limit": .integer(limits.row)])
            case .line(let first):
                lastLine += 1
                if first.textEnd == first.start, !keepsBlankLines { continue }
                line = lastLine
                if first.textEnd == first.start { return readBlank(first) }
                let step = try read(from: first)
                parsed.reference += window.recordLength
                if mayRepair(step), divide(first) { return judge(first.end - first.start) }
                return keepingText(of: step)
            }
        }
    }

    private mutating func keepingText(of step: Step) -> Step {
        if keepsRaggedRows, case .setAside = step {
            let text = rawText()
            rejected?.cells = [text]
        }
        return step
    }

    /// The row that was set aside, without its line end.
    private func rawText() -> String {
        var bytes = UnsafeBufferPointer(start: window.record, count: window.recordLength)
        while let last = bytes.last, last == 0x0A || last == 0x0D {
            bytes = UnsafeBufferPointer(rebasing: bytes.dropLast())
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func readBlank(_ line: LineWindow.Line) -> Step {
        sink.beginRecord()
        strayQuotes = 0
        if !lineOffsets.isEmpty { lineOffsets.removeAll() }
        sink.take(nil, 0)
        note(line)
        return .record
    }

    private mutating func read(from first: LineWindow.Line) throws(Refusal) -> Step {
        sink.beginRecord()
        strayQuotes = 0
        second = nil
        isAbandoned = false
        isRewritingStray = false
        rewriter?.beginRecord()
        if !lineOffsets.isEmpty { lineOffsets.removeAll() }
        var fed = 0
        var last = first
        var openSince = first.end
        if let fault = feed(first, fed: &fed) {
            guard fault == .quoteInUnquotedField, strayRewriter != nil else { return try abandon(first, fault) }
            parser.reset()
            sink.dropRecord()
            sink.beginRecord()
            strayRewriter?.beginRecord()
            isRewritingStray = true
            fed = 0
            if let fault = feed(first, fed: &fed) { return try abandon(first, fault) }
        }
        if !sink.recordEnded, first.isTerminated { noteFields(at: 0) }
        while !sink.recordEnded {
            if !last.isTerminated {
                if parser.finish(into: &sink) { break }
                return abandon(first, "csv.quote-left-open")
            }
            switch try window.nextLine(limit: limits.row) {
            case .end:
                return abandon(first, "csv.quote-left-open")
            case .line(let next) where next.textEnd - openSince <= limits.field:
                lastLine += 1
                if second == nil { second = next }
                let cells = sink.cells
                last = next
                let fault = feed(next, fed: &fed)
                noteFields(at: Int32(lastLine - line))
                if let fault { return try abandon(first, fault) }
                if sink.cells > cells { openSince = next.end }
            case .line, .tooLong:
                return abandon(first, "csv.quote-too-far", ["limit": .integer(min(limits.field, limits.row))])
            }
        }
        if !lineOffsets.isEmpty { trimLineOffsets() }
        if last.isTerminated { note(last) }
        return judge(fed)
    }

    /// Gives one line to the parser. `fed` counts the bytes of the record so far.
    @inline(__always)
    private mutating func feed(_ line: LineWindow.Line, fed: inout Int) -> CSVParser.Fault? {
        let start = window.record + line.start
        let count = line.end - line.start
        if rewriter == nil, !isRewritingStray {
            fed += count
            sink.reserve(fed)
            return parser.parse(start, count: count, into: &sink)
        }
        let bytes = UnsafeBufferPointer(start: start, count: count)
        return feedRewritten(bytes, textEnd: line.textEnd - line.start, fed: &fed)
    }

    private mutating func feedRewritten(
        _ bytes: UnsafeBufferPointer<UInt8>,
        textEnd: Int,
        fed: inout Int
    ) -> CSVParser.Fault? {
        let needed = DialectRewriter.capacity(for: bytes.count)
        if scratch.count < needed { scratch = [UInt8](repeating: 0, count: needed) }
        var count = 0
        var fault: CSVParser.Fault?
        scratch.withUnsafeMutableBufferPointer { scratch in
            guard let target = scratch.baseAddress else { return }
            if isRewritingStray {
                count = strayRewriter?.rewrite(bytes, textEnd: textEnd, to: target) ?? 0
                strayQuotes = strayRewriter?.strayQuotes ?? 0
            } else {
                count = rewriter?.rewrite(bytes, textEnd: textEnd, to: target) ?? 0
                strayQuotes = rewriter?.strayQuotes ?? 0
            }
            fed += count
            sink.reserve(fed)
            fault = parser.parse(target, count: count, into: &sink)
        }
        return fault
    }

    /// Notes that the fields which began since the last call began this many lines below the record's first.
    private mutating func noteFields(at offset: Int32) {
        // The field under way has begun too.
        let begun = min(sink.cells, sink.columns) + 1
        while lineOffsets.count < begun { lineOffsets.append(offset) }
    }

    /// Leaves one offset for each field that the record has or will be given.
    private mutating func trimLineOffsets() {
        lineOffsets.removeLast(max(0, lineOffsets.count - min(sink.cells, sink.columns)))
        while lineOffsets.count < header.count, let last = lineOffsets.last { lineOffsets.append(last) }
    }
}
