/// Gathers the fields of a batch; owns the memory they are written to.
///
/// Writes go through plain pointers without a test of the room, so `reserve` must come before parsing. Both parsers write
/// to it: libcsv through `take`, `FastParser` through the pointers themselves.
struct FieldSink: ~Copyable {
    /// Short fields are copied in one piece of this many bytes, which may write past their end.
    static let stride = 16

    /// Fields beyond this many are counted, but not kept.
    var columns: Int
    /// Set by the parser when a record is complete.
    var recordEnded = false
    /// Fields of the current record, kept or not.
    private(set) var cells = 0
    /// Whether a field that is not kept had bytes.
    private(set) var hasExtraText = false
    private(set) var byteCount = 0
    private(set) var fieldCount = 0
    private(set) var recordStart = 0
    private(set) var firstField = 0

    /// Text of all fields; holds `byteCapacity` bytes, of which `byteCount` are in use.
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private var byteCapacity: Int
    /// End of each field; holds `endCapacity` of them, of which `fieldCount` are in use.
    private(set) var ends: UnsafeMutablePointer<Int>
    private(set) var endCapacity: Int
    private var quotedEmpty: [Int] = []
    private var firstQuotedEmpty = 0

    init(columns: Int) {
        self.columns = columns
        byteCapacity = 1 << 16
        bytes = .allocate(capacity: byteCapacity)
        endCapacity = 1 << 10
        ends = .allocate(capacity: endCapacity)
    }

    deinit {
        bytes.deallocate()
        ends.deallocate()
    }

    mutating func beginRecord() {
        recordStart = byteCount
        firstField = fieldCount
        firstQuotedEmpty = quotedEmpty.count
        cells = 0
        hasExtraText = false
        recordEnded = false
        if fieldCount + columns > endCapacity { growEnds(to: fieldCount + columns) }
    }

    /// Makes room for a record of which `count` bytes have been parsed or will be.
    @inline(__always)
    mutating func reserve(_ count: Int) {
        let needed = recordStart + count + Self.stride
        if needed > byteCapacity { growBytes(to: needed) }
    }

    /// Makes room for fields with so many bytes behind what is there, and for writing `stride` bytes past them.
    mutating func reserve(forFurther count: Int) {
        let needed = byteCount + count + Self.stride
        if needed > byteCapacity { growBytes(to: needed) }
    }

    /// Makes room for more fields behind the first `count`, which have been written.
    mutating func growEnds(keeping count: Int) {
        fieldCount = count
        growEnds(to: count + 1)
    }

    /// Notes that a field is written as `""`.
    mutating func noteQuotedEmpty(_ field: Int) {
        quotedEmpty.append(field)
    }

    /// Takes over what has been written through the pointers: whole records, and the current one behind them.
    ///
    /// - Parameters:
    ///   - start: End of the whole records in `bytes`.
    ///   - firstField: End of the whole records in `ends`.
    ///   - byteCount: End of the current record in `bytes`; `start` if there is none.
    ///   - fieldCount: End of the current record in `ends`; `firstField` if there is none.
    mutating func setRecord(start: Int, firstField: Int, byteCount: Int, fieldCount: Int) {
        recordStart = start
        self.firstField = firstField
        self.byteCount = byteCount
        self.fieldCount = fieldCount
        cells = fieldCount - firstField
        hasExtraText = false
        recordEnded = cells > 0
        while let last = quotedEmpty.last, last >= fieldCount { quotedEmpty.removeLast() }
        firstQuotedEmpty = quotedEmpty.count
        while firstQuotedEmpty > 0, quotedEmpty[firstQuotedEmpty - 1] >= firstField { firstQuotedEmpty -= 1 }
    }

    /// Whether the current record is ASCII without NUL.
    var recordIsPlain: Bool {
        let text = UnsafeBufferPointer(start: bytes + recordStart, count: byteCount - recordStart)
        return TextBytes.plainPrefix(text) == text.count
    }

    /// Forgets the current record.
    mutating func dropRecord() {
        byteCount = recordStart
        fieldCount = firstField
        quotedEmpty.removeSubrange(firstQuotedEmpty...)
    }

    /// Adds empty fields until the record has one for each column.
    mutating func padRecord() {
        while fieldCount < firstField + columns {
            ends[fieldCount] = byteCount
            fieldCount += 1
        }
    }

    @inline(__always)
    mutating func take(_ text: UnsafeMutableRawPointer?, _ count: Int) {
        let cell = cells
        cells = cell &+ 1
        guard cell < columns else {
            if count > 0 { hasExtraText = true }
            return
        }
        if let text {
            let target = UnsafeMutableRawPointer(bytes + byteCount)
            if count <= Self.stride {
                if count == 0 {
                    noteQuotedEmpty(fieldCount)
                } else {
                    // `text` is the start of a block of at least this size.
                    target.storeBytes(of: text.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
                }
            } else {
                target.copyMemory(from: text, byteCount: count)
            }
            byteCount &+= count
        }
        ends[fieldCount] = byteCount
        fieldCount &+= 1
    }

    /// The kept bytes of one field of the current record.
    func field(_ number: Int) -> UnsafeBufferPointer<UInt8> {
        let start = number == 0 ? recordStart : ends[firstField + number - 1]
        return UnsafeBufferPointer(start: bytes + start, count: ends[firstField + number] - start)
    }

    /// The kept fields of the current record.
    func recordTexts() -> [String] {
        (0..<(fieldCount - firstField)).map { String(decoding: field($0), as: UTF8.self) }
    }

    /// Cells of the current record up to the last one with text.
    var cellsUpToText: Int {
        var count = fieldCount - firstField
        while count > 0, field(count - 1).isEmpty { count -= 1 }
        return count
    }

    /// Moves everything gathered into `batch`, and starts anew.
    mutating func empty(into batch: inout RecordBatch) {
        batch.bytes = Array(UnsafeBufferPointer(start: bytes, count: byteCount))
        batch.fieldEnds = Array(UnsafeBufferPointer(start: ends, count: fieldCount))
        batch.quotedEmpty = quotedEmpty
        quotedEmpty = []
        byteCount = 0
        fieldCount = 0
        beginRecord()
    }

    @inline(never)
    private mutating func growBytes(to needed: Int) {
        byteCapacity = max(needed, byteCapacity * 2)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: byteCapacity)
        larger.update(from: bytes, count: byteCount)
        bytes.deallocate()
        bytes = larger
    }

    @inline(never)
    private mutating func growEnds(to needed: Int) {
        // One block more than asked for, so that a block of `FastParser` always fits.
        endCapacity = max(needed + FastParser.blockSize, endCapacity * 2)
        let larger = UnsafeMutablePointer<Int>.allocate(capacity: endCapacity)
        larger.update(from: ends, count: fieldCount)
        ends.deallocate()
        ends = larger
    }
}
