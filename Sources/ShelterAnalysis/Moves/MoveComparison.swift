public import ShelterModel
public import ShelterScoring

/// An old location beside a new one, criterion by criterion: does a move take residents forward or backward?
public struct MoveComparison: Hashable, Sendable, Codable {
    public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
        case better, worse, same
        /// Of one of the two it is unknown.
        case unknown
        /// To one of the two it does not apply, so that there is nothing to compare.
        case notApplicable = "not_applicable"
    }

    /// What decided, where it is better or worse.
    public enum Basis: String, Hashable, Sendable, Codable {
        /// Met at one, not met at the other.
        case outcome
        /// The same outcome, and nearer to or further from full attainment.
        case attainment
        /// The same outcome and attainment, and a better or worse measurement.
        case measured
    }

    /// What was found at one of the two.
    public struct Side: Hashable, Sendable, Codable {
        public var outcome: Outcome
        /// `name` of the `OutcomeReason`.
        public var reason: String
        /// 0…1; `nil` unless met or not met.
        public var attainment: Double?
        /// The measured number; a boolean is 1 or 0.
        public var measured: Double?
        public var measuredCode: String?
        public var source: SourceLocation
        /// Whether more is better, less is better, or neither.
        var direction: Int

        private enum CodingKeys: String, CodingKey {
            case outcome, reason, attainment, measured, measuredCode, source
        }

        public init(_ batch: ScoredBatch, row: Int, criterion: Int, _ observation: Observation) {
            outcome = batch.outcome(criterion, row)
            reason = batch.reason(criterion, row).name
            attainment =
                outcome == .met || outcome == .notMet
                ? FixedPoint(parts: batch.attainments[criterion][row]).value : nil
            measured = observation.value
            measuredCode = observation.code
            source = observation.source
            direction =
                switch observation.leaf?.standard {
                case .atLeast: 1
                case .atMost: -1
                default: 0
                }
        }

        public init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            outcome = try values.decode(Outcome.self, forKey: .outcome)
            reason = try values.decode(String.self, forKey: .reason)
            attainment = try values.decodeIfPresent(Double.self, forKey: .attainment)
            measured = try values.decodeIfPresent(Double.self, forKey: .measured)
            measuredCode = try values.decodeIfPresent(String.self, forKey: .measuredCode)
            source = try values.decode(SourceLocation.self, forKey: .source)
            direction = 0
        }

        public func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(outcome, forKey: .outcome)
            try values.encode(reason, forKey: .reason)
            try values.encodeIfPresent(attainment, forKey: .attainment)
            // JSON knows no infinity: nothing at all of what is shared has its own reason.
            try values.encodeIfPresent(measured.flatMap { $0.isFinite ? $0 : nil }, forKey: .measured)
            try values.encodeIfPresent(measuredCode, forKey: .measuredCode)
            try values.encode(source, forKey: .source)
        }
    }

    public struct Line: Hashable, Sendable, Codable {
        public var criterion: String
        public var theme: String
        public var verdict: Verdict
        public var basis: Basis?
        public var from: Side
        public var to: Side
        /// A step backward in a theme in which no move may take residents backward.
        public var isFlagged: Bool
    }

    /// The themes in which nothing may get worse.
    public var guardedThemes: [String]
    /// One per criterion that is judged, in the framework's order.
    public var lines: [Line]
    /// What the criteria that ask for this come to. Whether the move takes residents backward: not met if anything is flagged, unknown while a criterion of the guarded
    /// themes is unknown, met otherwise; not applicable without guarded themes.
    public var outcome: Outcome

    public var flagged: [Line] { lines.filter(\.isFlagged) }

    /// - Parameters:
    ///   - from: What was found at the old location, per criterion of the framework.
    ///   - to: The same for the new one.
    ///   - guardedThemes: Ids of the themes in which nothing may get worse.
    public init(_ framework: Framework, from: [Side], to: [Side], guardedThemes: [String]) {
        var lines: [Line] = []
        var isOpen = false
        var number = 0
        for theme in framework.themes {
            let isGuarded = guardedThemes.contains(theme.id)
            for criterion in theme.criteria {
                let (old, new) = (from[number], to[number])
                number += 1
                guard criterion.requirement.isJudged else { continue }
                let (verdict, basis) = Self.verdict(old, new)
                // A norm from another field obliges to nothing. Less than before is no step backward while it is enough.
                let counts = isGuarded && criterion.provenance.status != .benchmark
                if counts, verdict == .unknown { isOpen = true }
                lines.append(
                    Line(
                        criterion: criterion.id,
                        theme: theme.id,
                        verdict: verdict,
                        basis: basis,
                        from: old,
                        to: new,
                        isFlagged: counts && verdict == .worse && (basis == .outcome || new.outcome == .notMet)
                    )
                )
            }
        }
        self.guardedThemes = guardedThemes
        self.lines = lines
        outcome =
            guardedThemes.isEmpty
            ? .notApplicable : lines.contains(where: \.isFlagged) ? .notMet : isOpen ? .unknown : .met
    }

    static func verdict(_ old: Side, _ new: Side) -> (Verdict, Basis?) {
        let outcomes = [old.outcome, new.outcome]
        if outcomes.contains(.notApplicable) { return (.notApplicable, nil) }
        if outcomes.contains(.unknown) { return (.unknown, nil) }
        if old.outcome != new.outcome { return (new.outcome == .met ? .better : .worse, .outcome) }
        if let before = old.attainment, let after = new.attainment, before != after {
            return (after > before ? .better : .worse, .attainment)
        }
        if let before = old.measured, let after = new.measured, before != after, old.direction != 0,
            old.direction == new.direction
        {
            return ((after > before) == (new.direction > 0) ? .better : .worse, .measured)
        }
        return (.same, nil)
    }
}
