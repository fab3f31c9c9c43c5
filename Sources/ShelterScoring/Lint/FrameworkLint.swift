public import ShelterModel

/// Looks for faults in a framework that its format allows: what can never be met, says nothing, or is not accounted for.
///
/// The reasoning is exact: over all values that the code book allows, cut where a limit makes a difference. What is too large to
/// be tried is said in a note, never passed over.
public enum FrameworkLint {
    /// - Returns: Findings in the order of the file.
    public static func findings(_ framework: Framework, codeBook: CodeBook) -> [LintFinding] {
        let variables = LintVariables(codeBook, framework)
        let placed = framework.placedCriteria
        var requirements = RequirementLint(variables)
        for (criterion, path) in placed { requirements.check(criterion, at: path) }
        var pairs = PairLint(variables)
        pairs.check(placed)
        return requirements.findings + pairs.findings + BandLint(framework: framework).findings
            + ProvenanceLint.findings(framework) + WeightLint.findings(framework)
            + VariableLint.findings(framework, codeBook: codeBook)
    }
}
