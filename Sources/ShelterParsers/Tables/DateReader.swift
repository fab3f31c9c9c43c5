internal import ShelterModel

/// Reads the dates of a column, with or without a time behind them.
struct DateReader {
    enum Reading: Equatable {
        case date(CalendarDate)
        /// Could be the first (day-month) or the second (month-day).
        case ambiguous(CalendarDate, CalendarDate)
        case twoDigitYear
        /// The day number of a spreadsheet, in a column where other cells are none.
        case serial
        case notADate
    }

    var dates = ColumnDecision.Dates.dutch
    var readsSerials = false

    /// Digits with hyphens, points or slashes, as nearly every cell has them, without allocating.
    ///
    /// - Returns: `nil` if `read` must look closer.
    @inline(__always)
    func simple(_ bytes: UnsafeBufferPointer<UInt8>) -> CalendarDate? {
        guard bytes.count >= 8, bytes.count <= 10, let digits = DateDigits(bytes) else { return nil }
        if let date = digits.yearFirst { return date }
        guard case .date(let date) = reading(of: digits) else { return nil }
        return date
    }

    func read(_ text: String) -> Reading {
        switch DateShape(text) {
        case .fixed(let date): .date(date)
        case .digits(let digits): reading(of: digits)
        case .twoDigitYear: .twoDigitYear
        case .serial(let date): readsSerials ? .date(date) : .serial
        case .none: .notADate
        }
    }

    private func reading(of digits: DateDigits) -> Reading {
        let dayFirst = digits.dayFirst
        let monthFirst = digits.monthFirst
        switch dates {
        case .dayMonthYear: return dayFirst.map { .date($0) } ?? .notADate
        case .monthDayYear: return monthFirst.map { .date($0) } ?? .notADate
        case .yearMonthDay: return .notADate
        case .dutch, .uncertain:
            guard let dayFirst, let monthFirst, dayFirst != monthFirst else {
                return (dayFirst ?? monthFirst).map { .date($0) } ?? .notADate
            }
            let isWrittenAsDutch = digits.isDutch && !digits.isAmerican
            return dates == .dutch && isWrittenAsDutch ? .date(dayFirst) : .ambiguous(dayFirst, monthFirst)
        }
    }
}
