internal import ShelterModel

/// Writes dates and times of a workbook in ISO 8601.
enum SheetDate {
    /// How a number format has a number shown.
    enum Kind: UInt8 {
        case number
        case date
        /// Hours, minutes or seconds that count on beyond a day: `[h]:mm`.
        case duration
    }

    private static let millisecondsPerDay = 86_400_000.0
    /// 31 December 9999 in the 1900 system: spreadsheets know no later day.
    private static let lastSerial = 2_958_466.0

    /// The day, the time of day, or both: whatever the number holds. Day 0 is no day.
    ///
    /// In the 1900 system day 60 is 29 February 1900, which never was; it is written so, and not moved to another day.
    ///
    /// - Parameter serial: Days since the epoch of the workbook.
    /// - Returns: `nil` if spreadsheets show no date either.
    static func text(serial: Double, kind: Kind, is1904: Bool) -> String? {
        if kind == .duration { return durationText(days: serial) }
        guard serial >= 0, serial < lastSerial else { return nil }
        var day = Int(serial)
        var milliseconds = Int(((serial - Double(day)) * millisecondsPerDay).rounded())
        if milliseconds >= 86_400_000 {
            milliseconds = 0
            day += 1
        }
        let time = clock(milliseconds)
        if day == 0 { return time }
        guard let date = dayText(day, is1904: is1904) else { return nil }
        return milliseconds == 0 ? date : date + "T" + time
    }

    /// A time that counts hours beyond 24, such as `36:00:00`.
    static func durationText(days: Double) -> String? {
        guard abs(days) < lastSerial else { return nil }
        let milliseconds = Int((abs(days) * millisecondsPerDay).rounded())
        return (days < 0 && milliseconds > 0 ? "-" : "") + clock(milliseconds)
    }

    private static func dayText(_ day: Int, is1904: Bool) -> String? {
        if is1904 { return isoText(daysSince1970: day - 24_107) }
        if day == 60 { return "1900-02-29" }
        return isoText(daysSince1970: day - 25_569 + (day < 60 ? 1 : 0))
    }

    private static func isoText(daysSince1970 days: Int) -> String? {
        let date = CalendarDate(daysSince1970: days)
        return date.components.year <= 9999 ? date.iso : nil
    }

    private static func clock(_ milliseconds: Int) -> String {
        let seconds = milliseconds / 1000
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        let text = parts.joined(separator: ":")
        let rest = milliseconds % 1000
        return rest == 0 ? text : text + "." + String(String(1000 + rest).dropFirst())
    }

    /// A date that the file writes in ISO 8601 itself, without a midnight behind it.
    static func shortened(_ text: String) -> String {
        guard let mark = text.firstIndex(of: "T") else { return text }
        var time = text[text.index(after: mark)...]
        if let point = time.firstIndex(of: "."), time[point...].dropFirst().allSatisfy({ $0 == "0" }) {
            time = time[..<point]
        }
        return ["00:00:00", "00:00"].contains(time) ? String(text[..<mark]) : String(text[...mark]) + time
    }

    /// A duration of ISO 8601 as a clock shows it: `PT14H02M00S` is `14:02:00`.
    static func clockText(isoDuration text: String) -> String? {
        guard let parts = text.wholeMatch(of: /(-?)PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,](\d+))?S)?/)
        else {
            return nil
        }
        let seconds = (Int(parts.2 ?? "0") ?? 0) * 3600 + (Int(parts.3 ?? "0") ?? 0) * 60 + (Int(parts.4 ?? "0") ?? 0)
        let milliseconds = ((Double("0." + (parts.5 ?? "0")) ?? 0) * 1000).rounded()
        return parts.1 + clock(seconds * 1000 + Int(milliseconds))
    }

    /// What the numbers mean that a number format is applied to.
    ///
    /// Source: ECMA-376 part 1, 18.8.30 (built-in formats, also those of East Asian languages) and 18.8.31.
    static func kind(formatID: Int, code: String?) -> Kind {
        if let code { return kind(code: code) }
        return switch formatID {
        case 46: .duration
        case 14...22, 27...36, 45, 47, 50...58: .date
        default: .number
        }
    }

    /// A date if its first section has a letter of day, month, year, hour, minute or second outside quotes, brackets
    /// and escapes.
    static func kind(code: String) -> Kind {
        var letters = code.utf8.makeIterator()
        while let letter = letters.next() {
            switch letter {
            case UInt8(ascii: ";"): return .number
            case UInt8(ascii: "\""):
                while let quoted = letters.next(), quoted != UInt8(ascii: "\"") {}
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"):
                _ = letters.next()
            case UInt8(ascii: "["):
                var inside: [UInt8] = []
                while let bracketed = letters.next(), bracketed != UInt8(ascii: "]") { inside.append(bracketed | 0x20) }
                let elapsed = inside.first.map { first in
                    "hms".utf8.contains(first) && inside.allSatisfy { $0 == first }
                }
                if elapsed == true { return .duration }
            case let other where "dmyhs".utf8.contains(other | 0x20):
                return .date
            default: break
            }
        }
        return .number
    }
}
