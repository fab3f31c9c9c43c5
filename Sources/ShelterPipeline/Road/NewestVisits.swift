internal import ShelterModel

/// Finds the visit of each location that counts: the newest, and of two on the same day the later row.
struct NewestVisits {
    /// Ids are given out by municipalities: two of them may both have a location 1.
    struct Location: Hashable {
        var area: Int
        var id: String
    }

    private struct Visit {
        var file: Int
        var line: Int
        /// Days since 1970; `nil` without a date.
        var date: Int?
    }

    private var newest: [Location: Visit] = [:]

    /// Offers a row that could be used.
    mutating func offer(_ location: Location, date: Int?, file: Int, line: Int) {
        let visit = Visit(file: file, line: line, date: date)
        guard let known = newest[location] else {
            newest[location] = visit
            return
        }
        // A visit without a date never replaces one that has a date.
        if (visit.date ?? Int.min) >= (known.date ?? Int.min) { newest[location] = visit }
    }

    /// The code under which a row is set aside, or `nil` if it is the one that counts.
    func codeSettingAside(_ location: Location, date: Int?, file: Int, line: Int) -> String? {
        guard let winner = newest[location], winner.file != file || winner.line != line else { return nil }
        if date == nil { return "assessment.no-date" }
        return winner.date == date ? "assessment.same-date" : "assessment.superseded"
    }
}
