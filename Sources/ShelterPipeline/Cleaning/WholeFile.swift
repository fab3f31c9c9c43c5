internal import Foundation
internal import ShelterModel
internal import Synchronization

/// A file that appears whole or not at all: written aside, then renamed.
struct WholeFile: ~Copyable {
    let path: String
    private let aside: String
    private var file: OutputFile
    private var isCommitted = false

    /// - Parameter inputs: Files that are read; the output may be none of them.
    /// - Throws: `Refusal` if the place cannot be written, or holds a file that may not be replaced.
    init(_ path: String, replacing: Bool, inputs: [String]) throws(Refusal) {
        guard !path.isEmpty, !path.hasSuffix("/") else { throw Refusal("output.not-a-file", ["path": .text(path)]) }
        var status = stat()
        let isThere = stat(path, &status) == 0
        if isThere {
            let place = (status.st_dev, status.st_ino)
            for input in inputs {
                var other = stat()
                guard stat(input, &other) == 0, (other.st_dev, other.st_ino) == place else { continue }
                throw Refusal("cleaning.output-is-input", ["path": .text(path)])
            }
            // Renaming over a device or a pipe would take it away.
            guard status.st_mode & S_IFMT == S_IFREG else { throw Refusal("output.not-a-file", ["path": .text(path)]) }
            guard replacing else { throw Refusal("output.exists", ["path": .text(path)]) }
        }
        // Of a link the file behind it is replaced.
        var target = path
        if isThere, let resolved = realpath(path, nil) {
            target = String(cString: resolved)
            free(resolved)
        }
        let beside = target + ".maatstaf-\(getpid())"
        unlink(beside)
        let file = try OutputFile(beside, name: path)
        Self.inProgress.withLock { _ = $0.insert(beside) }
        self.path = target
        aside = beside
        self.file = file
    }

    private static let inProgress = Mutex<Set<String>>([])

    /// Removes what unfinished outputs have written, for a program that is told to stop.
    static func abandonAll() {
        for path in inProgress.withLock({ $0 }) { unlink(path) }
    }

    deinit {
        if !isCommitted { unlink(aside) }
        let aside = aside
        Self.inProgress.withLock { _ = $0.remove(aside) }
    }

    mutating func write(_ bytes: [UInt8]) throws(Refusal) {
        try file.write(bytes)
    }

    /// Writes what is left; nothing stands in its place yet.
    ///
    /// - Returns: The hash of everything that was written.
    mutating func finish() throws(Refusal) -> String { try file.finish() }

    /// Puts the file in its place.
    mutating func commit() throws(Refusal) {
        guard rename(aside, path) == 0 else {
            let reason = String(cString: strerror(errno))
            throw Refusal("output.cannot-write", ["path": .text(path), "reason": .text(reason)])
        }
        isCommitted = true
    }
}
