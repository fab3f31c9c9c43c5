public import ShelterModel
internal import Yams

/// Reads and writes mapping files (`docs/mapping.md`).
public enum ColumnMappingFile {
    static let newestFormat = 1

    /// - Parameter file: Name of the file as messages print it.
    /// - Throws: everything that is wrong with the file, in the order of its lines.
    public static func mapping(yaml: String, file: String) throws(Refusal) -> ColumnMapping {
        let root = try YAMLDocument.root(of: yaml, file: file)
        var reader = YAMLReader(file: file)
        try reader.checkFormat(of: root, kind: "mapping", newest: newestFormat)
        let mapping = reader.columnMapping(root)
        return try reader.finish(mapping)
    }

    /// - Parameter remarks: Lines that stand above the file as comments.
    public static func yaml(_ mapping: ColumnMapping, remarks: [String] = []) throws(Refusal) -> String {
        let root = YAMLWriter.mapping([
            ("format", YAMLWriter.scalar("maatstaf/mapping/\(newestFormat)")),
            ("codeBook", YAMLWriter.scalar(mapping.codeBook)),
            ("table", YAMLWriter.scalar(mapping.table)),
            ("fingerprint", YAMLWriter.scalar(mapping.fingerprint)),
            ("file", YAMLWriter.scalar(mapping.file)),
            ("columns", YAMLWriter.list(mapping.columns.map(entry))),
        ])
        return try YAMLWriter.text(root, remarks: remarks)
    }

    private static func entry(_ entry: ColumnMapping.Entry) -> Node {
        let alternatives = entry.alternatives.map { alternative in
            YAMLWriter.mapping(
                [
                    ("variable", YAMLWriter.scalar(alternative.variable)),
                    ("confidence", YAMLWriter.scalar(alternative.confidence)),
                ],
                isShort: true
            )
        }
        return YAMLWriter.mapping([
            ("header", YAMLWriter.scalar(entry.header)),
            ("variable", entry.variable.map { YAMLWriter.scalar($0) } ?? Node("null", Tag(.str), .plain)),
            ("status", YAMLWriter.scalar(entry.status.rawValue)),
            ("confidence", YAMLWriter.scalar(entry.confidence)),
            ("reasons", entry.reasons.isEmpty ? nil : YAMLWriter.list(entry.reasons.map { YAMLWriter.scalar($0) })),
            ("alternatives", alternatives.isEmpty ? nil : YAMLWriter.list(alternatives)),
        ])
    }
}

extension YAMLReader {
    fileprivate mutating func columnMapping(_ root: YAMLValue) -> ColumnMapping? {
        let keys = ["format", "codeBook", "table", "fingerprint", "file", "columns"]
        guard let mapping = mapping(root, keys: keys) else { return nil }
        var variables: [String: YAMLValue] = [:]
        return ColumnMapping(
            codeBook: text("codeBook", of: mapping),
            table: text("table", of: mapping),
            fingerprint: fingerprint(mapping),
            file: text("file", of: mapping),
            columns: items("columns", of: mapping).compactMap { entry($0, &variables) }
        )
    }

    private mutating func fingerprint(_ mapping: YAMLMapping) -> String {
        let text = text("fingerprint", of: mapping)
        let isHash = text.utf8.count == 64 && text.utf8.allSatisfy { Self.isDigit($0) || (0x61...0x66).contains($0) }
        if !text.isEmpty, !isHash, let value = mapping["fingerprint"] {
            report("mapping.bad-fingerprint", at: value, ["value": .text(Self.shortened(text))])
        }
        return text
    }

    private mutating func entry(
        _ item: YAMLValue,
        _ variables: inout [String: YAMLValue]
    ) -> ColumnMapping.Entry? {
        let keys = ["header", "variable", "status", "confidence", "reasons", "alternatives"]
        guard let mapping = mapping(item, keys: keys) else { return nil }
        let status = choice("status", of: mapping, from: ColumnMapping.Status.allCases) ?? .proposed
        var variable: String?
        if let value = required("variable", of: mapping), !value.isNull, let name = text(value) {
            variable = name
            if status.isUsed {
                if let first = variables[name] {
                    report("mapping.variable-twice", at: value, repeating: name, first: first)
                } else {
                    variables[name] = value
                }
            }
        }
        return ColumnMapping.Entry(
            // A column without a name is a column too.
            header: mapping["header"]?.scalarText ?? text("header", of: mapping),
            variable: variable,
            status: status,
            confidence: mapping["confidence"].flatMap { fraction($0) } ?? 0,
            reasons: mapping["reasons"].map { texts($0) } ?? [],
            alternatives: optionalItems("alternatives", of: mapping).compactMap { alternative($0) }
        )
    }

    private mutating func alternative(_ item: YAMLValue) -> ColumnMapping.Alternative? {
        guard let mapping = mapping(item, keys: ["variable", "confidence"]) else { return nil }
        return ColumnMapping.Alternative(
            variable: text("variable", of: mapping),
            confidence: mapping["confidence"].flatMap { fraction($0) } ?? 0
        )
    }
}
