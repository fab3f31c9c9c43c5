/// Writes the numbers of a workbook as text.
enum SheetNumber {
    private static let zero = UInt8(ascii: "0")

    /// Appends a number as the shortest text that reads back as the same; what is no number is left as it stands.
    static func append(_ text: some Collection<UInt8>, to target: inout [UInt8]) {
        if isShortest(text) {
            target.append(contentsOf: text)
        } else if let value = value(text) {
            target.append(contentsOf: Self.text(value).utf8)
        } else {
            target.append(contentsOf: text)
        }
    }

    static func value(_ text: some Collection<UInt8>) -> Double? {
        guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    /// Whether digits stand as the shortest form would have them.
    ///
    /// Up to 15 significant digits tell every double apart, so there is no shorter form than without outer zeros.
    private static func isShortest(_ text: some Collection<UInt8>) -> Bool {
        var digits = 0
        var hasMark = false
        var last = zero
        var index = text.startIndex
        guard index < text.endIndex, text.count <= 17 else { return false }
        if text[index] == UInt8(ascii: "-") { index = text.index(after: index) }
        let first = index
        while index < text.endIndex {
            let byte = text[index]
            if byte &- zero <= 9 {
                digits += 1
            } else if byte == UInt8(ascii: "."), !hasMark, digits > 0 {
                hasMark = true
            } else {
                return false
            }
            last = byte
            index = text.index(after: index)
        }
        guard digits > 0, digits <= 15, last != UInt8(ascii: ".") else { return false }
        if hasMark, last == zero { return false }
        if text[first] == zero {
            // 0 and 0.5, but neither -0 nor 007.
            return digits == 1
                ? first == text.startIndex : hasMark && text[text.index(after: first)] == UInt8(ascii: ".")
        }
        return true
    }

    /// The shortest decimal text; powers of ten stand only in numbers of more than 21 digits or 12 decimals.
    static func text(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        let shortest = value.description
        guard let mark = shortest.firstIndex(of: "e") else {
            return shortest.hasSuffix(".0") ? String(shortest.dropLast(2)) : shortest
        }
        guard let exponent = Int(shortest[shortest.index(after: mark)...]), (-12...20).contains(exponent) else {
            return shortest
        }
        let sign = shortest.hasPrefix("-") ? "-" : ""
        let digits = shortest[..<mark].filter(\.isNumber)
        // One digit stands before the point, and 5.0e-07 has a zero that says nothing.
        let plain = digits.hasSuffix("0") && digits.count == 2 ? String(digits.dropLast()) : digits
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + plain }
        let decimals = max(0, plain.count - 1 - exponent)
        let whole = plain.dropLast(decimals) + String(repeating: "0", count: max(0, exponent + 1 - plain.count))
        return sign + whole + (decimals > 0 ? "." + plain.suffix(decimals) : "")
    }
}
