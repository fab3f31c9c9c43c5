import ShelterModel

/// What the cells of each column of numbers tell a reader about its decimal mark.
struct DecimalEvidence {
    private let columns: [ColumnDefinition]
    private var hasComma: [Bool]
    private var hasPoint: [Bool]

    init(_ columns: [ColumnDefinition]) {
        self.columns = columns
        hasComma = columns.map { _ in false }
        hasPoint = hasComma
    }

    /// Notes a row that a reader gets to see as a table row, whether it counts in the end or not.
    mutating func add(_ draft: DrawnRow, _ plan: RowPlan, replaced: PlantedCell?) {
        for (index, column) in columns.enumerated() where column.decimal == .either {
            guard column.type == .number || column.type == .integer else { continue }
            if let replaced, replaced.column == index {
                note(replaced.bytes, index)
            } else if draft.missing[index] < 0, draft.values[index] % 1_000_000 != 0, !isEmpty(plan.columns[index]) {
                // Drawn numbers have two decimals at most, behind a comma.
                hasComma[index] = true
            }
        }
    }

    private func isEmpty(_ plan: ColumnPlan) -> Bool {
        if case .empty = plan.shape { true } else { false }
    }

    /// Planted cells: `12,5`, `1.453,5` and `2.7` can be read one way, `1.453` two ways.
    private mutating func note(_ bytes: [UInt8], _ index: Int) {
        let text = String(decoding: bytes, as: UTF8.self)
        if text.wholeMatch(of: /\d+(\.\d{3})?,\d{1,2}/) != nil { hasComma[index] = true }
        if text.wholeMatch(of: /\d+\.\d{1,2}/) != nil { hasPoint[index] = true }
    }

    /// What the column decides about a number such as `1.453`.
    func effect(of fault: PlantedFault, bytes: [UInt8]) -> PlantedFault.Effect {
        guard fault.kind == .ambiguousNumber, let index = fault.column.map({ $0 - 1 }) else { return fault.effect }
        let text = String(decoding: bytes, as: UTF8.self)
        switch (hasComma[index], hasPoint[index]) {
        case (true, false): return .accepted(text.filter { $0 != "." })
        case (false, true):
            var digits = text[...]
            while digits.hasSuffix("0") { digits.removeLast() }
            return .accepted(String(digits))
        case (true, true), (false, false): return .cellRefused
        }
    }

    /// What a reader tells of the columns, in their order.
    func remarks(ambiguous: Set<Int>) -> [ColumnRemark] {
        columns.indices.compactMap { index in
            let isAmbiguous = ambiguous.contains(index)
            let code: String
            switch (hasComma[index], hasPoint[index]) {
            case (true, true): code = "column.mixed-decimals"
            case (true, false) where isAmbiguous: code = "column.decided-comma"
            case (false, true) where isAmbiguous: code = "column.decided-point"
            case (false, false) where isAmbiguous: code = "column.ambiguous-decimals"
            default: return nil
            }
            return ColumnRemark(column: index + 1, field: columns[index].exportHeader, expectedCode: code)
        }
    }
}

extension ColumnDefinition {
    /// The header that the export writes; an option of a question stands in a column of its own.
    var exportHeader: String {
        let header = headers.first ?? variable
        return option.first.map { "\(header)/\($0)" } ?? header
    }
}
