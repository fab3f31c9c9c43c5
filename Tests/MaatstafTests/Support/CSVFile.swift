import Testing

/// A CSV file of ours, read by the rules of RFC 4180 and nothing of the product; one with a byte-order mark is for a Dutch
/// Excel, with semicolons and CRLF.
struct CSVFile {
    let header: [String]
    let rows: [[String]]
    private let columns: [String: Int]

    init(path: String) throws {
        self.init(try bytes(at: path))
    }

    init(_ bytes: [UInt8]) {
        var records: [[String]] = []
        var record: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        let isForExcel = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let delimiter = UInt8(ascii: isForExcel ? ";" : ",")
        var index = isForExcel ? 3 : 0
        while index < bytes.count {
            let byte = bytes[index]
            if isQuoted {
                if byte != UInt8(ascii: "\"") {
                    cell.append(byte)
                } else if index + 1 < bytes.count, bytes[index + 1] == byte {
                    cell.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isQuoted = true
            } else if byte == delimiter || byte == UInt8(ascii: "\n") {
                record.append(String(decoding: cell, as: UTF8.self))
                cell.removeAll(keepingCapacity: true)
                if byte == UInt8(ascii: "\n") {
                    records.append(record)
                    record.removeAll(keepingCapacity: true)
                }
            } else if !isForExcel || byte != UInt8(ascii: "\r") {
                cell.append(byte)
            }
            index += 1
        }
        header = records.first ?? []
        rows = Array(records.dropFirst())
        columns = Dictionary(header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The cells of a column, from top to bottom.
    subscript(column: String) -> [String] {
        guard let index = columns[column] else {
            Issue.record("no column \(column) in \(header)")
            return []
        }
        return rows.map { $0[index] }
    }

    /// The cell of a column in a row.
    func cell(_ column: String, of row: [String]) -> String {
        guard let index = columns[column], row.indices.contains(index) else {
            Issue.record("no column \(column) in \(header)")
            return ""
        }
        return row[index]
    }
}
