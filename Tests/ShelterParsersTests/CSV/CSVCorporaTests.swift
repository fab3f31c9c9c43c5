import Foundation
import ShelterModel
import ShelterParsers
import Testing

/// csv-spectrum and csv-test-data, where they are present: beside the package, or in `$MAATSTAF_SHARED`.
@Suite struct CSVCorporaTests {
    private static let corpora: URL = {
        if let shared = ProcessInfo.processInfo.environment["MAATSTAF_SHARED"] {
            return URL(filePath: shared).appending(path: "corpora")
        }
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return root.deletingLastPathComponent().appending(path: "shared/corpora")
    }()

    private static func files(in folder: String) -> [URL] {
        let files = try? FileManager.default.contentsOfDirectory(
            at: corpora.appending(path: folder),
            includingPropertiesForKeys: nil
        )
        guard let files, !files.isEmpty else {
            print("not tested: \(corpora.path)/\(folder) is not there")
            return []
        }
        return files.sorted { $0.path < $1.path }
    }

    private static func json(for file: URL) throws -> Any {
        let name = file.deletingPathExtension().lastPathComponent
        let folder = file.deletingLastPathComponent().deletingLastPathComponent()
        return try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appending(path: "json/\(name).json")))
    }

    private static func objects(_ reading: CSVReading) -> [[String: String]] {
        reading.texts.map { Dictionary(zip(reading.header, $0), uniquingKeysWith: { first, _ in first }) }
    }

    @Test("csv-spectrum reads as its JSON says")
    func spectrum() throws {
        for file in Self.files(in: "csv-spectrum/csvs") {
            let name = file.deletingPathExtension().lastPathComponent
            let reading = try CSVReading(path: file.path, options: .with { $0.keepsStrayQuotes = true })
            let json = try Self.json(for: file)
            // The JSON of `location_coordinates` is an object, and has another phone number than the file.
            let objects = (json as? [[String: String]]) ?? (json as? [String: String]).map { [$0] }
            var expected = try #require(objects)
            if name == "location_coordinates" { expected[0]["Contact Phone Number"] = "2095257564" }
            #expect(Self.objects(reading) == expected, "\(name)")
            #expect(reading.setAside.isEmpty, "\(name)")
        }
    }

    @Test("csv-test-data reads as its JSON says, but for blank lines, which are no rows here")
    func testData() throws {
        for file in Self.files(in: "csv-test-data/csv") {
            let name = file.deletingPathExtension().lastPathComponent
            if name.hasPrefix("bad-") { continue }
            if name == "all-empty" {
                #expect(throws: Refusal.self) { try CSVReading(path: file.path) }
                continue
            }
            let reading = try CSVReading(path: file.path)
            #expect(reading.setAside.isEmpty, "\(name)")
            let json = try Self.json(for: file)
            if let expected = json as? [[String: String]] {
                #expect(Self.objects(reading) == expected, "\(name)")
            } else if let expected = json as? [[String]] {
                let rows = expected.filter { $0 != [""] }
                #expect([reading.header] + reading.texts == rows, "\(name)")
            } else {
                Issue.record("\(name): unknown shape of JSON")
            }
        }
    }

    @Test("What csv-test-data calls bad never passes in silence")
    func bad() throws {
        for file in Self.files(in: "csv-test-data/csv") {
            let name = file.deletingPathExtension().lastPathComponent
            guard name.hasPrefix("bad-") else { continue }
            let expectsCaller = name == "bad-header-wrong-header"
            do {
                let reading = try CSVReading(path: file.path, options: .with { $0.keepsStrayQuotes = true })
                // Whether the names are the right ones only the caller can tell.
                #expect(!reading.setAside.isEmpty || !reading.notes.isEmpty || expectsCaller, "\(name)")
                #expect(reading.rows.isEmpty || !reading.notes.isEmpty, "\(name)")
            } catch let refusal as Refusal {
                #expect(!refusal.diagnostics.isEmpty)
            }
        }
    }
}
