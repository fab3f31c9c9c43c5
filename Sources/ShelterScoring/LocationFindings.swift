public import ShelterModel

/// The findings of one assessment, to be scored again as they would be after a change.
public struct LocationFindings: Hashable, Sendable {
    /// Raw `Outcome` per criterion.
    public private(set) var outcomes: [UInt8]
    /// Per criterion, in parts of 2^-40; meaningful where met or not met.
    public private(set) var attainments: [Int64]
    /// Criteria whose failure caps the band.
    public private(set) var caps: Set<Int>

    public init(_ batch: ScoredBatch, row: Int) {
        outcomes = batch.outcomes.map { $0[row] }
        attainments = batch.attainments.map { $0[row] }
        caps = Set(batch.capped[row] ?? [])
    }

    public func outcome(_ criterion: Int) -> Outcome { Outcome(rawValue: outcomes[criterion]) ?? .unknown }

    /// As if the criterion were met, with that attainment.
    public mutating func meet(_ criterion: Int, attainment: Int64) {
        outcomes[criterion] = Outcome.met.rawValue
        attainments[criterion] = attainment
        caps.remove(criterion)
    }
}

/// The overall result of one assessment.
public struct Standing: Hashable, Sendable {
    /// In parts of 2^-40; `ScoredBatch.none` if there is no score.
    public var score: Int64
    /// In parts of 2^-40; `ScoredBatch.none` if nothing applies.
    public var coverage: Int64
    /// Number of the band, after caps.
    public var band: Int?
}

extension CompiledFramework {
    /// Whether the overall score is a sum of what each criterion adds, so that the effects of changes can be added up.
    public var isAdditive: Bool { framework.aggregation == Aggregation() }

    /// Criteria of limiters of the overall score: meeting one may lift the band and leave the score.
    public var overallLimiting: Set<Int> { Set(limiters.filter(isOverall).flatMap(\.criteria)) }

    private func isOverall(_ limiter: CompiledLimiter) -> Bool { limiter.scopes?.contains(themes.count) ?? true }

    /// The overall result that these findings give.
    public func standing(_ findings: LocationFindings) -> Standing { standings([findings])[0] }

    /// The overall results of several variants at once.
    public func standings(_ variants: [LocationFindings]) -> [Standing] {
        guard !variants.isEmpty else { return [] }
        var batch = ScoredBatch(
            outcomes: criteria.indices.map { index in variants.map { $0.outcomes[index] } },
            reasons: [],
            attainments: criteria.indices.map { index in variants.map { $0.attainments[index] } },
            leaves: [],
            scores: [],
            coverage: [],
            capped: [:],
            binding: [:]
        )
        summarise(&batch, rows: variants.count)
        return variants.enumerated().map { row, findings in
            let score = batch.scores[themes.count][row]
            return Standing(
                score: score,
                coverage: batch.coverage[themes.count][row],
                band: limited(band(of: score, isCapped: !findings.caps.isEmpty), findings)
            )
        }
    }

    private func limited(_ band: Int?, _ findings: LocationFindings) -> Int? {
        let limits = limiters.filter { limiter in
            isOverall(limiter) && limiter.criteria.contains { findings.outcome($0) == .notMet }
        }
        return band.map { band in limits.map(\.band).reduce(band, min) }
    }
}
