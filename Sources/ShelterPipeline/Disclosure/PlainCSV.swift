/// Reads back CSV files of our own: RFC 4180 quotes, line feed or both characters.
struct PlainCSV {
    let header: [String]
    private let columns: [String: Int]
    let rows: [[Substring]]

    /// `nil` if a row has another number of cells than the header.
    init?(_ bytes: [UInt8], delimiter: UInt8 = UInt8(ascii: ",")) {
        var rows: [[Substring]] = []
        var row: [Substring] = []
        var start = 0
        var index = 0
        var quoted: [UInt8]?
        func cell(_ end: Int) -> Substring {
            let isWithReturn = end < bytes.count && bytes[end] == 0x0A && end > start && bytes[end - 1] == 0x0D
            return Substring(decoding: bytes[start..<(isWithReturn ? end - 1 : end)], as: UTF8.self)
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x22, start == index {
                var text: [UInt8] = []
                index += 1
                while index < bytes.count {
                    if bytes[index] == 0x22 {
                        guard index + 1 < bytes.count, bytes[index + 1] == 0x22 else { break }
                        index += 1
                    }
                    text.append(bytes[index])
                    index += 1
                }
                quoted = text
            } else if byte == delimiter || byte == 0x0A {
                row.append(quoted.map { Substring(decoding: $0, as: UTF8.self) } ?? cell(index))
                quoted = nil
                start = index + 1
                if byte == 0x0A {
                    rows.append(row)
                    row.removeAll(keepingCapacity: true)
                }
            }
            index += 1
        }
        guard let first = rows.first, row.isEmpty, rows.allSatisfy({ $0.count == first.count }) else { return nil }
        header = first.map(String.init)
        columns = Dictionary(header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        self.rows = Array(rows.dropFirst())
    }

    /// The cell of a row; empty where there is no such column.
    func callAsFunction(_ row: [Substring], _ column: String) -> Substring { columns[column].map { row[$0] } ?? "" }
}
