import Foundation
import ShelterModel
import ShelterParsers
import Testing

@Suite struct YAMLMessageTests {
    private func diagnostic(_ part: String, _ replacement: String) throws -> Diagnostic {
        let yaml = try YAMLSamples.framework(part, replacement)
        return try #require(
            YAMLSamples.diagnostics { _ = try FrameworkFile.framework(yaml: yaml, file: "f.yaml") }.first
        )
    }

    @Test("A bad standard is quoted, and the hint shows the forms")
    func badStandard() throws {
        let problem = try diagnostic("standard: \">= 1\"", "standard: \"five\"")
        let dutch = try YAMLSamples.texts(.dutch)
        let english = try YAMLSamples.texts(.english)
        #expect(dutch.sentence(for: problem) == "'five' is geen norm (standard)")
        #expect(english.sentence(for: problem) == "'five' is not a standard")
        #expect(
            english.hint(for: problem)
                == "write '>= 4', '<= 10', 'between 2 and 8', 'is yes', 'is no', 'one of [a, b]' or 'report'; "
                + "numbers with a point"
        )
    }

    @Test("A misspelt key suggests the nearest one")
    func misspeltKey() throws {
        let problem = try diagnostic("standard: \">= 1\"", "standrad: \">= 1\"")
        #expect(try YAMLSamples.texts(.dutch).sentence(for: problem) == "'standrad' is hier geen bekende sleutel")
        #expect(try YAMLSamples.texts(.dutch).hint(for: problem) == "bedoelde u 'standard'?")
        #expect(try YAMLSamples.texts(.english).hint(for: problem) == "did you mean 'standard'?")
    }

    @Test("A cap that is no band lists the bands")
    func cap() throws {
        let problem = try diagnostic("cap: low", "cap: middle")
        #expect(try YAMLSamples.texts(.english).sentence(for: problem) == "'middle' is not a band of this framework")
        #expect(try YAMLSamples.texts(.dutch).hint(for: problem) == "kies een van de banden: low, high")
    }

    @Test("A whole message has the place, the path and the code")
    func wholeMessage() throws {
        var english = try YAMLSamples.texts(.english)
        english.entries["severity.error"] = "error"
        english.entries["severity.hint"] = "hint"
        let weight = try diagnostic("weight: 2", "weight: -2")
        #expect(
            english.message(for: weight) == """
                f.yaml:17:13: themes[1].weight: error: -2 is less than 0 [yaml.negative]
                  hint: write 0 or more at 'weight'
                """
        )
        let source = try diagnostic("source: \"Invented\"\nremark", "remark")
        #expect(
            english.message(for: source) == """
                f.yaml:1:1: error: the key 'source' is missing in this block [yaml.missing-key]
                  hint: add the key
                """
        )
    }

    @Test("A register that names an unknown successor says so")
    func successor() throws {
        let yaml = """
            format: maatstaf/register/1
            id: small
            date: 2023-01-01
            source: "Invented"
            licence: "Invented"
            safetyRegions: {}
            municipalities: [[GM0034, Almere, [], none, Flevoland, 5.2, 52.3]]
            former: [[GM0009, Ten Boer, GM0014, 2019-01-01]]
            """
        let problem = try #require(
            YAMLSamples.diagnostics { _ = try RegisterFile.register(yaml: yaml, file: "r.yaml") }.first
        )
        #expect(
            try YAMLSamples.texts(.dutch).sentence(for: problem) == "'GM0014' is geen gemeente van dit register"
        )
        #expect(
            try YAMLSamples.texts(.english).hint(for: problem)
                == "give the code of the municipality that exists now"
        )
    }

    @Test("Numbers and dates are written as the reader's language does")
    func numbersAndDates() throws {
        let weight = try diagnostic("weight: 0.5", "weight: -0.5")
        #expect(try YAMLSamples.texts(.dutch).sentence(for: weight) == "-0,5 is kleiner dan 0")
        let validity = try diagnostic("validTo: 2027-12-31", "validTo: 2023-12-31")
        #expect(
            try YAMLSamples.texts(.dutch).sentence(for: validity)
                == "de geldigheid eindigt op 31-12-2023, vóór het begin op 1-1-2024"
        )
        #expect(
            try YAMLSamples.texts(.english).sentence(for: validity)
                == "the validity ends on 2023-12-31, before it begins on 2024-01-01"
        )
    }

    @Test("Every code in the sources has a sentence and a hint in both languages, and no text is left over")
    func everyCodeHasTexts() throws {
        let sources = YAMLSamples.data.deletingLastPathComponent().appending(path: "Sources/ShelterParsers")
        var codes: Set<String> = []
        for folder in ["YAML", "Registers"] {
            let files = try FileManager.default.contentsOfDirectory(
                at: sources.appending(path: folder),
                includingPropertiesForKeys: nil
            )
            for file in files {
                let text = try String(contentsOf: file, encoding: .utf8)
                for match in text.matches(of: /"((?:yaml|framework|codebook|texts|register)\.[a-z-]+)"/) {
                    codes.insert("diagnostic.\(match.1)")
                }
            }
        }
        let expected = codes.union(codes.map { "\($0).hint" })
        for language in Language.allCases {
            #expect(try Set(YAMLSamples.texts(language).entries.keys) == expected)
        }
    }
}
