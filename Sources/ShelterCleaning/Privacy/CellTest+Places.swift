/// Addresses of machines, and coordinates.
extension CellTest {
    static func isIPv4(_ cell: Bytes) -> Bool {
        var parts = 0
        var value = 0
        var digits = 0
        for byte in cell {
            if isDigit(byte) {
                value = value * 10 + Int(byte - 0x30)
                digits += 1
                guard digits <= 3, value <= 255 else { return false }
            } else if byte == 0x2E, digits > 0 {
                parts += 1
                value = 0
                digits = 0
            } else if byte == 0x3A, parts == 3, digits > 0 {
                // A port may follow.
                return true
            } else {
                return false
            }
        }
        return parts == 3 && digits > 0
    }

    static func isIPv6(_ cell: Bytes) -> Bool {
        guard cell.count <= 45 else { return false }
        var groups = 0
        var digits = 0
        var doubles = 0
        for (index, byte) in cell.enumerated() {
            if byte == 0x3A {
                if index > 0, cell[index - 1] == 0x3A { doubles += 1 }
                if digits > 0 { groups += 1 }
                digits = 0
            } else if isDigit(byte) || (0x61...0x66).contains(byte | 0x20) {
                digits += 1
                guard digits <= 4 else { return false }
            } else if byte == 0x25, groups > 0 {
                break
            } else if byte == 0x2E, groups > 0 {
                // ::ffff:192.0.2.1 ends in the old form.
                let start = cell[..<index].lastIndex(of: 0x3A).map { $0 + 1 } ?? 0
                return isIPv4(Bytes(rebasing: cell[start...]))
            } else {
                return false
            }
        }
        if digits > 0 { groups += 1 }
        // A time of day has two colons too.
        return doubles == 1 ? (1...7).contains(groups) : doubles == 0 && groups == 8
    }

    /// A number with one mark or none, and how many decimals it is written with.
    static func decimal(_ cell: Bytes) -> (value: Double, decimals: Int)? {
        var value = 0.0
        var scale = 1.0
        var decimals = -1
        var digits = 0
        for (index, byte) in cell.enumerated() {
            if isDigit(byte) {
                digits += 1
                guard digits <= 20 else { return nil }
                value = value * 10 + Double(byte - 0x30)
                if decimals >= 0 {
                    decimals += 1
                    scale *= 10
                }
            } else if byte == 0x2E || byte == 0x2C, decimals < 0 {
                decimals = 0
            } else if !(byte == 0x2D && index == 0) {
                return nil
            }
        }
        guard digits > 0 else { return nil }
        return ((cell[0] == 0x2D ? -value : value) / scale, max(0, decimals))
    }

    /// `52.0907, 5.1214`, `52.0907 5.1214 0 0`, `52,0907; 5,1214`, `POINT (5.1214 52.0907)`.
    func pair(_ cell: Bytes) -> Bool {
        var numbers: [(value: Double, decimals: Int)] = []
        var text = cell[...]
        if let open = text.firstIndex(of: 0x28), text.last == 0x29, text.count > open + 2 {
            guard text[..<open].allSatisfy({ Self.isLetter($0) || $0 == 0x20 }) else { return false }
            text = text[(open + 1)..<(text.endIndex - 1)]
        }
        let hasSemicolon = text.contains(0x3B)
        var start = text.startIndex
        for index in text.startIndex...text.endIndex {
            let ends =
                index == text.endIndex || text[index] == 0x20 || text[index] == 0x3B
                || text[index] == 0x2C && !hasSemicolon
                    && (index + 1 == text.endIndex || text[index + 1] == 0x20 || text[..<index].contains(0x2E))
            guard ends else { continue }
            if index > start {
                guard numbers.count < 4, let number = Self.decimal(Bytes(rebasing: text[start..<index])) else {
                    return false
                }
                numbers.append(number)
            }
            start = index + 1
        }
        guard numbers.count >= 2, numbers[0].decimals >= 3, numbers[1].decimals >= 3 else { return false }
        let (first, second) = (numbers[0].value, numbers[1].value)
        return abs(first) <= 90 && abs(second) <= 180 || abs(first) <= 180 && abs(second) <= 90
    }
}
