internal import ShelterModel
internal import ShelterParsers
internal import SurveyStatistics

/// Units and how their index is built, read from two tables.
struct CompositeInput {
    let data: PlainTable
    let metadata: PlainTable
    let design: CompositeDesign
    let units: [String]
    /// Per code of an indicator or denominator.
    let values: [String: [Double?]]
    let groups: [String?]
    /// Rows of the data that are no unit, and what a person should look at.
    let diagnostics: [Diagnostic]
    let setAside: Int

    /// - Throws: `Refusal` with everything that is wrong with both tables.
    init(_ settings: CompositeSettings) throws(Refusal) {
        let names = CSVReader.displayNames(for: [settings.data, settings.metadata])
        var options = settings.reading
        options.tool = .plain
        let data = try PlainTable(path: settings.data, name: names[0], options: options)
        var plain = ExportOptions()
        plain.tool = .plain
        let metadata = try PlainTable(path: settings.metadata, name: names[1], options: plain)
        var problems = metadata.setAside
        let (parts, lines) = try Self.parts(metadata, &problems)
        guard problems.isEmpty else { throw Refusal(problems) }
        do throws(CompositeDesign.Problems) {
            design = try CompositeDesign(parts)
        } catch {
            let name = metadata.name
            throw Refusal(
                error.problems.map { problem in
                    Diagnostic(
                        .error,
                        "composite.\(problem.fault.rawValue)",
                        at: SourceLocation(file: name, line: lines[problem.code]),
                        ["code": .text(problem.code)]
                    )
                }
            )
        }

        let named =
            if let unit = settings.unit { try data.column(unit) } else {
                try data.column("uCode", "code", "id", "unit")
            }
        guard let unitColumn = named else {
            throw Refusal(
                "composite.no-unit-column",
                at: SourceLocation(file: data.name, line: data.headerLine),
                ["found": .list(Array(data.header.prefix(12)))]
            )
        }
        var kept: [Int] = []
        var units: [String] = []
        var seen: [String: Int] = [:]
        var aside = data.setAside
        for row in data.rows.indices {
            let line = data.rows[row].line
            let place = SourceLocation(file: data.name, line: line, column: unitColumn + 1)
            guard let unit = data.text(row, unitColumn) else {
                aside.append(Diagnostic(.error, "composite.no-unit", at: place))
                continue
            }
            if let first = seen.updateValue(line, forKey: unit) {
                problems.append(
                    Diagnostic(
                        .error,
                        "composite.unit-twice",
                        at: place,
                        ["value": .text(unit), "line": .integer(first)]
                    )
                )
            }
            kept.append(row)
            units.append(unit)
        }
        var values: [String: [Double?]] = [:]
        let dividing = Set(design.indicators.compactMap(\.denominator))
        for part in design.parts where part.kind == .indicator || dividing.contains(part.code) {
            guard let column = try data.column(part.code) else {
                problems.append(
                    Diagnostic(
                        .error,
                        "composite.no-column",
                        at: SourceLocation(file: data.name, line: data.headerLine),
                        ["column": .text(part.code), "found": .list(Array(data.header.prefix(12)))]
                    )
                )
                continue
            }
            let numbers = data.numbers(column, decimal: settings.decimal, problems: &problems)
            values[part.code] = kept.map { numbers[$0] }
        }
        var groups: [String?] = []
        if settings.options.imputation.needsGroups {
            let name = settings.group ?? design.parts.first { $0.kind == .group }?.code
            guard let name, let column = try data.column(name) else {
                throw Refusal(problems + Refusal("composite.no-group", at: SourceLocation(file: data.name)).diagnostics)
            }
            groups = kept.map { data.text($0, column) }
        }
        if units.isEmpty {
            problems.append(Diagnostic(.error, "composite.no-units", at: SourceLocation(file: data.name)))
        }
        guard problems.isEmpty else { throw Refusal(problems) }
        self.data = data
        self.metadata = metadata
        self.units = units
        self.values = values
        self.groups = groups
        diagnostics = aside + data.notices
        setAside = aside.count
    }

    /// Columns by our names or those of COINr.
    private static func parts(
        _ table: PlainTable,
        _ problems: inout [Diagnostic]
    ) throws(Refusal) -> ([CompositePart], [String: Int]) {
        guard let codes = try table.column("code", "iCode"), let levels = try table.column("level"),
            let parents = try table.column("parent")
        else {
            throw Refusal(
                "composite.metadata-columns",
                at: SourceLocation(file: table.name, line: table.headerLine),
                ["found": .list(Array(table.header.prefix(12)))]
            )
        }
        let types = try table.column("type")
        let denominators = try table.column("denominator")
        func numbers(_ column: Int?) -> [Double?] {
            guard let column else { return table.rows.map { _ in nil } }
            return table.numbers(column, decimal: .point, problems: &problems)
        }
        let level = numbers(levels)
        let weight = numbers(try table.column("weight"))
        let direction = numbers(try table.column("direction"))
        let scale = numbers(try table.column("scale", "scaleFactor"))
        let low = numbers(try table.column("low", "goalpost_low"))
        let high = numbers(try table.column("high", "goalpost_high"))
        let target = numbers(try table.column("target"))
        var parts: [CompositePart] = []
        var lines: [String: Int] = [:]
        for row in table.rows.indices {
            let line = table.rows[row].line
            func report(_ code: String, _ column: Int?, _ value: String) {
                let place = SourceLocation(file: table.name, line: line, column: column.map { $0 + 1 })
                problems.append(Diagnostic(.error, code, at: place, ["value": .text(value)]))
            }
            guard let code = table.text(row, codes) else {
                report("composite.no-code", codes, "")
                continue
            }
            lines[code] = lines[code] ?? line
            let number = level[row].flatMap { Int(exactly: $0) }
            var kind = number == nil ? CompositePart.Kind.other : number == 1 ? .indicator : .aggregate
            if let text = table.text(row, types) {
                if let found = CompositePart.Kind.allCases.first(where: {
                    $0.rawValue.lowercased() == text.lowercased()
                }) {
                    kind = found
                } else {
                    report("composite.unknown-type", types, text)
                }
            }
            var turned = IndicatorDirection.higherIsBetter
            if let text = direction[row] {
                if let found = Int(exactly: text).flatMap({ IndicatorDirection(rawValue: $0) }) {
                    turned = found
                } else {
                    report("composite.bad-direction", nil, code)
                }
            }
            parts.append(
                CompositePart(
                    code: code,
                    kind: kind,
                    level: number,
                    parent: table.text(row, parents),
                    weight: weight[row] ?? 1,
                    direction: turned,
                    limits: NormalisationLimits(low: low[row], high: high[row], target: target[row]),
                    denominator: table.text(row, denominators),
                    scale: scale[row] ?? 1
                )
            )
        }
        return (parts, lines)
    }
}
