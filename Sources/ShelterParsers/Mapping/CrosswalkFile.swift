public import ShelterModel

/// Reads crosswalk files (`docs/mapping.md`).
public enum CrosswalkFile {
    static let newestFormat = 1

    /// - Parameter file: Name of the file as messages print it.
    /// - Throws: everything that is wrong with the file, in the order of its lines.
    public static func crosswalk(yaml: String, file: String) throws(Refusal) -> Crosswalk {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = CrosswalkReader(reader: YAMLReader(file: file))
        try reader.reader.checkFormat(of: root, kind: "crosswalk", newest: newestFormat)
        let crosswalk = reader.crosswalk(root)
        return try reader.reader.finish(crosswalk)
    }
}

private struct CrosswalkReader {
    var reader: YAMLReader
    private var variables: [String: YAMLValue] = [:]
    private var headers: [String: YAMLValue] = [:]

    init(reader: YAMLReader) {
        self.reader = reader
    }

    /// The words for a relation.
    private enum Kind: String, CaseIterable {
        case same, renamed, recoded, changed, new, dropped
    }

    private enum Others: String, CaseIterable {
        case same
        case changed
    }

    mutating func crosswalk(_ root: YAMLValue) -> Crosswalk? {
        let keys = ["format", "id", "label", "source", "from", "to", "others", "variables"]
        guard let mapping = reader.mapping(root, keys: keys) else { return nil }
        var entries: [Crosswalk.Entry] = []
        var dropped: [Crosswalk.Dropped] = []
        for item in reader.optionalItems("variables", of: mapping) { read(item, &entries, &dropped) }
        let others = mapping["others"].flatMap { reader.choice($0, from: Others.allCases) }
        return Crosswalk(
            id: reader.id("id", of: mapping),
            label: reader.localized("label", of: mapping),
            source: reader.text("source", of: mapping),
            from: edition("from", of: mapping),
            to: edition("to", of: mapping),
            othersAreSame: others == .same,
            entries: entries,
            dropped: dropped,
            location: reader.place(root)
        )
    }

    private mutating func edition(_ key: String, of mapping: YAMLMapping) -> Crosswalk.Edition {
        guard let value = reader.required(key, of: mapping),
            let entry = reader.mapping(value, keys: ["codeBook", "version"])
        else { return Crosswalk.Edition(codeBook: "", version: "") }
        return Crosswalk.Edition(
            codeBook: reader.id("codeBook", of: entry),
            version: reader.text("version", of: entry)
        )
    }

    private mutating func read(
        _ item: YAMLValue,
        _ entries: inout [Crosswalk.Entry],
        _ dropped: inout [Crosswalk.Dropped]
    ) {
        let keys = ["variable", "is", "from", "codes", "withoutMatch", "reason"]
        guard let mapping = reader.mapping(item, keys: keys),
            let kind = reader.choice("is", of: mapping, from: Kind.allCases)
        else { return }
        let reason = reader.optionalLocalized("reason", of: mapping)
        if [.changed, .new, .dropped].contains(kind), mapping["reason"] == nil {
            reader.report("crosswalk.reason-missing", at: item, ["value": .text(kind.rawValue)])
        }
        check(mapping, kind)
        if kind == .dropped {
            for header in from(mapping) { dropped.append(Crosswalk.Dropped(header: header, reason: reason)) }
            return
        }
        let variable = reader.text("variable", of: mapping)
        if let value = mapping["variable"], !variable.isEmpty {
            if let first = variables[variable] {
                reader.report("crosswalk.variable-twice", at: value, repeating: variable, first: first)
            } else {
                variables[variable] = value
            }
        }
        let relation: Crosswalk.Relation =
            switch kind {
            case .same: .same
            case .renamed: .renamed(headers: from(mapping))
            case .recoded: recoded(mapping)
            case .changed: .changed
            case .new, .dropped: .new
            }
        entries.append(
            Crosswalk.Entry(
                variable: variable,
                relation: relation,
                reason: reason,
                location: reader.place(item)
            )
        )
    }

    /// Keys that mean nothing with this relation are no harmless extra: somebody expects something of them.
    private mutating func check(_ mapping: YAMLMapping, _ kind: Kind) {
        let allowed: Set<String> =
            switch kind {
            case .same, .changed, .new: ["variable", "is", "reason"]
            case .renamed: ["variable", "is", "reason", "from"]
            case .recoded: ["variable", "is", "reason", "from", "codes", "withoutMatch"]
            case .dropped: ["is", "reason", "from"]
            }
        for key in ["variable", "from", "codes", "withoutMatch"] where !allowed.contains(key) {
            guard let value = mapping[key] else { continue }
            reader.report("crosswalk.key-of-relation", at: value, ["value": .text(kind.rawValue)])
        }
    }

    /// Headers in the older export, each of which leads to one variable only.
    private mutating func from(_ mapping: YAMLMapping) -> [String] {
        guard let value = reader.required("from", of: mapping) else { return [""] }
        let items = value.isList ? reader.nonEmptyItems(value) : [value]
        var result: [String] = []
        for item in items {
            guard let header = reader.text(item) else { continue }
            if let first = headers[CodeBook.foldedHeader(header)] {
                reader.report("crosswalk.column-twice", at: item, repeating: header, first: first)
            } else {
                headers[CodeBook.foldedHeader(header)] = item
            }
            result.append(header)
        }
        return result.isEmpty ? [""] : result
    }

    private mutating func recoded(_ mapping: YAMLMapping) -> Crosswalk.Relation {
        var codes: [String: String] = [:]
        var seen: [String: YAMLValue] = [:]
        if let value = reader.required("codes", of: mapping), let pairs = reader.mapping(value) {
            if pairs.keys.isEmpty { reader.report("yaml.no-value", at: value) }
            for (form, _) in pairs.keys {
                guard let entry = pairs[form], let code = reader.text(entry) else { continue }
                if let first = seen[form.lowercased()] {
                    reader.report("crosswalk.form-twice", at: entry, repeating: form, first: first)
                }
                seen[form.lowercased()] = entry
                codes[form] = code
            }
        }
        var without: [String] = []
        if let value = mapping["withoutMatch"] {
            for item in value.isList ? reader.nonEmptyItems(value) : [value] {
                guard let form = reader.text(item) else { continue }
                if let first = seen[form.lowercased()] {
                    reader.report("crosswalk.form-twice", at: item, repeating: form, first: first)
                }
                seen[form.lowercased()] = item
                without.append(form)
            }
        }
        return .recoded(
            headers: mapping["from"] == nil ? [] : from(mapping),
            codes: codes,
            withoutMatch: without
        )
    }
}
