internal import Foundation
internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterReporter

/// A comparison of waves as `compare --out` writes it, so that a report can tell of it.
struct WaveFile: Codable {
    static let formatName = "maatstaf/waves/1"
    static let name = "waves.json"

    var format = formatName
    var framework: String
    var version: String
    /// Hashes of the exports of the later wave.
    var after: [String]
    var comparison: WaveComparison
}

/// Results of other commands that the national comparison tells of; both must be of the same exports and framework.
struct EarlierResults {
    private(set) var waves: WaveComparison?
    private(set) var robustness: RobustnessSummary?

    /// - Throws: `Refusal` when a folder is not what the command writes, or is about something else.
    init(_ settings: RunSettings, _ preparation: Preparation, inputs: [InputSummary]) throws(Refusal) {
        let hashes = Set(inputs.map(\.hash))
        if let folder = settings.waves {
            let path = "\(folder)/\(WaveFile.name)"
            let place = SourceLocation(file: WaveFile.name)
            let bytes = try DataFolder.bytes(at: path, most: 256 << 20)
            guard let file = try? JSONDecoder().decode(WaveFile.self, from: Data(bytes)),
                file.format == WaveFile.formatName
            else { throw Refusal("results.not-readable", at: place, ["path": .text(path)]) }
            guard Set(file.after).isSubset(of: hashes), file.framework == preparation.framework.id,
                file.version == preparation.framework.version
            else { throw Refusal("results.of-another-run", at: place, ["path": .text(path)]) }
            waves = file.comparison
        }
        if let folder = settings.robustness {
            robustness = try Self.robustness(folder, preparation, hashes)
        }
    }

    /// What was read, for the manifest; `nil` if nothing was.
    static func parts(_ settings: RunSettings) throws(Refusal) -> [Manifest.Part]? {
        var parts: [Manifest.Part] = []
        for (id, folder, name) in [
            ("waves", settings.waves, WaveFile.name), ("robustness", settings.robustness, "manifest.json"),
        ] {
            guard let folder else { continue }
            parts.append(Manifest.Part(id: id, file: name, hash: try BlockHash.content(of: "\(folder)/\(name)").hash))
        }
        return parts.isEmpty ? nil : parts
    }

    private static func robustness(
        _ folder: String,
        _ preparation: Preparation,
        _ hashes: Set<String>
    ) throws(Refusal) -> RobustnessSummary {
        let place = SourceLocation(file: "manifest.json")
        let manifestBytes = try DataFolder.bytes(at: folder + "/manifest.json", most: 64 << 20)
        guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(manifestBytes)),
            let settings = manifest.robustness
        else { throw Refusal("results.not-readable", at: place, ["path": .text(folder)]) }
        guard manifest.framework.hash == preparation.frameworkFile.hash,
            manifest.codeBook.hash == preparation.codeBookFile.hash,
            Set(manifest.inputs.map(\.hash)).isSubset(of: hashes),
            (manifest.settings.core ?? false) == preparation.framework.isCore
        else { throw Refusal("results.of-another-run", at: place, ["path": .text(folder)]) }
        let path = folder + "/intern/data/robustness-conclusions.csv"
        guard let table = PlainCSV(try DataFolder.bytes(at: path, most: 64 << 20)) else {
            throw Refusal("results.not-readable", at: place, ["path": .text(path)])
        }
        let conclusions = table.rows.compactMap { row -> RobustnessSummary.Conclusion? in
            guard let share = Double(table(row, "share")),
                let verdict = RobustnessSummary.Conclusion.Verdict(rawValue: String(table(row, "verdict")))
            else { return nil }
            let area = String(table(row, "area_code"))
            return RobustnessSummary.Conclusion(
                area: area == "all" ? nil : area,
                statement: String(table(row, "statement")),
                share: share,
                verdict: verdict
            )
        }
        return RobustnessSummary(conclusions: conclusions, replays: settings.replays)
    }
}
