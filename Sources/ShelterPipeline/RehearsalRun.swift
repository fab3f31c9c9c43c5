internal import Foundation
public import ShelterModel
internal import ShelterRehearsal

/// Makes invented inspection data with an answer key.
public struct RehearsalRun {
    /// Where the two files went, and how many rows the export has.
    public struct Result: Sendable, Codable {
        public var file: String
        public var answerKey: String
        public var rows: Int
        public var used: Int
        public var faults: Int
    }

    /// Writes `path` and beside it `<name>.answers.csv`; neither may exist yet unless `replacing`.
    ///
    /// - Parameter faults: Whether to plant faults; without them there is no answer key to write.
    public static func write(
        locations: Int,
        seed: UInt64,
        codeBook reference: String,
        faults: Bool,
        replacing: Bool,
        to path: String,
        data: DataFolder
    ) throws(Refusal) -> Result {
        let codeBook = try data.codeBook(reference).value
        let profile =
            data.ids(of: .rehearsal).contains(codeBook.id)
            ? try data.rehearsalProfile(codeBook.id) : RehearsalProfile()
        let register = try data.register(codeBook.register ?? data.ids(of: .register).first ?? "").value
        let rehearsal = try Rehearsal(codeBook: codeBook, register: register, profile: profile, seed: seed)
        let name = path.lastPathName
        let export = rehearsal.export(locations: locations, file: name, faults: faults)
        let keyPath = path.withoutPathExtension + ".answers.csv"
        var files = [(path, export.csv)]
        if faults { files.append((keyPath, export.answerKeyCSV)) }
        for (place, _) in files where !replacing && FileManager.default.fileExists(atPath: place) {
            throw Refusal("output.exists", ["path": .text(place)])
        }
        for (place, _) in files {
            // Renaming over a device or a pipe would take it away.
            var status = stat()
            if stat(place, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
                throw Refusal("output.not-a-file", ["path": .text(place)])
            }
        }
        for (place, bytes) in files { try write(bytes, to: place) }
        return Result(
            file: path,
            answerKey: faults ? keyPath : "",
            rows: export.rowCount,
            used: export.usedRowCount,
            faults: export.answerKey.count
        )
    }

    /// Whole or not at all: written aside, then renamed.
    private static func write(_ bytes: [UInt8], to path: String) throws(Refusal) {
        let aside = path + ".maatstaf-\(getpid())"
        unlink(aside)
        do throws(Refusal) {
            var file = try OutputFile(aside, name: path)
            try file.write(bytes)
            _ = try file.finish()
        } catch {
            unlink(aside)
            throw error
        }
        guard rename(aside, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(aside)
            throw Refusal("output.cannot-write", ["path": .text(path), "reason": .text(reason)])
        }
    }
}
