import ShelterModel

/// One location that exists in the invented world.
struct Place {
    /// Number from 1; the source of its id and of everything it draws.
    var serial: Int
    /// Index in the register.
    var municipality: Int
    /// Index in the code list of the column with role `kind`; `nil` without such a column.
    var kind: Int?
    var name: String
    /// −1…1 around 0: how good it is, apart from chance.
    var quality: Amount
    var visit: CalendarDate
}

/// The values of one visit, before anything is written.
struct DrawnRow {
    /// Numbers as millionths; yes is 1; a date is days since 1970; a choice or text is an index.
    var values: [Int]
    /// Which missing form stands in the cell; −1 for a value.
    var missing: [Int]
}

/// Draws the values of a visit.
struct RowDrawer {
    let seed: UInt64
    let plans: [RowPlan]

    func plan(for place: Place) -> RowPlan { plans[place.kind.map { $0 + 1 } ?? 0] }

    /// - Parameter number: 0 for the newest visit, 1 for the one before.
    func draw(_ place: Place, visit number: Int, into row: inout DrawnRow) {
        let plan = plan(for: place)
        var building = RandomSource(seed: seed, stream: UInt64(place.serial) &* 16)
        var visit = RandomSource(seed: seed, stream: UInt64(place.serial) &* 16 &+ 1 &+ UInt64(number))
        row.values.removeAll(keepingCapacity: true)
        row.values.append(contentsOf: repeatElement(0, count: plan.columns.count))
        row.missing.removeAll(keepingCapacity: true)
        row.missing.append(contentsOf: repeatElement(-1, count: plan.columns.count))
        for index in plan.order {
            if plan.columns[index].changesPerVisit {
                draw(index, plan, place, &visit, into: &row)
            } else {
                draw(index, plan, place, &building, into: &row)
            }
        }
    }

    private func draw(
        _ index: Int,
        _ plan: RowPlan,
        _ place: Place,
        _ random: inout RandomSource,
        into row: inout DrawnRow
    ) {
        let column = plan.columns[index]
        if let value = value(column, place, row, &random) {
            row.values[index] = value
        } else {
            row.missing[index] = 0
        }
        let isOff =
            (column.condition.map { row.values[$0] <= 0 } ?? false)
            || (column.exclusion.map { row.values[$0] > 0 } ?? false)
        if isOff {
            row.values[index] = 0
            row.missing[index] = column.notApplicable
        } else if row.missing[index] < 0, random.happens(column.missing) {
            // An empty cell is as frequent as all words for "no answer" together.
            row.missing[index] = random.below(2) == 0 ? 0 : random.below(column.missingForms.count)
        }
    }

    private func value(
        _ column: ColumnPlan,
        _ place: Place,
        _ row: DrawnRow,
        _ random: inout RandomSource
    ) -> Int? {
        let quality =
            switch column.direction {
            case .good: place.quality
            case .bad: .zero - place.quality
            case .neutral: Amount.zero
            }
        switch column.shape {
        case .empty: return nil
        case .given: return 0
        case .kind: return place.kind
        case .visitDate: return place.visit.daysSince1970
        case .uniform(let range):
            let millionths = random.within(range.lowerBound.millionths...range.upperBound.millionths)
            return fitted(Amount(millionths: millionths), column)
        case .quantiles(let points):
            let place = random.below(points.count - 1)
            let part = Amount(millionths: random.below(1_000_000))
            return fitted(points[place] + (points[place + 1] - points[place]) * part, column)
        case .per(let source, let rate):
            let factor = Amount.one + (column.spread ?? .zero) * random.bell() + quality * Amount(millionths: 100_000)
            return fitted(
                Amount(millionths: row.values[source]) * rate * max(factor, Amount(millionths: 50_000)),
                column
            )
        case .share(let source, let mean, let full):
            let whole = Amount(millionths: row.values[source])
            let isFull = random.happens(full + shift(full, quality))
            let share = mean + random.bell() * (column.spread ?? Amount(millionths: 120_000)) + shift(mean, quality)
            return fitted(isFull ? whole : whole * min(max(share, .zero), .one), column)
        case .rest(let whole, let part):
            return fitted(Amount(millionths: max(row.values[whole] - row.values[part], 0)), column)
        case .occupancy(let capacity):
            let rate = occupancy(&random)
            return fitted(Amount(millionths: capacity.map { row.values[$0] } ?? Amount(80).millionths) * rate, column)
        case .probability(let probability):
            return random.happens(probability + shift(probability, quality)) ? 1 : 0
        case .choice(let cumulative):
            let draw = random.below(cumulative.last ?? 0)
            return cumulative.firstIndex { draw < $0 }
        case .daysBeforeVisit(let days): return place.visit.daysSince1970 - random.within(days)
        case .daysAfterVisit(let days): return place.visit.daysSince1970 + random.within(days)
        case .words(let words): return random.below(words.count)
        }
    }

    /// A good location has a higher chance, a bad one a lower; never below 0 or above 1.
    private func shift(_ probability: Amount, _ quality: Amount) -> Amount {
        min(probability, .one - probability) * quality * Amount(millionths: 600_000)
    }

    /// 97 % on average: most locations are nearly full, some emptier, some hold more than they were made for.
    private func occupancy(_ random: inout RandomSource) -> Amount {
        switch random.below(100) {
        case ..<88: Amount(millionths: random.within(960_000...1_000_000))
        case ..<96: Amount(millionths: random.within(700_000...960_000))
        default: Amount(millionths: random.within(1_000_000...1_060_000))
        }
    }

    private func fitted(_ amount: Amount, _ column: ColumnPlan) -> Int {
        var result = amount.rounded(to: column.step)
        if let least = column.least, result < least { result = least }
        return min(max(result, column.lower), column.upper).millionths
    }
}
