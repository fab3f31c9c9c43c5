import Foundation
import Testing

@Suite struct CSVTextsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The placeholders of each text, in files of texts that nest two deep.
    private static func placeholders(_ language: String) throws -> [String: Set<String>] {
        var area = ""
        var placeholders: [String: Set<String>] = [:]
        let texts = try ["csv", "dialect"].map { name in
            try String(contentsOf: root.appending(path: "Data/Texts/\(name).\(language).yaml"), encoding: .utf8)
        }
        for line in texts.joined(separator: "\n").split(separator: "\n") {
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
        var codes: Set<String> = []
        let files = try ["CSV", "Dialects"].flatMap { name in
            try FileManager.default.contentsOfDirectory(
                at: root.appending(path: "Sources/ShelterParsers/\(name)"),
                includingPropertiesForKeys: nil
            )
        }
        for file in files {
            let source = try String(contentsOf: file, encoding: .utf8)
            for match in source.matches(of: /"((?:csv|file|dialect|encoding)\.[a-z0-9-]+[a-z0-9])"/) {
                codes.insert(String(match.1))
            }
        }
        let formats = [
            "xlsx", "xls", "ods", "zip", "gzip", "pdf", "sav", "html", "xml", "json", "utf-32", "image", "document",
        ]
        return codes.union(formats.map { "csv.is-\($0)" })
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
