internal import Foundation
import ShelterModel

/// What a text becomes in a workbook.
enum XLSXCell {
    /// libxlsxwriter writes 16 digits; a number with a seventeenth is not exact.
    case number(Double, isExact: Bool)
    /// Days since the beginning of 1900, and how they are shown.
    case moment(Double, format: String)
    case text

    init(_ cell: ArraySlice<UInt8>) {
        if let moment = Self.moment(cell) {
            self = moment
        } else if let number = CellNumber(cell), SheetNumber.text(number.value).utf8.elementsEqual(cell) {
            // A whole number of more than 15 digits is a code, and Excel would show something else.
            if number.value == number.value.rounded(), abs(number.value) >= 1e15, !cell.contains(UInt8(ascii: "e")) {
                self = .text
            } else {
                self = .number(number.value, isExact: cell.count < 17 || Self.isExact(number.value))
            }
        } else {
            self = .text
        }
    }

    private static func isExact(_ value: Double) -> Bool {
        Double(String(format: "%.16G", value)) == value
    }

    private static func moment(_ cell: ArraySlice<UInt8>) -> XLSXCell? {
        guard let moment = CellMoment(cell) else { return nil }
        let time = Double(moment.milliseconds) / 86_400_000
        let hasFraction = !moment.milliseconds.isMultiple(of: 1000)
        let serial: Double
        let format: String
        let kind: SheetDate.Kind
        switch moment.shape {
        case .date, .dateTime:
            guard let date = moment.date else { return nil }
            // Day 60 is 29 February 1900, which never was.
            let day = date.daysSince1970 + 25_569
            serial = Double(day <= 60 ? day - 1 : day) + time
            kind = .date
            format =
                moment.shape == .date
                ? "yyyy-mm-dd" : hasFraction ? "yyyy-mm-dd\"T\"hh:mm:ss.000" : "yyyy-mm-dd\"T\"hh:mm:ss"
        case .time:
            serial = time
            kind = .duration
            format = hasFraction ? "[hh]:mm:ss.000" : "[hh]:mm:ss"
        }
        // Excel knows no day before 1900 and no time below zero, and a moment at midnight would come back as a day.
        guard serial >= 0, let text = SheetDate.text(serial: serial, kind: kind, is1904: false),
            text.utf8.elementsEqual(cell)
        else { return nil }
        return .moment(serial, format: format)
    }

    /// With a NUL at its end; what would be read back as an escape, or is no character in XML, is escaped.
    static func escaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count + 1)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            let rest = text[index...]
            if byte == UInt8(ascii: "_"), isEscape(rest.prefix(7)) {
                result.append(contentsOf: "_x005F_".utf8)
                index += 1
                continue
            } else if rest.starts(with: [0xEF, 0xBF, 0xBE]) || rest.starts(with: [0xEF, 0xBF, 0xBF]) {
                result.append(contentsOf: (text[index + 2] == 0xBE ? "_xFFFE_" : "_xFFFF_").utf8)
                index += 3
                continue
            } else if byte == 0 {
                result.append(0x20)
                index += 1
                continue
            }
            result.append(byte)
            index += 1
        }
        result.append(0)
        return result
    }

    /// `_x000D_`, in upper or lower case.
    private static func isEscape(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count == 7, text.last == UInt8(ascii: "_"), text[text.startIndex + 1] | 0x20 == UInt8(ascii: "x")
        else { return false }
        return text.dropFirst(2).dropLast().allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }
}
