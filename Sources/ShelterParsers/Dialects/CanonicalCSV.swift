public import ShelterModel

/// Writes a table as UTF-8, RFC 4180, with commas and the header row first.
public struct CanonicalCSV: TableSink {
    /// A piece of the file is written once it may have this many bytes, so that it stays in the cache of the processor.
    private static let pieceSize = 1 << 20

    private let write: ([UInt8]) throws(Refusal) -> Void

    /// - Parameter write: Is given the file, piece by piece.
    public init(write: @escaping ([UInt8]) throws(Refusal) -> Void) {
        self.write = write
    }

    public mutating func begin(_ columns: [ExportColumn]) throws(Refusal) {
        try write(Self.record(columns.map(\.name)))
    }

    public mutating func add(_ batch: RecordBatch) throws(Refusal) {
        var record = 0
        while record < batch.recordCount {
            let first = record
            var most = Self.most(first, of: batch)
            record += 1
            while record < batch.recordCount {
                let more = Self.most(record, of: batch)
                if most + more > Self.pieceSize { break }
                most += more
                record += 1
            }
            try write(Self.encode(first..<record, of: batch, most: most))
        }
    }

    /// Most bytes that a record can become: quotes at most double a cell.
    private static func most(_ record: Int, of batch: RecordBatch) -> Int {
        let fields = batch.fields(of: record)
        let start = fields.lowerBound == 0 ? 0 : batch.fieldEnds[fields.lowerBound - 1]
        let end = fields.isEmpty ? start : batch.fieldEnds[fields.upperBound - 1]
        return (end - start) * 2 + fields.count * 3 + 2
    }

    private static func encode(
        _ records: Range<Int>,
        of batch: RecordBatch,
        most: Int,
        delimiter: UInt8 = UInt8(ascii: ",")
    ) -> [UInt8] {
        // Cells are copied in blocks, which may write past them.
        [UInt8](unsafeUninitializedCapacity: most + 24) { target, count in
            guard let base = target.baseAddress else { return }
            batch.bytes.withUnsafeBufferPointer { text in
                batch.fieldEnds.withUnsafeBufferPointer { ends in
                    count = encode(records, of: batch, text, ends, delimiter: delimiter, to: base)
                }
            }
        }
    }

    public mutating func finish() throws(Refusal) {}

    /// - Returns: The number of bytes written.
    private static func encode(
        _ records: Range<Int>,
        of batch: RecordBatch,
        _ text: UnsafeBufferPointer<UInt8>,
        _ ends: UnsafeBufferPointer<Int>,
        delimiter: UInt8,
        to target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var out = 0
        var field = batch.fields(of: records.lowerBound).lowerBound
        var start = field == 0 ? 0 : ends[field - 1]
        for recordEnd in batch.recordEnds[records] {
            let first = field
            while field < recordEnd {
                if field > first {
                    target[out] = delimiter
                    out += 1
                }
                let end = ends[field]
                let isOnly = recordEnd - first == 1
                out += append(text, from: start, to: end, isOnly: isOnly, delimiter: delimiter, target: target + out)
                start = end
                field += 1
            }
            target[out] = 0x0D
            target[out + 1] = 0x0A
            out += 2
        }
        return out
    }

    /// - Parameters:
    ///   - isOnly: Whether an empty cell would make the line blank, which is no record.
    ///   - target: Has room for 16 bytes more than the cell may become.
    @inline(__always)
    private static func append(
        _ text: UnsafeBufferPointer<UInt8>,
        from start: Int,
        to end: Int,
        isOnly: Bool,
        delimiter: UInt8,
        target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        let raw = UnsafeRawBufferPointer(text)
        let out = UnsafeMutableRawPointer(target)
        let count = end &- start
        // Most cells are short: eight bytes at once, those behind the cell left out.
        if count <= 8, count > 0, start &+ 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
            let inside = ~UInt64(0) &>> UInt64(64 &- 8 &* count)
            if zeros(word ^ 0x2222_2222_2222_2222) & inside == 0 {
                // Written with the quotes, and without them if nothing asks for them.
                let quotes = (zeros(word ^ repeated(delimiter)) | breaks(word)) & inside == 0 ? 0 : 1
                target[0] = 0x22
                out.storeBytes(of: word.littleEndian, toByteOffset: quotes, as: UInt64.self)
                target[count &+ quotes] = 0x22
                return count &+ 2 &* quotes
            }
        }
        var index = start
        while index < end, index &+ 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
            let inside = end &- index >= 8 ? ~0 : (UInt64(1) &<< UInt64(8 &* (end &- index))) &- 1
            if (special(word, delimiter) & inside) != 0 {
                return quote(UnsafeBufferPointer(rebasing: text[start..<end]), to: target)
            }
            out.storeBytes(of: word.littleEndian, toByteOffset: index &- start, as: UInt64.self)
            index &+= 8
        }
        while index < end {
            let byte = raw[index]
            if byte == delimiter || byte == 0x22 || byte == 0x0A || byte == 0x0D {
                return quote(UnsafeBufferPointer(rebasing: text[start..<end]), to: target)
            }
            target[index &- start] = byte
            index &+= 1
        }
        guard end == start, isOnly else { return count }
        return quote(UnsafeBufferPointer(rebasing: text[start..<end]), to: target)
    }

    /// The high bit of each byte that asks for quotes, and perhaps of bytes above one.
    @inline(__always)
    private static func special(_ word: UInt64, _ delimiter: UInt8) -> UInt64 {
        zeros(word ^ repeated(delimiter)) | zeros(word ^ 0x2222_2222_2222_2222) | breaks(word)
    }

    @inline(__always)
    private static func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// The same for LF and CR.
    @inline(__always)
    private static func breaks(_ word: UInt64) -> UInt64 {
        zeros(word ^ 0x0A0A_0A0A_0A0A_0A0A) | zeros(word ^ 0x0D0D_0D0D_0D0D_0D0D)
    }

    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }

    @inline(never)
    private static func quote(_ cell: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Int {
        target[0] = 0x22
        var out = 1
        for byte in cell {
            if byte == 0x22 {
                target[out] = 0x22
                out += 1
            }
            target[out] = byte
            out += 1
        }
        target[out] = 0x22
        return out + 1
    }

    /// One record of text, with its line end.
    public static func record(_ cells: [String], delimiter: UInt8 = UInt8(ascii: ",")) -> [UInt8] {
        var batch = RecordBatch()
        for cell in cells {
            batch.bytes += Array(cell.utf8)
            batch.fieldEnds.append(batch.bytes.count)
        }
        batch.recordEnds = [cells.count]
        return encode(0..<1, of: batch, most: most(0, of: batch), delimiter: delimiter)
    }
}
