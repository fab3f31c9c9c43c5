internal import Foundation
internal import ShelterModel

/// One file that appears whole or not at all, and never in the place of something that is not known to be ours.
enum NewFile {
    /// Writes `bytes` aside and puts them in their place.
    ///
    /// - Parameters:
    ///   - inputs: Paths that may not be the same file.
    ///   - isPrivate: Readable for the owner alone.
    ///   - mayReplace: Says whether a file that is there already may go.
    static func write(
        _ bytes: [UInt8],
        to path: String,
        inputs: [String] = [],
        isPrivate: Bool = false,
        mayReplace: (String) -> Bool = { _ in false }
    ) throws(Refusal) {
        try check(path, inputs: inputs, mayReplace: mayReplace)
        let aside = path + ".maatstaf-\(getpid())"
        unlink(aside)
        do throws(Refusal) {
            if isPrivate {
                // Nobody else may read it, not even while it is being written.
                let old = umask(0o077)
                defer { umask(old) }
                var file = try OutputFile(aside, name: path)
                try file.write(bytes)
                _ = try file.finish()
            } else {
                var file = try OutputFile(aside, name: path)
                try file.write(bytes)
                _ = try file.finish()
            }
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

    /// - Throws: when the place is taken, is no plain file or is one of the inputs.
    static func check(
        _ path: String,
        inputs: [String] = [],
        mayReplace: (String) -> Bool = { _ in false }
    ) throws(Refusal) {
        guard !path.isEmpty else { throw Refusal("output.no-name") }
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Refusal("output.not-a-file", ["path": .text(path)]) }
        for input in inputs {
            var other = stat()
            if stat(input, &other) == 0, other.st_dev == status.st_dev, other.st_ino == status.st_ino {
                throw Refusal("privacy.is-input", ["path": .text(path)])
            }
        }
        guard mayReplace(path) else { throw Refusal("output.exists", ["path": .text(path)]) }
    }
}
