/// Says what a cell can be, by its form alone. Allocates nothing but one scratch list that is used again.
struct CellTest {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    let marks: PersonalDataMarks
    private var name: NameTest

    /// Longer cells are text, not an item of data.
    static let longest = 160

    init(_ marks: PersonalDataMarks) {
        self.marks = marks
        name = NameTest(marks)
    }

    /// How many characters of each sort a cell has.
    private struct Profile {
        var digits = 0
        var letters = 0
        var dots = 0
        var commas = 0
        var colons = 0
        var dashes = 0
        var slashes = 0
        var blanks = 0
        /// Characters that fit no item of data in digits.
        var others = 0
        var hasAt = false
    }

    /// - Parameter cell: Without blanks at both ends, and not empty.
    mutating func signs(_ cell: Bytes) -> CellSigns {
        guard cell.count > 1, cell.count <= Self.longest else { return [] }
        let profile = Self.profile(cell)
        if profile.hasAt { return Self.areAddresses(cell) ? .email : [] }
        if profile.letters == 0 { return digitSigns(cell, profile) }
        if profile.digits == 0, profile.colons < 2 { return name.signs(cell) }
        if profile.colons >= 2, Self.isIPv6(cell) { return .ip }
        if Self.isIBAN(cell) { return .iban }
        if profile.digits >= 5, Self.year(of: cell) != nil { return .date }
        if profile.digits >= 8, let rest = Self.afterLabel(cell), Self.phone(rest) { return .phone }
        return profile.digits >= 4 && pair(cell) ? .pair : []
    }

    private static func profile(_ cell: Bytes) -> Profile {
        var profile = Profile()
        for byte in cell {
            switch byte {
            case 0x30...0x39: profile.digits += 1
            case 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: profile.letters += 1
            case 0x2E: profile.dots += 1
            case 0x2C: profile.commas += 1
            case 0x3A: profile.colons += 1
            case 0x2D: profile.dashes += 1
            case 0x2F: profile.slashes += 1
            case 0x20: profile.blanks += 1
            case 0x40: profile.hasAt = true
            case 0x2B, 0x28, 0x29, 0x27, 0x3B: break
            default: profile.others += 1
            }
        }
        return profile
    }

    private func digitSigns(_ cell: Bytes, _ profile: Profile) -> CellSigns {
        if profile.colons >= 2, profile.digits < 12, profile.dots + profile.dashes + profile.slashes == 0 {
            return Self.isIPv6(cell) ? .ip : []
        }
        // Short numbers are what most columns hold.
        let isDecimal = profile.digits >= 2 && profile.dots + profile.commas == 1
        guard profile.digits >= 4 || isDecimal, profile.others == 0 else { return [] }
        var signs: CellSigns = []
        if profile.dots == 3, Self.isIPv4(cell) { return .ip }
        if profile.digits >= 6, profile.dashes == 2 || profile.slashes == 2 || profile.dots == 2,
            Self.year(of: cell) != nil
        {
            signs.insert(.date)
        }
        if (8...9).contains(profile.digits), profile.commas + profile.slashes + profile.colons == 0,
            let number = Self.digits(cell, skipping: [0x2E, 0x20])
        {
            signs.insert(.nineDigits)
            if Self.passesElevenTest(number) { signs.insert(.bsn) }
        }
        if (8...15).contains(profile.digits), profile.commas + profile.colons == 0, !signs.contains(.date) {
            if Self.phone(cell) { signs.insert(.phone) }
            if Self.isBarePhone(cell) { signs.insert(.barePhone) }
        }
        if profile.slashes + profile.colons == 0 {
            if let number = Self.decimal(cell) {
                if abs(number.value) <= 180 && number.decimals > 0 || (7_000...630_000).contains(number.value) {
                    signs.insert(.position)
                }
                if number.decimals >= 4 {
                    if marks.boxes.contains(where: { $0.latitude.contains(number.value) }) { signs.insert(.latitude) }
                    if marks.boxes.contains(where: { $0.longitude.contains(number.value) }) { signs.insert(.longitude) }
                }
            } else if pair(cell) {
                signs.insert(.pair)
            }
        }
        return signs
    }

    // MARK: E-mail

    /// One address or several, bare or as `Naam <naam@voorbeeld.nl>`.
    static func areAddresses(_ cell: Bytes) -> Bool {
        var start = 0
        var found = 0
        for index in 0...cell.count where index == cell.count || cell[index] == 0x3B || cell[index] == 0x2C {
            let part = trimmed(Bytes(rebasing: cell[start..<index]))
            start = index + 1
            if part.isEmpty { continue }
            guard isAddress(part) else { return false }
            found += 1
        }
        return found > 0
    }

