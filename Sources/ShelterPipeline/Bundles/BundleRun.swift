internal import Foundation
public import ShelterModel
internal import ShelterParsers

/// Makes a report together with everything that it was made from, so that it can be made again: `dossier/`, and apart from it
/// `openbaar/`, with what everybody may see and the hashes of the rest.
public struct BundleRun {
    public struct Result: Sendable {
        public var run: Run.Result
        public var files: Int
    }

    private let settings: RunSettings
    private let data: DataFolder

    public init(_ settings: RunSettings, data: DataFolder) {
        self.settings = settings
        self.data = data
    }

    /// - Throws: `Refusal` when something cannot be read or the report cannot be made; then there is no bundle.
    public func write(
        to path: String,
        progress: @escaping @Sendable (Int) -> Void = { _ in },
        documents: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws(Refusal) -> Result {
        // What cannot be used is refused before anything is copied.
        let first = try Preparation(settings, data: data)
        var folder = try OutputFolder(replacing: path)
        let root = folder.workPath
        var typed = settings
        typed.codeBook = settings.codeBook ?? Self.path(first.framework.codeBook)
        typed.register = settings.register ?? Self.path(first.codeBook.register)
        try copyInputs(&typed, &folder)
        try copyData(&folder)
        typed.dataFolder = "dossier/data"
        let relative = typed
        let copy = DataFolder(copy: root + "/dossier/data", toolsOf: data)
        let placed = Self.placed(relative, in: root, key: settings.pseudonymKey)
        let preparation = try Preparation(placed, data: copy)
        let report = "\(root)/\(BundleManifest.report)"
        let result = try Run(placed, preparation: preparation, data: copy)
            .write(to: report, progress: progress, documents: documents)
        try publish(report, preparation, &folder)
        let manifest = BundleManifest(
            program: "maatstaf \(programVersion)",
            arguments: relative.reportArguments,
            usesKey: settings.pseudonymKey != nil,
            outputs: folder.hashes
        )
        try folder.write(try JSONBytes.of(manifest, isForPeople: true), to: "manifest.json")
        let count = folder.hashes.count
        try folder.finish()
        return Result(run: result, files: count)
    }

    /// The settings of a run inside a bundle that stands at `root`: printed as typed there, read where it stands.
    static func placed(_ relative: RunSettings, in root: String, key: String?) -> RunSettings {
        func place(_ path: String) -> String { "\(root)/\(path)" }
        func reference(_ reference: String) -> String { DataFolder.isPath(reference) ? place(reference) : reference }
        var placed = relative
        placed.explainAs = relative.explainCommand
        placed.files = relative.files.map(place)
        placed.framework = reference(relative.framework)
        placed.codeBook = relative.codeBook.map(reference)
        placed.register = relative.register.map(reference)
        placed.crosswalk = relative.crosswalk.map(reference)
        placed.sampling = relative.sampling.map(reference)
        placed.mappings = relative.mappings.map(place)
        placed.plans = relative.plans.map(place)
        placed.waves = relative.waves.map(place)
        placed.robustness = relative.robustness.map(place)
        placed.map = relative.map.map(place)
        placed.corrections = relative.corrections.map(place)
        placed.publisher = relative.publisher.map(place)
        placed.earlier = relative.earlier.map(place)
        placed.documents.references = relative.documents.references.map(place)
        placed.pseudonymKey = key
        return placed
    }

    private static func path(_ reference: String?) -> String? {
        reference.flatMap { DataFolder.isPath($0) ? $0 : nil }
    }

    // MARK: - Copying

    /// Copies everything that was named into the dossier, and names it by its place there.
    private func copyInputs(_ typed: inout RunSettings, _ folder: inout OutputFolder) throws(Refusal) {
        let names = settings.files.map(\.lastPathName)
        let isUnique = Set(names).count == names.count
        for (index, file) in settings.files.enumerated() {
            let name = isUnique ? names[index] : "\(index + 1)/\(names[index])"
            typed.files[index] = try copy(file, to: "dossier/inputs/\(name)", &folder)
        }
        func reference(_ path: String, _ kind: String) throws(Refusal) -> String {
            guard DataFolder.isPath(path) else { return path }
            return try copy(path, to: "dossier/files/\(kind)/\(path.lastPathName)", &folder)
        }
        typed.framework = try reference(settings.framework, "framework")
        if let path = typed.codeBook { typed.codeBook = try reference(path, "code-book") }
        if let path = typed.register { typed.register = try reference(path, "register") }
        if let path = settings.crosswalk { typed.crosswalk = try reference(path, "crosswalk") }
        if let path = settings.sampling { typed.sampling = try reference(path, "sampling") }
        if let path = settings.publisher {
            typed.publisher = try copy(path, to: "dossier/files/publisher/\(path.lastPathName)", &folder)
        }
        for (index, path) in settings.plans.enumerated() {
            let target = "dossier/files/plans/\(index + 1)/\(path.lastPathName)"
            typed.plans[index] = try copy(path, to: target, &folder)
        }
        if let path = settings.waves {
            typed.waves = "dossier/files/waves"
            _ = try copy("\(path)/\(WaveFile.name)", to: "dossier/files/waves/\(WaveFile.name)", &folder)
        }
        if let path = settings.robustness {
            typed.robustness = "dossier/files/robustness"
            for name in ["manifest.json", "intern/data/robustness-conclusions.csv"] {
                _ = try copy("\(path)/\(name)", to: "dossier/files/robustness/\(name)", &folder)
            }
        }
        if let path = settings.map { typed.map = try copy(path, to: "dossier/files/map/\(path.lastPathName)", &folder) }
        for (index, path) in settings.corrections.enumerated() {
            let target = "dossier/files/corrections/\(index + 1)/\(path.lastPathName)"
            typed.corrections[index] = try copy(path, to: target, &folder)
        }
        if let path = settings.mappings {
            typed.mappings = try copyFolder(path, to: "dossier/files/mappings", &folder)
        }
        for (index, path) in settings.earlier.enumerated() {
            let target = "dossier/files/earlier/\(index + 1)"
            typed.earlier[index] = try copyFolder(try EarlierFolder.place(of: path), to: target + "/data", &folder)
            typed.earlier[index] = target
        }
        for (index, path) in settings.documents.references.enumerated() {
            let target = "dossier/files/reference-doc/\(path.lastPathName)"
            typed.documents.references[index] = try copy(path, to: target, &folder)
        }
        typed.pseudonymKey = settings.pseudonymKey?.lastPathName
    }

    /// Frameworks, code books, texts, rules and templates, without the samples.
    private func copyData(_ folder: inout OutputFolder) throws(Refusal) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: data.path)) ?? []
        let aside: Set = ["Samples", "Tools", "Templates", "README.md"]
        for name in names.sorted() where !aside.contains(name) && !name.hasPrefix(".") {
            _ = try copyFolder("\(data.path)/\(name)", to: "dossier/data/\(name)", &folder)
        }
        let style = Array(try data.styleSheet().utf8)
        try folder.write(style, to: "dossier/data/Templates/report.css")
        if settings.documents.formats.contains(.pdf) {
            _ = try copy(try data.template(), to: "dossier/data/Templates/report.typ", &folder)
        }
    }

    /// - Returns: `target`.
    private func copy(_ path: String, to target: String, _ folder: inout OutputFolder) throws(Refusal) -> String {
        let place = try folder.file(target)
        do {
            // A link would point to something else tomorrow.
            let source = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            try FileManager.default.copyItem(atPath: source, toPath: place)
        } catch {
            let exists = FileManager.default.fileExists(atPath: path)
            throw Refusal(
                exists ? "file.not-readable" : "file.not-found",
                at: SourceLocation(file: path.lastPathName),
                ["path": .text(path)]
            )
        }
        folder.record(try BlockHash.content(of: place).hash, of: target)
        return target
    }

    private func copyFolder(_ path: String, to target: String, _ folder: inout OutputFolder) throws(Refusal) -> String {
        guard let found = FileManager.default.enumerator(atPath: path) else {
            throw Refusal(
                "file.not-readable",
                at: SourceLocation(file: path.lastPathName),
                ["path": .text(path)]
            )
        }
        var names: [String] = []
        for case let name as String in found {
            let isFile = FileIdentity("\(path)/\(name)")?.isPlain == true
            if isFile, !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { names.append(name) }
        }
        for name in names.sorted() { _ = try copy("\(path)/\(name)", to: "\(target)/\(name)", &folder) }
        return target
    }

    // MARK: - What everybody may see

    /// Copies what everybody may see beside the dossier, with the hashes of what they may not.
    private func publish(
        _ report: String,
        _ preparation: Preparation,
        _ folder: inout OutputFolder
    ) throws(Refusal) {
        let place = SourceLocation(file: "manifest.json")
        guard let bytes = FileManager.default.contents(atPath: report + "/manifest.json"),
            let manifest = try? JSONDecoder().decode(Manifest.self, from: bytes)
        else { throw Refusal("file.not-readable", at: place, ["path": .text(report)]) }
        for (path, hash) in manifest.outputs { folder.record(hash, of: "\(BundleManifest.report)/\(path)") }
        let own = try BlockHash.content(of: report + "/manifest.json").hash
        folder.record(own, of: "\(BundleManifest.report)/manifest.json")
        var files: [String: String] = [:]
        func add(_ path: String) { files[String(path.dropFirst("openbaar/".count))] = folder.hashes[path] }
        for path in manifest.outputs.keys.sorted() where path.hasPrefix("openbaar/") {
            add(try copy("\(report)/\(path)", to: path, &folder))
        }
        for (kind, file) in [("framework", preparation.frameworkFile), ("code-book", preparation.codeBookFile)] {
            let path = "openbaar/method/\(kind).yaml"
            try folder.write(file.text, to: path)
            add(path)
        }
        let hashes = PublicHashes(
            program: manifest.program,
            framework: manifest.framework,
            codeBook: manifest.codeBook,
            register: manifest.register,
            settings: PublicHashes.Settings(
                date: manifest.settings.date?.iso,
                state: manifest.settings.state,
                language: manifest.settings.language.rawValue,
                core: manifest.settings.core ?? false
            ),
            inputs: manifest.inputs.map(\.hash).sorted(),
            report: own,
            files: files
        )
        try folder.write(try JSONBytes.of(hashes, isForPeople: true), to: "openbaar/hashes.json")
    }
}
