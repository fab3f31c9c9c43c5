internal import Foundation
public import ShelterModel

/// Makes the report of a bundle again from its dossier, and compares every byte.
public enum ReproduceRun {
    public struct Outcome: Hashable, Sendable, Codable {
        /// Whether every file came out the same.
        public var isReproduced: Bool
        /// Program that made the bundle, and this one.
        public var madeBy: String
        public var program: String
        /// Files that were made again.
        public var files: Int
        /// Files of the report that came out otherwise, are missing now or are new.
        public var different: [String]
    }

    /// The manifest of a bundle, whose files are what it says.
    ///
    /// - Throws: `Refusal` if this is no bundle, or a file of it was changed, added or taken away.
    public static func manifest(of path: String) throws(Refusal) -> BundleManifest {
        let root = path.withoutEndSlashes
        guard let bytes = FileManager.default.contents(atPath: root + "/manifest.json"),
            let manifest = try? JSONDecoder().decode(BundleManifest.self, from: bytes),
            manifest.format == BundleManifest.formatName
        else { throw Refusal("bundle.none", ["path": .text(path)]) }
        var problems: [Diagnostic] = []
        for (file, hash) in manifest.outputs.sorted(by: { $0.key < $1.key }) {
            let found =
                FileIdentity("\(root)/\(file)")?.isPlain == true
                ? try BlockHash.content(of: "\(root)/\(file)").hash : nil
            if found != hash {
                problems.append(
                    Diagnostic(
                        .error,
                        found == nil ? "bundle.file-missing" : "bundle.file-changed",
                        at: SourceLocation(file: file)
                    )
                )
            }
        }
        for case let file as String in FileManager.default.enumerator(atPath: root)
            ?? FileManager.DirectoryEnumerator()
        where file != "manifest.json" && manifest.outputs[file] == nil {
            // Only what the run reads could change its result.
            guard file.hasPrefix("dossier/"), FileIdentity("\(root)/\(file)")?.isPlain == true else { continue }
            problems.append(Diagnostic(.error, "bundle.file-added", at: SourceLocation(file: file)))
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        return manifest
    }

    /// - Parameters:
    ///   - relative: The settings that stand in the bundle's manifest.
    ///   - key: Path of the key for pseudonyms, where one was used.
    ///   - tools: The program's own data, beside which the tools for documents stand.
    /// - Throws: `Refusal` when the report cannot be made again.
    public static func run(
        _ path: String,
        _ manifest: BundleManifest,
        _ relative: RunSettings,
        key: String?,
        tools: DataFolder,
        progress: @escaping @Sendable (Int) -> Void = { _ in },
        documents: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws(Refusal) -> Outcome {
        guard !manifest.usesKey || key != nil else { throw Refusal("bundle.no-key") }
        let root = path.withoutEndSlashes
        let settings = BundleRun.placed(relative, in: root, key: key)
        let data = DataFolder(copy: root + "/dossier/data", toolsOf: tools)
        let preparation = try Preparation(settings, data: data)
        // Made anew by this process, read by nobody else, and gone at the end.
        let again = FileManager.default.temporaryDirectory.path + "/maatstaf-reproduce-\(getpid())"
        OutputFolder.register(again)
        defer {
            try? FileManager.default.removeItem(atPath: again)
            OutputFolder.unregister(again)
        }
        guard mkdir(again, 0o700) == 0 else {
            throw Refusal(
                "output.cannot-write",
                ["path": .text(again), "reason": .text(String(cString: strerror(errno)))]
            )
        }
        _ = try Run(settings, preparation: preparation, data: data)
            .write(to: again + "/report", progress: progress, documents: documents)
        var different: [String] = []
        let prefix = BundleManifest.report + "/"
        let before = manifest.outputs.filter { $0.key.hasPrefix(prefix) }
        var now: [String: String] = [:]
        for case let file as String in FileManager.default.enumerator(atPath: again + "/report")
            ?? FileManager.DirectoryEnumerator()
        where FileIdentity("\(again)/report/\(file)")?.isPlain == true {
            now[prefix + file] = try BlockHash.content(of: "\(again)/report/\(file)").hash
        }
        for file in Set(before.keys).union(now.keys).sorted() where before[file] != now[file] {
            different.append(String(file.dropFirst(prefix.count)))
        }
        return Outcome(
            isReproduced: different.isEmpty,
            madeBy: manifest.program,
            program: "maatstaf \(programVersion)",
            files: now.count,
            different: different
        )
    }
}
