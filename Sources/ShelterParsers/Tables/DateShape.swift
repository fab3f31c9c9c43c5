internal import ShelterModel

/// What a text says of a date before it is known in which order the column writes them.
enum DateShape: Equatable {
    /// Begins with the year, or names the month: there is one reading.
    case fixed(CalendarDate)
    case digits(DateDigits)
    /// The year is written with two digits.
    case twoDigitYear
    /// A whole number in which spreadsheets count days; the date it stands for.
    case serial(CalendarDate)
    case none

    init(_ text: String) {
        var text = text.trimmingBlanks()[...]
        if let date = Self.serialDate(text) {
            self = .serial(date)
            return
        }
        var isAmerican = false
        // A time may follow after a blank or a T: 2025-01-31 14:02:00, 2025-01-31T14:02Z, 1/31/2025, 2:00 PM.
        if let colon = text.firstIndex(of: ":") {
            guard let cut = text[..<colon].lastIndex(where: { $0 == " " || $0 == "T" || $0 == "\u{A0}" }),
                let clock = Self.clock(text[text.index(after: cut)...])
            else {
                self = .none
                return
            }
            isAmerican = clock == .american
            text = text[..<cut]
            if text.last == "," { text = text.dropLast() }
        }
        if let digits = DateDigits(text.utf8, isAmerican: isAmerican) {
            self = digits.shape
        } else {
            self = Self.named(text)
        }
    }

    /// `31 jan 2025`, `31-jan-2025`, `January 31, 2025`, `31 січня 2025 р.`
    private static func named(_ text: Substring) -> DateShape {
        var parts = text.split { " -/,\u{A0}".contains($0) }
        // "Year" may stand behind it.
        if parts.count == 4, ["р.", "р", "року", "г.", "г", "года"].contains(parts[3].lowercased()) {
            parts.removeLast()
        }
        if parts.count == 1 { parts = text.split(separator: ".") }
        guard parts.count == 3 else { return .none }
        let place = MonthNames.number(parts[1]) != nil ? 1 : 0
        guard let month = MonthNames.number(parts[place]) else { return .none }
        let first = parts[1 - place]
        let day = first.hasSuffix(".") ? first.dropLast() : first
        guard (1...2).contains(day.count), let day = number(day), let year = number(parts[2]) else { return .none }
        if parts[2].count == 2 { return .twoDigitYear }
        guard parts[2].count == 4, let date = DateDigits.plausible(year, month, day) else { return .none }
        return .fixed(date)
    }

    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
    }

    /// Day 25569 of the 1900 system is 1 January 1970.
    private static func serialDate(_ text: Substring) -> CalendarDate? {
        guard text.count == 5, let number = number(text), (20_000...80_000).contains(number) else { return nil }
        return CalendarDate(daysSince1970: number - 25_569)
    }

    private enum Clock {
        case full, american
    }

    /// `14:02`, `14:02:30`, with fractions or a zone behind it, or `2:02 PM`.
    private static func clock(_ text: Substring) -> Clock? {
        let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == ":" || $0 == "." }
        let rest = text[digits.endIndex...].lowercased().filter { !" .\u{A0}\u{202F}".contains($0) }
        let isAmerican = rest == "am" || rest == "pm"
        guard rest.isEmpty || isAmerican || rest == "z" || rest.hasPrefix("+") || rest.hasPrefix("-") else {
            return nil
        }
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hours = Int(parts[0]), let minutes = Int(parts[1]),
            isAmerican ? (1...12).contains(hours) : (0..<24).contains(hours), (0..<60).contains(minutes)
        else { return nil }
        // 60 is a leap second.
        guard parts.count == 2 || Double(parts[2]).map({ (0..<61).contains($0) }) ?? false else { return nil }
        return isAmerican ? .american : .full
    }
}

/// A date in three numbers with one mark between them.
struct DateDigits: Equatable {
    var first: Int
    var second: Int
    var third: Int
    private var widths: (Int, Int, Int)
    /// Whether the mark is the Dutch one: `3-4-2025`, `3.4.2025` or `3 4 2025`, and not `3/4/2025`.
    var isDutch: Bool
    /// Whether the time behind it says AM or PM.
    var isAmerican: Bool

    static func == (left: Self, right: Self) -> Bool {
        (left.first, left.second, left.third) == (right.first, right.second, right.third)
            && left.widths == right.widths && left.isDutch == right.isDutch && left.isAmerican == right.isAmerican
    }

    /// Does not allocate. `nil` if it is anything else.
    @inline(__always)
    init?(_ bytes: some Sequence<UInt8>, isAmerican: Bool = false) {
        var numbers = (0, 0, 0)
        var widths = (0, 0, 0)
        var part = 0
        var mark: UInt8 = 0
        for byte in bytes {
            let digit = byte &- UInt8(ascii: "0")
            if digit < 10 {
                switch part {
                case 0: numbers.0 = numbers.0 &* 10 &+ Int(digit); widths.0 += 1
                case 1: numbers.1 = numbers.1 &* 10 &+ Int(digit); widths.1 += 1
                default: numbers.2 = numbers.2 &* 10 &+ Int(digit); widths.2 += 1
                }
                guard widths.0 <= 4, widths.1 <= 2, widths.2 <= 4 else { return nil }
            } else {
                // One mark between the parts, the same twice: `-1-2-2025` and `1--2-2025` are no dates.
                guard part < 2, mark == 0 || mark == byte else { return nil }
                switch byte {
                case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: " "): mark = byte
                default: return nil
                }
                guard part == 0 ? widths.0 > 0 : widths.1 > 0 else { return nil }
                part += 1
            }
        }
        guard part == 2, widths.2 > 0 else { return nil }
        (first, second, third) = numbers
        self.widths = widths
        isDutch = mark != UInt8(ascii: "/")
        self.isAmerican = isAmerican
    }

    var shape: DateShape {
        if widths.0 == 4 { return yearFirst.map { .fixed($0) } ?? .none }
        if widths.0 <= 2, widths.2 == 2 {
            return Self.plausible(2000 + third, second, first) ?? Self.plausible(2000 + third, first, second) == nil
                ? .none : .twoDigitYear
        }
        return dayFirst == nil && monthFirst == nil ? .none : .digits(self)
    }

    /// `2025-01-31`
    @inline(__always)
    var yearFirst: CalendarDate? { widths.0 == 4 && widths.2 <= 2 ? Self.plausible(first, second, third) : nil }

    @inline(__always)
    var dayFirst: CalendarDate? { hasYearLast ? Self.plausible(third, second, first) : nil }

    @inline(__always)
    var monthFirst: CalendarDate? { hasYearLast ? Self.plausible(third, first, second) : nil }

    @inline(__always)
    private var hasYearLast: Bool { widths.0 <= 2 && widths.2 == 4 }

    /// Outside these years a date in an inspection is a typing error.
    static func plausible(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
        (1900...2100).contains(year) ? CalendarDate(year: year, month: month, day: day) : nil
    }
}
