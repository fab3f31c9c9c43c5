public import ShelterModel

/// Reads framework files (`docs/framework-format.md`).
public enum FrameworkFile {
    /// Newest version of the format that this program knows.
    static let newestFormat = 1

    /// Reads a framework from the text of its file.
    ///
    /// Whether its variables exist is not asked here: that needs the code book.
    ///
    /// - Parameter file: Name of the file as messages print it.
    /// - Throws: everything that is wrong with the file, in the order of its lines.
    public static func framework(yaml: String, file: String) throws(Refusal) -> Framework {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = FrameworkReader(file: file)
        try reader.reader.checkFormat(of: root, kind: "framework", newest: newestFormat)
        let framework = reader.framework(root)
        return try reader.reader.finish(framework)
    }
}

/// Reads the nodes of one framework file.
struct FrameworkReader {
    var reader: YAMLReader
    private var themes: [String: YAMLValue] = [:]
    var themeIDs: [String] { themes.keys.sorted() }
    /// Places of the ids of criteria, which are unique over all themes.
    var criteria: [String: YAMLValue] = [:]
    /// Places of `basicRequirement: true`.
    var basicRequirements: [YAMLValue] = []

    /// Themes that a `move` names, with their places.
    var guardedThemes: [(id: String, place: YAMLValue)] = []

    init(file: String) {
        reader = YAMLReader(file: file)
    }

    static let keys = [
        "format", "id", "version", "label", "source", "remark", "codeBook", "coverageFloor", "overallCutoff", "cap",
        "bands", "limiters", "aggregation", "overallCoverageFloor", "derived", "themes", "absent",
    ]
    static let themeKeys = ["id", "label", "weight", "cutoff", "coverageFloor", "criteria"]

    mutating func framework(_ root: YAMLValue) -> Framework? {
        guard let mapping = reader.mapping(root, keys: Self.keys) else { return nil }
        let bands = self.bands(mapping)
        let derived = self.derived(mapping)
        let themes = self.themes(mapping)
        let framework = Framework(
            id: reader.id("id", of: mapping),
            version: reader.text("version", of: mapping),
            label: reader.localized("label", of: mapping),
            source: reader.text("source", of: mapping),
            codeBook: reader.optionalText("codeBook", of: mapping),
            coverageFloor: reader.required("coverageFloor", of: mapping).flatMap { reader.fraction($0) } ?? 0,
            bands: bands,
            cap: cap(mapping, bands: bands),
            overallCutoff: reader.optionalFraction("overallCutoff", of: mapping),
            themes: themes,
            remark: reader.optionalLocalized("remark", of: mapping),
            overallCoverageFloor: reader.optionalFraction("overallCoverageFloor", of: mapping),
            aggregation: mapping["aggregation"].map { aggregation($0) } ?? Aggregation(),
            limiters: limiters(mapping, bands: bands),
            derived: derived,
            absent: reader.optionalItems("absent", of: mapping).compactMap { absent($0) }
        )
        if mapping["cap"] == nil, let value = basicRequirements.first {
            reader.report("framework.cap-missing", at: value)
        }
        let known = framework.themes.map(\.id)
        for (id, place) in guardedThemes where !known.contains(id) {
            reader.report("framework.unknown-theme", at: place, ["value": .text(id), "known": .list(known)])
        }
        return framework
    }

    private mutating func bands(_ mapping: YAMLMapping) -> [Band] {
        var ids: [String: YAMLValue] = [:]
        var bands: [Band] = []
        for (index, item) in reader.optionalItems("bands", of: mapping).enumerated() {
            guard let entry = reader.mapping(item, keys: ["id", "from", "label"]) else { continue }
            let id = reader.id("id", of: entry)
            if let value = entry["id"] {
                if let first = ids[id] {
                    reader.report("framework.duplicate-band", at: value, repeating: id, first: first)
                } else {
                    ids[id] = value
                }
            }
            let band = Band(
                id: id,
                label: reader.localized("label", of: entry),
                from: reader.required("from", of: entry).flatMap { reader.fraction($0) } ?? .nan
            )
            if let value = entry["from"], !band.from.isNaN {
                if index == 0, band.from != 0 {
                    reader.report("framework.bands-not-from-zero", at: value, ["value": .number(band.from)])
                } else if let previous = bands.last, band.from <= previous.from {
                    reader.report(
                        "framework.bands-not-ascending",
                        at: value,
                        ["value": .number(band.from), "previous": .number(previous.from)]
                    )
                }
            }
            bands.append(band)
        }
        return bands
    }

    private mutating func cap(_ mapping: YAMLMapping, bands: [Band]) -> String? {
        guard let value = mapping["cap"], let cap = reader.text(value) else { return nil }
        if !bands.contains(where: { $0.id == cap }) {
            reader.report(
                "framework.cap-not-a-band",
                at: value,
                ["value": .text(cap), "known": .list(bands.map(\.id))]
            )
        }
        return cap
    }

    private mutating func themes(_ mapping: YAMLMapping) -> [Theme] {
        reader.items("themes", of: mapping).compactMap { theme($0) }
    }

    private mutating func theme(_ item: YAMLValue) -> Theme? {
        guard let mapping = reader.mapping(item, keys: Self.themeKeys) else { return nil }
        let id = reader.id("id", of: mapping)
        if let value = mapping["id"] {
            if id == "overall" {
                reader.report("framework.theme-named-overall", at: value)
            } else if let first = themes[id] {
                reader.report("framework.duplicate-theme", at: value, repeating: id, first: first)
            } else {
                themes[id] = value
            }
        }
        return Theme(
            id: id,
            label: reader.localized("label", of: mapping),
            weight: reader.weight(of: mapping),
            cutoff: reader.optionalFraction("cutoff", of: mapping),
            coverageFloor: reader.optionalFraction("coverageFloor", of: mapping),
            criteria: reader.items("criteria", of: mapping).compactMap { criterion($0) }
        )
    }
}
