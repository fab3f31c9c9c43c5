internal import ShelterModel

/// Reads numbers as people and programs write them.
struct NumberReader {
    enum Reading: Equatable {
        case number(Double)
        /// Could be the first or the second.
        case ambiguous(Double, Double)
        case notANumber
    }

    let decimal: DecimalMark

    private static let point = UInt8(ascii: ".")
    private static let comma = UInt8(ascii: ",")

    private static let powersOfTen: [Double] = {
        var power = 1.0
        return (0...22).map { _ in
            defer { power *= 10 }
            return power
        }
    }()

    /// Digits with at most one decimal mark and a sign: nearly every cell. `nil` if it is anything else.
    ///
    /// Exact: up to 15 digits over a power of ten up to 10^22 is one correctly rounded division (Clinger 1990).
    @inline(__always)
    func simple(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        var index = 0
        let count = bytes.count
        guard count > 0, count <= 16 else { return nil }
        let isNegative = bytes[0] == UInt8(ascii: "-")
        if isNegative { index = 1 }
        var mantissa: UInt64 = 0
        var digits = 0
        var mark: UInt8 = 0
        var behind = 0
        while index < count {
            let byte = bytes[index]
            let digit = byte &- UInt8(ascii: "0")
            if digit < 10 {
                mantissa = mantissa &* 10 &+ UInt64(digit)
                digits &+= 1
                if mark != 0 { behind &+= 1 }
            } else if (byte == Self.point || byte == Self.comma) && mark == 0 && digits > 0 {
                mark = byte
            } else {
                return nil
            }
            index &+= 1
        }
        guard digits > 0, digits <= 15 else { return nil }
        if mark != 0 {
            switch decimal {
            case .comma: guard mark == Self.comma else { return nil }
            case .point: guard mark == Self.point else { return nil }
            // Three digits behind the only mark may be thousands.
            case .either: guard behind != 3 else { return nil }
            }
            guard behind > 0 else { return nil }
        }
        let value = Double(mantissa) / Self.powersOfTen[behind]
        return isNegative ? -value : value
    }

    /// Any number: thousands marks in groups of three, blanks as thousands marks, exponents.
    func read(_ text: String) -> Reading {
        var (asPoint, asComma) = Self.readings(of: text)
        if decimal == .comma { asPoint = nil }
        if decimal == .point { asComma = nil }
        switch (asPoint, asComma) {
        case (let first?, let second?) where first != second: return .ambiguous(first, second)
        case (let value?, _), (nil, let value?): return .number(value)
        case (nil, nil): return .notANumber
        }
    }

    /// What a text is with a decimal point, and what with a decimal comma.
    static func readings(of text: String) -> (asPoint: Double?, asComma: Double?) {
        var digits = text.trimmingBlanks()
        let isNegative = digits.hasPrefix("-") || digits.hasPrefix("−")
        if isNegative || digits.hasPrefix("+") { digits.removeFirst() }
        guard let first = digits.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return (nil, nil)
        }
        digits = digits.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
        let sign = isNegative ? -1.0 : 1.0
        return (
            value(digits, mark: ".", groups: [",", " "]).map { $0 * sign },
            value(digits, mark: ",", groups: [".", " "]).map { $0 * sign }
        )
    }

    /// The number if `text` is one with this decimal mark and, if any, one kind of thousands mark.
    private static func value(_ text: String, mark: Character, groups: [Character]) -> Double? {
        let halves = text.split(separator: mark, omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return nil }
        var whole = String(halves[0])
        for group in groups where whole.contains(group) {
            let parts = whole.split(separator: group, omittingEmptySubsequences: false)
            guard (1...3).contains(parts[0].count), parts.dropFirst().allSatisfy({ $0.count == 3 }),
                parts[0] != "0"
            else { return nil }
            whole = parts.joined()
            break
        }
        guard !whole.isEmpty else { return nil }
        var plain = whole
        if halves.count == 2 {
            guard !halves[1].isEmpty else { return nil }
            plain += "." + halves[1]
        }
        guard
            plain.utf8.allSatisfy({ byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
                    || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "+")
            }), let value = Double(plain), value.isFinite
        else { return nil }
        return value
    }
}
