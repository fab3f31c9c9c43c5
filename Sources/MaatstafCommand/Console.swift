internal import Foundation
internal import ShelterModel
internal import ShelterPipeline
internal import Synchronization

/// What people read in the terminal: results on standard output, the rest on standard error.
enum Console {
    /// Prints to standard output.
    static func say(_ text: String) { print(visible(text)) }

    private static func print(_ text: String) {
        let reason = write(text + "\n", to: STDOUT_FILENO)
        if reason != 0 { failure.withLock { $0 = reason } }
    }

    /// Why results could not be printed, as `errno`; 0 if all were, or if nobody reads on.
    static var failedPrinting: Int32 {
        failure.withLock { $0 == EPIPE ? 0 : $0 }
    }

    private static let failure = Mutex<Int32>(0)

    /// Prints to standard error.
    static func note(_ text: String) {
        _ = write(visible(text) + "\n", to: STDERR_FILENO)
    }

    /// Without what steers a terminal or turns the order of writing: file names and cells come from outside.
    private static func visible(_ text: String) -> String {
        func isHidden(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x09, 0x0A: false
            case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
            default: false
            }
        }
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        var result = ""
        for scalar in text.unicodeScalars { result.unicodeScalars.append(isHidden(scalar) ? "\u{FFFD}" : scalar) }
        return result
    }

    /// - Returns: 0, or the `errno` of a failure; a closed or full output never stops the program.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            bytes = bytes.dropFirst(count)
        }
        return 0
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
        // For a program to read: nothing may be changed in it.
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
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
            _ = write("\r\(label) \(share)%\(share == 100 ? "\n" : "")", to: STDERR_FILENO)
        }
    }

    /// Says how many documents the tools have made: on one line where a person looks on, else now and then if they are many.
    static func documents(_ texts: Texts) -> @Sendable (Int, Int) -> Void {
        let isTerminal = isatty(STDERR_FILENO) == 1
        return { done, total in
            let line = texts("console.documents", ["done": "\(done)", "total": "\(total)"])
            if isTerminal {
                _ = write("\r\(line)\(done == total ? "\n" : "")", to: STDERR_FILENO)
            } else if total >= 40, done * 10 / total != (done - 1) * 10 / total {
                note(line)
            }
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
