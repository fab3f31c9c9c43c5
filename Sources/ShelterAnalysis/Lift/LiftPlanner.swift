internal import ShelterModel
public import ShelterScoring

/// Keeps of every location what it takes to say what would lift it, and says so once all are known.
public struct LiftPlanner: Sendable {
    /// One assessment.
    struct State: Sendable {
        var area: Int
        var kind: String?
        var findings: LocationFindings
        /// In parts; `ScoredBatch.none` where doing alone is not enough.
        var attainable: [Int64]
        /// What is not met, by criterion.
        var steps: [Int: LiftStep]
        var questions: [LiftQuestion]
        var score: Int64
    }

    private let framework: CompiledFramework
    private let nodeLimit: Int
    /// Criteria scored in one search: 100,000 steps for the 115 of `nl-opvang`.
    private static let work = 12_000_000
    private(set) var states: [State] = []

    /// - Parameter nodeLimit: Steps of a search after which its result counts as not proven; `nil`: the fewer, the more criteria a
    ///   step has to score.
    public init(_ framework: CompiledFramework, nodeLimit: Int? = nil) {
        self.framework = framework
        self.nodeLimit = nodeLimit ?? min(100_000, Self.work / max(1, framework.framework.criteria.count))
    }

    mutating func add(_ state: State) { states.append(state) }

    /// Fewer other municipalities than this in a group, and nobody is compared with it.
    public var leastMunicipalities = 3

    /// The plans of all assessments, in the order in which they were added.
    public func plans(areas: [Area]) -> [LiftReport] {
        let peers = PeerScores(states, areas: areas, leastMunicipalities: leastMunicipalities)
        return states.map { plan($0, peers.peers(of: $0, areas: areas)) }
    }

    /// The plan of one assessment, by its number among those that were added.
    public func plan(_ number: Int, areas: [Area]) -> LiftReport {
        plan(
            states[number],
            PeerScores(states, areas: areas, leastMunicipalities: leastMunicipalities).peers(
                of: states[number],
                areas: areas
            )
        )
    }

    private func plan(_ state: State, _ peers: (group: PeerGroup, median: Int64)?) -> LiftReport {
        let now = framework.standing(state.findings)
        var done = state.findings
        var obligations: [LiftStep] = []
        for criterion in state.findings.caps.sorted() {
            guard let step = state.steps[criterion] else { continue }
            obligations.append(step)
            if state.attainable[criterion] != ScoredBatch.none {
                done.meet(criterion, attainment: state.attainable[criterion])
            }
        }
        let after = framework.standing(done)
        let candidates = candidates(state, from: done, after)
        let bounds = bounds(state.findings)
        return LiftReport(
            now: values(now),
            obligations: obligations,
            afterObligations: values(after),
            reserved: framework.criteria.indices.compactMap { index in
                state.steps[index].flatMap { $0.obligation == .unverifiedNorm ? $0 : nil }
            },
            band: bandGoal(now, after, done, candidates, state),
            peers: peerGoal(now, after, done, candidates, state, peers),
            unknown: state.questions,
            lowest: bounds.lowest,
            highest: bounds.highest
        )
    }

    // MARK: Candidates

    private struct Candidate {
        var criterion: Int
        /// In parts, by itself.
        var gain: Int64
        var step: LiftStep
    }

    /// What may lift, in order of obligation, then of the framework.
    private func candidates(_ state: State, from done: LocationFindings, _ after: Standing) -> [Candidate] {
        guard after.score != ScoredBatch.none else { return [] }
        let open = state.steps.keys.sorted().filter {
            done.outcome($0) == .notMet && state.attainable[$0] != ScoredBatch.none
        }
        let changed = framework.standings(
            open.map { criterion in
                var findings = done
                findings.meet(criterion, attainment: state.attainable[criterion])
                return findings
            }
        )
        var found: [Candidate] = []
        let limiting = framework.overallLimiting
        for (criterion, standing) in zip(open, changed) {
            // Of other means than the arithmetic, what adds nothing by itself may do so with others.
            guard standing.score > after.score || !framework.isAdditive || limiting.contains(criterion),
                var step = state.steps[criterion]
            else { continue }
            let gain = standing.score - after.score
            step.gain = FixedPoint(parts: gain).value
            found.append(Candidate(criterion: criterion, gain: gain, step: step))
        }
        // Sorting is stable.
        return found.sorted { rank($0.step) < rank($1.step) }
    }

