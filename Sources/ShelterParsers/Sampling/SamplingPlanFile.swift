public import ShelterModel

/// Reads sampling plans (`docs/sampling-format.md`).
public enum SamplingPlanFile {
    static let newestFormat = 1

    /// - Parameters:
    ///   - file: Name of the file as messages print it.
    ///   - codeBook: Whose variables the plan may name.
    /// - Throws: everything that is wrong with the file, in the order of its lines.
    public static func plan(yaml: String, file: String, codeBook: CodeBook) throws(Refusal) -> SamplingPlan {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = SamplingPlanReader(reader: YAMLReader(file: file), codeBook: codeBook)
        try reader.reader.checkFormat(of: root, kind: "sampling", newest: newestFormat)
        let plan = reader.plan(root)
        return try reader.reader.finish(plan)
    }
}

private struct SamplingPlanReader {
    var reader: YAMLReader
    let codeBook: CodeBook

    mutating func plan(_ root: YAMLValue) -> SamplingPlan? {
        let keys = ["format", "id", "label", "source", "level", "sizeClasses", "inspections", "residents"]
        guard let mapping = reader.mapping(root, keys: keys) else { return nil }
        var drawn: SamplingPlan.Inspections?
        if let value = mapping["inspections"] { drawn = inspections(value) }
        var asked = SamplingPlan.Residents()
        if let value = mapping["residents"] { asked = residents(value, isSampled: mapping["inspections"] != nil) }
        return SamplingPlan(
            id: reader.id("id", of: mapping),
            label: reader.localized("label", of: mapping),
            source: reader.text("source", of: mapping),
            level: level(of: mapping),
            sizeClasses: sizeClasses(of: mapping),
            inspections: drawn,
            residents: asked
        )
    }

    private mutating func level(of mapping: YAMLMapping) -> Double {
        guard let value = mapping["level"], let level = reader.number(value) else { return 0.95 }
        if level <= 0.5 || level >= 1 { reader.report("sampling.level", at: value, ["value": .number(level)]) }
        return level
    }

    private mutating func sizeClasses(of mapping: YAMLMapping) -> [Int] {
        guard let value = mapping["sizeClasses"] else { return [] }
        var limits: [Int] = []
        for item in reader.items(value) {
            guard let limit = count(item) else { continue }
            if limit <= limits.last ?? 0 { reader.report("sampling.size-classes", at: item) }
            limits.append(limit)
        }
        return limits
    }

    private mutating func count(_ value: YAMLValue) -> Int? {
        guard let number = reader.number(value) else { return nil }
        guard number == number.rounded(), number >= 1, number <= 1e9 else {
            reader.report("sampling.count", at: value, ["value": .number(number)])
            return nil
        }
        return Int(number)
    }

    private mutating func inspections(_ value: YAMLValue) -> SamplingPlan.Inspections? {
        guard let mapping = reader.mapping(value, keys: ["strata", "locations", "loneUnit"]) else { return nil }
        var populations: [String: Int] = [:]
        if let value = reader.required("locations", of: mapping), let entries = reader.mapping(value) {
            if entries.keys.isEmpty { reader.report("yaml.no-value", at: value) }
            for (name, _) in entries.keys {
                if let entry = entries[name], let count = count(entry) { populations[name] = count }
            }
        }
        return SamplingPlan.Inspections(
            strata: reader.choice("strata", of: mapping, from: SamplingPlan.Inspections.Stratum.allCases) ?? .none,
            populations: populations,
            loneUnit: loneUnit(of: mapping)
        )
    }

    private mutating func loneUnit(of mapping: YAMLMapping) -> SamplingPlan.LoneUnitRule {
        mapping["loneUnit"].flatMap { reader.choice($0, from: SamplingPlan.LoneUnitRule.allCases) } ?? .fail
    }

    private mutating func residents(_ value: YAMLValue, isSampled: Bool) -> SamplingPlan.Residents {
        let keys = ["locations", "weights", "strata", "clusters", "population", "invited", "loneUnit"]
        guard let mapping = reader.mapping(value, keys: keys) else { return SamplingPlan.Residents() }
        let locations =
            mapping["locations"].flatMap { reader.choice($0, from: SamplingPlan.Residents.Locations.allCases) } ?? .all
        if locations == .sampled, !isSampled, let value = mapping["locations"] {
            reader.report("sampling.sampled-how", at: value)
        }
        let answers = codeBook.tables.dropFirst().filter { $0.grain == .respondent }
            .flatMap { $0.withDerivedColumns.columns }
        let first = codeBook.tables.first?.columns ?? []
        let weights = variable("weights", of: mapping, among: answers) { $0.type == .number || $0.type == .integer }
        let strata = variable("strata", of: mapping, among: answers) { _ in true }
        let clusters = variable("clusters", of: mapping, among: answers) { _ in true }
        for key in ["strata", "clusters"] where weights == nil {
            if let value = mapping[key] { reader.report("sampling.needs-weights", at: value) }
        }
        return SamplingPlan.Residents(
            locations: locations,
            weights: weights,
            strata: strata,
            clusters: clusters,
            population: variable("population", of: mapping, among: first) { $0.type == .integer },
            invited: variable("invited", of: mapping, among: first) { $0.type == .integer },
            loneUnit: loneUnit(of: mapping)
        )
    }

    private mutating func variable(
        _ key: String,
        of mapping: YAMLMapping,
        among columns: [ColumnDefinition],
        _ fits: (ColumnDefinition) -> Bool
    ) -> String? {
        guard let value = mapping[key], let name = reader.text(value) else { return nil }
        let known = columns.filter(fits).map(\.variable)
        if !known.contains(name) {
            let nearest = NearestName.nearest(to: name, in: known)
            reader.report(
                "sampling.variable",
                at: value,
                ["value": .text(name), "known": .list(nearest.isEmpty ? known : nearest)]
            )
        }
        return name
    }
}
