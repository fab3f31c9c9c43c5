/// Records of a CSV file of ours: comma, RFC 4180 quotes, LF; or as a Dutch Excel opens it in columns and with every letter.
///
/// Text that a spreadsheet would take for a formula gets an apostrophe in front.
struct CSVLine {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true
    private var isForEditing = false

    init() {}

    /// - Parameter isForEditing: For a file that people fill in: byte-order mark, semicolons and CRLF.
    init(_ names: [String], isForEditing: Bool = false) {
        self.isForEditing = isForEditing
        if isForEditing { bytes = LogFile.start }
        for name in names { add(name) }
        end()
    }

    private var delimiter: UInt8 { isForEditing ? LogFile.delimiter : UInt8(ascii: ",") }

    private mutating func separate() {
        if isFirst { isFirst = false } else { bytes.append(delimiter) }
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
        bytes.append(contentsOf: isForEditing ? [0x0D, 0x0A] : [0x0A])
        isFirst = true
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        isFirst = true
    }

    private mutating func quoteIfNeeded(_ text: String.UTF8View) {
        guard text.contains(where: { $0 == 0x22 || $0 == delimiter || $0 == 0x0A || $0 == 0x0D }) else {
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
