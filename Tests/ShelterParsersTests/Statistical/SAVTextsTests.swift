import Foundation
import Testing

@Suite struct SAVTextsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The placeholders of each text.
    private static func placeholders(_ language: String) throws -> [String: Set<String>] {
        let file = root.appending(path: "Data/Texts/sav.\(language).yaml")
        var placeholders: [String: Set<String>] = [:]
        var area = ""
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let key = String(line.prefix { $0 != ":" }.drop { $0 == " " })
            if line.hasPrefix("    ") {
                placeholders["\(area).\(key)"] = Set(line.matches(of: /\{([a-z]+)\}/).map { String($0.1) })
            } else {
                area = key
            }
        }
        return placeholders
    }

    @Test("Every code has a sentence and a hint, and no text is left over", arguments: ["nl", "en"])
    func complete(language: String) throws {
        var codes: Set<String> = []
        for folder in ["Statistical", "Sheets"] {
            let path = Self.root.appending(path: "Sources/ShelterParsers/\(folder)")
            for file in try FileManager.default.contentsOfDirectory(at: path, includingPropertiesForKeys: nil) {
                let source = try String(contentsOf: file, encoding: .utf8)
                for match in source.matches(of: /"((?:sav|xlsx)\.[a-z0-9-]+)"/) { codes.insert(String(match.1)) }
            }
        }
        #expect(codes.count > 20)
        #expect(try Set(Self.placeholders(language).keys) == codes.union(codes.map { "\($0).hint" }))
    }

    @Test("Dutch and English tell the same facts")
    func sameFacts() throws {
        #expect(try Self.placeholders("nl") == Self.placeholders("en"))
    }
}
