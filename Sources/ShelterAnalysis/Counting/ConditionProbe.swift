public import ShelterModel
public import ShelterScoring

/// A condition bound to a framework: its tests are judged by the one evaluator, as criteria that count for nothing.
public struct ConditionProbe: Sendable {
    public let condition: LocationCondition
    /// The framework with the tests of the condition behind its own criteria.
    public let framework: CompiledFramework
    private let numbers: [String: Int]
    private let tests: [String: Int]

    /// - Throws: `Refusal` with every criterion or variable that is not there, and every test that its variable does not bear.
    public init(_ condition: LocationCondition, framework: Framework, codeBook: CodeBook) throws(Refusal) {
        let own = framework.criteria
        let ids = own.map(\.id)
        let variables = codeBook.variables
        var problems: [Diagnostic] = []
        for id in condition.criteria where !ids.contains(id) {
            problems.append(
                Diagnostic(
                    .error,
                    "condition.unknown-criterion",
                    at: nil,
                    ["value": .text(id), "framework": .text(framework.id)]
                )
            )
        }
        for (requirement, _) in condition.tests {
            guard case .test(let indicator, _, _) = requirement else { continue }
            for name in indicator.variables where variables[name] == nil {
                problems.append(
                    Diagnostic(
                        .error,
                        "condition.unknown-variable",
                        at: nil,
                        ["value": .text(name), "codeBook": .text(codeBook.id)]
                    )
                )
            }
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        var extended = framework
        let tests = condition.tests
        if !tests.isEmpty {
            extended.themes.append(
                Theme(
                    id: Self.theme,
                    label: LocalizedText([:]),
                    weight: 0,
                    cutoff: nil,
                    criteria: tests.map { test in
                        Criterion(
                            id: test.text,
                            shortName: Self.theme,
                            label: LocalizedText([:]),
                            requirement: test.requirement,
                            weight: 0,
                            provenance: Provenance(source: "", status: .own, verification: .design),
                            // Who asks about answers of residents says so by naming them.
                            grain: Self.asksResidentsAlone(test.requirement, variables) ? .respondent : nil
                        )
                    }
                )
            )
        }
        self.condition = condition
        self.framework = try CompiledFramework(extended, codeBook: codeBook)
        numbers = Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        self.tests = Dictionary(
            tests.enumerated().map { ($1.text, own.count + $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private static func asksResidentsAlone(
        _ requirement: Requirement,
        _ variables: [String: VariableDefinition]
    ) -> Bool {
        let grains = requirement.variables.map { variables[$0]?.grain }
        return !grains.isEmpty && grains.allSatisfy { $0 == .respondent }
    }

    /// No id of a theme can hold a blank.
    private static let theme = "asked now"

    /// The outcome of the condition in one row.
    public func outcome(_ batch: ScoredBatch, row: Int) -> Outcome {
        condition.outcome(
            test: { text in tests[text].map { batch.outcome($0, row) } ?? .unknown },
            criterion: { id in numbers[id].map { batch.outcome($0, row) } ?? .unknown }
        )
    }

    /// Whether an answer of a resident plays a part: directly, or through rows that are joined.
    public static func usesRespondents(
        _ condition: LocationCondition,
        framework: Framework,
        codeBook: CodeBook
    ) -> Bool {
        if codeBook.tables.first?.grain == .respondent { return true }
        let tables = Set(codeBook.tables.filter { $0.grain == .respondent }.map(\.name))
        let derived = Set(
            codeBook.joins.filter { tables.contains($0.table) }.flatMap { $0.derivations.map(\.variable) }
        )
        let asked = Set(condition.criteria)
        let used =
            condition.tests.flatMap(\.requirement.variables)
            + framework.criteria.filter { asked.contains($0.id) }.flatMap(\.variables)
        return used.contains { derived.contains($0) }
    }
}
