import Foundation
import ShelterCleaning
import ShelterModel
import ShelterParsers
import Testing

@Suite("Files of checks")
struct ChecksFileTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Place and code of everything that is wrong.
    private func problems(_ check: String) -> [String] {
        do throws(Refusal) {
            let set = try ChecksFile.checks(yaml: Sample.checks(check), file: "k.yaml")
            let codeBook = try CodeBookFile.codeBook(yaml: Sample.codeBook, file: "c.yaml")
            _ = try BoundChecks(set, codeBook: codeBook)
            return []
        } catch {
            return error.diagnostics.map { diagnostic in
                let place = diagnostic.location
                return "\(place?.line ?? 0):\(place?.column ?? 0) \(diagnostic.code)"
            }
        }
    }

    @Test("Every shipped file of checks fits its code book, and has a reason and a source for every check")
    func shipped() throws {
        let folder = Self.root.appending(path: "Data/Checks")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(files.count >= 2)
        for file in files {
            let set = try ChecksFile.checks(yaml: Self.text("Data/Checks/\(file)"), file: file)
            #expect(set.id + ".yaml" == file)
            let codeBook = try CodeBookFile.codeBook(
                yaml: Self.text("Data/CodeBooks/\(set.codeBook).yaml"),
                file: "\(set.codeBook).yaml"
            )
            _ = try BoundChecks(set, codeBook: codeBook)
            for check in set.checks {
                for language in ["nl", "en"] {
                    #expect(check.label.texts[language] != nil && check.why.texts[language] != nil, "\(check.id)")
                }
            }
        }
    }

    @Test(
        "Every mistake has its line and column",
        arguments: [
            ("kind: rul", ["11:11 yaml.unknown-value"]),
            ("kind: rule\nindicator: residents\nstandard: five", ["13:15 framework.bad-standard"]),
            ("kind: rule\nindicator: residents", ["6:5 framework.no-requirement"]),
            ("kind: range\nindicator: residents", ["6:5 checks.no-limit"]),
            ("kind: range\nindicator: residents\nlow: 5\nhigh: 4", ["13:10 checks.limits-reversed"]),
            ("kind: range\nindicator: residents\nlow: 5\nhgih: 4", ["14:5 yaml.misspelt-key"]),
            ("kind: outlier\nindicator: men\nfences: mad\nfactor: -1", ["14:13 yaml.negative"]),
            ("kind: outlier\nindicator: men\nfences: box\nfactor: 1", ["13:13 yaml.unknown-value"]),
            ("kind: outlier\nindicator: men\nfences: mad\nfactor: 1\nat_least: 2.5", ["15:15 checks.number-outside"]),
            ("kind: near-duplicate\ndistance: 2", ["12:15 yaml.not-a-fraction"]),
            ("kind: straight-lining\nvariables: [v1]", ["12:16 checks.too-few-variables"]),
            ("kind: straight-lining\nvariables: [v1, v2]\nat_least: 3", ["13:15 checks.more-than-there-are"]),
            ("kind: duplicate\nvariables: [id, id]", ["12:21 checks.variable-twice"]),
            (
                "kind: duration\nduration: men\nstart: start\nlongest: 5",
                ["6:5 yaml.missing-key", "13:12 checks.duration-twice"]
            ),
            ("kind: duration\nstart: start\nend: end", ["6:5 checks.no-limit"]),
            ("kind: totals\ntotal: residents", ["6:5 yaml.missing-key"]),
        ]
    )
    func mistakes(check: String, expected: [String]) {
        #expect(problems(check) == expected)
    }

    @Test(
        "What does not fit the code book is named with the place of the check",
        arguments: [
            ("kind: rule\nindicator: x / residents\nstandard: \"<= 1\"", ["6:5 checks.unknown-variable"]),
            ("kind: rule\nindicator: residents\nstandard: is yes", ["6:5 checks.type-mismatch"]),
            ("kind: rule\nindicator: days from residents to to\nstandard: \">= 1\"", ["6:5 checks.type-mismatch"]),
            ("kind: range\nindicator: kind\nlow: 1", ["6:5 checks.type-mismatch"]),
            ("kind: range\nindicator: x\nlow: 1", ["6:5 checks.unknown-variable"]),
            (
                "kind: totals\ntotal: residents\nparts: [x, lock]",
                ["6:5 checks.unknown-variable", "6:5 checks.type-mismatch"]
            ),
            ("kind: other-specify\nvariable: kind\noption: boat\ntext: other", ["6:5 checks.unknown-code"]),
            ("kind: duplicate\ntable: rooms", ["6:5 checks.unknown-table"]),
            ("kind: inspector\ninspector: inspector\nvariable: kind", ["6:5 checks.type-mismatch"]),
        ]
    )
    func misfits(check: String, expected: [String]) {
        #expect(problems(check) == expected)
    }

    @Test("Two checks with one id are refused, and a newer format is too")
    func format() throws {
        let yaml = Sample.checks("kind: duplicate")
        let item = yaml.range(of: "  - id: x").map { String(yaml[$0.lowerBound...]) } ?? ""
        #expect(throws: Refusal.self) { try ChecksFile.checks(yaml: yaml + "\n" + item, file: "k.yaml") }
        #expect(throws: Refusal.self) {
            try ChecksFile.checks(yaml: yaml.replacing("checks/1", with: "checks/2"), file: "k.yaml")
        }
    }

    @Test("Every code of cleaning has a sentence and a hint in both languages, and no text is left over")
    func texts() throws {
        var codes: Set<String> = ["checks.too-many-parts"]
        for folder in [
            "ShelterCleaning/Checks", "ShelterCleaning/Log", "ShelterPipeline/Cleaning", "ShelterParsers/YAML",
        ] {
            let place = Self.root.appending(path: "Sources/\(folder)")
            for file in try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil) {
                let source = try String(contentsOf: file, encoding: .utf8)
                for match in source.matches(of: /"((?:check|checks|cleaning|verify)\.[a-z-]+)"/) {
                    codes.insert(String(match.1))
                }
            }
        }
        #expect(codes.count > 50)
        var placeholders: [[String: Set<String>]] = []
        for language in ["nl", "en"] {
            let file = "cleaning.\(language).yaml"
            let entries = try TextsFile.entries(yaml: Self.text("Data/Texts/\(file)"), file: file)
            let keys = entries.keys.filter { $0.hasPrefix("diagnostic.") }
            let expected = codes.flatMap { ["diagnostic.\($0)", "diagnostic.\($0).hint"] }
            #expect(Set(keys) == Set(expected))
            placeholders.append(entries.mapValues { Set($0.matches(of: /\{([a-zA-Z]+)\}/).map { String($0.1) }) })
        }
        #expect(placeholders[0] == placeholders[1])
    }
}