    private func rank(_ step: LiftStep) -> Int { step.obligation?.rawValue ?? Int.max }

    // MARK: Goals

    private func bandGoal(
        _ now: Standing,
        _ after: Standing,
        _ done: LocationFindings,
        _ candidates: [Candidate],
        _ state: State
    ) -> LiftGoal? {
        let bands = framework.framework.bands
        guard !bands.isEmpty else { return nil }
        guard let current = now.band else { return LiftGoal(kind: .band, status: .noScore) }
        guard current + 1 < bands.count else { return LiftGoal(kind: .band, status: .alreadyThere) }
        let target = current + 1
        return goal(
            LiftGoal(kind: .band, status: .found, band: bands[target].id),
            need: FixedPoint(bands[target].from).parts - after.score,
            done,
            candidates,
            state
        ) { ($0.band ?? -1) >= target }
    }

    private func peerGoal(
        _ now: Standing,
        _ after: Standing,
        _ done: LocationFindings,
        _ candidates: [Candidate],
        _ state: State,
        _ peers: (group: PeerGroup, median: Int64)?
    ) -> LiftGoal {
        guard now.score != ScoredBatch.none else { return LiftGoal(kind: .peers, status: .noScore) }
        guard let peers else { return LiftGoal(kind: .peers, status: .noPeers) }
        guard now.score < peers.median else {
            return LiftGoal(kind: .peers, status: .alreadyThere, peers: peers.group)
        }
        return goal(
            LiftGoal(kind: .peers, status: .found, peers: peers.group),
            need: peers.median - after.score,
            done,
            candidates,
            state
        ) { $0.score >= peers.median }
    }

    private func goal(
        _ empty: LiftGoal,
        need: Int64,
        _ done: LocationFindings,
        _ candidates: [Candidate],
        _ state: State,
        isReached: (Standing) -> Bool
    ) -> LiftGoal {
        func standing(_ chosen: [Int]) -> Standing {
            var findings = done
            for number in chosen {
                let criterion = candidates[number].criterion
                findings.meet(criterion, attainment: state.attainable[criterion])
            }
            return framework.standing(findings)
        }
        let search = LiftSearch(
            gains: candidates.map(\.gain),
            need: need,
            isAdditive: framework.isAdditive,
            nodeLimit: nodeLimit
        )
        var goal = empty
        let chosen: [Int]
        switch search.fewest({ isReached(standing($0)) }) {
        case .found(let set):
            goal.status = set.isEmpty ? .byObligations : .found
            chosen = set
        case .notProven(let set):
            goal.status = .notProven
            chosen = set
        case .impossible:
            goal.status = .notReachable
            goal.after = values(standing(Array(candidates.indices)))
            return goal
        }
        goal.steps = chosen.map { candidates[$0].step }
        goal.after = values(standing(chosen))
        return goal
    }

    // MARK: Values

    private func values(_ standing: Standing) -> LiftStanding {
        LiftStanding(
            score: standing.score == ScoredBatch.none ? nil : FixedPoint(parts: standing.score).value,
            coverage: standing.coverage == ScoredBatch.none ? nil : FixedPoint(parts: standing.coverage).value,
            band: standing.band.map { framework.framework.bands[$0].id }
        )
    }

    /// The scores if everything unknown were not met at all, and if it were met in full.
    private func bounds(_ findings: LocationFindings) -> (lowest: Double?, highest: Double?) {
        let open = findings.outcomes.indices.filter { findings.outcome($0) == .unknown }
        func score(_ attainment: Int64) -> Double? {
            var settled = findings
            for criterion in open { settled.meet(criterion, attainment: attainment) }
            return values(framework.standing(settled)).score
        }
        return (score(0), score(FixedPoint.one))
    }
}
