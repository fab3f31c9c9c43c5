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
        to target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var out = 0
        var field = 0
        var start = 0
        for recordEnd in batch.recordEnds {
            let first = field
            while field < recordEnd {
                if field > first {
                    target[out] = UInt8(ascii: ",")
                    out += 1
                }
                let end = ends[field]
                out += append(text, from: start, to: end, isOnly: recordEnd - first == 1, target: target + out)
                start = end
                field += 1
            }
            target[out] = 0x0D
            target[out + 1] = 0x0A
            out += 2
        }
        return out
    }

    private static let lanes = SIMD16<UInt8>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)

    /// - Parameters:
    ///   - isOnly: Whether an empty cell would make the line blank, which is no record.
    ///   - target: Has room for 16 bytes more than the cell may become.
    @inline(__always)
    private static func append(
        _ text: UnsafeBufferPointer<UInt8>,
        from start: Int,
        to end: Int,
        isOnly: Bool,
        target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        let count = end - start
        let raw = UnsafeRawBufferPointer(text)
        // Most cells are short, and few ask for quotes: sixteen bytes at a time.
        if count <= 16, start + 16 <= raw.count {
            let bytes = raw.loadUnaligned(fromByteOffset: start, as: SIMD16<UInt8>.self)
            let isInside = lanes .< SIMD16(repeating: UInt8(truncatingIfNeeded: count))
            if !any(isInside .& special(bytes)), count > 0 || !isOnly {
                UnsafeMutableRawPointer(target).storeBytes(of: bytes, as: SIMD16<UInt8>.self)
                return count
            }
            return quote(UnsafeBufferPointer(rebasing: text[start..<end]), to: target)
        }
        var index = start
        while index + 16 <= end {
            if any(special(raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self))) { break }
            index += 16
        }
        while index < end, ![0x2C, 0x22, 0x0A, 0x0D].contains(text[index]) { index += 1 }
        let cell = UnsafeBufferPointer(rebasing: text[start..<end])
        guard index == end, count > 0 || !isOnly else { return quote(cell, to: target) }
        if let base = cell.baseAddress { target.update(from: base, count: count) }
        return count
    }

    @inline(__always)
    private static func special(_ bytes: SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>> {
        (bytes .== SIMD16(repeating: 0x2C)) .| (bytes .== SIMD16(repeating: 0x22))
            .| (bytes .== SIMD16(repeating: 0x0A)) .| (bytes .== SIMD16(repeating: 0x0D))
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

    /// One record of text.
    static func record(_ cells: [String]) -> [UInt8] {
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
                batch.fieldEnds.withUnsafeBufferPointer { ends in count = encode(batch, text, ends, to: base) }
            }
        }
    }
}