    static func isAddress(_ cell: Bytes) -> Bool {
        var text = cell[...]
        if let open = text.firstIndex(of: 0x3C), let close = text.lastIndex(of: 0x3E), open < close {
            text = text[(open + 1)..<close]
        }
        if text.count > 7, text.starts(with: "mailto:".utf8) { text = text.dropFirst(7) }
        guard let at = text.firstIndex(of: 0x40), at > text.startIndex, text[(at + 1)...].firstIndex(of: 0x40) == nil
        else { return false }
        guard !text.contains(where: { $0 <= 0x20 || $0 == 0x3C || $0 == 0x3E || $0 == 0x28 || $0 == 0x29 }) else {
            return false
        }
        let domain = text[(at + 1)...]
        guard let dot = domain.lastIndex(of: 0x2E), dot > domain.startIndex, domain.endIndex - dot > 2 else {
            return false
        }
        return domain[(dot + 1)...].allSatisfy { isLetter($0) || $0 >= 0x80 || $0 == 0x2D || isDigit($0) }
            && !isDigit(domain[dot + 1])
    }

    // MARK: Numbers of persons

    /// The digits of a cell that has nothing else than digits and `separators`.
    private static func digits(_ cell: Bytes, skipping separators: [UInt8]) -> (value: UInt64, count: Int)? {
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

    /// An account number whose check digits are right (ISO 13616, mod 97).
    static func isIBAN(_ cell: Bytes) -> Bool {
        var length = 0
        for byte in cell where byte != 0x20 {
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
        for byte in cell where byte != 0x20 {
            if index >= 4 { add(byte) }
            index += 1
        }
        index = 0
        for byte in cell where byte != 0x20 {
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
    private static func isBarePhone(_ cell: Bytes) -> Bool {
        guard cell.count == 9, cell[0] == 0x36, cell.allSatisfy(isDigit) else { return false }
        return (0x31...0x35).contains(cell[1]) || cell[1] == 0x38
    }

    /// What follows the letters of `tel: 06-12345678`.
    private static func afterLabel(_ cell: Bytes) -> Bytes? {
        guard let start = cell.firstIndex(where: { isDigit($0) || $0 == 0x2B || $0 == 0x28 }), start <= 12 else {
            return nil
        }
        guard cell[..<start].allSatisfy({ isLetter($0) || $0 == 0x2E || $0 == 0x3A || $0 == 0x20 }) else { return nil }
        return Bytes(rebasing: cell[start...])
    }

    // MARK: Places

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
    private static func decimal(_ cell: Bytes) -> (value: Double, decimals: Int)? {
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
    private func pair(_ cell: Bytes) -> Bool {
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

    // MARK: Dates

    /// Year of `31-1-1985`, `1985-01-31`, `31/01/1985 12:00`, `31 jan. 1985`.
    static func year(of cell: Bytes) -> Int? {
        var numbers: (Int, Int, Int) = (0, 0, 0)
        var lengths: (Int, Int, Int) = (0, 0, 0)
        var count = 0
        var wasDigit = false
        var hasWord = false
        for byte in cell {
            if isDigit(byte) {
                if !wasDigit {
                    count += 1
                    // The time of day comes behind the date.
                    if count > (hasWord ? 2 : 3) { break }
                }
                let digit = Int(byte - 0x30)
                switch count {
                case 1: numbers.0 = numbers.0 * 10 + digit; lengths.0 += 1
                case 2: numbers.1 = numbers.1 * 10 + digit; lengths.1 += 1
                default: numbers.2 = numbers.2 * 10 + digit; lengths.2 += 1
                }
                guard max(lengths.0, lengths.1, lengths.2) <= 4 else { return nil }
                wasDigit = true
            } else {
                if isLetter(byte) || byte >= 0x80 {
                    if count == 0 || count == 2 && !hasWord { return nil }
                    if count == 1 { hasWord = true }
                } else if byte != 0x2D, byte != 0x2F, byte != 0x2E, byte != 0x20, byte != 0x3A, byte != 0x2C {
                    return nil
                }
                wasDigit = false
            }
        }
        let year: Int
        if hasWord {
            guard count >= 2, lengths.1 == 4, (1...31).contains(numbers.0) else { return nil }
            year = numbers.1
        } else if lengths.0 == 4 {
            guard count >= 3, (1...12).contains(numbers.1), (1...31).contains(numbers.2) else { return nil }
            year = numbers.0
        } else {
            guard count >= 3, lengths.2 == 4, (1...31).contains(numbers.0), (1...31).contains(numbers.1),
                min(numbers.0, numbers.1) <= 12
            else { return nil }
            year = numbers.2
        }
        return (1900...2100).contains(year) ? year : nil
    }

    // MARK: Bytes

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// Without blanks, tabs and non-breaking spaces at both ends, and without the apostrophe against formulas.
    static func trimmed(_ cell: Bytes) -> Bytes {
        var low = 0
        var high = cell.count
        while low < high {
            if cell[low] <= 0x20 || cell[low] == 0x27 {
                low += 1
            } else if low + 1 < high, cell[low] == 0xC2, cell[low + 1] == 0xA0 {
                low += 2
            } else {
                break
            }
        }
        while high > low {
            if cell[high - 1] <= 0x20 {
                high -= 1
            } else if high - low > 1, cell[high - 2] == 0xC2, cell[high - 1] == 0xA0 {
                high -= 2
            } else {
                break
            }
        }
        return Bytes(rebasing: cell[low..<high])
    }
}
