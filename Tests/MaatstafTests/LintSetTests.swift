import Foundation
import ShelterModel
import ShelterPipeline
import Testing

/// Frameworks with one planted fault each, and clean ones that look alike; `LintSet/make_set.py` writes them.
struct LintSetTests {
    private struct LintSet: Decodable {
        struct Faulty: Decodable {
            var kind: String
            var file: String
            var codeBook: String
            var faultFile: String
            var lines: [[Int]]
        }

        struct Clean: Decodable {
            var file: String
            var codeBook: String
        }

        var faulty: [Faulty]
        var clean: [Clean]
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/LintSet/"
    private let data: DataFolder
    private let set: LintSet

    init() throws {
        data = try DataFolder(option: nil)
        let text = try #require(FileManager.default.contents(atPath: Self.folder + "set.json"))
        set = try JSONDecoder().decode(LintSet.self, from: text)
    }

    private func findings(_ file: String, _ book: String) throws -> [Diagnostic] {
        try LintRun.diagnostics(framework: Self.folder + file, codeBook: Self.folder + book, data: data)
    }

    @Test("every planted fault is found on its line")
    func faulty() throws {
        #expect(set.faulty.count == 60)
        #expect(Dictionary(grouping: set.faulty, by: \.kind).values.allSatisfy { $0.count == 5 })
        for entry in set.faulty {
            let found = try findings(entry.file, entry.codeBook).filter { finding in
                finding.severity != .note
                    && entry.lines.contains { lines in
                        finding.location?.line.map { (lines[0]...lines[1]).contains($0) } ?? false
                    }
                    && entry.faultFile.hasSuffix("/" + (finding.location?.file ?? "?"))
            }
            #expect(!found.isEmpty, "\(entry.kind): \(entry.file)")
        }
    }

    @Test("a clean framework gives no alarm")
    func clean() throws {
        #expect(set.clean.count == 20)
        for entry in set.clean {
            #expect(try findings(entry.file, entry.codeBook).filter { $0.severity != .note } == [], "\(entry.file)")
        }
    }

    @Test("the frameworks that are shipped give no alarm")
    func shipped() throws {
        for id in data.ids(of: .framework) {
            let found = try LintRun.diagnostics(framework: id, codeBook: nil, data: data)
            #expect(found.filter { $0.severity != .note } == [], "\(id)")
        }
    }
}
