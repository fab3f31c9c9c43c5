import Foundation
import ShelterModel
import ShelterParsers
import Testing

/// The corpus of dialects, where it is present: beside the package, or in `$MAATSTAF_SHARED`.
@Suite struct DialectCorpusTests {
    private struct Truth {
        var delimiter: String
        var quote: String
        /// Empty if nothing in the file is escaped.
        var escape: String
    }

    private static let names = [
        "comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "vslash": "|", "colon": ":", "doublequote": "\"",
        "singlequote": "'", "backslash": "\\", "tilde": "~", "": "",
    ]

    private static let folder: URL = {
        if let shared = ProcessInfo.processInfo.environment["MAATSTAF_SHARED"] {
            return URL(filePath: shared).appending(path: "corpora/dialects")
        }
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return root.deletingLastPathComponent().appending(path: "shared/corpora/dialects")
    }()

    private static func truths() -> [(name: String, truth: Truth)] {
        guard let text = try? String(contentsOf: folder.appending(path: "annotations.txt"), encoding: .utf8) else {
            print("not tested: \(folder.path) is not there")
            return []
        }
        return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
            let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 6, let delimiter = names[parts[2]], let quote = names[parts[3]] else { return nil }
            return (parts[0], Truth(delimiter: delimiter, quote: quote, escape: names[parts[4]] ?? ""))
        }
    }

    /// Whether quote and escape are right, as far as they occur in the file.
    private static func agrees(_ dialect: Dialect, _ truth: Truth, _ bytes: Data) -> Bool {
        guard dialect.delimiter == truth.delimiter else { return false }
        guard let quote = truth.quote.utf8.first, bytes.contains(quote) else { return true }
        guard dialect.quote == truth.quote else { return false }
        guard let escape = truth.escape.utf8.first else { return true }
        let occurs = zip(bytes, bytes.dropFirst()).contains { $0 == escape && $1 == quote }
        return !occurs || dialect.escape == truth.escape
    }

    @Test("Dialects of files found in the wild are read as people did, and hardly ever wrongly in silence")
    func accuracy() throws {
        var right = 0
        var refused: [String] = []
        var wrong: [String] = []
        let truths = Self.truths()
        for (name, truth) in truths {
            let file = Self.folder.appending(path: "files/\(name)")
            let detection = try DialectDetector.detect(path: file.path, displayName: name)
            if detection.dialect.isAmbiguous {
                refused.append(name)
            } else if Self.agrees(detection.dialect, truth, try Data(contentsOf: file)) {
                right += 1
            } else {
                wrong.append(name)
            }
        }
        guard !truths.isEmpty else { return }
        let precision = Double(right) / Double(right + wrong.count)
        let recall = Double(right) / Double(truths.count)
        let f1 = 2 * precision * recall / (precision + recall)
        print("dialects: \(right) of \(truths.count) right, F1 \(f1); refused: \(refused); wrong: \(wrong)")
        #expect(f1 >= 0.99)
        #expect(wrong.count <= 1)
    }

    @Test("Every file of the corpus is detected or refused, and the good ones open")
    func opens() throws {
        let files = try? FileManager.default.contentsOfDirectory(
            at: Self.folder.appending(path: "files"),
            includingPropertiesForKeys: nil
        )
        for file in files ?? [] {
            let detection = try DialectDetector.detect(path: file.path, displayName: "file.csv")
            #expect(detection.dialect.isAmbiguous == (detection.refusal != nil))
            #expect((0...1).contains(detection.dialect.confidence))
            guard detection.refusal == nil else { continue }
            let bytes = Array(try Data(contentsOf: file))
            #expect(try DialectDetector.detect(bytes: bytes, displayName: "file.csv") == detection)
        }
    }
}
