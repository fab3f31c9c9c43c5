import Foundation
import ShelterModel
import ShelterParsers
import Testing

@Suite struct FrameworkFileTests {
    private func problems(_ yaml: String) -> [String] {
        YAMLSamples.problems { _ = try FrameworkFile.framework(yaml: yaml, file: "f.yaml") }
    }

    private func text(_ nl: String, _ en: String) -> LocalizedText { LocalizedText(nl: nl, en: en) }

    @Test("A good file gives the whole framework")
    func goodFile() throws {
        let framework = try FrameworkFile.framework(yaml: YAMLSamples.framework, file: "f.yaml")
        func place(_ line: Int) -> ShelterModel.SourceLocation {
            ShelterModel.SourceLocation(file: "f.yaml", line: line, column: 9)
        }
        let privacy = Criterion(
            id: "A5",
            shortName: "lockable-room",
            label: text("Afsluitbare kamer", "Lockable room"),
            advice: text("Maak afsluitbaar", "Make lockable"),
            unit: "share",
            condition: .test(.variable("singles"), .atLeast(1), nil),
            requirement: .test(.ratio("lockable_rooms", "rooms"), .atLeast(1), Goalposts(zero: 0, one: 1)),
            weight: 0.5,
            provenance: Provenance(
                source: "Invented 1.3",
                sourceVersion: "2016",
                status: .norm,
                verification: .sourced,
                verificationReference: "E1",
                verifiedBy: "A. Tester",
                verifiedOn: CalendarDate(year: 2025, month: 1, day: 31),
                verifiedUntil: CalendarDate(year: 2026, month: 12, day: 31),
                remark: text("Let op", "Note")
            ),
            validFrom: CalendarDate(year: 2024, month: 1, day: 1),
            validTo: CalendarDate(year: 2027, month: 12, day: 31),
            isBasicRequirement: true,
            location: place(20)
        )
        let fire = Criterion(
            id: "D1",
            shortName: "fire",
            label: text("Brand", "Fire"),
            requirement: .all([
                .test(.variable("extinguisher"), .isTrue, nil),
                .any([
                    .test(.daysSince("drill"), .atMost(365), nil),
                    .atLeast(1, [.test(.monthsUntil("expiry"), .between(1, 6.5), nil)]),
                ]),
            ]),
            provenance: Provenance(source: "Invented", status: .own, verification: .design),
            location: place(41)
        )
        let phase = Criterion(
            id: "D2",
            shortName: "phase",
            label: text("Fase", "Phase"),
            requirement: .cases([
                Requirement.Case(
                    when: .test(.variable("phase"), .oneOf(["emergency", "early"]), nil),
                    then: .test(.variable("persons_per_tap"), .atMost(500), nil)
                ),
                Requirement.Case(
                    when: .test(.variable("phase"), .isFalse, nil),
                    then: .graded(.variable("persons_per_tap"), Goalposts(zero: 500, one: 250))
                ),
            ]),
            provenance: Provenance(source: "Invented", status: .guidance, verification: .knowledge),
            location: place(54)
        )
        let shown = Criterion(
            id: "D3",
            shortName: "shown",
            label: text("Getoond", "Shown"),
            requirement: .report(.monthsSince("opening")),
            weight: 0,
            provenance: Provenance(source: "Invented", status: .benchmark, verification: .secondary),
            location: place(64)
        )
        let later = Criterion(
            id: "D4",
            shortName: "later",
            label: text("Later", "Later"),
            requirement: .pending("rounds"),
            provenance: Provenance(source: "Invented", status: .own, verification: .design),
            location: place(73)
        )
        let expected = Framework(
            id: "example",
            version: "2026.1",
            label: text("Voorbeeld", "Example"),
            source: "Invented",
            codeBook: "example",
            coverageFloor: 0.6,
            bands: [
                Band(id: "low", label: text("laag", "low"), from: 0),
                Band(id: "high", label: text("hoog", "high"), from: 0.75),
            ],
            cap: "low",
            overallCutoff: 0.5,
            themes: [
                Theme(id: "privacy", label: text("Privacy", "Privacy"), weight: 2, cutoff: 0.6, criteria: [privacy]),
                Theme(
                    id: "safety",
                    label: text("Veiligheid", "Safety"),
                    weight: 1,
                    cutoff: nil,
                    criteria: [fire, phase, shown, later]
                ),
            ],
            remark: text("Verzonnen", "Invented")
        )
        #expect(framework == expected)
    }

