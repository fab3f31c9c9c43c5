import ShelterModel

/// Looks for variables of the code book that no criterion uses.
enum VariableLint {
    static func findings(_ framework: Framework, codeBook: CodeBook) -> [LintFinding] {
        // A code book that belongs to another framework holds what that one needs.
        guard codeBook.id == framework.codeBook, framework.id == codeBook.id else { return [] }
        var used: Set<String> = []
        for criterion in framework.criteria {
            for rule in [criterion.condition, criterion.requirement].compactMap(\.self) {
                rule.forEachTest { indicator, _, _ in used.formUnion(indicator.variables) }
            }
        }
        for join in codeBook.joins { if let to = join.to { used.insert(to) } }
        var findings: [LintFinding] = []
        for column in codeBook.tables.first?.columns ?? [] {
            let isForTheRoad = column.role != nil || column.type == .freeText || column.type == .text
            guard !isForTheRoad, column.derive.isEmpty, !used.contains(column.variable) else { continue }
            var finding = LintFinding("lint.unused-variable", at: FrameworkPath(), ["variable": .text(column.variable)])
            finding.location = column.location
            findings.append(finding)
        }
        for join in codeBook.joins {
            for derivation in join.derivations where !used.contains(derivation.variable) {
                findings.append(
                    LintFinding(
                        "lint.unused-variable",
                        at: FrameworkPath() / "codeBook",
                        ["variable": .text(derivation.variable)]
                    )
                )
            }
        }
        return findings
    }
}
