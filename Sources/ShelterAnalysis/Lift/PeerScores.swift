internal import ShelterModel
internal import ShelterScoring

/// The overall scores of all locations, per group that one may be compared with.
struct PeerScores {
    /// Fewer others than this are no peers.
    static let least = 3
    /// Fewer other municipalities than this, and a median would give away what only they know.
    private let leastMunicipalities: Int

    private struct Group {
        var scores: [Int64] = []
        var municipalities: [Int: Int] = [:]
    }

    private var kinds: [String: Group] = [:]
    private var regions: [String: Group] = [:]
    private var country = Group()

    init(_ states: [LiftPlanner.State], areas: [Area], leastMunicipalities: Int) {
        self.leastMunicipalities = leastMunicipalities
        for state in states where state.score != ScoredBatch.none {
            if let kind = state.kind { Self.add(state, to: &kinds[kind, default: Group()]) }
            if let region = areas[state.area].region { Self.add(state, to: &regions[region.code, default: Group()]) }
            Self.add(state, to: &country)
        }
        for key in kinds.keys { kinds[key]?.scores.sort() }
        for key in regions.keys { regions[key]?.scores.sort() }
        country.scores.sort()
    }

    private static func add(_ state: LiftPlanner.State, to group: inout Group) {
        group.scores.append(state.score)
        group.municipalities[state.area, default: 0] += 1
    }

    /// Others of the same kind, else of the same region, else of the country; `nil` if there are too few of all.
    func peers(of state: LiftPlanner.State, areas: [Area]) -> (group: PeerGroup, median: Int64)? {
        let region = areas[state.area].region
        let candidates: [(PeerGroup.Basis, String, Group?)] = [
            (.kind, state.kind ?? "", state.kind.flatMap { kinds[$0] }),
            (.region, region?.name ?? "", region.flatMap { regions[$0.code] }),
            (.country, "", country),
        ]
        for (basis, name, group) in candidates {
            guard let group else { continue }
            let others = group.municipalities.count - (group.municipalities[state.area] == nil ? 0 : 1)
            guard others == 0 || others >= leastMunicipalities else { continue }
            // The location's own score stands among them once, if it has one.
            let own = state.score == ScoredBatch.none ? nil : group.scores.place(of: state.score)
            let count = group.scores.count - (own == nil ? 0 : 1)
            guard count >= Self.least else { continue }
            let median = Self.median(count) { number in
                group.scores[own.map { number < $0 ? number : number + 1 } ?? number]
            }
            return (
                PeerGroup(basis: basis, name: name, count: count, median: FixedPoint(parts: median).value),
                median
            )
        }
        return nil
    }

    /// Of an even number the mean of the middle two, rounded down to a part.
    static func median(_ count: Int, _ sorted: (Int) -> Int64) -> Int64 {
        let middle = count / 2
        return count.isMultiple(of: 2) ? (sorted(middle - 1) + sorted(middle)) / 2 : sorted(middle)
    }
}

extension [Int64] {
    /// Where a number stands first in an ascending array.
    fileprivate func place(of number: Int64) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == number ? low : nil
    }
}
