import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("Sampling plans")
struct SamplingPlanTests {
    private static let yaml = """
        format: maatstaf/sampling/1
        id: proef
        label: { nl: Proef, en: Trial }
        source: Invented
        level: 0.9
        sizeClasses: [100, 250]
        inspections:
          strata: municipality
          locations: { GM0363: 24, GM0599: 18 }
        residents:
          locations: sampled
          invited: surveyed_residents
        """

    private static func plan(_ part: String = "", _ replacement: String = "") throws -> SamplingPlan {
        try #require(part.isEmpty || yaml.contains(part))
        return try SamplingPlanFile.plan(
            yaml: part.isEmpty ? yaml : yaml.replacing(part, with: replacement),
            file: "proef.yaml",
            codeBook: MappingSupport.codeBook("nl-opvang")
        )
    }

    @Test("A plan is read with everything it says")
    func whole() throws {
        let plan = try Self.plan()
        #expect(plan.level == 0.9)
        #expect(plan.inspections?.strata == .municipality)
        #expect(plan.inspections?.populations == ["GM0363": 24, "GM0599": 18])
        #expect(plan.inspections?.loneUnit == .fail)
        #expect(plan.residents.locations == .sampled)
        #expect(plan.residents.invited == "surveyed_residents")
        #expect(plan.sizeClass(of: 99) == "0-99")
        #expect(plan.sizeClass(of: 100) == "100-249")
        #expect(plan.sizeClass(of: 250) == "250-plus")
    }

    @Test("The plan for when nobody says anything takes no sample of locations, and locations as strata")
    func shipped() throws {
        let plan = try SamplingPlanFile.plan(
            yaml: YAMLSamples.text("Sampling/standaard.yaml"),
            file: "standaard.yaml",
            codeBook: MappingSupport.codeBook("nl-opvang")
        )
        #expect(plan.inspections == nil)
        #expect(plan.residents == SamplingPlan.Residents(loneUnit: .adjust))
        #expect(plan.sizeClasses == [100, 250, 500])
    }

    @Test(
        "What is wrong is refused at its place",
        arguments: [
            ("level: 0.9", "level: 95", "sampling.level", 5),
            ("[100, 250]", "[250, 100]", "sampling.size-classes", 6),
            ("GM0599: 18", "GM0599: 1.5", "sampling.count", 9),
            ("invited: surveyed_residents", "invited: surveyed_resident", "sampling.variable", 12),
            ("invited: surveyed_residents", "strata: answer_room_locks", "sampling.needs-weights", 12),
            ("strata: municipality", "strata: gemeente", "yaml.unknown-value", 8),
        ]
    )
    func wrong(part: String, replacement: String, code: String, line: Int) throws {
        do {
            _ = try Self.plan(part, replacement)
            Issue.record("nothing was refused")
        } catch let refusal as Refusal {
            #expect(refusal.diagnostics.map(\.code) == [code])
            #expect(refusal.diagnostics.first?.location?.line == line)
        }
    }

    @Test("Sampled locations need to be said how")
    func sampledHow() throws {
        do {
            _ = try Self.plan(
                """
                inspections:
                  strata: municipality
                  locations: { GM0363: 24, GM0599: 18 }

                """,
                ""
            )
            Issue.record("nothing was refused")
        } catch let refusal as Refusal {
            #expect(refusal.diagnostics.map(\.code) == ["sampling.sampled-how"])
        }
    }
}
