internal import ShelterCleaning
internal import ShelterModel
internal import ShelterParsers

/// Holds the new values of a log against the way in which their columns write numbers and dates.
///
/// A value that comes in another notation can turn the reading of its whole column: `1.234` among `12,5` and `2,75` would be
/// read as 1234, and nobody would see it.
struct NotationWatch {
    private struct Seen {
        var commas = 0
        var points = 0
        /// Cells that the raw file itself holds as numbers.
        var numbers = 0
        var isoDates = 0
        var otherDates = 0
    }

    private let entries: [(entry: LogEntry, column: Int)]
    private var seen: [Int: Seen] = [:]
    private let columns: [Int]

    /// - Parameter column: Of the entry with this number, in the raw file.
    init(_ log: CleaningLog, column: (Int) -> Int?) {
        entries = log.entries.enumerated().compactMap { number, entry in
            guard entry.action == .change, Self.hasNotation(entry), let column = column(number) else { return nil }
            return (entry, column)
        }
        columns = Set(entries.map(\.column)).sorted()
        for column in columns { seen[column] = Seen() }
    }

    private static func hasNotation(_ entry: LogEntry) -> Bool {
        let value = entry.newValue.utf8
        return [.comma, .point, .ambiguous].contains(NumberNotation(value)) || DateNotation(value) != .none
    }

    mutating func add(_ record: borrowing RecordCursor) {
        for column in columns {
            let cell = record.bytes(column)
            guard !cell.isEmpty, var known = seen[column] else { continue }
            if record.isNumber(column) {
                known.numbers += 1
            } else {
                switch NumberNotation(cell) {
                case .comma: known.commas += 1
                case .point: known.points += 1
                case .plain, .ambiguous, .none: break
                }
                switch DateNotation(cell) {
                case .iso: known.isoDates += 1
                case .other: known.otherDates += 1
                case .none: break
                }
            }
            seen[column] = known
        }
    }

    /// Entries whose value is written otherwise than its column; those of severity error must not be applied.
    ///
    /// - Parameter file: Name of the raw file.
    func remarks(file: String) -> [Diagnostic] {
        entries.compactMap { entry, column in
            guard let known = seen[column] else { return nil }
            var place = entry.location
            place?.field = entry.variable
            let arguments: [String: Diagnostic.Argument] = ["raw": .text(file), "column": .text(entry.variable)]
            switch Self.problem(entry, known) {
            case .none: return nil
            case .some(let (severity, code)): return Diagnostic(severity, code, at: place, arguments)
            }
        }
    }

    private static func problem(_ entry: LogEntry, _ seen: Seen) -> (Diagnostic.Severity, String)? {
        let value = entry.newValue.utf8
        let notation = NumberNotation(value)
        if entry.newValueIsNumber {
            guard seen.commas > 0, notation == .point || notation == .ambiguous else { return nil }
            return (.error, "cleaning.number-among-commas")
        }
        let isPoint = (seen.points > 0 || seen.numbers > 0) && seen.commas == 0
        if notation == .comma, isPoint { return (.warning, "cleaning.comma-among-points") }
        if notation == .point, seen.commas > 0, seen.points == 0 { return (.warning, "cleaning.point-among-commas") }
        switch DateNotation(value) {
        case .iso where seen.otherDates > 0 && seen.isoDates == 0: return (.warning, "cleaning.iso-among-dates")
        case .other where seen.isoDates > 0 && seen.otherDates == 0: return (.warning, "cleaning.date-among-iso")
        default: return nil
        }
    }
}
