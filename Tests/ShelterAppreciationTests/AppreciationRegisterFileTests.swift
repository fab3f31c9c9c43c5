import Foundation
import ShelterAppreciation
import ShelterModel
import ShelterParsers
import Testing

@Suite struct AppreciationRegisterFileTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Data/Appreciations").standardized

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    @Test func `the empty register is read and has no recommendation`() throws {
        let register = try AppreciationRegisterFile.register(yaml: Self.text("empty.yaml"), file: "empty.yaml")
        #expect(register.recommendations.isEmpty)
        #expect(
            AnnexCheck.findings(register).map(\.code) == ["annex.study-incomplete", "annex.no-recommendations"]
        )
    }

    @Test func `the example is complete, invented and over both levels`() throws {
        let yaml = try Self.text("voorbeeld/register.yaml")
        let register = try AppreciationRegisterFile.register(yaml: yaml, file: "register.yaml")
        let nonPublic = try NonPublicPartsFile.parts(
            yaml: Self.text("voorbeeld/niet-openbaar.yaml"),
            file: "niet-openbaar.yaml"
        )
        #expect(register.recommendations.count == 12)
        #expect(Set(register.recommendations.map(\.level)).count == 2)
        #expect(Set(register.appreciations.map(\.position)).count == Appreciation.Position.allCases.count)
        #expect(AnnexCheck.findings(register, nonPublic: nonPublic).filter(\.isOpen).isEmpty)
        #expect(register.study.title?.contains("verzonnen voorbeeld") == true)
        for part in nonPublic.parts { #expect(!yaml.contains(part.text)) }
    }

    @Test func `200 recommendations in 3 versions come back from YAML without a changed byte`() throws {
        for version in 1...3 {
            let register = try OddRegister.register(version: version, texts: OddRegister.texts)
            let yaml = try AppreciationRegisterWriter.yaml(register)
            let back = try AppreciationRegisterFile.register(yaml: yaml, file: "proef.yaml")
            #expect(back == register)
            // Equal texts may still differ in bytes, as é does: what is written again may not.
            #expect(Array(try AppreciationRegisterWriter.yaml(back).utf8) == Array(yaml.utf8))
            for (one, other) in zip(back.recommendations, register.recommendations) {
                #expect(Array(one.text.utf8) == Array(other.text.utf8))
            }
        }
    }

    @Test func `everything that is wrong is refused at once, at its line`() throws {
        let yaml = """
            format: maatstaf/appreciations/1
            id: proef
            recommendations:
              - number: 1.2
                level: landelijk
                theme: Thema
                text: Tekst
                addressees: [ministerie]
            appreciations:
              - recommendations: ["1"]
                positie: overgenomen
                position: aangenomen
                minister: m
                actions:
                  - text: Doen
                    planning: { words: snel, from: 2031-02-01, until: 2031-01-01 }
            """
        let thrown = #expect(throws: Refusal.self) {
            try AppreciationRegisterFile.register(yaml: yaml, file: "proef.yaml")
        }
        #expect(
            thrown?.diagnostics.map { "\($0.location?.line ?? 0) \($0.code)" } == [
                "4 appreciation.number", "5 yaml.unknown-value", "11 yaml.misspelt-key", "12 yaml.unknown-value",
                "16 appreciation.planning-order",
            ]
        )
    }

    @Test func `the published schema knows the keys and words that the reader knows`() throws {
        let data = Data(try Self.text("register.schema.json").utf8)
        let schema = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        var kinds = try #require(schema["$defs"] as? [String: [String: Any]])
        kinds["register"] = schema
        for (kind, keys) in AppreciationRegisterFile.keys {
            let properties = try #require(kinds[kind]?["properties"] as? [String: Any], "\(kind)")
            #expect(Set(properties.keys) == Set(keys), "\(kind)")
            #expect(kinds[kind]?["additionalProperties"] as? Bool == false, "\(kind)")
        }
        func words(_ kind: String) -> [String]? { kinds[kind]?["enum"] as? [String] }
        #expect(words("position") == Appreciation.Position.allCases.map(\.rawValue))
        #expect(words("level") == StudyRecommendation.Level.allCases.map(\.rawValue))
        #expect(words("addressee") == StudyRecommendation.Addressee.allCases.map(\.rawValue))
        #expect(words("status") == Execution.Status.allCases.map(\.rawValue))
        #expect(words("linkKind") == Appreciation.Link.Kind.allCases.map(\.rawValue))
    }
}
