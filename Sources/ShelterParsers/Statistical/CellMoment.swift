import ShelterModel

/// A cell that is a day, a moment or a time in ISO 8601, written as `SAVReader` and `SheetReader` write it.
struct CellMoment: Hashable {
    enum Shape {
        case date, dateTime, time
    }

    var shape: Shape
    /// `nil` for a time.
    var date: CalendarDate?
    /// Since midnight; negative for a duration below zero, and more than a day for a long one.
    var milliseconds = 0

    init?(_ text: some Collection<UInt8>) {
        guard (8...24).contains(text.count), let first = text.first, first == 0x2D || first &- 0x30 <= 9 else {
            return nil
        }
        let bytes = Array(text)
        if bytes.count >= 10, bytes[4] == UInt8(ascii: "-") {
            // SPSS counts from October 1582, and dates before are seldom meant in this calendar.
            guard let date = Self.date(bytes[..<10]), SAVCell.seconds(date) >= 0 else { return nil }
            self.date = date
            shape = .date
            if bytes.count == 10 { return }
            guard bytes[10] == UInt8(ascii: "T"), let clock = Self.clock(bytes[11...], mostHours: 23) else {
                return nil
            }
            shape = .dateTime
            milliseconds = clock
        } else {
            let isNegative = first == UInt8(ascii: "-")
            guard let clock = Self.clock(isNegative ? bytes[1...] : bytes[...], mostHours: 99_999_999) else {
                return nil
            }
            if isNegative, clock == 0 { return nil }
            shape = .time
            milliseconds = isNegative ? -clock : clock
        }
    }

    private static func date(_ bytes: ArraySlice<UInt8>) -> CalendarDate? {
        let start = bytes.startIndex
        guard bytes[start + 7] == UInt8(ascii: "-"), let year = number(bytes[start..<start + 4]),
            let month = number(bytes[start + 5..<start + 7]), let day = number(bytes[start + 8..<start + 10])
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    /// Reads `14:02:30` and `14:02:30.500`; hours have two digits, or more without zeros before them.
    private static func clock(_ bytes: ArraySlice<UInt8>, mostHours: Int) -> Int? {
        guard let mark = bytes.firstIndex(of: UInt8(ascii: ":")), mark - bytes.startIndex >= 2,
            let hours = number(bytes[..<mark]), hours <= mostHours,
            mark - bytes.startIndex == 2 || bytes.first != UInt8(ascii: "0")
        else { return nil }
        let rest = bytes[(mark + 1)...]
        let start = rest.startIndex
        guard rest.count == 5 || rest.count == 9, rest[start + 2] == UInt8(ascii: ":"),
            let minutes = number(rest[start..<start + 2]), minutes < 60,
            let seconds = number(rest[start + 3..<start + 5]), seconds < 60
        else { return nil }
        let whole = ((hours * 60 + minutes) * 60 + seconds) * 1000
        if rest.count == 5 { return whole }
        guard rest[start + 5] == UInt8(ascii: "."), let thousandths = number(rest[(start + 6)...]), thousandths > 0
        else {
            return nil
        }
        return whole + thousandths
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 8, digits.allSatisfy({ $0 &- 0x30 <= 9 }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
