import ShelterModel

extension ChecksReader {
    mutating func range(_ mapping: YAMLMapping) -> ValueRange? {
        let low = mapping["low"].flatMap { reader.number($0) }
        let high = mapping["high"].flatMap { reader.number($0) }
        if mapping["low"] == nil, mapping["high"] == nil {
            reader.report("checks.no-limit", at: mapping.value, ["keys": .list(["low", "high"])])
        }
        if let low, let high, low > high, let value = mapping["low"] {
            reader.report("checks.limits-reversed", at: value, ["low": .number(low), "high": .number(high)])
        }
        return indicator(mapping).map { ValueRange($0, low: low, high: high) }
    }

    mutating func outlier(_ mapping: YAMLMapping) -> OutlierRule? {
        let fences = reader.choice("fences", of: mapping, from: OutlierRule.Fences.allCases) ?? .tukey
        let scale = mapping["scale"].flatMap { reader.choice($0, from: OutlierRule.Scale.allCases) } ?? .raw
        let factor = reader.required("factor", of: mapping).flatMap { _ in positive("factor", mapping) } ?? 1
        let group = reader.optionalText("group", of: mapping)
        let atLeast = count("at_least", mapping, 4...1_000_000) ?? 20
        return indicator(mapping).map {
            OutlierRule($0, fences: fences, factor: factor, scale: scale, group: group, atLeast: atLeast)
        }
    }

    mutating func nearDuplicate(_ mapping: YAMLMapping) -> NearDuplicateRule {
        NearDuplicateRule(
            variables: names("variables", mapping),
            except: names("except", mapping),
            distance: reader.required("distance", of: mapping).flatMap { reader.fraction($0) } ?? 0,
            atLeast: count("at_least", mapping, 1...100_000) ?? 10,
            block: reader.optionalText("block", of: mapping),
            limit: count("limit", mapping, 2...20_000) ?? 5000
        )
    }

    mutating func duration(_ mapping: YAMLMapping) -> DurationRule? {
        var source: DurationRule.Source?
        if mapping["duration"] != nil {
            let units = DurationUnit.allCases
            let unit = reader.choice("unit", of: mapping, from: units) ?? .minutes
            source = .variable(reader.text("duration", of: mapping), minutesPerUnit: unit.minutes)
            if let value = mapping["start"] ?? mapping["end"] {
                reader.report("checks.duration-twice", at: value)
            }
        } else {
            source = .interval(start: reader.text("start", of: mapping), end: reader.text("end", of: mapping))
        }
        let limits = ["shortest", "longest", "share_of_median"]
        if limits.allSatisfy({ mapping[$0] == nil }) {
            reader.report("checks.no-limit", at: mapping.value, ["keys": .list(limits)])
        }
        let shortest = positive("shortest", mapping)
        let longest = positive("longest", mapping)
        let share = reader.optionalFraction("share_of_median", of: mapping)
        let atLeast = count("at_least", mapping, 3...1_000_000) ?? 10
        return source.map {
            DurationRule($0, shortest: shortest, longest: longest, shareOfMedian: share, atLeast: atLeast)
        }
    }

    private enum DurationUnit: String, CaseIterable {
        case seconds, minutes, hours

        var minutes: Double {
            switch self {
            case .seconds: 1.0 / 60
            case .minutes: 1
            case .hours: 60
            }
        }
    }

    /// What is measured, written as in a framework.
    private mutating func indicator(_ mapping: YAMLMapping) -> Indicator? {
        guard let value = reader.required("indicator", of: mapping), let text = reader.text(value) else { return nil }
        guard let indicator = Indicator(parsing: text) else {
            reader.report("framework.bad-indicator", at: value, ["value": .text(YAMLReader.words(value))])
            return nil
        }
        return indicator
    }

    /// Names of variables, each once.
    mutating func names(_ key: String, _ mapping: YAMLMapping, least: Int = 0) -> [String] {
        guard least > 0 || mapping[key] != nil else { return [] }
        var places: [String: YAMLValue] = [:]
        var names: [String] = []
        for item in reader.items(key, of: mapping) {
            guard let name = reader.text(item) else { continue }
            if let first = places[name] {
                reader.report("checks.variable-twice", at: item, repeating: name, first: first)
            } else {
                places[name] = item
            }
            names.append(name)
        }
        if let value = mapping[key], !names.isEmpty, names.count < least {
            reader.report("checks.too-few-variables", at: value, ["least": .integer(least)])
        }
        return names
    }

    /// A whole number within limits; `nil` if it is left out.
    mutating func count(_ key: String, _ mapping: YAMLMapping, _ limits: ClosedRange<Int>) -> Int? {
        guard let value = mapping[key], let number = reader.number(value) else { return nil }
        guard number == number.rounded(), Double(limits.lowerBound) <= number, number <= Double(limits.upperBound)
        else {
            reader.report(
                "checks.number-outside",
                at: value,
                [
                    "value": .number(number), "low": .integer(limits.lowerBound), "high": .integer(limits.upperBound),
                ]
            )
            return nil
        }
        return Int(number)
    }

    /// A number of 0 or more; `nil` if it is left out.
    mutating func positive(_ key: String, _ mapping: YAMLMapping) -> Double? {
        guard let value = mapping[key], let number = reader.number(value) else { return nil }
        if number < 0 { reader.report("yaml.negative", at: value, ["value": .number(number)]) }
        return number
    }
}
