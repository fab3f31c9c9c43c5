import ShelterModel
import ShelterParsers
import Testing

@Suite struct YAMLLimitsTests {
    private func problems(_ yaml: String) -> [String] {
        YAMLSamples.problems { _ = try TextsFile.entries(yaml: yaml, file: "t.yaml") }
    }

    @Test("Texts are flattened with dots, and keys may have dots themselves")
    func texts() throws {
        let yaml = """
            severity: { error: fout }
            diagnostic:
              csv:
                quote: "een {name}"
                quote.hint: 'sluit het'
                no: nee
            """
        let expected = [
            "severity.error": "fout", "diagnostic.csv.quote": "een {name}", "diagnostic.csv.quote.hint": "sluit het",
            "diagnostic.csv.no": "nee",
        ]
        #expect(try TextsFile.entries(yaml: yaml, file: "t.yaml") == expected)
    }

    @Test(
        "A file that is no plain YAML is refused at its place",
        arguments: [
            ("a: [1, 2\nb: 3", "yaml.syntax 2:2"),
            ("a: b: c", "yaml.syntax 1:5"),
            ("a: \"open", "yaml.syntax 1:9"),
            ("a:\n\t- b", "yaml.syntax 2:1"),
            ("", "yaml.no-content 1:1"),
            ("# only a remark", "yaml.no-content 1:1"),
            ("a: b\n---\na: c", "yaml.several-documents 2:1"),
            ("a: b\nc: \u{1}", "yaml.character 2:4"),
            ("a: 1\nb: 2\na: 3", "yaml.duplicate-key 1:1 a"),
            ("a: 1\n\"a\": 3", "yaml.duplicate-key 1:1 a"),
            ("[a]: 1", "yaml.key-not-text 1:1"),
            ("- a", "yaml.not-a-mapping 1:1"),
            ("a: [b]", "yaml.not-a-mapping 1:4 a"),
            ("a:", "yaml.no-value 1:3 a"),
            ("a.b: c\na: { b: d }", "texts.duplicate-key 2:9 a.b"),
        ]
    )
    func notYAML(yaml: String, expected: String) {
        #expect(problems(yaml) == [expected])
    }

    @Test(
        "Anchors and aliases are refused, used or not",
        arguments: [
            ("a: &x b", "yaml.alias 1:4"),
            ("a: *x", "yaml.alias 1:4"),
            ("a: b\nc: &x d\ne: *x", "yaml.alias 2:4"),
            ("a: !!str &x d\ne: *x", "yaml.alias 1:10"),
            ("? &x a\n: *x", "yaml.alias 1:3"),
            ("- &x\n  a: b\n- *x", "yaml.alias 1:3"),
        ]
    )
    func aliases(yaml: String, expected: String) {
        #expect(problems(yaml) == [expected])
    }

    @Test("Ampersands and stars inside a text are text")
    func marksInText() throws {
        let yaml = "a: R&D *en* meer\nb: \"& en *\"\nc: eten & drinken\nd: |\n  * punt\n  & nog een\n"
        #expect(try TextsFile.entries(yaml: yaml, file: "t.yaml").count == 4)
    }

    @Test("A bomb of aliases, even as a key, is refused at once")
    func aliasBomb() {
        var yaml = "a0: &a0 [x, x]\n"
        for level in 1...40 { yaml += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        #expect(problems(yaml) == ["yaml.alias 1:5"])
        #expect(problems(yaml + "? *a40\n: 1\n? *a39\n: 1\n") == ["yaml.alias 1:5"])
    }

    @Test(
        "Deep nesting is refused in every notation",
        arguments: [
            String(repeating: "[", count: 100) + String(repeating: "]", count: 100),
            String(repeating: "[", count: 2_000_000),
            String(repeating: "- ", count: 900) + "a",
            String(repeating: "- ", count: 2_000_000),
            String(repeating: "{a: ", count: 1_000_000),
            String(repeating: "? ", count: 1_000_000),
        ]
    )
    func deepNesting(yaml: String) {
        let problems = problems(yaml)
        #expect(problems.count == 1)
        #expect(problems[0].hasPrefix("yaml.too-deep 1:"))
    }

    @Test("Nesting up to the limit is read")
    func allowedDepth() throws {
        var yaml = ""
        for level in 0..<62 { yaml += String(repeating: " ", count: level) + "k:\n" }
        yaml += String(repeating: " ", count: 62) + "k: v"
        #expect(try TextsFile.entries(yaml: yaml, file: "t.yaml").count == 1)
        #expect(problems(yaml.replacing("k: v", with: "k: {k: v}")) == ["yaml.too-deep 63:67"])
    }

    @Test("A file over 4 MiB is refused")
    func tooLarge() {
        let yaml = "a: " + String(repeating: "x", count: 4 << 20)
        #expect(problems(yaml) == ["yaml.too-large"])
    }

    @Test("Ten thousand criteria load in seconds")
    func manyCriteria() throws {
        var yaml = """
            format: maatstaf/framework/1
            id: large
            version: "1"
            label: { nl: Groot, en: Large }
            source: "Invented"
            coverageFloor: 0
            themes:
              - id: a
                label: { nl: A, en: A }
                criteria:

            """
        for number in 1...10_000 {
            yaml += """
                      - id: C\(number)
                        shortName: c\(number)
                        label: { nl: Criterium \(number), en: Criterion \(number) }
                        indicator: v\(number)
                        standard: ">= \(number)"
                        status: own
                        source: "Invented"
                        verified: { tag: D }

                """
        }
        let start = ContinuousClock.now
        let framework = try FrameworkFile.framework(yaml: yaml, file: "large.yaml")
        #expect(framework.criteria.count == 10_000)
        // Far above what it takes, far below what a person waits for.
        #expect(ContinuousClock.now - start < .seconds(60))
    }
}
