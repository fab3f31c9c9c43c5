/// One record of a CSV file of ours: comma, RFC 4180 quotes, LF.
///
/// Text that a spreadsheet would take for a formula gets an apostrophe in front.
struct CSVLine {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    init() {}

    init(_ names: [String]) {
        for name in names { add(name) }
        end()
    }

    private mutating func separate() {
        if isFirst { isFirst = false } else { bytes.append(UInt8(ascii: ",")) }
    }

    /// Text of ours: never a formula.
    mutating func add(_ text: String) {
        separate()
        quoteIfNeeded(text.utf8)
    }

    /// Text that came from outside.
    mutating func add(foreign text: String) {
        separate()
        if let first = text.utf8.first, [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first) {
            quoteIfNeeded(("'" + text).utf8)
        } else {
            quoteIfNeeded(text.utf8)
        }
    }

    mutating func add(_ number: Int?) {
        separate()
        if let number { bytes.append(contentsOf: String(number).utf8) }
    }

    /// Shortest digits that read back to the same number; empty without one.
    mutating func add(_ number: Double?) {
        separate()
        guard let number else { return }
        if number == number.rounded(), abs(number) < 1e15 {
            bytes.append(contentsOf: String(Int(number)).utf8)
        } else if number.isInfinite {
            bytes.append(contentsOf: (number < 0 ? "-inf" : "inf").utf8)
        } else {
            bytes.append(contentsOf: "\(number)".utf8)
        }
    }

    /// Whole records that were written elsewhere.
    mutating func append(_ records: [UInt8]) {
        bytes.append(contentsOf: records)
    }

    mutating func end() {
        bytes.append(UInt8(ascii: "\n"))
        isFirst = true
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        isFirst = true
    }

    private mutating func quoteIfNeeded(_ text: String.UTF8View) {
        guard text.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
            bytes.append(contentsOf: text)
            return
        }
        bytes.append(0x22)
        for byte in text {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}
