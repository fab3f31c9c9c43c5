internal import Foundation
public import ShelterModel

/// Deletes what Maatstaf made, and writes down what was destroyed.
public struct Purge {
    /// Something that is to go.
    public struct Item: Hashable, Sendable, Codable {
        public var path: String
        public var kind: String
        public var bytes: Int
        public var hash: String
        /// `false` until it is gone.
        public var isDestroyed: Bool
        /// Why it is still there.
        public var problem: String?
    }

    /// Who decided, when and why.
    public struct Decision: Hashable, Sendable {
        public var reason: String
        public var by: String
        public var date: CalendarDate

        public init(reason: String, by: String, date: CalendarDate) {
            self.reason = reason
            self.by = by
            self.date = date
        }
    }

    static let header = ["path", "kind", "bytes", "hash", "state", "date", "by", "reason"]

    private struct Target {
        var path: String
        var kind: OwnFiles.Kind
        /// Files below a folder, the folder itself for a file.
        var files: [String]
    }

    /// Destroys `paths` and `raw`, or only says what would go.
    ///
    /// Everything is read and the record is written before the first file goes; afterwards the record says of every file
    /// whether it is gone.
    ///
    /// - Parameters:
    ///   - paths: Results, quarantine files, releases and cleaning logs.
    ///   - raw: Files that we did not make and that the user names one by one.
    /// - Throws: `Refusal` that names every path that is not ours; then nothing is destroyed.
    public static func destroy(
        _ paths: [String],
        raw: [String],
        decision: Decision,
        record: String,
        isDryRun: Bool
    ) throws(Refusal) -> [Item] {
        let targets = try recognise(paths, raw: raw)
        try PendingFile.check(record, inputs: paths + raw, mayReplace: false)
        let recordPlace = (record.parentPath.isEmpty ? "." : record.parentPath)
        for target in targets where target.kind == .results {
            if let folder = real(recordPlace), let own = real(target.path), (folder + "/").hasPrefix(own + "/") {
                throw Refusal("purge.record-inside", ["path": .text(record), "folder": .text(target.path)])
            }
        }
        var items: [Item] = []
        for target in targets {
            for file in target.files {
                let (hash, bytes) = try BlockHash.content(of: file)
                items.append(
                    Item(
                        path: file,
                        kind: target.kind.rawValue,
                        bytes: bytes,
                        hash: hash,
                        isDestroyed: false,
                        problem: nil
                    )
                )
            }
        }
        guard !isDryRun else { return items }
        // What was going to be destroyed is known even if the program is stopped half-way.
        try PendingFile.write(text(items, decision, isDone: false), to: record, mayReplace: false)
        for index in items.indices {
            if unlink(items[index].path) == 0 {
                items[index].isDestroyed = true
            } else {
                items[index].problem = String(cString: strerror(errno))
            }
        }
        for target in targets where target.kind == .results { removeEmptyFolders(target.path) }
        try PendingFile.write(text(items, decision, isDone: true), to: record)
        return items
    }

    private static func recognise(_ paths: [String], raw: [String]) throws(Refusal) -> [Target] {
        var problems: [Diagnostic] = []
        var targets: [Target] = []
        var seen: Set<String> = []
        for (path, isRaw) in paths.map({ ($0, false) }) + raw.map({ ($0, true) }) {
            let trimmed = path.withoutEndSlashes
            var status = stat()
            guard !trimmed.isEmpty, lstat(trimmed, &status) == 0 else {
                problems.append(Diagnostic(.error, "purge.not-found", ["path": .text(path)]))
                continue
            }
            guard status.st_mode & S_IFMT != S_IFLNK else {
                problems.append(Diagnostic(.error, "purge.link", ["path": .text(path)]))
                continue
            }
            let kind: OwnFiles.Kind?
            if isRaw {
                kind = status.st_mode & S_IFMT == S_IFREG ? .raw : nil
            } else {
                kind = OwnFiles.kind(of: trimmed)
            }
            guard let kind else {
                problems.append(
                    Diagnostic(.error, isRaw ? "purge.raw-not-a-file" : "purge.not-ours", ["path": .text(path)])
                )
                continue
            }
            var files = [trimmed]
            if kind == .results {
                files = []
                for name in FileManager.default.enumerator(atPath: trimmed)?.allObjects as? [String] ?? [] {
                    var entry = stat()
                    if lstat(trimmed + "/" + name, &entry) == 0, entry.st_mode & S_IFMT != S_IFDIR {
                        files.append(trimmed + "/" + name)
                    }
                }
                files.sort()
            }
            guard seen.insert(real(trimmed) ?? trimmed).inserted else { continue }
            targets.append(Target(path: trimmed, kind: kind, files: files))
        }
        // A file inside a folder that goes as a whole is listed once.
        let folders = targets.filter { $0.kind == .results }.compactMap { real($0.path).map { $0 + "/" } }
        targets.removeAll { target in
            target.kind != .results && folders.contains { (real(target.path) ?? target.path).hasPrefix($0) }
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        return targets
    }

    private static func text(_ items: [Item], _ decision: Decision, isDone: Bool) -> [UInt8] {
        var line = CSVLine(header)
        for item in items {
            line.add(foreign: item.path)
            line.add(item.kind)
            line.add(item.bytes)
            line.add(item.hash)
            line.add(
                item.isDestroyed ? "destroyed" : isDone ? "not-destroyed: \(item.problem ?? "")" : "to-be-destroyed"
            )
            line.add(decision.date.iso)
            line.add(foreign: decision.by)
            line.add(foreign: decision.reason)
            line.end()
        }
        return line.bytes
    }

    /// The deepest first; what is not empty stays.
    private static func removeEmptyFolders(_ path: String) {
        let names = FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []
        for name in names.sorted(by: { $0.count > $1.count }) { rmdir(path + "/" + name) }
        rmdir(path)
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
