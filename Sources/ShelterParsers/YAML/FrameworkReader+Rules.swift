import ShelterModel

/// Whom a criterion is about, what residents say of it, and the rules of the framework as a whole.
extension FrameworkReader {
    /// `families`, `[families, self-catering]`, or a block with `population`, `service`, `scope` and `daysInUse`.
    mutating func appliesTo(_ value: YAMLValue) -> AppliesTo? {
        guard value.isMapping else {
            let names = value.isList ? reader.nonEmptyItems(value) : [value]
            return AppliesTo(
                groups: names.compactMap { reader.text($0) }.map { AppliesTo.Group(kind: nil, names: [$0]) }
            )
        }
        let kinds = NamedCondition.Kind.allCases
        guard let mapping = reader.mapping(value, keys: kinds.map(\.rawValue) + ["daysInUse"]) else { return nil }
        var result = AppliesTo(daysInUse: mapping["daysInUse"].flatMap { self.standard($0) })
        for kind in kinds {
            guard let value = mapping[kind.rawValue] else { continue }
            result.groups.append(AppliesTo.Group(kind: kind, names: reader.texts(value)))
        }
        if mapping.keys.isEmpty { reader.report("yaml.no-value", at: value) }
        return result
    }

    mutating func residentsView(_ value: YAMLValue) -> ResidentsView? {
        guard let mapping = reader.mapping(value, keys: ["indicator", "standard", "minimum", "label"]) else {
            return nil
        }
        let name = reader.text("indicator", of: mapping)
        let standard = reader.required("standard", of: mapping).flatMap { self.standard($0) }
        let minimum = wholeNumber("minimum", of: mapping, least: 1) ?? ResidentsView.defaultMinimum
        let label = reader.localized("label", of: mapping)
        return standard.map { ResidentsView(variable: name, standard: $0, minimum: minimum, label: label) }
    }

    private mutating func wholeNumber(_ key: String, of mapping: YAMLMapping, least: Int) -> Int? {
        guard let value = mapping[key], let number = reader.number(value) else { return nil }
        guard number == number.rounded(), number >= Double(least), number <= 1_000_000 else {
            reader.report("framework.bad-minimum", at: value, ["value": .number(number), "least": .integer(least)])
            return nil
        }
        return Int(number)
    }

    mutating func aggregation(_ value: YAMLValue) -> Aggregation {
        guard let mapping = reader.mapping(value, keys: ["criteria", "themes"]) else { return Aggregation() }
        let rules = AggregationRule.allCases
        return Aggregation(
            criteria: mapping["criteria"].flatMap { reader.choice($0, from: rules) } ?? .arithmetic,
            themes: mapping["themes"].flatMap { reader.choice($0, from: rules) } ?? .arithmetic
        )
    }

    /// Read after the themes, whose ids it may name.
    mutating func limiters(_ mapping: YAMLMapping, bands: [Band]) -> [Limiter] {
        reader.optionalItems("limiters", of: mapping).compactMap { item in
            guard let entry = reader.mapping(item, keys: ["criteria", "band", "caps"]) else { return nil }
            let scopes = Set(themeIDs + ["overall"])
            let limiter = Limiter(
                criteria: known("criteria", of: entry, among: Set(criteria.keys), "framework.unknown-criterion"),
                band: reader.text("band", of: entry),
                scopes: entry["caps"] == nil
                    ? [] : known("caps", of: entry, among: scopes, "framework.unknown-theme")
            )
            if let value = entry["band"], !bands.contains(where: { $0.id == limiter.band }) {
                reader.report(
                    "framework.cap-not-a-band",
                    at: value,
                    ["value": .text(limiter.band), "known": .list(bands.map(\.id))]
                )
            }
            return limiter
        }
    }

    private mutating func known(
        _ key: String,
        of mapping: YAMLMapping,
        among known: Set<String>,
        _ code: String
    ) -> [String] {
        guard let value = reader.required(key, of: mapping) else { return [] }
        var names: [String] = []
        for item in value.isList ? reader.nonEmptyItems(value) : [value] {
            guard let name = reader.text(item) else { continue }
            if !known.contains(name) {
                let nearest = NearestName.nearest(to: name, in: known.sorted())
                reader.report(
                    code,
                    at: item,
                    [
                        "value": .text(name),
                        "known": .list(nearest.isEmpty ? Array(known.sorted().prefix(12)) : nearest),
                    ]
                )
            }
            names.append(name)
        }
        return names
    }

    mutating func absent(_ item: YAMLValue) -> AbsentStandard? {
        guard let mapping = reader.mapping(item, keys: ["id", "label", "missing", "source"]) else { return nil }
        return AbsentStandard(
            id: reader.text("id", of: mapping),
            label: reader.localized("label", of: mapping),
            missing: reader.localized("missing", of: mapping),
            source: reader.text("source", of: mapping)
        )
    }

    // MARK: Indicators with names

    mutating func derived(_ mapping: YAMLMapping) -> [DerivedIndicator] {
        var places: [String: YAMLValue] = [:]
        var result: [DerivedIndicator] = []
        for item in reader.optionalItems("derived", of: mapping) {
            guard let entry = reader.mapping(item, keys: ["variable", "indicator", "unit", "label"]) else { continue }
            let name = reader.text("variable", of: entry)
            let indicator = reader.required("indicator", of: entry).flatMap { self.indicator($0) }
            if let value = entry["variable"], !name.isEmpty {
                if Indicator(simple: name) != .variable(name) {
                    reader.report("codebook.bad-variable", at: value, ["value": .text(YAMLReader.shortened(name))])
                } else if let first = places[name] {
                    reader.report("codebook.duplicate-variable", at: value, repeating: name, first: first)
                }
                places[name] = places[name] ?? value
            }
            result.append(
                DerivedIndicator(
                    variable: name,
                    indicator: indicator ?? .variable(""),
                    unit: reader.optionalText("unit", of: entry),
                    label: reader.optionalLocalized("label", of: entry),
                    location: reader.place(item)
                )
            )
        }
        checkCircles(result, places)
        return result
    }

    /// Takes away what needs nothing that is left, over and over; what remains goes round in a circle.
    private mutating func checkCircles(_ derived: [DerivedIndicator], _ places: [String: YAMLValue]) {
        let names = Set(derived.map(\.variable))
        var needs = derived.map { Set($0.indicator.variables).intersection(names) }
        var users: [String: [Int]] = [:]
        for (number, own) in needs.enumerated() {
            for name in own { users[name, default: []].append(number) }
        }
        var free = needs.indices.filter { needs[$0].isEmpty }
        var done = Set(free)
        while let number = free.popLast() {
            for user in users[derived[number].variable] ?? [] {
                needs[user].remove(derived[number].variable)
                if needs[user].isEmpty, done.insert(user).inserted { free.append(user) }
            }
        }
        for number in derived.indices where !done.contains(number) {
            guard let value = places[derived[number].variable] else { continue }
            reader.report(
                "framework.circular",
                at: value,
                ["value": .text(derived[number].variable), "names": .list(needs[number].sorted())]
            )
        }
    }
}
