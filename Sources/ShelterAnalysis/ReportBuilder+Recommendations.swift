import ShelterModel
import ShelterScoring

// What is advised, for a location and for a municipality as a whole.
extension ReportBuilder {
    /// Benchmarks from other fields are shown as findings; they give no advice.
    func recommendation(
        _ index: Int,
        _ facts: AssessmentFacts,
        _ finding: LocationFinding,
        _ observation: Observation,
        batch: ScoredBatch,
        row: Int,
        observer: inout Observer
    ) -> Recommendation? {
        let criterion = framework.criteria[index].criterion
        let obligation: Recommendation.Obligation
        switch criterion.provenance.status {
        case .norm: obligation = batch.capped[row]?.contains(index) ?? false ? .basicRequirement : .unverifiedNorm
        case .guidance: obligation = .guidance
        case .own: obligation = .own
        case .benchmark: return nil
        }
        let leaf = observation.leaf
        return Recommendation(
            priority: 0,
            criterion: criterion.id,
            location: facts.locationID,
            locationName: facts.locationName,
            obligation: obligation,
            gap: leaf?.standard?.gap(at: observation.value) ?? 1
                - FixedPoint(parts: batch.attainments[index][row]).value,
            residents: facts.residents,
            shortage: leaf.flatMap {
                Shortage.missing(
                    $0,
                    of: $0.standard,
                    row: row,
                    observer: &observer,
                    variables: variables,
                    people: people
                )
            },
            locations: [facts.locationID],
            sources: [finding.source]
        )
    }

    /// Obligation first, then gap, then residents concerned; equal ones in the framework's order.
    func ranked(_ recommendations: [Recommendation]) -> [Recommendation] {
        let sorted = recommendations.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.obligation != b.obligation { return a.obligation.rawValue < b.obligation.rawValue }
            if a.gap != b.gap { return a.gap > b.gap }
            if a.residents != b.residents { return (a.residents ?? 0) > (b.residents ?? 0) }
            return left.offset < right.offset
        }
        return sorted.enumerated().map { rank, item in
            var recommendation = item.element
            recommendation.priority = rank + 1
            return recommendation
        }
    }

    /// One recommendation per criterion that any location does not meet.
    func together(_ own: [Recommendation]) -> [Recommendation] {
        let order = Dictionary(
            framework.criteria.enumerated().map { ($1.criterion.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let groups = Dictionary(grouping: own, by: \.criterion)
            .sorted { (order[$0.key] ?? 0) < (order[$1.key] ?? 0) }
        return ranked(
            groups.map { criterion, parts in
                let known = parts.compactMap(\.residents)
                return Recommendation(
                    priority: 0,
                    criterion: criterion,
                    location: nil,
                    locationName: nil,
                    obligation: parts.map(\.obligation).min { $0.rawValue < $1.rawValue } ?? .own,
                    gap: parts.map(\.gap).reduce(0, +) / Double(parts.count),
                    residents: known.isEmpty ? nil : known.reduce(0, +),
                    shortage: total(of: parts.map(\.shortage)),
                    locations: parts.flatMap(\.locations),
                    sources: parts.flatMap(\.sources)
                )
            }
        )
    }

    /// The sum of what is missing, if every location misses the same countable thing.
    private func total(of shortages: [Shortage?]) -> Shortage? {
        let known = shortages.compactMap(\.self)
        guard var sum = known.first, known.count == shortages.count,
            known.allSatisfy({ $0.variable == sum.variable && $0.isExcess == sum.isExcess && $0.basisVariable != nil })
        else { return nil }
        for shortage in known.dropFirst() {
            sum.quantity += shortage.quantity
            sum.basis = sum.basis.flatMap { basis in shortage.basis.map { basis + $0 } }
            sum.quantityAtCapacity = sum.quantityAtCapacity.flatMap { quantity in
                shortage.quantityAtCapacity.map { quantity + $0 }
            }
        }
        return sum
    }
}
