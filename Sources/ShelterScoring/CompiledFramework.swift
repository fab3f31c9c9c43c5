public import ShelterModel

/// A framework bound to the columns of a code book, ready to be held against tables.
public struct CompiledFramework: Sendable {
    public let framework: Framework
    /// All criteria in the framework's order.
    public let criteria: [CompiledCriterion]
    /// Criterion indices per theme.
    public let themes: [Range<Int>]
    /// What limits bands, in the framework's order.
    let limiters: [CompiledLimiter]
    /// Number of the highest band while a basic requirement fails.
    let cap: Int?
    let visitDate: Int?

    /// Binds `framework` to the variables of `codeBook`.
    ///
    /// Column numbers count the columns of the code book's first table, then what its joins derive, then what is derived from a
    /// column of the table itself.
    ///
    /// - Throws: `Refusal` with every variable that is unknown or of a type that its standard cannot judge, every sum and unit
    ///   that does not fit, every criterion that would mix what residents answered with what was inspected, and a cap or limiter
    ///   whose band does not exist.
    public init(_ framework: Framework, codeBook: CodeBook) throws(Refusal) {
        var binder = Binder(codeBook, framework)
        var criteria: [CompiledCriterion] = []
        var themes: [Range<Int>] = []
        for theme in framework.themes {
            let first = criteria.count
            for criterion in theme.criteria {
                criteria.append(binder.bind(criterion))
            }
            themes.append(first..<criteria.count)
        }
        let numbers = Dictionary(
            framework.criteria.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let cap = framework.cap.flatMap { binder.band($0, framework) }
        let limiters = framework.limiters.compactMap { limiter in
            binder.band(limiter.band, framework).map { CompiledLimiter(limiter, framework, band: $0, numbers: numbers) }
        }
        guard binder.diagnostics.isEmpty else { throw Refusal(binder.diagnostics) }
        self.framework = framework
        self.criteria = criteria
        self.themes = themes
        self.limiters = limiters
        self.cap = cap
        visitDate = codeBook.tables.first?.index(of: .visitDate)
    }
}

/// One criterion with its variables replaced by column numbers.
public struct CompiledCriterion: Sendable {
    public let criterion: Criterion
    /// The tests of the requirement, depth first; findings name the one that decided.
    public let leaves: [Leaf]
    /// What residents say of it.
    public let residents: CompiledResidents?
    /// Whether a threshold of the requirement has a target.
    public let hasTarget: Bool
    let requirement: Node
    /// All must hold.
    let conditions: [Node]

    /// The columns that it looks at, each once, in the order of the rule.
    public var usedColumns: [Int] {
        var seen: Set<Int> = []
        return leaves.flatMap(\.columns).filter { seen.insert($0).inserted }
    }
}

/// A derivation of residents' answers, held against its standard.
public struct CompiledResidents: Sendable {
    public let view: ResidentsView
    /// Columns of the figure, and of the numbers of answers that are known and not known.
    public let value: Int
    public let known: Int
    public let unknown: Int
    let rule: Judge.Rule
}

/// A limiter with its names replaced by numbers.
struct CompiledLimiter: Sendable {
    let criteria: [Int]
    /// Number of the highest band that remains possible.
    let band: Int
    /// Themes that it limits, the overall score behind them; `nil`: the theme of the criterion that fails, and overall.
    let scopes: Set<Int>?

    /// A criterion or theme that is not there, as where a part of the framework alone is scored, limits nothing.
    ///
    /// - Parameters:
    ///   - band: Number of its band.
    ///   - numbers: Of the criteria, by id.
    init(_ limiter: Limiter, _ framework: Framework, band: Int, numbers: [String: Int]) {
        criteria = limiter.criteria.compactMap { numbers[$0] }
        self.band = band
        let places = framework.themes.map(\.id) + ["overall"]
        scopes = limiter.scopes.isEmpty ? nil : Set(limiter.scopes.compactMap { places.firstIndex(of: $0) })
    }
}

/// One measured indicator inside a requirement.
public struct Leaf: Hashable, Sendable {
    public let indicator: Indicator
    public let measurement: Measurement
    public let standard: Standard?
    /// What is aimed at beyond the standard.
    public let target: Standard?
    /// The same indicator at full capacity, where the indicator is per resident.
    public let atCapacity: Measurement?
    /// The unit's values must lie in 0…1.
    public let isShare: Bool

    var columns: [Int] { measurement.columns + (atCapacity?.columns ?? []) }
}

/// An indicator over column numbers.
public enum Measurement: Hashable, Sendable {
    case column(Int)
    case ratio(Int, Int)
    /// Days (or months) from the date in the column to the visit; the other way round when `forward`.
    case interval(Int, daysPerUnit: Double, forward: Bool)
    /// Days from the date in the first column to that in the second.
    case days(Int, Int)
    case formula(Formula)

    /// Columns that it reads; the first is the place of the evidence.
    public var columns: [Int] {
        switch self {
        case .column(let column), .interval(let column, _, _): [column]
        case .ratio(let first, let second), .days(let first, let second): [first, second]
        case .formula(let formula): formula.columns
        }
    }

    /// Whether it counts from or to the day of the visit.
    public var readsVisitDate: Bool {
        switch self {
        case .interval: true
        case .formula(let formula): formula.readsVisitDate
        case .column, .ratio, .days: false
        }
    }
}

/// A requirement over leaves, by their number.
indirect enum Node: Sendable {
    case test(Int, Judge)
    case all([Node])
    case any([Node])
    case atLeast(Int, [Node])
    case cases([(when: Node, then: Node)])
    case report(Int)
    case pending
    /// Judged when two locations are compared.
    case move
}

/// A standard in the terms of a column.
struct Judge: Sendable {
    enum Rule: Sendable {
        case atLeast(Double)
        case atMost(Double)
        case between(Double, Double)
        /// Code numbers that count as met.
        case codes(Set<UInt16>)
        /// Met when attainment is complete.
        case complete
    }

    var rule: Rule
    /// What the target asks; `nil`: no more than the rule.
    var target: Rule?
    var goalposts: Goalposts?
    var isShare: Bool
}
