/// What the text of one cell looks like, as far as it helps to tell a good reading of a file from a bad one.
enum CellKind: UInt8, Hashable, Sendable {
    case empty
    case number
    case date
    case time
    /// A link, an e-mail address or an IP address.
    case address
    /// One token of letters, digits and joining marks.
    case word
    case text
    /// At least three like items with the same separator between them.
    case list
    /// Text with marks in it that more likely separate cells.
    case doubtful
}

/// Classifies cells; the bytes are UTF-8.
enum CellShape {
    struct Judgement {
        var kind: CellKind
        /// From 0 (no cell looks so) to 1.
        var worth: Double
    }

    static func judge(
        _ bytes: UnsafeBufferPointer<UInt8>,
        isQuoted: Bool,
        quote: UInt8?
    ) -> Judgement {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] == 0x20 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 { end -= 1 }
        if start == end { return Judgement(kind: .empty, worth: 0.8) }
        let cell = UnsafeBufferPointer(rebasing: bytes[start..<end])
        // A pair of quotes with nothing inside means nothing, whatever the quote of the file is.
        if cell.count == 2, cell[0] == cell[1], cell[0] == 0x27 || cell[0] == 0x22 {
            return Judgement(kind: .empty, worth: 0.8)
        }
        let isPadded = start > 0 || end < bytes.count
        let padding = isPadded && !isQuoted ? 0.96 : 1
        let first = cell[0]
        if isNumericStart(first) {
            if isNumber(cell) { return Judgement(kind: .number, worth: padding) }
            if let kind = moment(cell) { return Judgement(kind: kind, worth: padding) }
        }
        if isDateWithName(cell) { return Judgement(kind: .date, worth: padding) }
        if isAddress(cell) { return Judgement(kind: .address, worth: padding) }
        if isQuoted { return Judgement(kind: isWord(cell) ? .word : .text, worth: 0.97) }
        if isWord(cell) { return Judgement(kind: .word, worth: 0.97 * padding) }
        // Answers that a form joined, each with its mark behind it.
        if isTerminatedList(cell) { return Judgement(kind: .text, worth: 0.9 * padding) }
        let items = listItems(cell)
        if items > 0 { return Judgement(kind: .list, worth: (items < 5 ? 0.75 : 0.92) * padding) }
        let worth = textWorth(cell, quote)
        return Judgement(kind: worth < 0.6 ? .doubtful : .text, worth: worth * padding)
    }

    private static func isNumericStart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x2C, 0x24, 0xC2, 0xE2, 0x28, 0x3C, 0x3E, 0x7E: true
        default: false
        }
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }

    /// A number with point or comma, grouped or not, with a sign, a currency, a percentage or an exponent.
    static func isNumber(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        var end = cell.count
        if end > 1, cell[0] == 0x28, cell[end - 1] == 0x29 {
            index = 1
            end -= 1
        }
        func skipMarks() {
            while index < end {
                switch cell[index] {
                case 0x2B, 0x2D, 0x24, 0x20, 0x3C, 0x3E, 0x3D, 0x7E: index += 1
                case 0xC2 where index + 1 < end && [0xA3, 0xA5, 0xA0].contains(cell[index + 1]): index += 2
                case 0xE2 where index + 2 < end && cell[index + 1] == 0x82 && cell[index + 2] == 0xAC: index += 3
                default: return
                }
            }
        }
        skipMarks()
        if index > 4 + 3 { return false }
        while end > index, cell[end - 1] == 0x25 || cell[end - 1] == 0x20 { end -= 1 }
        var digits = 0
        var run = 0
        var separators: [UInt8] = []
        var runs: [Int] = []
        while index < end {
            let byte = cell[index]
            if isDigit(byte) {
                digits += 1
                run += 1
            } else if byte == 0x2E || byte == 0x2C || byte == 0x27 || byte == 0x20 {
                separators.append(byte)
                runs.append(run)
                run = 0
                if separators.count > 7 { return false }
            } else if (byte | 0x20) == 0x65, digits > 0 {
                return isExponent(cell, index + 1, end) && separators.count < 2
            } else {
                return false
            }
            index += 1
        }
        runs.append(run)
        if digits == 0 { return false }
        return isGrouping(separators, runs)
    }

    private static func isExponent(_ cell: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var index = start
        if index < end, cell[index] == 0x2B || cell[index] == 0x2D { index += 1 }
        guard index < end else { return false }
        while index < end, isDigit(cell[index]) { index += 1 }
        return index == end
    }

    /// Whether digits in these runs, with these marks between them, are one number.
    private static func isGrouping(_ separators: [UInt8], _ runs: [Int]) -> Bool {
        guard let last = separators.last else { return true }
        if separators.count == 1 { return last == 0x2E || last == 0x2C || (runs[1] == 3 && (1...3).contains(runs[0])) }
        let group = separators[0]
        guard (1...3).contains(runs[0]) else { return false }
        for position in 1..<separators.count where runs[position] != 3 { return false }
        for position in 1..<(separators.count - 1) where separators[position] != group { return false }
        if last == group { return runs[separators.count] == 3 }
        return last == 0x2E || last == 0x2C
    }

    /// A date or time in digits.
    static func moment(_ cell: UnsafeBufferPointer<UInt8>) -> CellKind? {
        guard cell.count >= 4, cell.count <= 35, isDigit(cell[0]) else { return nil }
        var dateMark: UInt8?
        var dateMarks = 0
        var timeMarks = 0
        var run = 0
        var gaps = 0
        var index = 0
        while index < cell.count {
            let byte = cell[index]
            index += 1
            if isDigit(byte) {
                run += 1
                if run > 4, timeMarks == 0 || run > 9 { return nil }
                continue
            }
            if run == 0, byte != 0x20 { return nil }
            switch byte {
            case 0x2D, 0x2F, 0x2E:
                // Of a zone or a fraction of a second.
                if timeMarks > 0 { break }
                if let dateMark, dateMark != byte { return nil }
                dateMark = byte
                dateMarks += 1
            case 0x3A: timeMarks += 1
            case 0x2C where timeMarks == 2: break
            case 0x54, 0x74, 0x20: gaps += 1
            case 0x2B where timeMarks > 0: break
            case 0x5A, 0x7A: if index != cell.count || timeMarks == 0 { return nil }
            case 0x41, 0x50, 0x61, 0x70:
                guard index + 1 == cell.count, cell[index] | 0x20 == 0x6D, timeMarks > 0 else { return nil }
                return dateMarks > 0 ? .date : .time
            default: return nil
            }
            run = 0
        }
        if gaps > 2 || timeMarks > 3 { return nil }
        if dateMarks == 2 { return timeMarks > 0 || gaps == 0 ? .date : nil }
        if dateMarks == 0 { return timeMarks > 0 && gaps <= 1 ? .time : nil }
        return dateMarks == 1 && dateMark != 0x2E && timeMarks == 0 && gaps == 0 ? .date : nil
    }

    private static let months: Set<UInt32> = {
        let names = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mrt", "maa", "mei",
            "okt",
        ]
        return Set(names.map { $0.utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } })
    }()

    /// A date with the name of a month, such as `31-Jan-2017`, `1 mei 2024` or `Jan-16`.
    static func isDateWithName(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard cell.count >= 5, cell.count <= 26 else { return false }
        var digits = 0
        var hasMonth = false
        var index = 0
        while index < cell.count {
            let byte = cell[index]
            if isDigit(byte) {
                digits += 1
                index += 1
            } else if isLetter(byte) {
                let start = index
                while index < cell.count, isLetter(cell[index]) { index += 1 }
                guard index - start >= 3, !hasMonth else { return false }
                let key = (start..<start + 3).reduce(UInt32(0)) { $0 << 8 | UInt32(cell[$1] | 0x20) }
                guard months.contains(key) else { return false }
                hasMonth = true
            } else if byte == 0x2D || byte == 0x20 || byte == 0x2E || byte == 0x2F || byte == 0x3A || byte == 0x2C {
                index += 1
            } else {
                return false
            }
        }
        return hasMonth && digits >= 2
    }

    static func isAddress(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        var dots = 0
        var at = 0
        var isDigits = true
        var hasScheme = false
        for index in 0..<cell.count {
            switch cell[index] {
            case 0x2E: dots += 1
            case 0x40: at += 1
            case 0x20, 0x09, 0x7C, 0x22: return false
            case 0x2C, 0x3B: if !hasScheme { return false }
            case 0x3A:
                if index + 2 < cell.count, cell[index + 1] == 0x2F, cell[index + 2] == 0x2F { hasScheme = true }
                isDigits = false
            case 0x30...0x39: break
            default: isDigits = false
            }
        }
        if hasScheme { return isLetter(cell[0]) }
        return at == 1 && dots > 0 || dots == 3 && isDigits
    }

    static func isWord(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in cell where !(isDigit(byte) || isLetter(byte)) {
            switch byte {
            case 0x5F, 0x2D, 0x2E, 0x2F, 0x23, 0x25, 0x28, 0x29, 0x5B, 0x5D: continue
            default: return false
            }
        }
        return isDigit(cell[0]) || isLetter(cell[0]) || cell[0] == 0x5F || cell[0] == 0x23 || cell.count == 1
    }

    /// Whether every item has a semicolon behind it, and no other mark stands in it, as in `Fiets;Auto;`.
    static func isTerminatedList(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard cell.count > 2, cell[cell.count - 1] == 0x3B, cell[0] != 0x3B else { return false }
        var previous: UInt8 = 0
        for byte in cell {
            if [0x7C, 0x2C, 0x09, 0x22].contains(byte) || (byte == 0x3B && previous == 0x3B) { return false }
            previous = byte
        }
        return true
    }

    /// How many items of the same kind stand between one kind of separator; 0 if fewer than three.
    static func listItems(_ cell: UnsafeBufferPointer<UInt8>) -> Int {
        for separator in [UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: ",")] {
            var items = 0
            var numbers = 0
            var start = 0
            var isClean = true
            for index in 0...cell.count where index == cell.count || cell[index] == separator {
                let item = UnsafeBufferPointer(rebasing: cell[start..<index])
                start = index + 1
                if item.isEmpty, index == cell.count { continue }
                items += 1
                if !item.isEmpty, isNumber(item) { numbers += 1 }
                if item.contains(where: { [0x7C, 0x3B, 0x2C, 0x09, 0x22].contains($0) && $0 != separator }) {
                    isClean = false
                }
                if !isClean { break }
            }
            if isClean, items >= 3, numbers == items || numbers == 0 { return items }
        }
        return 0
    }

    private static func textWorth(_ cell: UnsafeBufferPointer<UInt8>, _ quote: UInt8?) -> Double {
        var worth = 0.92
        var depth = 0
        var isUnbalanced = false
        var index = 0
        while index < cell.count {
            let next = index + 1 < cell.count ? cell[index + 1] : 0x20
            switch cell[index] {
            case 0x09: worth = min(worth, 0.1)
            case 0x3B: worth = min(worth, next == 0x20 && index + 1 < cell.count ? 0.5 : 0.36)
            case 0x7C: worth = min(worth, next == 0x20 ? 0.6 : 0.4)
            case 0x2C: worth = min(worth, next == 0x20 ? 0.8 : 0.4)
            case 0x22:
                // Such as inches, or a quotation inside a sentence.
                worth = min(worth, index == 0 || index + 1 == cell.count ? 0.25 : 0.5)
            case 0x28, 0x5B, 0x7B: depth += 1
            case 0x29, 0x5D, 0x7D:
                depth -= 1
                if depth < 0 { isUnbalanced = true }
            case 0x27 where index == 0 && quote != 0x27 && cell.count > 2: worth = min(worth, 0.6)
            default: break
            }
            index += 1
        }
        if depth != 0 || isUnbalanced { worth *= 0.6 }
        return worth
    }
}
