import Foundation
import MaatstafCommand
import Testing

/// Public corpora read through the commands, where they are present.
@Suite("Corpora through the commands")
struct IngestCorpusTests {
    private static func files(_ folder: String) -> [String] {
        let path = Corpus.shared + "/corpora/" + folder
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        if names.isEmpty { print("skipped: \(path) is not there, see MAATSTAF_SHARED") }
        return names.sorted().map { path + "/" + $0 }
    }

    private static func json(for file: String) throws -> Any {
        let path = file.replacing("/csvs/", with: "/json/").replacing("/csv/", with: "/json/")
        let data = try Data(contentsOf: URL(filePath: String(path.dropLast(4)) + ".json"))
        return try JSONSerialization.jsonObject(with: data)
    }

    private static func table(_ path: String) throws -> [[String]] {
        let bytes = try bytes(at: path)
        // Record ends become LF; those inside quotes stay what they are.
        var isQuoted = false
        var plain: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == 0x0D, !isQuoted, index + 1 < bytes.count, bytes[index + 1] == 0x0A { continue }
            plain.append(byte)
        }
        let file = CSVFile(plain)
        return [file.header] + file.rows
    }

    private static func objects(_ table: [[String]]) -> [[String: String]] {
        table.dropFirst().map { Dictionary(zip(table[0], $0), uniquingKeysWith: { first, _ in first }) }
    }

    @Test("convert writes csv-spectrum as its JSON says")
    func spectrum() throws {
        let folder = try TemporaryFolder()
        for file in Self.files("csv-spectrum/csvs") {
            #expect(Maatstaf.execute(["convert", file, "--out", folder["out.csv"]]) < 2, "\(file)")
            let json = try Self.json(for: file)
            // The JSON of `location_coordinates` is an object, and has another phone number than the file.
            let expected = (json as? [[String: String]]) ?? (json as? [String: String]).map { [$0] }
            var rows = try #require(expected)
            if file.hasSuffix("location_coordinates.csv") { rows[0]["Contact Phone Number"] = "2095257564" }
            #expect(try Self.objects(Self.table(folder["out.csv"])) == rows, "\(file)")
        }
    }

    @Test("convert writes the good files of csv-test-data as their JSON says")
    func testData() throws {
        let folder = try TemporaryFolder()
        for file in Self.files("csv-test-data/csv") where !file.contains("/bad-") {
            #expect(Maatstaf.execute(["convert", file, "--out", folder["out.csv"]]) < 2, "\(file)")
            let table = try Self.table(folder["out.csv"])
            let json = try Self.json(for: file)
            if let expected = json as? [[String: String]] {
                #expect(Self.objects(table) == expected, "\(file)")
            } else {
                #expect(table == json as? [[String]], "\(file)")
            }
        }
    }

    @Test("convert never takes a bad file of csv-test-data in silence, and names the place")
    func bad() throws {
        for file in Self.files("csv-test-data/csv") where file.contains("/bad-") {
            let folder = try TemporaryFolder()
            let run = try Program(in: folder).run("convert", file, "--out", "out.csv")
            #expect(run.status == 1 || run.status == 2, "\(file)")
            let name = file.split(separator: "/").last ?? ""
            #expect(run.errors.contains("\(name):"), "\(run.errors)")
        }
    }

    @Test("inspect tells the dialects of files found in the wild as people did")
    func dialects() throws {
        let names = [
            "comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "vslash": "|", "colon": ":", "": "",
            "doublequote": "\"", "singlequote": "'", "backslash": "\\", "tilde": "~",
        ]
        guard let list = try? text(at: Corpus.shared + "/corpora/dialects/annotations.txt") else { return }
        let truths = list.split(whereSeparator: \.isNewline).dropFirst()
            .map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }.filter {
                $0.count == 6
            }
        let paths = truths.map { Corpus.shared + "/corpora/dialects/files/" + $0[0] }
        let run = try Program(in: try TemporaryFolder()).run(["inspect", "--json"] + paths)
        let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let files = try #require(object?["files"] as? [[String: Any]])
        #expect(files.count == truths.count)
        var right = 0
        var wrong: [String] = []
        for (truth, file) in zip(truths, files) {
            if (file["candidates"] as? [Any])?.isEmpty == false || file["format"] is NSNull { continue }
            let bytes = try bytes(at: Corpus.shared + "/corpora/dialects/files/" + truth[0])
            let quote = names[truth[3]] ?? ""
            let escape = names[truth[4]] ?? ""
            var agrees = file["delimiter"] as? String == names[truth[2]]
            if let mark = quote.utf8.first, bytes.contains(mark) {
                agrees = agrees && file["quote"] as? String == quote
                let isEscaping = zip(bytes, bytes.dropFirst()).contains { $0 == escape.utf8.first && $1 == mark }
                if isEscaping { agrees = agrees && file["escape"] as? String == escape }
            }
            if agrees { right += 1 } else { wrong.append(truth[0]) }
        }
        let precision = Double(right) / Double(right + wrong.count)
        let recall = Double(right) / Double(truths.count)
        #expect(2 * precision * recall / (precision + recall) >= 0.99)
        #expect(wrong.count <= 1, "\(wrong)")
    }
}
