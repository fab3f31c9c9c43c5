/// Records of a CSV file, every cell as it is: RFC 4180 quotes, CRLF.
struct PlainRow {
    private(set) var bytes: [UInt8] = []
    private let delimiter: UInt8
    private var cells = 0
    private var start = 0

    init(delimiter: UInt8 = UInt8(ascii: ",")) {
        self.delimiter = delimiter
    }

    mutating func add(_ cell: some Sequence<UInt8>) {
        if cells > 0 { bytes.append(delimiter) }
        cells += 1
        var needsQuotes = false
        let first = bytes.count
        for byte in cell {
            if byte == 0x22 || byte == delimiter || byte == 0x0A || byte == 0x0D { needsQuotes = true }
            bytes.append(byte)
        }
        guard needsQuotes else { return }
        let plain = Array(bytes[first...])
        bytes.removeSubrange(first...)
        bytes.append(0x22)
        for byte in plain {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    mutating func end() {
        // A record of one empty cell would be a blank line, which is no record.
        if cells == 1, bytes.count == start { bytes += [0x22, 0x22] }
        bytes += [0x0D, 0x0A]
        cells = 0
        start = bytes.count
    }

    mutating func add(row cells: [String]) {
        for cell in cells { add(cell.utf8) }
        end()
    }

    /// What was written since the last time.
    mutating func take() -> [UInt8] {
        defer {
            bytes.removeAll(keepingCapacity: true)
            start = 0
        }
        return bytes
    }
}
