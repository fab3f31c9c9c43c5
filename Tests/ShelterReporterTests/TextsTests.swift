import Foundation
import ShelterAnalysis
import ShelterModel
import ShelterReporter
import Testing

@Suite struct TextsTests {
    /// Every text key in the sources: whole ones, and the starts of those that a code completes.
    private struct Used {
        var keys: Set<String> = []
        var patterns: [[Substring]] = []

        init() throws {
            let folder = Files.root.appending(path: "Sources/ShelterReporter")
            let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
            for case let file as URL in files where file.pathExtension == "swift" {
                let source = try String(contentsOf: file, encoding: .utf8)
                for literal in source.split(separator: "\"") where literal.hasPrefix("report.") {
                    if literal.contains("\\(") {
                        patterns.append(Self.parts(literal))
                    } else {
                        keys.insert(String(literal))
                    }
                }
            }
        }

        /// `report.state.\(state).remark` as `report.state.` and `.remark`.
        private static func parts(_ literal: Substring) -> [Substring] {
            guard let open = literal.range(of: "\\(") else { return [literal] }
            var depth = 1
            var end = open.upperBound
            while depth > 0, end < literal.endIndex {
                if literal[end] == "(" { depth += 1 }
                if literal[end] == ")" { depth -= 1 }
                end = literal.index(after: end)
            }
            return [literal[..<open.lowerBound], literal[end...]]
        }

        func contains(_ key: String) -> Bool {
            for variant in ["~group", "~each"] where key.hasSuffix(variant) {
                return contains(String(key.dropLast(variant.count)))
            }
            if keys.contains(key) { return true }
            for ending in [".one", ".many"] where key.hasSuffix(ending) {
                if keys.contains(String(key.dropLast(ending.count))) { return true }
            }
            return patterns.contains { key.hasPrefix($0[0]) && key.hasSuffix($0[1]) && key != $0[0] + $0[1] }
        }
    }

    @Test("Every text that the pages use exists", arguments: Language.allCases)
    func used(language: Language) throws {
        let used = try Used()
        let entries = try Files.texts(language).entries
        #expect(used.keys.count > 150)
        for key in used.keys.sorted() {
            #expect(
                entries[key] != nil || (entries[key + ".one"] != nil && entries[key + ".many"] != nil),
                "\(key) is missing in \(language.rawValue)"
            )
        }
    }

    @Test("Every code that completes a text key has its text", arguments: Language.allCases)
    func codes(language: Language) throws {
        let entries = try Files.texts(language).entries
        var keys = (1...12).map { "report.month.\($0)" }
        keys += PublicationState.allCases.flatMap {
            ["report.state.\($0.rawValue)", "report.state.\($0.rawValue).remark"]
        }
        keys += Audience.allCases.flatMap { ["report.audience.\($0.rawValue)", "report.audience.\($0.rawValue).long"] }
        keys += ScoreClass.allCases.map { "report.class.\($0.rawValue)" }
        keys += (1...4).map { "report.obligation.\($0)" }
        keys += LegalStatus.allCases.map { "report.status.\($0.rawValue)" }
        keys += Verification.allCases.map { "report.verification.\($0.rawValue)" }
        keys += ["error", "warning", "note"].map { "report.severity.\($0)" }
        keys += OutcomeReason.allCases.map { $0.name.isEmpty ? "none" : $0.name }.flatMap {
            ["report.reason.\($0)", "report.settle.\($0)"]
        }
        keys += ["short", "excess"].flatMap { ["report.shortage.\($0)", "report.shortage.\($0)-for"] }
        for key in keys { #expect(entries[key]?.isEmpty == false, "\(key) is missing in \(language.rawValue)") }
    }

    @Test("No text is left that no page uses", arguments: Language.allCases)
    func unused(language: Language) throws {
        let used = try Used()
        for key in try Files.texts(language).entries.keys.sorted() where key.hasPrefix("report.") {
            #expect(used.contains(key), "\(key) is used nowhere")
        }
    }

    @Test("Both languages have the same texts with the same placeholders")
    func sameKeys() throws {
        let dutch = try Files.texts(.dutch).entries
        let english = try Files.texts(.english).entries
        #expect(dutch.keys.sorted() == english.keys.sorted())
        func names(_ text: String?) -> [Substring] {
            (text ?? "").split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
                $0.split(separator: "}").first
            }.sorted()
        }
        for (key, text) in dutch { #expect(names(text) == names(english[key]), "\(key)") }
    }
}
