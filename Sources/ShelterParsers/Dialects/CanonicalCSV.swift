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
        let most = batch.bytes.count * 2 + batch.fieldEnds.count * 3 + batch.recordCount * 2
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
                let cell = UnsafeBufferPointer(rebasing: text[start..<end])
                out += append(cell, isOnly: recordEnd - first == 1, to: target + out)
                start = end
                field += 1
            }
            target[out] = 0x0D
            target[out + 1] = 0x0A
            out += 2
        }
        return out
    }

    /// - Parameter isOnly: Whether an empty cell would make the line blank, which is no record.
    @inline(__always)
    private static func append(
        _ cell: UnsafeBufferPointer<UInt8>,
        isOnly: Bool,
        to target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var index = 0
        // Copied until a byte asks for quotes, which few cells have.
        while index < cell.count {
            let byte = cell[index]
            if byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D { return quote(cell, to: target) }
            target[index] = byte
            index += 1
        }
        return index == 0 && isOnly ? quote(cell, to: target) : index
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
        let most = batch.bytes.count * 2 + cells.count * 3 + 2
        return [UInt8](unsafeUninitializedCapacity: most) { target, count in
            guard let base = target.baseAddress else { return }
            batch.bytes.withUnsafeBufferPointer { text in
                batch.fieldEnds.withUnsafeBufferPointer { ends in count = encode(batch, text, ends, to: base) }
            }
        }
    }
}
