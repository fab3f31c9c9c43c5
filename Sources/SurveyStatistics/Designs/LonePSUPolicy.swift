/// What a stratum with one primary sampling unit does to a variance; R's `options(survey.lonely.psu)`.
public enum LonePSUPolicy: String, Hashable, Sendable, CaseIterable {
    /// There is no variance.
    case fail
    /// The unit's deviation from the mean of all is taken.
    case adjust
    /// The stratum gets the average variance of the others.
    case average
    /// The unit was certain to be drawn, so that it adds nothing.
    case certainty
    /// The stratum is left out of the variance.
    case remove
}
