/// Reads back CSV files of our own: comma, RFC 4180 quotes, line feed.
struct PlainCSV {
    let header: [String]
    private let columns: [String: Int]
    let rows: [[Substring]]

    /// `nil` if a row has another number of cells than the header.
    init?(_ bytes: [UInt8]) {
        var rows: [[Substring]] = []
        var row: [Substring] = []
        var start = 0
        var index = 0
        var quoted: [UInt8]?
        func cell(_ end: Int) -> Substring { Substring(decoding: bytes[start..<end], as: UTF8.self) }
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
            } else if byte == 0x2C || byte == 0x0A {
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
