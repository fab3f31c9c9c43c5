import ShelterModel
import Testing

@testable import ShelterAnalysis

@Suite("What differs between two frameworks")
struct DifferenceTests {
    private static func criterion(_ id: String) -> Criterion {
        Criterion(
            id: id,
            shortName: id,
            label: LocalizedText([:]),
            requirement: .test(.variable(id), .atLeast(1), nil),
            provenance: Provenance(source: "s", status: .own, verification: .design)
        )
    }

    private static let base = Framework(
        id: "f",
        version: "1",
        label: LocalizedText([:]),
        source: "",
        codeBook: "x",
        coverageFloor: 0.5,
        bands: ["low", "high"].enumerated().map { Band(id: $1, label: LocalizedText([:]), from: Double($0) / 2) },
        cap: nil,
        overallCutoff: nil,
        themes: (0..<3).map { theme in
            Theme(
                id: "t\(theme)",
                label: LocalizedText([:]),
                weight: 1,
                cutoff: nil,
                criteria: (0..<2).map { criterion("C\(theme)\($0)") }
            )
        }
    )

    private static let edits: [(FrameworkChange.Aspect, @Sendable (inout Framework) -> Void)] = [
        (.aggregation, { $0.aggregation.themes = .worst }),
        (.aggregation, { $0.aggregation.criteria = .geometric }),
        (.limiters, { $0.limiters = [Limiter(criteria: ["C10"], band: "low", scopes: ["overall"])] }),
        (.overallCoverageFloor, { $0.overallCoverageFloor = 0.2 }),
        (.themeCoverageFloor, { $0.themes[1].coverageFloor = 0.9 }),
        (.derived, { $0.derived = [DerivedIndicator(variable: "d", indicator: .ratio("C10", "C11"))] }),
        (
            .absent,
            {
                $0.absent = [
                    AbsentStandard(id: "7", label: LocalizedText([:]), missing: LocalizedText([:]), source: "s")
                ]
            }
        ),
        (.appliesTo, { $0.themes[1].criteria[0].appliesTo = AppliesTo(daysInUse: .atLeast(29)) }),
        (.grain, { $0.themes[1].criteria[0].grain = .room }),
        (
            .residents,
            {
                $0.themes[1].criteria[1].residents = ResidentsView(
                    variable: "r",
                    standard: .atLeast(0.8),
                    minimum: 10,
                    label: LocalizedText([:])
                )
            }
        ),
        (.core, { $0.themes[1].criteria[0].isCore = true }),
        (.knownBy, { $0.themes[1].criteria[0].knownBy = .hygiene }),
        (.id, { $0.id = "g" }),
        (.name, { $0.label = LocalizedText(nl: "Kader", en: "Framework") }),
        (.origin, { $0.source = "another" }),
        (.notes, { $0.remark = LocalizedText(nl: "Let op", en: "Note") }),
        (.bands, { $0.bands[1].label = LocalizedText(nl: "hoog", en: "high") }),
        (.themeLabel, { $0.themes[1].label = LocalizedText(nl: "Wonen", en: "Living") }),
        (.cutoff, { $0.themes[1].cutoff = 0.4 }),
        (.overallCutoff, { $0.overallCutoff = 0.4 }),
        (.label, { $0.themes[1].criteria[0].label = LocalizedText(nl: "Slot", en: "Lock") }),
        (.advice, { $0.themes[1].criteria[0].advice = LocalizedText(nl: "Doe", en: "Do") }),
        (.remark, { $0.themes[1].criteria[0].provenance.remark = LocalizedText(nl: "Let op", en: "Note") }),
        (.shortName, { $0.themes[1].criteria[0].shortName = "lock" }),
        (.criterionOrder, { $0.themes[2].criteria.reverse() }),
        (.requirement, { $0.themes[1].criteria[0].requirement = .test(.variable("C10"), .atLeast(2), nil) }),
        (.removed, { $0.themes[1].criteria.removeLast() }),
        (.theme, { $0.themes[0].criteria.append($0.themes[1].criteria.removeFirst()) }),
        (.themeRemoved, { $0.themes.removeLast() }),
        (
            .themeAdded,
            { $0.themes.append(Theme(id: "n", label: LocalizedText([:]), weight: 2, cutoff: nil, criteria: [])) }
        ),
        (.themeOrder, { $0.themes.reverse() }),
    ]

    @Test("every part of a framework that changes is named, by its own name", arguments: edits.indices)
    func named(number: Int) {
        var after = Self.base
        Self.edits[number].1(&after)
        let changes = FrameworkDifference(from: Self.base, to: after).changes
        #expect(changes.contains { $0.aspect == Self.edits[number].0 })
        #expect(!changes.contains { $0.aspect == .other })
    }

    @Test("all changes made in the one give the other, and all taken back give the one")
    func made() {
        // A step without a factor in common with the number of subsets comes by every edit.
        for mask in stride(from: 0, to: 1 << Self.edits.count, by: (1 << Self.edits.count) / 701 | 1) {
            var after = Self.base
            for number in Self.edits.indices where mask >> number & 1 == 1 {
                Self.edits[number].1(&after)
            }
            let difference = FrameworkDifference(from: Self.base, to: after)
            let made = difference.making(difference.changes, in: Self.base)
            #expect(sorted(made) == sorted(after), "\(mask)")
            let back = difference.undoing(difference.changes, in: after)
            #expect(sorted(back) == sorted(Self.base), "\(mask)")
        }
    }

    /// The order of themes and criteria changes no score.
    private func sorted(_ framework: Framework) -> Framework {
        var framework = framework
        for theme in framework.themes.indices { framework.themes[theme].criteria.sort { $0.id < $1.id } }
        framework.themes.sort { $0.id < $1.id }
        return framework
    }

    @Test("the same arithmetic at another place of the file is no change")
    func places() {
        func framework(line: Int) -> Framework {
            var framework = Self.base
            framework.themes[0].criteria[0].requirement = .test(
                .expression(
                    Expression(
                        text: "C00 * 2",
                        root: .product(
                            .measured(.variable("C00"), offset: 0),
                            .number(2, unit: nil, offset: 6),
                            offset: 4
                        ),
                        location: SourceLocation(file: "f\(line).yaml", line: line)
                    )
                ),
                .atLeast(1),
                nil
            )
            return framework
        }
        #expect(FrameworkDifference(from: framework(line: 3), to: framework(line: 4)).changes.isEmpty)
    }
}
