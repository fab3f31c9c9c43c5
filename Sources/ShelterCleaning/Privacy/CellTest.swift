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
        let cell = Self.withoutZeroDecimal(cell)
        let profile = Self.profile(cell)
        if profile.hasAt { return Self.areAddresses(cell) ? .email : [] }
        if profile.letters == 0 { return digitSigns(cell, profile) }
        if HiddenAddress.mayBe(in: cell), HiddenAddress.isFound(in: String(decoding: cell, as: UTF8.self)) {
            return .email
        }
        if profile.digits == 0, profile.colons < 2 { return name.signs(cell) }
        if profile.colons >= 2, Self.isIPv6(cell) { return .ip }
        if Self.isIBAN(cell) { return .iban }
        if profile.digits >= 5, Self.year(of: cell) != nil { return .date }
        if profile.digits >= 8, let rest = Self.amongWords(cell), Self.phone(rest) { return .phone }
        return profile.digits >= 4 && pair(cell) ? .pair : []
    }

    /// 123456782.0, as programs write a whole number that they hold as a decimal one, without what stands behind the point.
    private static func withoutZeroDecimal(_ cell: Bytes) -> Bytes {
        guard cell.count >= 10, cell[cell.count - 1] == 0x30, cell[cell.count - 2] == 0x2E else { return cell }
        let whole = Bytes(rebasing: cell[..<(cell.count - 2)])
        return whole.allSatisfy(isDigit) ? whole : cell
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
        let hasDateMarks = profile.dashes == 2 || profile.slashes == 2 || profile.dots == 2
        if hasDateMarks || profile.digits == 8 && cell.count == 8, Self.year(of: cell) != nil { signs.insert(.date) }
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

    // MARK: Dates

    /// Year of `31-1-1985`, `1985-01-31`, `31/01/1985 12:00`, `31 jan. 1985`, `19850131`; of `31-1-85` the one that is past.
    static func year(of cell: Bytes) -> Int? {
        if cell.count == 8, cell.allSatisfy(isDigit), let (number, _) = digits(cell, skipping: []) {
            let (year, month, day) = (Int(number) / 10_000, Int(number) / 100 % 100, Int(number) % 100)
            let isDay = (1...12).contains(month) && (1...31).contains(day)
            return isDay && (1900...2100).contains(year) ? year : nil
        }
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
            guard count >= 3, (1...31).contains(numbers.0), (1...31).contains(numbers.1),
                min(numbers.0, numbers.1) <= 12
            else { return nil }
            if lengths.2 == 2, cell.count <= 8 {
                // Six digits at most, so that no telephone number in pairs is a date.
                year = numbers.2 + (numbers.2 > Self.lastShortYear ? 1900 : 2000)
            } else {
                guard lengths.2 == 4 else { return nil }
                year = numbers.2
            }
        }
        return (1900...2100).contains(year) ? year : nil
    }

    /// Higher years of two digits are of the century before.
    private static let lastShortYear = 30

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
