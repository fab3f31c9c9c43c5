public import ShelterModel

/// Writes a table as UTF-8, RFC 4180, with commas and the header row first.
public struct CanonicalCSV: TableSink {
    private let write: ([UInt8]) throws(Refusal) -> Void
    private var out: [UInt8] = []

    /// - Parameter write: Is given the file, piece by piece.
    public init(write: @escaping ([UInt8]) throws(Refusal) -> Void) {
        self.write = write
    }

    public mutating func begin(_ columns: [ExportColumn]) throws(Refusal) {
        try write(Self.record(columns.map(\.name)))
    }

    public mutating func add(_ batch: RecordBatch) throws(Refusal) {
        // Quotes at most double a cell.
        let most = batch.bytes.count * 2 + batch.fieldEnds.count * 3 + batch.recordCount * 2 + 16
        let bytes = [UInt8](unsafeUninitializedCapacity: most) { target, count in
            guard let base = target.baseAddress else { return }
            batch.bytes.withUnsafeBufferPointer { text in
                batch.fieldEnds.withUnsafeBufferPointer { ends in
                    count = Self.encode(batch, text, ends, to: base)
                }
            }
        }
        try write(bytes)
    }

    public mutating func finish() throws(Refusal) {}

    /// - Returns: The number of bytes written.
    private static func encode(
        _ batch: RecordBatch,
        _ text: UnsafeBufferPointer<UInt8>,
        _ ends: UnsafeBufferPointer<Int>,
        delimiter: UInt8 = UInt8(ascii: ","),
        to target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var out = 0
        var field = 0
        var start = 0
        for recordEnd in batch.recordEnds {
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
    ///   - target: Has room for 8 bytes more than the cell may become.
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
        var index = start
        // Most cells are short, and few ask for quotes: eight bytes at a time, those behind the cell left out.
        while index < end, index + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
            let inside = end - index >= 8 ? ~0 : (UInt64(1) << UInt64(8 * (end - index))) &- 1
            if (special(word, delimiter) & inside) != 0 {
                return quote(UnsafeBufferPointer(rebasing: text[start..<end]), to: target)
            }
            out.storeBytes(of: word.littleEndian, toByteOffset: index - start, as: UInt64.self)
            index += 8
        }
        while index < end {
            let byte = raw[index]
            if byte == delimiter || byte == 0x22 || byte == 0x0A || byte == 0x0D {
                return quote(UnsafeBufferPointer(rebasing: text[start..<end]), to: target)
            }
            target[index - start] = byte
            index += 1
        }
        guard end == start, isOnly else { return end - start }
        return quote(UnsafeBufferPointer(rebasing: text[start..<end]), to: target)
    }

    /// The high bit of each byte that asks for quotes, and perhaps of bytes above one.
    @inline(__always)
    private static func special(_ word: UInt64, _ delimiter: UInt8) -> UInt64 {
        zeros(word ^ (UInt64(delimiter) &* 0x0101_0101_0101_0101)) | zeros(word ^ 0x2222_2222_2222_2222)
            | zeros(word ^ 0x0A0A_0A0A_0A0A_0A0A)
            | zeros(word ^ 0x0D0D_0D0D_0D0D_0D0D)
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
        let most = batch.bytes.count * 2 + cells.count * 3 + 18
        return [UInt8](unsafeUninitializedCapacity: most) { target, count in
            guard let base = target.baseAddress else { return }
            batch.bytes.withUnsafeBufferPointer { text in
                batch.fieldEnds.withUnsafeBufferPointer { ends in
                    count = encode(batch, text, ends, delimiter: delimiter, to: base)
                }
            }
        }
    }
}
