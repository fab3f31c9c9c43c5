/// Why there is no coefficient of agreement.
public enum NoAgreement: String, Error, Hashable, Sendable {
    /// No unit was rated by two raters.
    case noPairs = "no-pairs"
    /// Fewer than two raters.
    case oneRater = "one-rater"
    /// Every rating is the same: there is no variation that chance could be taken off.
    case oneCategory = "one-category"
    /// Every unit needs the same number of ratings here; Krippendorff's alpha can do without.
    case unequalRaters = "unequal-raters"
    /// Raters did not rate equally many units.
    case unequalLength = "unequal-length"
}