    @Test(
        "Each fault has its code, place and path",
        arguments: [
            (#"standard: ">= 1""#, #"standard: "five""#, "framework.bad-standard 24:19 themes[1].criteria[1].standard"),
            (
                #"standard: ">= 1""#, #"standard: ">= 1,5""#,
                "framework.bad-standard 24:19 themes[1].criteria[1].standard"
            ),
            (#"standard: ">= 1""#, #"standrad: ">= 1""#, "yaml.misspelt-key 24:9 themes[1].criteria[1].standrad"),
            ("unit: share", "colour: red", "yaml.unknown-key 26:9 themes[1].criteria[1].colour"),
            ("source: \"Invented\"\nremark", "remark", "yaml.missing-key 1:1"),
            ("lockable_rooms / rooms", "a / b / ", "framework.bad-indicator 23:20 themes[1].criteria[1].indicator"),
            (
                "lockable_rooms / rooms", "a / b + ?",
                "framework.bad-expression 23:28 themes[1].criteria[1].indicator"
            ),
            (
                "lockable_rooms / rooms", "\"(a + b\"",
                "framework.expression-unfinished 23:27 themes[1].criteria[1].indicator"
            ),
            (
                "lockable_rooms / rooms", "2 * 3",
                "framework.expression-of-nothing 23:20 themes[1].criteria[1].indicator"
            ),
            (
                "lockable_rooms / rooms", "weeks since x",
                "framework.bad-indicator 23:20 themes[1].criteria[1].indicator"
            ),
            ("indicator: lockable_rooms / rooms", "validTo: x", "yaml.duplicate-key 23:9 validTo"),
            ("        indicator: lockable_rooms / rooms\n", "", "yaml.missing-key 20:9 themes[1].criteria[1]"),
            ("weight: 2", "weight: -1", "yaml.negative 17:13 themes[1].weight"),
            ("weight: 2", "weight: \"2\"", "yaml.not-a-number 17:13 themes[1].weight"),
            ("weight: 2", "weight: .nan", "yaml.not-a-number 17:13 themes[1].weight"),
            ("cutoff: 0.6", "cutoff: 60", "yaml.not-a-fraction 18:13 themes[1].cutoff"),
            ("coverageFloor: 0.6", "coverageFloor: 1.1", "yaml.not-a-fraction 8:16 coverageFloor"),
            ("coverageFloor: 0.6", "coverageFloor: 0,6", "yaml.not-a-number 8:16 coverageFloor"),
            ("cap: low", "cap: middle", "framework.cap-not-a-band 10:6 cap"),
            ("cap: low\n", "", "framework.cap-missing 36:27 themes[1].criteria[1].basicRequirement"),
            ("id: high, from: 0.75", "id: high, from: 0", "framework.bands-not-ascending 13:23 bands[2].from"),
            ("id: low, from: 0,", "id: low, from: 0.1,", "framework.bands-not-from-zero 12:22 bands[1].from"),
            ("id: high", "id: low", "framework.duplicate-band 13:11 bands[2].id"),
            ("id: safety", "id: privacy", "framework.duplicate-theme 38:9 themes[2].id"),
            ("id: safety", "id: overall", "framework.theme-named-overall 38:9 themes[2].id"),
            ("id: safety", "id: Safety first", "yaml.bad-id 38:9 themes[2].id"),
            ("id: D2", "id: A5", "framework.duplicate-criterion 54:13 themes[2].criteria[2].id"),
            ("id: D2", "id: D 2", "framework.bad-criterion-id 54:13 themes[2].criteria[2].id"),
            (
                "status: norm", "status: guidance",
                "framework.unverified-basic-requirement 37:27 themes[1].criteria[1].basicRequirement"
            ),
            (
                "tag: S,", "tag: K,",
                "framework.unverified-basic-requirement 37:27 themes[1].criteria[1].basicRequirement"
            ),
            ("status: norm", "status: law", "yaml.unknown-value 28:17 themes[1].criteria[1].status"),
            ("on: 2025-01-31", "on: 2025-02-30", "yaml.not-a-date 31:57 themes[1].criteria[1].verified.on"),
            (
                "validTo: 2027-12-31", "validTo: 2023-12-31",
                "framework.validity-reversed 36:18 themes[1].criteria[1].validTo"
            ),
            (
                "basicRequirement: true", "basicRequirement: ja",
                "yaml.not-a-boolean 37:27 themes[1].criteria[1].basicRequirement"
            ),
            (
                "graded: { zero: 0, one: 1 }", "graded: { zero: 1, one: 1 }",
                "framework.equal-goalposts 25:17 themes[1].criteria[1].graded"
            ),
            ("pending: rounds\n", "weight: 1\n", "framework.no-requirement 73:9 themes[2].criteria[4]"),
            (
                "pending: rounds", "pending: rounds\n        any: []",
                "framework.several-requirements 73:9 themes[2].criteria[4]"
            ),
            (
                "pending: rounds", "pending: a\n        indicator: b",
                "framework.indicator-beside-combination 77:20 themes[2].criteria[4].indicator"
            ),
            ("count: 1", "count: 2", "framework.bad-count 49:26 themes[2].criteria[1].all[2].any[2].atLeast.count"),
            (
                "standard: report", "standard: report\n        graded: { zero: 0, one: 1 }",
                "framework.graded-report 69:17 themes[2].criteria[3].graded"
            ),
            ("label: { nl: Brand, en: Fire }", "label: Brand", "yaml.not-a-mapping 43:16 themes[2].criteria[1].label"),
            (
                "label: { nl: Brand, en: Fire }", "label: { nl: , en: Fire }",
                "yaml.no-value 43:22 themes[2].criteria[1].label.nl"
            ),
            ("format: maatstaf/framework/1", "format: maatstaf/framework/2", "yaml.format-newer 1:9 format"),
            ("format: maatstaf/framework/1", "format: maatstaf/codebook/1", "yaml.format-wrong 1:9 format"),
            ("format: maatstaf/framework/1\n", "", "yaml.format-missing 1:1"),
        ]
    )
    func fault(part: String, replacement: String, expected: String) throws {
        let found = problems(try YAMLSamples.framework(part, replacement))
        #expect(found == [expected])
    }

    @Test("A theme without criteria and a framework without themes are refused")
    func emptyLists() {
        let head = YAMLSamples.framework.components(separatedBy: "themes:")[0]
        #expect(problems(head + "themes: []") == ["yaml.empty-list 14:9 themes"])
        let theme = "themes:\n  - { id: a, label: { nl: A }, criteria: [] }"
        #expect(problems(head + theme) == ["yaml.empty-list 15:42 themes[1].criteria"])
    }

    @Test("All problems of a file come at once, in the order of its lines")
    func allProblems() throws {
        let yaml = try YAMLSamples.framework("standard: \">= 1\"", "standard: \"five\"")
            .replacing("cap: low", with: "cap: middle").replacing("weight: 0.5", with: "weight: half")
        #expect(
            problems(yaml) == [
                "framework.cap-not-a-band 10:6 cap",
                "framework.bad-standard 24:19 themes[1].criteria[1].standard",
                "yaml.not-a-number 27:17 themes[1].criteria[1].weight",
            ]
        )
    }

    @Test("Bands may be left out")
    func noBands() throws {
        let yaml = YAMLSamples.framework.replacing("basicRequirement: true", with: "weight: 1")
            .replacing("        weight: 0.5\n", with: "").replacing("cap: low\n", with: "")
        let start = try #require(yaml.range(of: "bands:"))
        let end = try #require(yaml.range(of: "themes:"))
        let framework = try FrameworkFile.framework(
            yaml: yaml.replacingCharacters(in: start.lowerBound..<end.lowerBound, with: ""),
            file: "f.yaml"
        )
        #expect(framework.bands.isEmpty)
    }

    @Test("The text of every standard and indicator reads back as the same")
    func roundTrip() throws {
        let standards: [Standard] = [
            .atLeast(4), .atMost(-2.5), .between(2, 8.25), .isTrue, .isFalse, .oneOf(["a", "b-c"]),
        ]
        let indicators: [Indicator] = [
            .variable("Aantal bewoners"), .ratio("residents", "showers"), .daysSince("x"), .monthsSince("y"),
            .monthsUntil("z"), .daysBetween("a", "b"),
        ]
        for standard in standards {
            for indicator in indicators {
                let yaml = try YAMLSamples.framework(
                    "pending: rounds",
                    """
                    indicator: \(indicator.text)
                            standard: "\(standard.text)"
                    """
                )
                let framework = try FrameworkFile.framework(yaml: yaml, file: "f.yaml")
                #expect(framework.criteria.last?.requirement == .test(indicator, standard, nil))
            }
        }
    }
}
