internal import CRenameExchange
internal import Foundation
internal import ShelterModel
internal import Synchronization

/// A folder that appears whole or not at all: filled aside, then renamed.
struct OutputFolder: ~Copyable {
    /// Where the files are being written.
    let workPath: String
    private let path: String
    /// Folders above `path` that were made for it, the deepest last.
    private let madeParents: [String]
    private var isFinished = false
    /// Hash of every finished file, by its path inside the folder.
    private(set) var hashes: [String: String] = [:]

    /// Prepares the folder next to `path`; of a symbolic link, next to what it leads to.
    ///
    /// - Throws: `Refusal` when the place cannot be written, or holds something that is not an earlier output of ours.
    init(replacing path: String) throws(Refusal) {
        guard !path.isEmpty else { throw Refusal("output.no-name") }
        let place = try Self.place(of: path)
        let parent = place.parentPath
        let madeParents = try Self.makeFolders(parent)
        // The process id keeps two runs apart; it never reaches an output.
        let beside = parent.isEmpty ? "" : parent.hasSuffix("/") ? parent : parent + "/"
        let work = beside + ".\(place.lastPathName).maatstaf-\(getpid())"
        try? FileManager.default.removeItem(atPath: work)
        guard mkdir(work, 0o755) == 0 else {
            let refusal = Self.refusal(path)
            for folder in madeParents.reversed() { rmdir(folder) }
            throw refusal
        }
        self.path = place
        self.madeParents = madeParents
        workPath = work
        Self.inProgress.withLock { _ = $0.insert(work) }
    }

    /// Where the folder will stand: a link is followed, and what is there must be ours or empty.
    private static func place(of path: String) throws(Refusal) -> String {
        let trimmed = path.withoutEndSlashes
        var status = stat()
        guard lstat(trimmed, &status) == 0 else {
            // Only where nothing is may something be made.
            guard errno == ENOENT else { throw refusal(path) }
            return trimmed
        }
        guard let resolved = realpath(trimmed, nil) else { throw refusal(path) }
        defer { free(resolved) }
        let place = String(cString: resolved)
        guard stat(place, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw Refusal("output.not-a-folder", ["path": .text(path)])
        }
        guard let content = try? FileManager.default.contentsOfDirectory(atPath: place) else {
            throw Refusal("output.cannot-write", ["path": .text(path), "reason": "permission denied"])
        }
        guard content.isEmpty || isOurs(place) else { throw Refusal("output.not-ours", ["path": .text(path)]) }
        return place
    }

    /// Makes the folders that are missing.
    private static func makeFolders(_ path: String) throws(Refusal) -> [String] {
        var missing: [String] = []
        var folder = path
        while !folder.isEmpty, folder != "/", access(folder, F_OK) != 0, errno == ENOENT {
            missing.append(folder)
            folder = folder.parentPath
        }
        var made: [String] = []
        for folder in missing.reversed() {
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
                let refusal = refusal(folder)
                for other in made.reversed() { rmdir(other) }
                throw refusal
            }
            made.append(folder)
        }
        return made
    }

    /// What any version's manifest says of its folder.
    private struct Claim: Decodable {
        var format: String
        var outputs: [String: String]
    }

    private static let formats = [Manifest.formatName, BundleManifest.formatName, AnnexManifest.formatName]

    /// Only what an earlier run wrote may be replaced: never a folder with anything else in it.
    static func isOurs(_ path: String) -> Bool {
        guard let data = FileManager.default.contents(atPath: path + "/manifest.json"),
            let manifest = try? JSONDecoder().decode(Claim.self, from: data), Self.formats.contains(manifest.format),
            let found = FileManager.default.enumerator(atPath: path)
        else { return false }
        for case let name as String in found where name != "manifest.json" && manifest.outputs[name] == nil {
            guard found.fileAttributes?[.type] as? FileAttributeType == .typeDirectory else { return false }
        }
        return true
    }

    /// Folders that are being filled now.
    private static let inProgress = Mutex<Set<String>>([])

    /// Notes a file or folder that is removed if the program is told to stop.
    static func register(_ path: String) { inProgress.withLock { _ = $0.insert(path) } }

    static func unregister(_ path: String) { inProgress.withLock { _ = $0.remove(path) } }

    /// Removes what unfinished outputs have written, for a program that is told to stop.
    static func abandonAll() {
        for path in inProgress.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
    }

    private mutating func close() {
        isFinished = true
        let path = workPath
        Self.inProgress.withLock { _ = $0.remove(path) }
    }

    deinit {
        if !isFinished {
            try? FileManager.default.removeItem(atPath: workPath)
            for folder in madeParents.reversed() { rmdir(folder) }
            let path = workPath
            Self.inProgress.withLock { _ = $0.remove(path) }
        }
    }

    /// The path of a file inside, with its folders made.
    func file(_ relative: String) throws(Refusal) -> String {
        let full = workPath + "/" + relative
        _ = try Self.makeFolders(full.parentPath)
        return full
    }

    mutating func write(_ text: String, to relative: String) throws(Refusal) {
        try write(Array(text.utf8), to: relative)
    }

    mutating func write(_ bytes: [UInt8], to relative: String) throws(Refusal) {
        var file = try OutputFile(try file(relative))
        try file.write(bytes)
        record(try file.finish(), of: relative)
    }

    mutating func record(_ hash: String, of relative: String) {
        hashes[relative] = hash
    }

    /// Puts the folder in its place.
    mutating func finish() throws(Refusal) {
        if maatstaf_rename_exchange(workPath, path) == 0 {
            // What was there stands aside now.
            close()
            try? FileManager.default.removeItem(atPath: workPath)
            return
        }
        // Nothing to change places with, or a file system that cannot: then for a moment neither is in place.
        let old = workPath + "-old"
        let hadOld = rename(path, old) == 0
        guard rename(workPath, path) == 0 else {
            let refusal = Self.refusal(path)
            if hadOld { rename(old, path) }
            throw refusal
        }
        close()
        if hadOld { try? FileManager.default.removeItem(atPath: old) }
    }

    private static func refusal(_ path: String) -> Refusal {
        let code = errno
        return Refusal(
            code == ENOSPC || code == EDQUOT ? "output.disk-full" : "output.cannot-write",
            ["path": .text(path), "reason": .text(String(cString: strerror(code)))]
        )
    }
}
