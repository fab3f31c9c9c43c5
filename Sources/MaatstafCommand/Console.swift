internal import Foundation
internal import ShelterModel
internal import ShelterPipeline

/// What people read in the terminal: results on standard output, the rest on standard error.
enum Console {
    /// Prints to standard output.
    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// Prints to standard error.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Prints diagnostics as messages; without texts at least their codes.
    static func tell(_ diagnostics: [Diagnostic], _ speech: SpeechOptions) {
        let texts = (try? speech.folder()).flatMap { try? $0.texts(speech.language) } ?? fallback(speech.language)
        for diagnostic in diagnostics { note(texts.message(for: diagnostic)) }
    }

    /// Enough to say that the data folder itself is missing.
    private static func fallback(_ language: Language) -> Texts {
        let entries =
            language == .dutch
            ? [
                "severity.error": "fout", "severity.warning": "let op", "severity.note": "ter informatie",
                "severity.hint": "wat te doen",
                "diagnostic.data.not-found": "de map met kaders en teksten is niet gevonden; gezocht in {places}",
                "diagnostic.data.not-found.hint": "geef de map op met --data of met MAATSTAF_DATA",
            ]
            : [
                "severity.error": "error", "severity.warning": "warning", "severity.note": "note",
                "severity.hint": "hint",
                "diagnostic.data.not-found": "the folder with frameworks and texts was not found; looked in {places}",
                "diagnostic.data.not-found.hint": "name the folder with --data or with MAATSTAF_DATA",
            ]
        return Texts(language: language, entries: entries)
    }

    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        say(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// A line that shows how far the reading is; only where a person looks on.
    static func progress(of files: [String], _ texts: Texts) -> @Sendable (Int) -> Void {
        guard isatty(STDERR_FILENO) == 1 else { return { _ in } }
        let total = files.reduce(0) { sum, path in
            sum + (((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0)
        }
        let label = texts("console.reading")
        let meter = Meter()
        return { bytes in
            let done = meter.add(bytes)
            let share = total > 0 ? min(100, done * 100 / total) : 0
            FileHandle.standardError.write(Data("\r\(label) \(share)%\(share == 100 ? "\n" : "")".utf8))
        }
    }

    private final class Meter: @unchecked Sendable {
        private let lock = NSLock()
        private var done = 0

        func add(_ bytes: Int) -> Int {
            lock.withLock {
                done += bytes
                return done
            }
        }
    }
}
