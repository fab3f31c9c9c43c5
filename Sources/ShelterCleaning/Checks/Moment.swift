public import ShelterModel

/// A date with a time, as exports write it.
public struct Moment: Hashable, Sendable {
    /// Minutes since 1 January 1970; in UTC if a zone is written, else as clocks stood.
    public var minutes: Double
    public var hasZone: Bool
    /// The date as written; two moments with the same one lie on the same day, whatever its order.
    public var writtenDate: String
    /// Whether the date could be read in two orders.
    public var isAmbiguous: Bool

    /// Reads `2025-01-31 14:02:30`, `2025-01-31T14:02:30.000+01:00`, `31-1-2025 14:02` or `1/31/2025 2:02 PM`.
    ///
    /// - Parameter order: Order of dates in digits; with `either`, dates with slashes that fit two orders are ambiguous.
    /// - Returns: `nil` if it is anything else; a date without a time is no moment.
    public init?(_ text: String, order: DateOrder = .either) {
        let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard trimmed.utf8.count <= 64,
            let cut = trimmed.firstIndex(where: { $0 == "T" || $0 == " " }),
            cut < trimmed.index(before: trimmed.endIndex)
        else { return nil }
        let day = trimmed[..<cut].hasSuffix(",") ? trimmed[..<cut].dropLast() : trimmed[..<cut]
        guard let (date, isAmbiguous) = Self.date(day, order),
            let (time, zone) = Self.time(trimmed[trimmed.index(after: cut)...])
        else { return nil }
        minutes = Double(date.daysSince1970) * 1440 + time - (zone ?? 0)
        hasZone = zone != nil
        writtenDate = String(day)
        self.isAmbiguous = isAmbiguous
    }

    /// Minutes from one moment to another; `nil` if it cannot be known.
    public static func minutes(from start: Moment, to end: Moment) -> Double? {
        guard start.hasZone == end.hasZone else { return nil }
        // Of the same day the order of its digits does not matter.
        guard start.writtenDate == end.writtenDate || !start.isAmbiguous && !end.isAmbiguous else { return nil }
        return end.minutes - start.minutes
    }

    private static func date(_ text: Substring, _ order: DateOrder) -> (CalendarDate, Bool)? {
        guard let mark = text.first(where: { !$0.isNumber }), "-/.".contains(mark) else { return nil }
        let parts = text.split(separator: mark, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } && !$0.isEmpty })
        else {
            return nil
        }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        func plausible(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
            (1900...2100).contains(year) ? CalendarDate(year: year, month: month, day: day) : nil
        }
        if parts[0].count == 4 { return plausible(numbers[0], numbers[1], numbers[2]).map { ($0, false) } }
        guard parts[2].count == 4 else { return nil }
        let dayFirst = plausible(numbers[2], numbers[1], numbers[0])
        let monthFirst = plausible(numbers[2], numbers[0], numbers[1])
        switch order {
        case .dayMonthYear, .yearMonthDay: return dayFirst.map { ($0, false) }
        case .monthDayYear: return monthFirst.map { ($0, false) }
        case .either:
            // The American order is only written with slashes.
            guard mark == "/" else { return dayFirst.map { ($0, false) } }
            if let dayFirst, let monthFirst, dayFirst != monthFirst { return (dayFirst, true) }
            return (dayFirst ?? monthFirst).map { ($0, false) }
        }
    }

    /// Minutes of the day, and minutes east of Greenwich if a zone is written.
    private static func time(_ text: Substring) -> (Double, Double?)? {
        var text = text
        var zone: Double?
        if text.hasSuffix("Z") {
            zone = 0
            text = text.dropLast()
        } else if let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let digits = text[text.index(after: sign)...].filter { $0 != ":" }
            guard [2, 4].contains(digits.count), let hours = Int(digits.prefix(2)),
                let minutes = digits.count == 4 ? Int(digits.suffix(2)) : 0, hours <= 14, minutes < 60
            else { return nil }
            zone = Double(hours * 60 + minutes) * (text[sign] == "-" ? -1 : 1)
            text = text[..<sign]
        }
        text = text.last == " " ? text.dropLast() : text
        var shift: Int?
        let lower = text.lowercased()
        if lower.hasSuffix("am") || lower.hasSuffix("pm") {
            shift = lower.hasSuffix("pm") ? 12 : 0
            text = text.dropLast(2)
            text = text.last == " " ? text.dropLast() : text
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 } && !$0.isEmpty }),
            var hours = Int(parts[0]), (0..<24).contains(hours), let minutes = Int(parts[1]),
            (0..<60).contains(minutes),
            let seconds = parts.count == 3 ? Double(parts[2]) : 0, seconds < 61
        else { return nil }
        if let shift {
            guard (1...12).contains(hours) else { return nil }
            hours = hours % 12 + shift
        }
        return (Double(hours * 60 + minutes) + seconds / 60, zone)
    }
}
