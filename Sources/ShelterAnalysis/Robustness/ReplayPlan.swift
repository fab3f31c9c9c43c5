internal import Foundation
public import ShelterModel
internal import SurveyStatistics

/// A choice that is varied on its own in the sensitivity indices.
public enum RobustnessGroup: String, Hashable, Sendable, Codable, CaseIterable {
    case themeWeights = "themes"
    case criterionWeights = "criteria"
    /// How the scores of themes become one.
    case aggregation
    /// What is done with what is unknown.
    case missing
    /// The coverage floor.
    case floor
    /// One criterion left out, or none.
    case omission = "omit"
    case cutoffs
    case bands
}

/// Weights that somebody else would give; what is not named keeps the framework's weight.
public struct WeightSet: Hashable, Sendable {
    public var name: String
    /// By id of a theme or criterion.
    public var weights: [String: Double]

    public init(name: String, weights: [String: Double]) {
        self.name = name
        self.weights = weights
    }
}

/// Where other weights come from.
public enum WeightVariation: Hashable, Sendable {
    /// Each weight times a number between 1 − x and 1 + x.
    case spread(Double)
    /// Any division among the themes, or among the criteria of a theme, is as likely (a flat Dirichlet distribution).
    case dirichlet
    /// The framework's own weights or one of these, all as likely.
    case sets([WeightSet])
}

/// Which choices are varied, how far, and how often.
public struct ReplayPlan: Sendable {
    public var groups = RobustnessGroup.allCases
    public var variation = WeightVariation.spread(0.25)
    public var aggregations: [ReplayAggregation] = [.arithmetic, .geometric, .harmonic]
    /// How far coverage floor, cutoffs and bands are moved up and down, as a share of themselves.
    public var limitSpread = 0.1
    public var seed: UInt64 = 1
    /// Rows of the samples A and B; the number of replays is this times the number of groups plus 2.
    public var samples = 1000

    public init() {}

    public var replays: Int { samples * (groups.count + 2) }

    /// The choices of one replay.
    ///
    /// Each group draws from a stream of its own, keyed by sample (A or B), row and group, so that no replay depends on
    /// another, on the order or on the number of cores.
    ///
    /// - Parameters:
    ///   - matrix: 0 for A, 1 for B, 2 + i for A with group i from B.
    public func choices(sample: Int, matrix: Int, _ data: ReplayData) -> ReplayChoices {
        var choices = ReplayChoices(data)
        var omitted: Int?
        for (number, group) in groups.enumerated() {
            let isB = matrix == 1 || matrix - 2 == number
            let key = RobustnessGroup.allCases.firstIndex(of: group) ?? 0
            var numbers = SeededGenerator(seed: seed, keys: isB ? 1 : 0, UInt64(sample), UInt64(key))
            switch group {
            case .themeWeights:
                vary(&choices.themeWeights, data.framework.themes.map(\.id), &numbers)
            case .criterionWeights:
                let all = data.framework.criteria
                if case .sets = variation {
                    vary(&choices.criterionWeights, data.criteria.map { all[$0].id }, &numbers)
                } else {
                    for range in data.themes {
                        var weights = Array(choices.criterionWeights[range])
                        vary(&weights, [], &numbers)
                        choices.criterionWeights.replaceSubrange(range, with: weights)
                    }
                }
            case .aggregation:
                choices.aggregation = aggregations[numbers.below(aggregations.count)]
            case .missing:
                choices.missing = MissingChoice.allCases[numbers.below(MissingChoice.allCases.count)]
            case .floor:
                let factor = factor(&numbers)
                choices.coverageFloors = choices.coverageFloors.map { min(1, $0 * factor) }
            case .omission:
                let chosen = numbers.below(data.criteria.count + 1)
                if chosen < data.criteria.count { omitted = chosen }
            case .cutoffs:
                choices.cutoffFactor = factor(&numbers)
            case .bands:
                choices.bandFactor = factor(&numbers)
            }
        }
        if let omitted { choices.criterionWeights[omitted] = 0 }
        return choices
    }

    private func factor(_ numbers: inout SeededGenerator) -> Double {
        1 + limitSpread * (2 * numbers.uniform() - 1)
    }

    private func vary(_ weights: inout [Double], _ ids: [String], _ numbers: inout SeededGenerator) {
        switch variation {
        case .spread(let spread):
            for place in weights.indices { weights[place] *= 1 + spread * (2 * numbers.uniform() - 1) }
        case .dirichlet:
            // Exponential numbers, divided by their sum, are a flat Dirichlet draw; scores do not see the sum.
            let sum = weights.reduce(0, +)
            let drawn = weights.map { $0 > 0 ? -log(1 - numbers.uniform()) : 0 }
            let total = drawn.reduce(0, +)
            guard total > 0 else { return }
            for place in weights.indices { weights[place] = drawn[place] / total * sum }
        case .sets(let sets):
            let chosen = numbers.below(sets.count + 1)
            guard chosen > 0 else { return }
            let set = sets[chosen - 1].weights
            for place in weights.indices { weights[place] = set[ids[place]] ?? weights[place] }
        }
    }
}
