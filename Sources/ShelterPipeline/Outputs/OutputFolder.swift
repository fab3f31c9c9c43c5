internal import Foundation
internal import ShelterModel

/// A folder that appears whole or not at all: filled aside, then renamed.
struct OutputFolder: ~Copyable {
    /// Where the files are being written.
    let workPath: String
    private let path: String
    private var isFinished = false
    /// Hash of every finished file, by its path inside the folder.
    private(set) var hashes: [String: String] = [:]

    /// Prepares the folder next to `path`.
    ///
    /// - Throws: `Refusal` when the place cannot be written, or holds something that is not an earlier output of ours.
    init(replacing path: String) throws(Refusal) {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.path = trimmed
        let manager = FileManager.default
        var isDirectory: ObjCBool = false
        if manager.fileExists(atPath: trimmed, isDirectory: &isDirectory) {
            guard isDirectory.boolValue else {
                throw Refusal("output.not-a-folder", ["path": .text(trimmed)])
            }
            guard let content = try? manager.contentsOfDirectory(atPath: trimmed) else {
                throw Refusal("output.cannot-write", ["path": .text(trimmed), "reason": .text("permission denied")])
            }
            guard content.isEmpty || Self.isOurs(trimmed, content) else {
                throw Refusal("output.not-ours", ["path": .text(trimmed)])
            }
        }
        let parent = (trimmed as NSString).deletingLastPathComponent
        let name = (trimmed as NSString).lastPathComponent
        do {
            if !parent.isEmpty { try manager.createDirectory(atPath: parent, withIntermediateDirectories: true) }
        } catch {
            throw Refusal("output.cannot-write", ["path": .text(parent), "reason": .text(Self.reason(error))])
        }
        // The process id keeps two runs apart; it never reaches an output.
        let work = (parent.isEmpty ? "" : parent + "/") + ".\(name).maatstaf-\(getpid())"
        try? manager.removeItem(atPath: work)
        guard mkdir(work, 0o755) == 0 else {
            throw Refusal(
                errno == ENOSPC ? "output.disk-full" : "output.cannot-write",
                ["path": .text(trimmed), "reason": .text(String(cString: strerror(errno)))]
            )
        }
        workPath = work
    }

    /// Only what an earlier run wrote may be replaced: never a folder with anything else in it.
    private static func isOurs(_ path: String, _ content: [String]) -> Bool {
        guard Set(content).isSubset(of: ["manifest.json", "intern", "gemeente", "openbaar"]),
            let manifest = try? String(contentsOfFile: path + "/manifest.json", encoding: .utf8)
        else { return false }
        return manifest.contains("\"\(Manifest.formatName)\"")
    }

    deinit {
        if !isFinished { try? FileManager.default.removeItem(atPath: workPath) }
    }

    /// The path of a file inside, with its folders made.
    func file(_ relative: String) throws(Refusal) -> String {
        let full = workPath + "/" + relative
        let folder = (full as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Refusal("output.cannot-write", ["path": .text(relative), "reason": .text(Self.reason(error))])
        }
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
        let old = workPath + "-old"
        let hadOld = rename(path, old) == 0
        guard rename(workPath, path) == 0 else {
            let reason = String(cString: strerror(errno))
            if hadOld { rename(old, path) }
            throw Refusal("output.cannot-write", ["path": .text(path), "reason": .text(reason)])
        }
        isFinished = true
        if hadOld { try? FileManager.default.removeItem(atPath: old) }
    }

    private static func reason(_ error: any Error) -> String {
        let error = error as NSError
        if let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError, underlying.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(underlying.code)))
        }
        return error.localizedDescription
    }
}
