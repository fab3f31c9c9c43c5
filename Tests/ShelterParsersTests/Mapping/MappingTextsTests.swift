import Foundation
import ShelterModel
import Testing

@testable import ShelterParsers

@Suite("Texts of mappings")
struct MappingTextsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func texts(_ language: String) throws -> [String: String] {
        try TextsFile.entries(
            yaml: YAMLSamples.text("Texts/mapping.\(language).yaml"),
            file: "mapping.\(language).yaml"
        )
    }

    /// The codes that the sources write out.
    private static func codes() throws -> Set<String> {
        var codes: Set<String> = []
        for folder in [
            "Sources/ShelterParsers/Mapping", "Sources/ShelterParsers/Questionnaires", "Sources/ShelterModel/Mappings",
            "Sources/ShelterPipeline/Mapping",
        ] {
            let files = try FileManager.default.contentsOfDirectory(
                at: root.appending(path: folder),
                includingPropertiesForKeys: nil
            )
            for file in files {
                let source = try String(contentsOf: file, encoding: .utf8)
                for match in source.matches(of: /"((?:form|mapping|crosswalk|words)\.[a-z-]+[a-z])"/) {
                    codes.insert(String(match.1))
                }
            }
        }
        return codes
    }

    @Test("Every diagnostic has a sentence and a hint, and no text is left over", arguments: ["nl", "en"])
    func complete(language: String) throws {
        let texts = try Self.texts(language)
        let used = try Self.codes()
        let diagnostics = Set(texts.keys.filter { $0.hasPrefix("diagnostic.") && !$0.hasSuffix(".hint") })
        // What is used without being a diagnostic stands at the key itself.
        let sentences = used.filter { texts[$0] == nil }
        #expect(diagnostics == Set(sentences.map { "diagnostic.\($0)" }))
        #expect(diagnostics.allSatisfy { texts[$0 + ".hint"] != nil })
        #expect(diagnostics.count > 40)
    }

    @Test("Dutch and English tell the same facts")
    func sameFacts() throws {
        let placeholders = { (texts: [String: String]) in
            texts.mapValues { Set($0.matches(of: /\{([A-Za-z]+)\}/).map { String($0.1) }) }
        }
        #expect(try placeholders(Self.texts("nl")) == placeholders(Self.texts("en")))
    }
}
