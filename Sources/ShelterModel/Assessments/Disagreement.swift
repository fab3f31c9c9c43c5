/// How what residents say differs from what was inspected.
public enum Disagreement: String, Hashable, Sendable, Codable {
    /// Inspected as met, and residents say otherwise.
    case residentsWorse = "residents-worse"
    /// Inspected as not met, and residents say otherwise.
    case residentsBetter = "residents-better"

    /// `nil` where they agree, or one of the two is not known.
    public init?(inspection: Outcome, residents: Outcome) {
        switch (inspection, residents) {
        case (.met, .notMet): self = .residentsWorse
        case (.notMet, .met): self = .residentsBetter
        default: return nil
        }
    }
}
