import Foundation
import Testing

@Suite struct CSVTextsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The placeholders of each text, in a file of texts that nests two deep.
    private static func placeholders(_ language: String) throws -> [String: Set<String>] {
        let file = root.appending(path: "Data/Texts/csv.\(language).yaml")
        var area = ""
        var placeholders: [String: Set<String>] = [:]
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

    /// The codes that the sources of the reader write out; `csv.is-` goes with a format.
    private static func codes() throws -> Set<String> {
        let folder = root.appending(path: "Sources/ShelterParsers/CSV")
        var codes: Set<String> = []
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let source = try String(contentsOf: file, encoding: .utf8)
            for match in source.matches(of: /"((?:csv|file)\.[a-z0-9-]+[a-z0-9])"/) { codes.insert(String(match.1)) }
        }
        return codes.union(["xlsx", "xls", "ods", "zip", "gzip", "pdf", "sav"].map { "csv.is-\($0)" })
    }

    @Test("Every code of the reader has a sentence and a hint, and no text is left over", arguments: ["nl", "en"])
    func complete(language: String) throws {
        let codes = try Self.codes()
        #expect(codes.count > 20)
        #expect(try Set(Self.placeholders(language).keys) == codes.union(codes.map { "\($0).hint" }))
    }

    @Test("Dutch and English tell the same facts")
    func sameFacts() throws {
        #expect(try Self.placeholders("nl") == Self.placeholders("en"))
    }
}
