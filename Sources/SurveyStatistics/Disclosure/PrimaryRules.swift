/// Which cells say too much about somebody by themselves.
///
/// Source: Hundepool et al. (2012), Statistical Disclosure Control, chapter 4.
public struct PrimaryRules: Hashable, Sendable {
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// Fewer contributors than the least, but not none.
        case frequency
        /// The largest few make up too much of the value.
        case dominance
        /// The second largest can estimate the largest too well.
        case percentage
        /// Nobody did: it says something about everybody.
        case zero
        /// Everybody did.
        case full
    }

    /// Least number of contributors.
    public var minimumFrequency = 5
    /// The `number` largest may make up at most `share` of the value.
    public var dominance: (number: Int, share: Double)? {
        get { dominanceNumber.map { ($0, dominanceShare) } }
        set {
            dominanceNumber = newValue?.number
            dominanceShare = newValue?.share ?? 1
        }
    }
    private var dominanceNumber: Int?
    private var dominanceShare = 1.0
    /// The value without the two largest must be at least this share of the largest.
    public var percentage: Double?
    /// Hide cells that nobody, or everybody, is in, where the number asked is known.
    public var hidesZeroAndFull = true

    public init() {}

    /// Why a cell must be hidden; `nil` if it need not be.
    public func reason(_ cell: DisclosureTables.Cell) -> Reason? {
        if let asked = cell.asked, hidesZeroAndFull, asked > 0 {
            if asked < minimumFrequency { return .frequency }
            if cell.value == 0 { return .zero }
            if cell.isCount, cell.value == Double(asked) { return .full }
        }
        if cell.contributors > 0, cell.contributors < minimumFrequency { return .frequency }
        let total = cell.value
        if let dominance, total > 0, cell.largest.prefix(dominance.number).reduce(0, +) > dominance.share * total {
            return .dominance
        }
        if let percentage, let first = cell.largest.first, total > 0 {
            let rest = total - cell.largest.prefix(2).reduce(0, +)
            if rest < percentage * first { return .percentage }
        }
        return nil
    }
}
