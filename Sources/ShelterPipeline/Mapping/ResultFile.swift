internal import Foundation
internal import ShelterModel

/// Writes one file, whole or not at all: aside first, then renamed.
enum ResultFile {
    /// - Parameters:
    ///   - inputs: Files that are read; none of them may be written.
    ///   - replacing: Whether an earlier file may be replaced.
    /// - Throws: `Refusal` when the place cannot or may not be written.
    static func check(_ path: String, inputs: [String], replacing: Bool) throws(Refusal) {
        guard !path.isEmpty else { throw Refusal("output.no-name") }
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        for input in inputs {
            var other = stat()
            if stat(input, &other) == 0, other.st_dev == status.st_dev, other.st_ino == status.st_ino {
                throw Refusal("mapping.output-is-input", ["path": .text(path)])
            }
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Refusal("output.not-a-file", ["path": .text(path)]) }
        guard replacing else { throw Refusal("output.exists", ["path": .text(path)]) }
    }

    static func write(_ bytes: [UInt8], to path: String) throws(Refusal) {
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
