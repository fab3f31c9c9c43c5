internal import ShelterCleaning
internal import ShelterParsers

/// What cells are compared by: a number in a workbook is the same as its text in the raw file.
enum CellForm {
    /// CSV: by their text; line breaks are all the same.
    case text
    /// Workbooks: numbers by the 15 digits that a spreadsheet keeps, everything else by its text.
    case sheet
    /// SPSS: numbers by their value; it keeps no blanks at the end of a text.
    case statistical

    init(_ format: TableFormat) {
        switch format {
        case .csv: self = .text
        case .xlsx: self = .sheet
        case .sav: self = .statistical
        }
    }

    init(_ format: ExportFormat) {
        switch format {
        case .csv: self = .text
        case .xlsx, .ods: self = .sheet
        case .sav: self = .statistical
        }
    }

    /// Whether each record has a cell for each column, and a record without a value is none.
    var isRectangular: Bool { self != .text }

    /// A cell as the clean file has it.
    ///
    /// What was a number in a workbook must not become a text with two readings: `1.234` is written `1.2340`, which nobody
    /// can take for a thousand.
    func written(_ cell: ArraySlice<UInt8>, isNumber: Bool) -> ArraySlice<UInt8> {
        guard isNumber, self == .text, NumberNotation(cell) == .ambiguous else { return cell }
        return cell + [UInt8(ascii: "0")]
    }

    func isSame(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Bool {
        first.elementsEqual(second) || normal(first).elementsEqual(normal(second))
    }

    /// The same for all cells that count as equal.
    func normal(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        switch self {
        case .text: return Self.lineFeeds(cell)
        case .sheet: return CellValue.number(cell, digits: 15).map { Array($0.utf8)[...] } ?? Self.lineFeeds(cell)
        case .statistical:
            if let number = CellValue.number(cell, digits: nil) { return Array(number.utf8)[...] }
            let text = Self.lineFeeds(cell)
            return text[..<(text.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? text.startIndex)]
        }
    }

    private static func lineFeeds(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard cell.contains(0x0D) else { return cell }
        var result: [UInt8] = []
        var isAfterReturn = false
        for byte in cell {
            if byte == 0x0D {
                result.append(0x0A)
            } else if byte != 0x0A || !isAfterReturn {
                result.append(byte)
            }
            isAfterReturn = byte == 0x0D
        }
        return result[...]
    }

    /// 0 for an empty id.
    func idHash(_ cell: ArraySlice<UInt8>) -> Int {
        let text = LogText.normal(String(decoding: normal(cell), as: UTF8.self))
        guard !text.isEmpty else { return 0 }
        let hash = text.hashValue
        return hash == 0 ? 1 : hash
    }
}
