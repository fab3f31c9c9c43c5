internal import Foundation
internal import ShelterModel

/// A file that is written aside, and takes its place together with others, or not at all.
final class PendingFile {
    private let path: String
    private let workPath: String
    private var file: OutputFile
    private var isFinished = false

    /// - Throws: If the place cannot be written, or holds something that is no regular file.
    init(_ path: String) throws(Refusal) {
        guard !path.isEmpty else { throw Refusal("output.no-file-name") }
        // Renaming over a link would replace the link, and over a device would take it away.
        let place = Self.resolved(path)
        var status = stat()
        if stat(place, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            throw Refusal("output.not-a-file", ["path": .text(path)])
        }
        let folder = place.parentPath
        workPath =
            (folder.isEmpty ? "" : folder.hasSuffix("/") ? folder : folder + "/")
            + ".\(place.lastPathName).maatstaf-\(getpid())"
        unlink(workPath)
        self.path = place
        file = try OutputFile(workPath, name: path, isHashed: false)
        OutputFolder.register(workPath)
    }

    deinit {
        if !isFinished { unlink(workPath) }
        OutputFolder.unregister(workPath)
    }

    private static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    func write(_ bytes: [UInt8]) throws(Refusal) { try file.write(bytes) }

    /// For writers that know only paths: what is written there is what takes the place.
    var pathAside: String { workPath }

    /// Puts all files in their places; if one cannot be, what was there before comes back.
    static func finish(_ files: [PendingFile]) throws(Refusal) {
        for file in files { _ = try file.file.finish() }
        var moved: [(file: PendingFile, old: String?)] = []
        for file in files {
            let old = file.workPath + "-old"
            unlink(old)
            let hadOld = link(file.path, old) == 0
            guard rename(file.workPath, file.path) == 0 else {
                let reason = String(cString: strerror(errno))
                if hadOld { unlink(old) }
                for (other, old) in moved {
                    if let old { rename(old, other.path) } else { unlink(other.path) }
                }
                throw Refusal("output.cannot-write", ["path": .text(file.path), "reason": .text(reason)])
            }
            file.isFinished = true
            moved.append((file, hadOld ? old : nil))
        }
        for (_, old) in moved { if let old { unlink(old) } }
    }
}
