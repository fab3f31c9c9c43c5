import Foundation
import ShelterCleaning
import ShelterModel
import ShelterPipeline

/// Raw files, logs and clean files of a test.
enum CleaningFiles {
    /// CSV with every cell in quotes.
    static func csv(_ rows: [[String]], delimiter: String = ",", lineEnd: String = "\r\n") -> String {
        rows.map { row in
            row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: delimiter)
        }.joined(separator: lineEnd) + lineEnd
    }

    static func log(_ entries: [LogEntry], delimiter: String = ";") -> String {
        "\u{FEFF}" + csv([LogEntry.columns] + entries.map(\.cells), delimiter: delimiter)
    }

    static func settings(_ folder: TemporaryFolder, raw: String = "raw.csv", log: String = "log.csv") -> CleanSettings {
        var settings = CleanSettings(raw: folder[raw], log: folder[log], clean: folder["clean.csv"])
        settings.replaces = true
        return settings
    }

    /// Codes of the refusal; empty if there is none.
    static func codes(_ body: () throws(Refusal) -> Void) -> [String] {
        do throws(Refusal) {
            try body()
            return []
        } catch {
            return error.diagnostics.map(\.code)
        }
    }
}

/// Numbers that are the same for the same seed.
struct TestNumbers {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func below(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % max(1, bound)
    }

    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}
