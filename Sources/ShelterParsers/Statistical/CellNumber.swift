/// A cell that is a number and would not lose anything as one.
struct CellNumber: Hashable {
    var value: Double
    var decimals: Int

    /// - Returns: `nil` if the text is no number, has zeros before it, or more digits than a number keeps.
    init?(_ text: some Collection<UInt8>) {
        let zero = UInt8(ascii: "0")
        guard let first = text.first, first &- zero <= 9 || first == UInt8(ascii: "-"), text.count <= 400 else {
            return nil
        }
        let unsigned = first == UInt8(ascii: "-") ? text.dropFirst() : text.dropFirst(0)
        var digits = 0
        var decimals: Int?
        var isPlain = true
        for byte in unsigned {
            if byte &- zero <= 9 {
                digits += 1
                if let count = decimals { decimals = count + 1 }
            } else if byte == UInt8(ascii: "."), decimals == nil, digits > 0 {
                decimals = 0
            } else {
                isPlain = false
                break
            }
        }
        let shown = String(decoding: text, as: UTF8.self)
        guard let value = Double(shown), value.isFinite else { return nil }
        if isPlain, digits > 0, decimals != 0, digits <= 15 {
            let whole = digits - (decimals ?? 0)
            if unsigned.first == zero, whole > 1 { return nil }
            if first == UInt8(ascii: "-"), value == 0 { return nil }
        } else if SheetNumber.text(value) != shown {
            return nil
        }
        self.value = value
        self.decimals = isPlain ? decimals ?? 0 : 0
    }
}
