internal import ShelterAnalysis
internal import ShelterModel
internal import ShelterParsers

/// Other weights from a table: a column `id` with themes and criteria, and a column per set of weights.
enum WeightSetFile {
    /// - Throws: `Refusal` with every id that the framework does not know and every weight that is none.
    static func read(_ path: String, framework: Framework) throws(Refusal) -> ([WeightSet], Manifest.Part) {
        let name = CSVReader.displayNames(for: [path])[0]
        var options = ExportOptions()
        options.tool = .plain
        let table = try PlainTable(path: path, name: name, options: options)
        guard let ids = try table.column("id", "code"), table.header.count > 1 else {
            throw Refusal(
                "robustness.weights-columns",
                at: SourceLocation(file: name, line: table.headerLine),
                ["found": .list(Array(table.header.prefix(12)))]
            )
        }
        var problems = table.setAside
        let known = framework.themes.map(\.id) + framework.criteria.map(\.id)
        var seen: Set<String> = []
        for row in table.rows.indices {
            let place = SourceLocation(file: name, line: table.rows[row].line, column: ids + 1)
            let id = table.text(row, ids) ?? ""
            if !known.contains(id) {
                problems.append(
                    Diagnostic(
                        .error,
                        "robustness.weights-unknown-id",
                        at: place,
                        ["value": .text(id), "framework": .text(framework.id)]
                    )
                )
            } else if !seen.insert(id).inserted {
                problems.append(Diagnostic(.error, "robustness.weights-id-twice", at: place, ["value": .text(id)]))
            }
        }
        var sets: [WeightSet] = []
        for column in table.header.indices where column != ids {
            let numbers = table.numbers(column, decimal: nil, problems: &problems)
            var set = WeightSet(name: table.header[column], weights: [:])
            for (row, number) in numbers.enumerated() {
                guard let number, let id = table.text(row, ids) else { continue }
                if number < 0 {
                    problems.append(
                        Diagnostic(
                            .error,
                            "robustness.weights-negative",
                            at: SourceLocation(file: name, line: table.rows[row].line, column: column + 1)
                        )
                    )
                }
                set.weights[id] = number
            }
            if !framework.themes.contains(where: { (set.weights[$0.id] ?? $0.weight) > 0 }) {
                problems.append(
                    Diagnostic(
                        .error,
                        "robustness.weights-all-zero",
                        at: SourceLocation(file: name, line: table.headerLine, column: column + 1),
                        ["value": .text(set.name)]
                    )
                )
            }
            sets.append(set)
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        return (sets, Manifest.Part(id: name.withoutPathExtension, file: name, hash: table.hash))
    }
}
