/// Numbers that belong to one person or account.
extension CellTest {
    /// The digits of a cell that has nothing else than digits and `separators`.
    static func digits(_ cell: Bytes, skipping separators: [UInt8]) -> (value: UInt64, count: Int)? {
        var value: UInt64 = 0
        var count = 0
        for byte in cell {
            if isDigit(byte) {
                guard count < 18 else { return nil }
                value = value * 10 + UInt64(byte - 0x30)
                count += 1
            } else if !separators.contains(byte) {
                return nil
            }
        }
        return (value, count)
    }

    /// The eleven test of the citizen service number: 9 × the first digit, 8 × the second, …, minus the last.
    static func passesElevenTest(_ number: (value: UInt64, count: Int)) -> Bool {
        guard number.count == 8 || number.count == 9, number.value >= 1_000_000 else { return false }
        var sum = -Int(number.value % 10)
        var rest = number.value / 10
        for weight in 2...9 {
            sum += weight * Int(rest % 10)
            rest /= 10
        }
        return sum % 11 == 0
    }

    static func passesElevenTest(_ cell: Bytes) -> Bool {
        digits(cell, skipping: [0x2E, 0x20]).map(passesElevenTest) ?? false
    }

    /// An account number whose check digits are right (ISO 13616, mod 97); blanks, hyphens and points may stand in it.
    static func isIBAN(_ cell: Bytes) -> Bool {
        let cell = cell.lazy.filter { $0 != 0x20 && $0 != 0x2D && $0 != 0x2E }
        var length = 0
        for byte in cell {
            let fits =
                switch length {
                case 0, 1: isLetter(byte)
                case 2, 3: isDigit(byte)
                default: isDigit(byte) || isLetter(byte)
                }
            guard fits else { return false }
            length += 1
        }
        guard (15...34).contains(length) else { return false }
        var remainder = 0
        func add(_ byte: UInt8) {
            if isDigit(byte) {
                remainder = (remainder * 10 + Int(byte - 0x30)) % 97
            } else {
                remainder = (remainder * 100 + Int(byte & 0xDF) - 55) % 97
            }
        }
        var index = 0
        for byte in cell {
            if index >= 4 { add(byte) }
            index += 1
        }
        index = 0
        for byte in cell {
            if index < 4 { add(byte) }
            index += 1
        }
        return remainder == 1
    }

    /// `06-12345678`, `+31 (0)30 1234567`, `0380…`, `+380 67 123 45 67`, `00…`.
    static func phone(_ cell: Bytes) -> Bool {
        var digits = 0
        var value: UInt64 = 0
        var isPlus = false
        var zeros = 0
        var brackets = 0
        for (index, byte) in cell.enumerated() {
            switch byte {
            case 0x30...0x39:
                guard digits < 18 else { return false }
                if value == 0, byte == 0x30 { zeros += 1 }
                value = value * 10 + UInt64(byte - 0x30)
                digits += 1
            case 0x2B:
                guard index == 0 else { return false }
                isPlus = true
            case 0x28: brackets += 1
            case 0x29, 0x20, 0x2D, 0x2E, 0x2F: continue
            default: return false
            }
        }
        guard brackets <= 1 else { return false }
        // The zero between brackets in `+31 (0)6` is not dialled.
        let trunk = brackets == 1 && isPlus ? 1 : 0
        if isPlus { return (9...15 + trunk).contains(digits) && value > 0 && zeros == 0 }
        if zeros == 2 { return (11...17).contains(digits) }
        if zeros == 1 { return digits == 10 }
        // 380 67 123 45 67 and 31 6 12345678, as spreadsheets leave them.
        return digits == 12 && value / 1_000_000_000 == 380 || digits == 11 && value / 100_000_000 == 316
    }

    /// 612345678.
    static func isBarePhone(_ cell: Bytes) -> Bool {
        guard cell.count == 9, cell[0] == 0x36, cell.allSatisfy(isDigit) else { return false }
        return (0x31...0x35).contains(cell[1]) || cell[1] == 0x38
    }

    /// The number of `tel: 06-12345678`, `Jan Jansen 06-12345678` and `06-12345678 (Jan)`: what stands from the first digit
    /// to the last one.
    static func amongWords(_ cell: Bytes) -> Bytes? {
        guard let first = cell.firstIndex(where: isDigit), let last = cell.lastIndex(where: isDigit) else { return nil }
        var start = first
        while start > 0, cell[start - 1] == 0x2B || cell[start - 1] == 0x28 { start -= 1 }
        let isWord = { (byte: UInt8) in
            isLetter(byte) || byte >= 0x80 || [0x2E, 0x3A, 0x20, 0x2C, 0x2D, 0x27, 0x28, 0x29, 0x2F].contains(byte)
        }
        guard cell[..<start].allSatisfy(isWord), cell[(last + 1)...].allSatisfy(isWord) else { return nil }
        return Bytes(rebasing: cell[start...last])
    }
}
