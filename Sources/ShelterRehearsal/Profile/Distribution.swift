/// How the values of one variable are drawn.
///
/// See ``init(_:)`` for the written form.
public struct Distribution: Hashable, Sendable {
    /// Another value of the same row.
    public enum Reference: Hashable, Sendable {
        case variable(String)
        case residents
        case capacity
    }

    public enum Shape: Hashable, Sendable {
        /// Never filled in.
        case empty
        case uniform(ClosedRange<Amount>)
        /// Evenly spaced quantiles, the first the least and the last the greatest value; linear in between.
        case quantiles([Amount])
        /// A rate times another value.
        case per(Reference, rate: Amount)
        /// A part of another value: the whole with probability `full`, else a share around `mean`.
        case share(of: Reference, mean: Amount, full: Amount)
        /// What is left of the first value without the second; never below 0.
        case rest(of: Reference, without: Reference)
        /// Of the capacity, as reception for this group is occupied: nearly full, seldom half empty or overfull.
        case occupancy
        case probability(Amount)
        /// Codes with their weights.
        case choice([Weighted])
        case daysBeforeVisit(ClosedRange<Int>)
        case daysAfterVisit(ClosedRange<Int>)
        case words([String])
    }

    /// Whether high values are good news.
    public enum Direction: String, Hashable, Sendable {
        case good, bad, neutral
    }

    public struct Weighted: Hashable, Sendable {
        public var value: String
        public var weight: Int

        public init(value: String, weight: Int) {
            self.value = value
            self.weight = weight
        }
    }

    public var shape: Shape
    /// Standard deviation, for `per` as a share of the drawn value (0 if `nil`), for `share` of the share
    /// (0.12 if `nil`).
    public var spread: Amount?
    /// Least value; for `per` and `share`.
    public var least: Amount?
    /// Decimals that a number is written with, 0…2.
    public var decimals = 1
    /// What a good location has more of, less of, or neither.
    public var direction = Direction.good
    /// Only where this value is yes or above 0; else the cell says "not applicable" or is empty.
    public var condition: Reference?
    /// Only where this value is no or 0.
    public var exclusion: Reference?
    /// Share of cells without a value; `nil` for the profile's.
    public var missing: Amount?

    public init(shape: Shape) {
        self.shape = shape
    }

    /// What is drawn for a column that the profile does not name.
    static func standard(type: ColumnKind, lower: Amount?, upper: Amount?) -> Distribution {
        switch type {
        case .residents: return Distribution(shape: .occupancy)
        case .capacity: return Distribution(shape: .quantiles([4, 35, 70, 120, 240, 950].map { Amount($0) }))
        case .number:
            let least = lower ?? .zero
            let greatest = min(upper ?? least + Amount(20), least + Amount(20))
            return Distribution(shape: .uniform(least...max(least, greatest)))
        case .boolean: return Distribution(shape: .probability(Amount(millionths: 800_000)))
        case .date: return Distribution(shape: .daysBeforeVisit(20...400))
        case .choice: return Distribution(shape: .choice([]))
        case .text: return Distribution(shape: .empty)
        }
    }

    enum ColumnKind {
        case residents, capacity, number, boolean, date, choice, text
    }
}
