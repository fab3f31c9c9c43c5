/// What is done with the indicators, in this order: divide, impute, treat, normalise, aggregate.
public struct CompositeOptions: Hashable, Sendable {
    public var imputation = Imputation.none
    public var treats = false
    public var normalisation = Normalisation.goalposts(scale: 1)
    /// One for all levels, or one per level from 2 up.
    public var aggregations = [AggregationMethod.arithmetic]
    /// Least share of the parts of an aggregate that must have a value.
    public var leastShare = 0.0

    public init() {}

    /// Whether the score of one unit moves when another does.
    public var isSampleBased: Bool {
        normalisation.isSampleBased || imputation != .none || treats || aggregations.contains { $0.isSampleBased }
    }
}

/// An index over units: every stage of its making, so that each figure can be followed back.
public struct CompositeIndex: Sendable {
    /// What went wrong with one part.
    public struct Failure: Error, Hashable, Sendable {
        public var code: String
        public var problem: CompositeProblem
    }

    public let design: CompositeDesign
    /// Values per indicator code, after division and imputation.
    public private(set) var prepared: [String: [Double?]] = [:]
    public private(set) var treatments: [String: OutlierTreatment] = [:]
    public private(set) var normalised: [String: [Double?]] = [:]
    /// Scores per aggregate.
    public private(set) var scores: [String: [Double?]] = [:]
    /// Cronbach's alpha of the parts of each aggregate; absent where it does not exist.
    public private(set) var alphas: [String: Double] = [:]

    /// - Parameters:
    ///   - values: Per code of an indicator or denominator one value per unit; a code that is absent has no values.
    ///   - groups: The group of each unit, for imputation by group.
    public init(
        _ design: CompositeDesign,
        values: [String: [Double?]],
        groups: [String?] = [],
        options: CompositeOptions = CompositeOptions()
    ) throws(Failure) {
        self.design = design
        let units = values.values.first?.count ?? 0
        for part in design.indicators {
            var column = values[part.code] ?? [Double?](repeating: nil, count: units)
            if let denominator = part.denominator {
                let divisors = values[denominator] ?? [Double?](repeating: nil, count: units)
                column = zip(column, divisors).map { value, divisor in
                    guard let value, let divisor, divisor != 0 else { return nil }
                    return value / (divisor / part.scale)
                }
            }
            column = options.imputation.impute(column, groups: groups)
            prepared[part.code] = column
            if options.treats {
                let treatment = OutlierTreatment(column)
                treatments[part.code] = treatment
                column = treatment.values
            }
            do throws(CompositeProblem) {
                normalised[part.code] = try options.normalisation.normalise(
                    column,
                    direction: part.direction,
                    limits: part.limits
                )
            } catch {
                throw Failure(code: part.code, problem: error)
            }
        }
        var known = normalised
        for (number, level) in design.levels.enumerated() {
            let aggregation = options.aggregations[min(number, options.aggregations.count - 1)]
            for part in level {
                let children = design.children(of: part.code)
                let columns = children.map { known[$0.code] ?? [] }
                do throws(CompositeProblem) {
                    let result = try aggregation.aggregate(
                        columns,
                        weights: children.map(\.weight),
                        leastShare: options.leastShare
                    )
                    known[part.code] = result
                    scores[part.code] = result
                } catch {
                    throw Failure(code: part.code, problem: error)
                }
                alphas[part.code] = CronbachAlpha.alpha(columns)
            }
        }
    }
}
