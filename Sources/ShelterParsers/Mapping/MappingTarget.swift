import ShelterModel

/// A variable that a column may answer, with everything that is known about it.
struct MappingTarget: Sendable {
    /// Where a text about the variable comes from.
    enum Source: String, Sendable {
        case label, header, noun, criterion
    }

    struct Text: Sendable {
        var text: String
        var source: Source
        /// How much a match with this text is worth.
        var trust: Double
    }

    var column: ColumnDefinition
    /// Names that stand for the variable and nothing else.
    var codes: Set<String>
    var texts: [Text]

    /// The variables of a table, in its order.
    ///
    /// - Parameter language: Its texts come first: of two that say the same, the first is named as the reason.
    static func targets(
        _ table: TableDefinition,
        _ framework: Framework?,
        _ language: Language
    ) -> [MappingTarget] {
        let ordered = { (text: LocalizedText) in
            text.texts.sorted {
                ($0.key == language.rawValue ? "" : $0.key) < ($1.key == language.rawValue ? "" : $1.key)
            }
        }
        var criteria: [String: [Criterion]] = [:]
        for criterion in framework?.criteria ?? [] {
            for name in criterion.requirement.variables { criteria[name, default: []].append(criterion) }
        }
        var uses: [String: Int] = [:]
        for criterion in framework?.criteria ?? [] { uses[folded(criterion.shortName), default: 0] += 1 }
        return table.columns.map { column in
            var codes = Set((column.headers + [column.variable]).map(folded))
            var texts = ordered(column.label).map { Text(text: $0.value, source: .label, trust: 1) }
            texts += (column.headers + [column.variable]).map { Text(text: $0, source: .header, trust: 0.97) }
            for noun in [column.noun.one, column.noun.many] {
                texts += ordered(noun).map { Text(text: $0.value, source: .noun, trust: 0.9) }
            }
            for criterion in criteria[column.variable] ?? [] {
                // A criterion on several variables is about none of them alone.
                let isAlone = criterion.requirement.variables.count == 1
                if isAlone, criteria[column.variable]?.count == 1, uses[folded(criterion.shortName)] == 1 {
                    codes.insert(folded(criterion.shortName))
                }
                texts += ordered(criterion.label).map {
                    Text(text: $0.value, source: .criterion, trust: isAlone ? 0.9 : 0.6)
                }
            }
            return MappingTarget(column: column, codes: codes, texts: texts)
        }
    }

    /// How codes are compared.
    static func folded(_ code: String) -> String { CodeBook.foldedHeader(code) }
}
