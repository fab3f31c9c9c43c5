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
}
