import ShelterModel

/// Draws invented answers of residents, location by location.
struct ResidentSurvey: Sendable {
    private let columns: [ColumnDefinition]
    private let register: MunicipalityRegister
    private let plan: RowPlan
    private let response: Amount
    private let seed: UInt64

    /// `nil` without a table of respondents that refers to the location's id.
    init?(
        codeBook: CodeBook,
        register: MunicipalityRegister,
        profile: RehearsalProfile,
        seed: UInt64
    ) throws(Refusal) {
        let join = codeBook.joins.first { join in
            join.within == nil && join.to == nil
                && codeBook.tables.contains { $0.name == join.table && $0.grain == .respondent }
        }
        guard let join, let table = codeBook.tables.first(where: { $0.name == join.table }) else { return nil }
        columns = table.columns.map { column in
            var column = column
            column.role = column.variable == join.on ? .locationID : nil
            return column
        }
        var own = RehearsalProfile()
        own.missing = profile.missing
        own.variables = profile.respondents
        let planner = RowPlanner(columns: columns, profile: own)
        let problems = planner.problems(codeBook: codeBook.id)
        if !problems.isEmpty { throw Refusal(problems) }
        plan = planner.plan(kind: nil)
        response = profile.response
        self.register = register
        self.seed = seed
    }

    /// - Parameter places: Each with the number of its residents.
    func csv(_ places: [(place: Place, residents: Amount)]) -> [UInt8] {
        let writer = RowWriter(register: register)
        var bytes: [UInt8] = []
        writer.appendHeader(columns, to: &bytes)
        var draft = DrawnRow(values: [], missing: [])
        for (place, residents) in places {
            var place = place
            place.kind = nil
            var random = RandomSource(seed: seed, stream: UInt64(place.serial) &* 16 &+ 9)
            let people = residents.whole
            let spread = Amount(millionths: 300_000) * random.bell()
            let rate = min(max(response * (.one + spread), .zero), .one)
            let answering = (Amount(people) * rate).whole
            for number in 0..<max(0, answering) {
                // Every resident draws from a row of numbers of their own.
                let own = RowDrawer(seed: seed &+ UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15, plans: [plan])
                own.draw(place, visit: 0, into: &draft)
                writer.append(draft, of: place, visit: 0, plan: plan, replaced: nil, to: &bytes)
                bytes += RowWriter.lineEnd
            }
        }
        return bytes
    }
}
