internal import Foundation
internal import ShelterModel

/// A file that is written aside, and takes its place together with others, or not at all.
final class PendingFile {
    private let path: String
    private let workPath: String
    private var file: OutputFile
    private var hash: String?
    private var isFinished = false
    private let isHashed: Bool
    private var isWrittenByPath = false

    /// - Parameters:
    ///   - inputs: Files that are read; the output may be none of them, under whatever name.
    ///   - mayReplace: Whether a file that is there may go.
    ///   - isPrivate: Readable for the owner alone.
    ///   - isHashed: Whether somebody wants the hash that `close` gives.
    /// - Throws: `Refusal` if the place cannot or may not be written.
    init(
        _ path: String,
        inputs: [String] = [],
        mayReplace: Bool = true,
        isPrivate: Bool = false,
        isHashed: Bool = false
    ) throws(Refusal) {
        try Self.check(path, inputs: inputs, mayReplace: mayReplace)
        // Renaming over a link would replace the link.
        let place = Self.resolved(path)
        let folder = place.parentPath
        workPath =
            (folder.isEmpty ? "" : folder.hasSuffix("/") ? folder : folder + "/")
            + ".\(place.lastPathName).maatstaf-\(getpid())"
        unlink(workPath)
        self.path = place
        self.isHashed = isHashed
        file = try OutputFile(workPath, name: path, isHashed: isHashed, isPrivate: isPrivate)
        OutputFolder.register(workPath)
    }

    deinit {
        if !isFinished { unlink(workPath) }
        OutputFolder.unregister(workPath)
    }

    /// - Throws: `Refusal` if the place is taken, is no plain file or is one of the inputs.
    static func check(_ path: String, inputs: [String] = [], mayReplace: Bool = true) throws(Refusal) {
        guard !path.isEmpty else { throw Refusal("output.no-file-name") }
        guard !path.hasSuffix("/") else { throw Refusal("output.not-a-file", ["path": .text(path)]) }
        guard let place = FileIdentity(path) else { return }
        if inputs.contains(where: { FileIdentity($0) == place }) {
            throw Refusal("output.is-input", ["path": .text(path)])
        }
        // Renaming over a device or a pipe would take it away.
        guard place.isPlain else { throw Refusal("output.not-a-file", ["path": .text(path)]) }
        guard mayReplace else { throw Refusal("output.exists", ["path": .text(path)]) }
    }

    /// - Throws: `Refusal` if two outputs would come to stand in one place.
    static func checkDistinct(_ paths: [String]) throws(Refusal) {
        for (number, path) in paths.enumerated() {
            let place = FileIdentity(path)
            for earlier in paths.prefix(number)
            where path == earlier || (place != nil && place == FileIdentity(earlier)) {
                throw Refusal("output.same-place", ["path": .text(path)])
            }
        }
    }

    private static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    func write(_ bytes: [UInt8]) throws(Refusal) { try file.write(bytes) }

    /// For writers that know only paths: what is written there is what takes the place.
    var pathAside: String {
        isWrittenByPath = true
        return workPath
    }

    /// Writes what is left; nothing stands in its place yet.
    ///
    /// - Returns: The hash of everything that was written, if it was asked for.
    @discardableResult
    func close() throws(Refusal) -> String {
        if let hash { return hash }
        var found = try file.finish()
        if isHashed, isWrittenByPath { found = try BlockHash.content(of: workPath).hash }
        hash = found
        return found
    }

    /// Puts all files in their places; if one cannot be, what was there before comes back.
    static func finish(_ files: [PendingFile]) throws(Refusal) {
        for file in files { try file.close() }
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

    /// Writes one file as a whole.
    static func write(
        _ bytes: [UInt8],
        to path: String,
        inputs: [String] = [],
        mayReplace: Bool = true,
        isPrivate: Bool = false
    ) throws(Refusal) {
        let file = try PendingFile(path, inputs: inputs, mayReplace: mayReplace, isPrivate: isPrivate)
        try file.write(bytes)
        try finish([file])
    }

    /// Writes several files; either all of them appear, or none.
    static func write(
        _ contents: [(path: String, bytes: [UInt8])],
        inputs: [String] = [],
        mayReplace: (String) -> Bool = { _ in true }
    ) throws(Refusal) {
        try checkDistinct(contents.map(\.path))
        var files: [PendingFile] = []
        for (path, bytes) in contents {
            let file = try PendingFile(path, inputs: inputs, mayReplace: mayReplace(path))
            try file.write(bytes)
            files.append(file)
        }
        try finish(files)
    }
}

/// Which file a path leads to, so that one file is known under several names.
struct FileIdentity: Equatable {
    private let device: UInt64
    private let number: UInt64
    /// Whether it is neither a folder, a device nor a pipe.
    let isPlain: Bool

    /// `nil` if there is nothing.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
        isPlain = status.st_mode & S_IFMT == S_IFREG
    }
}
