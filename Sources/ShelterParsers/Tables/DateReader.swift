internal import ShelterModel

/// Reads dates in day-month-year order or ISO 8601, with or without a time behind them.
enum DateReader {
    private static let months: [String: Int] = [
        "jan": 1, "januari": 1, "january": 1, "feb": 2, "februari": 2, "february": 2, "mrt": 3, "maart": 3, "mar": 3,
        "march": 3, "apr": 4, "april": 4, "mei": 5, "may": 5, "jun": 6, "juni": 6, "june": 6, "jul": 7, "juli": 7,
        "july": 7, "aug": 8, "augustus": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "okt": 10, "oktober": 10,
        "oct": 10, "october": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
    ]

    /// - Returns: `nil` if it is no date, or a year is written with two digits.
    static func read(_ text: String) -> CalendarDate? {
        var text = text.trimmingBlanks()[...]
        // A time may follow after a blank or a T: 2025-01-31 14:02:00, 2025-01-31T14:02Z.
        if let colon = text.firstIndex(of: ":") {
            guard let cut = text[..<colon].lastIndex(where: { $0 == " " || $0 == "T" }) else { return nil }
            guard isTime(text[text.index(after: cut)...]) else { return nil }
            text = text[..<cut]
        }
        guard text.allSatisfy(\.isASCII), let mark = text.first(where: { !$0.isNumber }), "-/. ".contains(mark) else {
            return nil
        }
        // One mark between the parts, the same twice: `-1-2-2025` and `1--2-2025` are no dates.
        let parts = text.split(separator: mark, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        if parts[0].count == 4 {
            guard let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]) else { return nil }
            return plausible(year, month, day)
        }
        let month = parts[1].hasSuffix(".") ? parts[1].dropLast() : parts[1]
        guard (1...2).contains(parts[0].count), parts[2].count == 4, let day = Int(parts[0]), let year = Int(parts[2]),
            let month = Int(month) ?? months[month.lowercased()]
        else { return nil }
        return plausible(year, month, day)
    }

    /// Outside these years a date in an inspection is a typing error.
    private static func plausible(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
        (1900...2100).contains(year) ? CalendarDate(year: year, month: month, day: day) : nil
    }

    /// `14:02`, `14:02:30`, with fractions or a zone behind it.
    private static func isTime(_ text: Substring) -> Bool {
        // AM and PM come with dates in American order, which are not read here.
        let digits = text.prefix { $0.isNumber || $0 == ":" || $0 == "." }
        let zone = text[digits.endIndex...]
        guard zone.isEmpty || zone == "Z" || zone.hasPrefix("+") || zone.hasPrefix("-") else { return false }
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hours = Int(parts[0]), (0..<24).contains(hours),
            let minutes = Int(parts[1]), (0..<60).contains(minutes)
        else { return false }
        // 60 is a leap second.
        return parts.count == 2 || Double(parts[2]).map { (0..<61).contains($0) } ?? false
    }

    /// `YYYY-MM-DD` and `d-m-YYYY` without allocating; `nil` if it is anything else.
    @inline(__always)
    static func simple(_ bytes: UnsafeBufferPointer<UInt8>) -> CalendarDate? {
        guard bytes.count >= 8, bytes.count <= 10 else { return nil }
        var numbers = (0, 0, 0)
        var widths = (0, 0, 0)
        var part = 0
        for byte in bytes {
            let digit = byte &- UInt8(ascii: "0")
            if digit < 10 {
                switch part {
                case 0: numbers.0 = numbers.0 * 10 + Int(digit); widths.0 += 1
                case 1: numbers.1 = numbers.1 * 10 + Int(digit); widths.1 += 1
                default: numbers.2 = numbers.2 * 10 + Int(digit); widths.2 += 1
                }
            } else if byte == UInt8(ascii: "-"), part < 2 {
                part += 1
            } else {
                return nil
            }
        }
        if widths.0 == 4, widths.1 == 2, widths.2 == 2 {
            return plausible(numbers.0, numbers.1, numbers.2)
        }
        if (1...2).contains(widths.0), (1...2).contains(widths.1), widths.2 == 4 {
            return plausible(numbers.2, numbers.1, numbers.0)
        }
        return nil
    }
}
