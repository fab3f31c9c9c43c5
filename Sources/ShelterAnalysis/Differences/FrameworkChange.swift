/// One thing in which two versions of a framework differ.
public struct FrameworkChange: Hashable, Sendable, Codable {
    public enum Aspect: String, Hashable, Sendable, Codable, CaseIterable {
        /// Of the framework as a whole.
        case id, version, name, origin, notes, codeBook = "code-book", coverageFloor = "coverage-floor",
            overallCoverageFloor = "overall-coverage-floor", overallCutoff = "overall-cutoff", cap, bands, limiters,
            aggregation, derived, absent, themeOrder = "theme-order"
        /// Of a theme.
        case themeAdded = "theme-added", themeRemoved = "theme-removed", themeLabel = "theme-label",
            themeWeight = "theme-weight", cutoff, themeCoverageFloor = "theme-coverage-floor",
            criterionOrder = "criterion-order"
        /// Of a criterion.
        case added, removed, theme, requirement, condition, unit, weight, status, verification, source, validity
        case basicRequirement = "basic-requirement", appliesTo = "applies-to", grain, residents, core
        case knownBy = "known-by", shortName = "short-name", label, advice, remark
        /// Anything else.
        case other
    }

    public var aspect: Aspect
    /// Id of the criterion or theme; empty for the framework as a whole.
    public var subject: String
    /// As it was and as it is, in the words of the file; empty where there is nothing.
    public var before: String
    public var after: String

    /// Whether it can make an outcome, a score or a band come out otherwise, or what lies under a cutoff.
    public var canChangeResults: Bool {
        switch aspect {
        case .id, .version, .name, .origin, .notes, .codeBook, .absent, .themeOrder, .themeLabel, .criterionOrder,
            .source, .grain, .residents, .core, .knownBy, .shortName, .label, .advice, .remark:
            false
        default: true
        }
    }

    /// Whether its subject is a criterion.
    var isOfCriterion: Bool {
        switch aspect {
        case .added, .removed, .theme, .requirement, .condition, .unit, .weight, .status, .verification, .source,
            .validity, .basicRequirement, .appliesTo, .grain, .residents, .core, .knownBy, .shortName, .label,
            .advice, .remark:
            true
        case .other: !subject.isEmpty
        default: false
        }
    }
}
