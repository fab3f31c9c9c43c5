import ShelterModel

/// Looks for variables of the code book that no criterion uses.
enum VariableLint {
    static func findings(_ framework: Framework, codeBook: CodeBook) -> [LintFinding] {
        var used: Set<String> = []
        for criterion in framework.criteria {
            used.formUnion(criterion.variables)
            if let variable = criterion.residents?.variable { used.insert(variable) }
        }
        var unusedNames: [LintFinding] = []
        for (number, indicator) in framework.derived.enumerated().reversed() {
            used.formUnion(indicator.indicator.variables)
            if !used.contains(indicator.variable), !isNamed(indicator.variable, in: framework.derived) {
                unusedNames.append(
                    LintFinding(
                        "lint.unused-derived",
                        at: FrameworkPath() / "derived" / number,
                        ["variable": .text(indicator.variable)]
                    )
                )
            }
        }
        // A code book that belongs to another framework holds what that one needs.
        guard codeBook.id == framework.codeBook, framework.id == codeBook.id else { return unusedNames.reversed() }
        for condition in codeBook.conditions {
            used.formUnion(condition.when.variables)
        }
        for name in used where name.hasSuffix(".n") || name.hasSuffix(".unknown") {
            used.insert(String(name.prefix { $0 != "." }))
        }
        for join in codeBook.joins { if let to = join.to { used.insert(to) } }
        var findings: [LintFinding] = unusedNames.reversed()
        func warn(_ variable: String, at path: FrameworkPath) {
            var finding = LintFinding("lint.unused-variable", at: path, ["variable": .text(variable)])
            finding.isInCodeBook = true
            findings.append(finding)
        }
        for (number, column) in (codeBook.tables.first?.columns ?? []).enumerated() {
            let isForTheRoad = column.role != nil || column.type == .freeText || column.type == .text
            guard !isForTheRoad, column.derive.isEmpty, !used.contains(column.variable) else { continue }
            warn(column.variable, at: FrameworkPath() / "tables" / 0 / "columns" / number)
        }
        for (number, join) in codeBook.joins.enumerated() {
            for (index, derivation) in join.derivations.enumerated() where !used.contains(derivation.variable) {
                warn(derivation.variable, at: FrameworkPath() / "joins" / number / "derive" / index)
            }
        }
        return findings
    }

    private static func isNamed(_ variable: String, in derived: [DerivedIndicator]) -> Bool {
        derived.contains { $0.indicator.variables.contains(variable) }
    }
}
