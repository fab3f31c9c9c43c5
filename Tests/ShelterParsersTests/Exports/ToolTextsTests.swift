import Foundation
import Testing

@Suite struct ToolTextsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The placeholders of each text.
    private static func placeholders(_ language: String) throws -> [String: Set<String>] {
        let file = root.appending(path: "Data/Texts/tools.\(language).yaml")
        var placeholders: [String: Set<String>] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where line.hasPrefix("    ") {
            let key = String(line.prefix { $0 != ":" }.drop { $0 == " " })
            placeholders["tools.\(key)"] = Set(line.matches(of: /\{([A-Za-z]+)\}/).map { String($0.1) })
        }
        return placeholders
    }

    /// The codes that the sources write out.
    private static func codes() throws -> Set<String> {
        var codes: Set<String> = []
        for folder in ["ShelterParsers/Exports", "ShelterPipeline/Road"] {
            let folder = root.appending(path: "Sources/\(folder)")
            for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
                let source = try String(contentsOf: file, encoding: .utf8)
                for match in source.matches(of: /"(tools\.[a-z0-9-]+)"/) { codes.insert(String(match.1)) }
            }
        }
        return codes
    }

    @Test("Every code has a sentence and a hint, and no text is left over", arguments: ["nl", "en"])
    func complete(language: String) throws {
        let codes = try Self.codes()
        #expect(codes.count > 10)
        #expect(try Set(Self.placeholders(language).keys) == codes.union(codes.map { "\($0).hint" }))
    }

    @Test("Dutch and English tell the same facts")
    func sameFacts() throws {
        #expect(try Self.placeholders("nl") == Self.placeholders("en"))
    }
}
