internal import ShelterModel

extension TableMapper {
    @inline(__always)
    func number(
        _ column: ColumnDefinition,
        _ reader: NumberReader,
        _ cell: MappedCell,
        _ findings: inout CellFindings
    ) -> (Double, CellStatus) {
        if cell.bytes.isEmpty { return (0, .empty) }
        if let value = reader.simple(cell.bytes) {
            if numericMissing[cell.column].isEmpty, ranges[cell.column]?.contains(value) ?? true,
                column.type == .number || value == value.rounded()
            {
                return (value, .present)
            }
            return checked(value, column, cell, &findings)
        }
        if case .missing(let status) = forms[cell.column].quick(cell.bytes) { return (0, status) }
        return closerNumber(column, reader, cell, &findings)
    }

    private func closerNumber(
        _ column: ColumnDefinition,
        _ reader: NumberReader,
        _ cell: MappedCell,
        _ findings: inout CellFindings
    ) -> (Double, CellStatus) {
        let text = cell.text
        if case .missing(let status) = forms[cell.column].meaning(of: text) { return (0, status) }
        if text.trimmingBlanks().isEmpty { return (0, .empty) }
        switch value(of: text, column, reader) {
        case .number(let value):
            return checked(value, column, cell, &findings)
        case .ambiguous(let first, let second):
            findings.refuse(
                "cell.ambiguous-number",
                cell,
                ["first": .number(first), "second": .number(second)]
            )
        case .notANumber:
            if let number = QualifiedNumber(text, unitForms: unitForms[cell.column]) {
                return qualified(number, column, reader, cell, &findings)
            }
            findings.refuse(Self.spreadsheetError(text) ?? "cell.not-a-number", cell)
        }
        return (0, .invalid)
    }

    /// A count has no decimals, so only one of two readings can be meant.
    private func value(of text: String, _ column: ColumnDefinition, _ reader: NumberReader) -> NumberReader.Reading {
        let reading = reader.read(text)
        if column.type == .integer, case .ambiguous(let first, let second) = reading {
            let whole = [first, second].filter { $0 == $0.rounded() }
            if whole.count == 1 { return .number(whole[0]) }
        }
        return reading
    }

    private func qualified(
        _ number: QualifiedNumber,
        _ column: ColumnDefinition,
        _ reader: NumberReader,
        _ cell: MappedCell,
        _ findings: inout CellFindings
    ) -> (Double, CellStatus) {
        if number.kinds.contains(.otherUnit) {
            if let unit = column.unitForms.first ?? column.unit {
                findings.refuse("cell.other-unit", cell, ["unit": .text(unit)])
            } else {
                findings.refuse("cell.not-a-number", cell)
            }
            return (0, .invalid)
        }
        let wanted = Self.refusedRules(number.kinds, column.qualified)
        guard wanted.isEmpty else {
            findings.refuse(
                "cell.qualified-number",
                cell,
                ["rule": .text("{ " + wanted.joined(separator: ", ") + " }")]
            )
            return (0, .invalid)
        }
        var values: [Double] = []
        for part in number.numbers {
            switch value(of: part, column, reader) {
            case .number(let value): values.append(value)
            case .ambiguous(let first, let second):
                findings.refuse(
                    "cell.ambiguous-number",
                    cell,
                    ["first": .number(first), "second": .number(second)]
                )
                return (0, .invalid)
            case .notANumber: break
            }
        }
        guard values.count == number.numbers.count, let low = values.first, let high = values.last, low <= high else {
            findings.refuse("cell.not-a-number", cell)
            return (0, .invalid)
        }
        let value =
            switch column.qualified.interval {
            case .lowest, .refuse: low
            case .middle: (low + high) / 2
            case .highest: high
            }
        let result = checked(value, column, cell, &findings)
        if result.1 == .present {
            findings.tally.add(number.kinds, column: cell.column, line: findings.lines[cell.row])
        }
        return result
    }

    /// The keys of the code book that would let such a number count, where they say that it does not.
    private static func refusedRules(_ kinds: QualifiedNumber.Kinds, _ rule: QualifiedRule) -> [String] {
        var wanted: [String] = []
        if kinds.contains(.approximate), rule.approximate == .refuse { wanted.append("approximate: value") }
        if kinds.contains(.interval), rule.interval == .refuse { wanted.append("interval: middle") }
        if kinds.contains(.bound), rule.bound == .refuse { wanted.append("bound: value") }
        if kinds.contains(.unit), rule.unit == .refuse { wanted.append("unit: value") }
        return wanted
    }

    private func checked(
        _ value: Double,
        _ column: ColumnDefinition,
        _ cell: MappedCell,
        _ findings: inout CellFindings
    ) -> (Double, CellStatus) {
        if let status = numericMissing[cell.column][value] { return (0, status) }
        if let range = ranges[cell.column], !range.contains(value) {
            findings.refuse(
                "cell.out-of-range",
                cell,
                ["low": .number(range.lowerBound), "high": .number(range.upperBound)]
            )
            return (0, .invalid)
        }
        if column.type == .integer, value != value.rounded() || abs(value) > 9e15 {
            findings.refuse("cell.not-an-integer", cell)
            return (0, .invalid)
        }
        return (value, .present)
    }
}
