import ShelterModel

/// Writes the numbers of SPSS as text.
enum SAVCell {
    /// What the numbers of a variable stand for.
    enum Kind {
        case number
        case text
        /// A day, also where SPSS shows only its month, week or quarter.
        case date
        case dateTime
        /// A time of day, or a duration.
        case time

        /// - Parameter format: As SPSS shows the variable, such as `DATE11`.
        init(format: String) {
            self =
                switch format.prefix(while: \.isLetter) {
                case "A", "AHEX": .text
                case "DATE", "ADATE", "EDATE", "SDATE", "JDATE", "QYR", "MOYR", "WKYR": .date
                case "DATETIME", "YMDHMS": .dateTime
                case "TIME", "DTIME", "MTIME": .time
                default: .number
                }
        }
    }

    private static let secondsPerDay = 86_400.0
    /// From 14 October 1582, where SPSS begins to count, to 1 January 1970.
    private static let daysBefore1970 = 141_428
    /// 1 January 10000, in days since 14 October 1582.
    private static let endOfCalendar = 3_074_325.0
    private static let durationLimit = 1e12

    /// Appends a number as its kind has it written; one that is no date stays a number.
    static func append(_ value: Double, _ kind: Kind, to target: inout [UInt8]) {
        switch kind {
        case .number, .text: appendNumber(value, to: &target)
        case .date:
            let day = (value / secondsPerDay).rounded(.down)
            guard day >= 0, day < endOfCalendar else { return appendNumber(value, to: &target) }
            appendDay(Int(day), to: &target)
        case .dateTime:
            guard value >= 0, value < endOfCalendar * secondsPerDay else { return appendNumber(value, to: &target) }
            let milliseconds = Int((value * 1000).rounded())
            appendDay(milliseconds / 86_400_000, to: &target)
            target.append(UInt8(ascii: "T"))
            appendClock(milliseconds % 86_400_000, to: &target)
        case .time:
            guard abs(value) < durationLimit else { return appendNumber(value, to: &target) }
            let milliseconds = Int((abs(value) * 1000).rounded())
            if value < 0, milliseconds > 0 { target.append(UInt8(ascii: "-")) }
            appendClock(milliseconds, to: &target)
        }
    }

    static func text(_ value: Double, _ kind: Kind) -> String {
        var bytes: [UInt8] = []
        append(value, kind, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The number that SPSS keeps for a day.
    static func seconds(_ date: CalendarDate) -> Double {
        Double(date.daysSince1970 + daysBefore1970) * secondsPerDay
    }

    private static func appendNumber(_ value: Double, to target: inout [UInt8]) {
        guard value == value.rounded(.towardZero), abs(value) < 1e15 else {
            target.append(contentsOf: SheetNumber.text(value).utf8)
            return
        }
        if value < 0 { target.append(UInt8(ascii: "-")) }
        appendDigits(Int(abs(value)), width: 1, to: &target)
    }

    private static func appendDay(_ day: Int, to target: inout [UInt8]) {
        let (year, month, dayOfMonth) = CalendarDate(daysSince1970: day - daysBefore1970).components
        appendDigits(year, width: 4, to: &target)
        target.append(UInt8(ascii: "-"))
        appendDigits(month, width: 2, to: &target)
        target.append(UInt8(ascii: "-"))
        appendDigits(dayOfMonth, width: 2, to: &target)
    }

    private static func appendClock(_ milliseconds: Int, to target: inout [UInt8]) {
        let seconds = milliseconds / 1000
        appendDigits(seconds / 3600, width: 2, to: &target)
        target.append(UInt8(ascii: ":"))
        appendDigits(seconds / 60 % 60, width: 2, to: &target)
        target.append(UInt8(ascii: ":"))
        appendDigits(seconds % 60, width: 2, to: &target)
        if milliseconds % 1000 > 0 {
            target.append(UInt8(ascii: "."))
            appendDigits(milliseconds % 1000, width: 3, to: &target)
        }
    }

    private static func appendDigits(_ number: Int, width: Int, to target: inout [UInt8]) {
        var size = 1
        var power = 1
        while size < width || power <= number / 10 {
            size += 1
            power *= 10
        }
        var rest = number
        while power > 0 {
            target.append(UInt8(ascii: "0") + UInt8(rest / power % 10))
            rest %= power
            power /= 10
        }
    }
}
